"""Mở tệp minh chứng qua địa chỉ: guessing, copying, signing out, and what the browser is told."""

import pytest
from sqlmodel import select

from tests.files.evidence_samples import docx, pdf, png
from tests.noting import noting
from tests.people import make_account, signed_in
from tests.recorded import recorded
from tests.services.year import DEPUTY, HEAD, NOW, OFFICER, OTHER, do, fresh, settle, to_self_score
from tests.tampering import tampering
from thidua.db import queries
from thidua.db.engine import data_folder, writing
from thidua.db.tables import Account, Evidence, Recusal, ReviewAssignment, RoleGrant
from thidua.domain.access.permissions import Grant, Role
from thidua.domain.review.plan import REST
from thidua.domain.scoring.evidence import EvidenceLevel
from thidua.services.ground import store
from thidua.services.scoring import evidence_changes
from thidua.web.gate import DEMO_PATH
from thidua.web.identity import COOKIE, DEMO_MARK, SIGN_OUT_PATH

NOTHING = "Không có minh chứng nào ở địa chỉ này, hoặc bạn không được xem."
JUDGE = Grant(Role.REVIEWER, "K1", "B", 2025)


@pytest.fixture(autouse=True)
def server(running):
    """The application on a block of two units, with nobody signed in."""
    settle()
    to_self_score()
    with writing() as session:
        for person in (HEAD, DEPUTY, OFFICER, OTHER):
            make_account(session, person.account, *person.grants)
        make_account(session, "cham", JUDGE)
        make_account(session, "hoi-dong", Grant(Role.COUNCIL_MEMBER, "K1", None, 2025))
    return running


def add(content=None, name="a.pdf", actor=OFFICER, unit="A"):
    content = pdf() if content is None else content
    given = {"content": content, "file_name": name, "criterion": "I"}
    return do(evidence_changes.add_file, actor, unit=unit, **given)


def ask(server, token, login="a", **headers):
    server.cookies.clear()
    if login is not None:
        server.cookies.set(COOKIE, signed_in(login))
    return server.get(f"/minh-chung/{token}", headers=headers)


def refusals():
    return [(one.actor, one.reason) for one in recorded("refused")]


def test_the_officer_of_the_unit_gets_the_very_bytes(server):
    answer = ask(server, add())

    assert (answer.status_code, answer.content) == (200, pdf())
    assert refusals() == []


@pytest.mark.parametrize(
    ("content", "name", "kind", "way", "told"),
    [
        (pdf(), "Báo cáo năm.pdf", "application/pdf", "inline", "Bao cao nam.pdf"),
        (png(), "ảnh.png", "image/png", "inline", "anh.png"),
        (
            docx(),
            "a.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "attachment",
            "a.docx",
        ),
    ],
)
def test_only_pictures_and_pdf_are_shown_and_every_answer_is_shut_in(
    server, content, name, kind, way, told
):
    headers = ask(server, add(content, name)).headers

    assert headers["content-type"] == kind
    assert headers["content-disposition"].startswith(f'{way}; filename="{told}"; filename*=UTF-8')
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    policy = headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "frame-ancestors 'self'", "sandbox"} <= set(policy)
    assert "script-src" not in headers["content-security-policy"]


def test_a_name_with_line_breaks_and_quotes_cannot_write_headers(server):
    token = add(name='a"\r\nset-cookie: x=1;.pdf')
    with tampering() as session:
        row = session.exec(select(Evidence).where(Evidence.token == token)).one()
        row.file_name = 'a"\r\nset-cookie: x=1;.pdf'

    answer = ask(server, token)

    assert "set-cookie" not in answer.headers
    assert answer.headers["content-disposition"] == (
        'inline; filename="a_ set-cookie: x=1;.pdf"; '
        "filename*=UTF-8''a%22%20set-cookie%3A%20x%3D1%3B.pdf"
    )


@pytest.mark.parametrize(
    "token",
    [
        "khong-co",
        "a" * 43,
        "%2e%2e%2fthidua.db",
        "..%2f..%2fthidua.db",
        "%00",
        "' OR 1=1 --",
        "a" * 5000,
    ],
)
def test_a_guessed_address_gives_nothing(server, token):
    add()

    answer = ask(server, token)

    assert answer.status_code in (400, 404) or '<html lang="vi">' in answer.text
    assert b"%PDF" not in answer.content and b"SQLite" not in answer.content


def test_the_name_in_the_store_is_no_address(server):
    before = set((data_folder() / store.FILES).glob("*"))
    add()
    (stored,) = [file.name for file in set((data_folder() / store.FILES).glob("*")) - before]

    assert ask(server, stored).status_code == 404
    server_answer = server.get(f"/minh-chung/../var/minh-chung/{stored}")
    assert b"%PDF" not in server_answer.content


