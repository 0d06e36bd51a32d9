"""Tệp mẫu hồ sơ khen thưởng: what a person fills into one is read as it was meant."""

from io import BytesIO
from itertools import takewhile

import openpyxl
import pytest

from tests.domain.nominees import book
from thidua.domain.dossier.catalogue import BUILT_IN
from thidua.files.awards.award_book import read_award_book
from thidua.files.awards.fact_book import read_fact_book
from thidua.files.awards.staff_book import read_staff_book
from thidua.files.awards.templates import award_template, fact_template, staff_template
from thidua.files.cells import read_book

TEMPLATES = {
    "cá nhân": (staff_template, read_staff_book),
    "dữ kiện": (lambda: fact_template(book().catalogue), read_fact_book),
    "khen thưởng": (lambda: award_template(book().awards.values()), read_award_book),
}


@pytest.mark.parametrize("which", TEMPLATES)
def test_the_example_of_the_guide_is_read_without_a_fault(which):
    make, read = TEMPLATES[which]
    workbook = openpyxl.load_workbook(BytesIO(make()))
    first, guide = workbook.worksheets
    columns = [cell.value for cell in first[1]]
    rows = [[cell.value for cell in row] for row in guide.iter_rows(max_col=len(columns))]
    at = rows.index(columns) + 1
    examples = list(takewhile(any, rows[at:]))
    for row in examples:
        first.append(row)
    kept = BytesIO()
    workbook.save(kept)

    found, findings = read(read_book(kept.getvalue(), "mau.xlsx"))

    assert findings == []
    assert len(found) == len(examples)


@pytest.mark.parametrize("which", TEMPLATES)
def test_an_empty_template_brings_nothing_from_its_guide(which):
    make, read = TEMPLATES[which]

    found, findings = read(read_book(make(), "mau.xlsx"))

    assert found == []
    assert [finding.code for finding in findings] == ["empty"]


def test_the_guide_lists_every_fact_that_is_typed_and_no_computed_one():
    guide = openpyxl.load_workbook(BytesIO(fact_template(BUILT_IN))).worksheets[1]
    column = [row[0].value for row in guide.iter_rows(max_col=1)]

    listed = column[column.index("Mã", column.index("STC-01")) + 1 :]

    assert [code for code in listed if code] == [
        kind.code for kind in BUILT_IN if not kind.computed
    ]
