"""Tên gọi của danh hiệu: which award is meant by what people write for it."""

from thidua.domain.fact_catalogue import TITLE_FACT
from thidua.domain.law import AwardKind
from thidua.domain.law_book import LawBook
from thidua.domain.text import folded, without_marks

_FILLERS = frozenset("của cấp bộ ban ngành ubnd uỷ ủy nhân dân chủ tịch danh hiệu".split())
"""Từ nói thêm: they tell no award from another, the level does."""

_GOVERNMENT, _PRIME_MINISTER = frozenset({"chính", "phủ"}), frozenset({"thủ", "tướng"})


def award_called(book: LawBook, name: str) -> AwardKind | None:
    """Danh hiệu được gọi như vậy: by slug, by name, by a usual short name.

    None where nothing or more than one thing is called so.
    """
    found = book.award_named(name) or book.awards.get(_title_called(book, name))
    if found is not None:
        return found
    for key in (_bare, _words):
        asked = key(name)
        same = [kind for kind in book.awards.values() if key(kind.name) == asked]
        if same:
            return same[0] if len(same) == 1 else None
    return None


def is_called_by_name(kind: AwardKind, name: str) -> bool:
    """Được gọi đúng bằng mã hoặc tên đầy đủ."""
    return _bare(name) in (kind.slug, _bare(kind.name))


def _title_called(book: LawBook, name: str) -> str:
    """Mã danh hiệu theo các cách viết trong danh mục dữ kiện."""
    kind = book.catalogue.get(TITLE_FACT)
    asked = folded(name)
    for word in () if kind is None else kind.words:
        if asked in (folded(word.label), *map(folded, word.spellings)):
            return word.code
    return ""


def _bare(name: str) -> str:
    return without_marks(folded(name))


def _words(name: str) -> frozenset[str]:
    """Những từ phân biệt danh hiệu này với danh hiệu khác."""
    said = frozenset(folded(name).replace(",", " ").split())
    words = said - _FILLERS
    return words - _GOVERNMENT if words >= _PRIME_MINISTER else words
