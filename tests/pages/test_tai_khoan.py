"""Trang «Tài khoản»: people are let in and out by hand, and nobody shuts out the last keeper."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from tests.pages.screen import open_panel, open_panels
from thidua import passwords
from thidua.db.engine import reading, writing
from thidua.db.tables import Account
from thidua.domain.access.permissions import Actor, Grant, Role, administrator
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.services.access import accounts, sign_in
from thidua.services.demo.fill import BLOCK_CODE
from thidua.services.ground.work import Work

ADMIN = Grant(Role.ADMINISTRATOR)
KEEPER = administrator("Kiểm thử")


def button(at, label):
    return next(one for one in at.button if one.label == label)


def text(at, label):
    return next(one for one in at.text_input if one.label == label)


def choice(at, label):
    return next(one for one in at.selectbox if one.label == label)


def person(login):
    with reading() as session:
        found = accounts.listed(Work(session, KEEPER))
    return next((one for one in found if one.login == login), None)


def can_enter(login, password):
    with reading() as session:
        begun = sign_in.begin(session, login=login, now=datetime.now(UTC))
    return sign_in.guess(begun, password)


def make(at, login="moi.nguyen", name="Nguyễn Thị Mới"):
    open_panel(at, "Tạo tài khoản")
    text(at, "Tên đăng nhập").set_value(login)
    text(at, "Họ tên").set_value(name)
    button(at, "Tạo tài khoản").click().run()


def test_a_new_person_gets_a_password_that_is_shown_until_it_is_handed_over(demo_url, page):
    at = page("tai_khoan").run()
    make(at)

    assert not at.exception and [box.value for box in at.error] == []
    (password,) = [one.value for one in at.code]
    assert can_enter("moi.nguyen", password)
    assert (person("moi.nguyen").must_change, person("moi.nguyen").grants) == (True, ())
    assert at.selectbox(key="tai-khoan").value == "moi.nguyen"
    at.run()
    assert [one.value for one in at.code] == [password]
    button(at, "Đã giao, ẩn mật khẩu").click().run()
    assert not at.code


def test_two_people_made_one_after_the_other_both_keep_their_password(demo_url, page):
    at = page("tai_khoan").run()
    make(at)
    make(at, login="hai.tran", name="Trần Hai")
    make(at, login="thu-ky", name="Ai")
    first, second = [one.value for one in at.code]
    assert can_enter("moi.nguyen", first) and can_enter("hai.tran", second)
    button(at, "Đã giao, ẩn mật khẩu").click().run()
    assert [one.value for one in at.code] == [second]


@pytest.mark.parametrize(
    ("login", "name", "said"),
    [("Mới", "Nguyễn Mới", "Tên đăng nhập gồm"), ("thu-ky", "Ai", "đã có người dùng")],
)
def test_a_faulty_account_is_refused_and_no_password_is_shown(demo_url, page, login, name, said):
    at = page("tai_khoan").run()
    make(at, login, name)

    assert said in at.error[0].value.replace("\\", "")
    at.run()
    assert not at.code


def test_roles_are_given_within_their_scope_and_ended(demo_url, page):
    at = page("tai_khoan").run()
    choice(at, "Tài khoản").set_value("lanh-dao").run()
    open_panel(at, "Giao vai trò")
    open_panel(at, "Thu hồi vai trò")
    choice(at, "Vai trò").set_value(Role.UNIT_OFFICER).run()
    choice(at, "Đơn vị").set_value("TTR").run()
    button(at, "Giao vai trò").click().run()

    grant = Grant(Role.UNIT_OFFICER, BLOCK_CODE, "TTR", 2025)
    assert grant in person("lanh-dao").grants

    choice(at, "Vai trò đang giữ").set_value(grant).run()
    button(at, "Thu hồi").click().run()
    assert grant not in person("lanh-dao").grants


def test_a_reset_ends_the_old_password_and_switching_off_the_account(demo_url, page):
    at = page("tai_khoan").run()
    choice(at, "Tài khoản").set_value("thu-ky").run()
    button(at, "Đặt lại mật khẩu").click().run()
    assert not at.code and "hết hiệu lực ngay" in at.warning[0].value
    button(at, "Thôi").click().run()
    assert not at.warning
    button(at, "Đặt lại mật khẩu").click().run()
    button(at, "Đồng ý đặt lại").click().run()
    (password,) = [one.value for one in at.code]
    assert can_enter("thu-ky", password)

    button(at, "Khóa tài khoản").click().run()
    assert not can_enter("thu-ky", password)
    button(at, "Mở lại tài khoản").click().run()
    assert can_enter("thu-ky", password)


def shutting_out(actor):
    """Những việc làm cho quan-tri mất lối vào."""
    login, now, version = "quan-tri", datetime.now(UTC), person("quan-tri").version
    return [
        lambda s: accounts.set_active(
            Work(s, actor, now=now), login=login, active=False, seen=version
        ),
        lambda s: accounts.end_role(Work(s, actor, now=now), login=login, grant=ADMIN),
        lambda s: accounts.reset_password(
            Work(s, actor, now=now), login=login, password=passwords.new("đường về nhà xa")
        ),
    ]


def test_nobody_shuts_themselves_out_nor_is_offered_to(demo_url, page):
    """The result would be shown only after the session that it ends."""
    with writing() as session:
        accounts.give_role(
            Work(session, KEEPER, now=datetime.now(UTC)), login="thu-ky", grant=ADMIN
        )
    own = Actor("Quách Thành Nam (quan-tri)", (ADMIN,), "quan-tri")
    for attempt in shutting_out(own):
        with pytest.raises(Refused, match="mình"), writing() as session:
            attempt(session)

    at = page("tai_khoan").run()
    choice(at, "Tài khoản").set_value("quan-tri").run()

    open_panels(at)
    offered = {one.label for one in at.button}
    assert offered.isdisjoint({"Đặt lại mật khẩu", "Khóa tài khoản", "Thu hồi"})
    assert "mật khẩu thì tự đổi" in at.caption[-1].value
    assert not at.exception and not at.error


def test_the_last_administrator_can_be_neither_switched_off_nor_stripped(demo_url):
    for attempt in shutting_out(KEEPER)[:2]:
        with pytest.raises(Refused, match="quản trị cuối cùng"), writing() as session:
            attempt(session)

    assert (person("quan-tri").active, person("quan-tri").grants) == (
        True,
        (Grant(Role.ADMINISTRATOR),),
    )


def test_accounts_are_searched_and_turned_and_the_first_of_them_is_meant(
    demo_url, page, monkeypatch
):
    monkeypatch.setattr(accounts, "PAGE", 5)
    at = page("tai_khoan").run()
    assert "đang xem 1–5 theo tên đăng nhập" in at.markdown[0].value
    choice(at, "Tài khoản").set_value(choice(at, "Tài khoản").options[2].split("(")[1][:-1]).run()
    at.number_input[0].set_value(2).run()
    assert "đang xem 6–10" in at.markdown[0].value
    second = at.dataframe[0].value["Tên đăng nhập"].tolist()
    assert choice(at, "Tài khoản").value == second[0]

    text(at, "Tìm tài khoản").set_value("lê minh khôi").run()
    assert "tìm thấy **1**" in at.markdown[0].value
    assert choice(at, "Tài khoản").value == "khoi-truong"
    choice(at, "Vai trò đang có").set_value(Role.KIOSK).run()
    assert not at.dataframe and "Không có tài khoản nào như vậy" in at.info[0].value

    make(at)
    assert choice(at, "Tài khoản").value == "moi.nguyen"


@pytest.mark.parametrize("login", ["thuong-truc", "khoi-truong", "dau-thau", "kiem-tra"])
def test_nobody_else_sees_the_accounts(demo_url, page, login):
    at = page("tai_khoan", login).run()

    assert [box.value.partition(" của bạn")[0] for box in at.info] == [
        "Trang Tài khoản không thuộc phạm vi"
    ]
    assert not at.dataframe and "quan-tri" not in str(at.main)


def test_every_account_service_refuses_who_is_no_administrator(demo_url):
    head = Actor("Trưởng", (Grant(Role.HEAD, BLOCK_CODE, None, 2025, ""),), "khoi-truong")
    now = datetime.now(UTC)
    admin = Grant(Role.ADMINISTRATOR)
    attempts = (
        lambda s: accounts.create(
            Work(s, head, now=now), login="x1", full_name="X", password=passwords.new("y" * 12)
        ),
        lambda s: accounts.give_role(Work(s, head, now=now), login="khoi-truong", grant=admin),
        lambda s: accounts.end_role(Work(s, head, now=now), login="quan-tri", grant=admin),
        lambda s: accounts.reset_password(
            Work(s, head, now=now), login="quan-tri", password=passwords.new("z" * 12)
        ),
        lambda s: accounts.set_active(
            Work(s, head, now=now), login="quan-tri", active=False, seen=1
        ),
        lambda s: accounts.link_subject(Work(s, head, now=now), login="quan-tri", subject="me"),
        lambda s: accounts.listed(Work(s, head)),
    )
    for attempt in attempts:
        with pytest.raises(NotPermitted), writing() as session:
            attempt(session)
    with reading() as session:
        assert session.exec(select(Account).where(Account.login == "x1")).first() is None
