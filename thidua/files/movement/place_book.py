"""Sổ địa bàn: its template, read into rows, and given out as it is read."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from thidua.domain.dossier.reading import said_yes
from thidua.domain.ground.finding import Findings
from thidua.domain.movement import place_rows as words
from thidua.domain.movement.place import (
    PLACE_KIND_WORDS,
    Place,
    PlaceTraitKind,
    TraitSpan,
    place_kind,
)
from thidua.domain.movement.place_rows import PlaceRow
from thidua.domain.period.windows import parse_day, vi_day
from thidua.files.cell_reading import lack, read_amount, read_day
from thidua.files.cells import Book
from thidua.files.list_sheets import list_rows
from thidua.files.list_template import list_template
from thidua.files.table import TableRow

SHEET = "Địa bàn"
_WIDTHS = (14, 28, 14, 14, 13, 13, 12, 12, 8, 8, 26, 26, 30)
_TRAITS = ((words.MINORITY, PlaceTraitKind.MINORITY), (words.HARD, PlaceTraitKind.HARD))
_SPAN = re.compile(r"(?:từ (?P<begins>\S+))? ?(?:đến (?P<ends>\S+))?", re.IGNORECASE)
_KINDS = ", ".join(PLACE_KIND_WORDS.values())
_NO = "không"
_GUIDE = (
    "Mỗi dòng là một địa bàn; Mã địa bàn, Tên địa bàn và Loại là bắt buộc.",
    f"Loại là một trong: {_KINDS}. Thuộc ghi mã của địa bàn chứa nó.",
    "Từ ngày, Đến ngày: khi địa bàn được lập và thôi; để trống là chưa nói.",
    "Vĩ độ và Kinh độ ghi cả hai hoặc để trống; Dòng và Cột là chỗ của ô trên lưới.",
    "Vùng dân tộc thiểu số, Vùng khó khăn: «có», «không», hoặc «từ 01/01/2021 đến 31/12/2023»; "
    "nhiều khoảng cách nhau dấu chấm phẩy. Quyết định là của các khoảng ấy.",
    "Bỏ một dòng khỏi tệp không bỏ địa bàn.",
)
_EXAMPLE = (
    (
        *("77", "Huyện Lộc Ninh", "huyện", "", "", "30/06/2025", "", "", "", ""),
        *("không", "không", ""),
    ),
    (
        *("77013", "Xã Lộc An", "xã", "77", "01/01/2021", "", "11,85", "106,63", "2", "3"),
        *("có", "từ 01/01/2021 đến 31/12/2023", "QĐ 861/QĐ-TTg ngày 04/6/2021"),
    ),
)


def place_book(places: Sequence[Place] = ()) -> bytes:
    """Sổ địa bàn, or with none of them its template."""
    return list_template(
        SHEET,
        words.PLACE_COLUMNS,
        _WIDTHS,
        _GUIDE,
        _EXAMPLE,
        filled=[place_texts(one) for one in places],
    )


def place_texts(one: Place) -> tuple[str, ...]:
    """Các ô của một địa bàn, in the order of the columns."""
    return (
        *(one.code, one.name, PLACE_KIND_WORDS[one.kind], one.parent),
        *(_day(one.begins), _day(one.ends), _number(one.latitude), _number(one.longitude)),
        *("" if at is None else str(at) for at in (one.tile_row, one.tile_column)),
        *("; ".join(span.words for span in one.spans(trait)) or _NO for _, trait in _TRAITS),
        next((span.decision for _, span in one.traits if span.decision), ""),
    )


def _day(day: date | None) -> str:
    return "" if day is None else vi_day(day)


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}".replace(".", ",")


def read_place_book(book: Book) -> tuple[list[PlaceRow], Findings]:
    """Đọc sổ địa bàn; every faulty row is named."""
    findings = Findings()
    rows = list_rows(
        book,
        words.PLACE_COLUMNS,
        words.PLACE_REQUIRED,
        findings,
        codes=(words.CODE, words.PARENT),
        names=(words.NAME, words.DECISION),
        is_strict=True,
    )
    return [one for row in rows if (one := _row(row, findings)) is not None], findings


def _row(row: TableRow, findings: Findings) -> PlaceRow | None:
    is_lacking = lack(row, words.PLACE_REQUIRED, findings)
    before = len(findings)
    kind = place_kind(row.text(words.KIND))
    if kind is None and row.text(words.KIND):
        message = f"«{row.text(words.KIND)}» phải là một trong: {_KINDS}"
        findings.error("place_kind", message, row.place(words.KIND))
    begins, ends = (read_day(row, one, findings) for one in (words.BEGINS, words.ENDS))
    if begins is not None and ends is not None and ends < begins:
        findings.error("days", "«Đến ngày» trước «Từ ngày»", row.place(words.ENDS))
    latitude, longitude = _coordinates(row, findings)
    tile_row, tile_column = _tile(row, findings)
    traits = [(trait, span) for title, trait in _TRAITS for span in _spans(row, title, findings)]
    if is_lacking or kind is None or len(findings) > before:
        return None
    return PlaceRow(
        place=Place(
            code=row.text(words.CODE),
            name=row.text(words.NAME),
            kind=kind,
            parent=row.text(words.PARENT),
            begins=begins,
            ends=ends,
            latitude=latitude,
            longitude=longitude,
            tile_row=tile_row,
            tile_column=tile_column,
            traits=tuple(traits),
        ),
        unsaid=row.unsaid | {title for title, _ in _TRAITS if not row.text(title)},
        at={title: row.place(title) for title in words.PLACE_COLUMNS},
    )


def _coordinates(row: TableRow, findings: Findings) -> tuple[Decimal | None, Decimal | None]:
    found = []
    for title, most in ((words.LATITUDE, 90), (words.LONGITUDE, 180)):
        value = read_amount(row, title, findings)
        if value is not None and abs(value) > most:
            message = f"«{title}» phải từ -{most} đến {most}"
            findings.error("coordinate", message, row.place(title))
        found.append(value)
    if (found[0] is None) is not (found[1] is None):
        message = f"ghi cả «{words.LATITUDE}» và «{words.LONGITUDE}», hoặc để trống cả hai"
        findings.error("coordinate", message, row.place(words.LATITUDE))
    return found[0], found[1]


def _tile(row: TableRow, findings: Findings) -> tuple[int | None, int | None]:
    found = []
    for title in (words.TILE_ROW, words.TILE_COLUMN):
        value = read_amount(row, title, findings)
        if value is not None and (value % 1 or not 1 <= value <= 999):
            findings.error("tile", f"«{title}» phải là số nguyên từ 1 đến 999", row.place(title))
            value = None
        found.append(None if value is None else int(value))
    if bool(row.text(words.TILE_ROW)) is not bool(row.text(words.TILE_COLUMN)):
        message = f"ghi cả «{words.TILE_ROW}» và «{words.TILE_COLUMN}», hoặc để trống cả hai"
        findings.error("tile", message, row.place(words.TILE_ROW))
    return found[0], found[1]


def _spans(row: TableRow, title: str, findings: Findings) -> list[TraitSpan]:
    """Các khoảng ngày mang đặc điểm; none where it says «không» or nothing."""
    written = row.text(title)
    yes = said_yes(written) if written else False
    if yes is not None:
        return [TraitSpan(decision=row.text(words.DECISION))] if yes else []
    found = []
    for part in written.split(";"):
        match = _SPAN.fullmatch(part.strip())
        days = (
            {name: parse_day(said) for name, said in match.groupdict().items() if said}
            if (match and part.strip())
            else {}
        )
        begins, ends = days.get("begins", date.min), days.get("ends", date.max)
        if not days or begins is None or ends is None or ends < begins:
            message = f"«{written}» phải là «có», «không» hoặc «từ 01/01/2021 đến 31/12/2023»"
            findings.error("trait", message, row.place(title))
            return []
        found.append(TraitSpan(begins, ends, row.text(words.DECISION)))
    return found
