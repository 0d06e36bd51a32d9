"""Bảng bằng chữ: a .csv file or what was copied from a sheet, as one sheet of cells.

Nothing is guessed: letters that cannot be decoded for certain and columns that could be parted in
two ways are refused. Of the texts only those become numbers that say the same either way, «12» and
«8,5»; «8.5», «001» and «1.10» may be codes and stay as they are written.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from itertools import pairwise

from thidua.domain.ground.errors import Refused
from thidua.files.cells import MAX_BYTES, MAX_COLUMNS, MAX_MARKS, Book, Cell
from thidua.files.reading.values import SheetMaker, address, number_cell, text_cell, too_many

PASTED = "Bảng dán"
TYPED = "Ô đã gõ"
_MARKS = ("\t", ";", ",")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(,\d{1,15})?", re.ASCII)
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")
_BREAK = re.compile(r"[\t\n]")
_WORD = re.compile(r"\S+")
_NAMED_MARK = re.compile(r"sep=([\t;,])\r?\n", re.IGNORECASE)
_SURE = "đĐơƠưƯăĂ"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = frozenset(
    unicodedata.normalize("NFC", letter + tone)
    for base in "aăâeêioôơuưy"
    for letter in (base, base.upper())
    for tone in ("", *_TONES)
) | frozenset("đĐ")
_SIGNS = frozenset("«»–—‘’“”„…•°±×÷§\u00a0²³½¼¾€‰")


def read_csv(data: bytes, shown: str) -> Book:
    """Đọc tệp .csv, the columns parted by tabs, semicolons or commas."""
    text = _decoded(data, shown)
    title = shown.rpartition(".")[0] or shown
    return _book(text, shown, title)


def read_pasted(text: str) -> Book:
    """Đọc bảng đã dán, as a sheet puts it on the clipboard, or as a .csv file has it."""
    if len(text) > MAX_BYTES // 2:
        raise Refused("Phần đã dán quá dài; hãy tải tệp lên")
    if not text.strip():
        raise Refused("Chưa dán gì; hãy chép các ô trong bảng rồi dán vào đây")
    return _book(text, PASTED, PASTED)


def read_typed(titles: Sequence[str], values: Sequence[str]) -> Book:
    """Đọc một dòng đã gõ trong các ô, as the sheet that has just this line under its titles."""
    maker = SheetMaker(TYPED)
    maker.begin(TYPED)
    for row, fields in enumerate((titles, values), 1):
        for column, field in enumerate(fields, 1):
            if field.strip():
                maker.put(row, column, _cell(address(row, column), field))
    maker.finish()
    return Book(TYPED, maker.sheets)


def _book(text: str, shown: str, title: str) -> Book:
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if sum(map(text.count, (*_MARKS, "\n"))) > MAX_MARKS:
        raise too_many(shown)
    maker = SheetMaker(shown)
    maker.begin(title)
    read: dict[str, Cell] = {}
    for row, fields in enumerate(_rows(text, shown), 1):
        for column, field in enumerate(fields[:MAX_COLUMNS], 1):
            if not field:
                continue
            known = read.get(field)
            if known is None:
                known = read[field] = _cell("", field)
            maker.put(row, column, Cell(known.value, address(row, column), known.fault))
    maker.finish()
    return Book(shown, maker.sheets)


def _cell(place: str, field: str) -> Cell:
    bare = field.strip()
    if _NUMBER.fullmatch(bare):
        return number_cell(place, Decimal(bare.replace(",", ".")))
    return text_cell(place, field)


def _rows(text: str, shown: str) -> Iterable[Sequence[str]]:
    named = _NAMED_MARK.match(text)
    if named:
        return _parted(text[named.end() :], named[1], shown)
    if "\t" in text:
        return _tabbed(text)
    return _parted(text, _mark(text, shown), shown)


def _mark(text: str, shown: str) -> str:
    """Dấu phân cột: the one that parts every row alike, or the only one that parts any."""
    widths = {mark: _widths(text, mark) for mark in _MARKS[1:]}
    parting = [mark for mark, found in widths.items() if max(found, default=0) > 1]
    alike = [mark for mark in parting if len(set(widths[mark])) == 1]
    likely = alike or parting
    if len(likely) > 1:
        raise Refused(
            f"Tệp «{shown}» không rõ các cột cách nhau bằng dấu phẩy hay dấu chấm phẩy; hãy "
            "mở bằng Excel và lưu lại kiểu .xlsx"
        )
    return likely[0] if likely else ";"


def _widths(text: str, mark: str) -> list[int]:
    try:
        rows = csv.reader(StringIO(text), delimiter=mark, strict=True)
        return [len(row) for row in rows if any(row)]
    except csv.Error:
        return []


_INTEGER = re.compile(r"\s*-?\d{1,15}\s*", re.ASCII)


def _refuse_torn(rows: Sequence[Sequence[str]], mark: str, shown: str) -> None:
    """Ô bị xé đôi: «38,5» outside quotes is two cells, and what follows slips by one column.

    It shows in a row longer than its heading, or in whole numbers side by side in one that is
    shorter; rows of the heading's own length are taken as they stand.
    """
    heading = next((row for row in rows if _is_heading(row)), None)
    if heading is None:
        return
    for number, row in enumerate(rows, 1):
        whole = [_INTEGER.fullmatch(field) is not None for field in row]
        split = mark == "," and len(row) < len(heading) and any(map(all, pairwise(whole)))
        if len(row) > len(heading) or split:
            name = "phẩy" if mark == "," else "chấm phẩy"
            raise Refused(
                f"Tệp «{shown}», dòng {number}: có {len(row)} ô nhưng dòng tiêu đề có "
                f"{len(heading)}, dấu {name} trong một ô (như 38,5) có thể đã bị hiểu là dấu "
                "phân cột; hãy mở bằng Excel và lưu lại kiểu .xlsx"
            )


def _is_heading(row: Sequence[str]) -> bool:
    filled = [field for field in row if field.strip()]
    return len(filled) > 2 and not any(map(_NUMBER.fullmatch, map(str.strip, filled)))


def _parted(text: str, mark: str, shown: str) -> Sequence[Sequence[str]]:
    try:
        rows = list(csv.reader(StringIO(text), delimiter=mark, strict=True))
    except csv.Error as fault:
        raise Refused(
            f"Tệp «{shown}» có dấu ngoặc kép không đóng hoặc một ô quá dài; hãy mở bằng Excel "
            "và lưu lại kiểu .xlsx"
        ) from fault
    _refuse_torn(rows, mark, shown)
    return rows


def _tabbed(text: str) -> Iterator[list[str]]:
    """Các dòng trên bảng nhớ: a cell is in quotes only where it has several lines."""
    row: list[str] = []
    start, end = 0, len(text)
    while start <= end:
        field, after = _quoted(text, start)
        if field is None:
            broken = _BREAK.search(text, start)
            after = broken.start() if broken else end
            field = text[start:after]
        row.append(field)
        if after >= end or text[after] == "\n":
            yield row
            row = []
        start = after + 1
        if start == end and text[after : after + 1] == "\n":
            return


def _quoted(text: str, start: int) -> tuple[str | None, int]:
    """Ô trong ngoặc kép at this place and where it ends; None where the quotes are its own."""
    if not text.startswith('"', start):
        return None, start
    at = start + 1
    while (at := text.find('"', at)) >= 0:
        if text.startswith('""', at):
            at += 2
            continue
        inside = text[start + 1 : at]
        closes = at + 1 == len(text) or text[at + 1] in "\t\n"
        if closes and "\n" in inside:
            return inside.replace('""', '"'), at + 1
        return None, start
    return None, start


def _decoded(data: bytes, shown: str) -> str:
    """Chữ trong tệp, refused where it could be read in two ways or was lost on the way."""
    for mark, coding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(coding)
            except UnicodeDecodeError as fault:
                raise _unsure(shown) from fault
    if b"\x00" in data:
        raise _unsure(shown)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = _from_windows(data, shown)
        is_old = True
    else:
        is_old = text.isascii()
    if is_old and _has_lost_letters(text):
        raise Refused(
            f"Tệp «{shown}» đã mất dấu tiếng Việt (chữ có dấu thành «?»); hãy mở tệp gốc bằng "
            "Excel và lưu lại kiểu .xlsx hoặc «CSV UTF-8»"
        )
    return text


def _has_lost_letters(text: str) -> bool:
    """Chữ đã thành «?»; the address of a page has such a sign by right."""
    if not _LOST.search(text):
        return False
    words = (one[0] for one in _WORD.finditer(text))
    return any(_LOST.search(word) for word in words if "://" not in word)


def _from_windows(data: bytes, shown: str) -> str:
    """Chữ Windows-1258: sure only where every letter is Vietnamese and one cannot be otherwise.

    The same bytes are other letters in TCVN3 and VNI; their texts are full of signs that stand
    inside no Vietnamese word, or of marks with no letter to stand on.
    """
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError as fault:
        raise _unsure(shown) from fault
    foreign = {letter for letter in text if not letter.isascii()}
    is_vietnamese = foreign <= _LETTERS | _SIGNS
    marked = any(tone in data.decode("cp1258") for tone in _TONES)
    is_sure = marked or bool(foreign & set(_SURE)) or foreign <= _SIGNS
    if not (is_vietnamese and is_sure):
        raise _unsure(shown)
    return text


def _unsure(shown: str) -> Refused:
    return Refused(
        f"Tệp «{shown}» không viết bằng Unicode nên không đọc chắc được chữ; hãy mở bằng Excel "
        "và lưu lại kiểu .xlsx hoặc «CSV UTF-8»"
    )
