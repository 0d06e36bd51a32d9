"""Mức bảo mật, trang và trích dẫn: who opens what, who raises and lowers, and what comes late."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.files.evidence_samples import pdf, png
from tests.noting import assert_as_recorded, move, noting
from tests.people import PROGRAM, acting
from tests.recorded import recorded as told_by
from tests.services.year import (
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
)
from thidua.db import queries
from thidua.db.engine import data_folder, reading
from thidua.db.tables import ReviewAssignment
from thidua.domain.access.permissions import SCOPES, Actor, Grant, Role, Scope
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window
from thidua.domain.review.plan import REST
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.evidence import EvidenceLevel, EvidencePlace, SameFile
from thidua.domain.scoring.sheet import Hand
from thidua.services.ground import store
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.progress import blocking, my_tasks
from thidua.services.record import exports, integrity
from thidua.services.review import reviews
from thidua.services.scoring import evidence, evidence_changes, late_evidence, sheets, submissions
from thidua.services.scoring.sheets import LineEdit

LINK = "https://vi-du.vn/mat-123"
OPEN, INTERNAL, SECRET = EvidenceLevel
OFFICE = Actor("Văn phòng (vp)", (Grant(Role.STANDING_OFFICE),), "vp")
REVIEWER = Actor("Người chấm (c)", (Grant(Role.REVIEWER, "K1", "B", 2025),), "c")
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _year(database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    settle()
    to_self_score()
    yield
    assert_as_recorded()


def add(level=OPEN, actor=OFFICER, now=NOW, content=None, criterion="I", title=""):
    return do(
        evidence_changes.add_file,
        actor,
        now,
        unit="A",
        content=pdf() if content is None else content,
        file_name="kin.pdf",
        criterion=criterion,
        level=level,
        title=title,
    )


def link(level=OPEN):
    return do(evidence_changes.add_link, OFFICER, unit="A", url=LINK, criterion="I", level=level)


def put(token, level, actor=OFFICER, reason="", now=NOW):
    do(evidence_changes.set_level, actor, now, unit="A", token=token, level=level, reason=reason)


def shown(actor=OFFICER, unit="A"):
    with reading() as session:
        return evidence.of_unit(Work(session, actor, fresh()), unit=unit)


def opened(token, actor=OFFICER):
    with reading() as session:
        return evidence.open_content(Work(session, actor), token=token).data


def of_role(role, unit):
    scope = SCOPES[role]
    place = () if scope is Scope.SYSTEM else ("K1", 2025, unit if scope is Scope.UNIT else None)
    return acting(role, *place)


def assign():
    """Đơn vị B được phân công chấm A."""
    with noting() as session:
        session.add(
            ReviewAssignment(
                block_year_id=fresh().id,
                unit_id=queries.unit_key(session, "A"),
                reviewer="B",
                group_code=REST,
                set_by="x",
                set_at=NOW,
            )
        )


OWN_READERS = {Role.UNIT_OFFICER: SECRET, Role.REVIEWER: INTERNAL}
BLOCK_READERS = {
    Role.ADMINISTRATOR: INTERNAL,
    Role.STANDING_OFFICE: SECRET,
    Role.HEAD: SECRET,
    Role.SECRETARY: SECRET,
    Role.LEADER: OPEN,
    Role.AUDITOR: SECRET,
}
"""Mức cao nhất mà từng vai trò mở được."""


@pytest.mark.parametrize("unit", ["A", "B"])
@pytest.mark.parametrize("role", Role)
def test_each_role_opens_up_to_its_level_and_sees_of_the_rest_only_that_it_is_there(role, unit):
    tokens = {
        level: add(level, content=content, title=f"Tên {level}")
        for level, content in zip(EvidenceLevel, (pdf(), png(), pdf("ban thu ba")), strict=True)
    }
    link(SECRET)
    actor = of_role(role, unit)
    highest = BLOCK_READERS.get(role, OWN_READERS.get(role) if unit == "A" else None)

    for level, token in tokens.items():
        if highest is not None and level.height <= highest.height:
            assert opened(token, actor)
        else:
            with pytest.raises(NotPermitted):
                opened(token, actor)
    if highest is None:
        with pytest.raises(NotPermitted):
            shown(actor)
        return
    seen = shown(actor)
    assert [one.hidden for one in seen] == [
        level.height > highest.height for level in (*EvidenceLevel, SECRET)
    ]
    for one in seen:
        if one.hidden:
            word = {INTERNAL: "nội bộ", SECRET: "mật"}[one.level]
            assert (one.title, one.token, one.url, one.file_name, one.sha256, one.size) == (
                f"Minh chứng mức {word}", "", "", "", "", 0,
            )  # fmt: skip
            assert one.criteria == ("I",)


@pytest.mark.parametrize("actor", [OTHER, REVIEWER], ids=["cán bộ", "người chấm"])
def test_a_reviewer_opens_what_is_internal_on_the_criteria_assigned_and_nothing_secret(actor):
    internal, secret = add(INTERNAL), add(SECRET, content=png())
    with pytest.raises(NotPermitted):
        opened(internal, actor)
    assign()

    assert opened(internal, actor) == pdf()
    with pytest.raises(NotPermitted):
        opened(secret, actor)
    assert [(one.token, one.hidden) for one in shown(actor)] == [(internal, False), ("", True)]


def test_raising_shuts_every_version_and_a_later_version_stays_at_the_level():
    first = add()
    named = {"unit": "A", "token": first, "content": png(), "file_name": "moi.png"}
    second = do(evidence_changes.replace, OFFICER, **named)
    put(second, SECRET)
    third = do(evidence_changes.replace, OFFICER, unit="A", token=second, url=LINK)

    leader = of_role(Role.LEADER, "A")
    for token in (first, second):
        with pytest.raises(NotPermitted):
            opened(token, leader)
        assert opened(token)
    with reading() as session:
        work = Work(session, leader, fresh())
        assert evidence.versions(work, unit="A", token=third) == ()
    assert [one.level for one in shown()] == [SECRET]


def test_what_the_unit_has_already_is_raised_when_it_is_added_again_at_a_higher_level():
    token = add()

    assert add(SECRET, criterion="V") == token
    assert add(OPEN, criterion="V") == token
    assert [(one.level, one.criteria) for one in shown()] == [(SECRET, ("I", "V"))]


@pytest.mark.parametrize("role", Role)
def test_the_level_is_raised_by_who_adds_and_lowered_with_a_reason_by_chair_or_office(role):
    token, secret = add(), add(SECRET, content=png())
    actor = of_role(role, "A")

    def may(act):
        try:
            act()
        except NotPermitted:
            return False
        return True

    lowers = role in (Role.HEAD, Role.STANDING_OFFICE)
    raises = lowers or role in (Role.ADMINISTRATOR, Role.SECRETARY, Role.UNIT_OFFICER)
    assert may(lambda: put(token, INTERNAL, actor)) is raises
    assert may(lambda: put(secret, OPEN, actor, "Đã công khai")) is lowers


def test_lowering_without_a_reason_is_refused_and_with_one_it_is_recorded():
    token = add(SECRET)

    with pytest.raises(Refused, match="cần ghi lý do"):
        put(token, OPEN, HEAD)
    with pytest.raises(NotFound):
        put("không có", SECRET)
    put(token, INTERNAL, HEAD, "Văn bản đã giải mật")

    found = [(one.old, one.new, one.reason) for one in told_by("evidence.level")]
    assert found == [("mức mật", "mức nội bộ", "Văn bản đã giải mật")]


def test_an_officer_of_another_unit_changes_no_level():
    with pytest.raises(NotPermitted):
        put(add(), SECRET, OTHER)


def test_raising_needs_no_time_left_and_works_after_handing_in():
    token = add()
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")
    window = Window(hard_deadline=NOW + timedelta(minutes=1))
    do(windows.set_window, HEAD, stage=Stage.SELF_SCORE, window=window)

    put(token, SECRET, now=LATER)

    assert [one.level for one in shown()] == [SECRET]


def test_neither_the_record_nor_the_list_of_the_pack_names_what_is_not_open():
    add(SECRET, title="Tên kín")
    link(SECRET)
    do(
        evidence_changes.describe,
        OFFICER,
        unit="A",
        token=shown()[0].token,
        criterion="I",
        page="7",
        quotation="lời kín",
    )
    said = json.dumps(
        [[one.old, one.new, one.reason] for one in told_by("evidence.")], ensure_ascii=False
    )
    assert all(secret not in said for secret in ("Tên kín", LINK, "kin.pdf", "lời kín"))
    assert "tệp mức mật · SHA-256" in said
    with reading() as session:
        listed = exports.evidence_text(Work(session, PROGRAM, fresh())).decode()
        whole = exports.evidence_text(Work(session, HEAD, fresh())).decode()
    assert all(secret not in listed for secret in ("Tên kín", LINK, "kin.pdf"))
    assert all(known in whole for known in ("Tên kín", LINK, "kin.pdf"))
    assert [(one["level"], one["sha256"] != "") for one in json.loads(listed)] == [
        ("secret", True),
        ("secret", False),
    ]


def test_a_file_that_stands_at_another_unit_too_is_told_without_its_name_to_who_may_not_open():
    add(SECRET, title="Tên kín")
    named = {"unit": "B", "content": pdf(), "file_name": "b.pdf", "criterion": "I"}
    token = do(evidence_changes.add_file, OTHER, **named)
    for actor, title in ((of_role(Role.LEADER, "A"), "minh chứng mức mật"), (HEAD, "Tên kín")):
        with reading() as session:
            found = evidence.duplicates(Work(session, actor, fresh()))
        assert found[token] == (SameFile("A", 2025, title, SECRET),)
    with reading() as session:
        pairs = evidence.same_files(Work(session, of_role(Role.LEADER, "A"), fresh()))
    assert sorted(item.title for item, _ in pairs) == ["Minh chứng mức mật", "b.pdf"]


def test_page_quotation_and_event_stand_at_the_criterion_and_what_was_said_before_ends():
    token = add()
    do(evidence_changes.attach, OFFICER, unit="A", token=token, criterion="V")
    said = {"unit": "A", "token": token, "criterion": "I"}
    do(evidence_changes.describe, OFFICER, **said, page=" 3 ", quotation="Lời\r\nhai dòng")
    do(evidence_changes.describe, OFFICER, LATER, **said, page="4–5", document="15/QĐ")
    do(evidence_changes.describe, OFFICER, LATER, **said, page="4–5", document="15/QĐ")

    (item,) = shown()
    assert item.places == (
        EvidencePlace(criterion="V", added_at=NOW),
        EvidencePlace(criterion="I", added_at=LATER, page="4–5", document="15/QĐ"),
    )
    found = [(one.criterion, one.old, one.new) for one in told_by("evidence.described")]
    assert found == [
        ("I", "chưa ghi trang, trích dẫn", "trang 3; có trích dẫn"),
        ("I", "trang 3; có trích dẫn", "trang 4–5; cho lượt số 15/QĐ"),
    ]
    newer = do(evidence_changes.replace, OFFICER, unit="A", token=token, url=LINK)
    assert [(one.page, one.document) for one in shown()[0].places if one.criterion == "I"] == [
        ("4–5", "15/QĐ")
    ]
    with pytest.raises(NotFound, match="không dùng ở tiêu chí X"):
        do(evidence_changes.describe, OFFICER, unit="A", token=newer, criterion="X", page="1")
    with pytest.raises(Refused, match="trang dài 301 ký tự"):
        named = {"unit": "A", "token": newer, "criterion": "I", "page": "x" * 301}
        do(evidence_changes.describe, OFFICER, **named)


def test_what_is_late_is_told_to_everybody_who_judges_and_to_nobody_before_handing_in():
    token = add()
    with reading() as session:
        assert evidence.handed_in_at(Work(session, HEAD, fresh()), unit="A") is None
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")
    add(content=png(), now=LATER, criterion="V")
    do(evidence_changes.replace, OFFICER, LATER, unit="A", token=token, url=LINK)
    assign()

    for actor in (HEAD, SECRETARY, OFFICER, OTHER, REVIEWER):
        with reading() as session:
            since = evidence.handed_in_at(Work(session, actor, fresh()), unit="A")
        words = [one.late_words(one.criteria[0], since) for one in shown(actor)]
        assert words == ["Thay sau khi nộp", "Thêm sau khi nộp"]
    with reading() as session, pytest.raises(NotPermitted):
        evidence.handed_in_at(Work(session, of_role(Role.COUNCIL_MEMBER, "A"), fresh()), unit="A")


def owed(actor):
    with reading() as session:
        found = my_tasks.waiting(Work(session, actor, fresh(), LATER))
    return [one for one in found if "minh chứng sau khi" in one.words]


def review():
    edits = [
        LineEdit("I", 0, Entry(points=Decimal(70))),
        LineEdit("V", 0, Entry(points=Decimal(1))),
    ]
    do(sheets.save_lines, OTHER, unit="A", hand=Hand.CROSS, edits=edits, reviewer="B")


def test_a_reviewer_who_scored_already_is_told_of_what_came_after():
    token = add()
    assign()
    move(fresh(), Stage.CROSS_SCORE)
    review()
    assert owed(OTHER) == []
    do(evidence_changes.replace, OFFICER, LATER, unit="A", token=token, url=LINK)

    (task,) = owed(OTHER)
    assert (task.words, task.about) == (
        "A thêm hoặc thay minh chứng sau khi đã chấm I; xin xem lại",
        "B.A",
    )
    with reading() as session:
        work = Work(session, OTHER, fresh())
        assert reviews.desk(work, reviewer="B", unit="A").late == ("I",)
    again = [LineEdit("I", 1, Entry(points=Decimal(60)))]
    do(
        sheets.save_lines, OTHER, LATER + timedelta(hours=1),
        unit="A", hand=Hand.CROSS, edits=again, reviewer="B",
    )  # fmt: skip
    assert owed(OTHER) == []


def test_the_team_is_told_of_what_came_after_it_scored():
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")
    move(fresh(), Stage.VERIFY)
    save("A", SECRETARY, Hand.VERIFIED)
    assert owed(SECRETARY) == []
    add(now=LATER, criterion="V")

    assert [one.words for one in owed(SECRETARY)] == [
        "A thêm hoặc thay minh chứng sau khi tổ thẩm định chấm V; xin xem lại"
    ]
    with reading() as session:
        found = late_evidence.unchecked_late(session, fresh(), Hand.VERIFIED)
    assert found == {("", "A"): ["V"]}


def test_a_file_that_is_gone_is_told_by_its_level_alone_where_it_is_not_open():
    add(SECRET, title="Kết luận kiểm tra")
    add(OPEN, content=png(), title="Báo cáo năm")
    for file in (data_folder() / store.FILES).rglob("*"):
        if file.is_file():
            file.unlink()

    with reading() as session:
        told = blocking.files_missing(session, fresh())
        verdicts = integrity.verdicts_of_period(Work(session, HEAD, fresh()))
    assert told == ("Minh chứng mức mật", "Báo cáo năm")
    assert "Kết luận kiểm tra" not in str(verdicts)
    assert "thiếu tệp «Minh chứng mức mật»" in str(verdicts)
