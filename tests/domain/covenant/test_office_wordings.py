"""Cách viết của văn phòng: each wording is read as it is meant, or refused at its cell."""

from dataclasses import replace
from decimal import Decimal
from time import perf_counter

import pytest

from tests.builders import (
    covenant_of_rows,
    make_draft,
    make_entry,
    make_ranking_row,
    make_row,
    ranked,
    score_of,
)
from thidua.domain.covenant.checks import check_covenant
from thidua.domain.covenant.covenant import EvidenceNeed, EvidencePolicy
from thidua.domain.covenant.draft import RankingRow
from thidua.domain.covenant.places import located
from thidua.domain.covenant.reading import read_covenant
from thidua.domain.ground.finding import Severity, error, warning
from thidua.frames.ranking.standings import remark

AT = {name: f"ô {name}" for name in ("Tham số", "Điều kiện chặn", "Điểm tối đa", "Cách chấm")}


def _findings(draft):
    covenant, found = read_covenant(draft)
    checked = [] if covenant is None else check_covenant(covenant)
    return covenant, located([*found, *checked], draft)


@pytest.mark.parametrize(
    ("method", "written", "meant"),
    [
        ("Trừ dần", "mỗi lần vắng họp: 0,5", "vắng họp: 0,5"),
        ("Trừ dần", "trừ 0,5 điểm/lần vắng họp", "vắng họp: 0,5"),
        ("Trừ dần", "trừ 0,5 điểm cho mỗi lần vắng họp", "vắng họp: 0,5"),
        ("Trừ dần", "cứ chậm 1 ngày trừ 0,25 điểm", "chậm 1 ngày: 0,25"),
        ("Trừ dần", "vắng họp, trừ 0,5; nộp muộn, trừ 1", "vắng họp: 0,5; nộp muộn: 1"),
        (
            "Trừ dần",
            "vắng họp: trừ 0,5 điểm/lần; nộp muộn: trừ 1 điểm/lần; trừ không quá 3 điểm",
            "vắng họp: 0,5; nộp muộn: 1; trừ tối đa 3",
        ),
        (
            "Trừ dần",
            "vắng họp không lý do trừ 0,5 điểm/lần, tối đa 2 điểm",
            "vắng họp không lý do: 0,5; trừ tối đa 2",
        ),
        ("Trừ dần", "mỗi lỗi trừ 0,5 điểm, trừ tối đa 2 điểm", "lỗi: 0,5; trừ tối đa 2"),
        (
            "Trừ dần",
            "vắng họp: 0,5; sáng kiến: +1; tổng điểm thưởng không quá 2",
            "vắng họp: 0,5; thưởng sáng kiến: 1; thưởng tối đa 2",
        ),
        ("Theo lượt", "5 điểm/lần", "mỗi lượt 5"),
        ("Theo lượt", "0,5đ mỗi lượt", "mỗi lượt 0,5"),
        ("Theo lượt", "5 điểm cho mỗi lần", "mỗi lượt 5"),
        ("Theo lượt", "mỗi lượt 5, không quá 3 lần", "mỗi lượt 5; tối đa 3 lượt"),
        (
            "Theo lượt",
            "mỗi sáng kiến được cộng 2 điểm, tối đa 10 điểm",
            "sáng kiến: 2; tối đa 10",
        ),
        (
            "Theo lượt",
            "mỗi sáng kiến được cộng 2 điểm nhưng không quá 10 điểm",
            "sáng kiến: 2; tối đa 10",
        ),
        ("Theo lượt", "0,5 điểm/1 bài", "bài: 0,5"),
        ("Theo lượt", "cộng 2 điểm cho mỗi mô hình mới", "mô hình mới: 2"),
        ("Theo bậc", "Từ 95% trở lên: 10; dưới 95%: 0", ">=95: 10; <95: 0"),
        ("Theo bậc", "đạt 100%: 10 điểm; dưới 100%: 0", ">=100: 10; <100: 0"),
        ("Theo bậc", "0 ngày: 10; 1-2 ngày: 8; 3 ngày trở lên: 0", "=0: 10; >=1 <=2: 8; >=3: 0"),
        ("Tỷ lệ hoàn thành", "trừ 0,5 cho mỗi 1%", "trừ 0,5 mỗi 1%"),
        ("Tỷ lệ hoàn thành", "trừ 0,5 điểm cho mỗi 1% thiếu", "trừ 0,5 mỗi 1%"),
        ("Tỷ lệ hoàn thành", "mỗi 1% còn thiếu trừ 0,5 điểm", "trừ 0,5 mỗi 1%"),
        ("Tỷ lệ hoàn thành", "dưới 50% không có điểm", "sàn 50"),
        (
            "Tỷ lệ hoàn thành",
            "thưởng 0,2 điểm mỗi 1% vượt, tối đa 3 điểm",
            "thưởng 0,2 mỗi 1% tối đa 3",
        ),
        ("Chấm mức", "bước 0,25 điểm; tổng điểm thưởng không quá 3", "bước 0,25; thưởng tối đa 3"),
        ("Chấm mức", "bước: 0,25", "bước 0,25"),
        ("Trừ dần", "Trừ 0,5đ/1 lần, tối đa không quá 3đ", "mỗi lượt 0,5; trừ tối đa 3"),
        (
            "Trừ dần",
            "vắng: trừ 1 điểm/buổi; chậm: 0,5 đ/văn bản",
            "vắng: 1; chậm (mỗi văn bản): 0,5",
        ),
        ("Trừ dần", "đi trễ: 0,5. ; vắng họp trừ 1 điểm.", "đi trễ: 0,5; vắng họp: 1"),
        ("Theo lượt", "cấp tỉnh: 3đ/giải; trần điểm: 8", "cấp tỉnh (mỗi giải): 3; tối đa 8"),
        (
            "Theo bậc",
            "=>90%: 10; từ 80% - dưới 90%: 8; 50 đến <80: 5; < 50: 0",
            ">=90: 10; >=80 <90: 8; >=50 <80: 5; <50: 0",
        ),
        ("Theo bậc", "0 vụ: 10; từ 1 đến 2 vụ: 5; 3 vụ trở lên: 0", "=0: 10; >=1 <=2: 5; >=3: 0"),
        ("Tỷ lệ hoàn thành", "cứ thiếu 1% trừ 0,5 điểm; sàn: 50%", "sàn 50; trừ 0,5 mỗi 1%"),
        ("Tỷ lệ hoàn thành", "giảm 1% so với kế hoạch trừ 0,5", "trừ 0,5 mỗi 1%"),
        (
            "Tỷ lệ hoàn thành",
            "cứ vượt 1% được cộng 0,1 điểm, không quá 2 điểm",
            "thưởng 0,1 mỗi 1% tối đa 2",
        ),
        ("Tỷ lệ hoàn thành", "đạt dưới 50% thì không tính điểm", "sàn 50"),
    ],
)
def test_a_wording_is_read_as_it_is_meant(method, written, meant):
    covenant, findings = _findings(make_draft(make_row("I", 10, method, parameters=written, at=AT)))

    assert covenant.criteria["I"].rule.parameters() == meant
    assert [one for one in findings if one.is_error] == []


