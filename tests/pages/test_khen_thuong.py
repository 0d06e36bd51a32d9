"""Trang «Khen thưởng»: verdicts with their reasons, quotas, proposals, dossiers and the law."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
from sqlmodel import select

from tests.pages.screen import (
    everything,
    field,
    labels,
    open_panel,
    open_panels,
    press,
    table,
    texts,
)
from tests.services.dossier_block import switch
from tests.services.on_the_road import forget_proposals
from thidua.db import dossier_queries
from thidua.db.engine import reading, writing
from thidua.db.tables import AuditEntry
from thidua.domain.access.permissions import administrator
from thidua.domain.dossier.facts import Recipient
from thidua.services.awards import proposals
from thidua.services.demo import fill as demo
from thidua.services.demo import reviews as demo_reviews
from thidua.services.ground.work import Work
from thidua.services.period import rosters

AT = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
KEEPER = administrator("Người giữ hồ sơ")
ELIGIBLE, QUOTAS, PROPOSALS = "Đủ điều kiện", "Hạn mức", "Đề nghị và quyết định"
FACTS, LAW, COVENANT = "Dữ kiện", "Bộ luật", "Theo giao ước"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def dossiers(demo_url):
    """Khối mẫu có hồ sơ khen thưởng, and no proposal yet: its own are of a movement."""
    forget_proposals()
    return demo_url


@pytest.fixture
def part(page):
    """Mở một phần của trang, as whom."""

    def opened(name, login="khoi-truong", **place):
        at = page("khen_thuong", login)
        at.query_params["phan"] = name
        for key, value in place.items():
            at.query_params[key] = value
        at.run()
        assert not at.exception
        return at

    return opened


def choose(at, label, value):
    """Chọn trong danh sách mang nhãn này."""
    next(one for one in at.selectbox if one.label == label).set_value(value).run()
    assert not at.exception


def options(at, label):
    """Các lựa chọn của danh sách mang nhãn này."""
    return next(one.options for one in at.selectbox if one.label == label)


def recorded():
    """Các việc đã ghi vào nhật ký."""
    with reading() as session:
        return session.exec(select(AuditEntry.action).order_by(AuditEntry.id)).all()


def proposed():
    """Các đề nghị đã lưu: subject, award and state."""
    with reading() as session:
        return [
            (one.subject, one.award, one.state.value) for one in dossier_queries.proposals(session)
        ]


def test_the_covenant_part_shows_who_reaches_which_award(demo_url, part):
    at = part(COVENANT)

    assert list(at.dataframe[0].value["Suất khen theo hạng"])[:4] == [
        "Cờ thi đua của Bộ",
        "Bằng khen",
        "Bằng khen",
        "—",
    ]
    assert at.markdown[0].value == (
        "3 đơn vị đạt ngưỡng Tập thể lao động xuất sắc (từ 850); 4 đơn vị đạt ngưỡng Tập thể lao "
        "động tiên tiến (từ 700). **TẠM TÍNH**."
    )


def test_the_covenant_part_leaves_a_tie_across_the_line_to_the_meeting(demo_url, part):
    at = part(COVENANT, nam="2024")

    assert [box.value for box in at.warning] == [
        "Bằng khen: chọn 1 trong Phòng Tài chính hành chính sự nghiệp, Thanh tra – cần biểu quyết."
    ]


def test_the_first_sentence_counts_every_nominee_once(dossiers, part):
    at = part(ELIGIBLE)

    assert at.markdown[0].value == (
        "Tập thể lao động tiên tiến năm 2025: **4 đơn vị đủ điều kiện**, 1 thiếu một bước, "
        "1 thiếu từ hai bước, 2 thiếu dữ liệu, 1 tạm hoãn."
    )


def test_the_matrix_has_its_table_and_each_list_says_what_to_do(dossiers, part):
    at = open_panels(part(ELIGIBLE))

    matrix = table(at, "Kết luận").set_index("Đối tượng")
    said = {name: str(cell).split(" (")[0] for name, cell in matrix["Kết luận"].items()}
    assert said == {
        "Văn phòng": "đủ điều kiện",
        "Phòng Quản lý ngân sách": "đủ điều kiện",
        "Phòng Tổng hợp – quy hoạch": "đủ điều kiện",
        "Phòng Tài chính doanh nghiệp": "đủ điều kiện",
        "Thanh tra": "chưa đủ điều kiện",
        "Phòng Tài chính đầu tư": "chưa đủ điều kiện",
        "Phòng Tài chính hành chính sự nghiệp": "thiếu dữ liệu",
        "Phòng Đấu thầu": "thiếu dữ liệu",
        "Phòng Quản lý giá và công sản": "tạm hoãn",
    }
    assert matrix.loc["Văn phòng", "Kết luận"] == "đủ điều kiện (4 tiêu chuẩn chưa đối chiếu)"
    unread = "✓ đạt · chưa đối chiếu lời văn"
    assert list(matrix.loc["Thanh tra"])[1:] == [
        *("✓ đạt", unread, "✗ không đạt", unread, unread, unread, "–"),
    ]
    assert "4/7 tiêu chuẩn chưa đối chiếu lời văn" in texts(at.caption)
    short, missing, apart = (one.value for one in at.dataframe[2:])
    assert short.to_dict("records") == [
        {
            "Đối tượng": "Thanh tra",
            "Còn thiếu": "Ít nhất 70% cá nhân đạt Lao động tiên tiến",
            "Cần làm": "cần thêm 1 người đạt Lao động tiên tiến",
            "Hiện có": "6/10 người (60 %)",
            "Ngưỡng": "ít nhất 70 %, tức 7/10 người",
            "Căn cứ": "Luật 06/2022/QH15, Điều 28",
            "Kiểm chứng": "chưa kiểm chứng (đọc qua nguồn khác)",
        }
    ]
    assert set(missing["Đối tượng"]) == {"Phòng Đấu thầu", "Phòng Tài chính hành chính sự nghiệp"}
    assert list(missing["Cần làm"])[-1] == "cần nhập «Nội bộ đoàn kết» năm 2025"
    assert [list(row)[:3] for row in apart.to_numpy()] == [
        ["Phòng Quản lý giá và công sản", "tạm hoãn", "Được khối xét trong năm"],
    ]


def test_a_reason_names_value_threshold_article_and_remedy(dossiers, part):
    at = part(ELIGIBLE)
    choose(at, "Đối tượng", "TTR")
    choose(at, "Tiêu chuẩn", "TTLDTT.3")

    said = texts(at.markdown)
    assert "Thanh tra: **chưa đủ điều kiện (4 tiêu chuẩn chưa đối chiếu)**" in said
    for line in (
        "- Giá trị: **6/10 người (60 %)**",
        "- Ngưỡng: **ít nhất 70 %, tức 7/10 người**",
        "- Căn cứ: **Luật 06/2022/QH15, Điều 28**",
        "- Hiệu lực: **từ 01/01/2024 đến nay**",
        "- Kiểm chứng: **chưa kiểm chứng (đọc qua nguồn khác)**",
        "- Cần gì để đổi: **cần thêm 1 người đạt Lao động tiên tiến**",
    ):
        assert line in said


def test_a_later_judging_day_warns_of_the_amendment_not_yet_compared(dossiers, part):
    at = part(ELIGIBLE)
    at.date_input[0].set_value(at.date_input[0].value.replace(year=2026)).run()

    assert "chưa đối chiếu Luật 06/2026/QH16" in texts(at.caption)


def test_chains_of_years_explain_where_they_break(dossiers, part):
    at = part(ELIGIBLE)
    choose(at, "Danh hiệu, hình thức hoặc chương trình", "chien-si-thi-dua-tinh")

    assert at.markdown[0].value == (
        "Chiến sĩ thi đua bộ, ban, ngành, tỉnh năm 2025: **1 cá nhân đủ điều kiện để được "
        "chọn**, 2 thiếu một bước, 1 thiếu từ hai bước."
    )
    chain = table(at, "Chuỗi").set_index("Đối tượng")
    assert dict(chain["Kết quả"]) == {
        "Lê Thị Cúc": "✓ đạt",
        "Phạm Văn Dũng": "✗ không đạt",
        "Nguyễn Thị An": "✓ đạt",
        "Trần Văn Bình": "✗ không đạt",
    }
    assert chain.loc["Trần Văn Bình", "Chỗ đứt, chỗ thiếu"] == (
        "2024: ✗ không đạt (không được tặng Chiến sĩ thi đua cơ sở)"
    )


def test_a_programme_is_judged_group_by_group(dossiers, part):
    at = open_panels(part(ELIGIBLE))
    choose(at, "Danh hiệu, hình thức hoặc chương trình", "chương trình binh-phuoc-nong-thon-moi")

    assert [one.split()[0] for one in options(at, "Nhóm đối tượng")] == [
        *("1.1", "1.2", "1.3", "1.4", "1.5.1", "1.5.2", "1.6"),
    ]
    assert "Chưa có đơn vị nào để xét" in everything(at)
    choose(at, "Nhóm đối tượng", "1.5.1")
    at = open_panels(at)
    assert len(table(at, "Kết luận").columns) == 2 + 2


def test_a_unit_sees_itself_alone_and_no_quota_of_the_block(dossiers, part):
    at = part(ELIGIBLE, "thanh-tra")

    assert list(table(at, "Đối tượng")["Đối tượng"]) == ["Thanh tra"]
    assert "chỉ người được xem hồ sơ của cả khối" in texts(part(QUOTAS, "thanh-tra").info).lower()
    assert "Nguyễn Thị An" not in everything(part(FACTS, "thanh-tra"))


@pytest.mark.parametrize("login", ["lanh-dao", "kiem-tra"])
def test_whoever_only_reads_finds_nothing_to_change(dossiers, part, login):
    for name in (ELIGIBLE, QUOTAS, PROPOSALS, FACTS, LAW):
        at = part(name, login)
        assert labels(at) == []
        assert not at.text_input and not at.text_area and not at.file_uploader


@pytest.fixture
def places(dossiers):
    """Hạn mức của một ngành, switched on by a document of one's own."""
    switch("BK.COKHOI", "CO.HANGNAM")


