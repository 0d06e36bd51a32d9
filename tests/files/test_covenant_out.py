"""Sổ giao ước viết ra: read again it is the same draft."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.covenants.build import ROOT, workbooks
from tests.domain.strategies import rules
from tests.files.nasty import NASTY
from thidua.domain.covenant.checks import check_covenant
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, RankingRow, SettingRow
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.ground.text import clean
from thidua.domain.rules import METHOD_WORDS, Method, method_named
from thidua.files.cells import read_book
from thidua.files.covenant.book import read_covenant_book
from thidua.files.covenant.guide import SECTIONS
from thidua.files.covenant.out import SAMPLE, covenant_template, covenant_workbook


def read(content: bytes) -> CovenantDraft:
    draft, findings = read_covenant_book(read_book(content))
    assert draft is not None and not findings, [str(one) for one in findings]
    return bare(draft)


def bare(draft: CovenantDraft) -> CovenantDraft:
    """Bản thảo không kèm chỗ ghi; an empty cell is nothing."""
    settings_ = tuple(replace(row, at="", value=row.value or None) for row in draft.settings)
    return replace(draft, settings=settings_)


def test_the_template_is_a_valid_covenant():
    draft = read(covenant_template())
    assert draft == bare(SAMPLE)
    covenant, findings = read_covenant(draft)
    assert covenant is not None
    assert [str(one) for one in (*findings, *check_covenant(covenant))] == []
    methods = {criterion.rule.method for criterion in covenant.criteria.values()}
    own = {Method.FROM_PERIODS}  # of a year that has periods, which a first covenant has not
    assert methods == set(METHOD_WORDS) - own


@pytest.mark.parametrize("file", sorted(workbooks()))
def test_every_sample_covenant_comes_back(file):
    draft, _ = read_covenant_book(read_book(ROOT / file))
    assert draft is not None
    assert read(covenant_workbook(draft)) == bare(draft)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(rules(), min_size=1, max_size=5), most=st.decimals(0, 9999, places=3))
def test_any_rule_comes_back(drawn, most):
    rows = tuple(
        CriterionRow(f"I.{n}", f"Tiêu chí {n}", most, METHOD_WORDS[rule.method], rule.parameters())
        for n, rule in enumerate(drawn)
    )
    draft = CovenantDraft((SettingRow("Khối", "K"), SettingRow("Năm", Decimal(2025))), rows)
    again = read(covenant_workbook(draft))
    assert again == draft
    covenant, _ = read_covenant(again)
    assert covenant is not None
    assert [one.rule for one in covenant.criteria.values()] == drawn


def test_user_text_stays_text():
    texts = [clean(text) for text in NASTY if "\ud800" not in text]
    draft = CovenantDraft(
        (SettingRow("Khối", texts[0]), SettingRow("Năm", "2025")),
        tuple(CriterionRow(f"I.{n}", text, None, text[:30], text) for n, text in enumerate(texts)),
        tuple(RankingRow("Không xét", "1", text, text) for text in texts),
    )
    content = covenant_workbook(draft)
    assert read(content) == draft
    book = load_workbook(BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)


def test_the_guide_shows_every_rule():
    sheet = load_workbook(BytesIO(covenant_template()))["Hướng dẫn"]
    shown = {cell.value for row in sheet.iter_rows() for cell in row}
    assert set(METHOD_WORDS.values()) <= shown
    lines = next(lines for heading, _, lines in SECTIONS if heading == "Cách chấm và Tham số")
    assert {method_named(name) for name, *_ in lines if method_named(name)} == set(METHOD_WORDS)
    assert {example for _, example, _ in lines if example} <= shown


def test_the_quotation_of_a_clause_comes_back_as_text():
    quoted = replace(SAMPLE.criteria[1], clause="Điều 5", quotation="=Chấm theo quý")
    draft = replace(SAMPLE, criteria=(SAMPLE.criteria[0], quoted, *SAMPLE.criteria[2:]))

    assert read(covenant_workbook(draft)) == bare(draft)
