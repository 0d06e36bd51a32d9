"""Từng lượt: saved with the line, brought in with the workbook, told where a paper repeats."""

import json
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.noting import move
from tests.people import PROGRAM, acting
from tests.recorded import recorded as told_by
from tests.services.year import HEAD, NOW, OFFICER, OTHER, SECRETARY, to_self_score
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.ground.preview import ChangeKind
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry, Event, Occurrence
from thidua.domain.scoring.occurrences import with_listed
from thidua.domain.scoring.sheet import Hand
from thidua.files.cells import read_book
from thidua.files.scoring.book import read_score_book
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.ranking import standings
from thidua.services.record import exports
from thidua.services.scoring import desk, documents, imports, previews, sheets
from thidua.services.scoring.sheets import LineEdit

SIGNED = ("Mã đơn vị", "Mã tiêu chí", "Loại", "Ngày", "Số văn bản", "Số lượt", "Minh chứng")
FIRST = 4
"""Dòng đầu của trang «Từng lượt»."""


def draft(year):
    return CovenantDraft(
        (
            SettingRow("Khối", "K1"),
            SettingRow("Năm", str(year)),
            SettingRow("Tên giao ước", "Giao ước"),
            SettingRow("Cách tổng hợp điểm chấm chéo", "Khối trưởng quyết định"),
        ),
        (
            CriterionRow("I", "Kết quả", Decimal(90), "Chấm mức"),
            CriterionRow(
                "II",
                "Thành tích",
                Decimal(10),
                "Theo lượt",
                "cấp tỉnh: 3; cấp huyện: 1",
                sign="thưởng",
            ),
            CriterionRow("III", "Vi phạm", Decimal(10), "Theo lượt", "mỗi lượt 1", sign="trừ"),
            CriterionRow("IV", "Việc tốt", Decimal(5), "Chấm mức", sign="thưởng"),
        ),
    )


def begin(year):
    """Khối hai đơn vị của một năm, where units score themselves."""
    rows = [
        RosterRow("K1", "Khối một", code, f"Phòng {code}", code, "phòng", year) for code in "AB"
    ]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=draft(year))


@pytest.fixture(autouse=True)
def _year(as_recorded):
    begin(2025)
    to_self_score()


def of_year(year=2025):
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block="K1", year=year)


def act(service, actor=OFFICER, year=2025, **named):
    with writing() as session:
        return service(Work(session, actor, of_year(year), NOW), **named)


def one(document="15/QĐ-UBND", kind="cấp tỉnh", count=1, day=date(2025, 3, 4), **more):
    return Occurrence(kind=kind, document=document, count=Decimal(count), day=day, **more)


def entry_of(unit="A", code="II", hand=Hand.SELF, year=2025):
    with reading() as session:
        return sheets.read_sheet(session, of_year(year), unit, hand).entries.get(code)


def put(*listed, unit="A", actor=OFFICER, code="II", hand=Hand.SELF, year=2025):
    """Kê các lượt này cho một dòng."""
    period = of_year(year)
    with reading() as session:
        sheet = sheets.read_sheet(session, period, unit, hand)
        criterion = covenants.load(session, period).criteria[code]
    entry = with_listed(criterion, sheet.entries.get(code) or Entry(), listed)
    edit = LineEdit(code, sheet.versions.get(code, 0), entry)
    act(sheets.save_lines, actor, year, unit=unit, hand=hand, edits=[edit])


def flags(actor=OFFICER, unit="A", code="II", hand=Hand.SELF, year=2025):
    entry = entry_of(unit, code, hand, year)
    with reading() as session:
        return documents.of_line(
            Work(session, actor, of_year(year)),
            unit=unit,
            hand=hand,
            criterion=code,
            occurrences=entry.occurrences,
        )


