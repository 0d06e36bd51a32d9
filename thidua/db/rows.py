"""Giá trị của một dòng: how each column is written in the record, and what is not written there.

The record outlives the classes of today: a value is plain JSON, the same for the same value on
every database, and reads back as the value it was.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import SQLModel

from thidua.db.columns import NAMES, PERSON, ExactDecimal, UtcDateTime, canonical

Json = None | bool | int | str
"""Giá trị trong nhật ký; the value of a person's column is replaced by its token there."""

Image = dict[str, Any]
"""Dòng bằng giá trị: column by column; a column that holds nothing is left out."""

UNRECORDED: Mapping[str, str] = MappingProxyType(
    {
        "alembic_version": "dạng của cơ sở dữ liệu, được hỏi mỗi lần mở",
        "audit_day": "số mục nhật ký từng ngày; đếm lại được từ các mục",
        "audit_entry": "chính là nhật ký; niêm thành chuỗi",
        "audit_head": "đầu chuỗi nhật ký; so với mục cuối",
        "change_stamp": "dấu của lần đổi gần nhất từng bảng, để biết số liệu đã đọc còn dùng được; "
        "không quyết định kết quả nào",
        "personal_value": "tên người của nhật ký; so với dấu trong từng mục",
        "screen_position": "trang đang chiếu và đã công bố tới đâu; không quyết định kết quả nào, "
        "thứ tự xếp hạng đổi thì công bố lại từ đầu",
        "sheet_score": "điểm tính từ các dòng đã ghi; Hệ thống tính lại và so từng bảng chấm",
        "sign_in": "phiên đăng nhập đang mở: không quyết định kết quả nào, hết hạn thì bỏ",
        "room_paper": "ai đang cầm phiếu giấy, chỉ trong lúc bỏ phiếu; có trong mã đối chiếu hòm "
        "phiếu, kiểm phiếu xong thì không còn",
        "sealed_ballot": "phiếu kín trong hòm; cả hòm có mã đối chiếu ghi cùng mỗi lần có phiếu",
        "ballot_slip": "phiếu kín đã kiểm; kết quả và mã đối chiếu của cả tập ghi lúc kiểm phiếu",
    }
)
"""Bảng không ghi vào nhật ký: why, and what looks after it instead."""

UNRECORDED_COLUMNS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("issued_document", "content"): "tệp đã cấp số; SHA-256 của nó được ghi",
        ("paper_template", "content"): "tệp mẫu riêng; SHA-256 của nó được ghi",
        ("account", "password_hash"): "mật khẩu; không để dấu vết nào của nó trong nhật ký",
        (
            "room_count",
            "sealed_one",
        ): "số phiếu giấy người thứ nhất đếm, còn niêm; kiểm chung xong thì không còn",
        (
            "room_count",
            "sealed_two",
        ): "số phiếu giấy người thứ hai đếm, còn niêm; kiểm chung xong thì không còn",
        (
            "register_row",
            "hidden",
        ): "nội dung, người gửi đơn thư; nhật ký nhiều người đọc nên chỉ giữ mã đối chiếu của nó",
        ("review_plan", "mask"): "số bí mật để đánh số người chấm khi giấu tên",
        (
            "vote_roll",
            "has_cast",
        ): "dấu đã bỏ phiếu kín; ghi từng dấu thì lộ thứ tự bỏ phiếu, nên chỉ có trong mã đối chiếu"
        " hòm phiếu, số lượt bỏ phiếu, và ghi một lần ai đã bỏ lúc kiểm phiếu",
        (
            "vote_roll",
            "void_by",
        ): "người đề nghị hủy phiếu giấy; thôi hủy thì nhật ký không cho biết ai cầm phiếu giấy;"
        " có trong mã đối chiếu hòm phiếu, tên ghi khi hai người đã hủy",
        (
            "vote_roll",
            "void_reason",
        ): "lý do đề nghị hủy phiếu giấy; có trong mã đối chiếu hòm phiếu, ghi khi đã hủy",
        (
            "vote_roll",
            "written",
        ): "ý kiến bằng văn bản, còn niêm tới lúc kiểm phiếu; có trong mã đối chiếu hòm phiếu, rồi"
        " trong mã đối chiếu kết quả",
    }
)
"""Cột không ghi vào nhật ký, in tables that are recorded otherwise."""

