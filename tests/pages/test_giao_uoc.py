"""Trang Giao ước: every part on screen; an import writes what was seen, or nothing."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from sqlmodel import select

from tests.pages.conftest import NOW
from tests.pages.screen import open_panel
from tests.pages.test_imports import ACTOR, COVENANT, button, roster, upload
from tests.services import five_units
from thidua.db.engine import reading, writing
from thidua.db.tables import AuditEntry
from thidua.domain.scoring.fit import Settlement
from thidua.services.covenant import covenants
from thidua.services.ground import intake
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import exports

NAME = "Khối :red[mẫu]"


def members(*, year=2023):
    rows, _ = intake.roster(
        roster(*((("KTD-MAU", NAME, f"D{n}", f"Sở {n}", "", "sở", year)) for n in (1, 2))), "x"
    )
    with writing() as session:
        rosters.import_roster(Work(session, ACTOR, now=NOW), rows=rows)


def adopt(draft, effective_from=None):
    with writing() as session:
        covenants.adopt_covenant(
            Work(session, ACTOR, now=NOW), draft=draft, effective_from=effective_from
        )


def stored():
    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block="KTD-MAU", year=2023)
        return covenants.versions(Work(session, ACTOR, period))


@pytest.fixture
def signed(sqlite_url):
    """Bản thảo đã ban hành, with a text that Markdown would colour."""
    members()
    draft, _ = intake.covenant(COVENANT.read_bytes(), "y")
    first = replace(draft.criteria[0], text=":red[x]")
    draft = replace(draft, criteria=(first, *draft.criteria[1:]))
    adopt(draft)
    return draft


def broken():
    """Sổ hỏng: a word where a maximum should stand."""
    book = openpyxl.load_workbook(COVENANT)
    book["Tiêu chí"]["C3"] = "nhiều"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def part(at, name):
    return at.button_group[0].set_value(name).run()


def said(at):
    return [text.value for text in at.markdown]


def test_the_whole_tree_is_shown_with_texts_as_typed(signed, page):
    at = page("giao_uoc").run()

    table = at.dataframe[0].value
    assert list(table["Mã"]) == [row.code for row in signed.criteria]
    assert table["Nội dung"][0] == ":red[x]"
    assert "25 tiêu chí trong 6 nhóm; điểm gốc 800, thưởng 200, trừ 200" in said(at)[0]
    assert not at.file_uploader


def test_ranking_rules_and_checks_have_their_parts(signed, page):
    at = part(page("giao_uoc").run(), "Xếp hạng và khen thưởng")
    rules = at.dataframe[0].value
    at = part(at, "Kiểm tra")

    assert [(row["Loại"], row["Nội dung"]) for row in rules.to_dict("records")][:4] == [
        ("Điểm và phiếu", "Điểm rồi phiếu"),
        ("Xếp loại", "Tập thể lao động xuất sắc"),
        ("Xếp loại", "Tập thể lao động tiên tiến"),
        ("Khen thưởng", "Cờ thi đua của Bộ"),
    ]
    said_of_ties = "giao ước chưa có tiêu chí phụ; khi bằng điểm, các đơn vị đồng hạng"
    assert said_of_ties in list(at.dataframe[0].value["Nội dung"])


def test_two_chosen_versions_are_compared(signed, page):
    for text in ("hai", "ba"):
        first = replace(signed.criteria[0], text=text)
        adopt(replace(signed, criteria=(first, *signed.criteria[1:])), date(2023, 7, 1))
    at = part(page("giao_uoc").run(), "Các bản")
    newest = at.dataframe[1].value.to_dict("records")
    before = next(box for box in at.selectbox if box.label == "So bản")
    at = before.set_value(1).run()

    assert list(at.dataframe[0].value["Bản"]) == ["3", "2", "1"]
    assert list(at.dataframe[0].value["Hiệu lực từ"]) == ["01/07/2023", "01/07/2023", "—"]
    assert [(row["Trước"], row["Sau"]) for row in newest] == [("hai", "ba")]
    assert [*at.dataframe[1].value["Trước"]] == [":red[x]"]


def test_without_a_covenant_the_upload_stands_right_there(sqlite_url, page):
    members()
    at = upload(page("giao_uoc").run(), COVENANT.read_bytes())

    assert "chưa có giao ước" in at.info[0].value
    counts = next(text for text in said(at) if text.startswith("Xem trước"))
    assert counts.endswith("đổi 0 · bỏ 0 · lỗi 0")
    assert not button(at, "Nhập giao ước").disabled
    assert stored() == []


def test_an_amendment_is_previewed_written_and_recorded(signed, page):
    at = part(page("giao_uoc").run(), "Nhập, xuất")
    at = upload(at, COVENANT.read_bytes())
    assert "Xem trước: mới 0 · đổi 1 · bỏ 0 · lỗi 0" in said(at)
    at.text_input[0].set_value("sửa chữ").run()
    at = button(at, "Nhập giao ước").click().run()

    assert [(one.version, one.reason) for one in stored()] == [(2, "sửa chữ"), (1, "")]
    with reading() as session:
        acts = session.exec(select(AuditEntry.action).where(AuditEntry.year == 2023)).all()
    assert [act for act in acts if act.startswith("covenant")] == [
        "covenant.adopted",
        "covenant.adopted",
        "covenant.changed",
    ]
    assert at.success[0].value == ("Đã nhập giao ước của Khối :\u2060red\\[mẫu\\] năm 2023\\.")


def test_what_is_in_force_already_cannot_be_imported_again(sqlite_url, page):
    members()
    draft, _ = intake.covenant(COVENANT.read_bytes(), "y")
    adopt(draft)
    at = upload(part(page("giao_uoc").run(), "Nhập, xuất"), COVENANT.read_bytes())

    assert button(at, "Nhập giao ước").disabled


def test_a_version_adopted_after_the_preview_is_not_replaced_unseen(signed, page):
    at = upload(part(page("giao_uoc").run(), "Nhập, xuất"), COVENANT.read_bytes())
    adopt(replace(signed, ranking=signed.ranking[:-1]))
    at = button(at, "Nhập giao ước").click().run()

    assert "bản giao ước mới hơn" in at.error[0].value
    assert [one.version for one in stored()] == [2, 1]
    button(at, "Nhập giao ước").click().run()
    assert [one.version for one in stored()] == [3, 2, 1]


def test_a_broken_workbook_names_the_cell_and_writes_nothing(sqlite_url, page):
    members()
    at = upload(page("giao_uoc").run(), broken())

    finding = at.dataframe[0].value.iloc[0]
    assert (finding["Mức độ"], finding["Chỗ"]) == ("Lỗi", "Ô C3 trang Tiêu chí")
    assert button(at, "Nhập giao ước").disabled
    assert stored() == []


def test_a_workbook_without_its_sheets_says_which_are_missing(sqlite_url, page):
    members()
    at = upload(page("giao_uoc").run(), roster())

    assert "Trang Tiêu chí" in list(at.dataframe[0].value["Chỗ"])
    assert "Nhập giao ước" not in [found.label for found in at.button]


def lowered():
    """Sổ của khối năm đơn vị đang có, with 25 points instead of 30 for C2."""
    with reading() as session:
        content = exports.covenant(Work(session, ACTOR, five_units.fresh()))
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book["Tiêu chí"]
    titles = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[titles.index("Mã")].value == "C2":
            row[titles.index("Điểm tối đa")].value = 25
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_an_amendment_shows_what_no_longer_fits_and_asks_what_becomes_of_it(sqlite_url, page):
    five_units.fill()
    at = upload(part(page("giao_uoc").run(), "Nhập, xuất"), lowered())

    assert at.warning[0].value.startswith("**17 dòng đã chấm không còn khớp** bản này.")
    unfit = next(one.value for one in at.dataframe if "Vì sao không còn khớp" in one.value)
    assert unfit.to_dict("records")[0] == {
        "Đơn vị": "P. A",
        "Tiêu chí": "C2",
        "Loại bảng điểm": "Tự chấm",
        "Người chấm": "—",
        "Vì sao không còn khớp": "điểm 28 vượt điểm tối đa 25",
    }
    effect = next(one.value for one in at.dataframe if "Hạng sau" in one.value)
    assert effect.set_index("Đơn vị").loc["P. E"].to_dict() == {
        "Tổng trước": "69,25",
        "Tổng sau": "69,25",
        "Hạng trước": "5",
        "Hạng sau": "1",
        "Thay đổi": "lên hạng 1",
    }
    assert button(at, "Nhập giao ước").disabled

    for box in [one for one in at.selectbox if "không còn khớp" in one.label]:
        box.set_value(Settlement.RETURN if "tự chấm" in box.label else Settlement.AGREE).run()
    at.text_input[0].set_value("Giảm mục II")
    at.text_input[1].set_value("Biên bản 05")
    at.date_input[0].set_value(date(2025, 6, 1)).run()
    at = button(at, "Nhập giao ước").click().run()

    assert not at.error
    with reading() as session:
        newest = covenants.versions(Work(session, ACTOR, five_units.fresh()))[0]
    assert (newest.version, newest.reason, newest.document, newest.effective_from) == (
        2, "Giảm mục II", "Biên bản 05", date(2025, 6, 1)
    )  # fmt: skip


def test_last_years_covenant_is_copied_once_its_difference_was_ticked(signed, page):
    members(year=2024)
    at = page("giao_uoc")
    at.query_params["nam"] = "2024"
    open_panel(at.run(), "Chép từ năm trước, khối khác, mẫu")
    source = next(one for one in at.selectbox if one.label == "Chép từ")
    assert sum(one.startswith("Mẫu: ") for one in source.options) == 3
    source.set_value("ky-1").run()
    assert button(at, "Nhập giao ước").disabled

    next(one for one in at.checkbox if "khác biệt này" in one.label).set_value(True).run()
    button(at, "Nhập giao ước").click().run()

    assert not at.exception and not at.error
    with reading() as session:
        period = rosters.period(Work(session, ACTOR), block="KTD-MAU", year=2024)
        kept = covenants.draft(Work(session, ACTOR, period))
    assert [row.text for row in kept.criteria] == [row.text for row in signed.criteria]
    assert {row.name: row.value for row in kept.settings}["Năm"] == "2024"
