"""Tệp một dòng: the readings of one row of the law book, and its own text where it was changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from thidua.domain.ground.text import clean_lines
from thidua.domain.law.table import parse_toml
from thidua.lawbook.loading import ROW_TABLE, row_key
from thidua.lawbook.row_writing import Raw, canonical, write_tables

_READINGS, _BELOW, _VERSIONS = "readings", "below", "versions"
_NONE = "không có"
KEY_WORDS = {
    "text": "lời",
    "threshold": "ngưỡng",
    "op": "phép so",
    "share": "tỷ lệ",
    "most": "số suất",
    "members": "cỡ khối",
    "least": "ít nhất",
    "ends_within": "chuỗi được kết thúc trước năm xét nhiều nhất (năm)",
    "fact": "dữ kiện",
    "of": "trên tổng số",
    "award": "danh hiệu",
    "awards": "danh hiệu",
    "for": "đối tượng",
    "document": "văn bản",
    "article": "điều",
    "from": "từ ngày",
    "to": "đến hết ngày",
    "note": "ghi chú",
    "remedy": "lời chỉ cách đạt",
    "verified": "mức kiểm chứng",
    "compared_with": "văn bản sửa đổi đã đối chiếu",
    "active": "đang bật",
    "kind": "loại điều kiện",
    "base": "căn cứ tính tỷ lệ",
    "beside": "ai đứng ngoài hạn mức",
    "quorum": "tỷ lệ có mặt",
    "electorate": "ai bỏ phiếu",
    "council": "loại hội đồng",
    "substitute_votes": "người đi thay được biểu quyết",
    "effect": "hệ quả",
    "name": "tên",
    "title": "trích yếu",
    "signed": "ngày ký",
    "other_names": "tên khác, ngăn bằng «;»",
    "form": "loại",
    "level": "cấp",
    "includes": "năm được tặng cũng kể là có danh hiệu, ngăn bằng «;»",
    "cautions": "cảnh báo",
    "amended_by": "văn bản sửa đổi chưa đối chiếu",
    "after": "chỉ tính sau khi được tặng",
}
"""Khóa của một dòng bằng lời."""
_AFRESH = "# Dòng này được đối chiếu hoặc sửa trên màn hình; phần mềm viết lại tệp ở mỗi lần lưu.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFile:
    """Tệp một dòng.

    `entries` are the dated versions that replace what lies below, none where the row was only
    read; `below` is what lay there when they were written.
    """

    section: str
    code: str
    entries: tuple[Raw, ...] = ()
    below: str = ""
    readings: tuple[Raw, ...] = field(default=())

    @property
    def text(self) -> str:
        """Chữ của tệp."""
        row = {"section": self.section, "code": self.code, _BELOW: self.below}
        head = f"[{ROW_TABLE}]\n{_bare(row)}" if self.entries else ""
        parts = (
            head,
            write_tables(_READINGS, self.readings),
            write_tables(self.section, self.entries),
        )
        return _AFRESH + "\n".join(part for part in parts if part)


def _bare(raw: Raw) -> str:
    return write_tables("", [raw]).partition("\n")[2]


def read_row_file(section: str, code: str, text: str) -> RowFile:
    """Đọc một tệp đã được lưu."""
    raw = parse_toml(text, "")
    row = raw.get(ROW_TABLE, {})
    return RowFile(
        section=section,
        code=code,
        entries=tuple(_tables(raw.get(section))),
        below=str(row.get(_BELOW, "")) if isinstance(row, Mapping) else "",
        readings=tuple(_tables(raw.get(_READINGS))),
    )


def _tables(found: object) -> Iterator[Raw]:
    return (
        (one for one in found if isinstance(one, Mapping)) if isinstance(found, list) else iter(())
    )


def said(entries: Sequence[Raw]) -> str:
    """Các bản của một dòng thành chữ, to be compared with what a release has."""
    return clean_lines("\n".join(f"[[{_VERSIONS}]]\n{canonical(one)}" for one in entries))


def make_reading(
    section: str,
    code: str,
    entry: Raw,
    *,
    start: date,
    document: str,
    article: str,
    on: date,
    wording: str,
) -> Raw:
    """Một lần đối chiếu của bản bắt đầu ngày ấy."""
    return {
        "of": row_key(section, code),
        "start": start,
        "document": document,
        "article": article,
        "on": on,
        "row": clean_lines(canonical(entry)),
        "wording": clean_lines(wording),
    }


def differences(old: str, new: str) -> tuple[str, ...]:
    """Chỗ khác nhau của hai cách ghi một dòng: «ngưỡng từ «70%» thành «90%»»."""
    before, after = _flat(old), _flat(new)
    keys = [key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)]
    return tuple(
        f"{_words(key)} từ «{before.get(key, _NONE)}» thành «{after.get(key, _NONE)}»"
        for key in keys
    )


def _flat(text: str) -> dict[tuple[str | int, ...], str]:
    """Mọi giá trị của các bản, each by where it stands."""
    raw = parse_toml(text, "") if text else {}
    return dict(_leaves((), raw.get(_VERSIONS, [])))


def _leaves(
    path: tuple[str | int, ...], value: object
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _leaves((*path, key), one)
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _leaves((*path, place), one)
    else:
        yield path, f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _words(path: tuple[str | int, ...]) -> str:
    """Chỗ ấy bằng lời: the innermost key, with the version where it is not the first."""
    key = next(str(one) for one in reversed(path) if isinstance(one, str))
    word = KEY_WORDS.get(key, key)
    return f"{word} của bản {path[0] + 1}" if isinstance(path[0], int) and path[0] else word
