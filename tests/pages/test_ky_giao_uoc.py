"""Ký giao ước trên trang: the unit signs there, the block brings papers, others look on."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.pages.screen import field, labels, open_panel, texts
from tests.pages.test_imports import button
from tests.people import PROGRAM, make_account
from tests.services.year import DRAFT, NOW, advance, do, settle
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.covenant.draft import SettingRow
from thidua.domain.covenant.signature import SignatureWay
from thidua.domain.period.stage import Stage
from thidua.services.covenant import covenants, signatures
from thidua.services.covenant.signatures import Signer
from thidua.services.ground.work import Work
from thidua.services.period import rosters

PNG = b"\x89PNG\r\n\x1a\n giao uoc"
PEOPLE = {
    "a": Grant(Role.UNIT_OFFICER, "K1", "A", 2025),
    "b": Grant(Role.UNIT_OFFICER, "K1", "B", 2025),
    "truong": Grant(Role.HEAD, "K1", None, 2025, ""),
    "lanh-dao": Grant(Role.LEADER, "K1", None, 2025),
    "man-chieu": Grant(Role.KIOSK, "K1", None, 2025),
}


@pytest.fixture(autouse=True)
def _signing(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    settle()
    with writing() as session:
        for login, grant in PEOPLE.items():
            make_account(session, login, grant)
    assert advance() is Stage.SIGN


def now():
    with reading() as session:
        period = rosters.period(Work(session, PROGRAM), block="K1", year=2025)
        return signatures.view(Work(session, PROGRAM, period))


def opened(page, login):
    at = page("giao_uoc", login).run()
    assert not at.exception
    return at.button_group[0].set_value("Ký giao ước").run()


def do_press(unit, login):
    actor = replace(PROGRAM, name=f"Người {login} ({login})", grants=(PEOPLE[login],))
    do(signatures.press, actor, NOW, unit=unit, signer=Signer("Lê An"), seen=now().fingerprint)


def typed(at, fields):
    for label, value in fields.items():
        field(at, label).set_value(value)
    return at


def test_the_units_officer_reads_the_text_and_signs_by_a_press(page):
    at = opened(page, "a")

    assert "0/2 đơn vị đã ký bản 1; chưa ký: A, B." in texts(at.markdown)
    assert list(at.dataframe[0].value["Mã"]) == ["I", "V"]
    assert now().fingerprint in texts(at.caption)
    at = typed(at, {"Họ tên người ký": "Lê An", "Chức vụ": "Trưởng phòng"})
    at = button(at, "Ký giao ước bản 1").click().run()

    one = now().in_force["A"]
    assert (one.way, one.signer, one.office) == (SignatureWay.PRESS, "Lê An", "Trưởng phòng")
    assert "A đã ký bản 1: Lê An." in texts(at.success)
    assert at.dataframe[0].value.to_dict("records") == [
        {
            "Đơn vị": "A",
            "Hiệu lực": "bản 1, đang dùng",
            "Cách ký": "Bấm ký",
            "Người ký": "Lê An, Trưởng phòng",
            "Lúc": at.dataframe[0].value["Lúc"][0],
            "Người ghi": "Người a (a)",
            "Văn bản": "—",
            "Tệp": "—",
        }
    ]


def test_without_a_name_nothing_is_signed_and_the_page_says_so(page):
    at = button(opened(page, "a"), "Ký giao ước bản 1").click().run()

    assert "Ghi họ tên người ký." in texts(at.error)
    assert now().signatures == ()


def test_a_signature_is_withdrawn_with_its_reason_and_stays_in_the_table(page):
    do_press("A", "a")
    at = opened(page, "a")
    open_panel(at, "Tệp, kết quả kiểm tra, rút chữ ký")
    at = typed(at, {"Lý do rút chữ ký": "Ký nhầm"})
    at = button(at, "Rút chữ ký").click().run()

    assert now().missing == ("A", "B")
    (state,) = next(one for one in at.dataframe if "Hiệu lực" in one.value).value["Hiệu lực"]
    assert state.startswith("bản 1, đã rút ")
    assert state.endswith("Người a (a): Ký nhầm")


def test_the_head_brings_a_scan_for_a_unit_and_presses_for_none(page):
    at = opened(page, "truong")
    assert "Ký giao ước bản 1" not in labels(at)
    open_panel(at, "Nộp giấy đã ký thay một đơn vị")
    at = typed(at, {"Họ tên người ký": "Trần Bình"})
    at = at.file_uploader[0].set_value(("ky.png", PNG, "image/png")).run()
    at = button(at, "Nộp giấy đã ký").click().run()
    assert "Ký thay một đơn vị thì ghi rõ văn bản" in texts(at.error)
    at = typed(at, {"Văn bản: số, ngày, ai ký tên trên đó": "Giao ước 15/01"}).run()
    at = button(at, "Nộp giấy đã ký").click().run()

    one = now().in_force["A"]
    assert (one.way, one.on_behalf, one.document) == (SignatureWay.SCAN, True, "Giao ước 15/01")
    table = next(one for one in at.dataframe if "Hiệu lực" in one.value).value
    assert [*table["Người ghi"], *table["Tệp"]] == ["Người truong (truong) (nộp thay)", "ky.png"]


def test_who_only_looks_on_sees_who_signed_and_nothing_to_press(page):
    do_press("A", "a")
    at = opened(page, "lanh-dao")

    assert "1/2 đơn vị đã ký bản 1; chưa ký: B." in texts(at.markdown)
    assert not at.text_input
    assert not [one for one in labels(at) if "ký" in one.lower()]


def test_the_screen_of_the_hall_has_no_covenant(page):
    at = page("giao_uoc", "man-chieu").run()

    assert not at.exception
    assert not at.button_group
    assert "đơn vị đã ký" not in texts(at.markdown)


def test_after_an_amendment_the_unit_is_asked_anew_and_told_what_it_signed(page):
    do_press("A", "a")
    assert advance() is Stage.SELF_SCORE
    heavier = replace(DRAFT.criteria[0], max_points=Decimal(95))
    settings = (*DRAFT.settings, SettingRow("Lý do sửa đổi", "Tăng điểm"))
    draft = replace(DRAFT, settings=settings, criteria=(heavier, *DRAFT.criteria[1:]))
    do(covenants.adopt_covenant, PROGRAM, NOW + timedelta(days=1), draft=draft)
    at = opened(page, "a")

    assert "Giao ước sửa đổi sau giai đoạn ký" in texts(at.caption)
    assert "Đơn vị đã ký bản 1; giao ước đã sửa đổi nên cần ký lại" in texts(at.markdown)
    assert "Ký giao ước bản 2" in labels(at)


def test_after_its_stage_the_page_says_so_and_asks_nothing(page):
    assert advance() is Stage.SELF_SCORE
    at = opened(page, "b")

    assert "Giai đoạn ký đã qua" in texts(at.caption)
    assert not [one for one in labels(at) if "Ký" in one]
