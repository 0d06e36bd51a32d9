"""Loại đơn vị: the kinds the plans of movements know, and how people write them."""

import re
from functools import lru_cache

from thidua.domain.ground.text import folded

UNIT_KINDS = (
    *("sở ban ngành", "mặt trận đoàn thể", "huyện", "thị xã", "thành phố", "xã", "phường"),
    *("phòng", "đơn vị trực thuộc", "doanh nghiệp", "hợp tác xã", "tổ chức", "hộ gia đình"),
    "địa bàn",
)
"""Các loại đã biết; any other word may stand in a list and is a kind of its own."""

_SPELLINGS = {
    "sở ban ngành": ("sở", "ban", "ngành", "sở ngành", "ban ngành", "sở ban", "cơ quan chuyên môn"),
    "mặt trận đoàn thể": (
        *("mặt trận", "mặt trận tổ quốc", "mặt trận tổ quốc đoàn thể", "mttq", "đoàn thể"),
        *("mttq đoàn thể", "mặt trận tổ quốc việt nam", "đoàn thể chính trị xã hội"),
        "tổ chức chính trị xã hội",
    ),
    "thị xã": ("tx",),
    "thành phố": ("tp",),
    "phòng": ("phòng ban", "phòng chuyên môn"),
    "đơn vị trực thuộc": ("đơn vị sự nghiệp trực thuộc", "trực thuộc"),
    "doanh nghiệp": (
        *("dn", "công ty", "tổng công ty", "công ty cổ phần", "công ty tnhh"),
        *("doanh nghiệp nhà nước", "doanh nghiệp tư nhân"),
    ),
    "hợp tác xã": ("htx", "liên hiệp hợp tác xã", "liên hiệp htx"),
    "tổ chức": ("tổ chức khác", "tổ chức xã hội"),
    "hộ gia đình": ("hộ", "gia đình"),
}
"""Cách viết khác của một loại; «hội» and «cấp huyện» may be of several kinds and stand in none."""

_ONE = {spelling: kind for kind, others in _SPELLINGS.items() for spelling in others}
_BETWEEN = re.compile(r"[\s,;./–-]+")
_LOOSE = frozenset({"và", "các"})
_HEAD = re.compile(r"^(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân) (?=\S)")
_TAIL = re.compile(r"(?<=\S) (?:cấp |của )?tỉnh$")


@lru_cache(1024)
def unit_kind(text: str) -> str:
    """Loại bằng một cách viết: case, commas, «UBND» and «tỉnh» aside; a strange word as it is."""
    words = [word for word in _BETWEEN.split(folded(text)) if word and word not in _LOOSE]
    plain = _TAIL.sub("", _HEAD.sub("", " ".join(words)))
    return _ONE.get(plain, plain)


def is_known_kind(text: str) -> bool:
    """Loại đã biết, however it is written."""
    return unit_kind(text) in UNIT_KINDS
