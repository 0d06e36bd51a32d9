"""Sổ nhật ký: whoever bends the record or the data behind its back is found, and where."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.people import PROGRAM, acting
from tests.tampering import bend
from thidua.db.engine import engine, reading, writing
from thidua.db.tables import AuditEntry, Block
from thidua.domain.access.permissions import Actor, Role
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.record.chain import START, RecordLine, digest, seal
from thidua.services.demo import centres as demo_centres
from thidua.services.demo import fill as demo
from thidua.services.demo import reviews as demo_reviews
from thidua.services.demo import schools as demo_schools
from thidua.services.ground import audit
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import chained, fingerprints, records
from thidua.services.record.records import Wanted
from thidua.services.record.replay import Mismatch

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
BLOCK = demo.BLOCK_CODE


@pytest.fixture
def period(demo_database_url):
    return now_period()


def now_period(year=2025):
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block=BLOCK, year=year)


def tamper(*statements):
    """What somebody with the database in hands could do: without the guards."""
    guards = ("no_change", "no_removal", "no_replacement")
    on_sqlite = engine().dialect.name == "sqlite"
    bend(*(f"DROP TRIGGER audit_entry_{one}" for one in guards if on_sqlite), *statements)


def chain_fault():
    with reading() as session:
        fault = chained.chain_fault(session)
    return None if fault is None else (fault.position, fault.message)


def mismatches():
    with reading() as session:
        return chained.mismatches(Work(session, PROGRAM))


def test_the_demo_has_a_whole_record_that_agrees_with_its_data(period):
    assert chain_fault() is None
    assert mismatches() == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_entry SET content = '{}' WHERE position = 200", "mục 200 không khớp"),
        ("UPDATE audit_entry SET actor = 'Ai đó' WHERE position = 1", "mục 1 không khớp"),
        ("DELETE FROM audit_entry WHERE position = 300", "thiếu mục 300"),
        ("UPDATE audit_entry SET position = -5 WHERE position = 7", "thiếu mục 7 "),
        ("UPDATE audit_entry SET hash = 'x' WHERE position = 9", "mục 9 không khớp"),
        ("DELETE FROM audit_entry WHERE position > 400", "nhật ký dừng ở mục 400"),
        ("UPDATE audit_head SET position = position + 1", "nhật ký dừng ở mục"),
    ],
)
def test_a_bent_record_is_found_at_its_first_bad_entry(period, statement, fault):
    tamper(statement)

    assert fault in chain_fault()[1]


@pytest.mark.both_databases
def test_a_record_sealed_anew_from_end_to_end_is_found_by_the_printed_head(period):
    with reading() as session:
        printed = chained.head(session)[1]
        rows = session.exec(select(AuditEntry).order_by(AuditEntry.position)).all()
    tamper()
    with engine().execution_options(writes=True).begin() as connection:
        if connection.dialect.name != "sqlite":
            connection.exec_driver_sql("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        previous = START
        for row in rows:
            content = "{}" if row.position == 50 else row.content
            line = RecordLine(
                position=row.position,
                at=row.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                actor=row.actor,
                on_behalf_of=row.on_behalf_of,
                action=row.action,
                block_code=row.block_code,
                year=row.year,
                unit_code=row.unit_code,
                criterion_code=row.criterion_code,
                content=content,
                reason=row.reason,
            )
            own = seal(digest(line), previous)
            connection.execute(
                sa.update(AuditEntry)
                .where(sa.column("id") == row.id)
                .values(content=content, previous_hash=previous, hash=own)
            )
            previous = own
        connection.execute(sa.text("UPDATE audit_head SET hash = :own"), {"own": previous})

    assert chain_fault() is None
    with reading() as session:
        assert not chained.has_seal(session, printed)
        assert chained.has_seal(session, previous.upper())


@pytest.mark.both_databases
def test_a_score_changed_behind_the_record_is_named(period):
    find = (
        "SELECT score_line.id FROM score_line JOIN score_sheet ON score_sheet.id = sheet_id"
        " JOIN unit ON unit.id = unit_id JOIN block_year ON block_year.id = block_year_id"
        " WHERE year = 2025 AND unit.code = 'VP' AND hand = 'verified' AND state = 'scored'"
        " AND score_line.criterion_code = 'B.III' AND points IS NOT NULL"
    )
    with engine().connect() as connection:
        codes = (
            connection.exec_driver_sql(
                find.replace("score_line.id", "criterion_code").replace(
                    " AND score_line.criterion_code = 'B.III'", ""
                )
            )
            .scalars()
            .all()
        )
    code = codes[0]
    tamper(f"UPDATE score_line SET points = 0 WHERE id IN ({find.replace('B.III', code)})")

    (found,) = mismatches()

    assert found.place == f"{BLOCK} 2025 · VP · {code} · bản verified · phiên bản 1"
    assert found.stored == "điểm: 0" != found.recorded


OTHERS = [demo_schools.BLOCK_CODE, demo_centres.BLOCK_CODE, demo_reviews.BLOCK_CODE]
OF_2025 = (
    "SELECT block_year.id FROM block_year JOIN block ON block.id = block_year.block_id"
    f" WHERE year = 2025 AND code = '{BLOCK}'"
)


def test_states_changed_behind_the_record_are_named(period):
    tamper(
        f"UPDATE block_year SET stage = 'locked' WHERE id = ({OF_2025})",
        f"UPDATE consideration SET state = 'considered' WHERE block_year_id = ({OF_2025})",
        "UPDATE score_sheet SET status = 'verified' WHERE hand = 'verified' AND status = 'draft'",
    )

    assert mismatches() == [
        Mismatch(f"{BLOCK} 2025 · kỳ thi đua", "giai đoạn: Đã chốt", "giai đoạn: Thẩm định"),
        Mismatch(
            f"{BLOCK} 2025 · GCS · tình trạng xét", "trạng thái: Được xét", "trạng thái: Tạm hoãn"
        ),
        Mismatch(
            f"{BLOCK} 2025 · TCDN · bảng verified", "trạng thái: Đã thẩm định", "trạng thái: Nháp"
        ),
    ]


def test_if_the_record_fails_the_act_fails(period, monkeypatch):
    def broken(*given, **named):
        raise OSError("đĩa đầy")

    monkeypatch.setattr(audit, "seal", broken)
    with pytest.raises(OSError, match="đĩa đầy"), writing() as session:
        session.add(Block(code="K9", name="Khối chín"))
        audit.record(session, actor=PROGRAM, now=NOW, acts=[audit.Act("roster.new")])

    with reading() as session:
        assert session.exec(select(Block.code).order_by(Block.code)).all() == [BLOCK, *OTHERS]


def listed(actor, period, **filters):
    with reading() as session:
        found = records.entries(Work(session, actor, period), wanted=Wanted(**filters))
    return found.entries, found.count


@pytest.mark.both_databases
def test_entries_are_filtered_and_paged_latest_first(period):
    everything, count = listed(PROGRAM, period)
    assert count > records.PAGE == len(everything)
    positions = [one.position for one in everything]
    assert positions == sorted(positions, reverse=True)

    of_unit, _ = listed(PROGRAM, period, unit="VP", action="sheet.verified")
    assert [(one.unit, one.old, one.new) for one in of_unit] == [("VP", "Nháp", "Đã thẩm định")]
    by_head, _ = listed(PROGRAM, period, person="Lê Minh Khôi (khoi-truong)")
    assert {one.actor for one in by_head} == {"Lê Minh Khôi (khoi-truong)"}
    assert listed(PROGRAM, period, since=datetime(2030, 1, 1, tzinfo=UTC)) == ([], 0)


@pytest.mark.both_databases
def test_the_record_of_another_block_year_or_of_the_system_is_not_shown(period):
    head = acting(Role.HEAD, BLOCK, 2025)
    listed(head, period)  # the positive twin
    last_year = now_period(2024)
    assert listed(PROGRAM, last_year)[1] > 0 and listed(PROGRAM, None)[1] > 0

    for actor, wanted in (
        (head, last_year),
        (head, None),
        (acting(Role.UNIT_OFFICER, BLOCK, 2025, "VP"), period),
        (acting(Role.LEADER, BLOCK, 2025), period),
        (acting(Role.KIOSK, BLOCK, 2025), period),
    ):
        with pytest.raises(NotPermitted):
            listed(actor, wanted)
        with pytest.raises(NotPermitted), reading() as session:
            records.people(Work(session, actor, wanted))


@pytest.mark.both_databases
def test_people_of_the_record_stand_in_the_order_of_the_vietnamese_alphabet(database_url):
    with writing() as session:
        for name in ("Vũ", "Đào", "Dương", "Ân", "An", "Ánh"):
            acts = [audit.Act("sign_in.done")]
            audit.record(session, actor=Actor(name, (), "x"), now=NOW, acts=acts)

    with reading() as session:
        found = records.people(Work(session, PROGRAM, None))

    assert found == ["An", "Ánh", "Ân", "Dương", "Đào", "Vũ"]


def test_the_fingerprint_changes_with_any_score_and_with_nothing_else(period):
    with reading() as session:
        first = fingerprints.period_fingerprint(Work(session, PROGRAM, period))
        again = fingerprints.period_fingerprint(Work(session, PROGRAM, period))
        other = fingerprints.period_fingerprint(Work(session, PROGRAM, now_period(2024)))

    assert first == again != other


def test_the_exported_chain_shows_its_own_period_and_hides_the_others(period):
    with reading() as session:
        lines = chained.shown(Work(session, acting(Role.HEAD, BLOCK, 2025), period))
        whole = chained.head(session)

    years = {one.line.year for one in lines if one.line is not None}
    assert years == {2025} and any(one.line is None for one in lines)
    assert (lines[-1].position, lines[-1].hash) == whole
    assert Decimal(len(lines)) == whole[0]
