"""Mức đạt chuẩn: by which decision a place reached a level, and until which one took it back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thidua.domain.ground.text import folded
from thidua.domain.movement.target import LEVEL_WORDS


class PlaceLevel(StrEnum):
    """Mức đạt chuẩn của một địa bàn; the last is that of a thị xã, beside the others."""

    NTM = "ntm"
    NANG_CAO = "nang_cao"
    KIEU_MAU = "kieu_mau"
    HOAN_THANH = "hoan_thanh"


PLACE_LEVEL_WORDS = {level: LEVEL_WORDS[level] for level in PlaceLevel}
LEVEL_SHORT = {
    PlaceLevel.NTM: "đạt chuẩn",
    PlaceLevel.NANG_CAO: "nâng cao",
    PlaceLevel.KIEU_MAU: "kiểu mẫu",
    PlaceLevel.HOAN_THANH: "hoàn thành",
}
"""Mức bằng lời ngắn, where the movement says of what."""
_HEIGHTS = {PlaceLevel.NTM: 1, PlaceLevel.NANG_CAO: 2, PlaceLevel.KIEU_MAU: 3}


class StandardState(StrEnum):
    """Tình trạng của một dòng: entered, confirmed by another, replaced by a newer one, or taken
    back as wrong."""

    ENTERED = "entered"
    CONFIRMED = "confirmed"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


STANDARD_STATE_WORDS = {
    StandardState.ENTERED: "chờ người thứ hai xác nhận",
    StandardState.CONFIRMED: "đã xác nhận",
    StandardState.REPLACED: "có bản mới thay",
    StandardState.WITHDRAWN: "đã bỏ",
}


def place_level(text: str) -> PlaceLevel | None:
    """Mức theo cách viết: its code, its words or its short words; None where it is none."""
    asked = folded(text).replace("_", " ")
    for level in PlaceLevel:
        words = (level.value.replace("_", " "), PLACE_LEVEL_WORDS[level], LEVEL_SHORT[level])
        if asked in map(folded, words):
            return level
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardDecision:
    """Quyết định công nhận: which level, its number, day and signer, and what took it back."""

    place: str
    level: PlaceLevel
    number: str
    day: date
    signer: str = ""
    revocation: str = ""
    revoked_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Có hiệu lực vào ngày này: from its day, to the day before it was taken back."""
        return self.day <= day and (self.revoked_on is None or day < self.revoked_on)

    @property
    def words(self) -> str:
        """Bằng lời: level, decision and what took it back."""
        said = f"{PLACE_LEVEL_WORDS[self.level]}, {self.number} ngày {self.day:%d/%m/%Y}"
        said += f", {self.signer} ký" if self.signer else ""
        if self.revoked_on is None:
            return said
        return f"{said}; thu hồi: {self.revocation} ngày {self.revoked_on:%d/%m/%Y}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceStandard:
    """Dòng của sổ mức đạt chuẩn: a decision, who entered it, who confirmed it."""

    key: int
    decision: StandardDecision
    state: StandardState
    entered_by: str
    confirmed_by: str = ""


Decisions = Mapping[str, tuple[StandardDecision, ...]]
"""Quyết định đã được xác nhận, theo mã địa bàn."""


def by_place(rows: Iterable[PlaceStandard]) -> Decisions:
    """Quyết định đã xác nhận của từng địa bàn; what nobody confirmed counts for nothing."""
    found: dict[str, tuple[StandardDecision, ...]] = {}
    for row in rows:
        if row.state is StandardState.CONFIRMED:
            place = row.decision.place
            found[place] = (*found.get(place, ()), row.decision)
    return found


def level_on(decisions: Iterable[StandardDecision], day: date) -> PlaceLevel | None:
    """Mức cao nhất đang giữ vào ngày này; None where there is none."""
    held = [one.level for one in decisions if one.holds_on(day)]
    return max(held, key=lambda level: _HEIGHTS.get(level, 0), default=None)


def reaches(level: PlaceLevel | None, asked: PlaceLevel) -> bool:
    """Mức này đạt tới mức ấy: a higher one reaches the lower, that of a thị xã only itself."""
    if level is None or asked not in _HEIGHTS:
        return level is asked
    return _HEIGHTS.get(level, 0) >= _HEIGHTS[asked]
