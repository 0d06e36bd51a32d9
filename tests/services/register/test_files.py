"""Tệp của sổ: what leaves comes back, a file is taken whole, a denunciation is a count."""

import pytest

from tests.services.dossier_block import settled
from tests.services.register_rows import (
    AUDITOR,
    INITIATIVES,
    PASSED,
    PETITIONS,
    SENT,
    TRAINED,
    TRAINING,
    stands,
    write,
)
from tests.services.year import HEAD, NOW, OFFICER, do, fresh
from thidua.db.engine import reading
from thidua.domain.ground.errors import Refused
from thidua.domain.register.registers import register_of
from thidua.domain.register.wish import RegisterWish
from thidua.files.cells import read_book
from thidua.files.register.book import read_register_book
from thidua.services.ground.work import Work
from thidua.services.register import lists

pytestmark = pytest.mark.usefixtures("as_recorded")


def brought(content, register, actor=HEAD):
    """Nhập tệp này; what it would change, or what is wrong."""
    rows, findings = read_register_book(register_of(register), read_book(content))
    with reading() as session:
        work = Work(session, actor, fresh(), NOW)
        return lists.RegisterList(register).preview(work, rows=rows, findings=findings)


@pytest.mark.parametrize(
    ("register", "cells"),
    [
        (INITIATIVES, PASSED | {"loi": "1.234,5", "ngay_nop": "01/02/2025"}),
        (TRAINING, TRAINED | {"du": "9", "don_vi_to_chuc": "=1+1"}),
        (PETITIONS, SENT | {"loai": "phản ánh"}),
    ],
)
def test_what_is_exported_comes_back_as_it_is(sqlite_url, register, cells):
    settled()
    write(cells, register=register, code="X-1", evidence="BB 1", note="Ghi chú\ndòng hai")
    with reading() as session:
        content = lists.workbook(Work(session, HEAD, fresh(), NOW), register=register)

    found = brought(content, register)
    assert [str(one) for one in found.findings] == []
    assert [one.kind.value for one in found.changes] == ["same"]


def test_a_denunciation_leaves_as_a_count_alone(sqlite_url):
    settled()
    write(SENT, register=PETITIONS, code="KN-1")
    write(SENT | {"loai": "phản ánh"}, register=PETITIONS, code="KN-2")
    found = {}
    for actor in (HEAD, AUDITOR):
        with reading() as session:
            content = lists.workbook(Work(session, actor, fresh(), NOW), register=PETITIONS)
        sheets = read_book(content).sheets.values()
        cells = [
            str(cell.value)
            for sheet in sheets
            for row in sheet.rows.values()
            for cell in row.values()
        ]
        found[actor.account] = cells
        assert "KN-2" in cells and "KN-1" not in cells and "tố cáo" not in cells
        assert "Không xuất nội dung đơn tố cáo: có 1 trong sổ." in cells

    assert "Bà Tư" in found["truong"] and "Người gửi" in found["truong"]
    assert "Bà Tư" not in found["kt"] and "Người gửi" not in found["kt"]


def test_a_file_is_taken_whole_or_not_at_all(sqlite_url):
    settled()
    rows = [
        RegisterWish(code="", year=2025, unit="A", cells=TRAINED),
        RegisterWish(code="", year=2025, unit="A", cells=TRAINED | {"ten": "Tập huấn khác"}),
        RegisterWish(code="X-9", year=2024, unit="A", cells=TRAINED),
    ]
    with pytest.raises(Refused):
        do(lists.import_rows, register=TRAINING, rows=rows)
    assert stands() == []
    done = do(lists.import_rows, register=TRAINING, rows=rows[:2])
    assert [one.kind.value for one in done.changes] == ["new", "new"]
    assert stands() == [("TH-2025-A-1", "draft", 1), ("TH-2025-A-2", "draft", 1)]


def test_an_officers_file_with_a_row_of_another_unit_is_refused(sqlite_url):
    settled()
    rows = [RegisterWish(code="", year=2025, unit="B", cells=TRAINED)]
    with reading() as session:
        work = Work(session, OFFICER, fresh(), NOW)
        found = lists.RegisterList(TRAINING).preview(work, rows=rows)

    assert [one.message for one in found.findings] == [
        "«Mã đơn vị»: bạn không được ghi sổ này của «B»"
    ]


def told(*rows, register=TRAINING):
    with reading() as session:
        found = lists.RegisterList(register).preview(
            Work(session, HEAD, fresh(), NOW), rows=[wish(*one) for one in rows]
        )
    return [one.message for one in found.findings]


def wish(code, unit="A", **cells):
    return RegisterWish(code=code, year=2025, unit=unit, cells=TRAINED | cells)


def test_a_row_without_a_code_that_stands_already_is_told(sqlite_url):
    settled()
    rows = [wish(""), wish("", ten="Khác")]
    do(lists.import_rows, register=TRAINING, rows=rows)
    same = "dòng này trùng với {}; bỏ dòng này, hoặc ghi Mã nếu là việc khác"
    assert told(("",)) == [same.format("TH-2025-A-1")]
    with pytest.raises(Refused):
        do(lists.import_rows, register=TRAINING, rows=rows)
    assert stands() == [("TH-2025-A-1", "draft", 1), ("TH-2025-A-2", "draft", 1)]
    assert told(("X-9",)) == []
    assert told(("", "B"), ("", "B")) == [same.format("TH-2025-B-1")]


def test_codes_that_are_given_collide_with_none_of_the_file(sqlite_url):
    settled()
    rows = [
        RegisterWish(code="", year=2025, unit=unit, cells=TRAINED | {"ten": name})
        for unit, name in (("A", "Một"), ("a", "Hai"))
    ]
    rows.append(wish("th-2025-a-1", ten="Ba"))
    done = do(lists.import_rows, register=TRAINING, rows=rows)

    assert [one.subject for one in done.changes] == [
        *("A · TH-2025-A-2: Một", "A · TH-2025-A-3: Hai", "A · th-2025-a-1: Ba"),
    ]
    assert told(("X-1",), ("x-1",)) == [
        "mã «x-1» chỉ khác mã «X-1» ở chữ hoa, chữ thường nên không phân biệt được; hãy ghi «X-1» "
        "nếu là một, hoặc đặt mã khác"
    ]
