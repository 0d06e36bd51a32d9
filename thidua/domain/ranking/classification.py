"""Xếp loại: the band a total reaches, and what barred a higher one."""

from fractions import Fraction

from thidua.domain.covenant.bands import Band, reaches
from thidua.domain.covenant.covenant import Covenant, Sign
from thidua.domain.covenant.gates import GateEffect
from thidua.domain.ground.points import ZERO, vi_number
from thidua.domain.rules.bounds import in_words
from thidua.domain.scoring.scoring import UnitScore


def full_scale(covenant: Covenant, score: UnitScore) -> Fraction | None:
    """Tổng quy về thang đủ: the unrounded total, scaled up where criteria were not assigned."""
    if score.total is None:
        return None
    value = Fraction(score.total)
    if score.not_assigned and score.assigned_max > 0:
        value = value * Fraction(covenant.base_max) / Fraction(score.assigned_max)
    return value


def band_value(covenant: Covenant, score: UnitScore, band: Band | None = None) -> Fraction | None:
    """Số dùng để xếp loại: the total on the full scale, or as it is where the band has a threshold
    of its own for criteria that were not assigned; at most the band ceiling."""
    if score.total is None:
        return None
    own = band is not None and band.has_own_threshold(absent_codes(covenant, score))
    return _capped(covenant, Fraction(score.total) if own else full_scale(covenant, score))


def _capped(covenant: Covenant, value: Fraction | None) -> Fraction | None:
    if value is None or covenant.band_cap is None:
        return value
    return min(value, Fraction(covenant.band_cap))


def absent_codes(covenant: Covenant, score: UnitScore) -> frozenset[str]:
    """Mã không được giao: lines, and groups of which no line was assigned."""
    if not score.not_assigned and all(group.children for group in covenant.groups.values()):
        return frozenset()
    absent = set(score.not_assigned)
    for group in reversed(covenant.groups.values()):
        if all(child.code in absent for child in group.children):
            absent.add(group.code)
    return frozenset(absent)


def band_of(covenant: Covenant, score: UnitScore) -> str | None:
    """Xếp loại: the first band, in the order written, whose threshold and conditions hold.

    A gate may bar a band, or lower the result by one; None without a total or a fitting band.
    """
    return classified(covenant, score)[0]


def classified(covenant: Covenant, score: UnitScore) -> tuple[str | None, str]:
    """Xếp loại và vì sao không cao hơn: what barred the bands that the total reaches."""
    if score.total is None:
        return None, ""
    absent = absent_codes(covenant, score)
    whole = _capped(covenant, full_scale(covenant, score))
    missed: list[str] = []
    place = None
    for index, band in enumerate(covenant.bands):
        value = band_value(covenant, score, band) if band.has_own_threshold(absent) else whole
        if value is None or not reaches(band.bounds_for(absent), value):
            continue
        lacking = _lacking(covenant, band, score)
        if not lacking:
            place = index
            break
        missed.append(f"không được «{band.label}»: {', '.join(lacking)}")
    if place is None:
        return None, "; ".join(missed)
    lowered = [hit for hit in score.gate_hits if hit.gate.effect is GateEffect.LOWER_BAND]
    found = covenant.bands[min(place + len(lowered), len(covenant.bands) - 1)].label
    if found != covenant.bands[place].label:
        why = ", ".join(hit.reason() for hit in lowered)
        missed.append(f"hạ từ «{covenant.bands[place].label}»: {why}")
    return found, "; ".join(missed)


def _zeros(covenant: Covenant, score: UnitScore) -> list[str]:
    """Tiêu chí gốc được 0 điểm."""
    return [
        code
        for code, criterion in covenant.criteria.items()
        if criterion.sign is Sign.BASE and criterion.max_points > 0 and score.lines[code] == 0
    ]


def _lacking(covenant: Covenant, band: Band, score: UnitScore) -> list[str]:
    """Điều kiện của một xếp loại chưa đủ, beside its threshold."""
    found = [
        hit.reason()
        for hit in score.gate_hits
        if hit.gate.effect is GateEffect.BAR_BAND and hit.gate.bars(band.label)
    ]
    taken = score.deduction or ZERO
    found += [
        f"điểm trừ {vi_number(taken, covenant.scale.places)}, phải {in_words(str(bound))}"
        for bound in band.deductions
        if not bound.holds(taken)
    ]
    zeros = _zeros(covenant, score) if band.no_zero else []
    if zeros:
        found.append(f"{', '.join(zeros)} được 0 điểm")
    met = [code for code in band.met_codes if code in score.met]
    if len(met) < band.met_count:
        left = ", ".join(code for code in band.met_codes if code not in score.met)
        found.append(f"mới đạt {len(met)}/{band.met_count} tiêu chí bắt buộc, chưa đạt {left}")
    return found
