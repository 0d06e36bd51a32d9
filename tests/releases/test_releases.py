"""Bản đã phát hành: what an earlier release kept verifies, restores and opens under this one."""

import json
import lzma
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.people import PROGRAM, signed_in
from tests.recorded import recorded
from tests.releases.make import standings_of
from thidua.db.engine import default_file, file_url, forget_engines, make_private, reading
from thidua.db.upgrade import upgrade
from thidua.services.ground.work import Work
from thidua.services.record import backups, chained, integrity, replay
from thidua.web import identity

FOLDER = Path(__file__).parent
PAGES = FOLDER.parents[1] / "pages"
RELEASES = sorted(one.name.removesuffix(".db.xz") for one in FOLDER.glob("*.db.xz"))
NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)


@pytest.fixture(params=RELEASES)
def release(request, tmp_path, monkeypatch):
    """Cơ sở dữ liệu của một bản, as it lies in the data folder of whoever upgrades."""
    forget_engines()
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    make_private(default_file())
    content = (FOLDER / f"{request.param}.db.xz").read_bytes()
    default_file().write_bytes(lzma.decompress(content))
    yield json.loads((FOLDER / f"{request.param}.json").read_text(encoding="utf-8"))
    forget_engines()


def assert_whole(said):
    with reading() as session:
        assert chained.chain_fault(session) is None
        assert replay.mismatches(session) == []
        assert chained.has_seal(session, said["head"][1])
        found = {one.code: one.fault for one in integrity.verdicts(Work(session, PROGRAM))}
        evidence_is_elsewhere = {"I17"}
        broken = {code for code, fault in found.items() if fault} - evidence_is_elsewhere
        assert broken == set(said["broken"])
        assert standings_of(session) == said["standings"]


def test_it_verifies_and_ranks_as_it_did(release):
    upgrade()

    assert_whole(release)
    assert "" not in {one.action for one in recorded()}


def test_it_restores(release, tmp_path):
    copy = tmp_path / "cu.db"
    copy.write_bytes(default_file().read_bytes())
    default_file().unlink()

    backups.restore(copy, url=file_url(default_file()), actor=PROGRAM, now=NOW)

    assert_whole(release)


@pytest.mark.parametrize("name", sorted(one.stem for one in PAGES.glob("*.py")))
def test_its_pages_open(release, name, monkeypatch):
    upgrade()
    token = signed_in("quan-tri")
    monkeypatch.setattr(identity, "cookie", lambda: token)

    page = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=60).run()

    assert not page.exception


def test_a_release_is_kept():
    assert RELEASES != []
