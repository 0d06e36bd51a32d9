"""Đề nghị khen thưởng: step by step to the decision, each by whoever may and over what was seen."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from tests.noting import noting
from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services import nine_members
from tests.services.dossier_block import (
    PERSON,
    UNIT,
    WHOLE,
    WORKER,
    assessed,
    award,
    bring,
    settled,
    state,
    switch,
    verdicts,
)
from tests.services.year import (
    HEAD,
    NOW,
    OFFICER,
    OTHER,
    SECRETARY,
    do,
    fresh,
    overtaken,
    to_self_score,
)
from thidua.db import dossier_queries
from thidua.db.engine import reading
from thidua.db.tables import MovementLife
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.awards.proposal import Achievement, AwardSplit, ProposalState
from thidua.domain.dossier.award_file import AwardRow
from thidua.domain.dossier.award_history import Occasion, UsedAchievement
from thidua.domain.dossier.facts import Fact
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.law.conditions.measured import RequirementState
from thidua.domain.law.law import Verification
from thidua.domain.law.quota import QuotaStatus
from thidua.domain.movement.life import MOVEMENT_STATE_WORDS, MovementState
from thidua.domain.vote.vote import Subject
from thidua.services.awards import achievements, councils, decisions, nominees, proposals
from thidua.services.dossier import award_history, facts
from thidua.services.ground.work import Work
from thidua.services.vote import results as vote_results

pytestmark = pytest.mark.usefixtures("as_recorded")

EXCELLENT, BASE = "tap-the-lao-dong-xuat-sac", "chien-si-thi-dua-co-so"
PLAN = "binh-phuoc-nong-thon-moi"
DAY = date(2026, 2, 10)
DECISION = {"decision": "15/QĐ-UBND", "day": DAY, "signer": "Nguyễn Văn Chủ"}


def propose(subject="A", slug=EXCELLENT, actor=HEAD, **more):
    recipient = PERSON if subject.startswith("P") else UNIT
    return do(proposals.propose, actor, recipient=recipient, subject=subject, award=slug, **more)


def usable(subject, slug):
    with reading() as session:
        return achievements.usable(
            Work(session, HEAD, fresh()), recipient=PERSON, subject=subject, award=slug
        )


def listed(actor=HEAD):
    with reading() as session:
        return proposals.listed(Work(session, actor, fresh()))


def states():
    return [(one.subject, one.state.value, one.version) for one in listed()]


def good():
    """Hai đơn vị đủ điều kiện."""
    settled()
    for unit in "AB":
        state(unit, WHOLE)


@pytest.mark.both_databases
def test_from_the_proposal_to_the_decision_and_into_the_history():
    good()
    key = propose(reason="đứng đầu khối")
    do(councils.mark_voted, key=key, seen=1, document="BB 3/BB-K1")
    do(councils.mark_sent, SECRETARY, key=key, seen=2, document="TTr 8/TTr-K1")
    do(decisions.decide, key=key, seen=3, **DECISION)

    (one,) = listed()
    assert replace(one, verdict="", set_at=None) == replace(
        one,
        key=key,
        award=EXCELLENT,
        recipient=UNIT,
        subject="A",
        state=ProposalState.DECIDED,
        reason="đứng đầu khối",
        document="TTr 8/TTr-K1",
        decision="15/QĐ-UBND",
        day=DAY,
        signer="Nguyễn Văn Chủ",
        authority="Chủ tịch UBND tỉnh",
        judged_on=DAY,
        version=4,
        set_by=HEAD.name,
        verdict="",
        set_at=None,
    )
    verdict = json.loads(one.verdict)
    assert (verdict["verdict"], verdict["on"]) == ("eligible", "2026-02-10")
    with reading() as session:
        given = award_history.listed(Work(session, HEAD, fresh()))
    assert [(row.words(row.award), row.is_decided_here) for row in given] == [
        (
            f"{EXCELLENT} năm 2025, quyết định 15/QĐ-UBND, ngày 10/02/2026, Chủ tịch UBND tỉnh",
            True,
        )
    ]


@pytest.mark.both_databases
def test_every_step_is_recorded_with_what_it_rests_on():
    good()
    key = propose()
    do(councils.mark_voted, key=key, seen=1, document="BB 3")
    do(councils.cut, key=key, seen=2, council="HĐ TĐKT tỉnh", day=DAY, reason="đã khen năm trước")

    other = propose("B", reason="đứng đầu khối")
    do(councils.mark_sent, key=other, seen=1, document="TTr 8")
    do(decisions.decide, key=other, seen=2, **DECISION)
    last = propose()
    do(proposals.withdraw, key=last, seen=1, reason="nhường đơn vị khác")

    a, b = (f"{unit} · Tập thể lao động xuất sắc" for unit in "AB")
    found = recorded("proposal.", "award.")
    assert [(one.action, one.unit, one.old, one.new, one.reason) for one in found] == [
        ("proposal.proposed", "A", "", f"{a}: đã đề nghị (đủ điều kiện)", ""),
        ("proposal.voted", "A", "đã đề nghị", f"{a}: đã bình xét", "BB 3"),
        (
            "proposal.cut",
            "A",
            "đã bình xét",
            f"{a}: hội đồng không đồng ý (HĐ TĐKT tỉnh, ngày 10/02/2026)",
            "đã khen năm trước",
        ),
        ("proposal.proposed", "B", "", f"{b}: đã đề nghị (đủ điều kiện)", "đứng đầu khối"),
        ("proposal.sent", "B", "đã đề nghị", f"{b}: đã trình cấp trên", "TTr 8"),
        (
            "proposal.decided",
            "B",
            "đã trình cấp trên",
            f"{b}: đã có quyết định (quyết định 15/QĐ-UBND ngày 10/02/2026, Nguyễn Văn Chủ ký; "
            "đủ điều kiện)",
            "",
        ),
        (
            "award.noted",
            "B",
            "",
            "B: Tập thể lao động xuất sắc năm 2025, quyết định 15/QĐ-UBND, ngày 10/02/2026, "
            "Chủ tịch UBND tỉnh",
            "",
        ),
        ("proposal.proposed", "A", "", f"{a}: đã đề nghị (đủ điều kiện)", ""),
        ("proposal.withdrawn", "A", "đã đề nghị", f"{a}: đã rút", "nhường đơn vị khác"),
    ]


def test_a_verdict_is_kept_by_its_codes_and_names_nobody():
    good()
    state("P1", WORKER)
    propose("P1", BASE)

    (one,) = listed()
    kept = json.loads(one.verdict)
    states = {finding["verdict"] for finding in kept["findings"]}
    assert (kept["verdict"], states <= set(RequirementState), "met" in states) == (
        "eligible",
        True,
        True,
    )
    assert {finding["verification"] for finding in kept["findings"]} <= set(Verification)
    assert "Trần Văn An" not in one.verdict


def test_whoever_is_not_eligible_needs_a_reason_and_it_is_kept():
    good()
    state("A", {"so_ldtt": "3"})

    with pytest.raises(Refused, match="Ít nhất 70% cá nhân đạt Lao động tiên tiến: không đạt"):
        propose()
    propose(despite="tỉnh cho phép theo CV 9")

    (one,) = listed()
    assert (one.despite, json.loads(one.verdict)["verdict"]) == (
        "tỉnh cho phép theo CV 9",
        "not_eligible",
    )


@pytest.mark.both_databases
def test_the_law_book_is_asked_again_for_the_day_of_the_decision():
    good()
    key = propose()
    state("A", {"so_ldtt": "3"})

    with pytest.raises(Refused, match="chưa đủ điều kiện"):
        do(decisions.decide, key=key, seen=1, **DECISION)
    do(decisions.decide, key=key, seen=1, **DECISION, despite="quyết định đã ký")

    assert listed()[0].despite == "quyết định đã ký"


def test_nobody_is_put_forward_twice_for_the_same_and_may_be_again_after_withdrawing():
    good()
    key = propose()

    with pytest.raises(Refused, match="đã được đề nghị"):
        propose()
    with pytest.raises(Refused, match="lý do rút"):
        do(proposals.withdraw, key=key, seen=1, reason=" ")
    do(proposals.withdraw, key=key, seen=1, reason="nhường đơn vị khác")
    propose()

    assert [(row[0], row[1]) for row in states()] == [("A", "withdrawn"), ("A", "proposed")]


@pytest.mark.both_databases
def test_of_two_who_put_forward_the_same_at_once_one_does():
    good()
    named = {"recipient": UNIT, "subject": "A", "award": EXCELLENT}

    told = overtaken(
        lambda session: proposals.propose(Work(session, HEAD, fresh(), NOW), **named),
        lambda: propose(actor=SECRETARY),
    )

    assert isinstance(told, Refused)
    assert states() == [("A", "proposed", 1)]


@pytest.mark.parametrize(
    ("step", "named"),
    [
        (councils.mark_voted, {"document": "BB"}),
        (councils.mark_sent, {"document": "TTr"}),
        (decisions.decide, DECISION),
        (councils.cut, {"council": "HĐ", "day": DAY, "reason": "x"}),
        (proposals.withdraw, {"reason": "x"}),
    ],
)
def test_no_step_is_taken_over_what_somebody_else_changed_or_after_the_end(step, named):
    good()
    key, other = propose(), propose("B")
    do(proposals.withdraw, key=other, seen=1, reason="thôi")

    with pytest.raises(StaleEdit):
        do(step, key=key, seen=2, **named)
    with pytest.raises(Refused, match="đã rút nên không chuyển được"):
        do(step, key=other, seen=2, **named)
    with pytest.raises(NotFound):
        do(step, key=key + 99, seen=1, **named)
    do(step, key=key, seen=1, **named)


@pytest.mark.parametrize(
    ("step", "named", "said"),
    [
        (councils.mark_voted, {}, "biên bản bình xét"),
        (councils.mark_sent, {"document": ""}, "số tờ trình"),
        (decisions.decide, {**DECISION, "decision": " "}, "số quyết định"),
        (decisions.decide, {**DECISION, "signer": ""}, "người ký"),
        (decisions.decide, {**DECISION, "day": date(2026, 3, 21)}, "chưa tới"),
        (councils.cut, {"council": "", "day": DAY, "reason": "x"}, "tên hội đồng"),
        (councils.cut, {"council": "HĐ", "day": DAY, "reason": " "}, "lý do hội đồng"),
        (councils.cut, {"council": "HĐ", "day": date(2026, 3, 21), "reason": "x"}, "chưa tới"),
    ],
)
def test_a_step_without_what_it_rests_on_is_refused(step, named, said):
    good()
    key = propose()

    with pytest.raises(Refused, match=said):
        do(step, key=key, seen=1, **named)
    assert states() == [("A", "proposed", 1)]


def test_an_officer_puts_forward_the_own_unit_and_people_and_decides_nothing():
    good()
    to_self_score()
    state("P1", WORKER)

    propose(actor=OFFICER)
    mine = propose("P1", BASE, OFFICER)

    with pytest.raises(NotPermitted):
        propose("B", actor=OFFICER)
    with pytest.raises(NotPermitted):
        do(decisions.decide, OFFICER, key=mine, seen=1, **DECISION)
    with pytest.raises(NotPermitted):
        do(proposals.withdraw, OTHER, key=mine, seen=1, reason="x")
    assert [one.subject for one in listed(OFFICER)] == ["A", "P1"]
    assert listed(OTHER) == ()


def test_only_what_a_proposal_needs_is_used_and_then_for_nothing_else():
    settled()
    state("P1", WORKER | {"sang_kien_cap": ("co_so", "QĐ 5/SK")})
    key = propose("P1", BASE)

    assert listed()[0].uses == (
        UsedAchievement(
            what="sang_kien_cap", year=2025, for_award=BASE, for_year=2025, evidence="QĐ 5/SK"
        ),
    )
    sought = Achievement(
        what="sang_kien_cap",
        year=2025,
        name="Phạm vi ảnh hưởng của sáng kiến",
        value="cơ sở",
        evidence="QĐ 5/SK",
        is_needed=True,
    )
    taken = replace(sought, used_for="Chiến sĩ thi đua cơ sở năm 2025", is_needed=False)
    assert (usable("P1", BASE), usable("P1", "lao-dong-tien-tien")) == ((sought,), (taken,))
    assert verdicts(award=BASE)["P1"] == "eligible"
    state("P1", {"sang_kien_cap": ("tinh", "QĐ 5/SK")})
    for year in (2023, 2024, 2025):
        award("P1", BASE, year)
    assert verdicts(award="chien-si-thi-dua-tinh")["P1"] == "not_eligible"

    do(proposals.withdraw, key=key, seen=1, reason="để dành sáng kiến")
    assert verdicts(award="chien-si-thi-dua-tinh")["P1"] == "eligible"


def test_an_initiative_that_is_not_needed_is_not_used():
    settled()
    state("P1", WORKER | {"xep_loai": "HTXS"})
    propose("P1", BASE)

    assert listed()[0].uses == ()


def test_an_achievement_named_for_a_second_award_is_refused():
    settled()
    state("P1", WORKER)
    propose("P1", BASE)
    used = [("sang_kien_cap", 2025)]

    with pytest.raises(Refused) as told:
        propose("P1", "lao-dong-tien-tien", uses=used)
    assert str(told.value) == (
        "«Phạm vi ảnh hưởng của sáng kiến» năm 2025 đã dùng để xét Chiến sĩ thi đua cơ sở năm 2025."
    )
    with pytest.raises(NotFound):
        propose("P1", "lao-dong-tien-tien", uses=[("khong_co", 2025)])
    assert [one.award for one in listed()] == [BASE]


@pytest.mark.both_databases
def test_what_is_chosen_is_used_and_recorded_by_name_and_must_be_enough():
    settled()
    state("P1", WORKER | {"so_sang_kien": ("2", "QĐ 7/SK")})

    with pytest.raises(Refused) as told:
        propose("P1", BASE, uses=[("so_sang_kien", 2025)])
    assert str(told.value) == (
        "Chưa chọn đủ thành tích cho Chiến sĩ thi đua cơ sở; cần: "
        "«Phạm vi ảnh hưởng của sáng kiến» năm 2025."
    )
    propose("P1", BASE, uses=[("so_sang_kien", 2025), ("sang_kien_cap", 2025)])

    assert [(use.what, use.year, use.evidence) for use in listed()[0].uses] == [
        ("sang_kien_cap", 2025, ""),
        ("so_sang_kien", 2025, "QĐ 7/SK"),
    ]
    (act,) = recorded("proposal.proposed")
    assert act.new == (
        "Trần Văn An (P1) · Chiến sĩ thi đua cơ sở: đã đề nghị (đủ điều kiện; "
        "dùng «Phạm vi ảnh hưởng của sáng kiến» năm 2025; "
        "dùng «Số sáng kiến áp dụng hiệu quả tại cơ sở» năm 2025)"
    )


def test_an_achievement_of_a_later_year_is_not_offered():
    settled()
    state("P1", {"sang_kien_cap": "tinh"}, year=2026)

    assert usable("P1", BASE) == ()


def test_a_group_of_a_programme_is_a_place_of_its_own():
    settled()
    state("A", {"nhom_doi_tuong": "1.1"}, year=None)
    asked = ("hoan_thanh_nhiem_vu_bcd", "tham_muu_chinh_sach", "dang_ky_ho_tro_dia_chi")
    state("A", dict.fromkeys((*asked, "lam_tot_phan_viec_bcd"), "có"))
    key = propose(slug="", programme=PLAN, group="1.1")
    do(decisions.decide, key=key, seen=1, **DECISION)

    (one,) = listed()
    assert (one.award, one.place) == ("bang-khen-tinh", (PLAN, "1.1"))
    found = assessed(programme=PLAN)
    assert found.proposed["1.1"]["1.1"].proposed == ("A",)
    with reading() as session:
        (given,) = dossier_queries.awards_given(session)
    assert given.occasion is Occasion.THEMATIC
    with pytest.raises(NotFound):
        propose("P1", "", programme=PLAN, group="1.1")
    with pytest.raises(NotFound):
        propose("P1", BASE, group="1.1")


@pytest.mark.both_databases
@pytest.mark.parametrize("over", [MovementState.CLOSED, MovementState.STOPPED])
def test_a_movement_that_is_over_takes_no_proposal(over):
    settled()
    of_plan = {"programme": PLAN, "group": "1.5.1", "despite": "thử"}
    with noting() as session:
        by = {"launched_on": DAY, "document": "KH 192", "document_day": DAY}
        row = MovementLife(programme=PLAN, state=over, set_by="x", set_at=NOW, **by)
        session.add(row)

    for actor in (PROGRAM, HEAD):
        with pytest.raises(Refused, match=f"«{MOVEMENT_STATE_WORDS[over]}» nên không nhận thêm"):
            propose("P1", "", actor, **of_plan)
    assert listed() == ()
    propose("P1", BASE, despite="ngoài phong trào")

    with noting() as session:
        row = session.exec(select(MovementLife)).one()
        row.state = MovementState.FINAL
        session.add(row)
    propose("P1", "", **of_plan)
    assert [one.programme for one in listed()] == ["", PLAN]


def test_the_quota_counts_those_put_forward_and_not_those_cut():
    good()
    switch("BK.COKHOI")
    state("A", {"thanh_tich_dot_xuat": "có", "da_khai_du_nam": "có"})
    state("B", {"thanh_tich_dot_xuat": "có", "da_khai_du_nam": "có"})
    slug = "bang-khen-tinh"
    keys = [propose(unit, slug) for unit in "AB"]

    def quota():
        return assessed(award=slug).proposed[slug]["BK.COKHOI"]

    assert (quota().status, quota().proposed) == (QuotaStatus.WITHIN, ("A", "B"))
    do(councils.cut, key=keys[0], seen=1, council="HĐ", day=DAY, reason="chưa tiêu biểu")
    assert quota().proposed == ("B",)


def test_the_share_of_leaders_among_people_put_forward():
    settled()
    for code in ("P1", "P2"):
        state(code, WORKER)
        propose(code, BASE)

    with reading() as session:
        assert proposals.split(Work(session, HEAD, fresh())) == AwardSplit(1, 1, 0)


def test_a_file_cannot_overwrite_an_award_decided_here():
    good()
    do(decisions.decide, key=propose(), seen=1, **DECISION)
    row = AwardRow("A", EXCELLENT, 2025, "99/QĐ")

    with reading() as session:
        found = award_history.preview_awards(Work(session, PROGRAM), rows=[row])
    assert [one.code for one in found.findings] == ["decided_here"]
    with pytest.raises(Refused):
        bring(award_history.import_awards, [row])


def voted(*answers):
    """Chín đơn vị bỏ phiếu về U1 và U2; how many agree to each."""
    draft = replace(nine_members.AWARD, subject=Subject.AWARD, award=EXCELLENT)
    vote = nine_members.opened(draft)
    for number, unit in enumerate(nine_members.UNITS):
        said = [nine_members.YES if number < agree else nine_members.NO for agree in answers]
        nine_members.cast(vote, unit, *said)
    nine_members.do(vote_results.close, vote=vote, seen=nine_members.view(vote).version)
    return vote


@pytest.mark.both_databases
def test_a_vote_counted_here_carries_the_proposal_it_passed(tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path))
    nine_members.settle()
    for unit in ("U1", "U2"):
        state(unit, WHOLE)
    keys = [propose(unit, actor=nine_members.HEAD) for unit in ("U1", "U2")]
    vote = voted(8, 7)

    def mark(key):
        nine_members.do(councils.mark_voted, key=key, seen=1, vote=vote)

    with pytest.raises(Refused, match=r"7/9 phiếu .* không đạt, còn thiếu 1 phiếu"):
        mark(keys[1])
    with pytest.raises(NotFound):
        nine_members.do(councils.mark_voted, key=keys[0], seen=1, vote=vote + 1)
    mark(keys[0])

    found = nine_members.see(proposals.listed)
    assert [(one.state.value, one.vote) for one in found] == [("voted", vote), ("proposed", None)]
    (act,) = recorded("proposal.voted")
    assert (act.unit, act.old, act.new, act.reason) == (
        "U1",
        "đã đề nghị",
        "U1 · Tập thể lao động xuất sắc: đã bình xét («Đề nghị tặng Cờ thi đua»: 8/9 phiếu)",
        "",
    )

    with reading() as session:
        units = nominees.unchecked(session, fresh(), EXCELLENT)[:2]
        kind = facts.catalogue(session).kinds["ty_le_phieu"]
    shares = [one.nominee.facts.of(kind, 2025) for one in units]
    assert shares == [Fact(Decimal("88.888888")), Fact(Decimal("77.777777"))]


@pytest.mark.parametrize(
    ("step", "named"),
    [
        (councils.mark_voted, {"document": "BB"}),
        (councils.mark_sent, {"document": "TTr"}),
        (decisions.decide, DECISION),
        (councils.cut, {"council": "HĐ", "day": DAY, "reason": "x"}),
    ],
)
@pytest.mark.parametrize("subject", ["A", "P1"])
def test_who_is_of_the_unit_takes_no_step_for_it_or_its_people(step, named, subject):
    good()
    state("P1", WORKER)
    key = propose() if subject == "A" else propose("P1", BASE, despite="Tập thể đề nghị")
    chair = Actor("Khối trưởng A (ta)", (Grant(Role.HEAD, "K1", None, 2025, "A"),), "ta")

    with pytest.raises(NotPermitted, match="người của đơn vị này"):
        do(step, chair, key=key, seen=1, **named)
    assert states() == [(subject, "proposed", 1)]
