"""Thương lượng dự thảo: a line that changed meanwhile, tasks of both sides, a copied group."""

from datetime import timedelta

import pytest

from tests.recorded import recorded
from tests.services.covenant.test_drafts import (
    CHAIR,
    NOW,
    OFFICER_A,
    OFFICER_B,
    SECRETARY,
    SHEET,
    block,
    codes,
    copied,
    do,
    line,
    period,
    proposals,
    propose,
)
from thidua.db.engine import reading, writing
from thidua.domain.covenant.drafting.proposal import (
    ClauseProposalKind,
    ClauseProposalState,
    standing,
)
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.period.owed import Doing
from thidua.services.covenant import clause_proposals, draft_edits, drafts
from thidua.services.ground.work import Work
from thidua.services.progress import my_tasks
from thidua.services.verify import drafting

FIXTURES = (block, copied)


@pytest.fixture
def shared(copied):
    """Dự thảo đang lấy ý kiến."""
    do(drafts.share, shared=True)
    return copied


def stands(key):
    lines = [*_view().sheet(SHEET)]
    return standing(next(one for one in proposals() if one.key == key), lines)


def _view():
    with reading() as session:
        return drafts.view(Work(session, SECRETARY, period()))


def save(code, actor=SECRETARY, **cells):
    row = line(code)
    do(draft_edits.save_line, actor, key=row.key, cells={**row.cells, **cells}, seen=row.version)


def asked(actor, unit, about, kind=ClauseProposalKind.CHANGE, **cells):
    propose(actor, unit, about, kind, **cells)
    return proposals()[-1].key


def test_what_was_asked_is_laid_over_the_line_as_it_stands_now(shared):
    key = asked(OFFICER_A, "A", "I", max_points="80")
    save("I", text="Kết quả mới", max_points="85")
    found = stands(key)

    assert found.has_drifted
    assert found.texts == (
        ("Nội dung", "Kết quả", "Kết quả mới", "Kết quả mới"),
        ("Điểm tối đa", "90", "85", "80"),
    )
    with pytest.raises(StaleEdit, match="ba lời"):
        do(clause_proposals.take, key=key)
    do(clause_proposals.take, key=key, onto=line("I").version)

    assert (line("I").cell("text"), line("I").cell("max_points")) == ("Kết quả mới", "80")
    assert proposals()[-1].state is ClauseProposalState.TAKEN


def test_a_unit_asks_again_on_the_line_as_it_stands(shared):
    key = asked(OFFICER_A, "A", "I", max_points="80")
    save("I", text="Kết quả mới")
    with pytest.raises(NotPermitted):
        do(clause_proposals.renew, OFFICER_B, key=key, unit="B", seen=2)
    with pytest.raises(StaleEdit, match="vừa được sửa"):
        do(clause_proposals.renew, OFFICER_A, key=key, unit="A", seen=1)
    do(clause_proposals.renew, OFFICER_A, key=key, unit="A", seen=line("I").version)
    (one,) = proposals()

    assert one.changes == (("Điểm tối đa", "90", "80"),)
    assert not stands(key).has_drifted
    assert [told.new for told in recorded("clause.renewed")] == ["Điểm tối đa: 80"]
    do(clause_proposals.take, key=key)
    assert line("I").cell("text") == "Kết quả mới"


def test_a_wish_that_came_true_meanwhile_is_not_asked_again(shared):
    key = asked(OFFICER_A, "A", "I", max_points="80")
    save("I", max_points="80")

    with pytest.raises(Refused, match="đã đúng như đơn vị đề nghị"):
        do(clause_proposals.renew, OFFICER_A, key=key, unit="A", seen=line("I").version)


def test_a_line_that_was_moved_is_still_the_one_asked_about(shared):
    do(draft_edits.add_line, sheet=SHEET, cells={"code": "X", "text": "Nhóm khác"})
    do(draft_edits.add_line, sheet=SHEET, cells={"code": "Y", "text": "Ý", "method": "Chấm mức"})
    key = asked(OFFICER_A, "A", "Y", text="Ý rõ hơn")
    do(draft_edits.move_into, key=line("Y").key, group="")
    moved = next(one for one in _view().sheet(SHEET) if one.cell("text") == "Ý")
    assert moved.title != "Y"

    assert stands(key).line.key == moved.key
    do(clause_proposals.take, key=key, onto=moved.version)
    assert line(moved.title).cell("text") == "Ý rõ hơn"


def test_what_is_asked_of_a_line_that_is_gone_can_only_be_declined(shared):
    do(draft_edits.add_line, sheet=SHEET, cells={"code": "Y", "text": "Ý", "method": "Chấm mức"})
    key = asked(OFFICER_A, "A", "Y", text="Ý rõ hơn")
    do(draft_edits.remove_line, key=line("Y").key, seen=1)

    assert stands(key).is_lost
    with pytest.raises(NotFound, match="không còn dòng Y"):
        do(clause_proposals.take, key=key)
    with pytest.raises(NotFound, match="hãy rút"):
        do(clause_proposals.renew, OFFICER_A, key=key, unit="A", seen=1)


