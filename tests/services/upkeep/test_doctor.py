"""Khám máy: each broken installation is told by the part that is broken, and the others go on."""

import shutil
import sqlite3
import ssl
import tempfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from tests.certificates import self_signed
from tests.people import PROGRAM, acting, make_account
from tests.tampering import bend
from thidua.db.engine import default_file, file_url, forget_engines, make_private, writing
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.ground.errors import NotPermitted
from thidua.domain.record.backup import BackupCause
from thidua.domain.upkeep.checkup import HEALTH_PATH, Soundness
from thidua.services.record import backups
from thidua.services.upkeep import doctor

NAMES = [
    *(doctor.SETTINGS, doctor.PROGRAM, doctor.FOLDER, doctor.DISK, doctor.DATABASE),
    *(doctor.RECORD, doctor.CLOCK, doctor.PEOPLE, doctor.COPIES),
    *(doctor.MAIL, doctor.SIGN_ON, doctor.ADDRESS),
]


@pytest.fixture
def installed(tmp_path, monkeypatch, demo_template):
    """Một máy đang chạy tốt: data, two administrators, a copy of today."""
    forget_engines()
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    make_private(default_file())
    shutil.copyfile(demo_template, default_file())
    with writing() as session:
        for login in ("an.nguyen", "binh.tran"):
            make_account(session, login, Grant(Role.ADMINISTRATOR))
    copy = backups.make(
        file_url(default_file()), actor=PROGRAM, now=datetime.now(UTC), why=BackupCause.COMMAND
    )
    yield copy
    forget_engines()


def examined(is_quick=True, later=timedelta(), actor=PROGRAM):
    forget_engines()
    return doctor.examined(actor=actor, now=datetime.now(UTC) + later, is_quick=is_quick)


def unwell(**asked):
    """Những phần không tốt, by their names; what was left out of a quick look is no fault."""
    told = {one.name: one for one in examined(**asked) if one.state is not Soundness.GOOD}
    if told.get(doctor.RECORD) and "khám nhanh" in told[doctor.RECORD].said:
        del told[doctor.RECORD]
    return {name: (one.state, one.said) for name, one in told.items()}


UNSEEN = dict.fromkeys(
    (doctor.RECORD, doctor.CLOCK, doctor.PEOPLE, doctor.COPIES),
    (Soundness.UNSEEN, "chưa khám được khi cơ sở dữ liệu hỏng"),
)


def test_a_sound_installation_is_good_in_every_part(installed):
    found = examined(is_quick=False)

    assert [one.name for one in found] == NAMES
    assert {(one.state, one.cure) for one in found} == {(Soundness.GOOD, "")}


def test_nobody_but_who_looks_after_the_system_examines_it(installed):
    with pytest.raises(NotPermitted):
        examined(actor=acting(Role.HEAD, "K1", 2025))


def test_half_settings_are_told_and_nothing_else_is_asked(installed, monkeypatch):
    monkeypatch.setenv("THIDUA_SMTP_URL", "smtp://may.vn")

    (only,) = examined()

    assert (only.name, only.state) == (doctor.SETTINGS, Soundness.BROKEN)
    assert "THIDUA_SMTP_FROM" in only.said


def test_an_empty_machine_says_what_to_do_first(tmp_path, monkeypatch):
    monkeypatch.delenv("THIDUA_DATABASE_URL", raising=False)
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "chua-co"))

    assert unwell() == UNSEEN | {
        doctor.FOLDER: (Soundness.BROKEN, f"không có thư mục «{tmp_path / 'chua-co'}»"),
        doctor.DATABASE: (
            Soundness.BROKEN,
            f"SQLite, «{tmp_path / 'chua-co' / 'thidua.db'}»: chưa có",
        ),
    }
    assert not (tmp_path / "chua-co").exists()


def test_a_folder_that_cannot_be_written_is_told(installed, monkeypatch):
    def refuse(**_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)

    assert [*unwell()] == [doctor.FOLDER]


def test_a_folder_that_others_enter_is_told(installed):
    default_file().parent.chmod(0o755)

    assert unwell() == {
        doctor.FOLDER: (
            Soundness.WATCH,
            f"«{default_file().parent}»: tài khoản khác trên máy vào được",
        )
    }


def test_other_packages_than_those_tried_are_named(installed, monkeypatch):
    real = doctor.metadata.version
    monkeypatch.setattr(
        doctor.metadata, "version", lambda name: "0.1" if name == "altair" else real(name)
    )

    ((state, said),) = unwell().values()

    assert state is Soundness.WATCH
    assert "1 gói thiếu hoặc khác bản đã thử: altair 0.1, bản đã thử là " in said


