"""Hạn mức: whole numbers equal to plain integer arithmetic, ties left alone, advice that works."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.nominees import book_with
from thidua.domain.awards.quota_states import (
    award_quotas,
    bases_wanted,
    is_out_of_line,
    is_passed,
    limit_words,
    over_words,
    reading_words,
)
from thidua.domain.dossier.facts import Fact, NomineeFacts, Recipient
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import share_ceiling, share_floor
from thidua.domain.law.quota import (
    MEMBERS,
    Contender,
    CouncilCut,
    DecidedLimit,
    FixedLimit,
    LeaderShare,
    QuotaOverride,
    QuotaState,
    QuotaStatus,
    ShareLimit,
    SizeLimit,
    StatedBase,
    base_to_add,
    leader_share,
    places,
    quota_state,
)
from thidua.domain.ranking.places import Undecided

MERIT, FLAG, FIGHTER, ADVANCED = (
    *("bang-khen-tinh", "co-thi-dua-tinh", "chien-si-thi-dua-co-so", "lao-dong-tien-tien"),
)
STATE_FLAG = "co-thi-dua-chinh-phu"
FORTY = Fraction(2, 5)
PERSON = Recipient.INDIVIDUAL
AT = date(2025, 12, 31)
LAW = book_with("BK.COKHOI", "CO.HANGNAM")
"""Bộ luật with the quotas of one sector switched on by a document of one's own."""


def _percent(number, base=ADVANCED):
    return ShareLimit(Fraction(number, 100), base)


def _row(code, rank=None):
    return Contender(code, rank)


def _rows(count):
    return [_row(f"N{number:02}", number) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("percent", "base", "most"), [(35, 180, 63), (70, 90, 63), (29, 100, 29), (15, 100, 15)]
)
def test_a_share_is_cut_down_exactly(percent, base, most):
    assert places(_percent(percent), {ADVANCED: base}) == most


def test_fifty_five_percent_of_a_hundred_needs_fifty_five():
    assert share_ceiling(Fraction(55, 100), 100) == 55


def _under(limit, contenders, bases, override=None):
    """Đối chiếu như phần mềm làm: the shipped quota on the certificates with another limit."""
    law = LAW
    rules = [replace(rule, limit=limit) if rule.award == MERIT else rule for rule in law.quotas]
    overrides = None if override is None else {"BK.COKHOI": override}
    view = replace(law, quotas=tuple(rules)).at(AT)
    return award_quotas(view, MERIT, contenders, bases, overrides, year=2026)["BK.COKHOI"]