def test_quotas_are_told_as_they_are_and_as_they_would_be(places, part):
    at = part(QUOTAS)

    assert at.markdown[0].value == "**1/2** hạn mức không vướng, 1 chưa có số để tính."
    quotas = table(at, "Số suất")
    assert list(quotas["Số suất"]) == ["—", "2"]
    assert list(quotas["Cần làm"]) == [
        "nhập số suất cấp trên đã quyết định cho năm này",
        "còn 2 suất",
    ]


def test_the_places_of_a_year_are_set_with_a_reason_and_recorded(places, part):
    at = open_panels(part(QUOTAS, "thuong-truc"))
    field(at, "Số suất (để trống là theo bộ luật)").set_value("1")
    field(at, "Lý do").set_value("Công văn 12/BTĐKT")
    press(at, "Ghi số suất")

    assert list(table(at, "Số suất")["Số suất"]) == ["1", "2"]
    assert "quota.set" in recorded()


def test_who_leads_a_block_from_one_of_its_units_is_told_who_sets_the_places(places, part):
    at = open_panels(part(QUOTAS))

    assert not [one for one in at.button if one.label == "Ghi số suất"]
    (said,) = [one.value for one in at.caption if "cùng thi đua trong khối" in one.value]
    assert "Làm được: Trịnh Xuân Ẩn (thuong-truc)." in said