def test_a_package_that_is_missing_is_named(installed, monkeypatch):
    real = doctor.metadata.version

    def version(name):
        if name == "altair":
            raise doctor.metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(doctor.metadata, "version", version)

    ((_, said),) = unwell().values()
    assert "1 gói thiếu hoặc khác bản đã thử: thiếu altair " in said


def test_whatever_befalls_one_part_the_others_are_told(installed, monkeypatch):
    def fall(*_, **__):
        raise TypeError("không so được")

    monkeypatch.setattr(doctor.checkup, "clock", fall)

    said = "không khám được (TypeError: không so được)"
    assert unwell() == {doctor.CLOCK: (Soundness.BROKEN, said)}


def test_an_empty_file_is_no_database_and_no_copy(installed):
    installed.write_bytes(b"")
    told = (Soundness.BROKEN, f"bản «{installed.name}» không đọc lại được (tệp rỗng)")
    assert unwell() == {doctor.COPIES: told}

    forget_engines()
    default_file().write_bytes(b"")
    told = (Soundness.BROKEN, f"SQLite, «{default_file()}»: tệp hỏng (tệp rỗng)")
    assert unwell() == UNSEEN | {doctor.DATABASE: told}


@pytest.mark.parametrize(
    ("revision", "said"), [("0019", "chưa nâng cấp"), ("9999", "do bản phần mềm mới hơn tạo ra")]
)
def test_a_database_of_another_shape_is_told(installed, revision, said):
    with closing(sqlite3.connect(default_file())) as opened:
        opened.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        opened.commit()

    told = (Soundness.BROKEN, f"SQLite, «{default_file()}»: {said}")
    assert unwell() == UNSEEN | {doctor.DATABASE: told}


def test_a_torn_database_is_told(installed):
    forget_engines()
    with default_file().open("r+b") as opened:
        opened.seek(4096 * 3)
        opened.write(b"\xff" * 4096 * 20)

    state, said = unwell()[doctor.DATABASE]
    assert (state, "hỏng" in said or "không mở được" in said) == (Soundness.BROKEN, True)


def test_a_file_that_is_no_database_is_told(installed):
    forget_engines()
    default_file().write_bytes("không phải cơ sở dữ liệu".encode() * 500)

    told = f"SQLite, «{default_file()}»: không mở được (file is not a database)"
    assert unwell() == UNSEEN | {doctor.DATABASE: (Soundness.BROKEN, told)}


def test_a_value_changed_behind_the_programs_back_is_told_unless_the_look_is_quick(installed):
    bend("UPDATE unit SET name = 'Sở Khác' WHERE id = 1")

    state, said = unwell(is_quick=False)[doctor.RECORD]

    assert (state, said.split(" điều ")[0].split("/")[0]) == (Soundness.BROKEN, "1")
    assert unwell() == {}


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TRIGGER audit_entry_no_change", "thiếu chốt chặn của nhật ký"),
        (
            "CREATE TRIGGER la AFTER INSERT ON unit BEGIN DELETE FROM sign_in; END",
            "có lệnh tự chạy lạ (la)",
        ),
        ("DROP TABLE sheet_score", "thiếu bảng sheet_score"),
        ("ALTER TABLE movement DROP COLUMN impact", "thiếu cột movement.impact"),
        ("DROP INDEX ix_audit_entry_actor", "thiếu chỉ mục ix_audit_entry_actor"),
    ],
)
def test_a_shape_changed_behind_the_programs_back_is_told(installed, statement, said):
    with closing(sqlite3.connect(default_file())) as opened:
        opened.execute(statement)

    found = unwell()

    told = f"SQLite, «{default_file()}»: bị sửa ngoài phần mềm, {said}"
    assert found == UNSEEN | {doctor.DATABASE: (Soundness.BROKEN, told)}


@pytest.mark.parametrize("kind", ["foreign", "letters", "folder"])
def test_a_copy_that_is_none_of_ours_is_told_with_its_cure(installed, kind):
    installed.unlink()
    if kind == "foreign":
        with closing(sqlite3.connect(installed)) as opened:
            opened.execute("CREATE TABLE khac (a)")
    elif kind == "letters":
        installed.write_bytes(b"khong phai" * 1000)
    else:
        installed.mkdir()

    (found,) = (one for one in examined() if one.name == doctor.COPIES)
    assert found.state is Soundness.BROKEN
    assert f"bản «{installed.name}» không đọc lại được" in found.said
    assert found.cure == "Sao lưu lại ngay và xem lại ổ đĩa."