@pytest.mark.parametrize("percent", range(101))
def test_shares_equal_integer_arithmetic_for_all_small_numbers(percent):
    limit = _percent(percent)

    assert [
        (_under(limit, [], {ADVANCED: base}).most, share_ceiling(limit.share, base))
        for base in range(501)
    ] == [(percent * base // 100, -(-percent * base // 100)) for base in range(501)]


@pytest.mark.parametrize("percent", [0, 1, 7, 15, 20, 33, 40, 99, 100])
def test_what_is_over_a_share_equals_integer_arithmetic_for_all_small_numbers(percent):
    limit = _percent(percent)

    assert [
        (found.is_over, len(found.beyond))
        for base in range(41)
        for count in range(13)
        for found in [_under(limit, _rows(count), {ADVANCED: base})]
    ] == [
        (100 * count > percent * base, max(0, count - percent * base // 100))
        for base in range(41)
        for count in range(13)
    ]


def _shipped(code):
    return next(rule.limit for rule in LAW.quotas if rule.code == code)


def test_the_size_of_the_block_decides_the_certificates():
    view = LAW.at(AT)

    assert [
        award_quotas(view, MERIT, [], {MEMBERS: members}, year=2026)["BK.COKHOI"].most
        for members in range(3, 26)
    ] == [2 if members < 10 else 3 for members in range(3, 26)]


def test_a_table_that_does_not_cover_the_size_says_nothing():
    limit = SizeLimit(_shipped("BK.COKHOI").rows[:1])

    assert quota_state(limit, [_row("A")], {MEMBERS: 12}) == QuotaState(
        status=QuotaStatus.UNKNOWN,
        most=None,
        count=1,
        proposed=("A",),
        advice="bảng số suất chưa nói tới khối có 12 đơn vị",
    )


def test_within_the_limit_everybody_is_proposed_and_what_is_left_is_said():
    assert quota_state(FixedLimit(3), _rows(2), {}) == QuotaState(
        status=QuotaStatus.WITHIN, most=3, count=2, proposed=("N01", "N02"), advice="còn 1 suất"
    )
    assert quota_state(FixedLimit(2), _rows(2), {}).advice == "đã hết suất"


def test_beyond_the_limit_the_last_ranks_are_named():
    assert quota_state(FixedLimit(3), _rows(5)[::-1], {}) == QuotaState(
        status=QuotaStatus.OVER,
        most=3,
        count=5,
        proposed=("N01", "N02", "N03"),
        beyond=("N04", "N05"),
        advice="bớt 2 đề nghị",
    )


def test_a_tie_at_the_line_is_put_to_the_vote_and_nobody_is_cut():
    rows = [_row("A", 1), _row("B", 2), _row("C", 3), _row("D", 3), _row("E", 5)]

    assert quota_state(FixedLimit(3), rows, {}) == QuotaState(
        status=QuotaStatus.NEEDS_VOTE,
        most=3,
        count=5,
        proposed=("A", "B"),
        undecided=Undecided(("C", "D"), 1),
        beyond=("E",),
        advice="C, D cùng hạng ở suất cuối: biểu quyết chọn 1; bớt 2 đề nghị",
    )


def test_a_tie_inside_the_line_needs_no_vote():
    rows = [_row("A", 1), _row("B", 2), _row("C", 2), _row("D", 4)]

    assert quota_state(FixedLimit(3), rows, {}) == QuotaState(
        status=QuotaStatus.OVER,
        most=3,
        count=4,
        proposed=("A", "B", "C"),
        beyond=("D",),
        advice="bớt 1 đề nghị",
    )


def test_those_without_a_rank_are_all_tied():
    found = quota_state(FixedLimit(1), [_row("B"), _row("A"), _row("C", 1)], {})
    open_to_all = quota_state(FixedLimit(1), [_row("B"), _row("A")], {})

    assert (found.proposed, found.undecided, found.beyond) == (("C",), None, ("A", "B"))
    assert open_to_all.undecided == Undecided(("A", "B"), 1)


@given(
    ranks=st.lists(st.none() | st.integers(1, 4), max_size=8),
    most=st.integers(0, 8),
)
def test_no_one_is_lost_and_nobody_passes_an_equal(ranks, most):
    rows = [_row(f"N{place}", rank) for place, rank in enumerate(ranks)]

    found = _under(FixedLimit(most), rows, {})

    tied = found.tied
    assert sorted([*found.proposed, *tied, *found.beyond]) == sorted(row.code for row in rows)
    rank_of = {row.code: row.rank for row in rows}
    if len(rows) > most:
        assert not {rank_of[code] for code in found.proposed} & {rank_of[code] for code in tied}
        assert not {rank_of[code] for code in (*found.proposed, *tied)} & {
            rank_of[code] for code in found.beyond
        }
        assert len(found.proposed) + (found.undecided.open_places if tied else 0) == most


def test_nested_limits_say_what_to_remove_or_to_add():
    limit = _percent(15)

    assert quota_state(limit, _rows(16), {ADVANCED: 100}, names={ADVANCED: "LĐTT"}).advice == (
        "bớt 1 đề nghị hoặc thêm 7 LĐTT"
    )
    assert quota_state(limit, _rows(16), {ADVANCED: 107}).status is QuotaStatus.WITHIN


@pytest.mark.parametrize("percent", [1, 7, 15, 20, 33, 40, 99, 100])
def test_what_has_to_be_added_is_the_least_that_is_enough(percent):
    share = Fraction(percent, 100)
    for base in range(0, 60, 7):
        for count in range(12):
            more = base_to_add(share, base, count)

            assert share_floor(share, base + more) >= count
            assert not more or share_floor(share, base + more - 1) < count


def test_nothing_added_is_enough_for_a_share_of_nothing():
    assert base_to_add(Fraction(0), 10, 1) is None


@pytest.mark.parametrize(
    ("limit", "bases", "advice"),
    [
        (DecidedLimit(), {}, "nhập số suất cấp trên đã quyết định cho năm này"),
        (_percent(15), {}, "cần biết số LĐTT"),
        (SizeLimit(()), {}, "cần biết số đơn vị của khối"),
    ],
)
def test_a_limit_that_rests_on_an_unknown_number_is_unknown(limit, bases, advice):
    assert quota_state(limit, [_row("A")], bases, names={ADVANCED: "LĐTT"}) == QuotaState(
        status=QuotaStatus.UNKNOWN, most=None, count=1, proposed=("A",), advice=advice
    )


def test_without_a_limit_everybody_may_be_proposed():
    assert quota_state(None, _rows(2), {}) == QuotaState(
        status=QuotaStatus.UNLIMITED, most=None, count=2, proposed=("N01", "N02")
    )


def test_a_number_set_with_a_reason_replaces_the_table():
    given_more = QuotaOverride(4, "Bộ trưởng quyết định", "QĐ 15")

    assert [
        quota_state(limit, _rows(4), {}, given_more).status
        for limit in (FixedLimit(2), DecidedLimit(), _percent(1), None)
    ] == [QuotaStatus.WITHIN] * 4


def _held(leaders, others, unknown=0):
    return {
        **{f"L{number}": True for number in range(leaders)},
        **{f"K{number}": False for number in range(others)},
        **{f"U{number}": None for number in range(unknown)},
    }


def test_too_many_leaders_are_answered_with_both_ways_out():
    found = leader_share(_held(4, 5), FORTY)

    assert found.status is QuotaStatus.OVER
    assert found.advice == (
        "4/9 (44,4 %) vượt 40 %: bớt 1 quản lý hoặc thêm 1 cá nhân không giữ chức vụ"
    )


@pytest.mark.parametrize(("leaders", "others"), [(4, 6), (3, 5), (0, 0), (0, 3), (2, 3)])
def test_forty_percent_is_allowed(leaders, others):
    assert leader_share(_held(leaders, others), FORTY).status is QuotaStatus.WITHIN


@pytest.mark.parametrize("percent", [1, 25, 33, 40, 50, 99])
def test_the_advice_on_leaders_is_the_least_that_helps(percent):
    share = Fraction(percent, 100)
    for leaders in range(9):
        for others in range(9):
            found = leader_share(_held(leaders, others), share)

            is_within = 100 * leaders <= percent * (leaders + others)
            assert (found.status is QuotaStatus.WITHIN) == is_within
            if not is_within:
                total = leaders + others
                assert [
                    100 * (leaders - gone) <= percent * (total - gone)
                    for gone in (found.remove - 1, found.remove)
                ] == [False, True]
                assert [
                    100 * leaders <= percent * (total + more) for more in (found.add - 1, found.add)
                ] == [False, True]


def test_a_number_of_leaders_set_for_the_year_takes_the_place_of_the_share():
    found = [
        leader_share(held, FORTY, QuotaOverride(2, "CV 12"))
        for held in (_held(3, 1), _held(2, 0), _held(1, 0, unknown=1), _held(1, 0, unknown=2))
    ]

    assert [(one.state.status, one.state.most, one.remove, one.add) for one in found] == [
        (QuotaStatus.OVER, 2, 1, None),
        (QuotaStatus.WITHIN, 2, 0, None),
        (QuotaStatus.WITHIN, 2, 0, None),
        (QuotaStatus.UNKNOWN, 2, 0, None),
    ]
    assert [one.advice for one in found[:2]] == [
        "3 quản lý, nhiều nhất 2 người: bớt 1 quản lý",
        "2/2 quản lý, nhiều nhất 2 người",
    ]


def test_no_leader_at_all_leaves_only_removing():
    found = leader_share(_held(1, 3), Fraction(0))

    assert found == LeaderShare(leaders=("L0",), total=4, share=Fraction(0), remove=1, add=None)
    assert found.advice == "1/4 (25,0 %) vượt 0 %: bớt 1 quản lý"


def test_people_of_whom_nothing_is_said_leave_the_share_open_only_where_they_matter():
    assert leader_share(_held(1, 3, unknown=1), FORTY).status is QuotaStatus.WITHIN
    assert leader_share(_held(1, 1, unknown=1), FORTY).advice == (
        "chưa biết có giữ chức vụ lãnh đạo hay không: U0"
    )


def test_the_quotas_in_force_stand_beside_the_proposals():
    view = LAW.at(date(2025, 12, 31))

    assert award_quotas(view, MERIT, _rows(4), {MEMBERS: 9}, year=2026) == {
        "BK.COKHOI": QuotaState(
            status=QuotaStatus.OVER,
            most=2,
            count=4,
            proposed=("N01", "N02"),
            beyond=("N03", "N04"),
            advice="bớt 2 đề nghị",
        )
    }
    assert award_quotas(
        view, FLAG, _rows(1), {}, {"CO.HANGNAM": QuotaOverride(1, "Thông báo năm 2025")}, year=2026
    ) == {
        "CO.HANGNAM": QuotaState(
            status=QuotaStatus.WITHIN, most=1, count=1, proposed=("N01",), advice="đã hết suất"
        )
    }
    assert award_quotas(view, FIGHTER, _rows(1), {}, year=2026) == {}


def test_a_limit_by_members_counts_units_and_other_limits_count_everybody():
    rows = [*_rows(2), *(Contender(code, recipient=PERSON) for code in ("P1", "P2"))]

    assert [
        _under(limit, rows, {MEMBERS: 6, ADVANCED: 10}).count
        for limit in (
            *(_shipped("BK.COKHOI"), ShareLimit(Fraction(1, 3), MEMBERS)),
            *(_percent(50), FixedLimit(9)),
        )
    ] == [2, 2, 4, 4]


def test_the_advice_names_what_a_share_is_taken_of():
    assert [
        _under(ShareLimit(Fraction(1, 3), base), _rows(2), {base: 3}).advice
        for base in (MEMBERS, ADVANCED)
    ] == [
        "bớt 1 đề nghị hoặc thêm 3 đơn vị trong khối",
        "bớt 1 đề nghị hoặc thêm 3 Lao động tiên tiến",
    ]
    limits = [FixedLimit(1), ShareLimit(FORTY, MEMBERS), ShareLimit(FORTY, ADVANCED)]
    rules = [
        replace(rule, limit=limit, code=f"X{place}")
        for rule in LAW.quotas
        if rule.code == "BK.COKHOI"
        for place, limit in enumerate(limits)
    ]
    view = replace(LAW, quotas=tuple(rules)).at(AT)
    assert bases_wanted(view, MERIT) == {ADVANCED}


@pytest.mark.parametrize(
    ("whole", "gone", "passed"), [(4, 3, True), (4, 2, False), (2, 2, False), (4, 0, False)]
)
def test_a_quota_is_passed_by_those_who_went_on(whole, gone, passed):
    states = [_under(FixedLimit(2), _rows(count), {}) for count in (whole, gone)]

    assert is_passed(*states) is passed


def test_a_share_is_passed_only_when_the_whole_list_is():
    first, whole, bad = (
        leader_share(_held(*counts), FORTY).state for counts in ((1, 0), (2, 3), (3, 3))
    )

    assert [is_passed(whole, first), is_passed(bad, first)] == [False, True]


def test_whoever_is_tied_for_the_last_place_or_below_it_is_out_of_line():
    rows = [_row("A", 1), _row("B", 2), _row("C", 2), _row("D", 4)]
    state = quota_state(FixedLimit(2), rows, {})

    assert [is_out_of_line(state, code) for code in "ABCD"] == [False, True, True, True]
    assert [state.counts(code) for code in "ABCDE"] == [True, True, True, True, False]
    assert state.is_over
    assert not is_out_of_line(quota_state(FixedLimit(4), rows, {}), "D")


def test_a_quota_that_is_passed_is_named_with_how_many_are_over_and_what_to_do():
    view, plan = LAW.at(AT), "binh-phuoc-nong-thon-moi"
    name, group = view.book.programmes[plan].name, view.book.programmes[plan].groups[1]
    tied = quota_state(FixedLimit(1), [_row("A"), _row("B")], {})
    leaders = leader_share(_held(1, 0), FORTY).state

    assert [
        over_words(view, place, code, state, "Phòng {}".format)
        for place, code, state in (
            (("", MERIT), "BK.COKHOI", tied),
            ((plan, "1.2"), "1.2", quota_state(FixedLimit(2), _rows(3), {})),
            ((plan, "1.5.1"), "LANHDAO", leaders),
        )
    ] == [
        "«Bằng khen của bộ, ban, ngành, tỉnh: Khối dưới 10 đơn vị được 02 Bằng khen, từ 10 đơn vị "
        "được 03» có 2 đề nghị cho 1 suất, vượt 1: Phòng A, Phòng B cùng hạng ở suất cuối: biểu "
        "quyết chọn 1; bớt 1 đề nghị",
        f"«{name}: nhóm 1.2 {group.name}» có 3 đề nghị cho 2 suất, vượt 1: bớt 1 đề nghị",
        f"«{name}: Lãnh đạo từ phó trưởng phòng trở lên không quá 40% tổng số cá nhân đề nghị»: "
        "1/1 (100,0 %) vượt 40 %: bớt 1 quản lý hoặc thêm 2 cá nhân không giữ chức vụ",
    ]


def test_a_tie_at_the_line_and_leaders_nobody_said_of_are_told_with_names():
    tied = quota_state(FixedLimit(2), [_row("A", 1), _row("B", 2), _row("C", 2)], {})
    unknown = leader_share({"A": None, "B": False}, FORTY).state

    assert [one.advice_with("Phòng {}".format) for one in (tied, unknown)] == [
        "Phòng B, Phòng C cùng hạng ở suất cuối: biểu quyết chọn 1; bớt 1 đề nghị",
        "chưa biết có giữ chức vụ lãnh đạo hay không: Phòng A",
    ]


def test_a_quota_applies_from_its_first_day():
    before, after = (LAW.at(date(2024, 2, day)) for day in (8, 9))

    assert award_quotas(before, MERIT, [], {MEMBERS: 9}, year=2026) == {}
    assert set(award_quotas(after, MERIT, [], {MEMBERS: 9}, year=2026)) == {"BK.COKHOI"}


def test_a_cut_by_the_council_keeps_its_reason():
    cut = CouncilCut(
        nominee="STC",
        award=FLAG,
        council="Hội đồng tỉnh",
        day=date(2026, 3, 2),
        reason="Đã có 48 Cờ toàn tỉnh",
    )

    assert cut.reason == "Đã có 48 Cờ toàn tỉnh"
    with pytest.raises(Refused, match="Cần ghi lý do"):
        CouncilCut(
            nominee="STC", award=FLAG, council="Hội đồng tỉnh", day=date(2026, 3, 2), reason="  "
        )


PLAN = "binh-phuoc-nong-thon-moi"
PLAN_NAME = LAW.programmes[PLAN].name


@pytest.mark.parametrize(
    ("programme", "code", "said"),
    [
        (
            "",
            "BK.COKHOI",
            "Bằng khen của bộ, ban, ngành, tỉnh: Khối dưới 10 đơn vị được 02 Bằng khen, từ 10 đơn "
            "vị được 03",
        ),
        ("", "DA.BO", "DA.BO"),
        ("chuong-trinh-cu", "1.1", "chuong-trinh-cu · 1.1"),
        (
            PLAN,
            "LANHDAO",
            f"{PLAN_NAME}: Lãnh đạo từ phó trưởng phòng trở lên không quá 40% tổng số cá nhân đề "
            "nghị",
        ),
        (PLAN, "9.9", f"{PLAN_NAME}: nhóm 9.9"),
    ],
)
def test_a_limit_is_named_as_the_law_book_does_and_one_it_lost_by_its_codes(programme, code, said):
    assert limit_words(LAW, programme, code) == said


def test_a_reading_is_told_by_what_it_counts_and_one_the_book_lost_by_its_code():
    told = [
        reading_words(LAW, programme, "LANHDAO", reading)
        for programme, reading in (
            (PLAN, "can-bo-cong-chuc"),
            (PLAN, "cach-cu"),
            ("chuong-trinh-cu", "can-bo-cong-chuc"),
        )
    ]

    assert told == [
        "mẫu số: cá nhân đề nghị ở nhóm 1.5.1",
        "cách hiểu «cach-cu»",
        "cách tính «can-bo-cong-chuc»",
    ]


@pytest.mark.parametrize(
    ("day", "meeting", "most"),
    [
        (date(2023, 12, 31), 9, 1),
        (date(2023, 12, 31), 10, 2),
        (date(2024, 1, 1), 9, None),
        (date(2024, 1, 1), 10, None),
    ],
)
def test_a_fifth_of_the_flags_bound_until_the_old_decree_ended(day, meeting, most):
    """Khoản 1 Điều 11 Nghị định 91/2017/NĐ-CP; the decree ended on 31/12/2023."""
    stated = {"CCP.20": StatedBase(meeting, "CV 12")}
    found = award_quotas(LAW.at(day), STATE_FLAG, [], {FLAG: 100}, stated=stated, year=day.year)

    assert {code: state.most for code, state in found.items()} == (
        {} if most is None else {"CCP.20": most}
    )


def test_a_fifth_is_taken_of_the_collectives_of_the_whole_province_which_the_office_enters():
    """Khoản 1 Điều 11: of those that meet the standard of a flag, not of those of one block."""
    base = "tập thể đạt tiêu chuẩn Cờ thi đua của cả bộ, ban, ngành, tỉnh"
    view = LAW.at(date(2023, 12, 31))

    def found(stated):
        return award_quotas(view, STATE_FLAG, _rows(2), {FLAG: 100}, stated=stated, year=2023)[
            "CCP.20"
        ]

    assert found({}) == QuotaState(
        status=QuotaStatus.UNKNOWN,
        most=None,
        count=2,
        proposed=("N01", "N02"),
        advice=f"nhập số {base}; khối này không đếm được",
    )
    assert found({"CCP.20": StatedBase(10, "CV 12")}) == QuotaState(
        status=QuotaStatus.WITHIN,
        most=2,
        count=2,
        proposed=("N01", "N02"),
        advice="đã hết suất",
        basis=f"tính trên 10 {base}, số do cơ quan thường trực nhập (CV 12)",
    )
    over = found({"CCP.20": StatedBase(9, "CV 12")})
    assert (over.most, over.advice) == (1, "bớt 1 đề nghị")
    assert over_words(view, ("", STATE_FLAG), "CCP.20", over, str) == (
        "«Cờ thi đua của Chính phủ: Không quá 20% số tập thể đạt tiêu chuẩn Cờ thi đua của bộ, "
        "ban, ngành, tỉnh» có 2 đề nghị cho 1 suất, vượt 1 (tính trên 9 "
        f"{base}, số do cơ quan thường trực nhập (CV 12)): {over.advice}"
    )
    assert bases_wanted(view, STATE_FLAG) == frozenset()


LEADS_CENTRE = NomineeFacts({("dan_dau_khoi_trung_uong", 2023): Fact(True)})


@pytest.mark.parametrize(
    ("leads", "elsewhere", "most", "count", "status", "said"),
    [
        (False, 0, 2, 2, QuotaStatus.WITHIN, ""),
        (False, 1, 1, 2, QuotaStatus.OVER, "; các khối khác đã trình 1 đề nghị"),
        (True, 1, 1, 1, QuotaStatus.WITHIN, "; các khối khác đã trình 1 đề nghị"),
        (True, 3, 0, 1, QuotaStatus.OVER, "; các khối khác đã trình 3 đề nghị"),
    ],
)
def test_blocks_share_the_fifth_and_leaders_of_the_centre_stand_beside_it(
    leads, elsewhere, most, count, status, said
):
    """Khoản 1 Điều 11 NĐ 91/2017: the fifth is of the first kind only, over the whole province."""
    first, second = _rows(2)
    if leads:
        second = replace(second, facts=LEADS_CENTRE)
    others = [Contender(f"X{number}", None) for number in range(elsewhere)]
    same = replace(first, rank=None)

    found = award_quotas(
        LAW.at(date(2023, 12, 31)),
        STATE_FLAG,
        [first, second],
        {},
        stated={"CCP.20": StatedBase(10, "CV 12")},
        year=2023,
        elsewhere=[*others, same],
    )["CCP.20"]

    beside = "; không tính 1 đề nghị theo khoản 2 và khoản 3 Điều 25" if leads else ""
    assert (found.most, found.count, found.status) == (most, count, status)
    assert found.basis.endswith(f"(CV 12){said}{beside}")
    assert found.counts(second.code) is not leads
