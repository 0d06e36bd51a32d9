"""Số từ nguồn: offered, taken by a person, kept at hand-in, told when its source moved."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.comparing import comparing
from tests.people import PROGRAM
from tests.services.dossier_block import settled
from tests.services.report.test_hand_ins import HALF, OFFICE
from tests.services.year import DRAFT, HEAD, NOW, OFFICER, OTHER, do, fresh, save, to_self_score
from thidua.db import queries
from thidua.db.engine import reading
from thidua.domain.covenant.draft import CriterionRow
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.rules.entry import Entry, Event
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.report import dues, duties, hand_ins
from thidua.services.scoring import sheets, source_numbers, submissions
from thidua.services.scoring.sheets import LineEdit

SOURCE = "báo cáo 6-thang: số ngày chậm; bắt buộc"
LATE = CriterionRow("II", "Báo cáo", Decimal(10), "Trừ dần", "chậm một ngày: 1", source=SOURCE)
KEY = ("A", "6-thang", "6-thang")


@pytest.fixture
def block(sqlite_url, tmp_path, monkeypatch):
    """Khối hai đơn vị whose covenant takes its second criterion from a report, three days late."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path))
    settled()
    wide = replace(DRAFT, criteria=(DRAFT.criteria[0], LATE, *DRAFT.criteria[1:]))
    do(covenants.adopt_covenant, PROGRAM, draft=wide)
    do(duties.set_duty, OFFICE, wish=HALF)
    to_self_score()


def see(actor=OFFICER):
    with reading() as session:
        (one,) = source_numbers.offered(Work(session, actor, fresh(), NOW), unit="A")
    return one


def compared(now=NOW):
    """Các giá trị giữ lại đã dùng, each compared with one read afresh."""
    with comparing() as handed_out, reading() as session:
        work = Work(session, HEAD, fresh(), now)
        dues.of_period(work)
        source_numbers.offered(work, unit="A")
    return {key if isinstance(key, str) else key[0] for key in handed_out}


def hand_report_in(late=3):
    at = NOW - timedelta(days=5 - late)
    do(hand_ins.take_paper, OFFICE, key=KEY, seen=0, at=at, reason="Dấu văn thư")


def written():
    with reading() as session:
        return queries.sheets(session, fresh(), Hand.SELF, "A")["A"].entries["II"]


def test_an_uncertain_source_offers_nothing_and_a_certain_one_fills_the_line(block):
    assert see().said == "chưa chắc" and "chưa nộp" in see().now.shown_by
    with pytest.raises(Refused, match="chưa chắc chắn"):
        do(source_numbers.take, OFFICER, unit="A", criterion="II", seen=0)
    hand_report_in()
    assert see().said == "3"
    with pytest.raises(NotPermitted):
        do(source_numbers.take, OTHER, unit="A", criterion="II", seen=0)
    do(source_numbers.take, OFFICER, unit="A", criterion="II", seen=0)
    assert sum(one.count for one in written().events) == 3


def test_another_number_needs_its_reason_and_a_moved_source_is_told(block):
    hand_report_in()
    compared()
    assert "report hand-ins" in compared(NOW + timedelta(days=1))
    save("A", OFFICER)
    fewer = LineEdit("II", 0, Entry(events=(Event("chậm một ngày", Decimal(1)),)))
    do(sheets.save_lines, OFFICER, unit="A", hand=Hand.SELF, edits=[fewer])
    with pytest.raises(Refused, match=r"II \(nguồn 3, ghi 1\)"):
        do(submissions.submit, OFFICER, unit="A")
    do(source_numbers.take, OFFICER, unit="A", criterion="II", seen=0)
    compared()
    do(submissions.submit, OFFICER, unit="A")
    assert see(HEAD).change_words == ""

    do(hand_ins.give_back, OFFICE, key=KEY, seen=1, reason="Sai biểu", counts=False)
    do(hand_ins.take_paper, OFFICE, key=KEY, seen=2, at=NOW)
    assert see(HEAD).change_words == "nguồn đã đổi 3 → 5"
    compared()
    compared(NOW + timedelta(days=1))
