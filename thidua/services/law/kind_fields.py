"""Ô của một danh hiệu, một văn bản: what the rules name and what they cite."""

from collections.abc import Iterator, Mapping

from thidua.domain.dossier.facts import RECIPIENT_WORDS
from thidua.domain.law.book import LawBook
from thidua.domain.law.law import FORM_WORDS, LEVEL_WORDS
from thidua.lawbook.row_file import KEY_WORDS
from thidua.lawbook.row_writing import Raw
from thidua.services.law.row_cells import (
    RowField,
    Shape,
    cell,
    day_cell,
    several,
    source_cells,
    text_cell,
)

_VERIFIED = {
    "văn bản": "đã đọc trong chính văn bản",
    "nguồn khác": "đọc qua nơi khác, chưa kiểm chứng",
    "chưa đối chiếu": "chưa đối chiếu lời văn",
    "chưa": "chưa thấy văn bản, chưa kiểm chứng",
}


def award_fields(raw: Raw, book: LawBook, documents: Mapping[str, str]) -> Iterator[RowField]:
    """Ô của một danh hiệu hoặc hình thức: its names, kind, level, for whom, its source."""
    yield text_cell(raw, "name")
    yield several(("other_names",), KEY_WORDS["other_names"], raw.get("other_names"), {})
    for key, words in (("form", FORM_WORDS), ("level", LEVEL_WORDS)):
        choices = {word: word for word in words.values()}
        yield cell((key,), KEY_WORDS[key], Shape.CHOICE, raw.get(key), choices)
    spoken = {word: word for word in RECIPIENT_WORDS.values()}
    yield several(("for",), KEY_WORDS["for"], raw.get("for"), spoken)
    names = {slug: kind.name for slug, kind in book.awards.items()}
    yield several(("includes",), KEY_WORDS["includes"], raw.get("includes"), names)
    yield from source_cells(raw, documents)
    for key in ("from", "to"):
        yield day_cell(raw, key)


def document_fields(raw: Raw, documents: Mapping[str, str]) -> Iterator[RowField]:
    """Ô của một văn bản: its names, its days, how it was verified, what warns of it."""
    yield text_cell(raw, "name")
    yield text_cell(raw, "title")
    yield day_cell(raw, "from", optional=False)
    for key in ("to", "signed"):
        yield day_cell(raw, key)
    yield cell(("verified",), KEY_WORDS["verified"], Shape.CHOICE, raw.get("verified"), _VERIFIED)
    yield text_cell(raw, "note", optional=True)
    cautions = raw.get("cautions")
    for place, one in enumerate(cautions if isinstance(cautions, list) else []):
        number = f" {place + 1}" if place else ""
        for key in ("text", "from", "amended_by"):
            label = f"{_CAUTION[key]}{number}"
            path = ("cautions", place, key)
            if key == "amended_by":
                choices = {"": "không", **documents}
                value = one.get(key, "")
                yield cell(path, label, Shape.CHOICE, value, choices, optional=True)
            else:
                shape = Shape.DAY if key == "from" else Shape.TEXT
                yield cell(path, label, shape, one.get(key))


_CAUTION = {
    "text": "lời cảnh báo",
    "from": "cảnh báo từ ngày",
    "amended_by": "văn bản sửa đổi chưa đối chiếu",
}