def test_an_unclear_number_of_places_is_not_written(places, part):
    at = open_panels(part(QUOTAS, "thuong-truc"))
    field(at, "Số suất (để trống là theo bộ luật)").set_value("1,5")
    field(at, "Lý do").set_value("Công văn")
    press(at, "Ghi số suất")

    assert ["phải là số nguyên" in box.value for box in at.error] == [True]
    assert "quota.set" not in recorded()


def test_the_base_of_a_whole_province_is_entered_and_told_beside_the_places(dossiers, part):
    """Khoản 1 Điều 11 Nghị định 91/2017, kept by a place of its own document."""
    base = "tập thể đạt tiêu chuẩn Cờ thi đua của cả bộ, ban, ngành, tỉnh"
    switch("MAU.CCP.20")
    at = open_panels(part(QUOTAS, "thuong-truc"))
    quotas = table(at, "Căn cứ tính tỷ lệ")
    assert list(quotas["Số suất"]) == ["—"]
    assert list(quotas["Cần làm"]) == [f"nhập số {base}; khối này không đếm được"]
    field(at, f"Số {base}").set_value("12")
    field(at, "Lý do").set_value("Thông báo của tỉnh")
    field(at, "Văn bản").set_value("CV 12/BTĐKT")
    press(at, "Ghi số suất")

    quotas = table(at, "Căn cứ tính tỷ lệ")
    assert list(at.error) == []
    assert list(quotas["Số suất"]) == ["2"]
    assert list(quotas["Căn cứ tính tỷ lệ"]) == [
        f"tính trên 12 {base}, số do cơ quan thường trực nhập (CV 12/BTĐKT)"
    ]


