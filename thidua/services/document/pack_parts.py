"""Phần của gói họp: what is said of a file of the pack, and how its content is made."""

from collections.abc import Callable
from dataclasses import dataclass

from thidua.domain.document.pack import PackFile
from thidua.domain.ground.errors import NotPermitted, ThiduaError

NOT_YOURS = "vai trò của bạn không được xem phần này"


@dataclass(frozen=True, slots=True)
class Part:
    """Một phần của gói, and how its content is made; None where it is not in the pack."""

    told: PackFile
    make: Callable[[], bytes] | None = None


def missing(file: str, name: str, reason: str) -> Part:
    """Phần không có trong gói, and why."""
    return Part(PackFile(file=file, name=name, why_not=reason))


def why(fault: ThiduaError) -> str:
    """Vì sao không có, in words for whoever gets the pack."""
    if isinstance(fault, NotPermitted) and str(fault) == NotPermitted.__doc__:
        return NOT_YOURS
    return str(fault).rstrip(".")
