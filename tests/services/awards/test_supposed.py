"""Giả định và khen thưởng: what the law would answer otherwise, kept, and nothing else written."""

from decimal import Decimal

import pytest
from sqlalchemy import text

from tests.people import acting
from tests.recorded import recorded
from tests.services.five_units import fill, fresh
from tests.services.year import NOW
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role
from thidua.domain.awards.supposed import quota_changes, quota_line
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.law.quota import Contender as Of
from thidua.domain.law.quota import FixedLimit, quota_state
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.sheet import Hand
from thidua.domain.verify.case import rank_case
from thidua.domain.verify.what_if import AgreedOn, ReviewerGives, supposing
from thidua.services.awards import eligibility, supposed
from thidua.services.ground.work import Work
from thidua.services.record import integrity
from thidua.services.scoring import sheets
from thidua.services.verify import analysis, verification

HEAD = acting(Role.HEAD, "K5", 2025)
DROPS_B = [AgreedOn("B", "C1", Decimal(30))]
AWARDS = ("co-thi-dua-tinh", "bang-khen-tinh", "tap-the-lao-dong-xuat-sac")
FLAG = "Cờ thi đua của bộ, ban, ngành, tỉnh"
LEADS = "Dẫn đầu cụm, khối thi đua do bộ, ban, ngành, tỉnh tổ chức"


def seen(service, actor=HEAD, **more):
    with reading() as session:
        return service(Work(session, actor, fresh()), **more)


def everything():
    """Mọi dòng của mọi bảng, as the database has them."""
    with reading() as session:
        names = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        return {
            name: session.execute(text(f'SELECT * FROM "{name}"')).all() for (name,) in names.all()
        }


def test_rank_and_eligibility_move_together_and_nothing_is_written(sqlite_url):
    fill()
    before = everything()

    found = seen(supposed.suppose, hypotheses=DROPS_B)

    assert {one.unit: (one.before.rank, one.after.rank) for one in found.moved} == {
        "A": (2, 1),
        "B": (1, 3),
        "C": (3, 2),
    }
    assert found.provisional and found.judged > 10
    lead = [one for one in found.eligibility if one.where == FLAG]
    assert {one.after.name: one.reasons for one in lead} == {
        "Phòng A": (f"{LEADS}: Dẫn đầu khối thi đua: không → Dẫn đầu khối thi đua: có",),
        "Phòng B": (f"{LEADS}: Dẫn đầu khối thi đua: có → Dẫn đầu khối thi đua: không",),
    }
    assert everything() == before


def test_the_law_answers_the_copy_as_it_answers_the_real_thing(sqlite_url):
    """The points agreed on for good and every sheet verified: the same verdicts, to the word."""
    period = fill()
    ranking = rank_case(supposing(seen(analysis.comparison).case, DROPS_B))
    with reading() as session:
        as_if = {
            award: eligibility.supposed(session, period, ranking, award=award) for award in AWARDS
        }

    with writing() as session:
        work = Work(session, HEAD, period, NOW)
        sheets.save_lines(work, **agreed("B", "C1", "30"))
    for unit in "ABCDE":
        with writing() as session:
            verification.verify_sheet(Work(session, HEAD, fresh(), NOW), unit=unit)

    for award, found in as_if.items():
        with reading() as session:
            real = eligibility.unchecked(session, fresh(), award)
        assert found.rows == real.rows
        assert (found.quotas, found.proposed) == (real.quotas, real.proposed)
        ranks = {one.nominee.code: one.rank for one in found.candidacies.values()}
        assert ranks == {one.nominee.code: one.rank for one in real.candidacies.values()}
        assert ranks == {"A": 1, "C": 2, "B": 3, "D": 4, "E": 5}


def test_a_kept_one_has_its_figures_and_the_entry_it_stood_on(sqlite_url):
    period = fill()
    with reading() as session:
        head = session.execute(text("SELECT position, hash FROM audit_head")).one()

    with writing() as session:
        work = Work(session, HEAD, period, NOW)
        supposed.keep(work, hypotheses=DROPS_B, unit="B", criterion="C1")

    (kept,) = seen(supposed.kept_at, unit="B", criterion="C1")
    assert (kept.position, kept.seal) == tuple(head)
    assert kept.words.splitlines()[:4] == [
        "Giả định: thống nhất P. B được 30 điểm ở C1.",
        "P. A: tổng 85,75; lên hạng 1.",
        "P. C: tổng 83,75; lên hạng 2.",
        "P. B: tổng 86,50 → 79,75; xuống hạng 3.",
    ]
    assert f"{FLAG} – Phòng B: thiếu dữ liệu → chưa đủ điều kiện ({LEADS}" in kept.words
    assert [(one.unit, one.criterion, one.new) for one in recorded("what_if.kept")] == [
        ("B", "C1", kept.words)
    ]
    # The score itself moves on; what was kept does not.
    with writing() as session:
        work = Work(session, HEAD, fresh(), NOW)
        sheets.save_lines(work, **agreed("A", "C1", "20"))
    assert seen(supposed.kept_at, unit="B", criterion="C1") == (kept,)
    assert seen(supposed.kept_at, unit="B", criterion="C2") == ()
    with reading() as session:
        assert integrity.first_fault(session) == ""


