"""Kiểm tra giao ước, phần xếp hạng: bands, tie-breakers, gates and awards name what exists."""

import pytest

from tests.builders import (
    covenant_from,
    covenant_of_rows,
    make_draft,
    make_ranking_row,
    make_row,
)
from thidua.domain.covenant import checks as covenant_checks
from thidua.domain.ground.finding import error, notice, warning


def _found(check, *rows, **draft):
    return list(check(covenant_of_rows(*rows, **draft)))


def _judged(code, most, **changes):
    return make_row(code, most, "Chấm mức", **changes)


def _band(label, value, order=1):
    return make_ranking_row("Xếp loại", label, value, order)


BASE_AND_BONUS = (_judged("I", 800), _judged("II", 200, sign="thưởng"))


@pytest.mark.parametrize(
    ("ranking", "findings"),
    [
        ((_band("Tốt", ">=800"),), []),
        ((_band("Yếu", "<500"),), []),
        (
            (_band("Xuất sắc", ">=850"),),
            [
                notice(
                    "band_needs_bonus",
                    "«Xuất sắc» cần 850 điểm, cao hơn điểm gốc tối đa 800: "
                    "phải có ít nhất 50 điểm thưởng ròng",
                    "Xếp loại Xuất sắc",
                )
            ],
        ),
        (
            (_band("Xuất sắc", ">=1000"),),
            [
                notice(
                    "band_needs_bonus",
                    "«Xuất sắc» cần 1.000 điểm, cao hơn điểm gốc tối đa 800: "
                    "phải có ít nhất 200 điểm thưởng ròng",
                    "Xếp loại Xuất sắc",
                )
            ],
        ),
        (
            (_band("Xuất sắc", ">=1001"),),
            [
                warning(
                    "band_unreachable",
                    "«Xuất sắc» cần 1.001 điểm nhưng cao nhất chỉ 1.000",
                    "Xếp loại Xuất sắc",
                )
            ],
        ),
        (
            (_band("Xuất sắc", ">=850"), make_ranking_row("Trần xếp loại", "", "800")),
            [
                warning(
                    "band_unreachable",
                    "«Xuất sắc» cần 850 điểm nhưng cao nhất chỉ 800",
                    "Xếp loại Xuất sắc",
                )
            ],
        ),
        (
            (_band("Tốt", ">=700; đạt 1/2 I, IX"),),
            [
                error(
                    "unknown_code",
                    "«Tốt» nhắc đến mã IX không có trong giao ước",
                    "Xếp loại Tốt",
                )
            ],
        ),
    ],
)
def test_bands_can_be_reached_and_name_real_lines(ranking, findings):
    assert _found(covenant_checks.check_bands, *BASE_AND_BONUS, ranking=ranking) == findings


def test_a_lower_band_does_not_stand_before_a_higher_one():
    in_order = (_band("Xuất sắc", ">=90", 1), _band("Tốt", ">=70", 2), _band("Yếu", "<70", 3))
    mistaken = (_band("Tốt", ">=70", 1), _band("Xuất sắc", ">=90", 2))

    assert _found(covenant_checks.check_band_order, ranking=in_order) == []
    assert _found(covenant_checks.check_band_order, ranking=mistaken) == [
        warning(
            "band_order",
            "«Xuất sắc» không bao giờ tới vì «Tốt» viết trước với ngưỡng thấp hơn",
            "Xếp loại Xuất sắc",
        )
    ]


def test_tiebreakers_name_real_codes():
    tie = make_ranking_row("Tiêu chí phụ", "Điểm nhóm", "I")
    unreal = make_ranking_row("Tiêu chí phụ", "Điểm nhóm", "I.9")
    rows = (make_row("I", 10), _judged("I.1", 10))

    assert _found(covenant_checks.check_codes_named, *rows, ranking=(tie,)) == []
    assert _found(covenant_checks.check_codes_named, *rows, ranking=(unreal,)) == [
        error(
            "unknown_code", "tiêu chí phụ «Điểm nhóm I.9» nhắc đến mã I.9 không có", "Tiêu chí phụ"
        )
    ]


@pytest.mark.parametrize(
    ("gate", "findings"),
    [
        ("0 điểm không xếp loại tốt", []),
        ("dưới 50% không khen bằng khen", []),
        ("có lượt đi trễ không xét", []),
        (
            "0 điểm không xếp loại Giỏi",
            [
                error(
                    "unknown_band",
                    "điều kiện chặn «0 điểm không xếp loại Giỏi» nhắc đến xếp loại không có, nên "
                    "không chặn gì; ghi đúng tên «Tốt»",
                    "Mã I",
                )
            ],
        ),
        (
            "dưới 50% không khen Cờ",
            [
                error(
                    "unknown_award",
                    "điều kiện chặn «dưới 50% không khen Cờ» nhắc đến suất khen không có, nên "
                    "không chặn gì; ghi đúng tên «Bằng khen»",
                    "Mã I",
                )
            ],
        ),
        (
            "có lượt vắng họp không xét",
            [
                error(
                    "unknown_kind",
                    "điều kiện chặn «có lượt vắng họp không xét» nhắc đến loại lượt không có",
                    "Mã I",
                )
            ],
        ),
    ],
)
def test_gates_name_real_bands_awards_and_events(gate, findings):
    row = make_row("I", 10, "Trừ dần", parameters="đi trễ: 1; thiếu báo cáo: 2", gate=gate)
    ranking = (_band("Tốt", ">=5"), make_ranking_row("Khen thưởng", "Bằng khen", "1"))

    assert _found(covenant_checks.check_codes_named, row, ranking=ranking) == findings


