"""Lệnh sao lưu, khôi phục và dời dữ liệu."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from thidua.commands.output import refusing, say
from thidua.db.engine import database_url
from thidua.db.upgrade import is_current
from thidua.domain.access.permissions import administrator
from thidua.domain.ground.errors import NotReady
from thidua.domain.record.backup import BackupCause
from thidua.services.record import backups
from thidua.services.upkeep import moving

_KEEPER = administrator("Quản trị (dòng lệnh)")


def backup(
    to: Annotated[Path | None, typer.Option("--to", help="Tệp ghi ra.")] = None,
) -> None:
    """Sao lưu cơ sở dữ liệu đang dùng, kể cả khi mọi người đang làm việc."""
    with refusing():
        if not is_current():
            raise NotReady
        now = datetime.now(UTC)
        made = backups.make(database_url(), actor=_KEEPER, now=now, why=BackupCause.COMMAND, to=to)
    say(f"Đã sao lưu ra {made}")


def restore(
    file: Annotated[Path, typer.Argument(help="Bản sao lưu .db.")],
) -> None:
    """Khôi phục từ bản sao lưu; tắt phần mềm trước, nếu không lệnh bị từ chối."""
    with refusing():
        before = backups.restore(file, url=database_url(), actor=_KEEPER, now=datetime.now(UTC))
    say(f"Đã khôi phục {file}.")
    if before is not None:
        say(f"Dữ liệu trước đó được giữ ở {before}")


def move_to(
    address: Annotated[
        str, typer.Argument(help="Địa chỉ PostgreSQL trống: postgresql://tài-khoản:…@máy-chủ/tên.")
    ],
) -> None:
    """Dời dữ liệu từ tệp SQLite sang PostgreSQL, tệp cũ giữ nguyên; tắt phần mềm trước."""
    with refusing():
        now = datetime.now(UTC)
        found = moving.move(source=database_url(), target=address, actor=_KEEPER, now=now)
    say(f"Đã dời {found.rows} dòng của {found.tables} bảng; đầu chuỗi {found.seal} như ở nguồn.")
    say("Đặt THIDUA_DATABASE_URL là địa chỉ ấy, giữ nguyên THIDUA_DATA, rồi mở lại phần mềm.")
