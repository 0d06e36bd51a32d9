"""Điểm viết trong giao ước: a number of points, told from a share, a count of times or days."""

import re
from decimal import Decimal

from thidua.domain.ground.finding import Findings
from thidua.domain.ground.points import number_problem, parse_number
from thidua.domain.ground.text import Written, folded
from thidua.domain.rules.parameters import ParametersError

_NO_POINTS = re.compile(r"\d ?(lượt|lần|ngày|báo cáo)\.?$")


def read_points(value: Written, place: str, findings: Findings) -> Decimal | None:
    """Đọc điểm từ một ô; None for an empty cell, and a finding where there is no number."""
    if isinstance(value, Decimal):
        return value
    if value is None or not value.strip():
        return None
    other = _NO_POINTS.search(folded(value))
    if other is not None or "%" in value:
        unit = "%" if other is None else other.group(1)
        findings.error("not_points", f"«{value}» phải là số điểm, không phải số {unit}", place)
        return None
    points = parse_number(value)
    if points is None:
        findings.error("not_a_number", number_problem(value), place)
    return points


def points_of(text: str) -> Decimal:
    """Số điểm trong một câu; raises `ParametersError` where it is none."""
    if (cap := parse_number(text)) is None:
        raise ParametersError(number_problem(text))
    if (other := _NO_POINTS.search(folded(text))) is not None:
        raise ParametersError(f"«{text}» phải là số điểm, không phải số {other.group(1)}")
    return cap
