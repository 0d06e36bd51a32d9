"""Minh chứng qua sao lưu và kiểm tra: every file comes back, and a lost or bent one is named."""

import io
import json
import shutil
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from tests.files.evidence_samples import pdf, png
from tests.people import PROGRAM
from tests.recorded import recorded
from thidua.db import queries
from thidua.db.engine import (
    data_folder,
    database_url,
    default_file,
    file_url,
    forget_engines,
    make_private,
    reading,
    writing,
)
from thidua.domain.record.backup import BackupCause
from thidua.domain.scoring.evidence import FileLost
from thidua.files import evidence_store
from thidua.services.ground import store
from thidua.services.ground.work import Work
from thidua.services.record import backups, exports, integrity
from thidua.services.scoring import evidence, evidence_changes

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
UNIT = "DT"


@pytest.fixture
def url(tmp_path, monkeypatch, demo_template):
    forget_engines()
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    make_private(default_file())
    shutil.copyfile(demo_template, default_file())
    yield file_url(default_file())
    forget_engines()


def add(content, name):
    with writing() as session:
        period = queries.periods(session)[0]
        return evidence_changes.add_file(
            Work(session, PROGRAM, period, NOW), unit=UNIT, content=content, file_name=name
        )


def opened(token):
    with reading() as session:
        return evidence.open_content(Work(session, PROGRAM), token=token).data


def faults():
    with reading() as session:
        found = integrity.verdicts(Work(session, PROGRAM))
    return {one.code: one.fault for one in found if not one.holds}


def reasons(action):
    return [one.reason for one in recorded(action)]


def make(url, **named):
    return backups.make(url, actor=PROGRAM, now=NOW, why=BackupCause.REQUEST, **named)


def restore(copy, url):
    backups.restore(copy, url=url, actor=PROGRAM, now=NOW + timedelta(hours=1))


@pytest.mark.parametrize("elsewhere", [False, True], ids=["cạnh dữ liệu", "nơi khác"])
def test_files_come_back_with_the_backup_that_speaks_of_them(url, tmp_path, elsewhere):
    first, second = add(pdf(), "a.pdf"), add(png(), "b.png")
    copy = make(url, to=tmp_path / "o-ngoai" / "ban.db") if elsewhere else make(url)
    assert reasons("backup.made") == ["theo yêu cầu; kèm 2 tệp minh chứng"]
    third = add(pdf("khac"), "c.pdf")
    for file in (data_folder() / store.FILES).iterdir():
        file.unlink()

    restore(copy, url)

    assert [opened(first), opened(second)] == [pdf(), png()]
    assert faults() == {}
    assert reasons("backup.restored")[0].endswith("kèm 2 tệp minh chứng")
    assert third not in {item.token for item in unit_items()}


def unit_items():
    with reading() as session:
        period = queries.periods(session)[0]
        return evidence.of_unit(Work(session, PROGRAM, period), unit=UNIT)


def test_a_backup_lists_the_digest_of_each_file_it_keeps(url):
    add(pdf(), "a.pdf")
    (item,) = unit_items()
    beside = backups.evidence_beside(make(url))

    (name,) = [file.name for file in beside.iterdir() if not file.suffix]
    listed = (beside / "danh-sach-sha256.txt").read_text(encoding="utf-8")
    assert listed == f"{item.sha256}  {name}\n"
    assert (beside / name).read_bytes() == pdf()
    assert [one.file.suffix for one in backups.listed(database_url())] == [".db"]


def test_a_backup_without_evidence_says_nothing_of_it(url):
    copy = make(url)

    assert not backups.evidence_beside(copy).exists()
    assert reasons("backup.made") == ["theo yêu cầu"]


def test_a_lost_file_neither_stops_a_backup_nor_passes_unsaid(url):
    add(pdf(), "a.pdf")
    add(png(), "b.png")
    next((data_folder() / store.FILES).iterdir()).unlink()

    copy = make(url)
    assert reasons("backup.made") == ["theo yêu cầu; kèm 1 tệp minh chứng, thiếu 1 tệp"]

    restore(copy, url)
    assert reasons("backup.restored")[0].endswith("kèm 1 tệp minh chứng, thiếu 1 tệp")


def test_a_spoilt_file_of_a_backup_is_not_brought_back(url, tmp_path):
    token = add(pdf(), "a.pdf")
    copy = make(url, to=tmp_path / "ban.db")
    for place in (data_folder() / store.FILES, backups.evidence_beside(copy)):
        for file in place.iterdir():
            file.unlink()
            file.write_bytes(b"%PDF-khac")

    restore(copy, url)

    with pytest.raises(FileLost):
        opened(token)
    assert "I17" in faults()


def test_the_package_of_the_record_lists_every_version_with_its_digest(url):
    token = add(pdf(), "a.pdf")
    with writing() as session:
        period = queries.periods(session)[0]
        work = Work(session, PROGRAM, period, NOW)
        evidence_changes.replace(work, unit=UNIT, token=token, url="https://vi-du.vn/a")
    with reading() as session:
        pack = exports.record(Work(session, PROGRAM, period))

    with zipfile.ZipFile(io.BytesIO(pack)) as files:
        listed = json.loads(files.read("minh-chung.json"))
        told = json.loads(files.read("muc-luc.json"))["files"]
    digest = evidence_store.digest(pdf())
    assert [(one["version"], one["title"], one["sha256"]) for one in listed] == [
        (1, "a.pdf", digest),
        (2, "https://vi-du.vn/a", ""),
    ]
    assert "minh-chung.json" in told


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(png()),
        lambda file: file.write_bytes(file.read_bytes()[:-1] + b"x"),
    ],
    ids=["mất", "rỗng", "tệp khác", "một byte"],
)
def test_a_planted_fault_in_a_file_is_found_and_named(url, spoil):
    add(pdf(), "a.pdf")
    assert faults() == {}
    (file,) = (data_folder() / store.FILES).iterdir()
    spoil(file)

    found = faults()

    assert list(found) == ["I17"]
    assert found["I17"].startswith(f"tệp {file.name} ({len(pdf())} byte): mất, hoặc khác SHA-256")
