"""Đọc giao ước: what the three sheets of a covenant workbook mean, and what is said of faults."""

from decimal import Decimal

import pytest

from tests.builders import covenant_from, covenant_of_rows, make_draft, make_ranking_row, make_row
from thidua.domain.covenant.bands import Band
from thidua.domain.covenant.covenant import (
    AwardLine,
    Combining,
    Covenant,
    Criterion,
    CriterionGroup,
    EvidenceNeed,
    EvidencePolicy,
    NotAssigned,
    ScoreAndVote,
    Sign,
    Tiebreaker,
    TiebreakKind,
)
from thidua.domain.covenant.draft import CovenantDraft, SettingRow
from thidua.domain.covenant.gates import read_gates
from thidua.domain.covenant.reading import for_part, read_covenant
from thidua.domain.ground.finding import notice, warning
from thidua.domain.ground.points import Rounding, Scale
from thidua.domain.period.part import WHOLE_YEAR, month
from thidua.domain.rules import Judgement, Method, PassFail, read_rule
from thidua.domain.rules.bounds import Bound


def test_a_whole_covenant_is_read():
    draft = make_draft(
        make_row("I", 20, text="Nhiệm vụ chuyên môn", parameters="trần", clause="Phụ lục 8"),
        make_row(
            "I.1",
            15,
            "Chấm mức",
            text="Công tác tham mưu",
            parameters="bước 0,25; không giao: đủ điểm",
            evidence="Luôn",
            gate="dưới 50% không xét",
            note="Theo kế hoạch",
        ),
        make_row("I.2", 10, "Đạt/không", text="Có kế hoạch", evidence="Khi trên 5 điểm"),
        make_row("II", 5, "Đạt/không", text="Sáng kiến", sign="thưởng"),
        ranking=(
            make_ranking_row("Tiêu chí phụ", "Điểm thưởng", order=2),
            make_ranking_row("Tiêu chí phụ", "Điểm nhóm", "I", order=1),
            make_ranking_row("Xếp loại", "Xuất sắc", ">=18"),
            make_ranking_row("Trần xếp loại", "Không vượt 20", "20"),
            make_ranking_row("Sàn phiếu xếp hạng", "Từ 12 điểm", "12"),
            make_ranking_row("Không xét", "Chưa ký giao ước"),
            make_ranking_row("Khen thưởng", "Bằng khen", "<10 đơn vị: 2; >=10 đơn vị: 3"),
        ),
        Tên_giao_ước="Giao ước khối Nội chính",
        Thang_điểm="20 điểm",
        Số_chữ_số_thập_phân="1",
        Cách_làm_tròn="Nửa về chẵn",
        Cách_tổng_hợp_điểm_chấm_chéo="Trung vị",
        Điểm_không_giao="Tính 0 điểm",
        Điểm_và_phiếu="Phiếu xếp hạng",
        Căn_cứ="Quy chế số 05",
    )

    assert read_covenant(draft) == (
        Covenant(
            block="KTD-1",
            year=2025,
            title="Giao ước khối Nội chính",
            children=(
                CriterionGroup(
                    code="I",
                    text="Nhiệm vụ chuyên môn",
                    max_points=Decimal(20),
                    is_ceiling=True,
                    sign=Sign.BASE,
                    children=(
                        Criterion(
                            code="I.1",
                            text="Công tác tham mưu",
                            max_points=Decimal(15),
                            rule=Judgement(Decimal("0.25")),
                            evidence=EvidencePolicy(EvidenceNeed.ALWAYS),
                            gates=read_gates("dưới 50% không xét"),
                            when_not_assigned=NotAssigned.FULL,
                            note="Theo kế hoạch",
                        ),
                        Criterion(
                            code="I.2",
                            text="Có kế hoạch",
                            max_points=Decimal(10),
                            rule=PassFail(),
                            evidence=EvidencePolicy(EvidenceNeed.ABOVE, Decimal(5)),
                        ),
                    ),
                    clause="Phụ lục 8",
                ),
                Criterion(
                    code="II",
                    text="Sáng kiến",
                    max_points=Decimal(5),
                    rule=PassFail(),
                    sign=Sign.BONUS,
                ),
            ),
            full_marks=Decimal(20),
            scale=Scale(1, Rounding.HALF_EVEN),
            combining=Combining.MEDIAN,
            not_assigned=NotAssigned.NOTHING,
            score_and_vote=ScoreAndVote.VOTE_RANKS,
            tiebreakers=(
                Tiebreaker(TiebreakKind.GROUP_POINTS, ("I",), "Điểm nhóm I"),
                Tiebreaker(TiebreakKind.MORE_BONUS, (), "Điểm thưởng"),
            ),
            bands=(Band(label="Xuất sắc", bounds=(Bound(">=", Decimal(18)),)),),
            band_cap=Decimal(20),
            vote_floor=Bound(">=", Decimal(12)),
            exclusions=("Chưa ký giao ước",),
            award_lines=(
                AwardLine(
                    "Bằng khen",
                    (
                        ((Bound("<", Decimal(10)),), 2),
                        ((Bound(">=", Decimal(10)),), 3),
                    ),
                ),
            ),
            clause="Quy chế số 05",
        ),
        [],
    )


