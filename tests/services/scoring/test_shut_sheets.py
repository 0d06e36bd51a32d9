"""Bảng đã đóng: after hand-in, lock or deadline no way of writing a score is left open."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from tests.people import PROGRAM
from tests.services.year import (
    HEAD,
    NOW,
    OFFICER,
    SECRETARY,
    do,
    fresh,
    overtaken,
    save,
    settle,
    stored,
    to_locked,
    to_self_score,
    to_verify,
)
from thidua.commands import app
from thidua.db import queries
from thidua.db.engine import reading
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.period.stage import Stage
from thidua.domain.period.windows import Window
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.domain.scoring.wide.grid import Grid, Square
from thidua.files.cells import read_book
from thidua.files.scoring.book import read_score_book
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.scoring import imports as score_imports
from thidua.services.scoring import previews, submissions, wide
from thidua.services.verify import verification

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _year(database_url):
    settle()


@pytest.fixture
def book(tmp_path):
    """Sổ điểm of unit A with another score in its first line."""
    made = Workbook()
    sheet = made.active
    sheet.title = "Bảng điểm"
    sheet.append(["Mã đơn vị", "Mã tiêu chí", "Điểm"])
    sheet.append(["A", "I", 11])
    made.save(tmp_path / "bang_diem.xlsx")
    return tmp_path / "bang_diem.xlsx"


def bring_in(book, actor, hand):
    file, findings = read_score_book(read_book(book))
    return do(score_imports.import_scores, actor, hand=hand, file=file, findings=findings)


def command(book, hand):
    words = ["import-scores", book, "--block", "K1", "--year", 2025, "--hand", hand]
    return CliRunner().invoke(app, [str(word) for word in words])


def handed_in():
    to_self_score()
    save("A", OFFICER)
    do(submissions.submit, OFFICER, unit="A")


def too_late():
    to_self_score()
    save("A", OFFICER)
    window = Window(None, None, LONG_AGO)
    do(windows.set_window, stage=Stage.SELF_SCORE, window=window, is_past_meant=True)


@pytest.mark.parametrize(
    ("shut", "said"),
    [(handed_in, "đã nộp"), (to_locked, "giai đoạn «Đã chốt»"), (too_late, "Đã hết hạn")],
    ids=["đã nộp", "đã chốt", "hết hạn"],
)
@pytest.mark.parametrize("who", [OFFICER, PROGRAM], ids=["cán bộ", "quản trị"])
def test_a_claim_that_is_shut_cannot_be_changed_by_any_way_in(book, shut, said, who):
    shut()
    before = stored("A")

    with pytest.raises((Refused, NotPermitted), match=said):
        save("A", who, main=11, base=1)
    with pytest.raises((Refused, NotPermitted), match=said):
        bring_in(book, who, Hand.SELF)
    done = command(book, Hand.SELF)

    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr
    assert stored("A") == before


def test_a_verdict_of_the_command_line_is_refused_after_the_lock(book):
    to_locked()
    before = stored("A", Hand.VERIFIED)

    done = command(book, Hand.VERIFIED)

    assert (done.exit_code, done.stdout) == (1, "")
    assert "giai đoạn «Đã chốt»" in done.stderr
    assert stored("A", Hand.VERIFIED) == before


def test_a_verdict_of_the_command_line_is_refused_after_the_deadline(book):
    to_verify()
    do(
        windows.set_window,
        stage=Stage.VERIFY,
        window=Window(None, None, LONG_AGO),
        is_past_meant=True,
    )

    done = command(book, Hand.VERIFIED)

    assert (done.exit_code, done.stdout) == (1, "")
    assert "Đã hết hạn" in done.stderr
    assert "A" not in all_verified()


def all_verified():
    with reading() as session:
        return queries.sheets(session, fresh(), Hand.VERIFIED)


def test_a_verified_sheet_is_not_changed_by_a_file_on_screen(book):
    to_verify()
    save("A", SECRETARY, Hand.VERIFIED)
    do(verification.verify_sheet, SECRETARY, unit="A")
    before = stored("A", Hand.VERIFIED)

    with pytest.raises(Refused, match="đã xác nhận"):
        bring_in(book, HEAD, Hand.VERIFIED)

    assert stored("A", Hand.VERIFIED) == before


@pytest.mark.both_databases
def test_a_file_brought_in_while_the_sheet_is_handed_in_is_refused(book):
    to_self_score()
    save("A", OFFICER)

    told = overtaken(
        lambda session: submissions.submit(Work(session, OFFICER, fresh(), NOW), unit="A"),
        lambda: bring_in(book, PROGRAM, Hand.SELF),
    )

    assert isinstance(told, Refused)
    sheet = stored("A")
    assert (sheet.status, sheet.lines["I"].entry.points) == (SheetStatus.SUBMITTED, Decimal(80))


def test_more_time_for_one_unit_opens_the_file_way_for_that_unit_alone(book):
    too_late()
    given = {"until": NOW + timedelta(days=1), "reason": "Mất điện"}
    do(windows.extend, HEAD, unit="B", **given)
    with pytest.raises(Refused, match="Đã hết hạn"):
        bring_in(book, OFFICER, Hand.SELF)

    do(windows.extend, HEAD, unit="A", **given)
    bring_in(book, OFFICER, Hand.SELF)

    assert stored("A").lines["I"].entry.points == Decimal(11)


@pytest.mark.parametrize(
    ("shut", "said"),
    [
        (handed_in, "Bảng tự chấm của A đã nộp; hãy rút lại hoặc trả lại rồi sửa."),
        (too_late, "Đã hết hạn"),
    ],
    ids=["đã nộp", "hết hạn"],
)
def test_the_preview_says_already_that_a_sheet_is_shut(book, shut, said):
    """Nói ngay ở bước xem trước, of a flat file and of a table of the block alike."""
    shut()
    file, findings = read_score_book(read_book(book))
    heads = {1: Square("Mã", "A1"), 2: Square("Nội dung", "B1"), 3: Square("A", "C1")}
    line = {1: Square("I", "A2"), 3: Square(Decimal(11), "C2")}
    grids = [Grid(title="Bảng", rows={1: heads, 2: line})]
    with reading() as session:
        work = Work(session, PROGRAM, fresh(), NOW)
        flat = previews.preview_scores(work, hand=Hand.SELF, file=file, findings=findings)
        broad = wide.preview_wide(work, hand=Hand.SELF, grids=grids, answers={}).scores

    for preview in (flat.preview, broad.preview):
        told = [str(one) for one in preview.findings if one.code == "closed"]
        assert preview.is_refused
        assert told[0].startswith(f"Đơn vị A: {said}"), told
