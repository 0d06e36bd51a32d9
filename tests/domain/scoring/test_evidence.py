"""Minh chứng: when a line needs it, what counts as a link, and what came after a moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from thidua.domain.covenant.covenant import Covenant, Criterion, EvidenceNeed, EvidencePolicy
from thidua.domain.ground.errors import Refused
from thidua.domain.rules import Judgement
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.evidence import (
    LONGEST_LINK,
    EvidenceItem,
    EvidenceKind,
    EvidenceLevel,
    EvidencePlace,
    in_words,
    lacking,
    lacking_words,
    link_address,
    title_of,
)

AT = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
NEEDS = {
    "I": EvidencePolicy(),
    "II": EvidencePolicy(EvidenceNeed.ALWAYS),
    "III": EvidencePolicy(EvidenceNeed.ABOVE, Decimal(5)),
    "IV": EvidencePolicy(EvidenceNeed.DIFFERS),
    "V": EvidencePolicy(EvidenceNeed.ATTESTED),
}
COVENANT = Covenant(
    block="K1",
    year=2025,
    title="Giao ước",
    children=tuple(
        Criterion(
            code=code,
            text=f"Tiêu chí {code}",
            max_points=Decimal(10),
            rule=Judgement(),
            evidence=policy,
        )
        for code, policy in NEEDS.items()
    ),
)
LINK = EvidenceItem(
    token="t1",
    unit="A",
    kind=EvidenceKind.LINK,
    title="Báo cáo",
    added_by="An",
    added_at=AT,
    url="https://vi-du.vn",
)
FILE = EvidenceItem(
    token="t2",
    unit="A",
    kind=EvidenceKind.FILE,
    title="Giấy",
    added_by="An",
    added_at=AT,
    file_name="a.pdf",
)


def lines(worth, **more):
    entry = Entry(points=None if worth is None else Decimal(worth), **more)
    return dict.fromkeys(NEEDS, entry), dict.fromkeys(NEEDS, entry.points)


def test_each_policy_asks_for_evidence_in_its_own_way():
    assert lacking(COVENANT, *lines("5"), ()) == ("II", "V")
    assert lacking(COVENANT, *lines("5.01"), ()) == ("II", "III", "V")


@pytest.mark.parametrize("state", [LineState.NOT_ASSIGNED, LineState.LEFT_BLANK, LineState.CLEARED])
def test_a_line_that_earns_nothing_needs_nothing(state):
    entries, points = lines("8", state=state)

    assert lacking(COVENANT, entries, points, ()) == ()
    assert lacking(COVENANT, *lines("0"), ()) == ()
    assert lacking(COVENANT, *lines("0.00"), ()) == ()
    assert lacking(COVENANT, *lines(None), ()) == ()
    assert lacking(COVENANT, {}, points, ()) == ()


def test_a_written_reference_will_do_except_where_a_signed_paper_is_asked_for():
    assert lacking(COVENANT, *lines("8", evidence="Báo cáo số 12"), ()) == ("V",)


@pytest.mark.parametrize(
    ("item", "left"),
    [
        (replace(LINK, criteria=("II", "III", "V")), ("V",)),
        (replace(FILE, criteria=("II", "III", "V")), ()),
        (replace(FILE, criteria=("III",)), ("II", "V")),
        (FILE, ("II", "III", "V")),
    ],
)
def test_an_attached_link_or_file_will_do_on_the_criteria_it_is_used_on(item, left):
    assert lacking(COVENANT, *lines("8"), [item]) == left


@pytest.mark.parametrize(
    ("state", "computed", "is_lacking"),
    [
        (LineState.SCORED, "3", False),  # a unit's own claim is never settled by hand
        (LineState.AGREED, "3", True),
        (LineState.AGREED, "8.00", False),
        (LineState.COMBINED, "8", False),
        (LineState.AGREED, None, True),
    ],
)
def test_points_settled_by_hand_need_it_where_they_differ_from_what_is_computed(
    state, computed, is_lacking
):
    entries, points = lines("8", state=state)
    made = {"IV": None if computed is None else Decimal(computed)}

    found = lacking(COVENANT, entries, points, (), made)

    assert ("IV" in found) is is_lacking


def test_the_sentence_tells_papers_from_the_rest():
    assert lacking_words(COVENANT, ["II", "III"]) == "II, III cần minh chứng"
    assert lacking_words(COVENANT, ["II", "V"]) == (
        "II cần minh chứng; V cần đính kèm tệp giấy xác nhận có ký"
    )
    assert lacking_words(COVENANT, []) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://vi-du.vn/bao-cao?so=12#trang-3", "https://vi-du.vn/bao-cao?so=12#trang-3"),
        (" HTTPS://Vi-Du.VN/A ", "https://vi-du.vn/A"),
        ("http://vi-du.vn:8080/a b", "http://vi-du.vn:8080/a%20b"),
        ("https://vi-du.vn/báo-cáo (1).pdf", "https://vi-du.vn/b%C3%A1o-c%C3%A1o%20%281%29.pdf"),
        ("https://vi-du.vn/a%20b", "https://vi-du.vn/a%20b"),
        ("https://vi-du.vn/a\u202egpj", "https://vi-du.vn/agpj"),
        ("https://vi-du.vn/](x)<b>\"'", "https://vi-du.vn/%5D%28x%29%3Cb%3E%22'"),
        ("https://thiđua.vn", "https://xn--thiua-7ya.vn"),
        ("https://[::1]/a", "https://[::1]/a"),
    ],
)
def test_a_link_is_kept_in_one_plain_form(typed, kept):
    assert link_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "vi-du.vn",
        "javascript:alert(1)",
        "JavaScript://vi-du.vn/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://vi-du.vn",
        "//vi-du.vn",
        "https://",
        "https:///a",
        "https://an:mat-khau@vi-du.vn",
        "https://vi-du.vn:chu",
        "https://[vi-du",
        "https://vi-du.vn@",
        "https://vi-du.vn)[x](y",
        "https://vi<b>du.vn",
        "https://-\u0300.vn.." + "a" * 70,
        f"https://vi-du.vn/{'a' * LONGEST_LINK}",
    ],
)
def test_what_is_no_plain_web_address_is_refused(typed):
    with pytest.raises(Refused):
        link_address(typed)


def test_a_title_is_what_was_typed_or_what_the_thing_is_called():
    assert title_of(" Báo cáo  \u200bnăm ", "a.pdf") == "Báo cáo năm"
    assert title_of(" \u200b", "a.pdf") == "a.pdf"
    assert len(title_of("x" * 999, "")) == 200


def test_words_for_the_record_tell_one_item_from_another():
    assert in_words(EvidenceKind.LINK, "Báo cáo", "https://vi-du.vn", "", 0, "") == (
        "«Báo cáo» · liên kết https://vi-du.vn"
    )
    assert (
        replace(FILE, size=12, sha256="ab").words() == "«Giấy» · tệp a.pdf · 12 byte · SHA-256 ab"
    )


def test_what_came_or_was_said_after_the_sheet_was_handed_in_is_marked():
    after = AT + timedelta(seconds=1)
    then, later = (EvidencePlace(criterion="I", added_at=moment) for moment in (AT, after))
    early = replace(FILE, places=(then,))

    assert [
        one.late_words("I", AT)
        for one in (
            early,
            replace(early, added_at=after),
            replace(early, added_at=after, replaces="t0"),
            replace(early, places=(later,)),
        )
    ] == ["", "Thêm sau khi nộp", "Thay sau khi nộp", "Thêm sau khi nộp"]
    assert replace(early, added_at=after).late_words("I", None) == ""


def test_of_one_that_is_hidden_only_its_being_there_and_its_level_are_left():
    place = EvidencePlace(
        criterion="I", added_at=AT, page="3", quotation="lời mật", document="15/QĐ"
    )
    link = replace(LINK, places=(place,), criteria=("I",), level=EvidenceLevel.SECRET)
    file = replace(
        FILE, file_name="a.pdf", media_type="application/pdf", size=9, sha256="ab", places=(place,)
    )

    assert link.masked() == EvidenceItem(
        token="",
        unit="A",
        kind=EvidenceKind.LINK,
        title="Minh chứng mức mật",
        added_by="An",
        added_at=AT,
        criteria=("I",),
        places=(EvidencePlace(criterion="I", added_at=AT),),
        level=EvidenceLevel.SECRET,
        hidden=True,
    )
    hidden = replace(file, level=EvidenceLevel.INTERNAL).masked()
    assert (hidden.title, hidden.file_name, hidden.sha256, hidden.size, hidden.media_type) == (
        "Minh chứng mức nội bộ", "", "", 0, "",
    )  # fmt: skip
