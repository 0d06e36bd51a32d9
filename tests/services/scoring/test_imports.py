"""Nhập điểm từ tệp: what the record says of lines that nobody typed on the screen."""

import pytest
from sqlmodel import select

from tests.noting import move
from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services.year import OFFICER, do, fresh, settle, to_self_score, to_verify
from thidua.db.engine import reading
from thidua.db.tables import ScoreSheet
from thidua.domain.period.stage import Stage
from thidua.domain.rules.rows import InputRow
from thidua.domain.scoring.file import ScoreFile, ScoreRow
from thidua.domain.scoring.sheet import Hand
from thidua.services.scoring import imports as score_imports


@pytest.fixture(autouse=True)
def _year(as_recorded):
    settle()


def brought_in(*rows, actor=PROGRAM, **named):
    """Nhập các dòng này: unit, criterion, points."""
    file = ScoreFile(tuple(ScoreRow(unit, code, InputRow(**said)) for unit, code, said in rows))
    do(score_imports.import_scores, actor, file=file, **named)


def said(*actions):
    """Nhật ký về các việc này: action, unit, criterion, before, after, why, for whom."""
    return [
        (one.action, one.unit, one.criterion, one.old, one.new, one.reason, one.on_behalf_of)
        for one in recorded(*actions)
    ]


def test_a_line_says_from_which_file_it_came():
    to_self_score()
    brought_in(("A", "I", {"points": "80"}), actor=OFFICER, hand=Hand.SELF, file_name="a.xlsx")

    assert said("score.self") == [
        ("score.self", "A", "I", "chưa chấm", "80 điểm", "nhập từ tệp «a.xlsx»", "")
    ]


def test_a_verdict_brought_in_says_so_of_every_line_and_of_the_sheet():
    to_verify()
    lines = (("A", "I", {"points": "80"}), ("A", "V", {"points": "0"}))
    brought_in(*lines, hand=Hand.VERIFIED, is_verdict=True)

    assert said("score.verified", "sheet.verified") == [
        ("score.verified", "A", "I", "chưa chấm", "80 điểm", "nhập từ tệp", ""),
        ("score.verified", "A", "V", "chưa chấm", "0 điểm", "nhập từ tệp", ""),
        ("sheet.verified", "A", "", "Nháp", "Đã thẩm định", "nhập từ tệp", ""),
    ]


@pytest.mark.both_databases
def test_a_paper_review_brought_in_is_handed_in_and_nobody_says_what_was_hidden():
    to_self_score()
    move(fresh(), Stage.CROSS_SCORE)
    brought_in(("A", "I", {"points": "70"}), hand=Hand.CROSS, is_verdict=True, reviewer="B")

    assert said("score.cross", "review.submitted") == [
        ("score.cross", "A", "I", "chưa chấm", "70 điểm", "nhập từ tệp", "B"),
        ("review.submitted", "A", "", "Nháp", "Đã nộp", "nhập từ tệp", "B"),
    ]


def test_a_file_of_which_no_line_is_written_makes_no_sheet():
    to_self_score()
    brought_in(("B", "I", {"explanation": "chưa có số liệu"}), hand=Hand.SELF)

    with reading() as session:
        assert session.exec(select(ScoreSheet)).all() == []
