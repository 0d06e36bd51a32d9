"""Dự thảo giao ước: typed line by line it is its imported twin; nothing of it counts."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from tests.people import PROGRAM, acting
from tests.recorded import recorded
from tests.services.year import NOW, settle
from thidua.db.engine import reading, writing
from thidua.db.tables import Covenant
from thidua.domain.access.permissions import Role
from thidua.domain.covenant.drafting.examined import examine
from thidua.domain.covenant.drafting.lines import DraftSheet, lines_of
from thidua.domain.covenant.drafting.proposal import ClauseProposalKind, ClauseProposalState
from thidua.domain.covenant.setting_rows import BLOCK, YEAR
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.domain.period.roster import RosterRow
from thidua.services.covenant import clause_proposals, covenants, draft_edits, drafts
from thidua.services.ground import intake
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.verify import copying, drafting

BOOKS = Path(__file__).parents[2] / "covenants"
REAL = (
    BOOKS.parents[1] / "data" / "covenants" / "01-bo-khdt-2023-phu-luc-8.xlsx",
    BOOKS.parents[1] / "data" / "covenants" / "14-truong-giao-vien-hang-thang-2026.xlsx",
    BOOKS / "07-so-tu-phap-dong-thap-2022.xlsx",
)
CHAIR = acting(Role.HEAD, "K1", 2026)
SECRETARY = acting(Role.SECRETARY, "K1", 2026)
OFFICER_A, OFFICER_B = (acting(Role.UNIT_OFFICER, "K1", 2026, unit) for unit in "AB")
SHEET = DraftSheet.CRITERION


def period(block="K1", year=2026):
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block=block, year=year)


def do(service, actor=SECRETARY, of=None, **named):
    with writing() as session:
        return service(Work(session, actor, of or period(), NOW), **named)


def seen(actor=SECRETARY, of=None):
    with reading() as session:
        return drafts.view(Work(session, actor, of or period()))


def members(block, year, units="AB"):
    rows = [
        RosterRow(block, f"Khối {block}", code, f"Phòng {code}", code, "phòng", year)
        for code in units
    ]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)


@pytest.fixture
def block(sqlite_url):
    """Khối có giao ước 2025, the members of 2026 without one yet."""
    settle()
    members("K1", 2026)


@pytest.fixture
def copied(block):
    """Dự thảo chép từ năm trước."""
    with reading() as session:
        last = copying.before(Work(session, SECRETARY, period()))
    do(drafting.start, source=last.key)
    return last


def line(code):
    return next(one for one in seen().sheet(SHEET) if one.title == code)


def codes():
    return [one.title for one in seen().sheet(SHEET)]


@pytest.mark.parametrize("book", REAL, ids=lambda one: one.stem)
def test_a_real_covenant_typed_line_by_line_is_its_imported_twin(sqlite_url, book):
    twin, findings = intake.covenant(book.read_bytes(), book.name)
    said = {row.name: str(row.value) for row in twin.settings}
    members(said[BLOCK], int(said[YEAR]))
    with reading() as session:
        known = rosters.all_periods(session)
    there = next(one for one in known if one.part.is_year)
    do(drafting.start, PROGRAM, there, source=drafting.EMPTY)
    typed = lines_of(twin)
    values = {one.title: one.cell("value") for one in typed if one.sheet is DraftSheet.SETTING}
    started = {one.title: one.cell("value") for one in seen(PROGRAM, there).lines}
    do(draft_edits.save_settings, PROGRAM, there, values=values, seen=started)
    for one in typed:
        if one.sheet is not DraftSheet.SETTING:
            do(draft_edits.add_line, PROGRAM, there, sheet=one.sheet, cells=one.cells)
    with reading() as session:
        content = drafts.workbook(Work(session, PROGRAM, there))
    again, _ = intake.covenant(content, "x.xlsx")

    assert covenants.fingerprint(again) == covenants.fingerprint(twin)
    with reading() as session:
        work = Work(session, PROGRAM)
        imported = covenants.preview_covenant(work, draft=twin, findings=tuple(findings))
    own = examine(seen(PROGRAM, there).lines).findings
    told = {(one.code, one.message) for one in imported.findings} - {
        (one.code, one.message) for one in imported.findings if one.code == "no_members"
    }
    assert {(one.code, one.message) for one in own} == told


def test_where_a_number_comes_from_is_kept_by_typing_copying_and_saving(block):
    do(drafting.start, source=drafting.EMPTY)
    said = {"method": "Theo lượt", "max_points": "5", "source": "sổ sang-kien: được công nhận"}
    do(draft_edits.add_line, sheet=SHEET, cells={"code": "I", "text": "Sáng kiến", **said})
    do(draft_edits.save_line, key=line("I").key, cells={**line("I").cells, "note": "x"}, seen=1)
    do(draft_edits.copy_line, key=line("I").key)
    with reading() as session:
        again, _ = intake.covenant(drafts.workbook(Work(session, SECRETARY, period())), "x.xlsx")

    assert [one.source for one in again.criteria] == ["sổ sang-kien: được công nhận"] * 2


def test_no_move_or_copy_makes_a_code_longer_than_is_kept(copied):
    for code in ("9" * 64, "G" * 64):
        do(draft_edits.add_line, sheet=SHEET, cells={"code": code, "text": "Nhóm"})
    for service, named in (
        (draft_edits.copy_line, {"key": line("9" * 64).key}),
        (draft_edits.move_into, {"key": line("V").key, "group": "G" * 64}),
    ):
        with pytest.raises(Refused, match="nhiều nhất 64"):
            do(service, **named)


def test_a_draft_that_names_another_year_is_not_adopted_from_this_one(copied):
    with reading() as session:
        work = Work(session, CHAIR, period())
        assert not drafting.strays(work, examined=examine(seen().lines))
    do(draft_edits.save_settings, values={"Năm": "2025"}, seen={"Năm": "2026"})
    with reading() as session:
        told = drafting.strays(Work(session, CHAIR, period()), examined=examine(seen().lines))

    assert [one.code for one in told if one.is_error] == ["other_period"]


def test_a_draft_is_started_written_and_adopted_as_any_covenant(copied):
    first = line("I")
    do(draft_edits.save_line, key=first.key, cells={**first.cells, "text": "Mới"}, seen=1)
    with reading() as session:
        assert (
            session.exec(select(Covenant).where(Covenant.block_year_id == period().id)).all() == []
        )

    assert line("I").cell("text") == "Mới"
    (told,) = recorded("draft.line_changed")
    assert (told.old, told.new) == ("Nội dung: Kết quả", "Nội dung: Mới")
    with pytest.raises(StaleEdit, match="vừa được"):
        do(draft_edits.save_line, key=first.key, cells=first.cells, seen=1)
    with pytest.raises(Refused, match="đã có dự thảo"):
        do(drafting.start, source=drafting.EMPTY)
    assert [one.title for one in seen().lines if one.sheet is SHEET] == ["I", "V"]


def test_lines_are_added_moved_copied_and_taken_out_with_what_stands_inside(copied):
    for code in ("I.1", "I.2", "II"):
        method = "" if code == "II" else "Chấm mức"
        cells = {"code": code, "text": f"Ý {code}", "max_points": "5", "method": method}
        do(draft_edits.add_line, sheet=SHEET, cells=cells)
    group = line("I")
    do(draft_edits.save_line, key=group.key, cells={**group.cells, "method": ""}, seen=1)
    assert codes() == ["I", "V", "I.1", "I.2", "II"]

    do(draft_edits.step_line, key=line("I.2").key, up=True)
    do(draft_edits.copy_line, key=line("I.2").key)
    assert codes() == ["I", "V", "I.2", "I.3", "I.1", "II"]
    do(draft_edits.move_into, key=line("I.3").key, group="II")
    assert codes() == ["I", "V", "I.2", "I.1", "II", "II.1"]
    do(draft_edits.copy_line, key=line("II").key)
    assert codes()[-2:] == ["III", "III.1"]
    do(draft_edits.remove_line, key=line("I").key, seen=line("I").version)
    # V stands in I, being a line behind it whose code says nothing else: it goes with the group.
    assert codes() == ["II", "II.1", "III", "III.1"]
    with pytest.raises(Refused, match="đã đứng đầu hoặc cuối"):
        do(draft_edits.step_line, key=line("II").key, up=True)
    with pytest.raises(Refused, match="Mã iii đã có"):
        do(draft_edits.save_line, key=line("II").key, cells={"code": "iii"}, seen=1)


def test_a_kept_version_is_taken_back_and_a_draft_is_discarded_with_a_reason(copied):
    before = [one.cells for one in seen().lines]
    do(drafts.keep_version, title="Trước họp")
    do(draft_edits.remove_line, key=line("V").key, seen=1)
    do(drafts.restore_version, number=1)
    assert [one.cells for one in seen().lines] == before

    with pytest.raises(Refused, match="lý do"):
        do(drafts.discard, reason=" ")
    do(drafts.discard, reason="Làm lại")
    assert seen() is None
    with pytest.raises(NotFound, match="chưa có dự thảo"):
        do(drafts.keep_version, title="Không còn gì để giữ")
    assert [one.reason for one in recorded("draft.discarded")] == ["Làm lại"]


def test_members_see_a_draft_once_it_is_put_to_them_and_never_write_it(copied):
    assert seen(OFFICER_A) is None
    with pytest.raises(NotPermitted):
        do(draft_edits.copy_line, OFFICER_A, key=line("I").key)
    do(drafts.share, shared=True)

    assert seen(OFFICER_A).may_write is False


def propose(actor, unit, about, kind=ClauseProposalKind.CHANGE, **cells):
    own = {} if kind is ClauseProposalKind.ADD else dict(line(about).cells)
    do(
        clause_proposals.propose,
        actor,
        unit=unit,
        kind=kind,
        title=about,
        cells={**own, **cells},
        reason=f"Lý do của {unit}",
    )


def proposals(actor=SECRETARY):
    with reading() as session:
        return clause_proposals.listed(Work(session, actor, period()))


def test_a_draft_is_negotiated_by_two_members_and_the_secretary(copied):
    with pytest.raises(NotPermitted, match="chưa được đưa ra"):
        propose(OFFICER_A, "A", "I", max_points="80")
    do(drafts.share, shared=True)
    propose(OFFICER_A, "A", "I", max_points="80")
    propose(OFFICER_B, "B", "I", max_points="85")
    propose(
        OFFICER_B, "B", "V.1", ClauseProposalKind.ADD, code="VI", text="Thêm", method="Chấm mức"
    )
    with pytest.raises(NotPermitted):
        propose(OFFICER_A, "B", "I", max_points="70")
    with pytest.raises(Refused, match="giống hệt"):
        propose(OFFICER_A, "A", "I")
    first, second, third = proposals(OFFICER_A)
    assert first.changes == (("Điểm tối đa", "90", "80"),)

    do(clause_proposals.take, key=first.key)
    assert line("I").cell("max_points") == "80"
    with pytest.raises(StaleEdit, match="đã khác lúc đơn vị đề nghị"):
        do(clause_proposals.take, key=second.key)
    with pytest.raises(StaleEdit, match="ba lời"):
        do(clause_proposals.take, key=second.key, onto=1)
    with pytest.raises(Refused, match="vì sao"):
        do(clause_proposals.decline, key=second.key, answer="")
    do(clause_proposals.decline, key=second.key, answer="Đã nhận 80 của A")
    with pytest.raises(NotPermitted):
        do(clause_proposals.withdraw, OFFICER_A, key=third.key, unit="A")
    do(clause_proposals.take, key=third.key)

    states = [(one.unit, one.state) for one in proposals()]
    assert states == [
        ("A", ClauseProposalState.TAKEN),
        ("B", ClauseProposalState.DECLINED),
        ("B", ClauseProposalState.TAKEN),
    ]
    assert codes()[-1] == "VI"
    with reading() as session:
        work = Work(session, CHAIR, period(), NOW)
        changes = copying.difference(work, source=copied.key, draft=examine(seen().lines).draft)
    assert [(one.subject, one.old, one.new) for one in changes if one.subject in ("I", "VI")] == [
        ("I", "90", "80"),
        ("VI", "", "Thêm"),
    ]
    told, *_ = recorded("clause.proposed")
    assert (told.old, told.new) == ("Điểm tối đa: 90", "Điểm tối đa: 80")


def test_a_proposal_is_taken_where_it_can_stand_and_never_with_what_came_after_it(copied):
    do(drafts.share, shared=True)
    propose(OFFICER_A, "A", "I", ClauseProposalKind.ADD, code="I.1", text="Ý", method="Chấm mức")
    do(clause_proposals.take, key=proposals()[-1].key)
    do(draft_edits.add_line, sheet=SHEET, cells={"code": "II", "text": "Nhóm"})
    do(draft_edits.add_line, sheet=SHEET, cells={"code": "II.1", "text": "Cũ"}, group="II")
    propose(OFFICER_A, "A", "II", ClauseProposalKind.REMOVE)
    later = NOW + timedelta(minutes=1)
    with writing() as session:
        work = Work(session, SECRETARY, period(), later)
        draft_edits.add_line(work, sheet=SHEET, cells={"code": "II.2", "text": "Mới"}, group="II")
    asked = proposals()[-1]
    with pytest.raises(StaleEdit, match=r"sau khi đơn vị đề nghị bỏ: II\.2"):
        do(clause_proposals.take, key=asked.key)
    do(draft_edits.remove_line, key=line("II.2").key, seen=1)
    do(clause_proposals.take, key=asked.key)

    assert codes() == ["I", "V", "I.1"]
