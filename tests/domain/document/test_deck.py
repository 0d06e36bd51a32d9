"""Bản trình chiếu: which slides it has, what is left out and why, and what names it never tells."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import make_covenant, make_criterion, make_group, ranked
from tests.domain.document import meeting
from tests.domain.document.meeting import counted, facts, held, lines, quota, thread
from thidua.domain.awards.proposal import ProposalState
from thidua.domain.document.deck.blocks import Cell, Column, SlideTable, Tone, rewritten, texts
from thidua.domain.document.deck.compose import compose
from thidua.domain.document.deck.facts import LimitUse, PutForward, YearRanks
from thidua.domain.dossier.facts import Recipient
from thidua.domain.period.consideration import ConsiderationState, UnitConsideration
from thidua.domain.period.stage import Stage
from thidua.domain.vote.vote import Candidate

ALWAYS = ["Báo cáo đúng hạn"]


def put_forward(name="Sở Alpha", unit="A", recipient=Recipient.COLLECTIVE, **more):
    known = {
        "award": "Cờ thi đua",
        "verdict": "đủ điều kiện",
        "state": ProposalState.PROPOSED,
    }
    return PutForward(name=name, unit=unit, recipient=recipient, **(known | more))


def whole(**more):
    """Mọi trang đều có dữ liệu."""
    result = counted(8, 3, valid=9, texts=["Sở Alpha", "Sở Beta"])
    candidates = tuple(
        replace(one, candidate=Candidate(unit, one.candidate.text, unit))
        for one, unit in zip(result.candidates, "AB", strict=True)
    )
    known = {
        "threads": (thread(1), thread(2, is_open=True), thread(3, "3", "3")),
        "votes": (held(replace(result, candidates=candidates)), held()),
        "proposals": (
            put_forward(counted=candidates[0]),
            put_forward("Lê Thị Hạnh", "", Recipient.INDIVIDUAL, award="Bằng khen"),
        ),
        "limits": (LimitUse(title="Cờ thi đua", state=quota(1, 2)),),
        "past": (
            YearRanks(2024, {"A": 3, "B": 1, "C": 2}),
            YearRanks(2025, {"A": 1, "B": 2, "C": 3}),
        ),
    }
    return facts(**(known | more))


def named(deck, name):
    return next(one for one in deck.slides if one.name.startswith(name))


def cells(slide, table=0):
    return [[cell.text for cell in row] for row in slide.tables[table].rows]


def test_every_slide_whose_data_exist_is_there_in_the_order_of_a_meeting():
    deck = compose(whole(), with_units=True)

    assert [one.name for one in deck.slides] == [
        "Bìa",
        "Chương trình",
        "Khối trong một hình",
        "Xếp hạng",
        "Vì sao khác nhau",
        "Mạnh, yếu",
        "Thưởng, trừ",
        "Điểm đã giải trình",
        "Cuộc phiếu 1 «Suy tôn Cờ thi đua»",
        "Đề nghị khen",
        "Hạn mức",
        "Xu hướng",
        "Mỗi đơn vị một trang: Sở Alpha",
        "Mỗi đơn vị một trang: Sở Beta",
        "Mỗi đơn vị một trang: Sở Gamma",
        "Nguồn số liệu",
    ]
    assert [(one.name, one.why) for one in deck.left_out][:2] == [
        ("Phong trào", "chưa đơn vị nào đăng ký phong trào và chưa mục tiêu nào có số liệu"),
        ("Cuộc phiếu 2 «Suy tôn Cờ thi đua»", "chưa kiểm phiếu"),
    ]


def test_a_slide_without_data_or_right_is_left_out_and_listed_on_the_last():
    deck = compose(facts({"A": ("50", "30", "0", "0")}))

    assert [one.name for one in deck.slides] == [
        "Bìa",
        "Chương trình",
        "Khối trong một hình",
        "Xếp hạng",
        "Nguồn số liệu",
    ]
    told = {one.name: one.why for one in deck.left_out}
    assert told["Vì sao khác nhau"] == "cần ít nhất hai đơn vị có hạng để so sánh"
    assert told["Mỗi cuộc phiếu"] == "người lấy tệp không được xem kết quả bỏ phiếu"
    assert told["Đề nghị khen"] == "người lấy tệp không được xem đề nghị của cả khối"
    assert [name for name in told if name in ALWAYS] == ALWAYS
    rows = cells(deck.slides[-1])
    assert [row[1] for row in rows if row[0].startswith("Không có: ")] == list(told.values())


def test_the_agenda_marks_the_votes_and_counts_what_is_to_be_decided():
    slide = compose(whole()).slides[1]

    assert slide.title == "Hôm nay quyết định 2 việc"
    assert [row[1:3] for row in cells(slide)] == [
        ["Kết quả chấm điểm, thẩm định và xếp hạng", "Báo cáo"],
        ["Ý kiến giải trình, kiến nghị về điểm", "Báo cáo"],
        ["Khen thưởng: Suy tôn Cờ thi đua", "▣ Bỏ phiếu – chưa mở"],
        ["Bình xét 2 đề nghị khen thưởng", "Thảo luận, biểu quyết"],
    ]


def test_each_page_of_the_year_says_provisional_until_it_is_locked():
    open_deck = compose(facts(stage=Stage.APPRAISE))
    locked = compose(facts())

    assert open_deck.mark == "TẠM TÍNH – số liệu đến 14:05 ngày 20/01/2026"
    assert "TẠM TÍNH" in open_deck.title
    assert open_deck.footer.startswith("TẠM TÍNH")
    assert not [text for text in texts(locked) if "TẠM TÍNH" in text]
    assert locked.footer == (
        "Số liệu đến bút toán 1284 · 3f9c 21aa 7b04 e5d1 · kiểm tra ở trang Nhật ký"
    )


def test_names_of_nobody_are_left_where_the_ranking_is_hidden():
    plain = whole()
    covenant = make_covenant(
        make_group("I", make_criterion("I.1", 60, text="Phối hợp với sở gamma")),
        *plain.covenant.children[1:],
    )
    sheets = {unit: lines(*values) for unit, values in meeting.GIVEN.items()}
    reason = UnitConsideration(ConsiderationState.EXCLUDED, "Sở Gamma đang bị kiểm tra")
    told = replace(
        plain,
        covenant=covenant,
        standings=ranked(covenant, sheets, considerations={"C": reason}),
        threads=(thread(1, outcome="Sở Beta nói đúng"),),
        votes=(held(plain.votes[0].result), replace(held(), title="Bầu Sở Beta")),
    )

    shown = "\n".join(texts(compose(told, with_units=True)))
    hidden = "\n".join(texts(compose(told, hides_names=True, with_units=True)))

    for name in ("Sở Alpha", "Sở Beta", "Sở Gamma", "Lê Thị Hạnh"):
        assert name in shown
        assert name.casefold() not in hidden.casefold()
    assert "Đơn vị hạng 1" in hidden
    assert "Đơn vị chưa có hạng" in hidden
    assert "Đối tượng 1" in hidden
    assert "ĐÃ ẨN TÊN ĐƠN VỊ" in compose(told, hides_names=True).title
    assert "ĐÃ ẨN TÊN" not in shown


def test_ranks_of_earlier_years_would_tell_the_names_and_are_left_out():
    deck = compose(whole(), hides_names=True, with_units=True)

    assert "Xu hướng" not in [one.name for one in deck.slides]
    assert {one.name: one.why for one in deck.left_out}["Xu hướng"] == (
        "hạng đã công bố của các năm trước sẽ cho biết tên đơn vị"
    )
    assert named(deck, "Mỗi đơn vị").title == "Đơn vị hạng 1, mạnh nhất nhóm II"


def test_units_of_one_rank_stay_apart_where_names_are_hidden():
    given = {unit: ("55", "38", "0", "0") for unit in "AB"}

    deck = compose(facts(given), hides_names=True)

    assert [row[1] for row in cells(named(deck, "Xếp hạng"))] == [
        "Đơn vị hạng 1 (1)",
        "Đơn vị hạng 1 (2)",
    ]


def test_hidden_units_have_labels_of_their_own_in_charts_too():
    given = {unit: ("55", "38", "0", "0") for unit in "AB"} | {unit: (None,) * 4 for unit in "CD"}

    slide = named(compose(facts(given), hides_names=True), "Khối trong một hình")

    assert slide.charts[0].categories == (
        "Hạng 1 (1)",
        "Hạng 1 (2)",
        "Chưa có hạng (1)",
        "Chưa có hạng (2)",
    )


def test_a_missing_score_is_a_dash_and_no_point():
    given = {**meeting.GIVEN, "D": ("50", None, "0", "0")}

    deck = compose(facts(given, verified=frozenset("ABC"), stage=Stage.APPRAISE))
    slide = named(deck, "Khối trong một hình")

    assert cells(slide, 1) == [
        ["Sở Alpha", "97,50"],
        ["Sở Beta", "87,75"],
        ["Sở Gamma", "82,00"],
        ["Sở Delta", "—"],
    ]
    assert slide.charts[0].series[0].values == (
        Decimal("97.50"),
        Decimal("87.75"),
        Decimal("82.00"),
        None,
    )
    assert cells(named(deck, "Xếp hạng"))[3] == [
        "—",
        "Sở Delta",
        "—",
        "còn 1 tiêu chí chưa thẩm định",
    ]


def test_too_few_ballots_leave_no_row_and_no_number_of_a_candidate():
    slide = named(compose(facts(votes=(held(counted(2, 0, valid=2)),))), "Cuộc phiếu")

    assert (slide.tables, slide.charts) == ((), ())
    assert "chỉ 2 phiếu hợp lệ" in slide.title
    assert slide.lines[0] == "«Suy tôn Cờ thi đua»"
    assert "không có bảng phiếu" in slide.lines[2]


def test_a_count_that_was_changed_behind_the_program_is_not_shown():
    deck = compose(facts(votes=(held(counted(8, valid=9), is_whole=False),)))

    assert [one.name for one in deck.slides if one.name.startswith("Cuộc phiếu")] == []
    assert deck.left_out[2].why == "dữ liệu phiếu khác lúc kiểm phiếu, đừng dùng"


def test_many_parts_are_folded_and_their_totals_stay_whole():
    covenant = make_covenant(*(make_criterion(f"T{place}", 10) for place in range(40)))
    codes = tuple(covenant.criteria)
    sheets = {
        unit: lines(*(str(5 + (place * (step + 1)) % 5) for place in range(40)), codes=codes)
        for step, unit in enumerate("ABC")
    }
    known = replace(
        facts({unit: (None,) * 4 for unit in "ABC"}),
        covenant=covenant,
        standings=ranked(covenant, sheets),
    )

    deck = compose(known, with_units=True)
    why = named(deck, "Vì sao khác nhau")
    page = named(deck, "Mỗi đơn vị một trang")

    assert [one.heading for one in why.tables[0].columns][-2:] == ["Khác", "Tổng"]
    assert len(why.tables[0].columns) == 8
    numbers = [[Decimal(text.replace(",", ".")) for text in row[1:]] for row in cells(why)]
    assert [sum(row[:-1]) for row in numbers] == [row[-1] for row in numbers]
    assert len(page.tables[0].rows) == 40


@pytest.mark.parametrize("count", [30, 31, 60])
def test_at_most_thirty_units_have_a_page(count):
    names = {f"U{place:02}": f"Sở {place}" for place in range(count)}
    given = {unit: (str(place % 60), "30", "0", "0") for place, unit in enumerate(names)}

    deck = compose(facts(given, names=names), with_units=True)

    pages = [one for one in deck.slides if one.name.startswith("Mỗi đơn vị")]
    said = [one.why for one in deck.left_out if one.name.startswith("Mỗi đơn vị")]
    more = count - 30
    assert len(pages) == 30
    assert said == (
        [f"nhiều nhất 30 trang, còn {more} đơn vị không có trang riêng"] if more else []
    )


def test_many_reasons_are_gathered_by_unit_with_their_codes():
    few = named(compose(facts()), "Thưởng, trừ")
    names = {f"U{place:02}": f"Sở {place}" for place in range(30)}
    given = {unit: ("50", "30", "4", "1") for unit in names}
    many = named(compose(facts(given, names=names)), "Thưởng, trừ")

    assert cells(few) == [
        ["Sở Alpha", "+ Thưởng", "III Tiêu chí III", "4,00"],
        ["Sở Beta", "− Trừ", "IV Tiêu chí IV", "1,50"],
    ]
    assert cells(many)[:2] == [
        ["Sở 0", "+ Thưởng", "III: 4,00", "4,00"],
        ["Sở 0", "− Trừ", "IV: 1,00", "1,00"],
    ]
    assert "III: Tiêu chí III" in many.notes[2]


def test_every_slide_has_notes_and_every_graphic_a_text():
    deck = compose(whole(), with_units=True)

    assert [one.name for one in deck.slides if not all(one.notes)] == []
    assert all(one.notes for one in deck.slides)
    graphics = [one for slide in deck.slides for one in (*slide.tables, *slide.charts)]
    assert [one for one in graphics if not one.summary] == []
    assert all(len(one.title) <= 125 for one in deck.slides)


def test_a_text_is_rewritten_wherever_it_stands_and_kinds_stay():
    table = SlideTable(
        columns=(Column("a"),), rows=((Cell("a", Tone.GOOD),),), summary="a", is_aside=True
    )

    assert rewritten(table, str.upper) == SlideTable(
        columns=(Column("A"),), rows=((Cell("A", Tone.GOOD),),), summary="A", is_aside=True
    )
    assert list(texts(table)) == ["a", "a", "a"]
