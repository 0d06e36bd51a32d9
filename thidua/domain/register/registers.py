"""Các sổ: every register there is, in the order in which they are shown."""

from collections.abc import Mapping
from types import MappingProxyType

from thidua.domain.ground.errors import NotFound
from thidua.domain.register.kinds import (
    dien_hinh,
    do_dau,
    dong_gop,
    hoat_dong,
    kiem_tra,
    kien_nghi,
    quy_che,
    sang_kien,
    tap_huan,
    y_kien,
)
from thidua.domain.register.register import Register

REGISTERS: Mapping[str, Register] = MappingProxyType(
    {
        one.REGISTER.code: one.REGISTER
        for one in (
            *(sang_kien, dien_hinh, do_dau, dong_gop, hoat_dong),
            *(kien_nghi, kiem_tra, tap_huan, y_kien, quy_che),
        )
    }
)
"""Các sổ theo mã."""


def register_of(code: str) -> Register:
    """Sổ có mã này; NotFound names those there are."""
    found = REGISTERS.get(code)
    if found is None:
        raise NotFound(f"Không có sổ «{code}»; các mã dùng được: {', '.join(REGISTERS)}.")
    return found
