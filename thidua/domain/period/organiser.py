"""Nơi tổ chức khối: which body organises the block, as the block says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.ground.text import folded


class OrganiserLevel(StrEnum):
    """Cấp tổ chức khối: the centre, a ministry or province, anybody below."""

    CENTRE = "centre"
    PROVINCE = "province"
    BELOW = "below"


LEVEL_WORDS: Mapping[OrganiserLevel, str] = MappingProxyType(
    {
        OrganiserLevel.CENTRE: "Trung ương",
        OrganiserLevel.PROVINCE: "Bộ, ban, ngành, tỉnh",
        OrganiserLevel.BELOW: "Sở, huyện, xã, cơ quan, đơn vị",
    }
)
"""Cấp tổ chức bằng chữ."""

_SPELLINGS: Mapping[OrganiserLevel, tuple[str, ...]] = MappingProxyType(
    {
        OrganiserLevel.CENTRE: ("trung ương", "tw"),
        OrganiserLevel.PROVINCE: (
            *("bộ", "ban, ngành", "bộ, ngành", "tỉnh", "cấp tỉnh", "cấp bộ", "thành phố"),
            *("bộ, ngành, tỉnh", "ubnd tỉnh"),
        ),
        OrganiserLevel.BELOW: ("sở", "huyện", "xã", "cơ quan", "đơn vị", "cơ sở", "khác"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockOrganiser:
    """Nơi tổ chức khối: its level, its name, the document that set the block up."""

    level: OrganiserLevel
    body: str
    document: str
    version: int = 1

    @property
    def words(self) -> str:
        """Nơi tổ chức bằng lời: level, body and document."""
        return f"{LEVEL_WORDS[self.level]}: {self.body} ({self.document})"


def read_level(text: str) -> OrganiserLevel | None:
    """Đọc cấp tổ chức như người ta viết; None where it is none of them."""
    asked = folded(text)
    return next(
        (
            level
            for level, words in LEVEL_WORDS.items()
            if asked in (level.value, folded(words), *map(folded, _SPELLINGS[level]))
        ),
        None,
    )
