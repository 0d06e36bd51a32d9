"""Địa bàn: communes, districts and the like, with the days between which each is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from thidua.domain.ground.text import folded


class PlaceKind(StrEnum):
    """Loại địa bàn."""

    COMMUNE = "commune"
    WARD = "ward"
    TOWNSHIP = "township"
    DISTRICT = "district"
    TOWN = "town"
    CITY = "city"
    PROVINCE = "province"
    HAMLET = "hamlet"


PLACE_KIND_WORDS = {
    PlaceKind.COMMUNE: "xã",
    PlaceKind.WARD: "phường",
    PlaceKind.TOWNSHIP: "thị trấn",
    PlaceKind.DISTRICT: "huyện",
    PlaceKind.TOWN: "thị xã",
    PlaceKind.CITY: "thành phố",
    PlaceKind.PROVINCE: "tỉnh",
    PlaceKind.HAMLET: "khu dân cư",
}


class PlaceTraitKind(StrEnum):
    """Đặc điểm của một địa bàn that a plan may look at."""

    MINORITY = "minority"
    HARD = "hard"


PLACE_TRAIT_WORDS = {
    PlaceTraitKind.MINORITY: "vùng dân tộc thiểu số",
    PlaceTraitKind.HARD: "vùng khó khăn",
}


def place_kind(text: str) -> PlaceKind | None:
    """Loại địa bàn theo cách viết; None where it is none of them."""
    asked = folded(text)
    return next((kind for kind, word in PLACE_KIND_WORDS.items() if folded(word) == asked), None)


def holds_on(day: date, begins: date | None, ends: date | None) -> bool:
    """Có hiệu lực vào ngày này, both days included; an open side has no limit."""
    return (begins is None or begins <= day) and (ends is None or day <= ends)


@dataclass(frozen=True, slots=True, order=True)
class TraitSpan:
    """Khoảng ngày mang một đặc điểm, by which decision; an open side has no limit."""

    begins: date = date.min
    ends: date = date.max
    decision: str = ""

    @property
    def words(self) -> str:
        """Bằng lời, as a file writes it: «có», «từ 01/01/2021 đến 31/12/2023»."""
        said = [] if self.begins == date.min else [f"từ {self.begins:%d/%m/%Y}"]
        said += [] if self.ends == date.max else [f"đến {self.ends:%d/%m/%Y}"]
        return " ".join(said) or "có"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Địa bàn: `parent` is the code of the one it lies in; the map needs both numbers or a tile."""

    code: str
    name: str
    kind: PlaceKind
    parent: str = ""
    begins: date | None = None
    ends: date | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    tile_row: int | None = None
    tile_column: int | None = None
    traits: tuple[tuple[PlaceTraitKind, TraitSpan], ...] = ()
    version: int = 0

    def is_there(self, day: date) -> bool:
        """Còn là một địa bàn vào ngày này."""
        return holds_on(day, self.begins, self.ends)

    @property
    def days(self) -> str:
        """Từ ngày nào đến ngày nào, bằng lời; empty where neither is said."""
        said = [] if self.begins is None else [f"từ {self.begins:%d/%m/%Y}"]
        said += [] if self.ends is None else [f"đến {self.ends:%d/%m/%Y}"]
        return " ".join(said)

    def spans(self, trait: PlaceTraitKind) -> tuple[TraitSpan, ...]:
        """Các khoảng ngày mang đặc điểm này."""
        return tuple(sorted(span for kind, span in self.traits if kind is trait))


def of_kind(places: Iterable[Place], kind: str, day: date) -> tuple[Place, ...]:
    """Các địa bàn loại này có vào ngày ấy, by code; `kind` is the word of a plan."""
    asked = place_kind(kind)
    return tuple(
        sorted(
            (one for one in places if one.kind is asked and one.is_there(day)),
            key=lambda one: one.code,
        )
    )
