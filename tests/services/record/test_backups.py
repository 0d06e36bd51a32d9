"""Sao lưu: a copy is whole or there is none; what was restored is what was copied."""

import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from tests.people import PROGRAM, acting, signed_in
from tests.recorded import recorded
from thidua.db.engine import (
    data_folder,
    database_url,
    default_file,
    demo_url,
    file_url,
    forget_engines,
    make_private,
    reading,
    writing,
)
from thidua.db.tables import Block, SignIn
from thidua.db.upgrade import create
from thidua.domain.access.permissions import Role
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.law.layers import LOCAL_FOLDER
from thidua.domain.record.backup import BackupCause
from thidua.services.demo import fill as demo
from thidua.services.demo import reviews as demo_reviews
from thidua.services.ground import audit, leftovers
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import backups, chained

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def url(tmp_path, monkeypatch, demo_template):
    forget_engines()
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    make_private(default_file())
    shutil.copyfile(demo_template, default_file())
    yield file_url(default_file())
    forget_engines()


def law_file(name, text):
    folder = data_folder() / LOCAL_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def last_act():
    return recorded()[-1]


def test_local_law_is_kept_beside_a_copy_and_comes_back_only_where_it_is_missing(url):
    lost, changed = law_file("tinh.toml", "# một"), law_file("so.toml", "# hai")
    copy = make(url)
    assert last_act().reason == "theo yêu cầu; kèm 2 tệp luật địa phương"
    lost.unlink()
    changed.write_text("# ba", encoding="utf-8")

    before = backups.restore(copy, url=url, actor=PROGRAM, now=NOW + timedelta(hours=1))

    assert (lost.read_text("utf-8"), changed.read_text("utf-8")) == ("# một", "# ba")
    assert last_act().reason == (
        f"bản trước đó: {before.name}; kèm 1 tệp luật địa phương; "
        "tệp luật đang dùng khác bản sao: so.toml"
    )


def test_without_local_law_nothing_lies_beside_a_copy(url):
    copy = make(url)
    assert not backups.law_beside(copy).exists()
    assert last_act().reason == "theo yêu cầu"


def add_block(code):
    with writing() as session:
        session.add(Block(code=code, name=code))
        act = audit.Act("roster.new")
        audit.record(session, actor=PROGRAM, now=NOW, acts=[act])


DEMO = [demo.BLOCK_CODE, "KTD-TR", "KTD-TT", demo_reviews.BLOCK_CODE]


def blocks():
    with reading() as session:
        return session.exec(select(Block.code).order_by(Block.code)).all()


def make(url, **named):
    return backups.make(url, actor=PROGRAM, now=NOW, why=BackupCause.REQUEST, **named)


def test_what_was_restored_is_what_was_copied_and_the_later_state_is_kept_aside(url):
    copy = make(url)
    add_block("K9")
    signed_in("an")

    before = backups.restore(copy, url=url, actor=PROGRAM, now=NOW + timedelta(hours=1))

    assert blocks() == DEMO
    with reading() as session:
        assert session.exec(select(SignIn)).all() == []
        assert chained.chain_fault(session) is None
    last = last_act()
    assert (last.action, last.new) == ("backup.restored", copy.name)

    backups.restore(before, url=url, actor=PROGRAM, now=NOW + timedelta(hours=2))
    assert blocks() == ["K9", *DEMO]


def test_backups_are_listed_latest_first_and_recorded(url):
    first, second = make(url), make(url)

    assert [one.file for one in backups.listed(database_url())] == [second, first]
    made = [one.new for one in recorded("backup.made")]
    assert made == [first.name, second.name]


def test_a_copy_is_never_written_over_another_file(url, tmp_path):
    kept = tmp_path / "quan-trong.db"
    kept.write_text("đừng mất")

    with pytest.raises(Refused, match="Đã có tệp"):
        make(url, to=kept)
    assert kept.read_text() == "đừng mất"


def bend(copy):
    with sqlite3.connect(copy) as database:
        database.execute("DROP TRIGGER audit_entry_no_change")
        database.execute("UPDATE audit_entry SET reason = 'khác' WHERE position = 30")
    database.close()


def lift_a_score(copy):
    with sqlite3.connect(copy) as database:
        database.execute("UPDATE score_line SET points = '0.5' WHERE points IS NOT NULL AND live")
    database.close()


def spoil(copy):
    copy.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)


def empty(copy):
    copy.write_bytes(b"")


def forget_its_age(copy):
    with sqlite3.connect(copy) as database:
        database.execute("DELETE FROM alembic_version")
    database.close()