def test_a_copied_address_and_an_unknown_one_answer_alike_and_the_try_is_recorded(server):
    copied, unknown = ask(server, add(), "b"), ask(server, "khong-co", "b")

    assert (copied.status_code, copied.text) == (404, NOTHING)
    assert (unknown.status_code, unknown.text) == (404, NOTHING)
    assert {k: v for k, v in copied.headers.items() if k != "date"} == {
        k: v for k, v in unknown.headers.items() if k != "date"
    }
    assert refusals() == [("Người b (b)", "không có quyền: mở tệp minh chứng")]


@pytest.mark.parametrize(("login", "status"), [("truong", 200), ("hoi-dong", 404)])
def test_readers_of_the_block_open_it_and_voters_do_not(server, login, status):
    assert ask(server, add(), login).status_code == status


def assign(recused=False):
    with noting() as session:
        period = fresh()
        place = {
            "block_year_id": period.id,
            "unit_id": queries.unit_key(session, "A"),
            "reviewer": "B",
        }
        if recused:
            session.add(Recusal(**place, reason="thân", declared_by="x", declared_at=NOW))
        else:
            session.add(ReviewAssignment(**place, group_code=REST, set_by="x", set_at=NOW))


@pytest.mark.parametrize("login", ["b", "cham"])
def test_a_reviewer_opens_it_from_being_assigned_until_recusing(server, login):
    token = add()
    assert ask(server, token, login).status_code == 404
    assign()
    assert ask(server, token, login).content == pdf()

    assign(recused=True)
    assert ask(server, token, login).status_code == 404


def test_a_stranger_is_sent_to_the_door_and_comes_back(server):
    token = add()

    plain = ask(server, token, None)
    page = ask(server, token, None, accept="text/html")
    assert (plain.status_code, page.status_code) == (401, 303)
    assert page.headers["location"] == f"/dang-nhap?tiep=/minh-chung/{token}"
    assert ask(server, token, None, cookie=f"{COOKIE}=x").status_code == 401


def test_after_signing_out_switching_off_or_losing_the_role_the_address_is_dead(server):
    token = add()
    assert ask(server, token).status_code == 200
    cookies = dict(server.cookies)
    server.post(SIGN_OUT_PATH)
    server.cookies.update(cookies)
    assert server.get(f"/minh-chung/{token}").status_code == 401

    with noting() as session:
        account = session.exec(select(Account).where(Account.login == "a")).one()
        for grant in session.exec(select(RoleGrant).where(RoleGrant.account_id == account.id)):
            grant.ended_at, grant.ended_by = NOW, "Quản trị"
    assert ask(server, token).status_code == 404
    with noting() as session:
        session.exec(select(Account).where(Account.login == "a")).one().active = False
    assert ask(server, token).status_code == 401


def test_a_password_to_be_changed_opens_nothing_yet(server):
    token = add()
    with noting() as session:
        session.exec(select(Account).where(Account.login == "a")).one().must_change = True

    assert ask(server, token).status_code in (303, 401)


def test_the_demo_does_not_open_files_of_the_real_data(server, monkeypatch):
    token = add()
    monkeypatch.setenv("THIDUA_DEMO", "1")
    server.cookies.clear()
    server.post(DEMO_PATH, data={"vai": "quan-tri"})

    assert server.cookies[COOKIE].startswith(DEMO_MARK)
    assert server.get(f"/minh-chung/{token}").status_code == 404


def test_a_file_changed_on_the_disk_is_not_handed_out(server):
    before = set((data_folder() / store.FILES).glob("*"))
    token = add()
    (file,) = set((data_folder() / store.FILES).glob("*")) - before
    file.write_bytes(b"<html>" + pdf()[6:])

    answer = ask(server, token)

    assert answer.status_code == 500
    assert answer.text.startswith("Tệp minh chứng này trên máy chủ bị mất hoặc bị thay đổi")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_the_address_only_hands_over(server, method):
    token = add()
    server.cookies.clear()
    server.cookies.set(COOKIE, signed_in("a"))

    answer = server.request(method, f"/minh-chung/{token}")

    assert answer.status_code in (403, 404, 405)
    assert b"%PDF" not in answer.content


def test_a_part_is_never_answered_for_the_whole(server):
    answer = ask(server, add(), range="bytes=0-9", **{"if-none-match": "*"})

    assert (answer.status_code, answer.content) == (200, pdf())


def test_a_file_that_was_open_is_not_handed_over_once_it_is_secret(server):
    token = add()
    with writing() as session:
        make_account(session, "lanh", Grant(Role.LEADER, "K1", None, 2025))
        make_account(session, "quan", Grant(Role.ADMINISTRATOR))
    assert [ask(server, token, who).status_code for who in ("lanh", "quan", "a")] == [200] * 3
    named = {"unit": "A", "token": token, "level": EvidenceLevel.SECRET}
    do(evidence_changes.set_level, OFFICER, **named)

    answers = [ask(server, token, who) for who in ("lanh", "quan", "truong", "a")]
    assert [(one.status_code, one.content == pdf()) for one in answers] == [
        (404, False),
        (404, False),
        (200, True),
        (200, True),
    ]
    assert answers[0].text == NOTHING
    assert len(refusals()) == 2
