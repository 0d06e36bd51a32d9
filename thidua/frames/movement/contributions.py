"""Bảng hiển thị đóng góp: by place, unit, form and source, in quantities, and against the needs."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pandas as pd

from thidua import labels
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import listed
from thidua.domain.movement.contribution import (
    Contribution,
    GivenBy,
    GivenSum,
    NeedMet,
    quantities,
    sums,
    total,
)
from thidua.domain.movement.place import Place
from thidua.domain.register.kinds.dong_gop import FORM_WORDS

MILLIONS = "Triệu đồng"
_ROWS, _TOLD = "Số đóng góp", 3
_NO_SOURCE = "chưa ghi nguồn"
TITLES = {
    GivenBy.PLACE: "Địa bàn",
    GivenBy.UNIT: "Đơn vị",
    GivenBy.FORM: "Hình thức",
    GivenBy.SOURCE: "Nguồn",
    GivenBy.YEAR: "Năm",
}


def named(by: GivenBy, places: Mapping[str, Place], units: Mapping[str, str]) -> Mapping[str, str]:
    """Tên của các khóa: those that have one."""
    if by is GivenBy.PLACE:
        return {code: one.name for code, one in places.items()}
    if by is GivenBy.UNIT:
        return units
    return {**FORM_WORDS, "": _NO_SOURCE}


def table(given: Sequence[Contribution], by: GivenBy, names: Mapping[str, str]) -> pd.DataFrame:
    """Các tổng theo một điều, the largest first, with their sum at the foot."""
    found = sums(given, by)
    if by is GivenBy.YEAR:
        found = tuple(sorted(found, key=lambda one: one.key))
    rows = [(names.get(one.key, one.key), vi_number(one.value), one.count) for one in found]
    if len(found) > 1:
        rows.append(("Cộng", vi_number(total(given)), len(given)))
    return pd.DataFrame(
        {
            TITLES[by]: [name for name, _, _ in rows],
            MILLIONS: [value for _, value, _ in rows],
            _ROWS: [str(count) for _, _, count in rows],
        }
    )


def _drawn(found: Sequence[GivenSum]) -> Mapping[str, GivenSum]:
    return {one.key: one for one in found}


def tiles(given: Sequence[Contribution], places: Mapping[str, Place]) -> pd.DataFrame:
    """Mỗi địa bàn có chỗ trong lưới một ô, those that got nothing among them."""
    held = _drawn(sums(given, GivenBy.PLACE))
    there = [one for one in places.values() if one.tile_row is not None]
    rows = [one.tile_row or 0 for one in there]
    columns = [one.tile_column or 0 for one in there]
    return _placed(held, there).assign(Dòng=rows, Cột=columns)


def points(given: Sequence[Contribution], places: Mapping[str, Place]) -> pd.DataFrame:
    """Mỗi địa bàn có tọa độ một điểm."""
    held = _drawn(sums(given, GivenBy.PLACE))
    there = [
        one for one in places.values() if one.latitude is not None and one.longitude is not None
    ]
    return _placed(held, there).assign(
        **{
            "Vĩ độ": [float(one.latitude or 0) for one in there],
            "Kinh độ": [float(one.longitude or 0) for one in there],
        }
    )


def _placed(held: Mapping[str, GivenSum], there: Sequence[Place]) -> pd.DataFrame:
    """Địa bàn và tổng của nó, for a picture: the number for its size, the words for the eye."""
    values = [held[one.code].value if one.code in held else Decimal(0) for one in there]
    return pd.DataFrame(
        {
            "Địa bàn": [one.name for one in there],
            "Tên ngắn": [one.name.removeprefix("Xã ").removeprefix("Phường ") for one in there],
            MILLIONS: [float(one) for one in values],
            "Giá trị": [vi_number(one) if one else labels.MISSING for one in values],
        }
    )


def forms(given: Sequence[Contribution]) -> pd.DataFrame:
    """Mỗi hình thức một thanh."""
    found = sums(given, GivenBy.FORM)
    return pd.DataFrame(
        {
            "Hình thức": [FORM_WORDS.get(one.key, one.key) for one in found],
            MILLIONS: [float(one.value) for one in found],
            "Giá trị": [f"{vi_number(one.value)} triệu đồng" for one in found],
        }
    )


def alt(given: Sequence[Contribution], by: GivenBy, names: Mapping[str, str]) -> str:
    """Lời thay hình: the largest few, and where the whole is."""
    found = sums(given, by)
    most = [
        f"{names.get(one.key, one.key)} {vi_number(one.value)} triệu đồng" for one in found[:_TOLD]
    ]
    return (
        f"Đóng góp theo {TITLES[by].lower()}: nhiều nhất {listed(most, 'mục')}; bảng ngay dưới có "
        "cùng số"
    )


def quantity_table(given: Sequence[Contribution]) -> pd.DataFrame:
    """Số lượng theo hình thức và đơn vị tính; unlike units are never added."""
    found = quantities(given)
    return pd.DataFrame(
        {
            "Hình thức": [FORM_WORDS.get(one.form, one.form) for one in found],
            "Số lượng": [vi_number(one.quantity) for one in found],
            "Đơn vị tính": [one.measured_in for one in found],
            MILLIONS: [vi_number(one.value) for one in found],
        }
    )


def needs(
    found: Sequence[NeedMet], places: Mapping[str, Place], units: Mapping[str, str]
) -> pd.DataFrame:
    """Nhu cầu của các xã đỡ đầu: needed, given, and what is left."""
    return pd.DataFrame(
        {
            "Địa bàn": [
                places[one.need.place].name if one.need.place in places else one.need.place
                for one in found
            ],
            "Công trình": [
                one.need.name or one.need.work or _criterion(one.need.criterion) for one in found
            ],
            "Đơn vị đỡ đầu": [units.get(one.need.unit, one.need.unit) for one in found],
            "Cần": [vi_number(one.need.needed) for one in found],
            "Đã góp": [vi_number(one.given) for one in found],
            "Còn thiếu": [vi_number(one.left) if one.left else labels.MISSING for one in found],
        }
    )


def _criterion(number: int | None) -> str:
    return labels.MISSING if number is None else f"tiêu chí {number}"


def rows(
    given: Sequence[Contribution], places: Mapping[str, Place], units: Mapping[str, str]
) -> pd.DataFrame:
    """Từng đóng góp, the newest first."""
    newest = list(reversed(given))
    return pd.DataFrame(
        {
            "Mã": [one.code for one in newest],
            "Ngày": [f"{one.day:%d/%m/%Y}" for one in newest],
            "Đơn vị": [units.get(one.unit, one.unit) for one in newest],
            "Người góp": [one.giver or labels.MISSING for one in newest],
            "Địa bàn": [
                places[one.place].name if one.place in places else one.place for one in newest
            ],
            "Hình thức": [FORM_WORDS.get(one.form, one.form) for one in newest],
            MILLIONS: [vi_number(one.value) for one in newest],
            "Chuyển biến": [
                _criterion(one.criterion) if one.is_changed else labels.MISSING for one in newest
            ],
        }
    )
