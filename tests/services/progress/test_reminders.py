"""Nhắc việc: each unit is told exactly what it owes and nothing of the others; it is recorded."""

import socket
from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from sqlmodel import select

from tests import second_hand
from tests.noting import assert_as_recorded, move, noting
from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.services.year import (
    DRAFT,
    HEAD,
    NOW,
    OFFICER,
    OTHER,
    SECRETARY,
    do,
    fresh,
    save,
    settle,
    to_self_score,
    to_verify,
)
from thidua.db import queries
from thidua.db.engine import database_url, reading, writing
from thidua.db.tables import AuditHead, ReviewAssignment
from thidua.domain.access.permissions import Role
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.owed import Doing
from thidua.domain.period.reminder import Reminded
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window, end_of
from thidua.domain.review.plan import REST
from thidua.domain.thread.thread import ThreadKind
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters, windows
from thidua.services.progress import reminders
from thidua.services.review import absences
from thidua.services.scoring import submissions
from thidua.services.thread import threads

BASE = "https://thidua.vn"
BODIES = {"A": "Kính gửi Phòng A", "B": "Kính gửi Phòng B"}


@pytest.fixture(autouse=True)
def _year(database_url):
    settle()
    yield
    assert_as_recorded()


def link(task):
    """Một địa chỉ cho mỗi loại việc, and for each thread one of its own."""
    about = f"/{task.about}" if task.doing is Doing.ANSWER else ""
    return f"{BASE}/{task.doing}{about}"


def texts(actor=HEAD, now=NOW):
    with reading() as session:
        found = reminders.due_texts(Work(session, actor, fresh(), now), link=link)
    return found


def owed(now=NOW):
    """Việc còn thiếu, by unit."""
    return {one.unit.code: one.owed for one in texts(now=now)}


def history(actor=HEAD):
    with reading() as session:
        return reminders.history(Work(session, actor, fresh()))


def ask(unit="A", due=date(2026, 3, 18)):
    opened = {"kind": ThreadKind.EXPLAIN, "criterion": "I", "question": "Bí mật của A"}
    do(threads.open_thread, now=NOW - timedelta(days=9), unit=unit, due=due, **opened)


def test_a_unit_is_told_of_its_own_sheet_line_by_line():
    to_self_score()
    save("B", SECRETARY, main=77)

    assert owed() == {
        "A": ("bảng tự chấm chưa nộp", "2 tiêu chí chưa tự chấm: I (Kết quả), V (Thưởng)"),
        "B": ("bảng tự chấm chưa nộp", "2 dòng nhập thay chờ đơn vị xác nhận"),
    }
    assert "77" not in "".join(one.body for one in texts())


@pytest.mark.both_databases
def test_the_text_is_whole_and_ready_to_be_sent():
    to_self_score()
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")
    end = end_of(date(2026, 3, 25))
    do(windows.set_window, stage=Stage.SELF_SCORE, window=Window(None, None, end))

    (text,) = texts()

    assert (text.unit.name, text.body) == (
        "Phòng B",
        "Kính gửi Phòng B,\n"
        "Khối một năm 2025 đang ở giai đoạn Tự chấm, còn 5 ngày, đến 23:59 ngày 25/03/2026. "
        "Đơn vị còn:\n"
        "- bảng tự chấm chưa nộp;\n"
        "- 2 tiêu chí chưa tự chấm: I (Kết quả), V (Thưởng).\n"
        "Mời đơn vị vào làm tiếp tại:\n"
        f"{BASE}/score\n"
        "Trân trọng cảm ơn.",
    )


def test_the_deadline_is_the_units_own_where_it_was_given_more_time():
    to_self_score()
    end = end_of(date(2026, 3, 18))
    do(
        windows.set_window,
        stage=Stage.SELF_SCORE,
        window=Window(None, None, end),
        is_past_meant=True,
    )
    until = end_of(date(2026, 3, 22))
    do(windows.extend, unit="A", until=until, reason="Bão lũ")

    said = {one.unit.code: one.body.splitlines()[1] for one in texts()}

    stage = "Khối một năm 2025 đang ở giai đoạn Tự chấm"
    assert said == {
        "A": f"{stage}, còn 2 ngày, đến 23:59 ngày 22/03/2026. Đơn vị còn:",
        "B": f"{stage}, quá hạn 2 ngày. Đơn vị còn:",
    }


