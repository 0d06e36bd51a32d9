"""Hai mươi ba cách chấm có thật: each found in a real scoring table, written in our own words.

Every test is named after its primitive and goes the whole way: rows of a covenant workbook, read
into a covenant, scored with the numbers of the source.
"""

from decimal import Decimal

import pytest

from tests.builders import (
    NOT_ASSIGNED,
    covenant_of_rows,
    make_entry,
    make_ranking_row,
    make_row,
    points_of,
    ranked,
    ranks,
    score_of,
    scored,
)
from thidua.domain.covenant.covenant import EvidenceNeed
from thidua.domain.ranking.classification import band_of
from thidua.domain.scoring.scoring import score_block


def _line(most, method, parameters="", **changes):
    return covenant_of_rows(make_row("I", most, method, parameters=parameters, **changes))


def _earned(covenant, **entry):
    return points_of(covenant, "I", make_entry(**entry))


def _events(covenant, **events):
    return _earned(covenant, events={key.replace("_", " "): n for key, n in events.items()})


@pytest.mark.parametrize(
    ("percent", "earned"), [("100", 350), ("99.9", 315), ("90", 315), ("80", 280), ("79", 0)]
)
def test_p01_one_tier_by_percent_done(percent, earned):
    covenant = _line(350, "Theo bậc", ">=100: 350; >=90: 315; >=80: 280; >=0: 0")

    assert _earned(covenant, actual=percent) == earned


def _emulated(**results):
    covenant = _line(100, "So với dẫn đầu")
    sheets = {
        unit: {"I": make_entry(target=target, actual=actual)}
        for unit, (target, actual) in results.items()
    }
    return {unit: score.total for unit, score in score_block(covenant, sheets).items()}


def test_p02_below_the_target_in_proportion_of_half():
    assert _emulated(QuảngTrị=(200, 150), ĐôngHà=(200, 50)) == {
        "QuảngTrị": Decimal("37.5"),
        "ĐôngHà": Decimal("12.5"),
    }


def test_p03_meeting_the_target_earns_half_and_leading_the_block_all():
    assert _emulated(TriệuPhong=(100, 100), HảiLăng=(100, 110), CamLộ=(50, 70)) == {
        "TriệuPhong": 50,
        "HảiLăng": Decimal("62.5"),
        "CamLộ": 100,
    }


def test_p04_units_without_target_are_compared_among_themselves_and_never_lead():
    assert _emulated(CồnCỏ=(None, 3), ĐaKrông=(None, 12), CamLộ=(50, 55)) == {
        "CồnCỏ": 25,
        "ĐaKrông": 100,
        "CamLộ": 100,
    }


@pytest.mark.parametrize(("choice", "earned"), [("Đạt", 2), ("Không đạt", 0)])
def test_p05_yes_or_no(choice, earned):
    assert _earned(_line(2, "Đạt/không"), choice=choice) == earned


@pytest.mark.parametrize(("tasks", "earned"), [(0, 0), (1, 1), (2, 2), (5, 2)])
def test_p06_count_times_price_up_to_a_cap(tasks, earned):
    covenant = _line(2, "Theo lượt", "mỗi lượt 1; tối đa 2")

    assert _earned(covenant, events={None: tasks}) == earned


@pytest.mark.parametrize(
    ("late", "missing", "earned"), [(0, 0, "5"), (3, 0, "3.5"), (1, 2, "0.5"), (2, 3, "0")]
)
def test_p07_from_the_maximum_down_never_below_zero(late, missing, earned):
    covenant = _line(5, "Trừ dần", "muộn dưới 30 phút: 0,5; thiếu báo cáo: 2")

    assert _events(covenant, muộn_dưới_30_phút=late, thiếu_báo_cáo=missing) == Decimal(earned)


@pytest.mark.parametrize(
    ("level", "late", "earned"),
    [
        ("Đúng hạn", 0, 30),
        ("Đúng hạn", 2, 26),
        ("Chậm 1 việc", 1, 25),
        ("Chậm 1 việc", 3, 21),
        ("Chậm 2 việc", 2, 20),
        ("Chậm 5 việc", 5, 0),
    ],
)
def test_p08_a_tier_first_then_further_faults_but_none_charged_twice(level, late, earned):
    covenant = _line(
        30,
        "Trừ dần",
        "từ Đúng hạn: 30; từ Chậm 1 việc (đã tính 1 chậm việc): 25; "
        "từ Chậm 2 việc (đã tính 2 chậm việc): 20; từ Chậm 3 việc (đã tính 3 chậm việc): 15; "
        "từ Chậm 4 việc (đã tính 4 chậm việc): 10; từ Chậm 5 việc (đã tính 5 chậm việc): 0; "
        "chậm việc: 2",
    )

    assert _earned(covenant, choice=level, events={"chậm việc": late}) == earned


