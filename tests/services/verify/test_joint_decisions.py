"""Hai tay: what moves a rank is asked by one and done by a second person of another unit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from tests.people import PROGRAM, make_account
from tests.services import year
from tests.services.year import NOW, do, fresh
from thidua.db.engine import reading, writing
from thidua.db.tables import AuditEntry
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.period.owed import Doing
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry, LineState, Occurrence
from thidua.domain.scoring.fit import Settlement
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.frames import own_unit
from thidua.services.access import accounts, interests
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.progress import my_tasks
from thidua.services.ranking import considerations, standings
from thidua.services.record import tracking_sheets
from thidua.services.scoring import sheets, submissions
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import agreement, amendments, joint_decisions, verification

EXCLUDED = {"state": ConsiderationState.EXCLUDED, "reason": "Chưa đủ 12 tháng", "document": "QĐ 7"}


def leader(login, home, role=Role.HEAD):
    return Actor(f"Người {login} ({login})", (Grant(role, "K1", None, 2025, home),), login)


CHAIR = leader("chu-tich", "A")
DEPUTY = leader("pho", "B")
SECRETARY = leader("thu", "", Role.SECRETARY)
OFFICE = Actor("Người vp (vp)", (Grant(Role.STANDING_OFFICE),), "vp")
UNSAID = leader("moi", None)


@pytest.fixture
def block(database_url):
    """Hai đơn vị đã thẩm định: B first with 90, A second with 85."""
    year.settle()
    with writing() as session:
        for one in (CHAIR, DEPUTY, SECRETARY, OFFICE, UNSAID):
            make_account(session, one.account, *one.grants)
    year.to_self_score()
    for unit, officer, main in (("A", year.OFFICER, 85), ("B", year.OTHER, 90)):
        year.save(unit, officer, main=main)
        year.save(unit, SECRETARY, Hand.VERIFIED, main=main)
        do(submissions.submit, officer, unit=unit)
    return fresh()


def verified():
    for unit in "AB":
        do(verification.verify_sheet, OFFICE, unit=unit)


def see(service, actor=OFFICE, **named):
    with reading() as session:
        return service(Work(session, actor, fresh(), NOW), **named)


def ranks():
    rows = see(standings.standings).standings.rows
    return {row.unit: row.rank for row in rows}


def waiting():
    return [one.key for one in see(joint_decisions.waiting)]


def confirm(actor=OFFICE):
    (key,) = waiting()
    do(joint_decisions.confirm, actor, key=key)


def test_a_chair_who_is_second_cannot_take_the_first_out_alone(block):
    verified()
    do(considerations.ask, CHAIR, unit="B", **EXCLUDED)

    assert ranks() == {"B": 1, "A": 2}
    with pytest.raises(Refused, match="tự xác nhận"):
        confirm(CHAIR)
    with pytest.raises(NotPermitted):
        confirm(DEPUTY)
    assert ranks() == {"B": 1, "A": 2}

    own = year.OTHER  # the officer of B is told at once, and its sheet says so too
    (asked,) = see(joint_decisions.listed, own)
    assert "Chưa đủ 12 tháng, theo QĐ 7" in own_unit.waiting_said(
        asked, see(joint_decisions.words, own, decision=asked)
    )
    assert own_unit.considered_said(see(considerations.of_unit, own, unit="B"), [asked]) == ""

    confirm()
    assert ranks() == {"A": 1, "B": None}
    assert waiting() == []
    said = own_unit.considered_said(
        see(considerations.of_unit, own, unit="B"), see(joint_decisions.listed, own)
    )
    assert said.startswith("Đơn vị bạn: Không xét: Chưa đủ 12 tháng, theo QĐ 7. Người chu-tich")
    assert "Người vp (vp) xác nhận lúc" in said
    facts = dict(see(tracking_sheets.tracking_sheet, own, unit="B").facts())
    assert facts["Tình trạng xét"] == "Không xét: Chưa đủ 12 tháng, theo QĐ 7"
    with pytest.raises(NotPermitted):
        see(considerations.of_unit, year.OFFICER, unit="B")


def test_a_person_of_the_askers_own_unit_is_no_second_person(block):
    do(considerations.ask, leader("khac", ""), unit="B", **EXCLUDED)
    colleague = leader("dong-nghiep", "A")
    (key,) = waiting()
    do(joint_decisions.withdraw, leader("khac", ""), key=key)
    do(considerations.ask, CHAIR, unit="B", **EXCLUDED)

    with pytest.raises(Refused, match="cùng đơn vị"):
        confirm(colleague)
    confirm(leader("khac", ""))


def test_what_may_help_another_unit_is_withdrawn_by_no_rival_alone(block):
    verified()
    do(submissions.ask_reopening, OFFICE, unit="B", reason="Sót một văn bản")
    (key,) = waiting()

    with pytest.raises(NotPermitted, match=r"cùng thi đua.*Làm được: Người thu \(thu\), Người vp"):
        do(joint_decisions.withdraw, CHAIR, key=key)
    with pytest.raises(NotPermitted, match="người của đơn vị này"):
        do(joint_decisions.withdraw, DEPUTY, key=key)
    assert waiting() == [key]
    (one,) = see(joint_decisions.waiting)
    can = [see(joint_decisions.may_withdraw, who, decision=one) for who in (CHAIR, DEPUTY, OFFICE)]
    assert can == [False, False, True]
    do(joint_decisions.withdraw, SECRETARY, key=key)
    assert waiting() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"reason": " "}, "lý do"), ({"document": ""}, "văn bản"), ({}, None)],
)
def test_a_consideration_needs_its_reason_and_its_document(block, changed, said):
    given = {**EXCLUDED, **changed}

    if said is None:
        do(considerations.ask, CHAIR, unit="B", **given)
        with pytest.raises(Refused, match="đang có một đề nghị"):
            do(considerations.ask, OFFICE, unit="B", **given)
    else:
        with pytest.raises(Refused, match=said):
            do(considerations.ask, CHAIR, unit="B", **given)
        assert waiting() == []


def test_nobody_asks_about_the_own_unit_and_who_has_not_said_is_asked_first(block):
    with pytest.raises(NotPermitted, match="người của đơn vị này"):
        do(considerations.ask, CHAIR, unit="A", **EXCLUDED)
    with pytest.raises(Refused, match="Chưa khai"):
        do(considerations.ask, UNSAID, unit="B", **EXCLUDED)
    with pytest.raises(Refused, match="Chưa khai"):
        year.save("B", UNSAID, Hand.VERIFIED, main=1, base=1)

    assert see(my_tasks.waiting, UNSAID)[0].doing is Doing.STATE_UNIT
    do(interests.state_home, UNSAID, unit="B")
    with reading() as session:
        known = accounts.one(Work(session, PROGRAM), login="moi")
    assert [one.home for one in known.grants] == ["B"]
    said = replace(UNSAID, grants=tuple(known.grants))
    with pytest.raises(NotPermitted):
        do(considerations.ask, said, unit="B", **EXCLUDED)
    with pytest.raises(Refused, match="khai rồi"):
        do(interests.state_home, said, unit="A")


def test_an_unverified_line_left_out_waits_and_shows_its_effect_first(block):
    left = Entry(state=LineState.NOT_ASSIGNED, explanation="Không có nhiệm vụ")
    edit = LineEdit("I", 1, left)
    moves = see(joint_decisions.effect_of_lines, unit="B", entries={"I": left})
    assert [(one.unit, one.before.rank, one.after.rank) for one in moves] != []

    place = {"unit": "B", "hand": Hand.VERIFIED, "edits": [edit]}
    with pytest.raises(Refused, match="văn bản"):
        do(sheets.save_lines, CHAIR, **place)
    with pytest.raises(Refused, match="lý do"):
        bare = LineEdit("I", 1, replace(left, explanation=""))
        do(sheets.save_lines, CHAIR, unit="B", hand=Hand.VERIFIED, edits=[bare], document="QĐ 7")
    assert do(sheets.save_lines, CHAIR, document="QĐ 7", **place) == ("I",)

    assert line("B").entry.points == Decimal(90)
    with pytest.raises(Refused, match="chờ người thứ hai"):
        do(verification.verify_sheet, SECRETARY, unit="B")
    confirm(SECRETARY)
    assert line("B").entry.state is LineState.NOT_ASSIGNED
    assert (line("B").entered_by, line("B").version) == (CHAIR.name, 2)


def line(unit, code="I"):
    with reading() as session:
        return sheets.read_sheet(session, fresh(), unit, Hand.VERIFIED).lines[code]


def test_a_line_that_changed_meanwhile_is_not_written_over(block):
    left = LineEdit("I", 1, Entry(state=LineState.NOT_ASSIGNED, explanation="Không có"))
    do(sheets.save_lines, CHAIR, unit="B", hand=Hand.VERIFIED, edits=[left], document="QĐ 7")
    year.save("B", SECRETARY, Hand.VERIFIED, main=70, base=1)

    with pytest.raises(StaleEdit, match="đã đổi"):
        confirm()
    (key,) = waiting()
    do(joint_decisions.withdraw, CHAIR, key=key)
    assert (waiting(), line("B").entry.points) == ([], Decimal(70))


def test_a_reopened_sheet_counts_until_the_second_person_and_carries_the_difference(block):
    verified()
    do(submissions.ask_reopening, CHAIR, unit="B", reason="Sai số")
    assert see(standings.standings).statuses["B"] is SheetStatus.VERIFIED

    confirm()
    assert see(standings.standings).statuses["B"] is SheetStatus.DRAFT
    year.save("B", SECRETARY, Hand.VERIFIED, main=80, base=1)
    do(verification.verify_sheet, OFFICE, unit="B")

    (done,) = see(joint_decisions.listed)
    assert joint_decisions.difference_words(done) == "I: 90 → 80; V: 0 → 0; tổng 90 → 80"


def test_agreed_points_that_change_the_order_with_the_own_unit_wait(block):
    given = {"unit": "B", "criterion": "I", "reason": "Họp khối"}

    assert do(agreement.agree, CHAIR, typed="86", base=1, **given) == ()
    assert do(agreement.agree, CHAIR, typed="80", base=2, **given) == ("I",)
    assert line("B").entry.points == Decimal(86)
    assert do(agreement.agree, OFFICE, typed="84", base=2, **given) == ()


def test_the_order_of_acts_turns_no_ranking_alone(database_url):
    """A claims 85 and is not scored yet, B claims 90: the head of A puts B at 80 first."""
    year.settle()
    with writing() as session:
        for one in (CHAIR, OFFICE):
            make_account(session, one.account, *one.grants)
    year.to_self_score()
    for unit, officer, main in (("A", year.OFFICER, 85), ("B", year.OTHER, 90)):
        year.save(unit, officer, main=main)
        do(submissions.submit, officer, unit=unit)
    agreed = {"unit": "B", "criterion": "I", "reason": "Họp khối"}
    year.save("B", CHAIR, Hand.VERIFIED, main=88)

    assert do(agreement.agree, CHAIR, typed="86", base=1, **agreed) == ()
    assert do(agreement.agree, CHAIR, typed="80", base=2, **agreed) == ("I",)
    do(joint_decisions.withdraw, CHAIR, key=waiting()[0])
    typed = {"hand": Hand.VERIFIED, "edits": [LineEdit("I", 2, Entry(points=Decimal(80)))]}
    do(sheets.save_lines, CHAIR, unit="B", **typed)
    with pytest.raises(Refused, match="đổi thứ tự"):
        do(verification.verify_sheet, CHAIR, unit="B")
    do(verification.verify_sheet, OFFICE, unit="B")


def test_one_who_typed_a_whole_sheet_does_not_also_say_that_it_counts_over_the_own_unit(block):
    year.save("B", CHAIR, Hand.VERIFIED, main=80, base=1)

    with pytest.raises(Refused, match="đổi thứ tự"):
        do(verification.verify_sheet, CHAIR, unit="B")
    do(verification.verify_sheet, SECRETARY, unit="B")


def test_an_extension_for_the_own_unit_is_by_the_substitutes_hand_and_seen_by_all(block):
    until = {"until": NOW.replace(year=2027), "reason": "Mất điện"}
    named = {"unit": "A", "login": "thu", "document": "BB 02"}
    with pytest.raises(NotPermitted):
        do(windows.extend, CHAIR, unit="A", **until)
    with pytest.raises(NotPermitted):
        do(windows.extend, SECRETARY, unit="A", **until)

    with pytest.raises(NotPermitted, match=r"Cử được: Người pho \(pho\), Người vp \(vp\)"):
        do(interests.name_substitute, CHAIR, **named)
    with pytest.raises(Refused, match="văn bản"):
        do(interests.name_substitute, OFFICE, **{**named, "document": " "})
    with pytest.raises(Refused, match="không thay được"):
        do(interests.name_substitute, DEPUTY, unit="A", login="chu-tich", document="BB 02")
    with pytest.raises(Refused, match="chưa khai"):
        do(interests.name_substitute, OFFICE, unit="A", login="moi", document="BB 02")
    do(interests.name_substitute, OFFICE, **named)

    with pytest.raises(NotPermitted, match=r"Người thu .*BB 02"):
        do(windows.extend, CHAIR, unit="A", **until)
    do(windows.extend, SECRETARY, unit="A", **until)
    with pytest.raises(NotPermitted):
        do(windows.extend, SECRETARY, unit="B", **until)
    assert [one.granted_by for one in see(windows.extensions, year.OTHER)] == [SECRETARY.name]
    seen = see(interests.substitutes, year.OTHER)
    assert [(one.unit, one.login, one.document) for one in seen] == [("A", "thu", "BB 02")]

    assert see(interests.substituted_units, SECRETARY) == ("A",)
    do(considerations.ask, SECRETARY, unit="A", **EXCLUDED)
    left = LineEdit("I", 1, Entry(state=LineState.NOT_ASSIGNED, explanation="Không có"))
    place = {"hand": Hand.VERIFIED, "edits": [left], "document": "QĐ 7"}
    assert do(sheets.save_lines, SECRETARY, unit="A", **place) == ("I",)
    with pytest.raises(Refused, match="chỉ khối trưởng"):
        do(sheets.save_lines, SECRETARY, unit="B", **place)

    for actor in (CHAIR, DEPUTY):
        with pytest.raises(NotPermitted, match=r"thi đua|người của đơn vị này"):
            do(interests.end_substitute, actor, unit="A", login="thu")
    do(interests.end_substitute, OFFICE, unit="A", login="thu")
    with pytest.raises(NotPermitted):
        do(windows.extend, SECRETARY, unit="A", **until)


def test_a_rival_names_for_a_unit_nobody_who_competes_with_it(block):
    with writing() as session:
        make_account(session, "cung", Grant(Role.SECRETARY, "K1", None, 2025, "A"))
    of_a = {"unit": "B", "login": "cung", "document": "BB 02"}

    with pytest.raises(NotPermitted, match=r"Cử được: Người vp \(vp\)"):
        do(interests.name_substitute, CHAIR, **of_a)
    do(interests.name_substitute, CHAIR, **{**of_a, "login": "thu"})
    do(interests.name_substitute, OFFICE, **of_a)

    assert [one.login for one in see(interests.substitutes)] == ["cung", "thu"]


def test_a_return_of_the_own_sheet_is_not_ones_own_and_every_member_sees_it(block):
    with pytest.raises(NotPermitted):
        do(submissions.send_back, CHAIR, unit="A", reason="Thiếu số liệu")
    do(submissions.send_back, DEPUTY, unit="A", reason="Thiếu số liệu")

    assert see(submissions.returned, year.OTHER) == (("A", "Thiếu số liệu"),)


def test_who_is_waited_for_sees_it_and_nobody_else(block):
    do(considerations.ask, CHAIR, unit="B", **EXCLUDED)

    def asked(actor):
        return [one.words for one in see(my_tasks.waiting, actor) if one.doing is Doing.SECOND]

    said = [f"xác nhận làm người thứ hai: B · tình trạng xét: Không xét ({CHAIR.name} đề nghị)"]
    assert {one.account: asked(one) for one in (CHAIR, DEPUTY, SECRETARY, OFFICE)} == {
        "chu-tich": [],
        "pho": [],
        "thu": said,
        "vp": said,
    }


def test_each_step_is_in_the_record(block):
    do(considerations.ask, CHAIR, unit="B", **EXCLUDED)
    (key,) = waiting()
    do(joint_decisions.withdraw, CHAIR, key=key)
    do(considerations.ask, CHAIR, unit="B", **EXCLUDED)
    confirm(SECRETARY)

    with reading() as session:
        actions = session.exec(select(AuditEntry.action).order_by(AuditEntry.position)).all()
    assert [one for one in actions if one.startswith(("joint", "unit."))] == [
        "joint.asked",
        "joint.withdrawn",
        "joint.asked",
        "joint.done",
        "unit.consideration",
    ]


def test_a_line_typed_for_a_unit_asks_for_the_paper_and_keeps_it(database_url):
    year.settle()
    year.to_self_score()
    edit = {"unit": "A", "hand": Hand.SELF, "edits": [LineEdit("I", 0, Entry(points=Decimal(5)))]}

    with pytest.raises(Refused, match="giấy mà đơn vị đã gửi"):
        do(sheets.save_lines, SECRETARY, **edit)
    do(sheets.save_lines, SECRETARY, document="CV 12/A", **edit)

    with reading() as session:
        found = sheets.read_sheet(session, fresh(), "A", Hand.SELF).lines["I"]
    assert (found.document, found.entry.confirmed) == ("CV 12/A", False)
    assert fresh().stage is Stage.SELF_SCORE


def set_verified(unit, actor, code, points, base=1):
    edit = LineEdit(code, base, Entry(points=Decimal(points)))
    do(sheets.save_lines, actor, unit=unit, hand=Hand.VERIFIED, edits=[edit])


def test_one_decisive_line_is_as_much_alone_as_a_whole_sheet(block):
    do(verification.verify_sheet, OFFICE, unit="A")
    set_verified("B", CHAIR, "I", 10)

    with pytest.raises(Refused, match="chỉ bạn hoặc người cùng đơn vị"):
        do(verification.verify_sheet, CHAIR, unit="B")
    do(verification.verify_sheet, SECRETARY, unit="B")
    assert ranks() == {"A": 1, "B": 2}


def test_a_line_typed_by_ones_own_that_turns_no_order_stands_in_nobodys_way(block):
    do(verification.verify_sheet, OFFICE, unit="A")
    set_verified("B", CHAIR, "I", 89)

    do(verification.verify_sheet, CHAIR, unit="B")
    assert ranks() == {"B": 1, "A": 2}


def test_what_one_of_the_unit_typed_another_of_it_does_not_confirm(block):
    colleague = leader("dong-nghiep", "A", Role.SECRETARY)
    with writing() as session:
        make_account(session, colleague.account, *colleague.grants)
    do(verification.verify_sheet, OFFICE, unit="A")
    set_verified("B", CHAIR, "I", 10)

    with pytest.raises(Refused, match="người cùng đơn vị"):
        do(verification.verify_sheet, colleague, unit="B")


def test_agreed_points_that_two_decided_are_nobodys_alone(block):
    do(verification.verify_sheet, OFFICE, unit="A")
    named = {"unit": "B", "criterion": "I", "typed": "80", "reason": "Thiếu hồ sơ", "base": 1}
    assert do(agreement.agree, CHAIR, **named) == ("I",)
    confirm()

    do(verification.verify_sheet, CHAIR, unit="B")
    assert ranks() == {"A": 1, "B": 2}


def test_what_was_asked_before_an_amendment_is_not_written_beyond_it(block):
    set_verified("B", SECRETARY, "I", 40)
    named = {"unit": "B", "criterion": "I", "typed": "88", "reason": "Đủ hồ sơ", "base": 2}
    assert do(agreement.agree, CHAIR, **named) == ("I",)
    lower = tuple(
        replace(row, max_points=Decimal(50)) if row.code == "I" else row
        for row in year.DRAFT.criteria
    )
    do(
        amendments.adopt,
        OFFICE,
        draft=replace(year.DRAFT, criteria=lower),
        reason="Giảm mục I",
        document="BB 5",
        effective_from=date(2025, 6, 1),
        choices={Hand.SELF: Settlement.RETURN, Hand.VERIFIED: Settlement.RETURN},
    )

    with pytest.raises(Refused, match="điểm 88 vượt mức tối đa mới 50"):
        confirm()
    assert year.stored("B", Hand.VERIFIED).entries["I"].points == Decimal(40)


def test_listed_events_wait_with_the_line_and_come_back_with_it(block):
    listed = (Occurrence(day=date(2025, 3, 1), document="QĐ 1", evidence="Tệp a"),)
    entry = Entry(points=Decimal(3), occurrences=listed, explanation="Giao lại")
    given = {"unit": "B", "hand": Hand.VERIFIED, "document": "QĐ 9"}
    nothing = Entry(state=LineState.NOT_ASSIGNED, explanation="Không có việc này")
    do(sheets.save_lines, DEPUTY_OF_NONE, edits=[LineEdit("V", 1, nothing)], **given)
    confirm()

    do(sheets.save_lines, DEPUTY_OF_NONE, edits=[LineEdit("V", 2, entry)], **given)
    confirm()

    assert year.stored("B", Hand.VERIFIED).entries["V"].occurrences == listed


DEPUTY_OF_NONE = leader("pho-ngoai", "")


def test_in_a_block_of_two_people_nobody_is_locked_out(block):
    """Khối chỉ có khối trưởng của A và thư ký của B: each judges the other, the office any."""
    head, clerk = leader("truong-a", "A"), leader("thu-b", "B", Role.SECRETARY)
    out = {**EXCLUDED}
    with pytest.raises(NotPermitted, match="cơ quan thường trực"):
        do(considerations.ask, head, unit="A", **out)
    do(considerations.ask, head, unit="B", **out)
    for one in (head, clerk):
        with pytest.raises((NotPermitted, Refused)):
            confirm(one)
    confirm(OFFICE)

    for unit, judge in (("A", clerk), ("B", head)):
        with pytest.raises(NotPermitted):
            do(verification.verify_sheet, head if unit == "A" else clerk, unit=unit)
        do(verification.verify_sheet, judge, unit=unit)
    assert ranks() == {"A": 1, "B": None}
