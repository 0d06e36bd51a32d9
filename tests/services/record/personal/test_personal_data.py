"""Dữ liệu cá nhân: told, copied, corrected and erased, while the record still verifies."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from tests.noting import noting
from tests.people import PROGRAM, acting
from tests.recorded import recorded
from thidua import labels
from thidua.db.engine import reading, writing
from thidua.db.tables import CouncilMemberTable, ScoreSheet
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.record.personal_data import (
    DataSubject,
    KeepingGround,
    PersonalArea,
    RequestKind,
    RequestOutcome,
)
from thidua.files.reading.any_book import read_any
from thidua.services.access import accounts
from thidua.services.demo import fill as demo
from thidua.services.ground.work import Work
from thidua.services.record import chained, erasure, integrity, replay
from thidua.services.record.personal import copies, correction, holdings, requests

NOW = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
LOGIN, NAME, RIGHT = "dau-thau", "Lý Thanh Mai", "Lý Thanh Mây"
ME = DataSubject(login=LOGIN)
OWN = replace(acting(Role.UNIT_OFFICER, demo.BLOCK_CODE, 2025, "X"), account=LOGIN)
OFFICE = acting(Role.STANDING_OFFICE)


def work(session, actor=OFFICE):
    return Work(session, actor, now=NOW)


def account():
    with reading() as session:
        (found,) = (one for one in accounts.unchecked_listed(session) if one.login == LOGIN)
    return found


def correct(name=RIGHT, actor=OFFICE, document="Căn cước ngày 02/01/2024"):
    with writing() as session:
        correction.correct_name(
            work(session, actor),
            login=LOGIN,
            full_name=name,
            document=document,
            seen=account().version,
        )


def set_active(*, active):
    with writing() as session:
        accounts.set_active(
            work(session, PROGRAM), login=LOGIN, active=active, seen=account().version
        )


def give_and_end():
    """Đổi các dòng mà người ấy đứng tên."""
    grant = Grant(Role.AUDITOR)
    with writing() as session:
        accounts.give_role(work(session, PROGRAM), login=LOGIN, grant=grant)
    with writing() as session:
        own = replace(PROGRAM, name=account().name)
        accounts.end_role(work(session, own), login=LOGIN, grant=grant)


def assert_whole():
    with reading() as session:
        assert chained.chain_fault(session) is None
        assert replay.mismatches(session) == []
        checked = integrity.verdicts(Work(session, PROGRAM))
    assert [one.fault for one in checked if not one.holds] == []


def test_the_person_is_told_where_and_as_what_and_gets_a_copy(demo_sqlite_url):
    with reading() as session:
        found = holdings.view(work(session, OWN), ME)
        actions = {"subject": ME, "actions": labels.ACTIONS}
        book = copies.workbook(work(session, OWN), **actions)
        told = json.loads(copies.structured(work(session, OWN), **actions))

    counts = {(one.table, one.as_what): one.count for one in found.kept}
    assert counts["dòng điểm", ("người nhập",)] == 75
    assert counts["danh sách bỏ phiếu", ("người được bỏ phiếu",)] == 2
    assert {one.area for one in found.kept} == set(PersonalArea) - {PersonalArea.DOSSIER}
    assert {"Điều": "Họ tên", "Giá trị": NAME} in told["Chi tiết"]
    assert len(told["Việc đã làm"]) == next(
        one.count for one in found.kept if one.area is PersonalArea.RECORD
    )
    parts = ["Đang giữ gì", "Chi tiết", "Việc đã làm"]
    assert list(read_any(book).sheets) == parts


def test_a_dossier_is_told_with_its_facts_and_awards(demo_sqlite_url):
    with reading() as session:
        person = next(iter(replay.replayed(session).tables["person"].values()))["code"]
        found = holdings.view(work(session), DataSubject(person=person))
    assert {one.table for one in found.kept} >= {"cá nhân", "dữ kiện"}
    with reading() as session, pytest.raises(NotFound):
        holdings.view(work(session), DataSubject(person="khong-co"))


def test_nobody_sees_or_asks_for_another(demo_sqlite_url):
    other = DataSubject(login="giang-vien")
    head = acting(Role.HEAD, demo.BLOCK_CODE, 2025)
    nobody = replace(head, account="")
    for actor in (OWN, head, nobody):
        with reading() as session:
            for subject in (other, DataSubject()):
                with pytest.raises(NotPermitted):
                    holdings.view(work(session, actor), subject)
                with pytest.raises(NotPermitted):
                    copies.structured(work(session, actor), subject=subject, actions={})
                with pytest.raises(NotPermitted):
                    requests.listed(work(session, actor), subject)
            with pytest.raises(NotPermitted):
                requests.listed(work(session, actor))


@pytest.mark.both_databases
def test_a_corrected_name_stands_everywhere_and_the_record_keeps_both(demo_database_url):
    with reading() as session:
        did = [one.count for one in holdings.unchecked(session, ME).kept][-1]
    before = account().name
    mine = [one.position for one in recorded() if one.actor == before]
    correct()
    give_and_end()

    with reading() as session:
        kept = holdings.unchecked(session, ME)
        told = json.loads(copies.structured(work(session, OWN), subject=ME, actions=labels.ACTIONS))
    assert {"Điều": "Tên trước khi sửa", "Giá trị": before} in told["Chi tiết"]
    assert len(told["Việc đã làm"]) == kept.kept[-1].count > did
    assert kept.name == f"{RIGHT} ({LOGIN})"
    assert next(one.count for one in kept.kept if one.as_what == ("người nhập",)) == 75
    (said,) = recorded("person.corrected")
    assert (said.old, said.new) == (before, f"{RIGHT} ({LOGIN})")
    assert [one.position for one in recorded() if one.actor == before] == mine
    assert_whole()


def test_a_corrected_name_stands_in_the_councils_of_this_account_alone(demo_sqlite_url):
    def members():
        with reading() as session:
            rows = session.exec(select(CouncilMemberTable).order_by(col(CouncilMemberTable.id)))
            return [one.name for one in rows][:2]

    with noting() as session:
        mine, other = session.exec(
            select(CouncilMemberTable).order_by(col(CouncilMemberTable.id)).limit(2)
        )
        mine.name = other.name = NAME
        mine.account, other.account = LOGIN, "nguoi-khac"
        session.add_all([mine, other])
    correct()
    assert members() == [RIGHT, NAME]
    with reading() as session:
        assert replay.mismatches(session) == []


def test_a_name_corrected_there_and_back_and_erased_is_nowhere(demo_sqlite_url):
    correct()
    give_and_end()
    correct(NAME)
    give_and_end()
    set_active(active=False)
    with writing() as session:
        erasure.erase_account(work(session, PROGRAM), login=LOGIN, order="Đơn")

    with reading() as session:
        raw = session.connection().connection.driver_connection
        assert not [line for line in raw.iterdump() if NAME in line or RIGHT in line]
    assert_whole()


def test_rows_of_the_erased_are_changed_and_the_record_follows(demo_sqlite_url):
    set_active(active=False)
    with writing() as session:
        erasure.erase_account(work(session, PROGRAM), login=LOGIN, order="Đơn")
        (gone,) = (
            one for one in accounts.unchecked_listed(session) if one.login.startswith("Đã xóa")
        )
        for grant in gone.grants:
            accounts.end_role(work(session, PROGRAM), login=gone.login, grant=grant)
    with noting() as session:
        sheet = session.exec(
            select(ScoreSheet).where(col(ScoreSheet.submitted_by).like("Đã xóa%"))
        ).first()
        sheet.submitted_by = "Người khác"
    assert_whole()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": " "}, "Cần ghi họ tên"),
        ({"name": NAME}, "đang ghi đúng như vậy"),
        ({"document": " "}, "Cần ghi giấy tờ"),
    ],
)
def test_a_correction_needs_another_name_and_a_paper(demo_sqlite_url, change, fault):
    with pytest.raises(Refused, match=fault):
        correct(**change)
    with pytest.raises(NotPermitted):
        correct(actor=OWN)
    answering = replace(acting(Role.STANDING_OFFICE), account=LOGIN)
    with pytest.raises(Refused, match="của chính mình thì người khác sửa"):
        correct(actor=answering)


def test_a_ground_keeps_a_name_until_its_day_and_no_longer(demo_sqlite_url):
    def state(years, seen):
        with writing() as session:
            holdings.state_ground(
                work(session),
                area=PersonalArea.WORK,
                ground="Luật Lưu trữ",
                years=years,
                seen=seen,
            )

    def erase(at):
        with writing() as session:
            erasure.erase_account(Work(session, PROGRAM, now=at), login=LOGIN, order="Đơn")

    state(2, 0)
    with pytest.raises(StaleEdit):
        state(1, 0)
    state(1, 1)
    with pytest.raises(Refused, match="từ 1 đến 100"):
        state(0, 2)
    set_active(active=False)
    with reading() as session:
        until = holdings.unchecked(session, ME).until(PersonalArea.WORK)
    last = datetime(until.year, until.month, until.day, 4, tzinfo=UTC)
    with pytest.raises(Refused, match=f"còn phải giữ đến hết ngày {until:%d/%m/%Y} theo Luật"):
        erase(last)
    erase(last + timedelta(days=1))
    assert_whole()


def test_a_leap_day_has_an_end_too():
    leap = datetime(2024, 2, 29, 5, tzinfo=UTC)
    assert KeepingGround("Luật", 1).until(leap) == date(2025, 2, 28)
    assert KeepingGround("Luật", 1).until(None) is None


def test_a_request_is_asked_by_the_person_and_answered_by_another(demo_sqlite_url):
    asked = {"subject": ME, "kind": RequestKind.COPY, "body": "Xin bản sao"}
    given = {"key": 1, "outcome": RequestOutcome.DONE, "words": "Đã gửi"}
    with writing() as session:
        requests.ask(work(session, OWN), **asked)
    with writing() as session, pytest.raises(Refused, match="sau hôm nay"):
        requests.ask(work(session), **asked, asked_on=date(2026, 11, 2))
    with writing() as session, pytest.raises(NotPermitted):
        requests.answer(work(session, OWN), **given, seen=1)
    own_office = replace(OFFICE, account=LOGIN)
    with writing() as session, pytest.raises(Refused, match="người khác trả lời"):
        requests.answer(work(session, own_office), **given, seen=1)
    with writing() as session:
        requests.answer(work(session), **given, seen=1)
    with writing() as session, pytest.raises(StaleEdit):
        requests.answer(work(session), **given, seen=2)

    with reading() as session:
        (one,) = requests.listed(work(session, OWN), ME)
        assert requests.listed(work(session)) == [one]
    assert (one.outcome, one.answer, one.answered_by) == (
        *(RequestOutcome.DONE, "Đã gửi", OFFICE.name),
    )
    assert [told.new for told in recorded("personal.")] == [
        f"tài khoản {LOGIN}, 01/11/2026: xem, nhận bản sao",
        "đã làm theo: Đã gửi",
    ]
    assert_whole()
