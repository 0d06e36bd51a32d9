"""Ký giao ước của khối mẫu: each way is shown, and the shipped file is what it is said to be."""

from datetime import UTC, datetime

from tests.people import PROGRAM
from thidua.db.engine import reading, writing
from thidua.domain.covenant.signature import SignatureWay
from thidua.files.covenant.pdf_signatures import examine
from thidua.services.covenant import signatures
from thidua.services.demo import fill as demo
from thidua.services.demo import signing
from thidua.services.ground.work import Work
from thidua.services.period import rosters

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_the_shipped_file_is_what_its_check_finds():
    assert examine(signing.SIGNED_FILE.read_bytes(), "a.pdf") == signing.SIGNED


def test_where_the_program_is_started_each_way_is_shown_and_one_is_missing(
    sqlite_url, tmp_path, monkeypatch
):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path))
    with writing() as session:
        demo.fill(Work(session, PROGRAM, now=NOW), with_files=True)
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block="KTD-TT", year=2025)
        found = signatures.view(Work(session, PROGRAM, period))

    assert {unit: (one.way, one.on_behalf) for unit, one in found.in_force.items()} == {
        "XTDT": (SignatureWay.PRESS, False),
        "DVTC": (SignatureWay.SIGNED_PDF, False),
        "CNTT": (SignatureWay.SCAN, True),
    }
    assert found.missing == ("TVTC",)
