"""Điểm thành chữ: the whole score of a unit as a text, and read back as that very score."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from thidua.domain.covenant.gates import Gate, GateEffect, GateHit, GateTest
from thidua.domain.scoring.scoring import UnitScore

_LISTED = ("missing", "not_assigned", "unconfirmed")
_PARTS = ("base", "bonus", "deduction", "total", "so_far", "assigned_max")


def score_text(score: UnitScore) -> str:
    """Điểm thành chữ: JSON with every number as its digits, lines and groups in their order.

    The same text for the same score; of a list that is empty nothing is said.
    """
    said: dict[str, Any] = {
        "lines": _digits(score.lines),
        "groups": _digits(score.groups),
        "group_max": _digits(score.group_max),
        **_digits({name: getattr(score, name) for name in _PARTS}),
        **{name: found for name in _LISTED if (found := getattr(score, name))},
    }
    if score.gate_hits:
        said["gate_hits"] = [_hit(one) for one in score.gate_hits]
    if score.met:
        said["met"] = sorted(score.met)
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def read_score(text: str) -> UnitScore:
    """Điểm từ chữ; ValueError, LookupError, TypeError or ArithmeticError where it is none."""
    said = json.loads(text)
    return UnitScore(
        lines=_numbers(said["lines"]),
        groups=_numbers(said["groups"]),
        group_max={code: Decimal(most) for code, most in said["group_max"].items()},
        base=_number(said["base"]),
        bonus=_number(said["bonus"]),
        deduction=_number(said["deduction"]),
        total=_number(said["total"]),
        so_far=Decimal(said["so_far"]),
        assigned_max=Decimal(said["assigned_max"]),
        missing=tuple(said.get("missing", ())),
        not_assigned=tuple(said.get("not_assigned", ())),
        unconfirmed=tuple(said.get("unconfirmed", ())),
        gate_hits=tuple(_read_hit(one) for one in said.get("gate_hits", ())),
        met=frozenset(said.get("met", ())),
    )


def _digits(numbers: Mapping[str, Decimal | None]) -> dict[str, str | None]:
    return {code: None if one is None else str(one) for code, one in numbers.items()}


def _numbers(digits: Mapping[str, str | None]) -> dict[str, Decimal | None]:
    return {code: None if one is None else Decimal(one) for code, one in digits.items()}


def _number(digits: str | None) -> Decimal | None:
    return None if digits is None else Decimal(digits)


def _hit(hit: GateHit) -> dict[str, str]:
    gate = hit.gate
    return {
        "criterion": hit.criterion,
        "points": str(hit.points),
        "text": gate.text,
        "test": gate.test,
        "effect": gate.effect,
        "threshold": str(gate.threshold),
        "subject": gate.subject,
        "barred": gate.barred,
    }


def _read_hit(said: Mapping[str, str]) -> GateHit:
    gate = Gate(
        text=said["text"],
        test=GateTest(said["test"]),
        effect=GateEffect(said["effect"]),
        threshold=Decimal(said["threshold"]),
        subject=said["subject"],
        barred=said["barred"],
    )
    return GateHit(said["criterion"], gate, Decimal(said["points"]))
