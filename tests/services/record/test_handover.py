"""Bàn giao khối: packed in one database, taken in by another, the same whole; all or nothing."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text

from tests.people import PROGRAM, acting, make_account
from tests.recorded import recorded
from tests.services.dossier_block import award, settled
from tests.services.year import DRAFT, HEAD, NOW, fresh
from thidua.db.engine import reading, writing
from thidua.db.upgrade import create
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.covenant.draft import CriterionRow
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.period.organiser import OrganiserLevel
from thidua.domain.period.roster import RosterRow
from thidua.domain.record.handover import read_handover
from thidua.domain.vote.vote import Office
from thidua.files.handover_pack import CONTENT
from thidua.services.access import accounts
from thidua.services.awards import eligibility
from thidua.services.covenant import covenants
from thidua.services.dossier import award_history
from thidua.services.ground.work import Work
from thidua.services.period import offices, organisers, rosters
from thidua.services.record import handover, integrity, taking_over


def do(service, actor=PROGRAM, **named):
    with writing() as session:
        return service(Work(session, actor, fresh(), NOW), **named)


def filled():
    """Khối hai đơn vị đã qua hai bản giao ước, with people, awards, offices and roles."""
    settled()
    added = CriterionRow(
        "VI", "Chuyển đổi số", Decimal("12.50"), "Chấm mức", quotation="«Mỗi nền tảng số»"
    )
    more = (*DRAFT.criteria, added)
    do(
        covenants.adopt_covenant,
        draft=replace(DRAFT, criteria=more),
        reason="Thêm mục VI",
        document="BB 05",
        effective_from=date(2025, 6, 1),
    )
    award("A", "giay-khen", 2023, "12/QĐ", day=date(2024, 1, 9), authority="Sở Nội vụ")
    award("P1", "Danh hiệu riêng của khối", 2022)
    do(offices.note, year=2024, office=Office.HEAD, unit="A", source="Biên bản 2024")
    do(
        organisers.state,
        **{"level": OrganiserLevel.PROVINCE, "body": "UBND tỉnh", "document": "QĐ 1", "seen": 0},
    )
    with writing() as session:
        make_account(session, "truong", Grant(Role.HEAD, "K1", None, 2025, "A"))
        grants = [Grant(Role.UNIT_OFFICER, "K1", "A", year) for year in (2024, 2025)]
        make_account(session, "a", *grants, Grant(Role.AUDITOR))
        rows = [RosterRow("K1", "Khối một", "B", "Phòng B", "B", "phòng", 2024)]
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)


def packed(actor=HEAD):
    with reading() as session:
        return handover.pack(Work(session, actor, fresh()))


def content():
    with reading() as session:
        return handover.unchecked(session, "K1")


@pytest.fixture
def elsewhere(tmp_path, use_database):
    """Một thư mục dữ liệu khác, còn trống, to be gone to."""

    def go():
        url = f"sqlite:///{tmp_path / 'noi-khac.db'}"
        create(url)
        use_database(url)

    return go


def take(data, actor=PROGRAM, **more):
    with writing() as session:
        return taking_over.take(Work(session, actor, None, NOW), data=data, **more)


def seen(data, actor=PROGRAM):
    with reading() as session:
        return taking_over.preview(Work(session, actor), data=data)


def alike(one):
    """Phần phải giống hệt ở hai nơi: all but the head of the record and what is open."""
    return replace(one, position=0, seal="", matters=(), records=())


def known():
    """Những gì phần mềm nói về khối này, by its own services."""
    with reading() as session:
        work = Work(session, PROGRAM, fresh())
        versions = covenants.versions(work)
        return {
            "versions": versions,
            "drafts": [covenants.draft(work, version=one.version) for one in versions],
            "covenant": covenants.load(session, work.period),
            "members": rosters.members(work),
            "awards": [replace(one, key=0, version=1) for one in award_history.listed(work)],
            "offices": offices.past(work),
            "organiser": replace(organisers.of_period(work), version=0),
            "verdicts": eligibility.unchecked(session, work.period, "giay-khen").rows,
            "grants": {
                login: set(accounts.one(work, login=login).grants) - {Grant(Role.AUDITOR)}
                for login in ("truong", "a")
            },
        }


def rows_of(table):
    with reading() as session:
        return session.execute(text(f"SELECT count(*) FROM {table}")).scalar()


@pytest.mark.both_databases
def test_a_block_handed_over_is_the_same_block_elsewhere(database_url, elsewhere):
    filled()
    told, before, data = content(), known(), packed()
    assert packed() == data  # the same block gives the same bytes
    elsewhere()
    found = seen(data)
    assert [one for one in found.findings if one.is_error] == []
    assert alike(found.content) == alike(told)
    with reading() as session:
        assert rosters.all_periods(session) == []

    take(data, seen=found.content.fingerprint)

    assert alike(content()) == alike(told)
    assert known() == before
    with reading() as session:
        assert integrity.first_fault(session) == ""
        received = handover_of(session)
    assert (received.matters, received.fingerprint) == (told.matters, found.content.fingerprint)
    assert (received.position, received.seal) == (told.position, told.seal)
    (act,) = recorded("handover.taken")
    assert act.new.startswith(
        "khối K1: 2 đơn vị, 1 chức vụ, 2 bản giao ước, 2 cá nhân, 2 lần khen, 3 vai trò, "
        "1 việc còn dở, 1 gói nhật ký; mã đối chiếu gói "
    )


def handover_of(session):
    return taking_over.received(Work(session, HEAD, fresh()))


def test_who_is_handed_over_has_no_way_in_until_the_password_is_reset(database_url, elsewhere):
    filled()
    data = packed()
    assert b"password" not in data and b"matkhau" not in data
    elsewhere()
    take(data)

    with reading() as session:
        held = session.execute(text("SELECT login, password_hash FROM account")).all()
    assert sorted(held) == [("a", ""), ("truong", "")]


def test_a_block_that_is_there_is_never_overwritten(database_url, elsewhere):
    filled()
    data = packed()

    said = [one.code for one in seen(data).findings if one.is_error]
    assert said == ["block_there", "person_there", "person_there"]
    with pytest.raises(Refused):
        take(data)

    elsewhere()
    take(data)
    before = [rows_of(table) for table in ("audit_entry", "covenant", "given_award")]
    with pytest.raises(Refused):
        take(data)
    assert [rows_of(table) for table in ("audit_entry", "covenant", "given_award")] == before


def bent(data, change):
    """Gói đã bị sửa: its values changed by hand."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == CONTENT:
                values = json.loads(body)
                change(values)
                body = json.dumps(values).encode()
            new.writestr(name, body)
    return made.getvalue()