NO_TIEBREAKERS = notice(
    "no_tiebreakers",
    "giao ước chưa có tiêu chí phụ; khi bằng điểm, các đơn vị đồng hạng",
    "Xếp hạng",
)
NEEDS_VOTE = notice(
    "needs_vote",
    "tiêu chí phụ «Tỷ lệ phiếu» lấy từ cuộc bỏ phiếu «Xếp hạng đơn vị»; trước khi kiểm phiếu, các "
    "đơn vị bằng điểm còn đồng hạng",
    "Tiêu chí phụ",
)


@pytest.mark.parametrize(
    ("tiebreak", "findings"),
    [(None, [NO_TIEBREAKERS]), ("Điểm thưởng", []), ("Tỷ lệ phiếu", [NEEDS_VOTE])],
)
def test_it_is_said_when_ties_will_stand(tiebreak, findings):
    ranking = (make_ranking_row("Tiêu chí phụ", tiebreak),) if tiebreak else ()

    assert _found(covenant_checks.check_ties, ranking=ranking) == findings


@pytest.mark.parametrize(
    ("tiebreak", "value", "finding"),
    [
        (
            "Tỷ lệ phiếu",
            "I.1",
            error(
                "vote_codes",
                "«Tỷ lệ phiếu I.1»: «Tỷ lệ phiếu» không có mã nào, hãy để trống cột Giá trị",
                "Tiêu chí phụ",
            ),
        ),
        (
            "Ngày chậm ít hơn",
            "",
            error(
                "no_late_codes",
                "«Ngày chậm ít hơn» cần mã các tiêu chí ghi số ngày chậm ở cột Giá trị",
                "Tiêu chí phụ",
            ),
        ),
    ],
)
def test_a_tiebreaker_that_could_never_be_read_as_written_is_refused(tiebreak, value, finding):
    ranking = (make_ranking_row("Tiêu chí phụ", tiebreak, value),)

    assert _found(covenant_checks.check_ties, ranking=ranking)[-1] == finding


VOTE_RANKS = notice(
    "vote_ranks",
    "phiếu xếp hạng: hạng theo điểm là tạm tính cho tới khi kiểm xong cuộc bỏ phiếu «Xếp hạng đơn "
    "vị»",
    "Điểm và phiếu",
)


@pytest.mark.parametrize(
    ("word", "floor", "findings"),
    [
        ("", "", []),
        ("Điểm rồi phiếu", "", []),
        (
            "Điểm rồi phiếu",
            ">=7",
            [
                error(
                    "floor_unused",
                    "sàn phiếu xếp hạng chỉ dùng khi mục «Điểm và phiếu» ghi «Phiếu xếp hạng»; hãy "
                    "sửa mục ấy hoặc bỏ dòng này",
                    "Sàn phiếu xếp hạng",
                )
            ],
        ),
        (
            "Phiếu xếp hạng",
            "",
            [
                VOTE_RANKS,
                notice(
                    "no_floor",
                    "chưa ghi «Sàn phiếu xếp hạng» ở trang Xếp hạng, nên mọi đơn vị được xét đều "
                    "dự phiếu",
                    "Xếp hạng",
                ),
            ],
        ),
        ("Phiếu xếp hạng", ">=10", [VOTE_RANKS]),
        ("Phiếu xếp hạng", "9,5", [VOTE_RANKS]),
        *(
            (
                "Phiếu xếp hạng",
                written,
                [
                    VOTE_RANKS,
                    warning(
                        "floor_unreachable",
                        f"không đơn vị nào tới được sàn phiếu xếp hạng «{floor}», cao nhất chỉ 10",
                        "Sàn phiếu xếp hạng",
                    ),
                ],
            )
            for written, floor in ((">10", ">10"), ("10,5", ">=10,5"))
        ),
    ],
)
def test_a_vote_that_ranks_and_its_floor_are_said_together(word, floor, findings):
    ranking = (make_ranking_row("Sàn phiếu xếp hạng", "", floor),) if floor else ()
    settings = {"Điểm_và_phiếu": word} if word else {}

    covenant = covenant_from(make_draft(ranking=ranking, **settings))

    assert list(covenant_checks.check_vote(covenant)) == findings


