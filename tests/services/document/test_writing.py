"""Lời người viết, tên cơ quan, cấp số: kept, refused when stale, never given twice."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.people import acting
from tests.recorded import recorded
from tests.services import nine_members as nine
from thidua.domain.access.permissions import Role
from thidua.domain.document.document import Document
from thidua.domain.document.issued import IssuedState
from thidua.domain.document.kinds import KINDS
from thidua.domain.document.letterhead import Letterhead, Numbering, Owner
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused, StaleEdit
from thidua.services.document import issuing, letterheads, making, texts

SAID = Letterhead(
    parent="UBND tỉnh Tây Ninh",
    body="Khối thi đua số 1",
    symbol="KTĐ",
    place="Tây Ninh",
    authority="TM.",
    position="Khối trưởng",
    signer="Lê Minh Khôi",
    recipients=("Như trên", "Lưu: VT"),
)
NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
DAY = date(2026, 3, 9)
TOLD = {one.code: f"Về {one.label}" for one in KINDS["giay-moi"].fields}


def write(words, seen=None, actor=nine.HEAD, document="giay-moi", scope=""):
    nine.do(texts.write, actor, document=document, texts=words, seen=seen or {}, scope=scope)


def stored(document="giay-moi", scope=""):
    return nine.see(lambda work: texts.unchecked(work.session, work.period, document, scope))


def state(content=SAID, starts=date(2025, 1, 1), ends=None, seen=0, owner=Owner.BLOCK, code="K1"):
    nine.do(
        letterheads.state,
        owner=owner,
        code=code,
        content=content,
        starts=starts,
        ends=ends,
        seen=seen,
    )


def invited(**named) -> Document:
    return nine.see(making.document, code="giay-moi", **named)


def issue(**named):
    return nine.do(issuing.issue, document="giay-moi", day=DAY, **named)


def numbered():
    return nine.see(lambda work: issuing.unchecked(work.session, work.period, "giay-moi"))


def test_words_fill_their_gap_and_stand_in_the_paper(sqlite_url):
    nine.settle()
    before = {one.code for one in invited().gaps}
    write({"dia_diem": "  Hội trường  A ", "chuong_trinh": "- một\n\n- hai\u200b"})

    after = {one.code for one in invited().gaps}
    assert before - after == {"dia_diem", "chuong_trinh"}
    assert {field: one.text for field, one in stored().items()} == {
        "dia_diem": "Hội trường A",
        "chuong_trinh": "- một\n\n- hai",
    }


def test_a_save_over_what_somebody_else_wrote_is_refused_and_changes_nothing(sqlite_url):
    nine.settle()
    write({"dia_diem": "A", "noi_dung": "Họp"})
    write({"dia_diem": "B"}, {"dia_diem": 1}, nine.SECRETARY)

    with pytest.raises(StaleEdit, match="địa điểm"):
        write({"noi_dung": "Khác", "dia_diem": "C"}, {"dia_diem": 1, "noi_dung": 1})
    assert {field: (one.text, one.version) for field, one in stored().items()} == {
        "dia_diem": ("B", 2),
        "noi_dung": ("Họp", 1),
    }


def test_a_text_too_long_or_of_no_such_field_is_refused(sqlite_url):
    nine.settle()

    with pytest.raises(Refused, match="chương trình họp» dài 20001 ký tự, nhiều nhất 20000"):
        write({"chuong_trinh": "x" * 20_001})
    with pytest.raises(NotFound):
        write({"khong_co": "x"})
    with pytest.raises(Refused, match="Chưa có gì khác"):
        write({"dia_diem": ""})
    assert stored() == {}


def test_a_unit_writes_its_own_and_no_other_and_nothing_of_the_block(sqlite_url):
    nine.settle()
    mine = {"document": "bang-dang-ky", "scope": "U1"}
    write({"ghi_chu": "Có"}, actor=nine.OFFICERS["U1"], **mine)

    assert stored(**mine)["ghi_chu"].text == "Có"
    for refused in (
        {"document": "bang-dang-ky", "scope": "U2", "words": {"ghi_chu": "x"}},
        {"document": "giay-moi", "scope": "", "words": {"dia_diem": "x"}},
    ):
        with pytest.raises(NotPermitted):
            write(actor=nine.OFFICERS["U1"], **refused)


def test_what_is_written_is_told_in_the_record(sqlite_url):
    nine.settle()
    write({"dia_diem": "Hội trường A"})

    assert [one.new for one in recorded("document.written")] == [
        "Giấy mời họp · địa điểm: Hội trường A"
    ]


def test_letterheads_numbers_and_withdrawals_are_told_in_the_record(sqlite_url):
    ready()
    key = issue()
    nine.do(issuing.withdraw, key=key, seen=1, reason="Hoãn")

    assert [(one.old, one.new) for one in recorded("document.")][-3:] == [
        ("", "Giấy mời họp · chương trình họp: Về chương trình họp"),
        ("", "Giấy mời họp số 01/GM-KTĐ năm 2026, ngày 09/03/2026"),
        ("Giấy mời họp số 01/GM-KTĐ năm 2026", "đã thu hồi"),
    ]
    (head,) = recorded("document.letterhead")
    assert head.new.startswith("Khối K1 từ 01/01/2025: UBND tỉnh Tây Ninh · Khối thi đua số 1")


def test_writing_in_a_paper_moves_no_number_and_no_fingerprint(sqlite_url):
    nine.settle()
    before = invited().trace
    write({"dia_diem": "A"})

    assert invited().trace == before


def test_the_letterhead_of_the_day_stands_on_the_paper_and_another_blocks_does_not(sqlite_url):
    nine.settle()
    state(ends=date(2025, 12, 31))
    state(Letterhead(body="Khối sau", position="GIÁM ĐỐC / PHÓ GIÁM ĐỐC", authority="KT.",
                     signer="Trần B"), starts=date(2026, 1, 1))  # fmt: skip

    first, second = invited(day=date(2025, 5, 5)), invited(day=date(2026, 5, 5))
    assert (first.letterhead.body, second.letterhead.body) == ("Khối thi đua số 1", "Khối sau")
    assert [[one.text for one in said] for said in first.signatures[0].capacity] == [
        ["TM. KHỐI THI ĐUA SỐ 1"],
        ["KHỐI TRƯỞNG"],
    ]
    assert [[one.text for one in said] for said in second.signatures[0].capacity] == [
        ["KT. GIÁM ĐỐC"],
        ["PHÓ GIÁM ĐỐC"],
    ]
    with pytest.raises(NotFound):
        state(code="K2", starts=date(2030, 1, 1))


def test_two_letterheads_never_hold_on_one_day(sqlite_url):
    nine.settle()
    state()

    with pytest.raises(Refused, match="Trùng ngày với tên cơ quan có hiệu lực từ 01/01/2025"):
        state(starts=date(2025, 6, 1))
    with pytest.raises(StaleEdit):
        state(seen=0)
    with pytest.raises(Refused, match="sau ngày bắt đầu"):
        state(starts=date(2024, 5, 1), ends=date(2024, 4, 1))


def ready():
    nine.settle()
    state()
    write(TOLD)


def test_a_number_is_given_kept_with_its_file_and_not_given_twice(sqlite_url):
    ready()
    key = issue()

    (one,) = numbered()
    file = nine.see(issuing.content, key=key)
    assert (one.symbol, one.day, one.signer) == ("01/GM-KTĐ", DAY, "Lê Minh Khôi")
    assert one.sha256 == hashlib.sha256(file).hexdigest()
    with pytest.raises(Refused, match="đã cấp số 01/GM-KTĐ"):
        issue()
    with pytest.raises(Refused, match="Số 01/GM-KTĐ năm 2026 đã dùng; số kế tiếp là 02"):
        issue(number="01", replaces=key, reason="Sai giờ")


def test_the_issued_file_stays_when_words_and_letterhead_change(sqlite_url):
    ready()
    key = issue()
    before = nine.see(issuing.content, key=key)
    write({"dia_diem": "Nơi khác"}, {"dia_diem": 1})
    state(Letterhead(body="Tên mới", signer="B", position="TRƯỞNG"), seen=1)

    assert nine.see(issuing.content, key=key) == before
    assert nine.see(making.word, code="giay-moi", number="01", day=DAY) != before


def test_replacing_and_withdrawing_keep_the_number_used(sqlite_url):
    ready()
    first = issue()
    second = issue(replaces=first, reason="Sai giờ họp")
    nine.do(issuing.withdraw, key=second, seen=1, reason="Hoãn họp")
    issue(number="7")

    assert [(one.number, one.state, one.reason, one.replaces) for one in numbered()] == [
        (7, IssuedState.ISSUED, "", None),
        (2, IssuedState.WITHDRAWN, "Hoãn họp", first),
        (1, IssuedState.REPLACED, "Sai giờ họp", None),
    ]
    with pytest.raises(Refused, match="đã thu hồi rồi"):
        nine.do(issuing.withdraw, key=second, seen=2, reason="Nữa")
    with pytest.raises(StaleEdit):
        nine.do(issuing.withdraw, key=first, seen=1, reason="Nữa")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"document": "giao-uoc"}, "không có số riêng"),
        ({"day": date(2026, 3, 21)}, "chưa tới"),
        ({"number": "tám"}, "phải là số thứ tự"),
        ({"number": "0"}, "phải là số thứ tự"),
    ],
)
def test_what_cannot_have_a_number_is_refused_with_its_reason(sqlite_url, change, words):
    ready()

    with pytest.raises(Refused, match=words):
        nine.do(issuing.issue, **{"document": "giay-moi", "day": DAY} | change, now=NOW)
    assert numbered() == ()


def test_a_paper_with_gaps_or_without_a_signer_gets_no_number(sqlite_url):
    nine.settle()
    state(Letterhead(body="Khối", position="KHỐI TRƯỞNG"))
    with pytest.raises(Refused, match="dự thảo"):
        issue()
    write(TOLD)
    with pytest.raises(Refused, match="họ tên người ký"):
        issue()


def test_where_the_clerk_gives_numbers_one_must_be_typed(sqlite_url):
    ready()
    state(Letterhead(body="Khối", position="T", signer="A", numbering=Numbering.CLERK), seen=1)

    with pytest.raises(Refused, match="do văn thư cấp"):
        issue()
    issue(number="08")
    assert [one.symbol for one in numbered()] == ["08/GM"]


def test_a_clerks_number_has_a_bound_and_the_greatest_leaves_the_free_ones(sqlite_url):
    nine.settle()
    state(replace(SAID, numbering=Numbering.CLERK))
    write(TOLD)
    with pytest.raises(Refused, match="Số 100000 lớn hơn 99999"):
        issue(number="100000")

    issue(number="99999")
    assert nine.see(issuing.next_number, document="giay-moi", day=DAY) == 1


def test_who_may_not_see_the_paper_gets_neither_its_file_nor_its_words(sqlite_url):
    ready()
    key = issue()

    for actor in (nine.OFFICERS["U1"], nine.MEMBERS["hd1"], acting(Role.KIOSK, "K1", 2025)):
        with pytest.raises(NotPermitted):
            nine.see(issuing.content, actor, key=key)
