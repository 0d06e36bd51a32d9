"""Thang đủ điều kiện: from who is looked at to who is decided on, with the names at each step."""

from collections.abc import Iterable, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.awards.eligibility import Conclusion, Eligibility
from thidua.domain.awards.proposal import STANDING, ProposalState, ProposedAward
from thidua.domain.law.quota import QuotaState
from thidua.frames.awards.eligibility import names

Step = tuple[str, tuple[str, ...]]
"""Một nấc: what it is called, and who stands on it, by code."""

_NAMED = 6


def steps(
    found: Sequence[Eligibility], states: Iterable[QuotaState], proposed: Sequence[ProposedAward]
) -> tuple[Step, ...]:
    """Các nấc; within the quota are the eligible ones whom no quota cuts or leaves to a vote.

    Without `states` nobody could say who is within, and that step is left out.
    """
    known = {one.code for one in found}
    states = tuple(states)
    out = {code for state in states for code in (*state.beyond, *state.tied)}
    eligible = tuple(one.code for one in found if one.conclusion is Conclusion.ELIGIBLE)
    told: list[Step] = [
        ("Đang xét", tuple(one.code for one in found)),
        ("Đủ điều kiện", eligible),
    ]
    if states:
        told.append(("Trong hạn mức", tuple(code for code in eligible if code not in out)))
    standing = [one for one in proposed if one.subject in known and one.state in STANDING]
    told.append(("Đề nghị", tuple(dict.fromkeys(one.subject for one in standing))))
    decided = [one.subject for one in standing if one.state is ProposalState.DECIDED]
    told.append(("Quyết định", tuple(dict.fromkeys(decided))))
    return tuple(told)


def funnel_frame(found: Sequence[Eligibility], told: Sequence[Step]) -> pd.DataFrame:
    """Số liệu của thang: a bar a step, how many and the first names in words."""
    most = max((len(codes) for _, codes in told), default=0)
    called = names(found)
    return pd.DataFrame(
        {
            "Thứ tự": range(len(told)),
            "Nấc": [step for step, _ in told],
            "Từ": [0.0] * len(told),
            "Số": [float(len(codes)) for _, codes in told],
            "Đến": [float(max(most, 1))] * len(told),
            "Nhãn": [str(len(codes)) for _, codes in told],
            "Gồm": [_listed([called[code] for code in codes]) for _, codes in told],
        }
    )


def _listed(told: Sequence[str]) -> str:
    rest = f" và {len(told) - _NAMED} đối tượng nữa" if len(told) > _NAMED else ""
    return f"{', '.join(told[:_NAMED])}{rest}" or labels.MISSING


def funnel_table(found: Sequence[Eligibility], told: Sequence[Step]) -> pd.DataFrame:
    """Thang thành bảng: a row a nominee, ticked at each step it stands on."""
    called = names(found)
    columns: dict[str, list[str]] = {"Đối tượng": list(called.values())}
    for step, codes in told[1:]:
        columns[step] = ["✓" if code in codes else "" for code in called]
    return pd.DataFrame(columns)


def funnel_said(told: Sequence[Step]) -> str:
    """Mấy đối tượng lên tới nấc nào."""
    counts = {step: len(codes) for step, codes in told}
    said = f"{counts['Đủ điều kiện']}/{counts['Đang xét']} đối tượng đủ điều kiện"
    if "Trong hạn mức" in counts:
        said += f", {counts['Trong hạn mức']} trong hạn mức"
    said += f"; {counts['Đề nghị']} được đề nghị"
    return f"{said}, {counts['Quyết định']} có quyết định" if counts["Quyết định"] else said