def let_it_act(copy):
    with sqlite3.connect(copy) as database:
        database.execute(
            "CREATE TRIGGER t AFTER DELETE ON sign_in BEGIN UPDATE block SET name = 'x'; END"
        )
    database.close()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (bend, "không toàn vẹn: mục 30"),
        (lift_a_score, "nhật ký ghi «điểm: "),
        (spoil, "không phải bản sao lưu"),
        (empty, "không phải bản sao lưu"),
        (forget_its_age, "không phải bản sao lưu"),
        (let_it_act, "lệnh tự chạy"),
    ],
)
def test_a_copy_that_was_bent_is_not_restored(url, change, said):
    copy = make(url)
    change(copy)
    add_block("K9")

    with pytest.raises(Refused, match=said):
        backups.restore(copy, url=url, actor=PROGRAM, now=NOW)

    assert blocks() == ["K9", *DEMO]
    assert not list(data_folder().glob("*dang-khoi-phuc*"))


def test_what_killed_processes_left_goes_and_what_may_still_be_written_stays(url):
    """A backup, a restore, an upload; each by one that was killed long ago and one that goes on."""
    here = default_file().parent
    copy = backups.make(url, actor=PROGRAM, now=NOW, why=BackupCause.COMMAND)
    names = ("thidua.db.dang-khoi-phuc-wal", "minh-chung/a1.dang-ghi", "sao-luu/x.db.dang-ghi")
    dead = [*names, "sao-luu/x.db.dang-ghi-journal", f"sao-luu/{copy.name}.minh-chung/a.dang-ghi"]
    living = ["minh-chung/b2.dang-ghi", "sao-luu/y.dump.dang-ghi", "khac.txt"]
    for name in dead + living:
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).touch()
    for name in (*dead, "khac.txt"):
        os.utime(here / name, (0, 0))

    leftovers.tidy(url)

    assert [name for name in dead if (here / name).exists()] == []
    assert [name for name in living if (here / name).exists()] == living
    os.utime(here / living[0], (0, 0))
    backups.make(url, actor=PROGRAM, now=NOW + timedelta(1), why=BackupCause.COMMAND)
    assert not (here / living[0]).exists()


def test_a_missing_file_is_said(url, tmp_path):
    with pytest.raises(NotFound):
        backups.restore(tmp_path / "khong-co.db", url=url, actor=PROGRAM, now=NOW)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_backs_up_and_restores(url, role):
    copy = make(url)
    other = acting(role, demo.BLOCK_CODE, 2025, "VP")

    with pytest.raises(NotPermitted):
        backups.make(url, actor=other, now=NOW, why=BackupCause.REQUEST)
    with pytest.raises(NotPermitted):
        backups.restore(copy, url=url, actor=other, now=NOW)


def period():
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block=demo.BLOCK_CODE, year=2025)


@pytest.mark.parametrize("role", [Role.HEAD, Role.STANDING_OFFICE, Role.ADMINISTRATOR])
def test_whoever_moves_the_stage_has_a_backup_made_and_no_other_right_to_one(url, role):
    scope = () if role is not Role.HEAD else (demo.BLOCK_CODE, 2025)
    mover = acting(role, *scope)

    backups.before_move(url, actor=mover, period=period(), now=NOW)

    (made,) = backups.listed(database_url())
    assert (last_act().action, last_act().actor, last_act().new) == (
        "backup.made",
        mover.name,
        made.file.name,
    )
    assert last_act().reason.startswith("trước khi Khối thi đua")
    assert last_act().reason.endswith("năm 2025 rời «Thẩm định»")


def test_a_disk_that_is_full_moves_nothing_and_says_whom_to_ask(url, monkeypatch):
    def full(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "copy_file", full)
    head = acting(Role.HEAD, demo.BLOCK_CODE, 2025)

    with pytest.raises(Refused, match="Quản trị xem trang Hệ thống rồi bạn bấm lại"):
        backups.before_move(url, actor=head, period=period(), now=NOW)
    assert last_act().action != "backup.made"


def test_a_copy_of_the_demo_is_not_taken_for_one_of_the_data(url):
    create(demo_url())
    copy = backups.make(demo_url(), actor=PROGRAM, now=NOW, why=BackupCause.REQUEST)

    assert copy.name == "khoi-mau-20260320T020000Z.db"


def test_a_server_without_its_tool_is_told_what_to_install(postgres_url, monkeypatch):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(Refused, match="pg_dump"):
        make(postgres_url)
    backups.note_elsewhere(postgres_url, actor=PROGRAM, now=NOW, place="máy chủ, /sao-luu")
    made = [one.new for one in recorded("backup.made")]
    assert made == ["máy chủ, /sao-luu"]
