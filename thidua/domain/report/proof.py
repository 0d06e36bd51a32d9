"""Điều các báo cáo nói về một đơn vị trong một năm, only where it is certain."""

from collections.abc import Sequence
from dataclasses import dataclass

from thidua.domain.movement.plan import ReportKind
from thidua.domain.report.hand_in import Due, HandInState

ON_TIME, COMPLETE, REVIEWED = "bao_cao_dung_han", "du_bao_cao", "co_bao_cao_tong_ket"
_OF_THE_YEAR = frozenset({ReportKind.YEAR, ReportKind.FINAL})


@dataclass(frozen=True, slots=True)
class ReportFact:
    """Một dữ kiện của các báo cáo: what is so, and the reports that show it."""

    code: str
    value: bool
    source: str


def facts_of(dues: Sequence[Due]) -> list[ReportFact]:
    """Dữ kiện của một đơn vị từ mọi báo cáo phải nộp trong năm.

    A report still to come, or without a day and not in, leaves it open; one that is excused is not
    asked.
    """
    owed = [one for one in dues if not one.is_excused]
    found = (_on_time(owed), _complete(owed), _reviewed(owed))
    return [one for one in found if one is not None]


def _on_time(owed: Sequence[Due]) -> ReportFact | None:
    late = [one for one in owed if one.days_late]
    if late:
        return ReportFact(ON_TIME, False, f"báo cáo: {late[0].title}: {late[0].words}")
    if owed and all(one.is_in for one in owed):
        return ReportFact(ON_TIME, True, f"báo cáo: {len(owed)}/{len(owed)} nộp đúng hạn")
    return None


def _complete(owed: Sequence[Due]) -> ReportFact | None:
    missing = [one for one in owed if one.is_missing]
    if missing:
        return ReportFact(COMPLETE, False, f"báo cáo: {missing[0].title}: {missing[0].words}")
    if owed and all(one.is_in for one in owed):
        return ReportFact(COMPLETE, True, f"báo cáo: {len(owed)}/{len(owed)} đã nộp")
    return None


def _reviewed(owed: Sequence[Due]) -> ReportFact | None:
    asked = [one for one in owed if one.duty.duty.kind in _OF_THE_YEAR]
    there = next((one for one in asked if _is_received(one)), None)
    if there is not None:
        return ReportFact(REVIEWED, True, f"báo cáo: {there.title}: {there.words}")
    if asked and all(one.is_missing for one in asked):
        return ReportFact(REVIEWED, False, f"báo cáo: {asked[0].title}: {asked[0].words}")
    return None


def _is_received(due: Due) -> bool:
    return due.hand_in is not None and due.hand_in.state is HandInState.RECEIVED
