"""Lệnh sao lưu, khôi phục và dời dữ liệu."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from thidua.commands.output import refuse, refusing, say
from thidua.db.engine import database_url, sqlite_file
from thidua.db.upgrade import is_current
from thidua.domain.access.permissions import administrator
from thidua.domain.ground.errors import NotReady
from thidua.domain.record.backup import BackupCause
from thidua.services.record import backups
from thidua.services.upkeep import dumps, moving, rehearsal, upgrading

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
    file: Annotated[Path, typer.Argument(help="Bản sao lưu .db, hoặc .dump của PostgreSQL.")],
) -> None:
    """Khôi phục từ bản sao lưu; tắt phần mềm trước. Bản .dump: vào cơ sở dữ liệu trống."""
    url, now = database_url(), datetime.now(UTC)
    before = None
    with refusing():
        if sqlite_file(url) is None:
            dumps.restore(file, url=url, actor=_KEEPER, now=now)
        else:
            before = backups.restore(file, url=url, actor=_KEEPER, now=now)
    say(f"Đã khôi phục {file}.")
    if before is not None:
        say(f"Dữ liệu trước đó được giữ ở {before}")


def rehearse(
    file: Annotated[
        Path | None, typer.Argument(help="Bản sao lưu; không ghi thì bản mới nhất.")
    ] = None,
    scratch: Annotated[
        str, typer.Option("--scratch", help="PostgreSQL trống để thử một bản .dump.")
    ] = "",
) -> None:
    """Diễn tập khôi phục: mở thử bản sao lưu ở chỗ riêng, không đụng dữ liệu đang dùng."""
    with refusing():
        found = rehearsal.rehearse(file=file, scratch=scratch, actor=_KEEPER)
    say(f"Bản {found.file.name} khôi phục được: {found.entries} mục nhật ký, đầu {found.seal}.")
    say(f"Tệp minh chứng cạnh bản sao: đủ {found.evidence}, thiếu {found.missing}.")
    if found.missing:
        raise refuse("Hãy sao lưu lại, và xem doctor nói gì về minh chứng.")


def bring_up() -> None:
    """Đưa cơ sở dữ liệu lên bản hiện tại, telling of the copy that was made before."""
    copy = upgrading.bring_up(database_url(), actor=_KEEPER, now=datetime.now(UTC))
    if copy is not None:
        say(f"Bản sao trước khi nâng cấp: {copy}")


def upgrade() -> None:
    """Nâng cấp dữ liệu: sao lưu, nâng cấp, kiểm tra; hỏng thì trả lại như trước."""
    with refusing():
        bring_up()
    say("Cơ sở dữ liệu đang ở bản hiện tại, đã kiểm tra toàn vẹn.")


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