@pytest.mark.parametrize(
    ("method", "written"),
    [
        ("Theo lượt", "cấp tỉnh: 3, cấp cơ sở: 1"),
        ("Theo lượt", "cấp tỉnh: 3 điểm, cấp cơ sở: 1 điểm"),
        ("Theo lượt", "cấp tỉnh 3 điểm, cấp cơ sở 1 điểm"),
        ("Theo lượt", "cấp tỉnh (3 điểm); cấp cơ sở (1 điểm)"),
        ("Theo lượt", "01 sáng kiến = 2 điểm"),
        ("Theo lượt", "mỗi mô hình mới: 2; tối đa 3 mô hình"),
        ("Theo lượt", "cấp tỉnh: 3; cơ sở: 1; lấy mức cao nhất"),
        ("Theo lượt", "vắng họp: 3 lần"),
        ("Trừ dần", "vắng họp trừ 0,5, nộp muộn trừ 1"),
        ("Trừ dần", "thiếu 1 báo cáo trừ 1 điểm, trừ hết điểm"),
        ("Trừ dần", "vắng: 1; miễn trừ 1 lần đầu"),
        ("Trừ dần", "từ lần thứ 2 trừ 0,5"),
        ("Trừ dần", "sáng kiến được cộng: 1; vắng: 1"),
        ("Trừ dần", "vắng họp: một phần hai"),
        ("Trừ dần", "trừ 0,5 cho mỗi 1%"),
        ("Chọn mức", "Tốt 10 điểm; Khá 8 điểm"),
        ("Chọn mức", "Tốt: 9-10; Khá: 7-8"),
        ("Chọn mức", "Tốt: 10/Khá: 8"),
        ("Chọn mức", "Tốt: 100%; Khá: 80%"),
        ("Theo bậc", "trên 95%: 10; còn lại: 0"),
        ("Theo bậc", "đúng hạn: 10; chậm trên 2 ngày: 0"),
        ("Theo bậc", ">=90: 100%; <90: 50%"),
        ("Tỷ lệ hoàn thành", "trừ 1 cho mỗi 5%"),
        ("Chấm mức", "từ 0 đến 10"),
        ("Tổng các ý", "có kế hoạch: 2, có báo cáo: 8"),
        ("Tỷ lệ hoàn thành", "sàn 50 điểm"),
        ("Tỷ lệ hoàn thành", "trừ 0,5% mỗi 1%"),
        ("Tỷ lệ hoàn thành", "thưởng 0,2 mỗi 1% tối đa 3 lần"),
        ("Chấm mức", "bước 5%"),
        ("Từ các kỳ", "trung bình 3 quý"),
        ("Từ các kỳ", "cộng 6 tháng"),
        ("Theo lượt", "1-5 bài: 1; 6-10 bài: 2"),
        ("Theo bậc", "dưới 5 vụ: 10; từ 5 người: 0"),
        ("Tỷ lệ hoàn thành", "giảm 1% trừ 0,5"),
        ("Tỷ lệ hoàn thành", "cứ thiếu 5% trừ 1"),
    ],
)
def test_a_wording_that_is_not_understood_is_refused_at_its_cell(method, written):
    _, findings = _findings(make_draft(make_row("I", 10, method, parameters=written, at=AT)))

    assert [one.place for one in findings if one.is_error] == ["ô Tham số"]