def test_a_pack_that_does_not_say_whose_unit_people_are_of_asks_them_again(database_url, elsewhere):
    filled()
    data = packed()
    elsewhere()

    def forget(values):
        for role in values["roles"]:
            del role["home"]

    take(bent(data, forget))

    assert {one.home for one in content().roles} == {None}


def test_a_bent_pack_is_refused_and_nothing_is_written(database_url, elsewhere):
    filled()
    data = packed()
    elsewhere()

    def points(values):
        values["covenants"][0]["criteria"][0][2] = "95"

    def administrator(values):
        values["roles"][0] |= {"role": "administrator"}

    def record(values):
        values["records"][0][1] = "0" * 64

    faults = {
        change: [one.code for one in seen(bent(data, change)).findings if one.is_error]
        for change in (points, administrator, record)
    }
    assert faults == {
        points: ["covenant_print"],
        administrator: ["system_role"],
        record: ["handover_record"],
    }
    unread = [
        lambda values: values.pop("units"),
        lambda values: values.update(extra=1),
        lambda values: values["units"][0].update(code=7),
        lambda values: values["offices"][0].update(office="vua"),
        lambda values: values["covenants"][0].update(created_at="hôm qua"),
        lambda values: values["awards"][0].update(day="32/13/2024"),
        lambda values: values["covenants"][0]["criteria"].append(["I"]),
    ]
    for change in unread:
        with pytest.raises(Refused):
            seen(bent(data, change))
    for wrong in (b"", b"PK", data[:200], b"{}"):
        with pytest.raises(Refused):
            seen(wrong)
    for change in faults:
        with pytest.raises(Refused):
            take(bent(data, change))
    with pytest.raises(Refused):
        take(data, seen="0" * 64)
    assert [rows_of(table) for table in ("block", "unit", "account", "audit_entry")] == [0] * 4


def test_a_fault_half_way_leaves_nothing_behind(database_url, elsewhere, monkeypatch):
    filled()
    data = packed()
    elsewhere()

    def stop(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(taking_over, "_take_roles", stop)
    with pytest.raises(ZeroDivisionError):
        take(data)
    assert [rows_of(table) for table in ("block", "unit", "covenant", "audit_entry")] == [0] * 4


def test_a_unit_or_a_login_of_somebody_else_stands_in_the_way(database_url, elsewhere):
    filled()
    data = packed()
    elsewhere()
    with writing() as session:
        rows = [RosterRow("K9", "Khối chín", "A", "Sở khác", "A", "sở", 2025)]
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        accounts.create(
            Work(session, PROGRAM, now=NOW), login="a", full_name="Người khác", password=None
        )

    found = [(one.code, one.message) for one in seen(data).findings if one.is_error]
    assert found == [
        ("other_unit", "mã «A» ở đây là của «Sở khác», trong gói là «Phòng A»"),
        ("other_account", "tên đăng nhập «a» ở đây là của người khác (Người khác)"),
    ]


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.COUNCIL_MEMBER, Role.LEADER])
def test_only_who_leads_the_block_packs_it(sqlite_url, role):
    filled()
    unit = "A" if role is Role.UNIT_OFFICER else None
    with pytest.raises(NotPermitted):
        packed(acting(role, "K1", 2025, unit))


def test_only_who_gives_accounts_and_units_takes_one_in(sqlite_url):
    filled()
    data = packed()
    for actor in (HEAD, acting(Role.STANDING_OFFICE), acting(Role.AUDITOR)):
        with pytest.raises(NotPermitted):
            seen(data, actor)
        with pytest.raises(NotPermitted):
            take(data, actor)


def test_what_was_written_reads_back_as_it_was(sqlite_url):
    filled()
    assert read_handover(content().written()) == content()
