"""Hỏi và đáp khi đọc bảng rộng: each question once, with the answer that was given to it."""

from collections.abc import Sequence

from thidua.domain.ground.finding import Findings
from thidua.domain.scoring.wide.meaning import Answers, Option, Question


class Asker:
    """Người hỏi: collects the questions of one sheet and knows the answers given."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.asked: dict[str, Question] = {}
        self.findings = Findings()

    def ask(self, key: str, words: str, place: str, options: Sequence[Option]) -> str:
        """Hỏi: the meaning that was answered; empty while nobody has."""
        if key in self.asked:
            return self.asked[key].answer
        answer, is_recalled = self._answers.of(key)
        if answer and all(one.meaning != answer for one in options):
            if not is_recalled:
                message = f"câu trả lời «{answer}» không có trong các lựa chọn của «{key}»"
                self.findings.error("wide_answer", message, place)
            answer, is_recalled = "", False
        question = Question(
            key=key,
            words=words,
            place=place,
            options=tuple(options),
            answer=answer,
            is_recalled=is_recalled,
        )
        self.asked[key] = question
        return answer