def agreed(unit, criterion, points):
    entry = Entry(points=Decimal(points), state=LineState.AGREED, explanation="họp")
    edits = [sheets.LineEdit(criterion, 0, entry)]
    return {"unit": unit, "hand": Hand.VERIFIED, "edits": edits, "cause": "agreed"}


@pytest.mark.parametrize(
    ("role", "unit"), [(Role.UNIT_OFFICER, "B"), (Role.REVIEWER, "A"), (Role.COUNCIL_MEMBER, None)]
)
def test_a_unit_neither_supposes_keeps_nor_reads_what_was_kept(sqlite_url, role, unit):
    period = fill()
    actor = acting(role, "K5", 2025, unit) if unit else acting(role, "K5", 2025)
    given = {"unit": "B", "criterion": "C1"}
    with writing() as session:
        supposed.keep(Work(session, HEAD, period, NOW), hypotheses=DROPS_B, **given)

    with pytest.raises(NotPermitted):
        seen(supposed.suppose, actor, hypotheses=DROPS_B)
    with pytest.raises(NotPermitted):
        seen(supposed.kept_at, actor, **given)
    with pytest.raises(NotPermitted), writing() as session:
        supposed.keep(Work(session, actor, period, NOW), hypotheses=DROPS_B, **given)


def test_a_leader_reads_what_was_kept_and_keeps_nothing(sqlite_url):
    period, leader = fill(), acting(Role.LEADER, "K5", 2025)
    given = {"unit": "B", "criterion": "C1"}
    with writing() as session:
        supposed.keep(Work(session, HEAD, period, NOW), hypotheses=DROPS_B, **given)

    assert [one.unit for one in seen(supposed.kept_at, leader, **given)] == ["B"]
    with pytest.raises(NotPermitted), writing() as session:
        supposed.keep(Work(session, leader, period, NOW), hypotheses=DROPS_B, **given)


def test_hidden_names_are_not_kept_by_somebody_who_sees_them(sqlite_url):
    period = fill(hides_names=True)
    given = [ReviewerGives("B", "C1", "A", Decimal(30))]
    admin = acting(Role.ADMINISTRATOR)

    with pytest.raises(Refused) as refused, writing() as session:
        work = Work(session, admin, period, NOW)
        supposed.keep(work, hypotheses=given, unit="B", criterion="C1")
    assert "giấu tên người chấm" in str(refused.value)

    numbered = [ReviewerGives("B", "C1", "Người chấm 1", Decimal(30))]
    with writing() as session:
        work = Work(session, HEAD, period, NOW)
        supposed.keep(work, hypotheses=numbered, unit="B", criterion="C1")
    (kept,) = seen(supposed.kept_at, unit="B", criterion="C1")
    assert kept.words.startswith("Giả định: Người chấm 1 cho P. B 30 điểm ở C1.")


def test_what_is_not_there_is_not_attached_to(sqlite_url):
    period = fill()
    for place in ({"unit": "B", "criterion": "C9"}, {"unit": "Z", "criterion": "C1"}):
        with pytest.raises(NotFound), writing() as session:
            work = Work(session, HEAD, period, NOW)
            supposed.keep(work, hypotheses=DROPS_B, **place)
    for hypotheses in ([], [AgreedOn("B", "C1", Decimal(99))]):
        with pytest.raises(Refused), writing() as session:
            work = Work(session, HEAD, period, NOW)
            supposed.keep(work, hypotheses=hypotheses, unit="B", criterion="C1")
    assert recorded("what_if.kept") == []


def test_nothing_is_attached_once_the_result_is_closed(sqlite_url):
    period = fill(Stage.LOCKED)
    with pytest.raises(NotPermitted), writing() as session:
        work = Work(session, HEAD, period, NOW)
        supposed.keep(work, hypotheses=DROPS_B, unit="B", criterion="C1")


def test_a_quota_that_changes_hands_is_told_though_its_numbers_stand(sqlite_url):
    before, after = (
        quota_state(FixedLimit(1), [Of("A", first), Of("B", 3 - first)], {}) for first in (1, 2)
    )

    (one,) = quota_changes({"q": "Cờ"}, {"co": {"q": before}}, {"co": {"q": after}}, reach=True)

    assert quota_line(one, str) == (
        "Hạn mức Cờ, nếu đề nghị mọi đối tượng đủ điều kiện: 2 đối tượng, 1 suất; vượt hạn mức; "
        "ngoài vạch: B → 2 đối tượng, 1 suất; vượt hạn mức; ngoài vạch: A."
    )
    same = quota_changes({"q": "Cờ"}, {"co": {"q": before}}, {"co": {"q": before}}, reach=True)
    assert tuple(same) == ()