def put_forward(*subjects, award="bang-khen-tinh"):
    """Đề nghị những đơn vị này, whatever the law book says of them."""
    with writing() as session:
        period = rosters.period(Work(session, KEEPER), block=demo.BLOCK_CODE, year=2025)
        for subject in subjects:
            proposals.propose(
                Work(session, KEEPER, period, AT),
                recipient=Recipient.COLLECTIVE,
                subject=subject,
                award=award,
                despite="thử hạn mức",
            )


def test_more_proposals_than_places_say_what_to_remove_and_where_to_vote(places, part):
    put_forward("VP", "QLNS", "TH")
    at = part(QUOTAS)

    assert table(at, "Số suất")["Tình trạng"].iloc[1] == "cần biểu quyết"
    (said,) = (texts([box]) for box in at.warning)
    assert said.startswith("**Bằng khen của bộ, ban, ngành, tỉnh** cần biểu quyết (3/2): ")
    assert "biểu quyết chọn 2; bớt 1 đề nghị" in said
    assert "QLNS" not in said


def test_a_proposal_tied_for_the_last_place_is_not_sent_and_the_page_says_why(places, part):
    put_forward("VP", "QLNS", "TH")
    at = part(PROPOSALS)
    next(one for one in at.button_group if one.label == "Bước").set_value("Trình cấp trên").run()
    field(at, "Số, ngày tờ trình").set_value("TTr 8/TTr-K1").run()
    press(at, "Ghi đã trình")

    said = texts(at.error)
    assert "«Văn phòng» chưa được chọn vào hạn mức" in said
    assert "có 3 đề nghị cho 2 suất, vượt 1" in said
    assert said.endswith(
        "hãy ghi kết quả bình xét trước, hoặc ấn định số suất kèm lý do ở phần «Hạn mức»."
    )
    assert {state for *_, state in proposed()} == {"proposed"}


def test_a_proposal_goes_to_its_decision_and_into_history(dossiers, part):
    at = part(PROPOSALS)
    assert at.markdown[0].value == "Kỳ này chưa có đề nghị khen thưởng nào."
    choose(at, "Đối tượng đề nghị", "VP")
    press(at, "Đề nghị")

    assert proposed() == [("VP", "tap-the-lao-dong-tien-tien", "proposed")]
    assert at.markdown[0].value == "**1** đề nghị: 1 đã đề nghị."
    step = next(one for one in at.button_group if one.label == "Bước")
    step.set_value("Có quyết định").run()
    field(at, "Số quyết định").set_value("9/QĐ-STC")
    field(at, "Người ký").set_value("Phan Hồng Quân")
    day = next(one for one in at.date_input if one.label == "Ngày quyết định")
    day.set_value(AT.date()).run()
    press(at, "Ghi quyết định")

    assert proposed() == [("VP", "tap-the-lao-dong-tien-tien", "decided")]
    (basis,) = table(at, "Tình trạng")["Căn cứ"]
    assert basis.startswith("Quyết định 9/QĐ-STC, ngày 20/03/2026, Thủ trưởng đơn vị")
    assert basis.endswith("giám đốc hợp tác xã, Phan Hồng Quân")
    at = part(FACTS)
    choose(at, "Đối tượng", "VP")
    assert list(table(at, "Số quyết định")["Số quyết định"]) == ["9/QĐ-STC", "77/QĐ-UBND"]


