"""Số liệu hình của đơn vị mình: how much is scored, and past years beside the median."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

import pandas as pd

from thidua import labels
from thidua.domain.access.joint_decision import JointDecision, JointKind
from thidua.domain.covenant.covenant import Covenant
from thidua.domain.document.deck.parts import base_parts
from thidua.domain.ground.points import in_percent
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.period.progress import GroupDone
from thidua.domain.period.windows import vi_moment
from thidua.domain.ranking.standing import Standings

_NAMED = 1
"""Còn thiếu gì: so many codes are named beside a bar, to begin with."""


def considered_said(given: UnitConsideration, decisions: Sequence[JointDecision]) -> str:
    """Tình trạng xét đang có và hai người đã quyết định; empty while the unit is ranked."""
    if given.state is ConsiderationState.CONSIDERED:
        return ""
    said = f"Đơn vị bạn: {given.words}."
    done = [
        one for one in decisions if one.kind is JointKind.CONSIDERATION and one.done_at is not None
    ]
    if not done or done[-1].done_at is None:
        return said
    last = done[-1]
    moment = vi_moment(done[-1].done_at)
    return f"{said} {last.asked_by} đề nghị, {last.done_by} xác nhận lúc {moment}."


def waiting_said(decision: JointDecision, words: str) -> str:
    """Một đề nghị về đơn vị còn chờ người thứ hai: who asks for what and why."""
    paper = f", theo {decision.document}" if decision.document else ""
    return (
        f"{decision.asked_by} đề nghị về đơn vị bạn: {words}; lý do: {decision.reason}{paper}. "
        "Chưa có hiệu lực, còn chờ người thứ hai của đơn vị khác xác nhận."
    )


def groups_frame(groups: Sequence[GroupDone]) -> pd.DataFrame:
    """Từng nhóm đã chấm tới đâu: a bar in its frame, the count and what is missing in words."""
    return pd.DataFrame(
        {
            "Thứ tự": range(len(groups)),
            "Nhóm": [f"{one.code}. {one.text}" if one.code else one.text for one in groups],
            "Từ": [0.0] * len(groups),
            "Đã chấm": [one.done / one.whole if one.whole else 1.0 for one in groups],
            "Đến": [1.0] * len(groups),
            "Nhãn": [_label(one) for one in groups],
        }
    )


def groups_table(groups: Sequence[GroupDone]) -> pd.DataFrame:
    """Từng nhóm thành bảng: every criterion that is missing by its code."""
    return pd.DataFrame(
        {
            "Nhóm": [f"{one.code}. {one.text}" if one.code else one.text for one in groups],
            "Đã chấm": [f"{one.done}/{one.whole}" for one in groups],
            "Còn thiếu": [", ".join(one.missing) or labels.MISSING for one in groups],
        }
    )


def _label(one: GroupDone) -> str:
    if one.done >= one.whole:
        return f"✓ {one.done}/{one.whole}"
    rest = ", ".join(one.missing[:_NAMED]) + (" …" if len(one.missing) > _NAMED else "")
    return f"{one.done}/{one.whole} · còn {rest}"


def groups_said(groups: Sequence[GroupDone]) -> str:
    """Đã chấm bao nhiêu, and in which groups something is missing."""
    done, whole = (sum(one.done for one in groups), sum(one.whole for one in groups))
    if done >= whole:
        return f"Đã chấm đủ {whole} tiêu chí"
    behind = ", ".join(one.code or one.text for one in groups if one.done < one.whole)
    return f"Còn {whole - done} trong {whole} tiêu chí chưa chấm, ở nhóm {behind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartYear:
    """Một phần điểm ở một năm: what the unit reached of its maximum, and the block's median."""

    year: int
    code: str
    text: str
    own: Fraction
    middle: Fraction


def part_years(
    boards: Sequence[tuple[int, Covenant, Standings]], unit: str
) -> tuple[PartYear, ...]:
    """Các năm của một đơn vị bên trung vị khối, latest year first, by the parts of that year."""
    found = []
    for year, covenant, standings in sorted(boards, key=lambda one: -one[0]):
        rows = [row for row in standings.rows if row.total is not None]
        texts = {node.code: node.text for node in covenant.nodes}
        for part in base_parts(covenant):
            shares = {row.unit: part.share(covenant, row.score) for row in rows}
            known = [share for share in shares.values() if share is not None]
            own = shares.get(unit)
            if own is not None and known:
                middle = Fraction(median(known))
                found.append(
                    PartYear(
                        year=year,
                        code=part.heading,
                        text=texts[part.heading],
                        own=own,
                        middle=middle,
                    )
                )
    return tuple(found)


def years_frame(years: Sequence[PartYear]) -> pd.DataFrame:
    """Năm gần nhất thành hình: a line a part, the own dot and the tick of the median."""
    last = [one for one in years if one.year == years[0].year] if years else []
    return pd.DataFrame(
        {
            "Thứ tự": range(len(last)),
            "Nhóm": [f"{one.code}. {one.text}" for one in last],
            "Từ": [_least(last)] * len(last),
            "Đơn vị mình": [float(one.own) for one in last],
            "Trung vị": [float(one.middle) for one in last],
            "Đến": [1.0] * len(last),
            "Nhãn": [f"{in_percent(one.own)} · trung vị {in_percent(one.middle)}" for one in last],
        }
    )


def _least(years: Sequence[PartYear]) -> float:
    low = min((min(one.own, one.middle) for one in years), default=Fraction(0))
    return float(max(Fraction(0), low - Fraction(1, 10)))


def years_said(years: Sequence[PartYear]) -> str:
    """Năm gần nhất hơn hay kém trung vị ở đâu."""
    if not years:
        return "Chưa có năm trước nào để đặt cạnh"
    last = [one for one in years if one.year == years[0].year]
    above = sum(one.own > one.middle for one in last)
    said = f"Năm {years[0].year}: trên trung vị khối ở {above}/{len(last)} nhóm"
    worst = min(last, key=lambda one: one.own - one.middle)
    if worst.own < worst.middle:
        said += (
            f"; kém nhất ở nhóm {worst.code}, {in_percent(worst.middle - worst.own)} điểm tối đa"
        )
    return said


def years_table(years: Sequence[PartYear]) -> pd.DataFrame:
    """Các năm thành bảng: a row a part, own and median of each year."""
    parts = dict.fromkeys((one.code, one.text) for one in years)
    known = {(one.year, one.code): one for one in years}
    columns: dict[str, list[str]] = {"Nhóm": [f"{code}. {text}" for code, text in parts]}
    for year in dict.fromkeys(one.year for one in years):
        own = [known.get((year, code)) for code, _ in parts]
        columns[f"{year}"] = [labels.MISSING if one is None else in_percent(one.own) for one in own]
        columns[f"Trung vị {year}"] = [
            labels.MISSING if one is None else in_percent(one.middle) for one in own
        ]
    return pd.DataFrame(columns)
