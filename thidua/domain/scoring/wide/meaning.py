"""Ý nghĩa trong bảng rộng: what a square, a row and a column were taken for, and what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from thidua.domain.ground.finding import Finding
from thidua.domain.scoring.file import ScoreRow
from thidua.domain.scoring.wide.grid import Grid


class SquareKind(StrEnum):
    """Loại ô: what a filled square of the sheet is; the words are what people read."""

    TITLE = "tên bảng"
    HEADING = "tiêu đề"
    LABEL = "mã, nội dung tiêu chí"
    GROUP = "dòng nhóm"
    MAXIMUM = "điểm tối đa"
    SCORE = "được nhập"
    NOTHING = "không có gì (–)"
    SUM = "dòng cộng, đem đối chiếu"
    RANK = "xếp hạng, không nhập"
    NOTE = "ghi chú, chữ ký, không nhập"
    OTHER_HAND = "của bản chấm khác, không nhập"
    OTHER_UNIT = "của đơn vị khác, không nhập"
    UNUSED = "phần mềm tự tính, không nhập"
    SKIPPED = "bỏ theo câu trả lời"
    ASKED = "còn phải hỏi"
    FAULTY = "lỗi"


SKIP = "(không đọc)"
IS_SUM = "(dòng cộng)"
FROM_POINTS = "(suy từ điểm)"
ALL_SHEETS = "(mọi trang)"
"""Câu trả lời không phải là mã nào; no code stands in brackets."""


@dataclass(frozen=True, slots=True)
class Option:
    """Phương án trả lời."""

    meaning: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Câu hỏi về bảng: what could not be decided; `answer` is empty while it is open.

    `key` names what is asked about in words of the sheet, so that the answer holds for the next
    sheet of the same form; `is_recalled` where it was given with an earlier one.
    """

    key: str
    words: str
    place: str
    options: tuple[Option, ...]
    answer: str = ""
    is_recalled: bool = False

    @property
    def answer_words(self) -> str:
        """Câu trả lời bằng lời."""
        return next((one.words for one in self.options if one.meaning == self.answer), "")


@dataclass(frozen=True, slots=True)
class Answers:
    """Các câu trả lời: those given now, and those of this block's earlier sheets."""

    given: Mapping[str, str]
    recalled: Mapping[str, str]

    def of(self, key: str) -> tuple[str, bool]:
        """Câu trả lời và có phải của lần trước; empty where there is none."""
        if key in self.given:
            return self.given[key], False
        return self.recalled.get(key, ""), key in self.recalled


@dataclass(frozen=True, slots=True)
class Taken:
    """Một dòng hay cột được hiểu: where, what is written there, and what it was taken for."""

    place: str
    written: str
    meaning: str


@dataclass(frozen=True, slots=True)
class SheetTotal:
    """Tổng mà bảng ghi cho một đơn vị."""

    unit: str
    total: Decimal
    place: str


@dataclass(frozen=True, slots=True)
class SheetPoints:
    """Điểm mà bảng ghi cho một dòng phần mềm tự tính."""

    unit: str
    criterion: str
    points: Decimal
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WideReading:
    """Bảng rộng đã đọc: every filled square has a kind, is asked about, or has a finding."""

    grid: Grid
    kinds: Mapping[str, SquareKind]
    taken: tuple[Taken, ...] = ()
    questions: tuple[Question, ...] = ()
    rows: tuple[ScoreRow, ...] = ()
    totals: tuple[SheetTotal, ...] = ()
    points: tuple[SheetPoints, ...] = ()
    units: tuple[str, ...] = ()
    is_of_one_unit: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Câu hỏi còn chờ trả lời."""
        return tuple(one for one in self.questions if not one.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedAnswer:
    """Câu trả lời đang nhớ: to which question, which answer, by whom and when."""

    question: str
    meaning: str
    set_by: str
    set_at: datetime