def test_defaults_are_two_places_half_up_mean_ratio_and_score_before_vote():
    covenant = covenant_from(make_draft())

    assert (covenant.scale, covenant.combining) == (Scale(2, Rounding.HALF_UP), Combining.MEAN)
    assert (covenant.not_assigned, covenant.score_and_vote) == (
        NotAssigned.RATIO,
        ScoreAndVote.SCORE_THEN_VOTE,
    )


@pytest.mark.parametrize(
    ("key", "word", "name", "expected"),
    [
        ("Cách_làm_tròn", "Nửa lên", "scale", Scale(2, Rounding.HALF_UP)),
        ("Cách_làm_tròn", "cắt  bỏ", "scale", Scale(2, Rounding.CUT)),
        ("Cách_tổng_hợp_điểm_chấm_chéo", "Trung bình", "combining", Combining.MEAN),
        (
            "Cách_tổng_hợp_điểm_chấm_chéo",
            "Trung bình bỏ cao nhất và thấp nhất",
            "combining",
            Combining.TRIMMED_MEAN,
        ),
        (
            "Cách_tổng_hợp_điểm_chấm_chéo",
            "Trưởng khối quyết định",
            "combining",
            Combining.CHAIR,
        ),
        (
            "Điểm_không_giao",
            "Bỏ khỏi thang, xếp hạng theo tỷ lệ",
            "not_assigned",
            NotAssigned.RATIO,
        ),
        ("Điểm_không_giao", "TÍNH ĐỦ ĐIỂM", "not_assigned", NotAssigned.FULL),
        ("Điểm_và_phiếu", "Điểm rồi phiếu", "score_and_vote", ScoreAndVote.SCORE_THEN_VOTE),
        ("Số_chữ_số_thập_phân", "0", "scale", Scale(0, Rounding.HALF_UP)),
        ("Thang_điểm", "1.000,5", "full_marks", Decimal("1000.5")),
        ("Kỳ", "", "parts", (WHOLE_YEAR,)),
        ("Kỳ", "Tháng 3", "parts", (month(3),)),
        ("Kỳ", "Tháng 3-4", "parts", (month(3), month(4))),
    ],
)
def test_settings_are_understood(key, word, name, expected):
    assert getattr(covenant_from(make_draft(**{key: word})), name) == expected


def test_settings_nobody_uses_are_kept_and_said():
    covenant, findings = read_covenant(make_draft(Người_soạn="Văn phòng"))

    assert covenant.other_settings == (("Người soạn", "Văn phòng"),)
    assert findings == [
        warning(
            "unused_setting",
            "mục «Người soạn» chỉ được giữ lại để xem, phần mềm không dùng đến; các mục dùng được "
            "là «Khối», «Năm», «Kỳ», «Từ ngày», «Đến ngày», «Tên giao ước», «Thang điểm», «Số chữ "
            "số thập phân», «Cách làm tròn», «Cách tổng hợp điểm chấm chéo», «Điểm không giao», "
            "«Điểm và phiếu», «Không tính trùng», «Căn cứ»",
        )
    ]


def test_what_one_period_keeps_of_a_shared_covenant_names_it_alone():
    draft = make_draft(Kỳ="Tháng 1-12")
    own = for_part(draft, month(3))
    plain = for_part(make_draft(), month(3))

    assert covenant_from(own).parts == (month(3),)
    assert [row.value for row in own.settings if row.name == "Kỳ"] == ["Tháng 3"]
    assert [row.name for row in plain.settings[:3]] == ["Khối", "Năm", "Kỳ"]
    assert covenant_from(plain).parts == (month(3),)
    assert (own.criteria, own.ranking) == (draft.criteria, draft.ranking)


def _codes(node):
    if isinstance(node, CriterionGroup):
        return {node.code: [_codes(child) for child in node.children]}
    return node.code


def test_numbers_of_the_sheet_may_come_as_numbers():
    rows = (
        SettingRow("Khối", Decimal("7.0")),
        SettingRow("Năm", Decimal(2025)),
        SettingRow("Số chữ số thập phân", Decimal(0)),
        SettingRow("Quyết định số", Decimal("12.50")),
        SettingRow("Lần sửa", Decimal("0.0")),
    )

    covenant, _ = read_covenant(CovenantDraft(rows, make_draft().criteria))

    assert (covenant.block, covenant.year, covenant.scale.places) == ("7", 2025, 0)
    assert covenant.other_settings == (("Quyết định số", "12.5"), ("Lần sửa", "0"))


