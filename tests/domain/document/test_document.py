"""Văn bản: days as the decree writes them, the closed markup, and where the gaps are."""

from datetime import UTC, date, datetime

import pytest

from thidua.domain.document.blocks import (
    Fields,
    Gap,
    Items,
    Para,
    Run,
    Table,
    Text,
    gaps_in,
    or_gap,
    with_end,
    words,
)
from thidua.domain.document.day_words import day_in_words, number_text, place_and_day, roman
from thidua.domain.document.document import Document, Signature, Trace
from thidua.domain.document.kinds import KINDS
from thidua.domain.document.letterhead import DatedLetterhead, Letterhead, Owner
from thidua.domain.document.markup import blocks_of, runs_of

TRACE = Trace(
    position=1284,
    fingerprint="3f9c21aa7b04e5d1" * 4,
    moment=datetime(2026, 1, 20, 7, 5, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 10, 12), "ngày 12 tháng 10 năm 2026"),
    ],
)
def test_a_day_takes_its_zeros_as_the_decree_says(day, said):
    assert day_in_words(day) == said
    assert place_and_day("Tây Ninh", day) == f"Tây Ninh, {said}"


def test_numbers_of_papers_and_of_parts():
    assert [number_text(one) for one in (1, 9, 10, 123)] == ["01", "09", "10", "123"]
    assert [roman(one) for one in (1, 4, 9, 12)] == ["I", "IV", "IX", "XII"]


def test_the_markup_is_bold_italic_and_lists_and_nothing_else():
    assert runs_of("a **b c** d *e* {{x}} <w:b/> 2*3*4 ** f") == (
        Run("a "),
        Run("b c", bold=True),
        Run(" d "),
        Run("e", italic=True),
        Run(" {{x}} <w:b/> 2"),
        Run("3", italic=True),
        Run("4 ** f"),
    )
    text = Text(code="a", label="x", text="Một\n- hai\n- ba\n\n=1+1")
    assert blocks_of(text) == (
        Para((Run("Một"),)),
        Items(((Run("hai"),), (Run("ba"),))),
        Para((Run("=1+1"),)),
    )


def test_what_nobody_wrote_and_what_was_only_copied_is_a_gap():
    empty = Text(code="a", label="nguyên nhân")
    copied = Text(code="b", label="bài học", text="Cũ", copied_from=2024)
    written = Text(code="c", label="kết luận", text="Mới")

    assert [one.text for one in gaps_in([empty, copied, written])] == [
        "[Chưa có: nguyên nhân]",
        "[Chưa có: bài học, chép từ năm 2024, chưa sửa]",
    ]
    assert blocks_of(empty) == (Para((Gap("nguyên nhân", "a"),)),)
    assert blocks_of(copied)[0] == Para((Run("Cũ"),))


def test_gaps_are_counted_from_head_to_last_annex_in_the_order_they_are_met():
    table = Table(columns=(), rows=(("a", words("b", Gap("ô"))),))
    annex = Document(
        kind=KINDS["bang-tong-hop"], title="Bảng", body=(Para(words(Gap("phụ lục"))),), trace=TRACE
    )
    found = Document(
        kind=KINDS["to-trinh"],
        title="Tờ trình",
        addressees=(words(Gap("nơi nhận")),),
        body=(Fields((("Địa điểm", or_gap("", "địa điểm")),)), table, Items((words(Gap("mục")),))),
        signatures=(Signature((words("TM. KHỐI"),), (Gap("người ký"),)),),
        annexes=(annex,),
        trace=TRACE,
    )

    assert [one.label for one in found.gaps] == [
        *("TÊN CƠ QUAN", "nơi nhận", "địa điểm", "ô", "mục", "người ký", "phụ lục"),
    ]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (Para(words("Kính đề nghị xem xét.")), "Kính đề nghị xem xét./."),
        (Para(words("Trân trọng")), "Trân trọng./."),
        (Para(words("Lúc ", Gap("giờ"))), "Lúc [Chưa có: giờ]./."),
    ],
)
def test_a_paper_ends_with_its_sign(last, said):
    (end,) = with_end([last])

    assert "".join(one.text for one in end.said) == said


def test_the_trace_says_entry_and_fingerprint_and_the_moment_in_vietnam():
    assert TRACE.line == (
        "Số liệu đến bút toán 1284 · 3f9c 21aa 7b04 e5d1 · kiểm tra ở trang Nhật ký"
    )
    assert TRACE.provisional == "TẠM TÍNH – số liệu đến 14:05 ngày 20/01/2026"


def test_the_number_stands_before_sign_and_symbol():
    head = Letterhead(symbol="KTĐ")
    paper = Document(kind=KINDS["to-trinh"], title="T", letterhead=head, number="08", trace=TRACE)

    assert "".join(one.text for one in paper.symbol) == "08/TTr-KTĐ"


def test_minutes_always_show_the_trace_and_a_ballot_never():
    off = Letterhead(trace=False)

    def shows(code, head):
        return Document(kind=KINDS[code], title="T", letterhead=head, trace=TRACE).has_trace

    assert shows("bien-ban-binh-xet", off) and not shows("to-trinh", off)
    assert shows("to-trinh", Letterhead()) and not shows("phieu-bau", Letterhead())


def test_a_letterhead_holds_from_its_first_day_to_its_last():
    one = DatedLetterhead(
        key=1,
        owner=Owner.BLOCK,
        code="K1",
        content=Letterhead(),
        starts=date(2025, 1, 1),
        ends=date(2025, 6, 30),
    )
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 1))

    assert [one.holds_on(day) for day in days] == [False, True, True, False]
