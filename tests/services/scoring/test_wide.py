"""Nhập bảng rộng: what is remembered for whom, and what the record says of it."""

from decimal import Decimal

import pytest

from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services.year import OFFICER, do, fresh, settle, to_self_score
from thidua.db.engine import reading
from thidua.domain.ground.errors import NotPermitted, Refused, StaleEdit
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.grid import Grid, Square
from thidua.services.ground.work import Work
from thidua.services.scoring import wide

pytestmark = pytest.mark.both_databases
STRANGE = "cột: đơn vị số một"


@pytest.fixture(autouse=True)
def _year(as_recorded):
    settle()
    to_self_score()


def grids(points=80, heading="Đơn vị số một"):
    rows = {
        1: {1: Square("Mã", "A1"), 2: Square("Nội dung", "B1"), 3: Square(heading, "C1")},
        2: {1: Square("I", "A2"), 3: Square(Decimal(points), "C2")},
    }
    return [Grid(title="Bảng", rows=rows)]


def bring_in(actor=PROGRAM, answers=None, seen=None, **sheet):
    do(
        wide.import_wide,
        actor,
        hand=Hand.SELF,
        grids=grids(**sheet),
        answers=answers or {},
        seen=seen,
        file_name="bang.xlsx",
    )


def preview(actor=PROGRAM, answers=None, **sheet):
    with reading() as session:
        return wide.preview_wide(
            Work(session, actor, fresh()),
            hand=Hand.SELF,
            grids=grids(**sheet),
            answers=answers or {},
        )


def kept():
    with reading() as session:
        found = wide.remembered(Work(session, PROGRAM, fresh()), hand=Hand.SELF)
    return {one.question: (one.meaning, one.set_by) for one in found}


def test_answers_are_remembered_for_the_block_changed_and_forgotten_on_the_record():
    bring_in(answers={STRANGE: "A"})
    assert kept() == {STRANGE: ("A", PROGRAM.name)}
    assert preview().open_questions == ()
    bring_in(answers={STRANGE: "B"})
    do(wide.forget, hand=Hand.SELF, questions=[STRANGE, "dòng: không có"])

    assert kept() == {}
    assert [one.key for one in preview().open_questions] == [STRANGE]
    assert [(one.action, one.old, one.new) for one in recorded("wide.")] == [
        ("wide.answered", "", f"«{STRANGE}» là «A»"),
        ("wide.answered", f"«{STRANGE}» là «A»", f"«{STRANGE}» là «B»"),
        ("wide.forgotten", f"«{STRANGE}» là «B»", ""),
    ]


def test_what_one_unit_answers_holds_for_that_import_alone():
    bring_in(OFFICER, {STRANGE: "A"})

    assert kept() == {}
    assert [one.old for one in recorded("score.self")] == ["chưa chấm"]
    with pytest.raises(NotPermitted):
        do(wide.forget, OFFICER, hand=Hand.SELF, questions=[STRANGE])


def test_an_open_question_is_refused_and_nothing_is_written():
    with pytest.raises(Refused, match="Còn câu hỏi về bảng này chưa trả lời"):
        bring_in()

    assert (kept(), recorded("score.")) == ({}, [])


def test_a_sheet_that_was_seen_otherwise_is_not_brought_in():
    seen = preview(answers={STRANGE: "A"}).scores.preview.fingerprint

    with pytest.raises(StaleEdit):
        bring_in(answers={STRANGE: "A"}, points=81, seen=seen)

    assert kept() == {}


def test_an_answer_holds_for_the_words_it_was_given_for_alone():
    bring_in(answers={STRANGE: "A"})
    found = preview(heading="Đơn vị số hai")

    assert [one.key for one in found.open_questions] == ["cột: đơn vị số hai"]
    assert found.scores is None
