"""Đơn thư: the sender is read by who settles, and the record of many tells nothing of it."""

import json

import pytest
from sqlmodel import select

from tests.noting import noting
from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services.dossier_block import settled
from tests.services.register_rows import (
    AUDITOR,
    LEADER,
    PETITIONS,
    SENT,
    refused,
    see,
    write,
)
from tests.services.year import HEAD, OFFICER, OTHER, SECRETARY, do
from thidua.db.engine import reading
from thidua.db.tables import AuditEntry, RegisterRow
from thidua.domain.ground.errors import NotPermitted
from thidua.services.ground.work import Work
from thidua.services.record import integrity
from thidua.services.register import lines

pytestmark = pytest.mark.usefixtures("as_recorded")


def test_the_sender_is_read_by_who_settles_and_the_record_tells_nothing(sqlite_url):
    settled()
    write(SENT, register=PETITIONS, code="KN-1")
    for actor, sender in ((HEAD, "Bà Tư"), (OFFICER, ""), (AUDITOR, "")):
        assert [one.secret for one in see(actor, PETITIONS).lines] == [sender]
    assert see(OTHER, PETITIONS).lines == ()
    for actor in (SECRETARY, LEADER):
        with pytest.raises(NotPermitted):
            see(actor, PETITIONS)

    assert recorded()[-1].new == ("Sổ «Đơn thư, kiến nghị, vướng mắc» năm 2025 · A · KN-1: nháp")
    with reading() as session:
        contents = [one.content for one in session.exec(select(AuditEntry))]
    told = json.dumps(contents, ensure_ascii=False)
    assert not [one for one in ("Bà Tư", "Việc X", "tố cáo") if one in told]


def test_why_a_petition_was_withdrawn_stands_with_its_contents_alone(sqlite_url):
    settled()
    write(SENT, register=PETITIONS, code="KN-1")
    key = ("A", "KN-1", "")
    do(lines.withdraw, OFFICER, register=PETITIONS, key=key, seen=1, reason="Bà Tư rút đơn")

    assert [one.reason for one in see(HEAD, PETITIONS).lines] == ["Bà Tư rút đơn"]
    assert recorded()[-1].reason == "lý do ghi trong sổ"
    with reading() as session:
        entries = [(one.content, one.reason) for one in session.exec(select(AuditEntry))]
    assert "Bà Tư" not in json.dumps(entries, ensure_ascii=False)


def test_the_unit_keeps_the_sender_it_cannot_read_and_settles_nothing(sqlite_url):
    settled()
    write(SENT, register=PETITIONS, code="KN-1")
    write(SENT | {"nguoi_gui": "", "noi_dung": "Việc Y"}, register=PETITIONS, code="KN-1", seen=1)
    assert see(HEAD, PETITIONS).lines[0].secret == "Bà Tư"
    refused(
        "Kết quả: chỉ người giải quyết đơn thư ghi được cột này.",
        *(write, SENT | {"ket_qua": "Xong"}),
        **{"register": PETITIONS, "code": "KN-1", "seen": 2},
    )
    write(SENT | {"ket_qua": "Xong"}, actor=HEAD, register=PETITIONS, code="KN-1", seen=2)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 7}, "thiếu phiên bản trước phiên bản 7"),
        ({"live": False}, "phiên bản cuối không còn dùng"),
        ({"hidden": '{"content": "{}"}'}, "phần kín khác mã đối chiếu đã ghi"),
    ],
)
def test_a_row_changed_behind_the_program_is_found(sqlite_url, change, said):
    settled()
    write(SENT, register=PETITIONS, code="KN-1")
    with noting() as session:
        row = session.exec(select(RegisterRow)).one()
        for column, value in change.items():
            setattr(row, column, value)
        session.add(row)
    with reading() as session:
        found = {one.code: one.fault for one in integrity.verdicts(Work(session, PROGRAM))}

    assert found["I24"].endswith(said)