def test_whoever_is_not_eligible_is_put_forward_only_with_a_reason(dossiers, part):
    at = part(PROPOSALS)
    choose(at, "Đối tượng đề nghị", "TTR")

    assert next(one.disabled for one in at.button if one.label == "Đề nghị")
    assert "Ít nhất 70% cá nhân đạt Lao động tiên tiến: không đạt" in texts(at.warning)
    field(at, "Vì sao vẫn đề nghị").set_value("Chờ xác nhận 1 người").run()
    press(at, "Đề nghị")
    assert list(table(at, "Tình trạng")["Kết quả xét"]) == [
        "chưa đủ điều kiện (4 tiêu chuẩn chưa đối chiếu) (ngày xét 31/12/2025)"
    ]


def test_a_cut_of_the_council_and_a_withdrawal_need_their_reason(dossiers, part):
    put_forward("VP", "QLNS")
    rival = part(PROPOSALS)
    next(one for one in rival.button_group if one.label == "Bước").set_value("Hội đồng cắt").run()
    assert any("Đơn vị của bạn cùng thi đua với đơn vị này" in one.value for one in rival.info)
    assert "Ghi hội đồng cắt" not in [one.label for one in rival.button]

    at = part(PROPOSALS, "thuong-truc")
    next(one for one in at.button_group if one.label == "Bước").set_value("Hội đồng cắt").run()
    field(at, "Hội đồng").set_value("Hội đồng TĐKT tỉnh")
    day = next(one for one in at.date_input if one.label == "Ngày họp")
    day.set_value(AT.date()).run()
    assert next(one.disabled for one in at.button if one.label == "Ghi hội đồng cắt")
    field(at, "Lý do hội đồng không đồng ý").set_value("Hết suất").run()
    press(at, "Ghi hội đồng cắt")
    next(one for one in at.button_group if one.label == "Bước").set_value("Rút đề nghị").run()
    field(at, "Lý do rút").set_value("Đơn vị xin rút").run()
    press(at, "Rút đề nghị")

    assert {state for *_, state in proposed()} == {"cut", "withdrawn"}
    assert at.markdown[0].value == "**2** đề nghị: 1 hội đồng không đồng ý, 1 đã rút."


def test_awards_of_individuals_are_told_by_who_leads(dossiers, part):
    at = part(PROPOSALS)
    choose(at, "Danh hiệu, hình thức hoặc chương trình", "chien-si-thi-dua-tinh")
    choose(at, "Đối tượng đề nghị", "VP-01")
    press(at, "Đề nghị")

    assert dict(table(at, "Nhóm").to_numpy().tolist()) == {
        "Giữ chức vụ lãnh đạo": "1 (100,0 % số cá nhân)",
        "Người trực tiếp": "0 (0,0 % số cá nhân)",
        "Chưa khai chức vụ": "0 (0,0 % số cá nhân)",
        "Tập thể": "0",
    }


HIGHER, BASE = "chien-si-thi-dua-tinh", "lao-dong-tien-tien"
INITIATIVE = "Phạm vi ảnh hưởng của sáng kiến"


def put_forward_person(award):
    """Một người khác đề nghị VP-01 in the meantime."""
    with writing() as session:
        period = rosters.period(Work(session, KEEPER), block=demo.BLOCK_CODE, year=2025)
        proposals.propose(
            Work(session, KEEPER, period, AT),
            recipient=Recipient.INDIVIDUAL,
            subject="VP-01",
            award=award,
            despite="thử",
            uses=[("sang_kien_cap", 2025)],
        )


def about_person(part, award):
    """Phần đề nghị, at VP-01 for this award."""
    at = part(PROPOSALS)
    choose(at, "Danh hiệu, hình thức hoặc chương trình", award)
    choose(at, "Đối tượng đề nghị", "VP-01")
    return at