@pytest.mark.both_databases
def test_a_list_is_stored_with_its_line_counted_recorded_and_explained():
    put(one(), one("16/QĐ-UBND", count=2, evidence="Tệp b"))

    entry = entry_of()
    assert entry.events == (Event("cấp tỉnh", Decimal(3)),)
    assert entry.occurrences == (one(), one("16/QĐ-UBND", count=2, evidence="Tệp b"))
    said = (
        "kê từng lượt: 1 lượt cấp tỉnh ngày 04/03/2025, số 15/QĐ-UBND; 2 lượt cấp tỉnh ngày "
        "04/03/2025, số 16/QĐ-UBND, minh chứng «Tệp b»"
    )
    assert [record.new for record in told_by("score.self")] == [f"3 lượt cấp tỉnh; {said}"]
    with reading() as session:
        seen = desk.desk(Work(session, OFFICER, of_year()), unit="A", hand=Hand.SELF)
    assert seen.score.lines["II"] == Decimal(9)


def test_a_changed_list_is_a_new_version_and_the_old_one_stays_in_the_record():
    put(one())
    put(one(), one("16/QĐ-UBND"))

    first, second = told_by("score.self")
    assert second.old == first.new
    assert second.new.startswith("2 lượt cấp tỉnh; kê từng lượt: 1 lượt cấp tỉnh ngày 04/03/2025")
    assert "số 16/QĐ-UBND" in second.new and "số 16/QĐ-UBND" not in first.new


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (Entry(events=(Event("cấp tỉnh", Decimal(2)),), occurrences=(one(),)), "ghi 2 lượt"),
        (
            Entry(events=(Event("cấp tỉnh", Decimal(1)),), occurrences=(one(day=None),)),
            "chưa ghi ngày",
        ),
    ],
    ids=["lệch", "thiếu ngày"],
)
def test_a_list_that_is_wrong_is_refused_by_the_service(entry, said):
    with pytest.raises(Refused, match=said):
        edits = [LineEdit("II", 0, entry)]
        act(sheets.save_lines, unit="A", hand=Hand.SELF, edits=edits)
    assert entry_of() is None


def test_a_line_from_before_any_list_stays_valid():
    entry = Entry(events=(Event("cấp tỉnh", Decimal(2)),))
    act(sheets.save_lines, unit="A", hand=Hand.SELF, edits=[LineEdit("II", 0, entry)])

    assert entry_of() == entry
    assert flags() == ()


def test_a_paper_in_one_unit_twice_in_two_units_and_in_two_years_is_told_and_never_refused():
    begin(2026)
    move(of_year(2026), Stage.SELF_SCORE)
    later = Actor("Cán bộ A (a)", (*OFFICER.grants, Grant(Role.UNIT_OFFICER, "K1", "A", 2026)), "a")
    put(one("Số 05/QĐ-UBND"))
    put(one("5/qđ-ubnd"), one("05/QĐ-UBND"), unit="A", actor=later, year=2026)
    put(one("5/QĐ–UBND"), unit="B", actor=OTHER)

    paper = "số văn bản «5/qđ-ubnd»:"
    mine = flags(later, year=2026)
    assert mine[:3] == (
        f"{paper} kê hai lần trong đơn vị, tiêu chí II (ngày 04/03/2025)",
        f"{paper} đã kê ở năm 2025, tiêu chí II (ngày 04/03/2025)",
        f"{paper} một đơn vị khác của khối cũng kê, năm 2025",
    )
    assert flags(HEAD, "B") == (
        "số văn bản «5/QĐ–UBND»: A cũng kê, năm 2025, tiêu chí II (ngày 04/03/2025)",
        "số văn bản «5/QĐ–UBND»: một đơn vị khác của khối cũng kê, năm 2026",
    )


def test_what_the_team_copies_of_a_claim_repeats_nothing():
    put(one())
    move(of_year(), Stage.VERIFY)
    put(one(), actor=SECRETARY, hand=Hand.VERIFIED)

    assert flags(SECRETARY, hand=Hand.VERIFIED) == ()
    assert flags() == ()


def test_a_withdrawn_list_is_in_nobodys_way():
    put(one())
    put(one(), unit="B", actor=OTHER)
    put()

    assert flags(OTHER, "B") == ()