ADDED_LATER: Mapping[tuple[str, str], Json] = MappingProxyType(
    {
        ("block_year", "part"): "",
        ("block_year", "part_name"): "",
        ("covenant", "document"): "",
        ("covenant_row", "quotation"): "",
        ("covenant_row", "source"): "",
        ("score_line", "occurrences"): "",
        ("evidence", "level"): "open",
        ("evidence_use", "page"): "",
        ("evidence_use", "quotation"): "",
        ("evidence_use", "document"): "",
        ("score_line", "document"): "",
        ("stage_change", "passed_over"): "",
        ("vote", "figures"): "",
        ("vote", "allows_paper"): False,
        ("vote_roll", "kept_from"): "",
        ("proposal", "round_code"): "",
        ("target_value", "place_code"): "",
    }
)
"""Cột thêm sau bản đầu: what it holds in a row recorded before there was such a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    name: str
    write: Callable[[Any], Json]
    read: Callable[[Any], Any]
    is_person: bool
    names: bool


@dataclass(frozen=True, slots=True)
class Recorded:
    """Bảng được ghi: its columns as they stand in the record."""

    table: sa.Table
    columns: tuple[_Column, ...]

    @property
    def persons(self) -> frozenset[str]:
        """Các cột giữ tên người."""
        return frozenset(one.name for one in self.columns if one.is_person)

    @property
    def naming(self) -> tuple[str, ...]:
        """Các cột gọi tên dòng: said with every change of it, so that it can be told alone."""
        return tuple(one.name for one in self.columns if one.names)

    @property
    def names(self) -> tuple[str, ...]:
        """Tên các cột được ghi."""
        return tuple(one.name for one in self.columns)

    def image(self, values: Mapping[str, Any]) -> Image:
        """Dòng thành giá trị của nhật ký; nothing is left out but what holds nothing."""
        found = {}
        for one in self.columns:
            value = one.write(values[one.name])
            if value is not None or (self.table.name, one.name) in ADDED_LATER:
                found[one.name] = value
        return found

    def write(self, column: str, value: object) -> Json:
        """Một giá trị của nhật ký."""
        return self._column(column).write(value)

    def read(self, column: str, value: object) -> Any:  # noqa: ANN401 (of the column's own type)
        """Giá trị như chương trình dùng; what an older release knew otherwise stays as it is."""
        found = next((one for one in self.columns if one.name == column), None)
        if found is None or value is None or isinstance(value, dict):
            return value
        return found.read(value)

    def _column(self, name: str) -> _Column:
        return next(one for one in self.columns if one.name == name)


@cache
def recorded(table: str) -> Recorded | None:
    """Bảng được ghi theo tên; None where it is not, or where there is no such table any more."""
    found = SQLModel.metadata.tables.get(table)
    if found is None or table in UNRECORDED:
        return None
    kept = [one for one in found.columns if (table, one.name) not in UNRECORDED_COLUMNS]
    return Recorded(found, tuple(_column(one) for one in kept if not one.primary_key))


@cache
def links(table: str) -> Mapping[str, str]:
    """Các cột trỏ sang dòng khác: to a row of which table each of them points."""
    shape = recorded(table)
    return {
        column.name: key.column.table.name
        for column in (() if shape is None else shape.table.columns)
        for key in column.foreign_keys
    }


def all_recorded() -> tuple[Recorded, ...]:
    """Mọi bảng được ghi, by name."""
    found = (recorded(name) for name in sorted(SQLModel.metadata.tables))
    return tuple(one for one in found if one is not None)


def _column(column: sa.Column[Any]) -> _Column:
    write, read = _ways(column.type)
    return _Column(
        name=column.name,
        write=write,
        read=read,
        is_person=bool(column.info.get(PERSON)),
        names=bool(column.info.get(NAMES) or column.foreign_keys),
    )


def _ways(kind: object) -> tuple[Callable[[Any], Json], Callable[[Any], Any]]:
    if isinstance(kind, ExactDecimal):
        return _number, Decimal
    if isinstance(kind, UtcDateTime):
        return _moment, _read_moment
    if isinstance(kind, sa.Enum):
        return _code, cast("type[Enum]", kind.enum_class)
    if isinstance(kind, sa.Date):
        return _day, date.fromisoformat
    if isinstance(kind, sa.Boolean):
        return _flag, bool
    return _plain, _plain


def _plain(value: Any) -> Any:  # noqa: ANN401 (an int or a text, or nothing)
    return value


def _number(value: Decimal | None) -> str | None:
    return None if value is None else canonical(value)


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _read_moment(value: str) -> datetime:
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def _code(value: object) -> Json:
    return cast("Json", value.value if isinstance(value, Enum) else value)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _flag(value: object) -> bool | None:
    return None if value is None else bool(value)
