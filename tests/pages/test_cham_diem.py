"""Trang «Chấm điểm»: what is typed is saved, refused or offered for a choice, and never lost."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from tests.noting import noting
from tests.pages.conftest import NOW
from tests.pages.screen import field, labels, open_panel, press, texts
from tests.people import make_account
from tests.recorded import recorded
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.db.tables import BlockYear
from thidua.domain.access.permissions import Actor, Grant, Role, administrator
from thidua.domain.covenant.draft import CovenantDraft, CriterionRow, SettingRow
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry, Event, LineState
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.record import exports
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit

ACTOR = administrator("Trần Thị Thư")
OFFICER = Grant(Role.UNIT_OFFICER, "K1", "A", 2025)
COLLEAGUE = Actor("Người can-bo-hai (can-bo-hai)", (OFFICER,), "can-bo-hai")
DRAFT = CovenantDraft(
    (SettingRow("Khối", "K1"), SettingRow("Năm", "2025"), SettingRow("Tên giao ước", "Giao ước")),
    (
        CriterionRow("I", "Nhiệm vụ", Decimal(100)),
        CriterionRow("I.1", "Kết quả", Decimal(40), "Chấm mức", "bước 0,5"),
        CriterionRow("I.2", "Chỉ tiêu", Decimal(30), "Tỷ lệ hoàn thành"),
        CriterionRow("I.3", "Nền nếp", Decimal(30), "Trừ dần", "đi trễ: 0,5; thiếu báo cáo: 2"),
        CriterionRow("II", "Điểm trừ", Decimal(10), sign="Trừ"),
        CriterionRow("II.1", "Vi phạm", Decimal(5), "Theo lượt", "mỗi lượt 1", sign="Trừ"),
        CriterionRow("II.2", "Khác", Decimal(5), "Chấm mức", sign="Trừ"),
    ),
)


@pytest.fixture
def block(sqlite_url):
    rows = [
        RosterRow("K1", "Khối một", code, f"Phòng {code}", code, "phòng", 2025) for code in "AB"
    ]
    with writing() as session:
        rosters.import_roster(Work(session, ACTOR, now=NOW), rows=rows)


@pytest.fixture
def period(block):
    return _begun(DRAFT)


def _begun(draft):
    """Kỳ đang tự chấm theo giao ước này."""
    with writing() as session:
        covenants.adopt_covenant(Work(session, ACTOR, now=NOW), draft=draft)
        make_account(session, "can-bo", OFFICER)
        make_account(session, "can-bo-hai", OFFICER)
    with noting() as session:
        session.exec(select(BlockYear)).one().stage = Stage.SELF_SCORE
    with reading() as session:
        return rosters.period(Work(session, ACTOR), block="K1", year=2025)


@pytest.fixture
def page(page):
    """The page as the officer of unit A sees it, unless another person is named."""
    return lambda name, login="can-bo": page(name, login)


def save(period, *edits, hand=Hand.SELF):
    actor = COLLEAGUE if hand is Hand.SELF else ACTOR
    with writing() as session:
        sheets.save_lines(
            Work(session, actor, period, NOW),
            unit="A",
            hand=hand,
            edits=edits,
            document="Phiếu có ký",
        )


def stored(period, hand=Hand.SELF):
    with reading() as session:
        found = queries.sheets(session, period, hand, "A")
    return found["A"].entries if found else {}


def points(value, **more):
    return Entry(points=Decimal(value), **more)


def grid_key(at):
    """The key of the editor drawn last."""
    return at.session_state["_luoi_dang_go"][at.session_state["_luoi_dang_ve"][False]].key


def type_cells(at, cells):
    at.session_state[grid_key(at)] = {"edited_rows": cells, "added_rows": [], "deleted_rows": []}


def frame(at):
    return at.data_editor[0].value


def test_saving_writes_lines_and_audit_and_a_fresh_run_shows_them(period, page):
    at = page("cham_diem").run()
    type_cells(at, {0: {"Điểm": "35,5", "Giải trình": "Tốt"}, 2: {"Số lượt": "2"}})
    press(at, "Lưu")

    assert "Đã lưu 2 dòng lúc" in texts(at.success)
    assert stored(period) == {
        "I.1": points("35.5", explanation="Tốt"),
        "I.3": Entry(events=(Event("đi trễ", Decimal(2)),)),
    }
    assert [(one.criterion, one.new) for one in recorded("score.self")] == [
        ("I.1", "35,5 điểm; giải trình «Tốt»"),
        ("I.3", "2 lượt đi trễ"),
    ]
    fresh = page("cham_diem").run()
    assert list(frame(fresh)["Điểm"]) == ["35,5", "", "", ""]
    assert list(frame(fresh)["Điểm tính"]) == ["35,50", "—", "29,00", ""]
    assert "Đã chấm **2/5** tiêu chí" in texts(fresh.markdown)
    assert "còn thiếu: I.2, II.1, II.2" in texts(fresh.markdown)


def test_a_name_is_typed_beside_its_count_and_counts_once(block, page):
    once = SettingRow("Không tính trùng", "không trừ trùng lỗi")
    rows = tuple(
        replace(row, parameters="đi trễ: 0,5; thưởng sáng kiến: 1; thưởng tối đa 2")
        if row.code == "I.3"
        else row
        for row in DRAFT.criteria
    )
    period = _begun(replace(DRAFT, settings=(*DRAFT.settings, once), criteria=rows))
    save(period, LineEdit("I.3", 0, Entry(events=(Event("đi trễ", Decimal(1), "họp quý"),))))

    at = page("cham_diem").run()
    shown = frame(at)
    assert list(shown["Nội dung"])[2:] == ["Nền nếp", "– đi trễ", "– sáng kiến"]
    assert list(shown["Tên thành tích/lỗi"])[2:] == ["họp quý", "", ""]
    assert list(shown["Tối đa"])[2] == "30,00 + thưởng"
    type_cells(
        at,
        {
            3: {"Số lượt": "2", "Tên thành tích/lỗi": "Họp quý"},
            4: {"Số lượt": "1", "Tên thành tích/lỗi": "Đề án A"},
        },
    )
    press(at, "Lưu")

    assert stored(period)["I.3"].events == (
        Event("đi trễ", Decimal(1), "họp quý"),
        Event("đi trễ", Decimal(2), "Họp quý"),
        Event("sáng kiến", Decimal(1), "Đề án A"),
    )
    assert list(frame(page("cham_diem").run())["Điểm tính"])[2] == "30,50"


def test_errors_are_shown_together_and_the_cells_stay(period, page):
    at = page("cham_diem").run()
    cells = {0: {"Điểm": "99"}, 1: {"Kế hoạch": "1.234", "Kết quả": "5"}, 2: {"Số lượt": "1"}}
    type_cells(at, cells)
    key = grid_key(at)
    press(at, "Lưu")

    assert "I.1:" in texts(at.error) and "I.2:" in texts(at.error)
    assert stored(period) == {}
    assert at.session_state[key]["edited_rows"] == cells


def test_a_value_in_a_column_its_line_does_not_use_is_refused(period, page):
    at = page("cham_diem").run()
    type_cells(at, {0: {"Điểm": "30", "Kết quả": "12"}})
    press(at, "Lưu")

    assert "không dùng ô Kết quả" in texts(at.error)
    assert stored(period) == {}


def test_emptied_cells_withdraw_the_line_and_it_can_be_scored_again(period, page):
    save(period, LineEdit("I.1", 0, points("30")))
    at = page("cham_diem").run()
    type_cells(at, {0: {"Điểm": None}})
    press(at, "Lưu")
    assert stored(period) == {}

    type_cells(at, {0: {"Điểm": "31"}})
    press(at, "Lưu")
    assert stored(period) == {"I.1": points("31")}


@pytest.mark.parametrize(
    ("choice", "kept"), [("Giữ bản đã lưu", "20"), ("Ghi đè bằng bản của tôi", "35.5")]
)
def test_a_line_saved_by_another_is_shown_beside_ones_own(period, page, choice, kept):
    at = page("cham_diem").run()
    save(period, LineEdit("I.1", 0, points("20")))
    cells = {0: {"Điểm": "35,5"}, 2: {"Số lượt": "3"}}
    type_cells(at, cells)
    press(at, "Lưu")

    assert stored(period) == {"I.1": points("20")}
    shown = at.dataframe[-1].value
    assert shown.values.tolist() == [["I.1", "20 điểm", "35,5 điểm", COLLEAGUE.name]]
    assert at.session_state[grid_key(at)]["edited_rows"] == cells

    press(at, choice)
    if choice.startswith("Giữ"):
        assert stored(period) == {"I.1": points("20")}
        assert list(frame(at)["Số lượt"]) == ["", "", "3", ""]
        press(at, "Lưu")
    assert stored(period) == {
        "I.1": points(kept),
        "I.3": Entry(events=(Event("đi trễ", Decimal(3)),)),
    }


def test_each_clashing_line_is_settled_by_its_own_choice(period, page):
    at = page("cham_diem").run()
    late = Entry(events=(Event("đi trễ", Decimal(1)),))
    save(period, LineEdit("I.1", 0, points("20")), LineEdit("I.3", 0, late))
    type_cells(at, {0: {"Điểm": "35,5"}, 2: {"Số lượt": "3"}})
    press(at, "Lưu")
    assert stored(period) == {"I.1": points("20"), "I.3": late}

    press(at, "Ghi theo lựa chọn từng dòng")
    assert "còn I.1, I.3" in texts(at.error)
    choices = {one.label: one for one in at.get("button_group")}
    choices["Dòng I.1"].set_value("Giữ bản đã lưu").run()
    choices = {one.label: one for one in at.get("button_group")}
    choices["Dòng I.3"].set_value("Ghi bản của tôi").run()
    press(at, "Ghi theo lựa chọn từng dòng")

    assert stored(period) == {
        "I.1": points("20"),
        "I.3": Entry(events=(Event("đi trễ", Decimal(3)),)),
    }
    assert frame(at)["Điểm"].tolist()[0] == "20"


def test_an_earlier_value_is_put_back_with_its_reason(period, page):
    save(period, LineEdit("I.1", 0, points("20")))
    save(period, LineEdit("I.1", 1, points("30")))
    at = page("cham_diem").run()
    open_panel(at, "Nhập từng tiêu chí")
    next(one for one in at.selectbox if one.label == "Tiêu chí").set_value("I.1").run()
    next(one for one in at.toggle if one.label == "Lấy lại giá trị trước").set_value(True).run()
    press(at, "Lấy lại bản này")
    assert "lý do" in texts(at.error)
    assert stored(period) == {"I.1": points("30")}

    field(at, "Lý do lấy lại").set_value("Gõ nhầm").run()
    press(at, "Lấy lại bản này")

    assert stored(period) == {"I.1": points("20")}
    assert "Đã lấy lại bản 1" in texts(at.success)


def test_cells_typed_in_one_group_survive_a_visit_to_another(period, page):
    at = page("cham_diem").run()
    type_cells(at, {0: {"Điểm": "12"}})
    at.get("button_group")[0].set_value("II").run()
    assert "chưa lưu" in texts(at.caption)
    at.get("button_group")[0].set_value("I").run()
    assert frame(at)["Điểm"][0] == "12"
    press(at, "Lưu")

    assert stored(period) == {"I.1": points("12")}


def test_nothing_happened_is_written_by_an_explicit_act(period, page):
    at = page("cham_diem").run()
    at.get("button_group")[0].set_value("II").run()
    press(at, "Không phát sinh: ghi 0 cho các dòng thưởng, trừ còn trống")

    assert stored(period) == {"II.1": Entry(), "II.2": points("0")}
    assert list(frame(at)["Mã"]) == ["II.1", "II.2"]


def test_what_cannot_be_written_as_nothing_is_named(block, page):
    parts = CriterionRow("II.3", "Các ý", Decimal(5), "Tổng các ý", "ý a: 2; ý b: 3", sign="Trừ")
    level = CriterionRow("II.4", "Mức", Decimal(5), "Chọn mức", "Nặng: 5; Nhẹ: 3", sign="Trừ")
    rows = (*DRAFT.criteria[:4], replace(DRAFT.criteria[4], max_points=Decimal(20)))
    period = _begun(replace(DRAFT, criteria=(*rows, *DRAFT.criteria[5:], parts, level)))
    at = page("cham_diem").run()
    at.get("button_group")[0].set_value("II").run()

    for _ in range(2):  # the second time there is nothing else left to write
        press(at, "Không phát sinh: ghi 0 cho các dòng thưởng, trừ còn trống")
        assert stored(period) == {"II.1": Entry(), "II.2": points("0"), "II.3": Entry()}
        assert "Chưa ghi 0 được cho II.4: cách chấm này phải chọn mức" in texts(at.info)
    at.session_state["mo-tung-tieu-chi"] = True
    at.session_state["tieu-chi-II"] = "II.3"
    at.run()
    assert [one.label for one in at.selectbox if one.value == "Không đạt"] == [
        "Mức – ý a",
        "Mức – ý b",
    ]


def test_the_verified_sheet_is_copied_then_confirmed_when_complete(period, page):
    save(period, LineEdit("I.1", 0, points("30")))
    at = page("cham_diem", "quan-tri").run()
    at.get("button_group")[0].set_value(Hand.VERIFIED).run()
    assert list(frame(at)["Tự chấm"]) == ["30,00", "—", "—", ""]
    press(at, "Chép điểm tự chấm vào các dòng còn trống")
    assert stored(period, Hand.VERIFIED) == {"I.1": points("30")}
    press(at, "Xác nhận đã thẩm định")
    assert "còn 4 tiêu chí chưa chấm" in texts(at.error)

    rest = {
        "I.2": Entry(target=Decimal(10), actual=Decimal(10)),
        "I.3": Entry(),
        "II.1": Entry(),
        "II.2": points("0"),
    }
    save(period, LineEdit("I.2", 0, rest["I.2"]))  # a target that the unit gives itself
    save(period, *(LineEdit(code, 0, one) for code, one in rest.items()), hand=Hand.VERIFIED)
    at.run()
    press(at, "Xác nhận đã thẩm định")
    with reading() as session:
        sheet = queries.sheets(session, period, Hand.VERIFIED)["A"]
    assert sheet.status is SheetStatus.VERIFIED


def test_one_criterion_can_be_saved_from_plain_fields(period, page):
    at = page("cham_diem").run()
    open_panel(at, "Nhập từng tiêu chí")
    next(one for one in at.text_input if one.label == "Điểm").set_value("28,5")
    press(at, "Lưu tiêu chí này")

    assert stored(period) == {"I.1": points("28.5")}
    assert frame(at)["Điểm"][0] == "28,5"


def test_saving_goes_on_to_the_next_unscored_criterion_over_the_borders_of_groups(period, page):
    save(period, LineEdit("I.2", 0, Entry(target=Decimal(10), actual=Decimal(9))))
    save(period, LineEdit("I.3", 0, Entry(events=(Event("đi trễ", Decimal(1)),))))
    save(period, LineEdit("II.1", 0, Entry(events=(Event(None, Decimal(0)),))))
    at = page("cham_diem").run()
    open_panel(at, "Nhập từng tiêu chí")
    field(at, "Điểm").set_value("28,5")
    press(at, "Lưu và sang tiêu chí tiếp")

    assert at.get("button_group")[0].value == "II"
    assert [one.value for one in at.selectbox if one.label == "Tiêu chí"] == ["II.2"]
    field(at, "Điểm").set_value("0")
    assert "Lưu và sang tiêu chí tiếp" not in labels(at)
    press(at, "Lưu tiêu chí này")
    assert set(stored(period)) == {"I.1", "I.2", "I.3", "II.1", "II.2"}


def test_going_on_waits_until_what_is_typed_can_be_saved(period, page):
    at = page("cham_diem").run()
    open_panel(at, "Nhập từng tiêu chí")
    field(at, "Điểm").set_value("99")
    press(at, "Lưu và sang tiêu chí tiếp")

    assert "Chưa lưu gì; các ô đã gõ vẫn còn" in texts(at.error)
    assert [one.value for one in at.selectbox if one.label == "Tiêu chí"] == ["I.1"]
    assert field(at, "Điểm").value == "99" and stored(period) == {}


def test_the_chosen_line_is_read_whole_with_what_may_be_typed(block, page):
    long = "Hoàn thành nhiệm vụ được giao " * 9
    levels = CriterionRow("I.4", long, Decimal(10), "Chọn mức", "Tốt: 10; Khá: 7")
    group = replace(DRAFT.criteria[0], max_points=Decimal(110))
    _begun(replace(DRAFT, criteria=(group, *DRAFT.criteria[1:4], levels, *DRAFT.criteria[4:])))
    at = page("cham_diem").run()
    assert list(frame(at)["Cách nhập"])[4] == "Tốt · Khá"
    assert at.data_editor[0].proto.row_height == 35  # a long group begins with low lines
    low = next(one for one in at.toggle if one.label == "Thu mỗi dòng còn một hàng chữ")
    low.set_value(False).run()
    assert at.data_editor[0].proto.row_height > 64  # the grid breaks lines only above this
    open_panel(at, "Nhập từng tiêu chí")
    next(one for one in at.selectbox if one.label == "Tiêu chí").set_value("I.4").run()

    assert long.strip() in texts(at.markdown)
    assert "Mức: chọn «Tốt» (10), «Khá» (7)" in texts(at.caption)


def test_words_without_marks_and_ticks_are_saved_as_the_words_they_mean(block, page):
    rows = (
        CriterionRow("I", "Nhiệm vụ", Decimal(40)),
        CriterionRow("I.1", "Kế hoạch", Decimal(10), "Đạt/không"),
        CriterionRow("I.2", "Báo cáo", Decimal(10), "Đạt/không"),
        CriterionRow("I.3", "Nền nếp", Decimal(10), "Chọn mức", "Tốt: 10; Khá: 7"),
        CriterionRow("I.4", "Hội nghị", Decimal(10), "Đạt/không"),
    )
    period = _begun(replace(DRAFT, criteria=rows))
    at = page("cham_diem").run()
    told = {3: {"Mức": "de trong", "Giải trình": "Không tổ chức"}}
    type_cells(at, {0: {"Mức": "x"}, 1: {"Mức": "0"}, 2: {"Mức": "tot"}, **told})
    press(at, "Lưu")

    assert stored(period) == {
        "I.1": Entry(choice="Đạt"),
        "I.2": Entry(choice="Không đạt"),
        "I.3": Entry(choice="Tốt"),
        "I.4": Entry(state=LineState.LEFT_BLANK, explanation="Không tổ chức"),
    }


def test_an_officer_of_one_unit_is_asked_neither_for_the_unit_nor_for_the_hand(period, page):
    at = page("cham_diem").run()
    assert "Đơn vị" not in [one.label for one in at.selectbox]
    assert [one.label for one in at.get("button_group")] == ["Nhóm tiêu chí"]

    at = page("cham_diem", "quan-tri").run()
    assert "Đơn vị" in [one.label for one in at.selectbox]
    assert [one.label for one in at.get("button_group")] == ["Loại bảng điểm", "Nhóm tiêu chí"]


def test_without_a_covenant_the_page_says_what_to_do(block, page):
    at = page("cham_diem", "quan-tri").run()

    assert not at.exception
    assert "chưa có giao ước" in texts(at.info)
    assert not at.error


def filled_template(period, points, title="Điểm"):
    """Tệp mẫu của đơn vị A with these points at I.1, and perhaps another title over the column."""
    with reading() as session:
        template = exports.score_template(
            Work(session, ACTOR, period), hand=Hand.SELF, units=["A"], flat=True
        )
    book = load_workbook(io.BytesIO(template))
    sheet = book["Bảng điểm"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, titles["Mã tiêu chí"]).value == "I.1":
            sheet.cell(row, titles["Điểm"]).value = points
    sheet.cell(1, titles["Điểm"]).value = title
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


def upload_scores(at, content):
    open_panel(at, "Chấm bằng tệp Excel")
    scores = next(one for one in at.get("file_uploader") if one.label == "Tệp điểm đã điền")
    return scores.set_value(("diem.xlsx", content, "application/octet-stream")).run()


def test_a_renamed_column_is_named_on_the_page_and_there_is_nothing_to_press(period, page):
    save(period, LineEdit("I.1", 0, points("31")))
    at = upload_scores(page("cham_diem").run(), filled_template(period, 33, "Điểm thẩm định"))

    assert "Có 1 lỗi nên chưa nhập được; chưa có gì được ghi." in texts(at.error)
    told = next(one.value for one in at.dataframe if "Mức độ" in one.value)
    assert told.to_dict("records") == [
        {
            "Mức độ": "Lưu ý",
            "Chỗ": "Ô H1 trang Bảng điểm",
            "Nội dung": "cột «Điểm thẩm định» được đọc là cột «Điểm»",
        },
        {
            "Mức độ": "Lỗi",
            "Chỗ": "Ô H1 trang Bảng điểm",
            "Nội dung": "cột «Điểm thẩm định» không phải điểm «Tự chấm» đang nhập; hãy chọn đúng "
            "bên chấm, hoặc ghi tiêu đề «Điểm» nếu đúng là điểm ấy",
        },
    ]
    assert not [one for one in at.button if one.label.startswith("Nhập tệp")]
    assert stored(period) == {"I.1": points("31")}


def test_lines_that_would_lose_their_points_are_told_and_named_on_the_button(period, page):
    save(period, LineEdit("I.1", 0, points("31")))
    at = upload_scores(page("cham_diem").run(), filled_template(period, None))

    assert "**1 dòng đang có điểm bị bỏ**" in texts(at.warning)
    assert stored(period) == {"I.1": points("31")}
    press(at, "Nhập tệp và bỏ 1 dòng đang có điểm")

    assert stored(period) == {}


def test_a_filled_file_is_previewed_then_imported_whole(period, page):
    at = upload_scores(page("cham_diem").run(), filled_template(period, 33))

    assert "Xem trước: mới 1, đổi 0, bỏ 0, giữ nguyên 0." in texts(at.markdown)
    assert stored(period) == {}
    press(at, "Nhập tệp")

    assert stored(period) == {"I.1": points("33")}
    assert frame(at)["Điểm"][0] == "33"