@pytest.mark.parametrize(
    ("days", "earned"),
    [(0, "2"), (1, "1.5"), (2, "1.5"), (3, "1"), (5, "1"), (6, "0.5"), (10, "0.5"), (11, "0")],
)
def test_p09_bands_of_days_late(days, earned):
    covenant = _line(2, "Theo bậc", "<=0: 2; <=2: 1,5; <=5: 1; <=10: 0,5; >10: 0")

    assert _earned(covenant, actual=days) == Decimal(earned)


@pytest.mark.parametrize(
    ("missing", "earned"),
    [
        ("Đủ, đúng hạn", 8),
        ("Thiếu 2 báo cáo tháng", 6),
        ("Thiếu 1 báo cáo quý hoặc 3 báo cáo tháng", 4),
        ("Thiếu 1 báo cáo quý và từ 4 báo cáo tháng", 0),
    ],
)
def test_p10_bands_of_missing_reports_of_two_kinds(missing, earned):
    covenant = _line(
        8,
        "Chọn mức",
        "Đủ, đúng hạn: 8; Thiếu 2 báo cáo tháng: 6; "
        "Thiếu 1 báo cáo quý hoặc 3 báo cáo tháng: 4; "
        "Thiếu 1 báo cáo quý và từ 4 báo cáo tháng: 0",
    )

    assert _earned(covenant, choice=missing) == earned


@pytest.mark.parametrize(("absences", "earned"), [(0, 5), (1, 4), (2, 3), (3, 1), (4, 0), (9, 0)])
def test_p11_bands_of_absences(absences, earned):
    covenant = _line(5, "Theo bậc", "0: 5; 1: 4; 2: 3; 3: 1; >=4: 0")

    assert _earned(covenant, actual=absences) == earned


@pytest.mark.parametrize(
    ("backlog", "earned"), [("0", 110), ("1", 100), ("10", 100), ("11", 90), ("20", 90), ("21", 0)]
)
def test_p12_backlog_takes_away_by_steps_and_then_everything(backlog, earned):
    covenant = _line(110, "Theo bậc", "<1: 110; <=10: 100; <=20: 90; >20: 0")

    assert _earned(covenant, actual=backlog) == earned


def test_p13_bonus_with_sub_caps_a_cap_in_all_and_a_cap_per_criterion():
    covenant = covenant_of_rows(
        make_row("I", 30, "Chấm mức", parameters="bước 0,25; thưởng tối đa 3"),
        make_row("V", 10, parameters="trần", sign="thưởng"),
        make_row("V.1", 8, "Theo lượt", parameters="mỗi lượt 3; tối đa 6"),
        make_row("V.2", 6, "Theo lượt", parameters="mỗi lượt 2"),
    )

    score = score_of(
        covenant,
        {
            "I": scored(33),
            "V.1": make_entry(events={None: 3}),
            "V.2": make_entry(events={None: 3}),
        },
    )

    assert (score.lines["V.1"], score.lines["V.2"]) == (6, 6)
    assert (score.base, score.bonus, score.total) == (33, 10, 43)


def test_p14_only_the_highest_level_counts_and_late_filing_lowers_that_bonus_alone():
    covenant = _line(
        10,
        "Theo lượt",
        "cấp tỉnh: 3; cấp xã: 1; nộp muộn: -0,25; chỉ tính mức cao nhất; tối đa 10",
        sign="thưởng",
    )

    assert _events(covenant, cấp_tỉnh=1, cấp_xã=2) == 3
    assert _events(covenant, cấp_tỉnh=1, nộp_muộn=2) == Decimal("2.5")
    assert _events(covenant, cấp_xã=1, nộp_muộn=9) == 0


def test_p14_shared_credit_is_split_by_the_council():
    covenant = _line(10, "Chấm mức", "bước 0,25", sign="thưởng")

    halves = score_block(covenant, {"Tổ Toán": {"I": scored("1.5")}, "Tổ Lý": {"I": scored("1.5")}})

    assert {unit: score.bonus for unit, score in halves.items()} == {
        "Tổ Toán": Decimal("1.5"),
        "Tổ Lý": Decimal("1.5"),
    }