@pytest.mark.parametrize("band", [False, True])
def test_a_ceiling_over_no_band_is_said(band):
    ranking = (make_ranking_row("Trần xếp loại", "", "9"), *((_band("Tốt", ">=5"),) * band))

    assert _found(covenant_checks.check_band_cap, ranking=ranking) == [
        warning(
            "cap_unused",
            "có «Trần xếp loại» nhưng không có «Xếp loại» nào, nên trần không dùng đến",
            "Trần xếp loại",
        )
    ] * (not band)


@pytest.mark.parametrize(
    ("places", "findings"),
    [
        ("1", []),
        ("<10 đơn vị: 2; >=10 đơn vị: 3", []),
        (
            "<10: 2; >10: 3",
            [
                warning(
                    "award_places",
                    "«Bằng khen» không nói số suất khi khối có 10 đơn vị",
                    "Khen thưởng Bằng khen",
                )
            ],
        ),
    ],
)
def test_places_are_said_for_every_size_of_block(places, findings):
    ranking = (make_ranking_row("Khen thưởng", "Bằng khen", places),)

    assert _found(covenant_checks.check_award_lines, ranking=ranking) == findings


def test_a_gate_above_the_maximum_would_bar_everybody():
    def found(gate, parameters=""):
        row = make_row("I", 10, "Chấm mức", parameters=parameters, gate=gate)
        return _found(covenant_checks.check_gate_reach, row)

    said = "điều kiện chặn «{}»: I nhiều nhất chỉ {} điểm nên mọi đơn vị đều bị chặn; {}"
    assert found("dưới 10 không xét; dưới 100% không xét") == []
    assert found("dưới 12 không xét", "thưởng tối đa 2") == []
    assert found("dưới 50 không xét") == [
        error(
            "gate_above_max",
            said.format("dưới 50 không xét", 10, "là phần trăm thì ghi «dưới 50%»"),
            "Mã I",
        )
    ]
    assert found("dưới 13 điểm không xếp loại", "thưởng tối đa 2") == [
        error(
            "gate_above_max",
            said.format("dưới 13 điểm không xếp loại", 12, "là phần trăm thì ghi «dưới 13%»"),
            "Mã I",
        )
    ]
    assert found("dưới 150% không xét") == [
        error("gate_above_max", said.format("dưới 150% không xét", 10, "sửa ngưỡng"), "Mã I")
    ]


FROM_20_DOWN = "từ 20 trở xuống"


@pytest.mark.parametrize(
    ("written", "hidden"),
    [
        (
            (("XS", "<=20"), ("T", "<18"), ("K", "<14")),
            [("T", "XS", FROM_20_DOWN), ("K", "XS", FROM_20_DOWN)],
        ),
        ((("K", "<14"), ("T", "<18"), ("XS", "<=20")), []),
        ((("XS", "18"), ("T", "14"), ("K", "dưới 14")), []),
        ((("XS", "<=20; không tiêu chí nào 0 điểm"), ("T", "<18")), []),
    ],
)
def test_bands_by_upper_bounds_are_written_from_the_lowest(written, hidden):
    ranking = [_band(label, value, order) for order, (label, value) in enumerate(written, 1)]

    assert _found(covenant_checks.check_band_reach, _judged("I", 20), ranking=ranking) == [
        error(
            "band_hidden",
            f"«{label}» không bao giờ tới vì «{cover}» viết trước với ngưỡng «{bounds}» đã phủ; "
            "xếp loại cao ghi ngưỡng dưới, như «>=18»",
            f"Xếp loại {label}",
        )
        for label, cover, bounds in hidden
    ]


@pytest.mark.parametrize(
    ("written", "hole"),
    [
        ((("XS", ">=18"), ("T", "từ 14 đến dưới 18"), ("K", "10-13"), ("TB", "<10")), "13,01"),
        ((("XS", ">18"), ("T", "<18")), "18"),
        ((("XS", "16-18"), ("T", "14 - 15,99")), "18,01"),
        ((("XS", "18-20"), ("T", "14 - 17,99")), None),
        ((("XS", ">=18"), ("T", ">=14")), None),
        ((("Yếu", "<10"),), "10"),
    ],
)  # fmt: skip
def test_a_hole_between_bands_is_told(written, hole):
    ranking = [_band(label, value, order) for order, (label, value) in enumerate(written, 1)]
    found = _found(covenant_checks.check_band_reach, _judged("I", 20), ranking=ranking)

    assert found == ([] if hole is None else [
        warning(
            "band_gap",
            f"tổng {hole} điểm không thuộc xếp loại nào, dù điểm thấp hơn thì có; ghi ngưỡng nối "
            "liền nhau, như «>=18» rồi «>=14»",
            f"Xếp loại {written[0][0]}",
        )
    ])  # fmt: skip
