"""Con số của luật: all that judges, counts or limits, written here from the texts.

`FIGURES` has the figures and `articles.txt` the whole of each rule, its article beside it. Neither
is read from the data, so that a figure, date, share, sign, yes or no altered in a law file differs
from them; the last tests alter each of them in turn.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tests.domain.nominees import book
from tests.lawbook.forms import forms
from thidua.domain.dossier.facts import FactKind
from thidua.domain.law.book import LawBook
from thidua.domain.law.conditions import Condition, FactTest, OtherWay, YearRun
from thidua.domain.law.law import Citation
from thidua.domain.law.table import parse_toml
from thidua.lawbook import loading
from thidua.lawbook.loading import SHIPPED, files_in, read_book

F = Fraction
FIGURES = {
    # Điều 21–28 Luật 06/2022/QH15
    "LDTT.1": ["HTT"],
    "CSTDCS.2": ["HTXS", "co_so", "co_so"],
    "CSTDT.1": [3, 1],
    "CSTDT.2": ["tinh", "tinh", "toan_luc_luong"],
    "CSTDTQ.1": [2, 1],
    "CSTDTQ.2": ["toan_quoc", "toan_quoc", "toan_quoc"],
    "TTLDTT.1": ["HTT"],
    "TTLDTT.3": [F(7, 10)],
    "TTLDTT.4": [0],
    "TTLDXS.1": ["HTXS"],
    "TTLDXS.3": [1],
    "TTLDXS.4": [F(7, 10)],
    "TTLDXS.5": [1],
    "CO.CD.2": [3],
    # Khoản 2, 3 Điều 25; khoản 2 Điều 44: a movement of 05 years or more
    "CCP.KHAC": [5],
    "HCLD.CN.KHAC": [5],
    # Điều 74, điểm d khoản 1: two in a row; or HTXS two years with 02 sáng kiến or 02 đề tài
    "BKT.CN.1": [2, 1, "HTXS", 2, 2, "co_so", 2, "co_so", 1, "co_so", 1, "co_so"],
    "BKT.TT.1": ["HTXS", 2],
    # Điều 73: điểm b khoản 1, điểm e khoản 4
    "BKTTG.CN.2": ["HTT", 5],
    "BKTTG.CN.3": [3],
    "BKTTG.TT.2": ["HTXS", 5],
    "BKTTG.TT.3": [1, 2],
    # Điều 44: điểm e khoản 1, điểm đ khoản 4 (từ 10 năm = 120 tháng)
    "HCLD.CN.2": ["HTT", 5],
    "HCLD.CN.3": [1, "HTXS"],
    "HCLD.CN.4": [3],
    "HCLD.TT.1": [120],
    "HCLD.TT.3": ["HTXS", 5],
    "HCLD.TT.4": [1, 2, 1, 1, 2],
    # Thông tư 15/2023/TT-BKHĐT: Điều 3, 5, 10, 15, 18
    "LOAI.12THANG": [12],
    "LOAI.9THANG": [9],
    "BK.COKHOI": [10, 2, 10, 3],
    "PHIEU.HD.CSTD": [F(9, 10)],
    "PHIEU.HD.CO": [F(8, 10)],
    "PHIEU.HD.CSTDCS": [F(8, 10)],
    "PHIEU.SANGKIEN": [F(8, 10), F(2, 3)],
    # Khoản 1 Điều 11 Nghị định 91/2017/NĐ-CP
    "CCP.20": [F(20, 100)],
    "MAU.CCP.20": [F(20, 100)],
    # Thông tư 01/2019/TT-VKSTC, An Giang, and samples of single places
    "PHIEU.KHOI.CO": [F(8, 10)],
    "PHIEU.HD.BKTTG": [F(8, 10)],
    "MAU.LAMHA.NGHI": [40],
    "MAU.LAMHA.10THANG": [10],
    "MAU.CO.MOTKHOI": [1],
    "MAU.BK.MOTPHANBA": [F(1, 3)],
    "MAU.CSTDCS.15": [F(15, 100)],
    "MAU.CSTDT.10": [F(10, 100)],
    "MAU.PHIEU.ANGIANG.CSTDTQ": [F(9, 10)],
    "MAU.PHIEU.HUE.CSTDT": [F(9, 10)],
    "MAU.PHIEU.BACNINH.SANGKIEN": [F(7, 10)],
    "MAU.PHIEU.HUANCHUONG": [F(2, 3)],
    # Kế hoạch 192/KH-UBND, Bình Phước: the groups and their caps, the share of leaders
    "1.1": [3],
    "1.2": ["ntm", "ntm", 0, 2025, 2],
    "1.3": ["ntm", "kieu_mau", 0],
    "1.4": [1, 1, 300, 200, 300, 200, 200, 0, 2, 1, 2, 10],
    "1.5.1": [5],
    "1.5.2": [5],
    "1.6": [15],
    "LANHDAO": [F(40, 100)],
}
FIGURE_LINE = re.compile(
    r'(?:\b(?:least|ends_within|most|threshold|share|quorum|members) = "?(?:[<>]=?)?|years = \[)'
    r"(?P<figure>\d+)"
)
SHEETS = files_in(SHIPPED)
PLACES = [
    (number, found.span("figure"))
    for number, sheet in enumerate(SHEETS)
    for found in FIGURE_LINE.finditer(sheet.text)
]


def _figures(part: object) -> Iterator[object]:
    """Các con số, and the words of ordered lists that a threshold names, in reading order."""
    if isinstance(part, FactKind | Citation | bool):
        return
    if isinstance(part, int | Decimal | Fraction):
        yield part
    elif isinstance(part, FactTest) and part.fact.ordered:
        yield part.threshold
    elif isinstance(part, YearRun):
        yield from _figures((part.each, part.least))
        if part.ends_within:
            yield part.ends_within
    elif isinstance(part, tuple):
        for one in part:
            yield from _figures(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _figures(getattr(part, field.name))


def _own(condition: Condition) -> Condition:
    """Điều kiện của chính tiêu chuẩn, without another way of its article."""
    return condition.condition if isinstance(condition, OtherWay) else condition


def _all_figures(law: LawBook) -> dict[str, list[object]]:
    groups = [group for plan in law.programmes.values() for group in plan.groups]
    parts = {
        **{rule.code: (_own(rule.condition), rule.when, rule.years) for rule in law.requirements},
        **{way.code: way.condition for way in law.ways.values()},
        **{rule.code: rule.limit for rule in law.quotas},
        **{rule.code: (rule.threshold, rule.quorum) for rule in law.vote_rules},
        **{
            group.code: (
                tuple(
                    (
                        *(one.condition, one.when, one.years),
                        tuple(branch.condition for branch in one.branches),
                        tuple(other.meaning.condition for other in one.readings),
                    )
                    for one in group.requirements
                ),
                group.limit,
            )
            for group in groups
        },
        **{one.code: one.share for plan in law.programmes.values() for one in plan.leader_limits},
    }
    found = {code: list(_figures(part)) for code, part in parts.items()}
    return {code: figures for code, figures in found.items() if figures}


def test_every_figure_is_that_of_its_text():
    assert _all_figures(book()) == FIGURES


def test_the_places_altered_are_all_the_figures_there_are():
    numbers = [one for figures in FIGURES.values() for one in figures if not isinstance(one, str)]

    assert len(PLACES) == len(numbers)


FORMS = Path(__file__).with_name("articles.txt")
SAID = (
    (re.compile(r"\b(?:from|to|signed) = (?P<part>\d{4}-\d\d-\d\d)"), "ngày"),
    (re.compile(r"(?m)^\w+ = (?P<part>true|false)$"), "có hay không"),
    (re.compile(r'\bop = "(?P<part>[<>=]+)"'), "dấu so"),
    (re.compile(r'\b(?:threshold|assumed) = "(?P<part>[^\d"]+)"'), "ngưỡng"),
    (re.compile(r'\beffect = "(?P<part>[^"]+)"'), "hệ quả"),
    (re.compile(r'\boccasion = "(?P<part>[^"]+)"'), "dịp"),
    (re.compile(r'\barticle = "(?P<part>[^"]+)"'), "điều"),
)
"""Ngoài con số: what else in a law file decides, and how it is written there."""

OTHERS = {
    **{"true": "false", "false": "true", "có": "không", "không": "có"},
    **{">=": ">", ">": ">=", "<": "<=", "<=": "<", "=": ">="},
    **{"HTT": "HTXS", "HTXS": "HTT", "co_so": "tinh", "tinh": "co_so", "toan_quoc": "tinh"},
    **{"toan_luc_luong": "co_so", "khong": "co_so", "ntm": "kieu_mau", "kieu_mau": "ntm"},
    **{"không xét": "tạm hoãn", "tạm hoãn": "không xét"},
    **{"hằng năm": "theo chuyên đề", "theo chuyên đề": "hằng năm"},
}


def _altered(part: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", part):
        return str(date.fromisoformat(part) + timedelta(days=1))
    if part.isdecimal():
        return str(int(part) + 1)
    return OTHERS.get(part, f"{part} khác")


PLAN_ROWS = {
    f"[[programmes.{name}]]"
    for name in (
        *("deadlines", "targets", "phases", "rounds", "forms", "steps", "dossier", "reports"),
        "tasks",
    )
}
"""Các dòng của một kế hoạch: their sections decide nothing, and are altered all at once."""


def _is_said(text: str, at: int) -> bool:
    """Không phải trong lời ghi chú của tệp."""
    return not text[text.rfind("\n", 0, at) + 1 :].startswith("#")


def _is_of_plan(text: str, at: int) -> bool:
    """Điều của một dòng kế hoạch."""
    head = text.rfind("\n[[", 0, at) + 1
    return text[head : text.index("\n", head)] in PLAN_ROWS and "article = " in text[at - 12 : at]


ALTERED = [
    *(((number, span), "con số") for number, span in PLACES),
    *(
        ((number, found.span("part")), what)
        for number, sheet in enumerate(SHEETS)
        for pattern, what in SAID
        for found in pattern.finditer(sheet.text)
        if _is_said(sheet.text, found.start()) and not _is_of_plan(sheet.text, found.start("part"))
    ),
]


def _written() -> dict[str, list[str]]:
    """Bảng viết từ các điều luật."""
    found: dict[str, list[str]] = {}
    for line in FORMS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, form = line.partition(" => ")
            found.setdefault(code, []).append(form)
    return found


def test_every_rule_is_that_of_its_article():
    assert forms(book()) == _written()


@pytest.fixture
def read_once(monkeypatch):
    """Mỗi tệp chỉ phân tích một lần, whichever other file is altered."""
    known: dict[str, dict[str, object]] = {}

    def parse(text: str, place: str) -> dict[str, object]:
        if text not in known:
            known[text] = parse_toml(text, place)
        return deepcopy(known[text])

    monkeypatch.setattr(loading, "parse_toml", parse)


@pytest.mark.parametrize("what", ["con số", *(what for _, what in SAID)])
def test_whatever_is_altered_in_a_law_file_is_noticed(what, read_once):
    written, unnoticed = _written(), []
    places = [place for place, kind in ALTERED if kind == what]
    for number, (start, end) in places:
        sheet = SHEETS[number]
        text = f"{sheet.text[:start]}{_altered(sheet.text[start:end])}{sheet.text[end:]}"
        sheets = list(SHEETS)
        sheets[number] = replace(sheet, text=text)
        law, findings = read_book(sheets)
        if law is not None and not findings and forms(law) == written:
            unnoticed.append(f"{sheet.name}: {sheet.text[start - 60 : end + 20]}")

    assert places
    assert unnoticed == []


def test_every_section_of_a_plan_is_that_of_its_text(read_once):
    pattern, count, sheets = SAID[-1][0], 0, []
    for sheet in SHEETS:
        text = sheet.text
        spots = [found.span("part") for found in pattern.finditer(text)]
        for start, end in reversed(spots):
            if _is_of_plan(text, start):
                text, count = f"{text[:start]}{_altered(text[start:end])}{text[end:]}", count + 1
        sheets.append(replace(sheet, text=text))
    law, findings = read_book(sheets)
    lines = [(code, line) for code, found in forms(law).items() for line in found]
    written = {(code, line) for code, found in _written().items() for line in found}

    assert findings == []
    assert count > 100
    assert len([one for one in lines if one not in written]) == count
