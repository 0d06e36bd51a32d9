"""Phiếu xếp hạng trên các trang: set up with the units it is to rank, told before, shown after."""

import pytest

from tests import second_hand
from tests.pages.screen import everything, open_panel, press, printed, texts
from tests.services.meeting.led import Led
from tests.services.nine_members import do, see
from tests.services.ranking_block import (
    BELOW,
    BY_SHARE,
    FLOOR,
    THREE,
    TOTALS,
    ballot,
    board,
    held,
    settled,
    voted,
)
from thidua.domain.covenant.draft import RankingRow
from thidua.domain.period.consideration import ConsiderationState
from thidua.domain.vote.vote import Subject, VoteKind
from thidua.services.vote import votes


@pytest.fixture(autouse=True)
def data(sqlite_url, tmp_path, monkeypatch):
    """Cơ sở dữ liệu và thư mục dữ liệu của riêng bài thử."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))


def one(elements, label):
    """Ô mang nhãn này."""
    return next(found for found in elements if found.label == label)


def rows(at, *columns):
    """Các dòng của bảng đầu tiên."""
    return [list(row) for row in printed(at, "Bảng xếp hạng")[list(columns)].to_numpy()]


def test_the_ranking_page_says_before_that_the_vote_will_rank_and_after_that_it_did(page):
    settled(TOTALS, [FLOOR])
    before = page("xep_hang", "truong").run()

    assert texts(before.markdown).startswith(
        "**Đơn vị U1** đứng thứ nhất trong 4 đơn vị có hạng. **TẠM TÍNH**: đang xếp theo điểm, "
        "theo giao ước phiếu sẽ xếp hạng các đơn vị từ 70 điểm; chưa có cuộc bỏ phiếu «Xếp hạng "
        "đơn vị» nào đã kiểm phiếu."
    )
    assert rows(before, "Hạng", "Đơn vị", "Ghi chú") == [
        [str(place), f"Đơn vị U{place}", ""] for place in range(1, 5)
    ]

    held(ballot("U1", "U2", "U3"), *THREE)
    after = page("xep_hang", "truong").run()

    assert texts(after.markdown).startswith(
        "**Đơn vị U3** đứng thứ nhất trong 4 đơn vị có hạng. Hạng xếp theo phiếu của cuộc «Bỏ "
        "phiếu xếp hạng»."
    )
    assert "**TẠM TÍNH**: kỳ chưa chốt." in texts(after.markdown)
    assert rows(after, "Hạng", "Đơn vị", "Ghi chú") == [
        ["1", "Đơn vị U3", f"hơn kém nhờ {voted(4)}"],
        ["2", "Đơn vị U2", f"hơn kém nhờ {voted(2)}"],
        ["3", "Đơn vị U1", f"hơn kém nhờ {voted(1)}"],
        ["4", "Đơn vị U4", BELOW],
    ]
    assert "Hạng do phiếu xếp nên không tính khoảng cách bằng điểm." in everything(after)
    after.selectbox(key="don-vi").set_value("U4").run()
    assert "Cần thêm **10,00 điểm** để tới sàn phiếu xếp hạng" in everything(after)


def test_a_tie_says_that_it_waits_for_the_vote(page):
    settled({"U1": 90, "U2": 80, "U3": 80, "U4": 60}, [BY_SHARE], extra=())

    at = page("xep_hang", "truong").run()

    assert (
        rows(at, "Hạng", "Ghi chú")[1:3]
        == [["2 (đồng hạng)", "bằng điểm, chờ kết quả bỏ phiếu"]] * 2
    )
    assert "chờ kết quả cuộc bỏ phiếu «Xếp hạng đơn vị»" in texts(at.warning)


def test_the_projector_shows_the_order_that_the_vote_gave(page):
    settled(TOTALS, [FLOOR])
    held(ballot("U1", "U2", "U3"), *THREE)
    led = Led("K1", 2025)
    led.go("cong-bo")
    before = texts(page("trinh_chieu", "truong").run().markdown)
    led.reveal_all()
    at = page("trinh_chieu", "truong").run()

    assert not at.exception
    said = "Xếp hạng theo phiếu của cuộc «Bỏ phiếu xếp hạng»"
    assert (said in before, said in texts(at.markdown)) == (False, True)
    shown = at.table[0].value
    assert [list(row) for row in shown[["Hạng", "Đơn vị"]].to_numpy()] == [
        ["1", "Đơn vị U3"],
        ["2", "Đơn vị U2"],
        ["3", "Đơn vị U1"],
        ["4", "Đơn vị U4"],
    ]
    assert [text.replace("\\", "") for text in shown["Phiếu"]] == [
        "4/4 phiếu (100,00 %)",
        "2/4 phiếu (50,00 %)",
        "1/4 phiếu (25,00 %)",
        BELOW,
    ]


def test_a_ranking_vote_starts_with_the_units_above_the_floor(page):
    settled(TOTALS, [FLOOR])
    at = page("binh_xet", "truong").run()
    at.selectbox[0].set_value(Subject.RANKING).run()

    assert "Lá phiếu có sẵn các đơn vị được xét đủ sàn từ 70 điểm" in texts(at.caption)
    assert one(at.multiselect, "Đơn vị trên lá phiếu").value == ["U1", "U2", "U3"]
    kinds = one(at.selectbox, "Cách bỏ phiếu").options
    assert len(kinds) == len(VoteKind) - 1
    one(at.text_input, "Tỷ lệ phải đạt").input("1/2")
    one(at.text_input, "Căn cứ của ngưỡng").input("Giao ước, mục 5").run()
    press(at, "Lập cuộc bỏ phiếu")

    assert [box.value for box in at.error] == []
    (vote,) = see(votes.listed)
    assert (vote.draft.subject, vote.draft.title) == (
        Subject.RANKING,
        "Bỏ phiếu xếp hạng năm 2025",
    )
    assert [one.unit for one in vote.draft.candidates] == ["U1", "U2", "U3"]


def test_the_covenant_page_tells_who_ranks_and_from_which_floor(page):
    settled(
        TOTALS, [FLOOR], extra=(("Điểm và phiếu", "Phiếu xếp hạng"), ("Người soạn", "Tổ thư ký"))
    )
    at = page("giao_uoc", "truong").run()
    at.button_group[0].set_value("Xếp hạng và khen thưởng").run()

    assert [list(row) for row in at.dataframe[0].value.to_numpy()][:2] == [
        ["Điểm và phiếu", "Phiếu xếp hạng", ""],
        ["Sàn phiếu xếp hạng", "đơn vị đủ điểm này thì dự phiếu", "từ 70 trở lên"],
    ]

    at.button_group[0].set_value("Kiểm tra").run()

    others = next(one.value for one in at.dataframe if "Mục" in one.value.columns)
    assert [list(row) for row in others.to_numpy()] == [["Người soạn", "Tổ thư ký"]]


def test_a_reason_that_the_covenant_names_is_chosen_and_written(page):
    stated = RankingRow("Không xét", "1", "Chưa ký giao ước", "")
    settled(TOTALS, [stated], extra=())
    at = page("xep_hang", "truong").run()
    open_panel(at, "Tình trạng xét của đơn vị này")
    at.radio(key="tinh-trang-U1").set_value(ConsiderationState.EXCLUDED)
    at.selectbox(key="ly-do-giao-uoc-U1").set_value("Chưa ký giao ước").run()
    at.text_input(key="van-ban-U1").set_value("QĐ 7").run()
    press(at, "Gửi đề nghị")
    do(second_hand.confirm_all)

    row = board().standings.of("U1")
    assert (row.rank, row.excluded) == (None, "Chưa ký giao ước")
