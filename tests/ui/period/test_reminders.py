"""Khung nhắc việc: who owes what, a text that is copied as it stands, and what was sent."""

import socket

import pytest
from aiosmtpd.controller import Controller
from streamlit.testing.v1 import AppTest

from tests.people import make_account, signed_in
from tests.services.year import (
    HEAD,
    OFFICER,
    OTHER,
    do,
    fresh,
    save,
    settle,
    to_self_score,
)
from thidua.db.engine import reading, writing
from thidua.services.ground.work import Work
from thidua.services.progress import reminders
from thidua.services.scoring import submissions
from thidua.web import identity

SCRIPT = """
from thidua.ui.frame import page; from thidua.ui.period import reminders as reminder_panel
with page.opened("{}") as ctx:
    reminder_panel.draw(ctx)
"""


@pytest.fixture(autouse=True)
def _year(sqlite_url, monkeypatch):
    monkeypatch.setenv("THIDUA_ADDRESS", "https://thidua.vn/")
    settle()
    with writing() as session:
        for person in (HEAD, OFFICER):
            make_account(session, person.account, *person.grants)
    to_self_score()


@pytest.fixture
def panel(monkeypatch):
    """The panel as this person sees it, on a page that they may open."""

    def drawn(who=HEAD, name="tham_dinh"):
        token = signed_in(who.account)
        monkeypatch.setattr(identity, "cookie", lambda: token)
        at = AppTest.from_string(SCRIPT.format(name), default_timeout=30)
        at.session_state["mo-da-nhac"] = True  # the panel is open
        at.run()
        assert not at.exception
        return at

    return drawn


def history():
    with reading() as session:
        return reminders.history(Work(session, HEAD, fresh()))


def labels(at):
    return [one.label for one in at.button]


def press(at, label):
    next(one for one in at.button if one.label == label).click().run()
    assert not at.exception


def plain(element):
    return element.value.replace("\\", "").replace("\u2060", "")


def test_the_table_says_who_owes_what_and_the_text_is_whole(panel):
    at = panel()

    assert plain(at.markdown[0]) == (
        "**2** đơn vị còn việc trong giai đoạn này, **0** đã được nhắc ít nhất một lần."
    )
    owed = "bảng tự chấm chưa nộp; 2 tiêu chí chưa tự chấm: I (Kết quả), V (Thưởng)"
    assert at.dataframe[0].value.values.tolist() == [["Phòng A", owed, "—"], ["Phòng B", owed, "—"]]
    (text,) = at.code
    assert text.value.splitlines()[0] == "Kính gửi Phòng A,"
    assert text.value.splitlines()[-2] == ("https://thidua.vn/cham-diem?toi-khoi=K1&toi-nam=2025")
    assert text.proto.language == "plaintext"


def test_one_unit_or_all_are_noted_as_reminded(panel):
    at = panel()
    at.selectbox(key="nhac-don-vi").set_value("B").run()
    body = at.code[0].value
    press(at, "Ghi là đã nhắc")

    assert [(one.unit, one.body, one.sent_to) for one in history()] == [("B", body, "")]
    assert "**1** đã được nhắc" in plain(at.markdown[0])
    assert at.dataframe[0].value["Nhắc gần nhất"].tolist()[0] == "—"

    press(at, "Ghi là đã nhắc cả 2 đơn vị")
    assert [one.unit for one in history()] == ["B", "A", "B"]
    assert "—" not in at.dataframe[0].value["Nhắc gần nhất"].tolist()
    assert at.dataframe[1].value["Đơn vị"].tolist() == ["Phòng B", "Phòng A", "Phòng B"]


def test_with_nothing_owed_nobody_is_to_be_reminded(panel):
    for unit, officer in (("A", OFFICER), ("B", OTHER)):
        save(unit, officer)
        do(submissions.submit, officer, unit=unit)

    at = panel()

    assert plain(at.success[0]) == ("Không đơn vị nào còn việc phải nhắc trong giai đoạn này.")
    assert (labels(at), len(at.code)) == ([], 0)


def test_who_may_not_remind_is_shown_nothing(panel):
    do(reminders.mark_reminded, bodies={"A": "Riêng A", "B": "Riêng B"})

    at = panel(OFFICER, "tong_quan")

    assert (labels(at), len(at.code), len(at.dataframe), len(at.markdown)) == ([], 0, 0, 0)


class Box:
    """Hộp thư."""

    def __init__(self):
        self.receivers = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.receivers += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def box(monkeypatch):
    """Máy chủ thư on this machine, set as the product's."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Box()
    controller = Controller(made, hostname="localhost", port=port)
    controller.start()
    monkeypatch.setenv("THIDUA_SMTP_URL", f"smtp://localhost:{port}")
    monkeypatch.setenv("THIDUA_SMTP_FROM", "khoi@thidua.vn")
    yield made
    controller.stop()


def test_mail_is_offered_only_where_a_server_is_set(panel, monkeypatch):
    monkeypatch.delenv("THIDUA_SMTP_URL", raising=False)

    assert "Gửi thư" not in labels(panel())


def test_a_letter_is_sent_and_its_address_remembered(panel, box):
    at = panel()
    at.text_input(key="nhac-thu-A").set_value("can.bo@don-vi.vn").run()
    press(at, "Gửi thư")

    assert box.receivers == ["can.bo@don-vi.vn"]
    assert [(one.unit, one.sent_to) for one in history()] == [("A", "can.bo@don-vi.vn")]
    assert plain(at.success[0]) == "Đã gửi thư nhắc và ghi lại."
    assert panel().text_input(key="nhac-thu-A").value == "can.bo@don-vi.vn"


def test_a_wrong_address_is_told_and_kept(panel, box):
    at = panel()
    at.text_input(key="nhac-thu-A").set_value("không phải").run()
    press(at, "Gửi thư")

    assert plain(at.error[0]) == "«không phải» không phải một địa chỉ thư."
    assert (at.text_input(key="nhac-thu-A").value, history()) == ("không phải", ())
