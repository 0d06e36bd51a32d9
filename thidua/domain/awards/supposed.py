"""Giả định về khen thưởng: whose eligibility and which quota would be another, and its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from thidua.domain.awards.eligibility import Eligibility
from thidua.domain.law.quota import QUOTA_STATUS_WORDS, QuotaState
from thidua.domain.verify.case import Move, Name, place_words
from thidua.domain.verify.what_if import Hypothesis


@dataclass(frozen=True, slots=True)
class EligibilityChange:
    """Đổi ở một lần xét: one nominee under one award, or one group of a programme.

    The conclusion is another, or it stands and one of its requirements is met or not as before.
    """

    where: str
    before: Eligibility
    after: Eligibility

    @property
    def reasons(self) -> tuple[str, ...]:
        """Tiêu chuẩn làm đổi kết luận, with what it measures before and after."""
        old = {one.code: one for one in self.before.results}
        return tuple(
            f"{one.requirement}: {old[one.code].value or _UNSAID} → {one.value or _UNSAID}"
            for one in self.after.results
            if one.code in old and old[one.code].state is not one.state
        )

    def words(self) -> str:
        """Bằng lời: «Phòng A: đủ điều kiện → chưa đủ điều kiện», «Phòng B: vẫn thiếu dữ liệu»."""
        before, after = self.before.word, self.after.word
        said = f"vẫn {after}" if before == after else f"{before} → {after}"
        return f"{self.after.name}: {said}"


_UNSAID = "chưa có"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSupposition:
    """Giả định đính kèm: its words as they were, and the entry of the record it was reckoned on."""

    unit: str
    criterion: str
    words: str
    position: int
    seal: str
    kept_by: str
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaChange:
    """Đổi ở một hạn mức: over those put forward, or over all who would be eligible (`reach`)."""

    where: str
    reach: bool
    before: QuotaState
    after: QuotaState


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """Kết quả của các giả định: places in the ranking, eligibility and quotas, as they would be.

    `judged` is how many awards and programmes were judged; 0 where the law says nothing of this
    period. `provisional` says that the ranking is not final, so that the law counts it only here.
    """

    hypotheses: tuple[Hypothesis, ...]
    moves: tuple[Move, ...]
    judged: int = 0
    provisional: bool = False
    eligibility: tuple[EligibilityChange, ...] = ()
    quotas: tuple[QuotaChange, ...] = ()

    def lines(self, name: Name, points: Mapping[str, str]) -> tuple[str, ...]:
        """Bằng lời, line by line, to be kept: what was supposed and all that would be another.

        `points` are the totals before and after of every unit, in words.
        """
        said = [f"Giả định: {one.words(name)}." for one in self.hypotheses]
        for move in self.moves:
            if move.is_one or move.before.total != move.after.total:
                what = place_words(move) or "không đổi chỗ đứng"
                said.append(f"{name(move.unit)}: tổng {points[move.unit]}; {what}.")
        if not self.moved:
            said.append("Không đơn vị nào đổi thứ hạng, xếp loại hay suất khen.")
        for change in self.eligibility:
            why = f" ({'; '.join(change.reasons)})" if change.reasons else ""
            said.append(f"{change.where} – {change.words()}{why}.")
        said += [quota_line(one, name) for one in self.quotas]
        if self.judged and not (self.eligibility or self.quotas):
            said.append(f"Không đổi điều kiện và hạn mức nào trong {self.judged} việc xét.")
        return tuple(said)

    @property
    def moved(self) -> tuple[Move, ...]:
        """Những đơn vị đổi thứ hạng, xếp loại hoặc suất khen."""
        return tuple(move for move in self.moves if move.is_one)


def state_words(state: QuotaState, name: Name) -> str:
    """Một hạn mức bằng lời: how many of how many, who is tied and who is beyond."""
    most = "chưa có số suất" if state.most is None else f"{state.most} suất"
    said = [f"{state.count} đối tượng, {most}", QUOTA_STATUS_WORDS[state.status]]
    if state.tied:
        said.append(f"cùng hạng ở suất cuối: {', '.join(map(name, state.tied))}")
    if state.beyond:
        said.append(f"ngoài vạch: {', '.join(map(name, state.beyond))}")
    return "; ".join(said)


def quota_line(change: QuotaChange, name: Name) -> str:
    """Đổi ở một hạn mức, một câu."""
    over = "nếu đề nghị mọi đối tượng đủ điều kiện" if change.reach else "theo đề nghị đang có"
    before, after = state_words(change.before, name), state_words(change.after, name)
    if before == after:  # the same numbers and lines: only who stands within is another
        before = f"trong vạch: {', '.join(map(name, change.before.proposed))}"
        after = f"trong vạch: {', '.join(map(name, change.after.proposed))}"
    return f"Hạn mức {change.where}, {over}: {before} → {after}."


def eligibility_changes(
    where: Mapping[str, str], before: Sequence[Eligibility], after: Sequence[Eligibility]
) -> tuple[EligibilityChange, ...]:
    """So hai lần xét: whose conclusion is another; `where` names each award or group."""
    old = {_key(one): one for one in before}
    pairs = (
        EligibilityChange(where[one.group or one.award], old[_key(one)], one)
        for one in after
        if _key(one) in old
    )
    return tuple(one for one in pairs if one.before.word != one.after.word or one.reasons)


def _key(one: Eligibility) -> tuple[str, str, str]:
    return one.award, one.group, one.code


States = Mapping[str, Mapping[str, QuotaState]]


def quota_changes(
    where: Mapping[str, str], before: States, after: States, *, reach: bool
) -> Iterable[QuotaChange]:
    """So các hạn mức của hai lần xét, each once; `where` names it by its code."""
    seen: set[str] = set()
    for place, states in after.items():
        for code, state in states.items():
            old = before[place][code]
            if code not in seen and _stands(old) != _stands(state):
                seen.add(code)
                yield QuotaChange(where=where[code], reach=reach, before=old, after=state)


def _stands(state: QuotaState) -> tuple[object, ...]:
    """Điều đáng nói của một hạn mức; who stands within is a set, whatever their order."""
    return (
        state.status,
        state.most,
        state.count,
        frozenset(state.proposed),
        frozenset(state.tied),
        frozenset(state.beyond),
    )
