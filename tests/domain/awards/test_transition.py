"""Chuyển tiếp: the day a dossier was accepted decides by which of two texts it is judged."""

from datetime import date
from functools import cache

import pytest

from tests.domain.nominees import NEW_LAW, book, make_nominee
from thidua.domain.awards.eligibility import judge
from thidua.domain.awards.transition import judge_accepted
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.law import LawLayer
from thidua.domain.law.layers import LawSheet
from thidua.lawbook.loading import SHIPPED, files_in, open_book

PERSON = Recipient.INDIVIDUAL
CSTDCS = "chien-si-thi-dua-co-so"
BEFORE, AFTER = date(2026, 9, 30), date(2026, 12, 31)
SOURCE = """
document = "luat-06-2026-qh16"
article = "khoản 5 Điều 1"
verified = "văn bản"
"""
OLD_SOURCE = """
document = "luat-06-2022-qh15"
article = "Điều 23"
verified = "văn bản"
to = 2026-09-30
"""
EXCELLENT = """
[[requirements]]
code = "CSTDCS.2"
awards = ["chien-si-thi-dua-co-so"]
text = "Hoàn thành xuất sắc nhiệm vụ"
condition = { kind = "fact", fact = "xep_loai", threshold = "HTXS" }
"""
INVENTIVE = """
[[requirements]]
code = "CSTDCS.2"
awards = ["chien-si-thi-dua-co-so"]
text = "Có sáng kiến"
condition = { kind = "fact", fact = "sang_kien_cap", op = ">=", threshold = "co_so" }
"""
STRICT = EXCELLENT + OLD_SOURCE + INVENTIVE + SOURCE
"""Bản thử: by the old text an excellent year is enough, by the new one an initiative is asked."""

EASED = INVENTIVE + OLD_SOURCE + EXCELLENT + SOURCE
DONE = {"xep_loai": "HTXS", "tham_gia_phong_trao": "có", "sang_kien_cap": "khong"}
DONE |= {"thang_cong_tac": "24", "bi_ky_luat": "không"}


UNREAD = f"{NEW_LAW} (CSTDCS.1, LDTT.1, LDTT.2)"
"""Những điều còn lại: the row of the new text itself has nothing left to compare."""


@cache
def law(rows):
    return open_book([*files_in(SHIPPED), LawSheet("thu.toml", rows, LawLayer.COPY)])


def found(rows, day="", on=AFTER, cells=DONE):
    using = law(rows)
    given = cells | ({"ngay_tiep_nhan": day} if day else {})
    nominee = make_nominee(PERSON, {2026: given}, law=using)
    one = judge_accepted(using.at(on), CSTDCS, nominee, 2026)
    return one.conclusion.value, one.basis


@pytest.mark.parametrize(
    ("day", "on", "conclusion", "basis"),
    [
        (
            *("30/09/2026", AFTER, "eligible"),
            "Áp dụng văn bản cũ: ngày tiếp nhận thẩm định 30/09/2026, trước 01/10/2026; văn bản "
            "mới không có lợi hơn (chưa đủ điều kiện).",
        ),
        (
            *("01/10/2026", AFTER, "not_eligible"),
            "Áp dụng văn bản mới (Luật 06/2026/QH16): ngày tiếp nhận thẩm định 01/10/2026, từ "
            f"01/10/2026 trở đi; {UNREAD}.",
        ),
        (
            *("01/10/2026", BEFORE, "eligible"),
            "Áp dụng văn bản cũ: ngày xét 30/09/2026, Luật 06/2026/QH16 có hiệu lực từ 01/10/2026; "
            "ngày tiếp nhận thẩm định 01/10/2026 thì từ 01/10/2026 xét theo văn bản mới.",
        ),
        (
            *("15/09/2026", BEFORE, "eligible"),
            "Áp dụng văn bản cũ: ngày xét 30/09/2026, Luật 06/2026/QH16 có hiệu lực từ 01/10/2026.",
        ),
        (
            *("", AFTER, "missing_data"),
            "Chưa có ngày tiếp nhận thẩm định nên chưa biết áp dụng văn bản nào: theo văn bản cũ: "
            "đủ điều kiện; theo Luật 06/2026/QH16: chưa đủ điều kiện.",
        ),
        ("", BEFORE, "eligible", ""),
    ],
)
def test_the_day_of_acceptance_decides(day, on, conclusion, basis):
    assert found(STRICT, day, on) == (conclusion, basis)


def test_an_earlier_dossier_is_judged_by_a_new_text_that_is_more_favourable():
    assert found(EASED, "30/09/2026") == (
        "eligible",
        "Áp dụng văn bản mới (Luật 06/2026/QH16) vì có lợi hơn: ngày tiếp nhận thẩm định "
        f"30/09/2026, trước 01/10/2026; theo văn bản cũ thì chưa đủ điều kiện; {UNREAD}.",
    )


@pytest.mark.parametrize("day", ["", "15/09/2026", "01/10/2026", "15/10/2026"])
@pytest.mark.parametrize("on", [date(2026, 9, 25), BEFORE])
def test_a_text_decides_nothing_before_its_first_day(day, on):
    using = law(EASED)
    nominee = make_nominee(
        PERSON, {2026: DONE | ({"ngay_tiep_nhan": day} if day else {})}, law=using
    )
    one = judge_accepted(using.at(on), CSTDCS, nominee, 2026)

    assert one.conclusion.value == "not_eligible"
    assert [row.code for row in one.results if row.in_force_from > on] == []


@pytest.mark.parametrize(
    ("day", "basis"),
    [
        (
            "30/09/2026",
            "Áp dụng văn bản cũ: ngày tiếp nhận thẩm định 30/09/2026, trước 01/10/2026; bộ luật "
            "chưa có con số nào của Luật 06/2026/QH16 khác văn bản cũ nên chưa so được bên nào "
            "có lợi hơn.",
        ),
        (
            "02/10/2026",
            "Áp dụng văn bản mới (Luật 06/2026/QH16): ngày tiếp nhận thẩm định 02/10/2026, từ "
            f"01/10/2026 trở đi; {NEW_LAW} (CSTDCS.1, CSTDCS.2, LDTT.1, LDTT.2).",
        ),
        (
            "",
            "Chưa có ngày tiếp nhận thẩm định; bộ luật chưa có gì khác giữa văn bản cũ và Luật "
            "06/2026/QH16.",
        ),
    ],
)
def test_while_the_new_law_is_not_known_the_verdict_says_so(day, basis):
    assert found("", day) == ("eligible", basis)


def test_where_both_texts_agree_nobody_is_asked_for_the_day():
    cells = DONE | {"sang_kien_cap": "co_so"}

    assert found(STRICT, cells=cells) == (
        "eligible",
        "Chưa có ngày tiếp nhận thẩm định; văn bản cũ và Luật 06/2026/QH16 cùng kết luận: đủ "
        "điều kiện.",
    )


def test_a_change_in_the_award_it_is_built_on_counts_as_well():
    stricter = STRICT.replace("CSTDCS.2", "LDTT.1").replace(CSTDCS, "lao-dong-tien-tien")

    assert found(stricter)[0] == "missing_data"


def test_what_rests_on_neither_text_is_judged_as_ever():
    nominee = make_nominee(Recipient.COLLECTIVE, {2026: {"ngay_tiep_nhan": "02/10/2026"}})
    view = book().at(date(2022, 12, 31))

    assert judge_accepted(view, "giay-khen", nominee, 2022) == judge(
        view, "giay-khen", nominee, 2022
    )