def test_an_achievement_is_chosen_shown_in_the_row_and_then_apart(dossiers, part):
    at = about_person(part, HIGHER)
    (offered,) = at.multiselect
    assert (offered.label, offered.options, offered.value) == (
        "Thành tích dùng cho đề nghị này",
        [
            f"{INITIATIVE}: bộ, ngành, tỉnh · năm 2025 · SK-2025-VP-1",
            "Số sáng kiến áp dụng hiệu quả tại cơ sở: 1 sáng kiến · năm 2025 · SK-2025-VP-1",
        ],
        [("sang_kien_cap", 2025)],
    )
    press(at, "Đề nghị")

    assert list(table(at, "Tình trạng")["Thành tích đã dùng"]) == [
        f"{INITIATIVE} năm 2025 (SK-2025-VP-1)"
    ]
    choose(at, "Danh hiệu, hình thức hoặc chương trình", BASE)
    choose(at, "Đối tượng đề nghị", "VP-01")
    assert not at.multiselect
    assert (
        "Thành tích đã dùng cho lần khen khác:\n"
        f"- {INITIATIVE}: bộ, ngành, tỉnh · năm 2025 · SK-2025-VP-1, "
        "để xét Chiến sĩ thi đua bộ, ban, ngành, tỉnh năm 2025\n"
        "- Số sáng kiến áp dụng hiệu quả tại cơ sở: 1 sáng kiến · năm 2025 · SK-2025-VP-1, "
        "để xét Chiến sĩ thi đua bộ, ban, ngành, tỉnh năm 2025"
    ) in [texts([one]) for one in at.markdown]


def test_leaving_out_the_achievement_it_rests_on_is_refused(dossiers, part):
    at = about_person(part, HIGHER)
    at.multiselect[0].set_value([])
    press(at, "Đề nghị")

    assert texts(at.error) == (
        "Chưa chọn đủ thành tích cho Chiến sĩ thi đua bộ, ban, ngành, tỉnh; "
        f"cần: «{INITIATIVE}» năm 2025."
    )
    assert proposed() == []


def test_an_achievement_another_has_used_meanwhile_is_refused_by_its_award(dossiers, part):
    at = about_person(part, BASE)
    at.multiselect[0].set_value([("sang_kien_cap", 2025)]).run()
    field(at, "Vì sao vẫn đề nghị").set_value("CV 9").run()
    put_forward_person(HIGHER)
    press(at, "Đề nghị")

    assert texts(at.error) == (
        f"«{INITIATIVE}» năm 2025 đã dùng để xét Chiến sĩ thi đua bộ, ban, ngành, tỉnh năm 2025."
    )
    assert proposed() == [("VP-01", HIGHER, "proposed")]


def test_nobody_else_is_put_forward_when_the_chosen_one_already_was(dossiers, part):
    at = about_person(part, HIGHER)
    put_forward_person(HIGHER)
    press(at, "Đề nghị")

    assert texts(at.error).startswith("«Nguyễn Thị An» đã được đề nghị Chiến sĩ thi đua")
    assert proposed() == [("VP-01", HIGHER, "proposed")]


def test_a_form_of_facts_is_typed_by_the_catalogue_and_changes_the_verdict(dossiers, part):
    at = part(FACTS)
    choose(at, "Đối tượng", "HCSN")
    assert "có **6/7** dữ kiện cần cho Tập thể lao động tiên tiến" in texts(at.markdown)
    assert options(at, "Mức xếp loại") == [
        "chưa khai",
        "Không hoàn thành nhiệm vụ",
        "Hoàn thành nhiệm vụ",
        "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành xuất sắc nhiệm vụ",
    ]
    next(one for one in at.selectbox if one.label == "Nội bộ đoàn kết").set_value("có")
    press(at, "Lưu dữ kiện")

    assert "có **7/7**" in texts(at.markdown)
    assert "**5 đơn vị đủ điều kiện**" in part(ELIGIBLE).markdown[0].value


