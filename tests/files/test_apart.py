"""Đọc riêng: what a small file costs is bounded, and its reader gives back nothing but values."""

import io
import pickle
import re
from decimal import Decimal

import pytest
from openpyxl import Workbook

from tests.files import costly
from thidua.domain.ground import errors
from thidua.domain.ground.errors import NotFound, Refused
from thidua.files import cells
from thidua.files.reading import apart
from thidua.files.reading.any_book import itself, read, read_any
from thidua.files.roster.book import read_roster_book

pytestmark = pytest.mark.usefixtures("read_apart")


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setattr(apart, "_answers", type(apart._answers)())


def workbook():
    book = Workbook()
    sheet = book.active
    sheet.append(["Mã khối", "Tên khối", "Mã đơn vị", "Tên đơn vị", "Tên ngắn", "Loại", "Năm"])
    sheet.append(["K1", "Khối một", "01", "Sở Một", "Một", "sở", 2025])
    sheet.append(["K1", "Khối một", "02", "Sở Hai", "Hai", "sở", "hai nghìn"])
    sheet.merge_cells("A5:B5")
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_what_is_read_apart_is_what_is_read_here():
    content = workbook()
    asked = read_roster_book(read_any(content, "a.xlsx"))

    rows, findings = read(read_roster_book, content, "a.xlsx")

    assert (rows, list(findings)) == (asked[0], list(asked[1]))
    assert findings.account == asked[1].account
    book = read(itself, content, "a.xlsx")
    assert book == read_any(content, "a.xlsx")
    assert book.sheets["Sheet"].cell(2, 7).value == Decimal(2025)


def test_a_refusal_comes_back_as_it_was():
    with pytest.raises(Refused, match=r"^Tệp «a\.xlsx» không phải sổ Excel"):
        read(read_roster_book, b"khong phai", "a.xlsx")
    with pytest.raises(NotFound, match=r"^không có$"):
        apart.call("a", fail_with, "NotFound", "không có")


def fail_with(kind, said):
    raise getattr(errors, kind)(said)


def spin():
    while True:
        pass


def swell():
    return len([bytes(1024 * 1024) for _ in range(1000)])


def long_winded():
    return "x" * (apart.MOST_SAID + 1)


def crash():
    import os  # noqa: PLC0415

    os.abort()


@pytest.mark.parametrize("does", [swell, long_winded, crash])
def test_what_costs_too_much_is_refused_by_its_name(does):
    with pytest.raises(Refused, match=r"^Tệp «a\.xlsx» tốn quá nhiều sức để đọc"):
        apart.call("a.xlsx", does)


@pytest.mark.parametrize("bound", ["CPU_SECONDS", "WAIT_SECONDS"])
def test_what_takes_too_long_is_ended(monkeypatch, bound):
    monkeypatch.setattr(apart, bound, 1)

    with pytest.raises(Refused, match="tốn quá nhiều sức"):
        apart.call("a.xlsx", spin)


def test_an_answer_is_asked_for_once_and_what_is_kept_is_bounded(monkeypatch):
    asked = []
    real = apart._ask
    monkeypatch.setattr(apart, "_ask", lambda given: asked.append(1) or real(given))
    content = workbook()

    first, _ = read(read_roster_book, content, "a.xlsx")
    first.clear()
    again, _ = read(read_roster_book, content, "a.xlsx")

    assert (len(asked), len(again)) == (1, 1)
    monkeypatch.setattr(apart, "_KEPT_BYTES", 10)
    read(itself, content, "a.xlsx")
    assert len(apart._answers) == 1


def test_while_a_file_is_read_its_turn_is_given_back(monkeypatch):
    seen = []

    class Given:
        def __enter__(self):
            seen.append("trả")

        def __exit__(self, *_):
            seen.append("lấy lại")

    monkeypatch.setattr(apart, "waiting", Given)
    apart.call("a", str, 1)

    assert seen == ["trả", "lấy lại"]


@pytest.mark.parametrize("told", [print, pickle.loads, apart.main])
def test_a_reader_gives_back_values_and_nothing_that_acts(told):
    with pytest.raises(pickle.UnpicklingError):
        apart._Plain(io.BytesIO(pickle.dumps(("", told)))).load()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (costly.long_texts, "chữ trong các ô dài tổng cộng"),
        (costly.many_areas, "vùng ô gộp"),
        (costly.many_attributes, "quá nhiều ô"),
        (costly.lines_of_nothing, "giải nén ra quá lớn|quá nhiều ô|dòng chữ"),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_a_small_costly_workbook_is_refused(make, said, monkeypatch):
    monkeypatch.setattr(apart, "CPU_SECONDS", 3)
    content = make()
    assert len(content) < 700_000

    with pytest.raises(Refused, match=said):
        read(read_roster_book, content, "a.xlsx")


def test_a_text_is_measured_before_it_is_cleaned(monkeypatch):
    cleaned = []
    monkeypatch.setattr(cells, "clean_lines", lambda text: cleaned.append(len(text)) or text)
    book = Workbook()
    book.active.append(["x" * 32_000, "a\n" * 2_000, "ngắn", "ngắn"])
    kept = io.BytesIO()
    book.save(kept)

    row = read_any(kept.getvalue(), "a.xlsx").sheets["Sheet"].rows[1]

    assert [row[column].fault.partition(";")[0] for column in (1, 2, 3)] == [
        *("dài hơn 10000 ký tự", "có hơn 1000 dòng chữ", "")
    ]
    assert cleaned.count(4) == 1


def test_every_reader_of_files_from_outside_goes_this_way():
    """The way round it, `read_any`, is asked for by nothing that serves people."""
    root = apart._ROOT / "thidua"
    within = [
        str(file.relative_to(root))
        for folder in ("services", "commands", "ui", "web")
        for file in (root / folder).rglob("*.py")
        if re.search(r"from thidua\.files.* import .*\b(read_any|read_book)\b", file.read_text())
    ]
    assert within == ["services/demo/fill.py"]  # which reads the covenant that lies beside it
