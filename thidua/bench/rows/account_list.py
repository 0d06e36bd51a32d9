"""Nhiều tài khoản: the page of accounts must not feel how many there are."""

from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

from sqlalchemy import func, insert, select
from sqlmodel import col

from thidua.bench.clock import medians
from thidua.bench.effort import Effort
from thidua.bench.place import ACTOR, NOW, demo_database, signed_in, use
from thidua.bench.row import Row
from thidua.bench.rows.record_size import running
from thidua.bench.script_run import serving
from thidua.bench.words import thousands
from thidua.db.engine import writing
from thidua.db.tables import Account, Block, RoleGrant
from thidua.domain.access.permissions import Role
from thidua.services.demo.fill import BLOCK_CODE
from thidua.ui.frame import menu

_TARGET = Decimal("1.2")


def measure(folder: Path, effort: Effort) -> list[Row]:
    """Trang Tài khoản ở hai cỡ."""
    entry = menu.entry("tai_khoan")
    places = []
    for name, wanted in (("nhieu", effort.many_accounts), ("it", 0)):
        (folder / name).mkdir()
        url = demo_database(folder / name)
        use(url)
        cookie = signed_in(url)
        places.append((url, cookie, _add(url, wanted)))
    with ExitStack() as stack:
        runtime = stack.enter_context(serving(entry.file))
        ours, theirs = (running(entry.file, runtime, url, cookie) for url, cookie, _ in places)
        pair = medians(ours, theirs, effort.page_runs)
    many, few = (count for _, _, count in places)
    row = Row(
        id="accounts",
        name=f"Trang {entry.title}: {thousands(many)} tài khoản ÷ {thousands(few)}",
        target=_TARGET,
        compared="lượt chạy lại của tệp trang, chưa tìm gì; khối mẫu và các tài khoản thêm vào, "
        "mỗi tài khoản một vai trò",
        sizes={"accounts_many": many, "accounts_few": few, "runs": effort.page_runs},
    )
    return [row.with_medians(*pair)]


def _add(url: str, wanted: int) -> int:
    """Thêm tài khoản until there are this many; straight into their tables."""
    with writing(url) as session:
        connection = session.connection()
        counted = select(func.count()).select_from(Account)
        missing = range(max(0, wanted - connection.execute(counted).scalar_one()))
        if missing:
            signed = {"created_at": NOW, "created_by": ACTOR.name}
            connection.execute(
                insert(Account),
                [
                    {"login": f"do-{one:05}", "full_name": f"Cán bộ đo {one:05}", **signed}
                    for one in missing
                ],
            )
            block = connection.execute(select(col(Block.id)).where(col(Block.code) == BLOCK_CODE))
            given = {
                "role": Role.LEADER,
                "block_id": block.scalar_one(),
                "year": 2025,
                "granted_at": NOW,
                "granted_by": ACTOR.name,
            }
            added = select(col(Account.id)).where(col(Account.login).startswith("do-0"))
            keys = connection.execute(added).scalars().all()
            connection.execute(insert(RoleGrant), [{"account_id": key, **given} for key in keys])
        return int(connection.execute(counted).scalar_one())
