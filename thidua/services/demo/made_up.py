"""Điểm hư cấu: scores that a unit might well have been given, thrown with dice of a known seed."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

from thidua.domain.covenant.covenant import Covenant, Criterion, Sign
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.rules.entry import Entry, Event, Field

HALF = Decimal("0.5")
_HUNDREDTH = Decimal("0.01")

_LOWERED = (
    "Minh chứng chưa đầy đủ, giảm {} điểm so với tự chấm.",
    "Một nội dung triển khai chậm so với kế hoạch, giảm {} điểm.",
    "Báo cáo kèm theo chưa nêu rõ kết quả, giảm {} điểm.",
    "Hồ sơ lưu thiếu văn bản phê duyệt, giảm {} điểm.",
)
_DEDUCTED = "Có nội dung phải nhắc nhở trong năm, đơn vị tự trừ {} điểm."
_NO_DEDUCTION = "Không phát sinh."


def self_scores(
    dice: Random, covenant: Covenant, *, unit: str, usual: int, year: int
) -> dict[str, Entry]:
    """Điểm tự chấm của một đơn vị trong một năm; `usual` is the per cent it earns as a rule."""
    strength = usual + dice.randint(-2, 2)
    return {
        code: _self_score(dice, criterion, strength, f"/BC-{unit} năm {year}")
        for code, criterion in covenant.criteria.items()
    }


def _self_score(dice: Random, criterion: Criterion, strength: int, report: str) -> Entry:
    evidence = f"Báo cáo số {dice.randint(11, 398)}{report}"
    fields = criterion.rule.fields
    if Field.ACTUAL in fields:
        tasks = dice.choice((48, 60, 75, 80, 96, 120))
        done = min(tasks, tasks * (strength + dice.randint(0, 5)) // 100)
        percent = (Decimal(100 * done) / tasks).quantize(_HUNDREDTH)
        explanation = f"Hoàn thành {done}/{tasks} nhiệm vụ đúng tiến độ, chất lượng."
        return Entry(actual=percent, explanation=explanation, evidence=evidence)
    if Field.CHOICE in fields:
        rows = criterion.rule.form_rows(criterion.max_points, None)
        names = [row.kind for row in reversed(rows)]  # the dearest part stands last
        count = sum(dice.randint(least, least + 20) <= strength for least in (82, 90))
        achieved = tuple(Event(name, Decimal(1)) for name in names[:count])
        return Entry(events=achieved, evidence=evidence if achieved else "")
    if criterion.sign is Sign.DEDUCTION:
        points = HALF * dice.randint(2, 12) if dice.randint(1, 100) <= 14 else ZERO
        text = _DEDUCTED.format(vi_number(points)) if points else _NO_DEDUCTION
        return Entry(points=points, explanation=text)
    share = strength + dice.randint(-6, 4)
    if criterion.sign is Sign.BONUS:
        share = dice.choice((10, 30, 40, 50, 60, 80)) + 2 * (strength - 90)
    points = _halves(criterion.max_points, max(0, min(100, share)))
    return Entry(points=points, evidence=evidence if points else "")


def _halves(most: Decimal, share: int) -> Decimal:
    """Điểm tròn nửa điểm: this per cent of the maximum."""
    return HALF * (most * share // 50)


def verified_scores(dice: Random, claimed: Mapping[str, Entry]) -> dict[str, Entry]:
    """Điểm thẩm định: what was claimed, here and there lowered with a reason."""
    verified = {}
    for code, entry in claimed.items():
        is_lowered = dice.randint(1, 100) <= 18
        by, reason = HALF * dice.randint(1, 5), dice.choice(_LOWERED)
        kept = replace(entry, explanation="")
        if is_lowered and entry.points is not None and entry.points >= 8:
            kept = lowered(entry, by, reason)
        verified[code] = kept
    return verified


def lowered(entry: Entry, by: Decimal, reason: str) -> Entry:
    """Điểm được giảm chừng này, with the reason."""
    points = (entry.points or ZERO) - by
    return replace(entry, points=points, explanation=reason.format(vi_number(by)))


def first_half(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Nửa đầu of what was scored."""
    return dict(list(entries.items())[: len(entries) // 2])
