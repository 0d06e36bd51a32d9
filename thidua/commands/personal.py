"""Lệnh về dữ liệu cá nhân: what is kept on a person, a copy, a corrected name, the requests."""

from pathlib import Path
from typing import Annotated

import typer

from thidua import labels
from thidua.commands.output import hand_out, ready, refusing, say, say_json
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import administrator
from thidua.domain.period.windows import vi_day
from thidua.domain.record.personal_data import (
    AREA_WORDS,
    OUTCOME_WORDS,
    PURPOSE_WORDS,
    REQUEST_WORDS,
    Holdings,
)
from thidua.services.access import accounts
from thidua.services.ground.work import Work
from thidua.services.record.personal import copies, correction, holdings, requests, subjects

_KEEPER = administrator("Quản trị (dòng lệnh)")

Whose = Annotated[str, typer.Argument(help="Tên đăng nhập hoặc mã cá nhân.")]


def show_kept(
    whose: Whose,
    as_json: Annotated[bool, typer.Option("--json", help="Trả bản sao bằng JSON.")] = False,
    to: Annotated[Path | None, typer.Option("--to", help="Ghi bản sao .xlsx vào tệp này.")] = None,
) -> None:
    """Đang giữ gì về một người, vì sao, đến khi nào; hoặc bản sao cho người ấy."""
    ready()
    with refusing(), reading() as session:
        work = Work(session, _KEEPER)
        subject = subjects.find(work, words=whose)
        found = holdings.view(work, subject)
        give = copies.workbook if to is not None else copies.structured
        content = give(work, subject=subject, actions=labels.ACTIONS)
    if to is not None:
        hand_out(to, content)
    elif as_json:
        say(content.decode())
    else:
        _tell(found)


def _tell(found: Holdings) -> None:
    say(f"Dữ liệu đang giữ về {found.name}:")
    for one in found.kept:
        as_what = f", {', '.join(one.as_what)}" if one.as_what else ""
        ground, until = found.grounds.get(one.area), found.until(one.area)
        why = "chưa ghi căn cứ" if ground is None else f"theo {ground.words}"
        end = "" if until is None else f", giữ đến hết ngày {vi_day(until)}"
        say(
            f"{AREA_WORDS[one.area]} · {one.table}{as_what}: {one.count} lần, "
            f"{PURPOSE_WORDS[one.area]}; {why}{end}"
        )


def correct(
    login: Annotated[str, typer.Argument(help="Tên đăng nhập.")],
    name: Annotated[str, typer.Option("--name", help="Họ tên đúng.")],
    document: Annotated[str, typer.Option("--document", help="Giấy tờ cho biết họ tên đúng.")],
) -> None:
    """Sửa họ tên của một tài khoản ở mọi bảng; nhật ký giữ cả hai tên."""
    ready()
    with refusing(), writing() as session:
        one = accounts.unchecked_named(session, login)
        correction.correct_name(
            Work(session, _KEEPER),
            login=login,
            full_name=name,
            document=document,
            seen=one.version,
        )
    say(f"Đã sửa họ tên của tài khoản {login}: «{one.full_name}» thành «{name}».")


def show_requests(
    as_json: Annotated[bool, typer.Option("--json", help="Trả JSON.")] = False,
) -> None:
    """Sổ yêu cầu về dữ liệu cá nhân: ai xin gì, ngày nào, ai trả lời thế nào."""
    ready()
    with refusing(), reading() as session:
        found = requests.listed(Work(session, _KEEPER))
    rows = [
        {
            "asked_on": one.asked_on.isoformat(),
            "of": one.subject.words,
            "kind": REQUEST_WORDS[one.kind],
            "body": one.body,
            "outcome": "" if one.outcome is None else OUTCOME_WORDS[one.outcome],
            "answer": one.answer,
            "answered_by": one.answered_by,
        }
        for one in found
    ]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        said = f"{row['outcome']}: {row['answer']}" if row["outcome"] else "chờ trả lời"
        say(f"{row['asked_on']} · {row['of']} · {row['kind']} · {said}")