def test_a_clock_before_the_last_entry_is_told(installed):
    assert [*unwell(later=timedelta(days=-30))] == [doctor.CLOCK]


def test_administrators_who_cannot_come_in_are_told(installed):
    bend("UPDATE account SET active = FALSE WHERE login <> 'binh.tran'")
    assert unwell() == {doctor.PEOPLE: (Soundness.WATCH, "chỉ một tài khoản đang dùng được")}

    bend("UPDATE account SET active = FALSE")
    told = (Soundness.WATCH, "không tài khoản quản trị nào đang dùng được")
    assert unwell() == {doctor.PEOPLE: told}


def test_old_lost_and_torn_copies_are_told(installed):
    assert [*unwell(later=timedelta(days=8))] == [doctor.COPIES]

    aside = installed.with_suffix(".xa")
    installed.rename(aside)
    ((state, said),) = unwell().values()
    assert (state, f"«{installed.name}» không ở thư mục sao lưu" in said) == (
        Soundness.WATCH,
        True,
    )

    whole = aside.read_bytes()
    installed.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert [(name, state) for name, (state, _) in unwell().items()] == [
        (doctor.COPIES, Soundness.BROKEN)
    ]


def test_a_mail_server_that_is_away_is_told(installed, monkeypatch):
    monkeypatch.setenv("THIDUA_SMTP_URL", "smtp://localhost:9")
    monkeypatch.setenv("THIDUA_SMTP_FROM", "khoi@tinh.vn")

    said = "Không gửi được thư qua «localhost»; hãy thử lại hoặc báo quản trị."
    assert unwell() == {doctor.MAIL: (Soundness.WATCH, said)}


@contextmanager
def answering(told, tls=None):
    """Máy chủ trên máy này, that answers each path with a text; its address."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            body = told.get(self.path)
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write((body or "").replace("ĐÂY", address).encode())

        def log_message(self, *_):
            pass

    server = HTTPServer(("localhost", 0), Answers)
    address = f"{'http' if tls is None else 'https'}://localhost:{server.server_port}"
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls / "cert.pem", tls / "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"issuer": "ĐÂY"}', None),
        ('{"issuer": "https://khac.vn"}', "dịch vụ tự xưng là «https://khac.vn», không phải «"),
        ("<html>", "dịch vụ không đáp bằng mô tả OpenID Connect"),
        (None, "không nối được tới «localhost:"),
    ],
)
def test_a_sign_on_service_is_asked_who_it_is(installed, monkeypatch, body, said):
    told = {} if body is None else {"/.well-known/openid-configuration": body}
    with answering(told) as address:
        monkeypatch.setenv("THIDUA_OIDC_ISSUER", address)
        monkeypatch.setenv("THIDUA_OIDC_CLIENT_ID", "thidua")
        monkeypatch.setenv("THIDUA_OIDC_CLIENT_SECRET", "bí mật")
        found = unwell()

    if said is None:
        assert found == {}
    else:
        ((state, shown),) = found.values()
        assert (state, shown[: len(said)]) == (Soundness.WATCH, said)


@pytest.mark.parametrize(
    ("days", "trusted", "state"),
    [
        (400, True, None),
        (10, True, Soundness.WATCH),
        (-1, True, Soundness.BROKEN),
        (400, False, Soundness.BROKEN),
    ],
)
def test_the_certificate_of_the_address_is_looked_at(
    installed, monkeypatch, tmp_path, days, trusted, state
):
    made = self_signed(tmp_path, timedelta(days=days))
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(made / "cert.pem"))
    with answering({HEALTH_PATH: "ok"}, tls=made) as address:
        monkeypatch.setenv("THIDUA_ADDRESS", address)
        found = unwell()

    expected = {} if state is None else {doctor.ADDRESS: state}
    assert {name: state for name, (state, _) in found.items()} == expected


@pytest.mark.parametrize("place", ["http://localhost:9", f"https://{'a' * 70}.vn"])
def test_an_address_at_which_nothing_answers_is_told(installed, monkeypatch, place):
    monkeypatch.setenv("THIDUA_ADDRESS", place)

    host = place.partition("//")[2]
    assert unwell() == {doctor.ADDRESS: (Soundness.BROKEN, f"không nối được tới «{host}»")}
