"""Đơn vị chưa xếp nhóm: in no group of a plan that sorts by kind, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from thidua.domain.period.unit_kind import UNIT_KINDS, is_known_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsortedUnit:
    """Đơn vị không ở nhóm nào: its kind as the list has it, empty where none is said."""

    code: str
    name: str
    kind: str

    @property
    def is_of_another_kind(self) -> bool:
        """Thuộc một loại đã biết mà kế hoạch không nhận, so that it is not asked at all."""
        return is_known_kind(self.kind)


def unsorted_words(units: Sequence[UnsortedUnit]) -> str:
    """Đơn vị không ở nhóm nào bằng lời: who, why, and the cure."""
    blank = [one.code for one in units if not one.kind]
    strange = [one for one in units if one.kind and not one.is_of_another_kind]
    others = [one for one in units if one.is_of_another_kind]
    said = []
    if blank:
        said.append(
            f"Chưa xếp nhóm {len(blank)} đơn vị vì danh sách đơn vị chưa ghi loại: "
            f"{', '.join(blank)}. Ghi cột «Loại» trong tệp đơn vị rồi nhập lại."
        )
    if strange:
        said.append(
            f"Chưa xếp nhóm {len(strange)} đơn vị vì loại đã ghi không thuộc nhóm nào: "
            f"{_named(strange)}. Sửa cột «Loại» trong tệp đơn vị thành một trong các loại "
            f"{', '.join(UNIT_KINDS)}; hoặc ghi thẳng nhóm cho đơn vị ở phần «Dữ kiện»."
        )
    if others:
        said.append(
            f"Không xét {len(others)} đơn vị vì kế hoạch không có nhóm cho loại của đơn vị: "
            f"{_named(others)}."
        )
    return " ".join(said)


def _named(units: Sequence[UnsortedUnit]) -> str:
    return ", ".join(f"{one.code} («{one.kind}»)" for one in units)