@pytest.mark.parametrize(
    "written", ["cộng 1 điểm mỗi lần vi phạm", "vắng họp: +1", "mỗi lỗi được cộng 1 điểm"]
)
def test_what_is_earned_has_no_place_in_a_deduction(written):
    rows = (make_row("I", 10, "Đạt/không"), make_row("II", 5, "Theo lượt", parameters=written,
                                                       sign="-", at=AT))  # fmt: skip
    covenant, findings = _findings(make_draft(*rows))

    assert covenant is None
    assert findings == [
        error(
            "gain_in_deduction",
            f"II là dòng điểm trừ nhưng «{written}» ghi là được cộng; bỏ chữ hay dấu cộng, hoặc "
            "ghi thành dòng có Dấu «thưởng»",
            "ô Tham số",
        )
    ]


@pytest.mark.parametrize(
    ("method", "written", "told"),
    [
        ("Trừ dần", "vi phạm: 0 điểm", ["price_of_nothing"]),
        ("Theo lượt", "đạt: 2; không đạt: 0", ["levels_as_kinds", "price_of_nothing"]),
        ("Theo lượt", "xuất sắc: 10; tốt: 8; khá: 5", ["levels_as_kinds"]),
        ("Theo lượt", "giải nhất: 10; giải nhì: 8", []),
    ],
)
def test_what_reads_as_levels_or_costs_nothing_is_told_at_its_cell(method, written, told):
    _, findings = _findings(make_draft(make_row("I", 10, method, parameters=written, at=AT)))

    assert [(one.code, one.place) for one in findings if one.place == "ô Tham số"] == [
        (code, "ô Tham số") for code in told
    ]


@pytest.mark.parametrize(
    ("kind", "value", "severity"),
    [
        ("Xếp loại", "từ 90%", Severity.NOTICE),
        ("Sàn phiếu xếp hạng", "70%", Severity.NOTICE),
        ("Xếp loại", "15 vụ", Severity.ERROR),
        ("Khen thưởng", "<10%: 2; >=10: 3", Severity.ERROR),
    ],
)
def test_a_percent_or_a_count_among_points_is_told_or_refused(kind, value, severity):
    row = RankingRow(kind, "1", "Xuất sắc", value, {"Giá trị": "ô D2"})
    found = read_covenant(make_draft(make_row("I", 100, "Chấm mức"), ranking=(row,)))[1]

    assert [(one.severity, one.place) for one in found] == [(severity, "ô D2")]


KINDS = "nghỉ: 0,5; đi trễ: 0,2; vi phạm nồng độ cồn: 1; thưởng sáng kiến: 1; thưởng tối đa 2"


