"""Bảng hạn mức: how many of how many in words, and where each is written."""

from datetime import date

from tests.domain.nominees import book, book_with
from thidua.domain.law.quota import Contender, FixedLimit, leader_share, quota_state
from thidua.frames.awards import quotas as frames
from thidua.frames.awards.quotas import QuotaRow

VIEW = book().at(date(2025, 12, 31))


def name(code):
    return f"Phòng {code}"


def row(ranks, most):
    contenders = [Contender(code, rank) for code, rank in ranks.items()]
    limit = None if most is None else FixedLimit(most)
    return QuotaRow(
        title="Bằng khen",
        state=quota_state(limit, contenders, {}),
        rule="quy định",
        reference="căn cứ",
    )


def test_places_are_drawn_one_by_one_and_said_in_words():
    rows = [row({"A": 1}, 2), row({"A": 1, "B": 2, "C": 3}, 2), row({"A": 1}, None)]

    frame = frames.slots_frame(rows)

    taken, free, over = frames.SLOTS
    assert [list(part["Suất"]) for _, part in frame.groupby("Hàng")] == [
        [taken, free],
        [taken, taken, over],
        [taken],
    ]
    assert list(frame[frame["Đầu"]]["Chữ"]) == [
        "1/2 · trong hạn mức",
        "3/2 · vượt hạn mức",
        "1 · không giới hạn",
    ]


def test_more_places_than_fit_are_told_in_words_alone():
    frame = frames.slots_frame([row({"A": 1}, frames.MOST_SLOTS + 1)])

    assert list(frame["Suất"]) == [""]
    assert list(frame["Chữ"]) == [f"1/{frames.MOST_SLOTS + 1} · trong hạn mức"]


def test_the_rows_of_an_award_name_rule_and_article():
    view = book_with("BK.COKHOI").at(date(2025, 12, 31))
    limit = next(rule for rule in view.quotas("bang-khen-tinh"))
    state = quota_state(FixedLimit(2), [], {})

    (found,) = frames.award_rows(view, "bang-khen-tinh", {limit.code: state})

    assert (found.title, found.rule, found.reference) == (
        "Bằng khen của bộ, ban, ngành, tỉnh",
        "Khối dưới 10 đơn vị được 02 Bằng khen, từ 10 đơn vị được 03",
        "Thông tư 15/2023/TT-BKHĐT, khoản 3 Điều 10; áp dụng theo Quy chế 01/QC-KTĐ ngày "
        "01/01/2024",
    )


def test_a_programme_has_a_row_a_group_and_the_leaders_once_with_their_denominator():
    plan = VIEW.programme("binh-phuoc-nong-thon-moi")
    (limit,) = plan.leader_limits
    leaders = leader_share({"A": True}, limit.share).state
    states = {
        group.code: {group.code: quota_state(group.limit, [], {}), limit.code: leaders}
        for group in plan.groups
    }

    every = frames.programme_rows(VIEW, plan, states, {})
    narrow = frames.programme_rows(VIEW, plan, states, {limit.code: "can-bo-cong-chuc"})

    assert [one.title.split()[0] for one in every] == [
        *("1.1", "1.2", "1.3", "1.4", "1.5.1", "1.5.2", "1.6"),
        "Tỷ",
    ]
    assert every[-1].rule.endswith("mẫu số: cá nhân đề nghị ở nhóm 1.5.1, 1.5.2, 1.6")
    assert narrow[-1].rule.endswith("mẫu số: cá nhân đề nghị ở nhóm 1.5.1")


def test_the_table_gives_every_quota_its_article():
    table = frames.quota_table([row({"A": 1}, 2)], name)

    assert table.to_dict("records") == [
        {
            "Hạn mức": "Bằng khen",
            "Đề nghị": "1",
            "Số suất": "2",
            "Căn cứ tính tỷ lệ": "—",
            "Tình trạng": "trong hạn mức",
            "Cần làm": "còn 1 suất",
            "Quy định": "quy định",
            "Căn cứ": "căn cứ",
        }
    ]