def test_whoever_may_not_see_the_sheet_is_told_nothing():
    put(one())

    for actor in (OTHER, acting(Role.COUNCIL_MEMBER, "K1", 2025, None)):
        with pytest.raises(NotPermitted):
            flags(actor)


def template(actor=OFFICER, hand=Hand.SELF, *, flat=False):
    with reading() as session:
        work = Work(session, actor, of_year())
        units = ["A"] if actor is OFFICER else None
        return load_workbook(
            BytesIO(exports.score_template(work, hand=hand, units=units, flat=flat))
        )


def write(book, row, **cells):
    """Ghi một dòng của trang «Từng lượt»."""
    sheet = book["Từng lượt"]
    titles = {cell.value: cell.column for cell in sheet[FIRST - 1]}
    for name, value in cells.items():
        title = {
            "unit": "Mã đơn vị",
            "code": "Mã tiêu chí",
            "kind": "Loại",
            "day": "Ngày",
            "document": "Số văn bản",
            "count": "Số lượt",
            "evidence": "Minh chứng",
        }[name]
        sheet.cell(FIRST + row, titles[title], value)


def read(book):
    saved = BytesIO()
    book.save(saved)
    return read_score_book(read_book(saved.getvalue()))


def previewed(book, actor=OFFICER, hand=Hand.SELF):
    file, findings = read(book)
    with reading() as session:
        work = Work(session, actor, of_year())
        return previews.preview_scores(work, hand=hand, file=file, findings=findings)


def brought(book, actor=OFFICER, hand=Hand.SELF):
    file, findings = read(book)
    act(imports.import_scores, actor, hand=hand, file=file, findings=findings)


def said(found):
    return [str(one) for one in found.preview.findings]


A_ROW = {"unit": "A", "code": "II", "kind": "cấp tỉnh", "day": "04/03/2025"}


@pytest.mark.parametrize("flat", [False, True])
def test_events_in_the_workbook_make_the_counts_and_come_back_untouched(flat):
    book = template(flat=flat)
    write(book, 0, **A_ROW, document="15/QĐ-UBND")
    second = {**A_ROW, "day": date(2025, 3, 5), "document": "16/QĐ"}
    write(book, 1, **second, count=2, evidence="Tệp b")
    write(book, 2, unit="A", code="III", day="06/03/2025", document="Biên bản 2")

    found = previewed(book)
    assert said(found) == []
    assert found.preview.count(ChangeKind.NEW) == 2
    assert found.preview.account.is_balanced
    brought(book)

    assert entry_of().occurrences == (
        one(),
        one("16/QĐ", count=2, day=date(2025, 3, 5), evidence="Tệp b"),
    )
    assert entry_of().events == (Event("cấp tỉnh", Decimal(3)),)
    assert entry_of(code="III").events == (Event(None, Decimal(1)),)
    again = previewed(template(flat=flat))
    assert (said(again), dict(again.edits)) == ([], {})


def test_a_count_that_disagrees_with_the_list_is_a_finding_at_its_cell_and_nothing_is_written():
    put(one())
    book = template()
    write(book, 1, **A_ROW, document="17/QĐ")

    (found,) = said(previewed(book))
    assert found == (
        "Ô H8 trang A: II: ô Số lượt ghi 1 lượt cấp tỉnh nhưng danh sách từng lượt cộng được 2; "
        "hãy sửa danh sách hoặc ô cho khớp"
    )
    with pytest.raises(Refused):
        brought(book)
    assert entry_of().occurrences == (one(),)