def test_p15_titles_add_to_the_total_beyond_the_scale():
    covenant = covenant_of_rows(
        make_row("I", 100, "Chấm mức"),
        make_row(
            "II",
            15,
            "Theo lượt",
            parameters="Cờ thi đua Thành phố, Bộ: 10; Cờ thi đua Chính phủ: 15; "
            "chỉ tính mức cao nhất",
            sign="thưởng",
        ),
    )
    flag = make_entry(events={"Cờ thi đua Thành phố, Bộ": 1})

    assert score_of(covenant, {"I": scored(97), "II": flag}).total == 107


def test_p16_deductions_each_with_its_cap():
    caps = {"VI.1": 50, "VI.2": 30, "VI.3": 50, "VI.4": 30, "VI.5": 40}
    covenant = covenant_of_rows(
        make_row("I", 800, "Chấm mức"),
        make_row("VI", 200, sign="-"),
        *(make_row(code, cap, "Theo lượt", parameters="mỗi lượt 10") for code, cap in caps.items()),
    )
    faults = {code: make_entry(events={None: 4}) for code in caps}

    score = score_of(covenant, {"I": scored(780), **faults})

    assert [score.lines[code] for code in caps] == [40, 30, 40, 30, 40]
    assert (score.deduction, score.total) == (180, 600)


def test_p17_a_gate_leaves_out_of_the_ranking_or_lowers_by_one_class():
    covenant = covenant_of_rows(
        make_row(
            "I",
            10,
            "Trừ dần",
            parameters="soạn sai: 1; lên lớp thiếu kế hoạch: 0; sai quy trình: 0",
            gate="có lượt lên lớp thiếu kế hoạch không xét; có lượt sai quy trình hạ một bậc",
        ),
        ranking=(
            make_ranking_row("Xếp loại", "A", ">=9", 1),
            make_ranking_row("Xếp loại", "B", ">=7", 2),
        ),
    )
    sheets = {
        "Cô Hoa": {"I": make_entry(events={"soạn sai": 1})},
        "Thầy Nam": {"I": make_entry(events={"lên lớp thiếu kế hoạch": 1})},
        "Cô Lan": {"I": make_entry(events={"sai quy trình": 1})},
    }

    standings = ranked(covenant, sheets)

    assert ranks(standings) == {"Cô Lan": 1, "Cô Hoa": 2, "Thầy Nam": None}
    assert [row.band for row in standings.rows] == ["B", "A", "A"]


@pytest.mark.parametrize(
    ("points", "met", "band"),
    [(180, 3, "A"), (195, 2, "B"), ("179.5", 3, "B"), (195, 1, None), ("159.5", 3, None)],
)
def test_p17_a_class_asks_for_points_and_ordered_targets(points, met, band):
    covenant = covenant_of_rows(
        make_row("A", 200),
        *(make_row(f"A.{number}", 0, "Đạt/không") for number in (1, 2, 3)),
        make_row("A.4", 200, "Chấm mức"),
        ranking=(
            make_ranking_row("Xếp loại", "A", ">=180; đạt 3/3 A.1, A.2, A.3", 1),
            make_ranking_row("Xếp loại", "B", ">=160; đạt 2/3 A.1, A.2, A.3", 2),
        ),
    )
    targets = {
        f"A.{number}": make_entry(choice="Đạt" if number <= met else "Không đạt")
        for number in (1, 2, 3)
    }

    assert band_of(covenant, score_of(covenant, {"A.4": scored(points)} | targets)) == band


def test_p17_no_criterion_may_be_zero():
    covenant = covenant_of_rows(
        make_row("I", 95, "Chấm mức"),
        make_row("II", 5, "Chấm mức"),
        ranking=(
            make_ranking_row("Xếp loại", "Xuất sắc", ">=90; không tiêu chí nào 0 điểm", 1),
            make_ranking_row("Xếp loại", "Tốt", ">=70", 2),
        ),
    )

    bands = [
        band_of(covenant, score_of(covenant, {"I": scored(95), "II": scored(value)}))
        for value in (0, "0.25")
    ]

    assert bands == ["Tốt", "Xuất sắc"]


def test_p18_a_line_not_assigned_leaves_score_and_scale_and_the_share_ranks():
    covenant = covenant_of_rows(
        make_row("I", 700, "Chấm mức"),
        make_row("II", 300, "Chấm mức"),
        Điểm_không_giao="Bỏ khỏi thang, xếp hạng theo tỷ lệ",
    )
    sheets = {
        "Công an xã": {"I": scored(684), "II": NOT_ASSIGNED},
        "Công an phường": {"I": scored(690), "II": scored(285)},
    }

    standings = ranked(covenant, sheets)

    score = standings.of("Công an xã").score
    assert (score.total, score.assigned_max) == (684, 700)
    assert ranks(standings) == {"Công an xã": 1, "Công an phường": 2}


