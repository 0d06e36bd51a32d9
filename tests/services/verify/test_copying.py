"""Chép và so giao ước: adopted once its difference was seen; the annex says it on paper."""

import io
from dataclasses import replace
from decimal import Decimal

import docx
import pytest

from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.services.year import DRAFT, NOW, settle
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Role
from thidua.domain.covenant.copying import copied, difference_mark
from thidua.domain.covenant.difference import clause_changes
from thidua.domain.covenant.draft import CriterionRow, SettingRow
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.roster import RosterRow
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.verify import copying

CHAIR = acting(Role.HEAD, "K1", 2026)
ANY = BlockPeriod(id=1, block_code="K1", block_name="Khối một", year=2025)
LAST = "Khối một năm 2025, bản 1"


def period(year=2026, block="K1"):
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block=block, year=year)


@pytest.fixture
def block(database_url):
    """Khối có giao ước 2025, the members of 2026 without one, and another block."""
    settle()
    rows = [
        RosterRow(block, f"Khối {word}", f"{code}", f"Phòng {code}", code, "phòng", 2026)
        for block, word, codes in (("K1", "một", "AB"), ("K2", "hai", "CD"))
        for code in codes
    ]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
    return period()


def seen(service, actor=CHAIR, of=None, **more):
    with reading() as session:
        return service(Work(session, actor, of or period()), **more)


def source():
    return next(one for one in seen(copying.sources) if one.name == LAST)


def adopt(draft, actor=CHAIR, **more):
    named = {"reason": "Năm mới", "document": "", "effective_from": None, "replaces": 0} | more
    with writing() as session:
        return copying.adopt(Work(session, actor, period(), NOW), draft=draft, **named)


@pytest.mark.both_databases
def test_a_copy_of_last_year_differs_in_its_year_alone_and_is_adopted_once_seen(block):
    first = source()
    assert first.is_before
    draft = seen(copying.copy_of, source=first.key)

    changes = seen(copying.difference, source=first.key, draft=draft)
    assert [(one.subject, one.old, one.new) for one in changes] == [("Năm", "2025", "2026")]
    with pytest.raises(Refused, match="Hãy xem khác biệt so với Khối một năm 2025, bản 1"):
        adopt(draft)
    with pytest.raises(StaleEdit):
        adopt(draft, beside=first.key, seen="0" * 64)
    assert period().covenant_version is None

    adopt(draft, beside=first.key, seen=difference_mark(changes))

    assert seen(covenants.draft) == draft
    assert [(one.old, one.new) for one in recorded("covenant.compared")] == [
        (LAST, f"1 khác biệt, dấu {difference_mark(changes)[:16]}")
    ]


def test_what_was_changed_by_hand_is_seen_beside_last_year_too(block):
    more = CriterionRow("VI", "Chuyển đổi số", Decimal(5), "Chấm mức")
    own = copied(DRAFT, period())
    own = replace(
        own, criteria=(replace(own.criteria[0], max_points=Decimal(85)), own.criteria[1], more)
    )
    last = source()
    changes = seen(copying.difference, source=last.key, draft=own)

    assert [(one.kind.value, one.subject, one.aspect, one.old, one.new) for one in changes] == [
        ("changed", "Năm", "", "2025", "2026"),
        ("changed", "I", "Điểm tối đa", "90", "85"),
        ("added", "VI", "", "", "Chuyển đổi số"),
    ]
    with pytest.raises(StaleEdit):  # another difference than the one of a plain copy
        plain = difference_mark(clause_changes(DRAFT, copied(DRAFT, period())))
        adopt(own, beside=last.key, seen=plain)
    adopt(own, beside=last.key, seen=difference_mark(changes))
    assert seen(covenants.draft) == own


def test_the_annex_says_on_paper_what_the_page_says(block):
    last = source()
    draft = seen(copying.copy_of, source=last.key)
    mark = difference_mark(seen(copying.difference, source=last.key, draft=draft))
    adopt(draft, beside=last.key, seen=mark)

    content = seen(copying.annex, source=last.key)
    paper = docx.Document(io.BytesIO(content))

    said = [one.text for one in paper.paragraphs if one.text]
    assert said[:2] == ["PHỤ LỤC", "KHÁC BIỆT GIỮA HAI GIAO ƯỚC"]
    assert said[2] == f"Trước: {LAST}; mã đối chiếu {covenants.fingerprint(DRAFT)}."
    assert said[3] == f"Nay: Khối một năm 2026, bản 1; mã đối chiếu {covenants.fingerprint(draft)}."
    (table,) = paper.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["TT", "Mục", "Thay đổi", "Trước", "Nay"],
        ["1", "Năm", "Sửa", "2025", "2026"],
    ]
    assert seen(copying.annex, source=last.key) == content


def test_a_sample_and_another_block_can_be_copied_by_whoever_may_read_it(block):
    found = seen(copying.sources, PROGRAM)
    samples = [one for one in found if one.key.startswith("mau-")]
    assert len(samples) == 3 and not any(one.is_before for one in samples)

    draft = seen(copying.copy_of, PROGRAM, source=samples[0].key)
    settings = {row.name: row.value for row in draft.settings}
    assert (settings["Khối"], settings["Năm"]) == ("K1", "2026")

    other = period(block="K2")
    assert LAST in [one.name for one in seen(copying.sources, PROGRAM, other)]
    foreign = acting(Role.HEAD, "K2", 2026)
    assert LAST not in [one.name for one in seen(copying.sources, foreign, other)]
    key = source().key
    with pytest.raises(NotFound):
        seen(copying.copy_of, foreign, other, source=key)


def test_only_who_edits_copies_and_adopts(block):
    officer = acting(Role.UNIT_OFFICER, "K1", 2026, "A")
    last = source()
    draft = seen(copying.copy_of, source=last.key)
    mark = difference_mark(seen(copying.difference, source=last.key, draft=draft))

    with pytest.raises(NotPermitted):
        seen(copying.copy_of, officer, source=last.key)
    with pytest.raises(NotPermitted):
        adopt(draft, officer, beside=last.key, seen=mark)


def test_a_year_in_the_title_becomes_the_new_one_and_no_other_number_does():
    rows = (
        SettingRow("Khối", "K9"),
        SettingRow("Năm", "2025"),
        SettingRow("Tên giao ước", "Giao ước 2025 (QĐ 12025/QĐ-UBND ngày 5/1/2025)"),
        SettingRow("Kỳ", "Quý 1"),
    )
    made = copied(replace(DRAFT, settings=rows), replace(ANY, year=2026))

    assert {row.name: row.value for row in made.settings} == {
        "Khối": "K1",
        "Năm": "2026",
        "Tên giao ước": "Giao ước 2026 (QĐ 12025/QĐ-UBND ngày 5/1/2026)",
        "Kỳ": "Cả năm",
    }
