"""Tạo cơ sở dữ liệu của một bản phát hành, to be kept and opened by every later one.

Run once at a release, from the folder of the project: `python -m tests.releases.make 0.2`. It is
the demo with a row in every table, a vote set up and dropped, and a person whose name was erased.
What is kept is never made anew.
"""

import json
import lzma
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.noting import noting
from tests.people import PROGRAM
from tests.services.every_table import fill_every_table
from thidua.db.engine import default_file, forget_engines, reading, writing
from thidua.db.tables import VoteOption
from thidua.db.upgrade import create
from thidua.domain.access.permissions import administrator
from thidua.services.access import accounts
from thidua.services.demo import fill as demo
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.record import chained, erasure, integrity

FOLDER = Path(__file__).parent
NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


def make(name: str) -> None:
    """Tạo và nén; beside it stand the head of its record and the ranking it gave."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["THIDUA_DATA"] = folder
        create()
        with writing() as session:
            demo.fill(Work(session, PROGRAM, now=NOW))
        with writing() as session:
            accounts.create(
                Work(session, PROGRAM, now=NOW), login="cu", full_name="Người Cũ", password=None
            )
        with writing() as session:
            (row,) = (one for one in accounts.listed(Work(session, PROGRAM)) if one.login == "cu")
            off = {"login": "cu", "active": False, "seen": row.version}
            accounts.set_active(Work(session, PROGRAM, now=NOW), **off)
        with writing() as session:
            erasure.erase_account(Work(session, PROGRAM, now=NOW), login="cu", order="thử")
        fill_every_table()
        with noting() as session:
            option = VoteOption(vote_id=1, position=99, code="ZZ", text="Bỏ đi")
            session.add(option)
            session.flush()
            session.delete(option)
        with reading() as session:
            said = {
                "head": list(chained.head(session)),
                "standings": standings_of(session),
                "broken": sorted(_broken(session)),
            }
        forget_engines()
        content = default_file().read_bytes()
    (FOLDER / f"{name}.db.xz").write_bytes(lzma.compress(content, preset=9))
    written = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)
    (FOLDER / f"{name}.json").write_text(written + "\n", encoding="utf-8")


def standings_of(session):
    """Tổng điểm, hạng và xếp loại của mọi đơn vị trong mọi kỳ."""
    reader = administrator("Người đọc")
    found = {}
    for period in rosters.periods(Work(session, reader)):
        if period.covenant_version is not None:
            board = standings.standings(Work(session, reader, period))
            place = f"{period.block_code} {period.year}"
            found[place] = {
                one["unit"]: [one["total"], one["rank"], one["band"]]
                for one in standings.standings_values(board)["units"]
            }
    return found


def _broken(session):
    """Bất biến mà các dòng dựng thẳng làm sai, known and the same for ever."""
    found = integrity.verdicts(Work(session, PROGRAM))
    return {one.code for one in found if one.fault and one.code != "I17"}


if __name__ == "__main__":
    make(sys.argv[1])