@pytest.mark.parametrize(("points", "band"), [("75", "Xuất sắc"), ("74.75", "Khá")])
def test_p18_a_second_set_of_thresholds_for_those_without_the_duty(points, band):
    covenant = covenant_of_rows(
        make_row("I", 80, "Chấm mức"),
        make_row("IV", 20),
        make_row("IV.1", 20, "Chấm mức"),
        ranking=(
            make_ranking_row("Xếp loại", "Xuất sắc", ">=95; không giao IV: >=75", 1),
            make_ranking_row("Xếp loại", "Khá", ">=0", 2),
        ),
    )

    assert (
        band_of(covenant, score_of(covenant, {"I": scored(points), "IV.1": NOT_ASSIGNED})) == band
    )


def test_p19_classification_stops_at_a_hundred_though_bonus_ranks():
    covenant = covenant_of_rows(
        make_row("I", 100, "Chấm mức", parameters="thưởng tối đa 3"),
        ranking=(
            make_ranking_row("Xếp loại", "Trên thang", ">100", 1),
            make_ranking_row("Xếp loại", "Xuất sắc", ">=95", 2),
            make_ranking_row("Trần xếp loại", "", "100", 3),
        ),
    )

    standings = ranked(covenant, {"Xã A": {"I": scored(102)}, "Xã B": {"I": scored(103)}})

    assert [(row.unit, row.rank, row.band) for row in standings.rows] == [
        ("Xã B", 1, "Xuất sắc"),
        ("Xã A", 2, "Xuất sắc"),
    ]


def test_p20_one_owner_scores_its_own_criterion_for_all_units():
    covenant = covenant_of_rows(
        make_row("I", 60, "Chấm mức"),
        make_row("II", 40, "Tỷ lệ hoàn thành"),
    )
    own_sheets = {"Quận 1": {"I": scored(55)}, "Quận 3": {"I": scored(58)}}
    of_the_finance_office = {
        "Quận 1": make_entry(target=100, actual=90),
        "Quận 3": make_entry(target=80, actual=60),
    }

    sheets = {unit: own | {"II": of_the_finance_office[unit]} for unit, own in own_sheets.items()}
    scores = score_block(covenant, sheets)

    assert {unit: (score.lines["II"], score.total) for unit, score in scores.items()} == {
        "Quận 1": (36, 91),
        "Quận 3": (30, 88),
    }


def test_p21_a_self_score_that_needs_a_signature_from_outside():
    covenant = _line(8, "Chấm mức", "bước 0,5", evidence="Cần xác nhận ngoài", sign="thưởng")
    waiting, signed = (scored(8, confirmed=confirmed) for confirmed in (False, True))

    before, after = (score_of(covenant, {"I": entry}) for entry in (waiting, signed))

    assert covenant.criteria["I"].evidence.need is EvidenceNeed.ATTESTED
    assert (before.lines["I"], before.total, before.unconfirmed) == (8, 0, ("I",))
    assert (after.lines["I"], after.total, after.unconfirmed) == (8, 8, ())


@pytest.mark.parametrize(
    ("good", "faults", "total"), [(0, 0, 100), (3, 0, 106), (0, 4, 96), (20, 1, 109)]
)
def test_p22_a_floor_score_plus_bonus_minus_faults(good, faults, total):
    covenant = covenant_of_rows(
        make_row("I", 100, "Đạt/không", text="Điểm sàn"),
        make_row("II", 10, "Theo lượt", parameters="mỗi lượt 2; tối đa 10", sign="thưởng"),
        make_row("III", 30, "Theo lượt", parameters="mỗi lượt 1", sign="-"),
    )

    score = score_of(
        covenant,
        {
            "I": make_entry(choice="Đạt"),
            "II": make_entry(events={None: good}),
            "III": make_entry(events={None: faults}),
        },
    )

    assert score.total == total


def test_p23_a_duty_not_assigned_this_month_earns_full_marks():
    covenant = covenant_of_rows(
        make_row("V.1", 5, "Trừ dần", parameters="không trực: 5; muộn: 2; không giao: đủ điểm"),
        make_row("V.2", 5, "Trừ dần", parameters="sai: 2; muộn: 2"),
    )
    others = {"V.2": make_entry(events={"sai": 1})}

    off_duty = score_of(covenant, others | {"V.1": NOT_ASSIGNED})
    late = score_of(covenant, others | {"V.1": make_entry(events={"muộn": 1})})

    assert (off_duty.lines["V.1"], off_duty.total, off_duty.assigned_max) == (5, 8, 10)
    assert (late.lines["V.1"], late.total) == (3, 6)