def test_a_fact_that_cannot_be_read_is_told_with_what_is_expected(dossiers, part):
    at = part(FACTS)
    before = recorded()
    choose(at, "Đối tượng", "VP")
    field(at, "Số người của tập thể").set_value("mười")
    press(at, "Lưu dữ kiện")

    assert "«Số người của tập thể»" in texts(at.error)
    assert recorded() == before


def workbook(*rows):
    """Sổ một trang với những dòng này."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("kind", "rows", "button", "action"),
    [
        (
            "Cá nhân",
            [("Mã", "Họ tên", "Mã đơn vị"), ("TTR-01", "Võ Thị Em", "TTR")],
            "Nhập cá nhân",
            "person.new",
        ),
        (
            "Dữ kiện",
            [("Mã", "Dữ kiện", "Năm", "Giá trị"), ("TTR", "so_ldtt", 2025, 7)],
            "Nhập dữ kiện",
            "fact.stated",
        ),
        (
            "Quá trình khen thưởng",
            [("Mã", "Danh hiệu", "Năm"), ("TTR", "Giấy khen", 2024)],
            "Nhập quá trình khen thưởng",
            "award.noted",
        ),
    ],
)
def test_a_workbook_is_previewed_and_imported(dossiers, part, kind, rows, button, action):
    at = part(FACTS, "thuong-truc")
    next(one for one in at.button_group if one.label == "Loại tệp").set_value(kind).run()
    before = recorded().count(action)
    at.file_uploader[0].set_value(("tep.xlsx", workbook(*rows), XLSX)).run()
    assert "lỗi 0" in texts(at.markdown)
    press(at, button)

    assert recorded().count(action) == before + 1


def test_the_law_in_force_is_listed_with_article_span_and_mark(dossiers, part):
    at = part(LAW)

    assert at.markdown[0].value == (
        "Ngày 31/12/2025 có **10** điều áp dụng cho **Tập thể lao động tiên tiến**."
    )
    assert list(table(at, "Kiểm chứng").iloc[0]) == [
        *("TTLDTT.1", "Hoàn thành tốt nhiệm vụ", "tiêu chuẩn", "Luật 06/2022/QH15, Điều 28"),
        *("01/01/2024", "—"),
        "chưa kiểm chứng (đọc qua nguồn khác); chưa đối chiếu lời văn",
        "21-tieu-chuan-tap-the.toml",
    ]
    assert not at.text_area


RULE = """
[[quotas]]
code = "CO.HANGNAM"
award = "co-thi-dua-tinh"
text = "Khối được một Cờ"
limit = { kind = "fixed", most = 1 }
document = "tt-15-2023-bkhdt"
article = "khoản 3 Điều 7"
verified = "văn bản"
"""


def test_the_own_copy_is_checked_strictly_saved_in_versions_and_put_away(dossiers, part):
    at = part(LAW, "thuong-truc")
    field(at, "Tên tệp").set_value("90-cua-khoi.toml")
    field(at, "Nội dung").set_value(RULE.replace("fixed", "co-dinh")).run()
    press(at, "Kiểm tra")
    assert "90-cua-khoi.toml" in at.dataframe[-1].value.to_csv()
    press(at, "Lưu thành bản mới")
    assert "90-cua-khoi.toml" in texts(at.error)
    assert "law.changed" not in recorded()

    at = part(LAW, "thuong-truc")
    field(at, "Tên tệp").set_value("90-cua-khoi.toml")
    field(at, "Nội dung").set_value(RULE).run()
    press(at, "Lưu thành bản mới")
    assert "law.changed" in recorded()
    assert list(table(part(QUOTAS), "Số suất")["Số suất"]) == ["1"]

    at = part(LAW, "thuong-truc")
    assert list(table(at, "Bản")["Bản"]) == ["1"]
    field(at, "Lý do thôi dùng").set_value("Chờ quy chế mới").run()
    press(at, "Thôi dùng")
    at = part(QUOTAS)
    choose(at, "Hạn mức của", options(at, "Hạn mức của")[-1])
    assert at.markdown[0].value == "Không có hạn mức nào để tính."


def test_the_empty_block_says_what_to_do_next(demo_url, part):
    at = part(ELIGIBLE, khoi=demo_reviews.BLOCK_NAME)
    choose(at, "Danh hiệu, hình thức hoặc chương trình", "lao-dong-tien-tien")

    assert at.markdown[0].value == "Chưa có cá nhân nào để xét **Lao động tiên tiến** năm 2025."
    assert "Nhập danh sách cá nhân ở phần «Dữ kiện»" in texts(at.info)


def test_the_flag_at_the_review_of_a_movement_is_a_choice_of_its_own(dossiers, part):
    """Khoản 2 Điều 26."""
    at = part(ELIGIBLE)
    choose(at, "Danh hiệu, hình thức hoặc chương trình", "chuyên đề co-thi-dua-tinh")

    assert at.markdown[0].value.startswith(
        "Cờ thi đua của bộ, ban, ngành, tỉnh, theo chuyên đề năm 2025: **0 đơn vị đủ điều kiện**"
    )


def test_a_list_is_declared_complete_on_the_page_and_undone(dossiers, part):
    at = open_panels(part(FACTS, "thuong-truc"))
    assert "Danh sách đã khai đủ: 2022–2025; khen thưởng đủ mọi năm." in texts(at.caption)
    press(at, "Thôi khai đủ")

    assert "Danh sách đã khai đủ: 2022–2024; khen thưởng đủ mọi năm." in texts(at.caption)
    press(open_panels(at), "Khai đã đủ")
    assert "Danh sách đã khai đủ: 2022–2025; khen thưởng đủ mọi năm." in texts(at.caption)


def test_a_sample_is_switched_on_by_a_document_and_off_again(dossiers, part):
    at = part(LAW, "thuong-truc")
    choose(at, "Mẫu", "LOAI.12THANG")
    field(at, "Văn bản của mình").set_value("Quyết định 12/QĐ-STC")
    for label in ("Ký ngày", "Áp dụng từ ngày"):
        next(one for one in at.date_input if one.label == label).set_value(AT.date())
    at.run()
    press(at, "Bật mẫu")

    assert not at.error
    row = table(at, "Áp dụng theo").set_index("Mã").loc["LOAI.12THANG"]
    assert (row["Đang bật"], row["Áp dụng theo"]) == (
        "có",
        "Quyết định 12/QĐ-STC ngày 20/03/2026",
    )
    field(at, "Lý do tắt").set_value("Hết áp dụng").run()
    press(at, "Tắt mẫu")
    assert table(at, "Áp dụng theo").set_index("Mã").loc["LOAI.12THANG", "Đang bật"] == "không"


def test_an_outside_list_is_compared_and_the_chosen_row_taken(demo_url, page):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Quá trình khen thưởng"
    sheet.append(["Mã", "Danh hiệu", "Năm", "Số quyết định"])
    sheet.append(["VP", "Giấy khen", 2023, "9/QĐ"])
    sheet.append(["QLNS", "Giấy khen", 2023, "11/QĐ"])
    content = BytesIO()
    book.save(content)
    at = page("khen_thuong").run()
    at.segmented_control(key="phan").set_value("Dữ kiện").run()
    open_panel(at, "Đối chiếu quá trình khen thưởng với danh sách ngoài")
    loader = next(one for one in at.file_uploader if one.label.startswith("Danh sách ngoài"))
    loader.set_value(("ds.xlsx", content.getvalue(), "application/octet-stream")).run()

    assert not at.exception
    assert list(table(at, "Ghi ở danh sách ngoài")["Kết quả"])[:2] == [
        "chỉ có ở danh sách ngoài",
        "chỉ có ở danh sách ngoài",
    ]
    before = given()
    chosen = at.multiselect(key="dong-lay-ve")
    chosen.set_value([0]).run()
    press(at, "Lấy về 1 dòng đã chọn")

    assert not at.exception and not at.error
    assert given() - before == {("VP", "giay-khen", 2023, "9/QĐ")}


def given():
    with reading() as session:
        found = dossier_queries.awards_given(session)
    return {(one.subject, one.award, one.year, one.decision) for one in found}
