"""Kết quả xét dưới dạng máy đọc: what `eligibility --json` prints, and what a proposal keeps."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from thidua.domain.awards.eligibility import (
    CHOSEN_AMONG,
    CONCLUSION_WORDS,
    Conclusion,
    Eligibility,
    RequirementResult,
)
from thidua.domain.awards.unsorted import UnsortedUnit, unsorted_words
from thidua.domain.law.law import COMPARED, VERIFICATION_WORDS
from thidua.domain.law.quota import QuotaState

Json = Mapping[str, object]


def eligibility_json(
    found: Sequence[Eligibility], quotas: Mapping[str, Mapping[str, QuotaState]]
) -> list[Json]:
    """Danh sách đối tượng; `quotas` by award, or by group in a programme, then by quota code."""
    return [
        {
            "code": row.code,
            "name": row.name,
            **_aim(row),
            "findings": [
                _finding(result, result.word, VERIFICATION_WORDS[result.verification])
                for result in row.results
            ],
            "quota": [
                _quota(code, state)
                for code, state in quotas.get(row.group or row.award, {}).items()
            ],
        }
        for row in found
    ]


def unsorted_json(units: Sequence[UnsortedUnit], programme: str, year: int, on: date) -> list[Json]:
    """Những đơn vị không ở nhóm nào: judged by nothing, with the reason as the remedy."""
    return [
        {
            "code": one.code,
            "name": one.name,
            "kind": one.kind or None,
            "year": year,
            "on": on.isoformat(),
            "programme": programme,
            "group": None,
            "verdict": "unsorted",
            "remedy": unsorted_words([one]),
            "findings": [],
            "quota": [],
        }
        for one in units
    ]


def verdict_json(row: Eligibility) -> Json:
    """Kết quả xét được giữ lại: what was concluded by its codes; whom it is about stands beside."""
    return {
        **_aim(row),
        "findings": [
            _finding(result, result.state.value, result.verification.value)
            for result in row.results
        ],
    }


def kept_words(verdict: Mapping[str, Any]) -> str:
    """Kết quả xét đã giữ bằng lời, with how many requirements nobody compared with the wording."""
    conclusion = Conclusion(verdict["verdict"])
    is_chosen = conclusion is Conclusion.ELIGIBLE and verdict.get("choice", False)
    said = CHOSEN_AMONG if is_chosen else CONCLUSION_WORDS[conclusion]
    compared = {one.value for one in COMPARED}
    told = [one["verification"] for one in verdict.get("findings", ()) if "verification" in one]
    count = sum(one not in compared for one in told)
    return f"{said} ({count} tiêu chuẩn chưa đối chiếu)" if count else said


def _aim(row: Eligibility) -> Json:
    return {
        "award": row.award,
        "year": row.year,
        "on": row.on.isoformat(),
        "programme": row.programme or None,
        "group": row.group or None,
        "occasion": row.occasion.value,
        "verdict": row.conclusion.value,
        "choice": row.is_choice,
        **({"basis": row.basis} if row.basis else {}),
    }


def _finding(result: RequirementResult, verdict: str, verification: str) -> Json:
    return {
        "code": result.code,
        "requirement": result.requirement,
        "value": result.value,
        "threshold": result.threshold,
        "verdict": verdict,
        "reference": result.reference,
        "in_force_from": None if result.in_force_from is None else str(result.in_force_from),
        "in_force_to": None if result.in_force_to is None else str(result.in_force_to),
        "verification": verification,
        "warnings": list(result.warnings),
        "remedy": result.remedy or None,
    }


def _quota(code: str, state: QuotaState) -> Json:
    undecided = None
    if state.undecided is not None:
        undecided = {
            "units": list(state.undecided.units),
            "open_places": state.undecided.open_places,
        }
    return {
        "code": code,
        "status": state.status.value,
        "most": state.most,
        "count": state.count,
        "proposed": list(state.proposed),
        "undecided": undecided,
        "beyond": list(state.beyond),
        "advice": state.advice or None,
    }