@pytest.mark.parametrize(
    ("cells", "said_at"),
    [
        ({"day": "32/13/2025"}, "«32/13/2025» phải là ngày, ví dụ 20/03/2026"),
        ({"day": ""}, "II: lượt thứ 1 chưa ghi ngày"),
        ({"count": "nhiều"}, "II: "),
        ({"count": 0}, "II: lượt thứ 1 ghi 0 lượt; số lượt phải lớn hơn 0"),
        ({"unit": "Z"}, "đơn vị «Z» không phải thành viên của khối K1 năm 2025"),
        ({"unit": "B"}, "bạn không được chấm cho đơn vị «B»"),
        ({"code": "IX"}, "mã «IX» không có trong giao ước"),
        ({"code": "I"}, "I: "),
        ({"code": "IV", "kind": ""}, "IV: đã kê từng lượt nhưng chưa có điểm; hãy ghi điểm"),
    ],
)
def test_a_faulty_row_of_the_sheet_is_a_finding_at_its_cell(cells, said_at):
    book = template()
    write(book, 0, **{**A_ROW, "document": "15/QĐ", **cells})

    found = previewed(book)
    errors = [str(one) for one in found.preview.findings if one.is_error]
    assert len(errors) == 1 and said_at in errors[0], errors
    assert "Từng lượt" in errors[0]
    with pytest.raises(Refused):
        brought(book)
    assert (entry_of(), entry_of("B")) == (None, None)


def test_an_event_without_a_document_is_a_warning():
    book = template()
    write(book, 0, **A_ROW)

    (found,) = said(previewed(book))
    assert found.endswith("II: lượt này chưa ghi Số văn bản")


def test_a_paper_that_repeats_is_a_warning_at_its_cell_and_is_brought_in():
    put(one(), unit="B", actor=OTHER)
    book = template()
    write(book, 0, **A_ROW, document="15/QĐ-UBND")
    write(book, 1, **A_ROW, document="15/QĐ-UBND")

    found = said(previewed(book))
    assert [one.partition(": ")[2] for one in found] == [
        "số văn bản «15/QĐ-UBND»: kê hai lần trong đơn vị, tiêu chí II (ngày 04/03/2025)",
        "số văn bản «15/QĐ-UBND»: một đơn vị khác của khối cũng kê, năm 2025",
    ] * 2
    brought(book)
    assert len(entry_of().occurrences) == 2


def test_a_file_without_the_sheet_keeps_the_lists_and_a_template_without_its_rows_empties_them():
    put(one())
    older, emptied = template(), template()
    del older["Từng lượt"]
    for cell in emptied["Từng lượt"][FIRST]:
        cell.value = None

    assert (said(previewed(older)), dict(previewed(older).edits)) == ([], {})
    brought(emptied)
    assert entry_of() == Entry(events=(Event("cấp tỉnh", Decimal(1)),))


def test_a_file_that_changes_a_count_under_a_list_it_does_not_bring_is_refused():
    put(one())
    book = template()
    del book["Từng lượt"]
    sheet = book["A"]
    for row in sheet.iter_rows(min_row=7):
        if row[0].value == "II" and row[4].value == "cấp tỉnh":
            row[7].value = 2

    assert any("ô Số lượt ghi 2 lượt cấp tỉnh" in one for one in said(previewed(book)))


def test_why_the_points_are_what_they_are_names_each_event():
    put(one())
    move(of_year(), Stage.VERIFY)
    put(one(), actor=SECRETARY, hand=Hand.VERIFIED)

    with reading() as session:
        work = Work(session, HEAD, of_year())
        told = json.dumps(
            standings.standings_json(session, standings.standings(work)),
            ensure_ascii=False,
            default=str,
        )
    assert "1 lượt cấp tỉnh ngày 04/03/2025, số 15/QĐ-UBND" in told


def test_the_kept_documents_are_read_again_after_a_save():
    put(one())
    put(one("99/QĐ"), unit="B", actor=OTHER)
    assert flags(HEAD) == ()
    put(one("99/QĐ"), one("15/QĐ-UBND"), unit="B", actor=OTHER)

    assert flags(HEAD) == (
        "số văn bản «15/QĐ-UBND»: B cũng kê, năm 2025, tiêu chí II (ngày 04/03/2025)",
    )
    with reading() as session:
        assert queries.periods(session)