def test_rows_become_a_tree_by_their_codes():
    covenant = covenant_of_rows(
        make_row("A", 30),
        make_row("I", 20),
        make_row("1", 15, "Chấm mức"),
        make_row("2", 5, "Chấm mức"),
        make_row("II", 10),
        make_row("27", 10),
        make_row("27a", 10, "Chấm mức"),
        make_row("B", 5, "Chấm mức"),
    )

    assert [_codes(node) for node in covenant.children] == [
        {"A": [{"I": ["1", "2"]}, {"II": [{"27": ["27a"]}]}]},
        "B",
    ]
    assert covenant.path("27a") == ["27", "II", "A"]


def test_a_child_without_a_mark_takes_its_groups_sign():
    covenant = covenant_of_rows(
        make_row("V", 5, sign="thưởng"),
        make_row("V.1", 3, "Chấm mức"),
        make_row("V.2", 2),
        make_row("V.2.1", 2, "Chấm mức"),
        make_row("VI", 9, sign="–"),
        make_row("VI.1", 4, "Chấm mức"),
        make_row("VI.2", 5, "Chấm mức", sign="+"),
        make_row("VII", 1, "Chấm mức"),
    )

    assert {code: node.sign for code, node in covenant.criteria.items()} == {
        "V.1": Sign.BONUS,
        "V.2.1": Sign.BONUS,
        "VI.1": Sign.DEDUCTION,
        "VI.2": Sign.BASE,
        "VII": Sign.BASE,
    }


@pytest.mark.parametrize(
    ("mark", "sign"),
    [
        ("+", Sign.BASE),
        ("cộng", Sign.BASE),
        ("-", Sign.DEDUCTION),
        ("−", Sign.DEDUCTION),
        ("Trừ", Sign.DEDUCTION),
        ("THƯỞNG", Sign.BONUS),
        ("điểm thưởng", Sign.BONUS),
    ],
)
def test_marks_are_understood_in_their_spellings(mark, sign):
    covenant = covenant_of_rows(make_row("I", 5, "Chấm mức", sign=mark))

    assert covenant.criteria["I"].sign is sign


def test_a_group_without_maximum_takes_the_sum_of_its_own_sign():
    covenant = covenant_of_rows(
        make_row("I"),
        make_row("I.1", 3, "Chấm mức"),
        make_row("I.2", "2.5", "Chấm mức"),
        make_row("I.3", 9, "Chấm mức", sign="-"),
    )

    assert covenant.groups["I"].max_points == Decimal("5.5")
    assert covenant.groups["I"].is_ceiling is False


@pytest.mark.parametrize(
    ("written", "policy"),
    [
        ("", EvidencePolicy()),
        ("Không", EvidencePolicy(EvidenceNeed.NEVER)),
        ("luôn", EvidencePolicy(EvidenceNeed.ALWAYS)),
        ("Khi khác điểm tính", EvidencePolicy(EvidenceNeed.DIFFERS)),
        ("Cần xác nhận ngoài", EvidencePolicy(EvidenceNeed.ATTESTED)),
        ("khi điểm trên 7,5", EvidencePolicy(EvidenceNeed.ABOVE, Decimal("7.5"))),
    ],
)
def test_evidence_policy_is_read(written, policy):
    covenant = covenant_of_rows(make_row("I", 10, "Chấm mức", evidence=written))

    assert covenant.criteria["I"].evidence == policy


def test_other_words_about_evidence_mean_always_and_are_said():
    covenant, findings = read_covenant(
        make_draft(make_row("I", 10, "Chấm mức", evidence="Quyết định công nhận"))
    )

    assert covenant.criteria["I"].evidence == EvidencePolicy(EvidenceNeed.ALWAYS)
    assert findings == [
        notice(
            "evidence",
            "«Quyết định công nhận» được hiểu là luôn cần minh chứng; muốn khác thì ghi «Không», "
            "«Khi trên 5 điểm», «Khi khác điểm tính» hoặc «Cần xác nhận ngoài»",
            "Mã I",
        )
    ]


@pytest.mark.parametrize(
    ("part", "policy"),
    [
        ("không giao: đủ điểm", NotAssigned.FULL),
        ("Không giao: 0 điểm", NotAssigned.NOTHING),
        ("không giao : bỏ khỏi thang", NotAssigned.RATIO),
    ],
)
def test_a_line_may_say_how_it_counts_when_not_assigned(part, policy):
    covenant = covenant_of_rows(make_row("I", 10, "Trừ dần", parameters=f"đi trễ: 0,5; {part}"))

    criterion = covenant.criteria["I"]
    assert criterion.when_not_assigned is policy
    assert criterion.rule == read_rule(Method.START_MINUS, "đi trễ: 0,5")


def test_tiebreakers_may_name_several_groups():
    row = make_ranking_row("Tiêu chí phụ", "Điểm nhóm", "I, II + III")

    covenant = covenant_from(make_draft(ranking=(row,)))

    assert covenant.tiebreakers == (
        Tiebreaker(TiebreakKind.GROUP_POINTS, ("I", "II", "III"), "Điểm nhóm I, II, III"),
    )