def test_evidence_the_covenant_asks_for_is_named():
    to_self_score()
    main, bonus = DRAFT.criteria
    strict = CriterionRow(
        main.code, main.text, main.max_points, main.method, evidence="luôn phải có"
    )
    reason = SettingRow("Lý do sửa đổi", "Minh chứng")
    with writing() as session:
        draft = CovenantDraft((*DRAFT.settings, reason), (strict, bonus))
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft)
    save("A", OFFICER)

    assert owed()["A"] == (
        "bảng tự chấm chưa nộp",
        "1 tiêu chí thiếu minh chứng: I (Kết quả)",
    )


def test_a_unit_that_is_not_considered_owes_no_sheet():
    to_self_score()
    out = {"state": ConsiderationState.EXCLUDED, "reason": "Mới thành lập"}
    do(second_hand.set_consideration, unit="A", **out)

    assert list(owed()) == ["B"]


def test_a_reviewer_is_told_whose_sheets_are_owed():
    to_self_score()
    with noting() as session:
        said = {"block_year_id": fresh().id, "set_by": HEAD.name, "set_at": NOW}
        unit = queries.unit_key(session, "A")
        session.add(ReviewAssignment(reviewer="B", unit_id=unit, group_code=REST, **said))
    move(fresh(), Stage.CROSS_SCORE)

    assert owed() == {"B": ("1 phiếu chấm chéo chưa nộp: Phòng A",)}
    assert f"{BASE}/review" in texts()[0].body.splitlines()
    do(absences.mark_absent, reviewer="B", reason="ốm")
    assert owed() == {}


def test_an_answer_that_is_owed_links_to_its_thread_and_says_nothing_of_what_was_asked():
    to_verify()
    ask()
    with reading() as session:
        (thread,) = threads.unchecked(session, fresh())

    (text,) = texts()

    assert text.owed == (
        "giải trình chưa trả lời về tiêu chí I (Kết quả), hạn 18/03/2026, quá hạn 2 ngày",
    )
    assert f"{BASE}/answer/{thread.id}" in text.body.splitlines()
    assert "Bí mật" not in text.body
    do(threads.answer, OFFICER, thread=thread.id, seen=1, text="Đây")
    assert owed() == {}


def test_nothing_is_owed_before_there_is_a_covenant_or_work():
    assert owed() == {}


@pytest.mark.both_databases
def test_who_was_reminded_of_what_and_when_is_kept_and_recorded():
    to_self_score()
    do(reminders.mark_reminded, SECRETARY, bodies=BODIES)
    later = NOW + timedelta(days=1)
    do(reminders.mark_reminded, HEAD, later, bodies={"A": "Lần hai"}, sent_to="a@don-vi.vn")

    first, second = SECRETARY.name, HEAD.name
    assert history() == (
        Reminded(unit="A", body="Lần hai", sent_to="a@don-vi.vn", sent_by=second, sent_at=later),
        Reminded(unit="B", body=BODIES["B"], sent_to="", sent_by=first, sent_at=NOW),
        Reminded(unit="A", body=BODIES["A"], sent_to="", sent_by=first, sent_at=NOW),
    )
    sent = recorded("reminder.sent")
    assert [(one.actor, one.unit, one.new, one.reason) for one in sent] == [
        (first, "A", BODIES["A"], "người nhắc tự chuyển lời"),
        (first, "B", BODIES["B"], "người nhắc tự chuyển lời"),
        (second, "A", "Lần hai", "gửi thư tới a@don-vi.vn"),
    ]


@pytest.mark.parametrize(
    ("bodies", "told"),
    [
        ({}, Refused),
        ({"A": "Chào", "B": " "}, Refused),
        ({"A": "Chào", "C": "Chào"}, NotFound),
        ({"A": "Chào", "X": "Chào"}, NotFound),
    ],
)
def test_what_is_not_a_reminder_is_not_recorded(bodies, told):
    with writing() as session:
        elsewhere = [RosterRow("K2", "Khối hai", "X", "Đơn vị X", "X", "sở", 2025)]
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=elsewhere)
    with pytest.raises(told):
        do(reminders.mark_reminded, bodies=bodies)

    assert history() == ()


@pytest.mark.parametrize(
    ("actor", "may_remind", "may_read"),
    [
        (HEAD, True, True),
        (SECRETARY, True, True),
        (acting(Role.STANDING_OFFICE), True, True),
        (acting(Role.LEADER, "K1", 2025), False, True),
        (acting(Role.AUDITOR), False, True),
        (OFFICER, False, False),
        (acting(Role.REVIEWER, "K1", 2025, "A"), False, False),
        (acting(Role.COUNCIL_MEMBER, "K1", 2025), False, False),
        (acting(Role.HEAD, "K1", 2024), False, False),
    ],
    ids=lambda one: one.name if hasattr(one, "name") else None,
)
def test_only_the_chairs_team_reminds(actor, may_remind, may_read):
    to_self_score()

    def allowed(attempt):
        try:
            attempt()
        except NotPermitted:
            return False
        return True

    assert (
        allowed(lambda: texts(actor)),
        allowed(lambda: do(reminders.mark_reminded, actor, bodies=BODIES)),
        allowed(lambda: history(actor)),
    ) == (may_remind, may_remind, may_read)


