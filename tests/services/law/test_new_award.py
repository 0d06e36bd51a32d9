"""Danh hiệu mới: what it is, who gives it and what it asks are saved together, or none of it."""

from dataclasses import replace
from datetime import date

import pytest

from tests.people import PROGRAM
from tests.recorded import recorded
from tests.services.dossier_block import settled, verdicts
from tests.services.year import NOW
from thidua.db.engine import reading, writing
from thidua.domain.ground.errors import Refused
from thidua.lawbook.loading import LawRefused
from thidua.services.ground.work import Work
from thidua.services.law import law, new_award
from thidua.services.law.new_award import NewAward
from thidua.services.law.rows import ReadText

pytestmark = pytest.mark.usefixtures("as_recorded")
START = date(2026, 10, 1)
READ = ReadText(document="luat-06-2026-qh16", article="Điều 1", on=date(2026, 1, 5))
SOURCE = {"document": READ.document, "article": "Điều 1", "from": START, "verified": "văn bản"}
NEW = NewAward(
    award={
        "slug": "bang-khen-chuyen-de",
        "name": "Bằng khen theo chuyên đề",
        "form": "hình thức khen thưởng",
        "level": "bộ, ngành, tỉnh",
        "for": ["cá nhân"],
        **SOURCE,
    },
    rule={
        "code": "BKCD.1",
        "awards": ["bang-khen-chuyen-de"],
        "text": "Có từ 12 tháng công tác",
        "condition": {"kind": "fact", "fact": "thang_cong_tac", "op": ">=", "threshold": "12"},
        **SOURCE,
    },
    giver={"award": "bang-khen-chuyen-de", "text": "Chủ tịch UBND tỉnh", **SOURCE},
    start=START,
)


def add(new=NEW, reason="Luật mới"):
    with writing() as session:
        new_award.add(Work(session, PROGRAM, now=NOW), new=new, read=READ, reason=reason)


def faults(new):
    with reading() as session:
        return new_award.preview(Work(session, PROGRAM), new=new)


def book():
    with reading() as session:
        return law.book(session)


def test_a_new_award_is_judged_from_its_day_on_and_cites_what_was_read():
    settled()
    assert faults(NEW) == ()

    add()

    after, before = book().at(START), book().at(date(2026, 9, 30))
    assert after.award("bang-khen-chuyen-de").citation.reading_words.startswith(
        "đã đối chiếu với Điều 1, ngày 05/01/2026"
    )
    assert after.conferrer("bang-khen-chuyen-de").text == "Chủ tịch UBND tỉnh"
    assert before.award("bang-khen-chuyen-de") is None
    assert set(verdicts(award="bang-khen-chuyen-de", on=START).values()) == {"missing_data"}
    assert len(recorded("law.row_changed")) == 3


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"award": {**NEW.award, "slug": "giay-khen"}}, Refused),
        ({"rule": {**NEW.rule, "code": "LDTT.1"}}, Refused),
        ({"rule": {**NEW.rule, "code": ""}}, Refused),
        ({"rule": {**NEW.rule, "text": ""}}, LawRefused),
        ({"award": {**NEW.award, "for": ["tập thể"]}}, LawRefused),
    ],
)
def test_one_fault_anywhere_and_nothing_is_kept(changed, error):
    settled()
    before = law.digest(sheets())

    with pytest.raises(error):
        add(replace(NEW, **changed))

    assert law.digest(sheets()) == before
    if error is LawRefused:
        assert faults(replace(NEW, **changed))


def sheets():
    with reading() as session:
        return law.layers(session)