@pytest.mark.parametrize(
    ("gate", "hit", "missed"),
    [
        ("nghỉ trên 8 ngày: không xếp loại", {"nghỉ": 9}, {"nghỉ": 8, "đi trễ": 5}),
        ("nếu nghỉ trên 8 ngày thì không xét", {"nghỉ": 9}, {"nghỉ": 8}),
        (
            "có lỗi «vi phạm nồng độ cồn»: không xếp loại Xuất sắc",
            {"vi phạm nồng độ cồn": 1},
            {"nghỉ": 1},
        ),
        (
            "bị vi phạm nồng độ cồn thì không được xếp loại",
            {"vi phạm nồng độ cồn": 1},
            {"nghỉ": 1},
        ),
        (
            "có lỗi vi phạm nồng độ cồn không xét",
            {"vi phạm nồng độ cồn": 1},
            {"vi phạm nồng độ cồn": 0},
        ),
        ("từ 2 lượt đi trễ trở lên không xét", {"đi trễ": 2}, {"đi trễ": 1, "nghỉ": 2}),
        ("đi trễ từ 2 lần trở lên không xét", {"đi trễ": 2}, {"đi trễ": 1}),
        ("đi trễ 3 lần trở lên: không xét", {"đi trễ": 3}, {"đi trễ": 2}),
        ("quá 2 lượt đi trễ → hạ một bậc", {"đi trễ": 3}, {"đi trễ": 2}),
        ("từ 3 lượt trở lên không xét", {"đi trễ": 1, "nghỉ": 2}, {"nghỉ": 2, "sáng kiến": 5}),
    ],
)
def test_a_gate_names_one_kind_of_event(gate, hit, missed):
    row = make_row("I", 10, "Trừ dần", parameters=KINDS, gate=gate, at=AT)
    band = make_ranking_row("Xếp loại", "Xuất sắc", ">=9")
    covenant, findings = _findings(make_draft(row, ranking=(band,)))

    def tripped(events):
        return bool(score_of(covenant, {"I": make_entry(events=events)}).gate_hits)

    assert (tripped(hit), tripped(missed)) == (True, False)
    assert [one for one in findings if one.is_error] == []


def test_a_gate_on_a_kind_that_is_not_there_is_refused_at_its_cell():
    gate = "từ 2 lượt vắng họp trở lên không xét"
    row = make_row("I", 10, "Trừ dần", parameters=KINDS, gate=gate, at=AT)

    assert [one for one in _findings(make_draft(row))[1] if one.is_error] == [
        error(
            "unknown_kind",
            f"điều kiện chặn «{gate}» nhắc đến loại lượt không có",
            "ô Điều kiện chặn",
        )
    ]


def _banded(value):
    return covenant_of_rows(
        make_row("I", 100, "Chấm mức"),
        make_row("II", 20, "Theo lượt", parameters="mỗi lượt 1", sign="-"),
        ranking=(
            make_ranking_row("Xếp loại", "Xuất sắc", value),
            make_ranking_row("Xếp loại", "Tốt", ">=80", order=2),
        ),
    )


@pytest.mark.parametrize(
    ("value", "allowed"),
    [
        (">=90; điểm trừ <=6", 6),
        ("từ 90 điểm trở lên và điểm trừ không quá 6", 6),
        (">=90; điểm trừ dưới 6", 5),
        (">=90 điểm, điểm trừ tối đa 6 điểm", 6),
        (">=90; không có điểm trừ", 0),
        ("từ 90 điểm, không bị trừ điểm", 0),
    ],
)
def test_a_band_may_limit_deductions_and_the_lower_band_says_why(value, allowed):
    covenant = _banded(value)
    sheets = {
        unit: {"I": make_entry(points=100), "II": make_entry(events={None: taken})}
        for unit, taken in (("A", allowed), ("B", allowed + 1))
    }

    rows = {one.unit: one for one in ranked(covenant, sheets).rows}

    assert (rows["A"].band, rows["B"].band) == ("Xuất sắc", "Tốt")
    bound = "dưới 6" if allowed == 5 else f"từ {allowed} trở xuống"
    assert remark(rows["A"]) == ""
    assert remark(rows["B"]) == (f"không được «Xuất sắc»: điểm trừ {allowed + 1},00, phải {bound}")


@pytest.mark.parametrize("value", [">=90; điểm trừ >=6", ">=90; điểm trừ 6", ">=90; điểm trừ ít"])
def test_a_limit_of_deductions_that_limits_nothing_is_refused_at_its_cell(value):
    row = RankingRow("Xếp loại", "1", "Xuất sắc", value, {"Giá trị": "ô D2"})
    _, findings = _findings(make_draft(make_row("I", 100, "Chấm mức"), ranking=(row,)))

    assert [(one.code, one.place) for one in findings if one.is_error] == [("ranking", "ô D2")]


