"""Hội đồng để thử quyền: one council of three, one meeting with one matter, as rows."""

from collections.abc import Mapping
from fractions import Fraction
from importlib import import_module

import pytest
from sqlmodel import select

from tests.services.year import NOW
from thidua.db.engine import writing
from thidua.db.tables import (
    Block,
    CouncilItemTable,
    CouncilMeetingTable,
    CouncilMemberTable,
    CouncilRecusalTable,
    CouncilTable,
)
from thidua.domain.council.council import CouncilRule
from thidua.domain.council.council_rows import CouncilRow
from thidua.domain.council.meeting import Attendance, Attending
from thidua.domain.council.outcome import ItemOutcome
from thidua.domain.vote.vote import Threshold
from thidua.services.council import outcomes

SET = {"set_by": "An", "set_at": NOW}
EXCUSED = Attending(attendance=Attendance.EXCUSED)
RULE = CouncilRule(threshold=Threshold(Fraction(2, 3), source="Quy chế"))
FILE_ROW = CouncilRow(
    is_member=False,
    cells={"Mã": "HD2", "Tên": "Hội đồng hai", "Loại": "khác", "Số quyết định": "1/QĐ"},
    days={"Ngày": NOW.date()},
)


def seated(session, case, *, is_recused=False, is_over=False):
    """Các dòng, whose keys are 1, 2 and 3 in a database that had no council."""
    block = session.exec(select(Block).where(Block.code == case.period.block_code)).one()
    rule = {"share": "2/3", "source": "Quy chế", "decision": "1/QĐ", "decided_on": NOW.date()}
    council = {"block_id": block.id, "code": "HD", "name": "Hội đồng", "kind": "emulation"}
    session.add(CouncilTable(**council, **rule, **SET))
    session.flush()
    for name in ("Một", "Hai", "Ba"):
        session.add(CouncilMemberTable(council_id=1, name=name, position="member", **SET))
        session.flush()
    of_meeting = {"block_year_id": case.period.id, "council_id": 1, "held_at": NOW}
    is_closed = {"state": "closed", "ended_at": NOW} if is_over else {}
    session.add(CouncilMeetingTable(**of_meeting, **is_closed, **SET))
    session.flush()
    session.add(CouncilItemTable(meeting_id=1, position=1, kind="other", text="Việc", **SET))
    session.flush()
    if is_recused:
        session.add(CouncilRecusalTable(item_id=1, member_id=1, reason="Nhầm", **SET))
        session.flush()


def with_council(*, is_recused=False, is_counted=False, is_over=False):
    """Cách gọi khi đã có hội đồng ấy; `is_counted` is as if its matter had been voted on."""

    def call(service, case, named: Mapping[str, object]) -> None:
        served = import_module("tests.services.test_rights_table").served  # which asks for this
        with writing(case.url) as session, pytest.MonkeyPatch.context() as patch:
            seated(session, case, is_recused=is_recused, is_over=is_over)
            if is_counted:
                patch.setattr(outcomes, "to_take", _told)
            served(service, session, case, named)

    return call


def _told(_session, _period, meeting):
    return [ItemOutcome(one, verdict=True) for one in meeting.items]