def test_a_new_line_whose_code_was_given_away_gets_the_next_one(shared):
    wish = {"code": "VI", "text": "Thêm", "method": "Chấm mức"}
    first = asked(OFFICER_A, "A", "VI", ClauseProposalKind.ADD, **wish)
    second = asked(OFFICER_B, "B", "VI", ClauseProposalKind.ADD, **wish)
    do(clause_proposals.take, key=first)
    with pytest.raises(StaleEdit):
        do(clause_proposals.take, key=second)
    do(clause_proposals.take, key=second, onto=1)

    assert codes()[-2:] == ["VI", "VII"]


def test_a_moved_line_whose_code_was_given_away_is_still_the_one_asked_about(shared):
    for code, text in (("X", "Nhóm khác"), ("Y", "Ý")):
        method = {"method": "Chấm mức"} if code == "Y" else {}
        do(draft_edits.add_line, sheet=SHEET, cells={"code": code, "text": text, **method})
    gone = asked(OFFICER_A, "A", "Y", ClauseProposalKind.REMOVE)
    with writing() as session:
        work = Work(session, SECRETARY, period(), NOW + timedelta(minutes=1))
        draft_edits.move_into(work, key=line("Y").key, group="")
    other = {"code": "Y", "text": "Dòng khác", "method": "Chấm mức"}
    do(draft_edits.add_line, sheet=SHEET, cells=other)
    moved = next(one for one in _view().sheet(SHEET) if one.cell("text") == "Ý")

    assert stands(gone).line.key == moved.key
    do(clause_proposals.take, key=gone, onto=moved.version)
    assert line("Y").cell("text") == "Dòng khác"
    assert moved.title not in codes()


def test_a_copy_of_the_line_asked_about_is_not_taken_for_it(shared):
    key = asked(OFFICER_A, "A", "I", max_points="80")
    with writing() as session:
        work = Work(session, SECRETARY, period(), NOW + timedelta(minutes=1))
        draft_edits.copy_line(work, key=line("I").key)
    save("I", text="Kết quả mới")

    assert stands(key).line.title == "I"


def test_a_wish_is_refused_where_the_line_was_changed_unseen(shared):
    row = line("I")
    save("I", max_points="85")
    wish = {"unit": "A", "title": "I", "reason": "Lời rõ hơn", "seen": row.version}
    for kind in (ClauseProposalKind.CHANGE, ClauseProposalKind.REMOVE):
        with pytest.raises(StaleEdit, match="vừa được"):
            do(
                clause_proposals.propose, OFFICER_A, kind=kind,
                cells={**row.cells, "text": "Rõ"}, **wish,
            )  # fmt: skip
    assert proposals() == []


def test_a_new_line_whose_code_differs_only_in_case_gets_the_next_one(shared):
    wish = {"code": "vi", "text": "Thêm", "method": "Chấm mức"}
    key = asked(OFFICER_A, "A", "vi", ClauseProposalKind.ADD, **wish)
    do(draft_edits.add_line, sheet=SHEET, cells={**wish, "code": "VI"})

    assert stands(key).has_drifted
    do(clause_proposals.take, key=key, onto=1)
    assert codes()[-2:] == ["VI", "VII"]


def test_an_answer_is_no_longer_than_a_reason_may_be(shared):
    key = asked(OFFICER_A, "A", "I", max_points="80")
    for service in (clause_proposals.take, clause_proposals.decline):
        with pytest.raises(Refused, match="Câu trả lời"):
            do(service, key=key, answer="x" * 100_000)
    assert line("I").cell("max_points") == "90"
    assert proposals()[-1].state is ClauseProposalState.OPEN


def tasks(actor, now=NOW):
    with reading() as session:
        found = my_tasks.waiting(Work(session, actor, period(), now))
    return [one.words for one in found if one.doing is Doing.NEGOTIATE]


def test_both_sides_are_told_of_what_waits_for_them(shared):
    key = asked(OFFICER_A, "A", "I", max_points="80")
    assert tasks(SECRETARY) == tasks(CHAIR) == ["1 đề nghị sửa dự thảo chờ trả lời, của A"]
    assert tasks(OFFICER_A) == []
    save("I", text="Kết quả mới")
    assert tasks(OFFICER_A) == [
        "dòng I của dự thảo đã đổi từ lúc đề nghị; xin đề nghị lại hoặc rút"
    ]
    do(clause_proposals.decline, key=key, answer="Khối đã thống nhất 90")

    answered = "đề nghị của đơn vị về dòng I của dự thảo: không nhận: Khối đã thống nhất 90"
    assert tasks(OFFICER_A) == [answered]
    assert tasks(OFFICER_B) == tasks(SECRETARY) == []
    assert tasks(OFFICER_A, NOW + timedelta(days=15)) == []
    do(drafts.share, shared=False)
    assert tasks(OFFICER_A) == []


def test_a_group_of_another_covenant_is_copied_with_all_inside_it(copied):
    before = codes()
    key = do(drafting.bring, source="mau-14-truong-giao-vien-hang-thang-2026", code="II")

    assert codes()[:2] == before[:2]
    assert codes()[2:] == ["VI", "VI.1", "VI.2", "VI.3", "VI.4"]
    assert line("VI").key == key
    (told,) = recorded("draft.brought")
    assert told.new.startswith("5 dòng của II (Mẫu: ")
    with pytest.raises(NotFound, match="không có dòng ZZ"):
        do(drafting.bring, source="mau-14-truong-giao-vien-hang-thang-2026", code="ZZ")
    with pytest.raises(NotPermitted):
        do(drafting.bring, OFFICER_A, source="mau-14-truong-giao-vien-hang-thang-2026", code="II")
