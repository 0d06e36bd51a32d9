"""Khung «Gói họp» và «Sổ kiểm phiếu Excel» của trang Bình xét."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from tests.pages.screen import everything, labels, open_panel, press
from tests.pages.test_imports import button, upload
from tests.services import nine_members as nine
from tests.services.nine_members import AWARD, HEAD, LEADER, OFFICERS, opened, see
from thidua.domain.ground.errors import Refused
from thidua.domain.vote.counting import BallotCount, Tally
from thidua.domain.vote.vote import Conduct
from thidua.services.document import meeting_pack
from thidua.services.document.pack_parts import NOT_YOURS
from thidua.services.vote import papers, teller_counts

PACK, TELLERS = "Gói họp", "Sổ kiểm phiếu Excel"
PAPER = replace(AWARD, rules=replace(AWARD.rules, conduct=Conduct.PAPER))


@pytest.fixture
def block(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle()


def buttons(at):
    return [one.proto.label for one in at.get("download_button")]


def panels(at):
    return [one.label for one in at.expander]


@pytest.mark.parametrize("year", ["2024", "2025"])
def test_what_is_not_in_the_pack_is_named_before_the_click(demo_url, page, year):
    at = page("binh_xet")
    at.query_params["nam"] = year
    at.run()
    assert "Làm gói họp" not in labels(at)

    open_panel(at, PACK)

    said = everything(at)
    assert "Không có trong gói" in said
    assert "01-giay-moi.docx: Giấy mời họp – chưa ghi thời gian họp" in said
    assert "04-bang-tong-hop.xlsx" in said and "08-bien-ban" not in said
    assert "Làm gói họp" in labels(at) and "Tải gói họp" not in buttons(at)

    at.segmented_control(key="goi-hop-luc-nao").set_value("sau").run()
    assert not at.exception
    assert "08-bien-ban-binh-xet.docx" in everything(at)


def test_the_pack_is_made_step_by_step_and_then_offered_once(demo_url, page, monkeypatch):
    steps = []
    made = meeting_pack.pack

    def counted(work, *, told, **named):
        return made(work, told=lambda *step: (steps.append(step), told(*step)), **named)

    monkeypatch.setattr(meeting_pack, "pack", counted)
    at = page("binh_xet").run()
    open_panel(at, PACK)
    press(at, "Làm gói họp")

    count = steps[0][1]
    assert [one[:2] for one in steps] == [(place, count) for place in range(1, count + 1)]
    assert buttons(at).count("Tải gói họp") == 1
    assert labels(at).count("Làm gói họp") == 1
    assert not at.exception


def test_what_goes_wrong_while_the_pack_is_made_is_said(demo_url, page, monkeypatch):
    def refuse(*_, **__):
        raise Refused("Minh chứng nặng quá.")

    monkeypatch.setattr(meeting_pack, "pack", refuse)
    at = page("binh_xet").run()
    open_panel(at, PACK)
    press(at, "Làm gói họp")

    assert "Minh chứng nặng quá." in everything(at).replace("\\", "")
    assert "Tải gói họp" not in buttons(at) and not at.exception


def test_nothing_is_read_for_the_pack_while_it_is_shut(demo_url, page, monkeypatch):
    asked = []
    monkeypatch.setattr(meeting_pack, "contents", lambda *_, **__: asked.append(1))

    assert not page("binh_xet").run().exception
    assert asked == []


def test_a_member_opens_the_pack_calmly(block, page):
    at = page("binh_xet", OFFICERS["U1"].account).run()
    open_panel(at, PACK)

    assert not at.exception and not at.error
    assert NOT_YOURS in everything(at)


def filled():
    book = load_workbook(io.BytesIO(see(teller_counts.workbook)))
    sheet = book.worksheets[0]
    numbers = (9, 9, 0, 9, 0)
    for row, value in enumerate(numbers, start=9):
        sheet[f"C{row}"] = value
    for row, given in ((16, (9, 0, 0)), (17, (5, 4, 0))):
        for column, value in zip("CDE", given, strict=True):
            sheet[f"{column}{row}"] = value
    return book


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_filled_book_is_shown_first_and_entered_by_one_button(block, page):
    vote = opened(PAPER)
    at = page("binh_xet", HEAD.account).run()
    open_panel(at, TELLERS)
    assert "Tải sổ kiểm phiếu" in buttons(at)

    wrong = filled()
    wrong.worksheets[0]["C17"] = 6
    upload(at, saved(wrong))
    assert "Ô C17 trang Đề nghị tặng Cờ thi đua" in everything(at)
    assert button(at, "Ghi số phiếu từ sổ").disabled

    upload(at, saved(filled()))
    assert "cuộc bỏ phiếu 1 · lỗi 0" in everything(at)
    button(at, "Ghi số phiếu từ sổ").click().run()

    assert not at.exception
    count, version, _, confirmed_by = see(papers.count, vote=vote)
    assert (version, confirmed_by) == (1, "")
    assert count == BallotCount(
        issued=9,
        returned=9,
        not_returned=0,
        valid=9,
        invalid=0,
        tallies={"U1": Tally(9, 0, 0), "U2": Tally(5, 4, 0)},
    )


def test_who_may_not_count_has_no_book_and_after_the_count_nobody(block, page):
    assert TELLERS not in panels(page("binh_xet", HEAD.account).run())
    opened(PAPER)

    assert TELLERS in panels(page("binh_xet", HEAD.account).run())
    for actor in (LEADER, OFFICERS["U1"]):
        assert TELLERS not in panels(page("binh_xet", actor.account).run())
