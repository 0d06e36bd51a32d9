"""Câu của trang chiếu: fixed patterns, filled with none, one, many, and with ties."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.builders import make_covenant, make_criterion, make_group
from tests.domain.document import meeting
from tests.domain.document.meeting import counted, facts, quota
from thidua.domain.awards.proposal import AwardSplit
from thidua.domain.covenant.covenant import Tiebreaker, TiebreakKind
from thidua.domain.document.deck import awards, closing, groups, lines, opening, units, votes, years
from thidua.domain.document.deck.facts import LimitUse, Naming
from thidua.domain.document.deck.parts import base_parts
from thidua.domain.document.deck.ranking import ranking_title
from thidua.domain.document.deck.words import joined, percent
from thidua.domain.law.quota import QuotaStatus
from thidua.domain.period.part import quarter
from thidua.domain.vote.vote import Subject

EQUAL = {"A": ("55", "38", "0", "0"), "B": ("55", "38", "0", "0"), "C": ("50", "30", "0", "0")}
OVER = QuotaStatus.OVER


def leading(given, **more):
    found = facts(given, **more)
    return ranking_title(found.covenant, found.placed, Naming(found))


def broken_by(*codes):
    children = meeting.COVENANT.children
    return make_covenant(
        *children, tiebreakers=(Tiebreaker(TiebreakKind.GROUP_POINTS, codes, "Điểm nhóm I"),)
    )


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ({"A": (None,) * 4}, "Chưa đơn vị nào có hạng"),
        ({"A": ("50", "30", "0", "0")}, "Sở Alpha 80,00 điểm, là đơn vị duy nhất có hạng"),
        (meeting.GIVEN, "Dẫn đầu: Sở Alpha 97,50; hơn thứ hai 9,75 điểm"),
        (EQUAL, "Sở Alpha và Sở Beta cùng dẫn đầu với 93,00 điểm"),
        (
            {unit: ("55", "38", "0", "0") for unit in "ABCDE"},
            "Sở Alpha, Sở Beta và 3 đơn vị khác cùng dẫn đầu với 93,00 điểm",
        ),
    ],
)
def test_who_leads_and_by_how_much(given, title):
    assert leading(given) == title


def test_a_leader_of_equal_points_owes_it_to_the_tie_breaker():
    given = {"A": ("54", "39", "0", "0"), "B": ("55", "38", "0", "0")}

    title = leading(given, covenant=broken_by("I"))

    assert title == "Dẫn đầu: Sở Beta 93,00; bằng điểm thứ hai, hơn nhờ tiêu chí phụ"


@pytest.mark.parametrize(
    ("count", "only", "title"),
    [
        (0, "", "Hôm nay nghe kết quả; không còn việc nào phải quyết định"),
        (1, "bỏ phiếu «Cờ»", "Hôm nay quyết định 1 việc: bỏ phiếu «Cờ»"),
        (3, "", "Hôm nay quyết định 3 việc"),
    ],
)
def test_what_is_to_be_decided_today(count, only, title):
    assert opening.agenda_title(count, only) == title


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ({"A": (None,) * 4}, "0/1 đơn vị đã thẩm định xong; chưa đơn vị nào có tổng điểm"),
        ({"A": ("50", "30", "0", "0")}, "1/1 đơn vị đã thẩm định xong; trung bình 80,00 điểm"),
        (meeting.GIVEN, "3/3 đơn vị đã thẩm định xong; trung bình 89,08 điểm"),
    ],
)
def test_how_far_the_block_is(given, title):
    done = frozenset() if given["A"][0] is None else frozenset(given)
    found = facts(given, verified=done)

    assert opening.overview(found, Naming(found)).title == title


def test_the_scale_is_told_where_it_is_stated_or_nothing_exceeds_it():
    plain = make_covenant(make_group("I", make_criterion("I.1", 100)))
    stated = make_covenant(*meeting.COVENANT.children, full_marks=Decimal(110))
    given = {"A": ("50", "30", "0", "0")}
    on_plain = facts({"A": ("80", None, None, None)}, covenant=plain)
    on_stated = facts(given, covenant=stated)

    assert opening.overview(on_plain, Naming(on_plain)).title.endswith("trung bình 80,00/100 điểm")
    assert opening.overview(on_stated, Naming(on_stated)).title.endswith("80,00/110 điểm")


@pytest.mark.parametrize(
    ("found", "title"),
    [
        ({}, "Đơn vị cao nhất và thấp nhất bằng nhau ở mọi phần điểm"),
        ({"nhóm I": Decimal(0)}, "Đơn vị cao nhất và thấp nhất bằng nhau ở mọi phần điểm"),
        (
            {"nhóm I": Decimal("3.5"), "nhóm II": Decimal(-4), "điểm thưởng": Decimal("2.5")},
            "Nhóm II làm nên khoảng cách: 40 % chênh lệch",
        ),
        (
            {"nhóm I": Decimal(1), "nhóm II": Decimal(1), "nhóm III": Decimal(0)},
            "Nhóm I và nhóm II cùng làm nên khoảng cách: mỗi phần 50 %",
        ),
        (
            dict.fromkeys(("nhóm I", "nhóm II", "nhóm III"), Decimal(2)),
            "3 phần điểm cùng làm nên khoảng cách: mỗi phần 33,33 % chênh lệch",
        ),
    ],
)
def test_what_makes_the_difference(found, title):
    assert groups.why_title(found) == title


def test_the_differences_add_up_to_the_gap():
    found = facts()
    rows = groups.compared(found)

    parts = groups.differences(found, base_parts(found.covenant))

    assert parts == {
        "nhóm I": Decimal("3.50"),
        "nhóm II": Decimal("8.00"),
        "điểm thưởng": Decimal("4.00"),
    }
    assert sum(parts.values()) == rows[0].total - rows[-1].total


def shares(**parts):
    return {
        words: {unit: Fraction(value, 100) for unit, value in own.items()}
        for words, own in parts.items()
    }


@pytest.mark.parametrize(
    ("told", "title"),
    [
        (shares(I={"A": 90, "B": 90}), "Các đơn vị đạt như nhau ở mọi phần điểm"),
        (shares(I={"A": 90, "B": 80}, II={"A": 70, "B": 75}), "Sở Alpha đứng đầu I, cuối II"),
        (shares(I={"A": 90, "B": 80}, II={"A": 90, "B": 90}), "Sở Alpha đứng đầu 1/2 phần điểm"),
        (
            shares(I={"A": 90, "B": 80, "C": 70}, II={"A": 80, "B": 90, "C": 70}),
            "Sở Alpha và Sở Beta cùng đứng đầu 1/2 phần điểm",
        ),
    ],
)
def test_who_is_strong_and_weak(told, title):
    found = facts()

    assert groups.strong_title(told, sorted(next(iter(told.values()))), Naming(found)) == title


@pytest.mark.parametrize(
    ("given", "taken", "title"),
    [
        (5, 2, "5 đơn vị có điểm thưởng, 2 bị trừ"),
        (1, 0, "1 đơn vị có điểm thưởng, không đơn vị nào bị trừ"),
        (0, 1, "Không đơn vị nào có điểm thưởng, 1 đơn vị bị trừ"),
    ],
)
def test_who_was_given_and_taken_points(given, taken, title):
    assert lines.extra_title(given, taken) == title


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ((11, 4, 0), "11 ý kiến, 4 làm đổi điểm, 0 còn mở"),
        ((1, 0, 1), "1 ý kiến, không ý kiến nào làm đổi điểm, 1 còn mở"),
    ],
)
def test_what_came_of_explanations(counts, title):
    assert lines.explained_title(*counts) == title


@pytest.mark.parametrize(
    ("result", "title"),
    [
        (counted(8, valid=9), "Sở 1 đạt 8/9 phiếu, cần 8"),
        (counted(7, valid=9), "Sở 1 đạt 7/9 phiếu, cần 8: không đạt"),
        (counted(8, 3, valid=9), "Sở 1 đạt 8/9 phiếu, cần 8"),
        (counted(8, 9, 2, valid=9), "Được thông qua: 2/3 phương án"),
        (counted(3, 2, valid=9), "Không phương án nào được thông qua (2 phương án)"),
        (
            counted(9, 9, valid=9, seats=1),
            "Không phương án nào được thông qua (2 phương án)",
        ),
        (
            counted(4, valid=4, quorum=Fraction(2, 3)),
            "Cuộc phiếu chưa có giá trị: có mặt 4, cần 6",
        ),
        (
            counted(2, valid=2),
            "Đã kiểm phiếu; chỉ 2 phiếu hợp lệ nên không nêu số từng phương án",
        ),
    ],
)
def test_what_a_vote_gave(result, title):
    assert votes.vote_title(Subject.AWARD, result, Naming(facts())) == title


@pytest.mark.parametrize(
    ("standing", "left", "title"),
    [
        ([], None, "Không còn đề nghị khen nào đang giữ chỗ"),
        (["Cờ"], None, "Đề nghị 1 Cờ"),
        (["Cờ", "Bằng khen", "Bằng khen"], 1, "Đề nghị 1 Cờ, 2 Bằng khen; còn 1 suất"),
        (["a", *"abcd"], 0, "Đề nghị 5 lượt khen, 4 danh hiệu và hình thức; còn 0 suất"),
    ],
)
def test_what_is_proposed(standing, left, title):
    assert awards.proposals_title(standing, left) == title


@pytest.mark.parametrize(
    ("states", "split", "title"),
    [
        ([quota(1, 3)], None, "Không hạn mức nào bị vượt"),
        ([quota(3, 3), quota(1, 3)], None, "Không hạn mức nào bị vượt, 1/2 vừa đủ"),
        ([quota(4, 3, OVER)], None, "Vượt hạn mức Cờ: 4 đề nghị, 3 suất"),
        ([quota(4, 3, OVER), quota(2, 1, OVER), quota(1, 1)], None, "2/3 hạn mức bị vượt"),
        (
            [quota(1, None)],
            AwardSplit(1, 2),
            "Lãnh đạo 1/3 ≈ 33,33 % số cá nhân; không hạn mức nào bị vượt",
        ),
        ([quota(1, 2)], AwardSplit(1, 1, unknown=1), "Không hạn mức nào bị vượt"),
    ],
)
def test_how_far_the_places_go(states, split, title):
    limits = [LimitUse(title="Cờ", state=state) for state in states]

    assert awards.limits_title(limits, split) == title


@pytest.mark.parametrize(
    ("state", "others", "title"),
    [
        (quota(4, 4), [], "Lãnh đạo 4/10 = 40 %: vừa đủ"),
        (quota(3, 4), [], "Lãnh đạo 4/10 = 40 %: trong hạn mức"),
        (
            quota(5, 4, OVER),
            [quota(4, 3, OVER)],
            "Lãnh đạo 4/10 = 40 %: vượt hạn mức; vượt hạn mức Cờ: 4 đề nghị, 3 suất",
        ),
    ],
)
def test_the_share_of_leaders_is_told_with_its_own_limit(state, others, title):
    limits = [LimitUse(title="Lãnh đạo", state=state, is_of_leaders=True)]
    limits += [LimitUse(title="Cờ", state=one) for one in others]

    assert awards.limits_title(limits, AwardSplit(4, 6)) == title


@pytest.mark.parametrize(
    ("climbs", "title"),
    [
        ({}, "Chưa đơn vị nào có hạng ở cả hai đầu của 3 năm"),
        ({"A": 0, "B": -1}, "Không đơn vị nào lên hạng trong 3 năm"),
        ({"A": 3, "B": -1}, "A lên 3 hạng trong 3 năm"),
        ({"A": 2, "B": 2}, "A và B cùng lên 2 hạng trong 3 năm"),
        ({"A": 1, "B": 1, "C": 1}, "A, B và 1 đơn vị khác cùng lên 1 hạng trong 3 năm"),
    ],
)
def test_who_climbed(climbs, title):
    assert years.trend_title(climbs, 3) == title


@pytest.mark.parametrize(
    ("best", "count", "title"),
    [
        ([], 0, "A: hạng 1"),
        (["nhóm II"], 3, "A: hạng 1, mạnh nhất nhóm II"),
        (["nhóm I", "nhóm II"], 3, "A: hạng 1, mạnh nhất nhóm I và nhóm II"),
        (["a", "b", "c"], 4, "A: hạng 1, cao nhất ở 3/4 phần điểm"),
        (["a", "b", "c"], 3, "A: hạng 1, đạt như nhau ở mọi phần điểm"),
        (["nhóm I"], 1, "A: hạng 1, mạnh nhất nhóm I"),
    ],
)
def test_where_a_unit_is_best(best, count, title):
    assert units.unit_title("A", "hạng 1", best, count) == title


def test_the_cover_names_the_meeting_of_a_year_and_of_a_part():
    whole = facts()
    half = facts(period=replace(whole.period, part=quarter(2)))

    assert opening.cover_title(whole) == (
        "Hội nghị tổng kết và bình xét thi đua năm 2025 – Khối các sở"
    )
    assert opening.cover_title(half) == "Hội nghị sơ kết thi đua quý II năm 2025 – Khối các sở"
    assert closing.sources_title(1284) == "Mọi số lấy đến bút toán 1284"


@pytest.mark.parametrize(
    ("share", "words"),
    [(Fraction(2, 5), "40 %"), (Fraction(7, 9), "77,78 %"), (Fraction(1), "100 %")],
)
def test_a_share_has_two_decimals_or_none(share, words):
    assert percent(share) == words


def test_long_names_are_cut_and_many_are_counted():
    assert joined(["A"]) == "A"
    assert joined(["A", "B"]) == "A và B"
    assert joined(["A", "B", "C"]) == "A, B và 1 đơn vị khác"
    assert len(joined(["x" * 300])) == 34
