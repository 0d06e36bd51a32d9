"""Lệnh về nhật ký: verify the database's own record, or a package that was exported."""

from pathlib import Path
from typing import Annotated

import typer

from thidua.commands.output import ready, refuse, refusing, say
from thidua.db.engine import reading, writing
from thidua.db.upgrade import is_current
from thidua.domain.access.permissions import administrator
from thidua.domain.ground.errors import NotReady
from thidua.files.check_pack import check_pack, printed_fault, what_holds
from thidua.services.ground.work import Work
from thidua.services.record import chained, integrity
from thidua.services.scoring import totals

_CHECKER = administrator("Kiểm tra (dòng lệnh)")


def verify(
    package: Annotated[
        Path | None, typer.Argument(help="Gói nhật ký .zip; không ghi thì kiểm tra cơ sở dữ liệu.")
    ] = None,
    head: Annotated[
        str | None,
        typer.Option(
            "--head",
            help="Dấu niêm đã in trên giấy, phải còn trong chuỗi; với gói cũng nhận mã đối chiếu.",
        ),
    ] = None,
) -> None:
    """Kiểm tra nhật ký: nêu mục sai đầu tiên và những dữ liệu khác với nhật ký."""
    if head is not None and not head.strip():
        raise refuse("--head còn trống; hãy ghi dấu niêm đã in trên giấy, hoặc bỏ --head.")
    if package is not None:
        if not package.is_file():
            raise refuse(f"Không tìm thấy gói «{package}»; hãy chỉ tệp .zip của gói.")
        fault = check_pack(package)
        if fault is None and head is not None:
            fault = printed_fault(package, head)
        if fault is not None:
            raise refuse(f"KHÔNG toàn vẹn: {fault}.")
        say(f"Gói {package} toàn vẹn.")
        said = what_holds(package)
        for sentence in said if head is None else [*said[:-1], "Dấu đã đưa có trong gói."]:
            say(sentence)
        return
    with refusing():
        if not is_current():
            raise NotReady
        with reading() as session:
            broken = chained.chain_fault(session)
            if broken is not None:
                raise refuse(f"KHÔNG toàn vẹn: {broken.message}.")
            changed = chained.mismatches(Work(session, _CHECKER))
            verdicts = [] if changed else integrity.verdicts(Work(session, _CHECKER))
            position, seal = chained.head(session)
            is_printed = head is None or chained.has_seal(session, head)
    for one in changed:
        say(f"{one.place}: đang là «{one.stored}», nhật ký ghi «{one.recorded}»")
    if changed:
        raise refuse(f"KHÔNG toàn vẹn: {len(changed)} chỗ dữ liệu khác nhật ký.")
    failing = [verdict for verdict in verdicts if not verdict.holds]
    for verdict in failing:
        say(f"{verdict.code} – {verdict.statement}: {verdict.fault}")
    if failing:
        raise refuse(f"KHÔNG toàn vẹn: {failing[0].fault}.")
    if not is_printed:
        raise refuse(f"KHÔNG toàn vẹn: chuỗi không có dấu niêm {head}.")
    say(f"Nhật ký toàn vẹn: {position} mục, đầu chuỗi {seal}.")
    say(f"Cả {len(verdicts)} điều kiểm tra của trang Hệ thống đều đạt.")


def rebuild_scores() -> None:
    """Tính lại điểm giữ cùng mọi bảng chấm: sau khi nâng cấp, hoặc khi Hệ thống nêu chỗ sai."""
    ready()
    with refusing(), writing() as session:
        found = totals.rebuild(Work(session, _CHECKER))
    say(
        f"Đã tính lại điểm của {found.sheets} bảng chấm: {found.wrong} bảng đang giữ điểm sai, "
        f"{found.missing} bảng chưa giữ điểm theo cách tính và giao ước hiện tại."
    )