def test_nobody_is_reminded_once_the_period_is_locked():
    move(fresh(), Stage.LOCKED)

    with pytest.raises(NotPermitted):
        texts()
    with pytest.raises(NotPermitted):
        do(reminders.mark_reminded, bodies=BODIES)


class Box:
    """Hộp thư; on each letter it looks whether a database is still held by a writer."""

    def __init__(self, url, letters):
        self.url, self.letters = url, letters

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        with writing(self.url) as held:
            held.exec(select(AuditHead.hash)).one()
        found = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((envelope.rcpt_tos, found["Subject"], found.get_content()))
        return "250 OK"


@pytest.fixture
def letters(database_url, monkeypatch):
    """Thư đã tới một máy chủ thật."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    found = []
    controller = Controller(Box(database_url, found), hostname="localhost", port=port)
    controller.start()
    monkeypatch.setenv("THIDUA_SMTP_URL", f"smtp://localhost:{port}")
    monkeypatch.setenv("THIDUA_SMTP_FROM", "khoi@thidua.vn")
    yield found
    controller.stop()


def mail(actor=HEAD, unit="A", to="a@don-vi.vn", now=NOW):
    reminders.send(
        database_url(),
        actor=actor,
        period=fresh(),
        unit=unit,
        to=to,
        link=link,
        now=now,
    )


def test_a_reminder_goes_out_by_mail_and_is_then_recorded(letters):
    to_self_score()
    (text, _) = texts()

    mail()

    ((receivers, subject, body),) = letters
    assert (receivers, subject, body.replace("\r\n", "\n").strip()) == (
        ["a@don-vi.vn"],
        "Khối một năm 2025: việc còn thiếu của Phòng A",
        text.body,
    )
    assert history() == (
        Reminded(unit="A", body=text.body, sent_to="a@don-vi.vn", sent_by=HEAD.name, sent_at=NOW),
    )
    with pytest.raises(Refused, match="Hôm nay đã gửi thư nhắc tới a@"):
        mail()
    assert len(letters) == 1
    mail(now=NOW + timedelta(days=1))
    assert len(letters) == 2


def test_what_was_not_taken_is_not_recorded(letters, monkeypatch):
    to_self_score()
    with pytest.raises(Refused, match="không phải một địa chỉ thư"):
        mail(to="a@don-vi.vn\nBcc: b@don-vi.vn")
    with pytest.raises(NotPermitted):
        mail(OTHER)
    monkeypatch.setenv("THIDUA_SMTP_URL", "smtp://localhost:1")
    with pytest.raises(Refused, match="Không gửi được thư"):
        mail()

    assert (letters, history()) == ([], ())


def test_a_unit_that_owes_nothing_any_more_gets_no_letter(letters):
    to_self_score()
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")

    with pytest.raises(Refused, match="không còn việc nào"):
        mail()

    assert letters == []


def can_send():
    with reading() as session:
        return reminders.can_send(session)


def test_no_mail_leaves_the_demo(letters, monkeypatch):
    """Everybody may walk into the demo, so it must not write to anybody."""
    to_self_score()
    assert can_send()
    monkeypatch.setattr("thidua.db.engine.demo_url", database_url)

    with pytest.raises(Refused, match="Chưa gửi thư được từ đây"):
        mail()
    assert (can_send(), letters) == (False, [])


def test_no_mail_is_offered_without_a_mail_server(monkeypatch):
    to_self_score()
    monkeypatch.delenv("THIDUA_SMTP_URL", raising=False)

    with pytest.raises(Refused, match="Chưa gửi thư được từ đây"):
        mail()
    assert not can_send()


def test_a_claim_and_an_answer_owed_stand_in_one_text_with_both_links():
    to_self_score()
    ask("B")
    with reading() as session:
        (thread,) = threads.unchecked(session, fresh())

    (_, text) = texts()

    assert [line for line in text.body.splitlines() if line.startswith(("-", BASE))] == [
        "- bảng tự chấm chưa nộp;",
        "- 2 tiêu chí chưa tự chấm: I (Kết quả), V (Thưởng);",
        "- giải trình chưa trả lời về tiêu chí I (Kết quả), hạn 18/03/2026, quá hạn 2 ngày.",
        f"{BASE}/score",
        f"{BASE}/answer/{thread.id}",
    ]
