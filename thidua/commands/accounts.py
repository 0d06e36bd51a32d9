"""Lệnh về tài khoản: passwords are made here and shown once, never given on the command line."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from thidua.commands.output import refusing, say, say_json
from thidua.commands.personal import correct, show_kept, show_requests
from thidua.db.engine import database_url, reading, writing
from thidua.db.upgrade import is_current
from thidua.domain.access.interest import OUTSIDE, grant_words
from thidua.domain.access.permissions import Grant, Role, administrator
from thidua.domain.ground.errors import NotReady
from thidua.services.access import accounts
from thidua.services.ground.work import Work
from thidua.services.record import erasure

app = typer.Typer(
    help="Tài khoản: tạo, đặt lại mật khẩu, liệt kê; dữ liệu cá nhân.", no_args_is_help=True
)
app.command("data")(show_kept)
app.command("correct")(correct)
app.command("requests")(show_requests)

_KEEPER = administrator("Quản trị (dòng lệnh)")

Login = Annotated[str, typer.Argument(help="Tên đăng nhập.")]


def _ready() -> None:
    if not is_current():
        raise NotReady


@app.command("add")
def add(
    login: Login,
    name: Annotated[str, typer.Option("--name", help="Họ tên.")],
    role: Annotated[Role, typer.Option("--role", help="Vai trò.")],
    block: Annotated[str | None, typer.Option("--block", help="Mã khối.")] = None,
    year: Annotated[int | None, typer.Option("--year", help="Năm.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Mã đơn vị.")] = None,
    home: Annotated[
        str | None,
        typer.Option("--of", help="Là người của đơn vị nào (mã); «-»: không của đơn vị nào."),
    ] = None,
) -> None:
    """Tạo tài khoản với một vai trò; mật khẩu dùng một lần được in ra đúng một lần."""
    password = accounts.one_time_password()
    with refusing():
        _ready()
        now = datetime.now(UTC)
        with writing() as session:
            accounts.create(
                Work(session, _KEEPER, now=now), login=login, full_name=name, password=password
            )
            of_unit = OUTSIDE if home == "-" else home
            grant = Grant(role, block, unit, year, of_unit)
            accounts.give_role(Work(session, _KEEPER, now=now), login=login, grant=grant)
    say(f"Đã tạo tài khoản {login}. Mật khẩu dùng một lần: {password.typed}")


@app.command("reset")
def reset(login: Login) -> None:
    """Đặt lại mật khẩu; mọi phiên của tài khoản kết thúc."""
    password = accounts.one_time_password()
    with refusing():
        _ready()
        with writing() as session:
            accounts.reset_password(Work(session, _KEEPER), login=login, password=password)
    say(f"Mật khẩu dùng một lần của {login}: {password.typed}")


Order = Annotated[str, typer.Option("--order", help="Xóa theo yêu cầu, văn bản nào (số, ngày).")]
Together = Annotated[
    bool, typer.Option("--together", help="Xóa cả tên của những người trùng họ tên.")
]
_ERASED = "Đã xóa tên của {}. Các bản sao lưu làm trước đó vẫn còn tên."


@app.command("erase")
def erase(login: Login, order: Order, together: Together = False) -> None:
    """Xóa tên người của một tài khoản đã khóa khỏi nhật ký và mọi bảng; không lấy lại được."""
    with refusing():
        _ready()
        with writing() as session:
            erasure.erase_account(
                Work(session, _KEEPER),
                login=login,
                order=order,
                together=together,
            )
        erasure.settle(database_url())
    say(_ERASED.format(f"tài khoản {login}"))


@app.command("erase-person")
def erase_person(
    code: Annotated[str, typer.Argument(help="Mã cá nhân trong hồ sơ khen thưởng.")],
    order: Order,
    together: Together = False,
) -> None:
    """Xóa họ tên của một cá nhân trong hồ sơ khen thưởng; mã cá nhân còn lại."""
    with refusing():
        _ready()
        with writing() as session:
            erasure.erase_staff(
                Work(session, _KEEPER),
                code=code,
                order=order,
                together=together,
            )
        erasure.settle(database_url())
    say(_ERASED.format(f"cá nhân {code}"))


@app.command("list")
def show(as_json: Annotated[bool, typer.Option("--json", help="Trả JSON.")] = False) -> None:
    """Liệt kê tài khoản, vai trò và là người của đơn vị nào; với --json thì vai trò ghi bằng mã."""
    with refusing():
        _ready()
        with reading() as session:
            found = accounts.listed(Work(session, _KEEPER))
    if as_json:
        say_json(
            [
                {
                    "login": one.login,
                    "full_name": one.full_name,
                    "active": one.active,
                    "roles": [accounts.words_of(grant) for grant in one.grants],
                }
                for one in found
            ]
        )
        return
    for one in found:
        state = "" if one.active else " (bị khóa)"
        say(f"{one.name}{state}: {'; '.join(map(grant_words, one.grants)) or 'chưa có vai'}")
