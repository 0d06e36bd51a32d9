"""Khối năm đơn vị: what its members gave one another, small enough to reckon by hand."""

from tests.builders import make_covenant, make_criterion, scored
from thidua.domain.covenant.covenant import Sign
from thidua.domain.verify.case import Case

UNITS = "ABCDE"
COVENANT = make_covenant(
    make_criterion("C1", 40),
    make_criterion("C2", 30),
    make_criterion("C3", 20),
    make_criterion("C4", 10, sign=Sign.BONUS),
)
GIVEN = {
    "A": {"C1": (38, 37, 38, 30), "C2": (27, 28, 27, 27), "C3": (18, 18, 17, 18), "C4": (5,) * 4},
    "B": {"C1": (37, 37, 36, 37), "C2": (28, 28, 28, 27), "C3": (18,) * 4, "C4": (4,) * 4},
    "C": {"C1": (35, 36, 35, 35), "C2": (26, 27, 26, 26), "C3": (17, 17, 18, 17), "C4": (5,) * 4},
    "D": {"C1": (33, 33, 34, 33), "C2": (25, 25, 25, 26), "C3": (16,) * 4, "C4": (2,) * 4},
    "E": {"C1": (30, 31, 30, 30), "C2": (24,) * 4, "C3": (15,) * 4, "C4": (0,) * 4},
}
"""Điểm của bốn đơn vị kia, in the order of their letters."""

REVIEWS = {
    unit: {
        reviewer: {code: scored(given[place]) for code, given in GIVEN[unit].items()}
        for place, reviewer in enumerate(one for one in UNITS if one != unit)
    }
    for unit in UNITS
}
CASE = Case(covenant=COVENANT, reviews=REVIEWS, settled={unit: {} for unit in UNITS})
