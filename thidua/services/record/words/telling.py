"""Kể một mục nhật ký: what stood there before and after, in words, for whoever reads it."""

from collections.abc import Mapping
from types import MappingProxyType

from thidua.services.record.words import (
    accounts,
    awards,
    covenants,
    documents,
    evidence,
    joint,
    meetings,
    movements,
    periods,
    registers,
    reports,
    reviews,
    scores,
    system,
    threads,
    votes,
)
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told

TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        **accounts.TELLERS,
        **awards.TELLERS,
        **covenants.TELLERS,
        **documents.TELLERS,
        **evidence.TELLERS,
        **joint.TELLERS,
        **meetings.TELLERS,
        **movements.TELLERS,
        **periods.TELLERS,
        **registers.TELLERS,
        **reports.TELLERS,
        **reviews.TELLERS,
        **scores.TELLERS,
        **system.TELLERS,
        **threads.TELLERS,
        **votes.TELLERS,
    }
)
"""Cách kể từng loại việc; every kind that is recorded has one."""

_UNREADABLE = "(bản phần mềm này không đọc được giá trị của mục)"


def tell(told: Told) -> Words:
    """Lời của một mục. What an older or newer release recorded otherwise never stops the reader."""
    teller = TELLERS.get(told.action)
    if teller is None:
        return Words("", "")
    try:
        return teller(told)
    except (KeyError, ValueError, ArithmeticError, AttributeError, TypeError):
        return Words("", _UNREADABLE)