@pytest.mark.parametrize(
    ("value", "finding"),
    [
        (
            "95%",
            error(
                "percent_as_points",
                "«95%» ghi phần trăm nhưng tổng điểm gốc là 1.000; hãy ghi số điểm",
                "ô D2",
            ),
        ),
        (
            ">=950; không có điểm trừ",
            error(
                "no_deductions",
                "«Xuất sắc» giới hạn điểm trừ nhưng giao ước không có dòng nào có Dấu «-»; bỏ điều "
                "kiện ấy, hoặc ghi điểm trừ thành dòng riêng",
                "ô D2",
            ),
        ),
    ],
)
def test_a_threshold_that_the_covenant_cannot_mean_is_refused_at_its_cell(value, finding):
    row = RankingRow("Xếp loại", "1", "Xuất sắc", value, {"Giá trị": "ô D2"})
    _, findings = _findings(make_draft(make_row("I", 1000, "Chấm mức"), ranking=(row,)))

    assert [one for one in findings if one.is_error] == [finding]


def test_a_band_or_an_award_written_twice_is_said():
    covenant = covenant_of_rows(
        make_row("I", 100, "Chấm mức"),
        ranking=(
            make_ranking_row("Xếp loại", "Tốt", ">=90"),
            make_ranking_row("Xếp loại", "Tốt", ">=80", order=2),
        ),
    )

    assert [one for one in check_covenant(covenant) if one.code == "repeated"] == [
        warning(
            "repeated", "«Tốt» ghi nhiều lần ở loại «Xếp loại»; chỉ giữ một dòng", "Xếp loại Tốt"
        )
    ]


def test_the_points_of_a_lower_band_are_exact():
    covenant = _banded(">=90; điểm trừ <=6")
    entries = {"I": make_entry(points=Decimal(96)), "II": make_entry(events={None: 6})}

    assert ranked(covenant, {"A": entries}).rows[0].band == "Xuất sắc"


@pytest.mark.parametrize("long", ["1" * 9000, "được " * 2000, ", tối đa 1" * 900])
@pytest.mark.parametrize("method", ["Theo lượt", "Trừ dần", "Theo bậc"])
def test_a_very_long_text_is_refused_and_takes_no_time(method, long):
    row = make_row("I", 10, method, parameters=f"{long}: 5", at=AT)
    begun = perf_counter()

    read_covenant(make_draft(row, ranking=(make_ranking_row("Xếp loại", "Tốt", long),)))

    assert perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("Khen thưởng", "20%"),
        ("Khen thưởng", "2 điểm"),
        ("Khen thưởng", "<10 đơn vị: 1; >=10 đơn vị: 20%"),
        ("Xếp loại", ">=8 lượt"),
        ("Sàn phiếu xếp hạng", ">=5 ngày"),
        ("Trần xếp loại", "5 lượt"),
    ],
)
def test_a_number_of_something_else_is_refused_in_the_ranking(kind, written):
    row = RankingRow(kind, "1", "Cờ", written, at={"Giá trị": "ô Giá trị"})
    draft = make_draft(make_row("I", 10, "Chấm mức"), ranking=(row,))

    assert [one.place for one in _findings(draft)[1] if one.is_error] == ["ô Giá trị"]


@pytest.mark.parametrize("written", ["10%", "10 lượt"])
def test_a_maximum_is_a_number_of_points(written):
    draft = make_draft(replace(make_row("I", 10, "Chấm mức", at=AT), max_points=written))

    assert [one.place for one in _findings(draft)[1] if one.code == "not_points"] == [
        "ô Điểm tối đa"
    ]


@pytest.mark.parametrize(
    ("written", "policy"),
    [
        ("không cần", EvidencePolicy()),
        ("Không yêu cầu minh chứng", EvidencePolicy()),
        ("miễn", EvidencePolicy()),
        (">5", EvidencePolicy(EvidenceNeed.ABOVE, Decimal(5))),
        ("trên 5 điểm", EvidencePolicy(EvidenceNeed.ABOVE, Decimal(5))),
    ],
)
def test_evidence_is_never_asked_for_against_the_words(written, policy):
    covenant, findings = _findings(make_draft(make_row("I", 10, "Chấm mức", evidence=written)))

    assert covenant.criteria["I"].evidence == policy
    assert [one for one in findings if one.code == "evidence"] == []
