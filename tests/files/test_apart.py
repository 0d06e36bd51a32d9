"""Đọc riêng: what a small file costs is bounded, and its reader gives back nothing but values."""

import io
import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Event, Lock
from time import monotonic, sleep

import pytest
from openpyxl import Workbook

from tests.files import costly
from thidua.domain.document.kinds import KINDS
from thidua.domain.ground import errors
from thidua.domain.ground.errors import NotFound, Refused
from thidua.files import cells
from thidua.files.reading import apart
from thidua.files.reading.any_book import itself, read, read_any
from thidua.files.roster.book import read_roster_book
from thidua.files.word import template_start
from thidua.files.word.template_filling import tried
from thidua.files.word.template_tokens import read_template
from thidua.services.document import templates
from thidua.web import turns

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


def test_marks_piled_on_a_letter_are_told_and_cost_nothing(monkeypatch):
    monkeypatch.setattr(apart, "CPU_SECONDS", 3)
    content = costly.piled_marks()
    assert len(content) < 700_000

    _, findings = read(read_roster_book, content, "a.xlsx")

    assert "quá nhiều dấu chồng lên nhau" in findings[0].message
    plain = read_any(content, "a.xlsx").sheets["Đơn vị"].cell(1, 1).value
    assert plain == "Mã khối"


def test_a_template_is_filled_for_trial_within_the_same_bounds(monkeypatch):
    kind, asked = KINDS["giay-moi"], []
    data = template_start.start_file(kind)
    real = apart._ask
    monkeypatch.setattr(apart, "_ask", lambda given: asked.append(given) or real(given))

    found = templates._examined.__wrapped__(kind.code, data)

    assert not found.is_refused
    assert [pickle.loads(one)[0] for one in asked] == [read_template, tried]
    monkeypatch.setattr(apart, "_ask", lambda given: None)
    monkeypatch.setattr(apart, "_answers", type(apart._answers)())
    with pytest.raises(Refused, match="tốn quá nhiều sức"):
        templates._filled(kind, data)


def test_many_who_upload_at_once_wait_apart_and_pages_go_on(monkeypatch):
    """Two are read, the others wait outside of any turn, and a page has all turns there are."""
    reading, most, go_on = [], [], Event()
    lock = Lock()

    def ask(given):
        with lock:
            reading.append(given)
            most.append(len(reading))
        go_on.wait(30)
        with lock:
            reading.remove(given)
        return pickle.dumps(("", "đọc xong"))

    monkeypatch.setattr(apart, "_ask", ask)
    monkeypatch.setattr(apart, "waiting", turns.given_back)

    def upload(number):
        with turns.turn():
            return apart.call(f"{number}.xlsx", str, number)

    with ThreadPoolExecutor(5) as officers:
        told = [officers.submit(upload, number) for number in range(5)]
        until = monotonic() + 20
        while len(most) < 2 and monotonic() < until:
            sleep(0.01)
        drawn = 0
        for _ in range(20):
            with turns.turn():
                drawn += 1
        assert (len(reading), drawn, [one.done() for one in told]) == (2, 20, [False] * 5)
        go_on.set()
        assert [one.result(30) for one in told] == ["đọc xong"] * 5
    assert max(most) == 2


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
