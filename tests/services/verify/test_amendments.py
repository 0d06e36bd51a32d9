"""Sửa đổi giao ước: what no longer fits is named and settled, and nothing counts above its most."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.noting import assert_as_recorded
from tests.people import PROGRAM, acting
from tests.services.five_units import fill, fresh
from tests.services.year import NOW
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.period.stage import Stage
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.fit import Settlement
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.ranking import standings
from thidua.services.scoring import restoring, sheets, submissions
from thidua.services.verify import agreement, amendments, verification

OFFICE = acting(Role.STANDING_OFFICE)
TOLD = {"reason": "Giảm mục II", "document": "Biên bản 05", "effective_from": date(2025, 6, 1)}
BOTH = {Hand.SELF: Settlement.RETURN, Hand.CROSS: Settlement.AGREE}


def amended(change):
    """Giao ước đang dùng với các dòng đổi theo `change`, None taking a row out."""
    with reading() as session:
        old = covenants.draft(Work(session, PROGRAM, fresh()))
    rows = [(row, change.get(row.code, {})) for row in old.criteria]
    kept = tuple(replace(row, **new) for row, new in rows if new is not None)
    return replace(old, criteria=kept)


LOWER = {"C2": {"max_points": Decimal(25)}}


def preview(draft):
    with reading() as session:
        work = Work(session, OFFICE, fresh())
        found = covenants.preview_covenant(work, draft=draft)
        return found, amendments.effect(work, preview=found)


def adopt(draft, choices=None, actor=OFFICE, **told):
    with writing() as session:
        work = Work(session, actor, fresh(), NOW)
        amendments.adopt(work, draft=draft, choices=choices, **{**TOLD, **told})


def board():
    with reading() as session:
        return standings.standings(Work(session, OFFICE, fresh()))


def stored(hand, unit, reviewer=""):
    with reading() as session:
        return queries.sheets_by(session, fresh(), hand, reviewer)[unit]


def test_every_line_that_no_longer_fits_is_named(database_url):
    fill()

    found, effect = preview(amended(LOWER))

    assert Counter((one.hand, one.unit) for one in found.misfits) == {
        (Hand.SELF, "A"): 1,
        (Hand.SELF, "B"): 1,
        (Hand.SELF, "C"): 1,
        (Hand.SELF, "D"): 1,
        (Hand.CROSS, "A"): 4,
        (Hand.CROSS, "B"): 4,
        (Hand.CROSS, "C"): 4,
        (Hand.CROSS, "D"): 1,
    }
    assert {one.criterion for one in found.misfits} == {"C2"}
    assert [one.why for one in found.misfits if (one.hand, one.unit) == (Hand.SELF, "A")] == [
        "điểm 28 vượt điểm tối đa 25"
    ]
    assert {one.unit: (one.after.total, one.after.rank) for one in effect.moved} == {
        **dict.fromkeys("ABCD", (None, None)),
        "E": (Decimal("69.25"), 1),
    }


@pytest.mark.both_databases
def test_nothing_counts_above_its_maximum_and_the_agreed_points_settle_it(database_url):
    fill()

    adopt(amended(LOWER), BOTH)

    rows = {row.unit: row.score.lines["C2"] for row in board().standings.rows}
    assert rows == {**dict.fromkeys("ABCD"), "E": Decimal("24.00")}
    for unit in "ABCD":
        with writing() as session:
            work = Work(session, OFFICE, fresh(), NOW)
            agreement.agree(work, unit=unit, criterion="C2", typed="25", reason="Trần mới", base=0)
    assert {row.unit: (row.total, row.rank) for row in board().standings.rows} == {
        "B": (Decimal("83.75"), 1),
        "A": (Decimal("83.50"), 2),
        "C": (Decimal("82.50"), 3),
        "D": (Decimal("76.25"), 4),
        "E": (Decimal("69.25"), 5),
    }
    assert_as_recorded()


def test_a_claim_is_given_back_with_the_reason_while_units_may_still_score(sqlite_url):
    fill(Stage.SELF_SCORE)

    adopt(amended(LOWER), {Hand.SELF: Settlement.RETURN, Hand.CROSS: Settlement.RETURN})

    claim, kept, review = (
        stored(Hand.SELF, "A"), stored(Hand.SELF, "E"), stored(Hand.CROSS, "D", "E")
    )  # fmt: skip
    assert (claim.status, sorted(claim.lines), claim.returned_reason) == (
        SheetStatus.DRAFT, ["C1", "C3", "C4"], "Giao ước đã sửa đổi (bản 2): chấm lại C2."
    )  # fmt: skip
    assert (kept.status, sorted(kept.lines)) == (SheetStatus.SUBMITTED, ["C1", "C2", "C3", "C4"])
    assert (review.status, sorted(review.lines)) == (SheetStatus.DRAFT, ["C1", "C3", "C4"])
    with reading() as session:
        notes = submissions.unchecked_return_notes(session, fresh())
    assert {code: said for (unit, code), said in notes.items() if unit == "A"} == {
        "C2": "Giao ước đã sửa đổi (bản 2): điểm 28 vượt điểm tối đa 25."
    }
    assert_as_recorded()


def test_a_claim_past_its_stage_stays_handed_in(sqlite_url):
    fill()

    adopt(amended(LOWER), BOTH)

    claim = stored(Hand.SELF, "A")
    assert (claim.status, sorted(claim.lines)) == (SheetStatus.SUBMITTED, ["C1", "C3", "C4"])
    assert sorted(stored(Hand.CROSS, "A", "B").lines) == ["C1", "C2", "C3", "C4"]


@pytest.mark.both_databases
def test_a_verified_sheet_opens_again_with_what_was_combined(database_url):
    fill()
    with writing() as session:
        verification.verify_sheet(Work(session, OFFICE, fresh(), NOW), unit="A")
    assert stored(Hand.VERIFIED, "A").entries["C2"].points == Decimal("27.25")

    adopt(amended(LOWER), {**BOTH, Hand.VERIFIED: Settlement.RETURN})

    sheet = stored(Hand.VERIFIED, "A")
    assert (sheet.status, sorted(sheet.lines)) == (SheetStatus.DRAFT, ["C1", "C3", "C4"])
    assert {row.unit: row.total for row in board().standings.rows}["A"] is None
    assert_as_recorded()


def test_what_was_combined_does_not_fit_where_one_review_does_not(sqlite_url):
    fill()
    with writing() as session:
        verification.verify_sheet(Work(session, OFFICE, fresh(), NOW), unit="D")
    combined = stored(Hand.VERIFIED, "D").entries["C2"]
    assert (combined.state, combined.points) == (LineState.COMBINED, Decimal("25.25"))

    found, _ = preview(amended({"C2": {"max_points": Decimal("25.5")}}))

    assert [(one.hand, one.reviewer, one.why) for one in found.misfits if one.unit == "D"] == [
        (Hand.SELF, "", "điểm 26 vượt điểm tối đa 25,5"),
        (Hand.CROSS, "E", "điểm 26 vượt điểm tối đa 25,5"),
        (Hand.VERIFIED, "", "tổng hợp từ phiếu chấm chéo có dòng không còn khớp"),
    ]


def combining(how):
    """Giao ước đang dùng với cách tổng hợp khác."""
    draft = amended({})
    settings = tuple(
        replace(one, value=how) if one.name == "Cách tổng hợp điểm chấm chéo" else one
        for one in draft.settings
    )
    return replace(draft, settings=settings)


def test_what_was_combined_another_way_is_combined_anew_as_for_everybody_else(sqlite_url):
    fill()
    with writing() as session:
        verification.verify_sheet(Work(session, OFFICE, fresh(), NOW), unit="A")
    before = stored(Hand.VERIFIED, "A").entries["C1"].points

    found, effect = preview(combining("Trung vị"))

    assert before == Decimal("35.75")
    said = "điểm tổng hợp {} tính theo bản cũ; cùng các phiếu ấy theo bản mới là {}"
    assert [(one.unit, one.hand, one.criterion, one.why) for one in found.misfits] == [
        ("A", Hand.VERIFIED, "C1", said.format("35,75", "37,5")),
        ("A", Hand.VERIFIED, "C2", said.format("27,25", "27")),
        ("A", Hand.VERIFIED, "C3", said.format("17,75", "18")),
    ]
    with pytest.raises(Refused, match="không còn khớp"):
        adopt(combining("Trung vị"))
    adopt(combining("Trung vị"), {Hand.VERIFIED: Settlement.RETURN})
    with writing() as session:
        verification.verify_sheet(Work(session, OFFICE, fresh(), NOW), unit="A")
    assert stored(Hand.VERIFIED, "A").entries["C1"].points == Decimal("37.5")
    again = {one.unit: one.after.total for one in effect.moves}
    assert board().standings.of("A").total == again["A"] == Decimal("87.5")
    assert_as_recorded()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"C2": None}, "giao ước mới không còn tiêu chí này"),
        ({"C2": {"method": "Đạt/không"}}, "cách chấm mới «Đạt/không» cần nhập lại số liệu"),
        (
            {"C2": {"method": "Chọn mức", "parameters": "Tốt: 30; Khá: 20"}},
            "cách chấm mới «Chọn mức» cần nhập lại số liệu",
        ),
        (
            {"C2": {"sign": "thưởng"}},
            "dấu của tiêu chí đã đổi giữa điểm gốc, điểm thưởng và điểm trừ",
        ),
        ({"C2": {"parameters": "bước 5"}}, "điểm 24 không theo bước 5"),
        (
            {"C2": {"method": "Theo lượt", "parameters": "mỗi lượt 1"}},
            "cách chấm mới «Theo lượt» cần nhập lại số liệu",
        ),
        (
            {"C2": {"method": "Trừ dần", "parameters": "muộn: 1"}},
            "cách chấm mới «Trừ dần» cần nhập lại số liệu",
        ),
        (
            {"C2": {"method": "Tổng các ý", "parameters": "ý a: 20; ý b: 10"}},
            "cách chấm mới «Tổng các ý» cần nhập lại số liệu",
        ),
    ],
)
def test_each_way_a_line_may_stop_fitting_is_said(sqlite_url, change, why):
    fill()

    found, _ = preview(amended(change))

    of_e = [one.why for one in found.misfits if (one.unit, one.hand) == ("E", Hand.SELF)]
    assert of_e == [why]


def test_what_still_fits_is_reckoned_anew_and_not_given_back(sqlite_url):
    fill()

    found, effect = preview(amended({"C2": {"max_points": Decimal(35)}}))

    assert found.misfits == ()
    assert effect.moved == ()
    adopt(amended({"C2": {"max_points": Decimal(35)}}))
    assert board().covenant.version == 2


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (None, "Có 17 dòng đã chấm không còn khớp bản sửa đổi"),
        ({Hand.SELF: Settlement.RETURN}, "Có 17 dòng đã chấm không còn khớp bản sửa đổi"),
        ({**BOTH, Hand.CROSS: Settlement.RETURN}, "không dùng cho loại bảng điểm ấy"),
        ({**BOTH, Hand.SELF: Settlement.AGREE}, "không dùng cho loại bảng điểm ấy"),
    ],
)
def test_without_a_choice_for_every_hand_nothing_is_written(sqlite_url, choices, said):
    fill()
    with pytest.raises(Refused, match=said):
        adopt(amended(LOWER), choices)
    assert fresh().covenant_version == 1
    assert sorted(stored(Hand.SELF, "A").lines) == ["C1", "C2", "C3", "C4"]


def of_unit(home, role=Role.STANDING_OFFICE):
    block = () if role is Role.STANDING_OFFICE else (fresh().block_code, None, fresh().year)
    return Actor("Ai đó (ai)", (Grant(role, *(block or (None, None, None)), home),), "ai")


def test_lines_of_the_own_unit_are_settled_by_nobody_who_is_of_it(sqlite_url):
    fill()

    with pytest.raises(NotPermitted, match=r"của đơn vị bạn \(A\) không còn khớp"):
        adopt(amended(LOWER), BOTH, of_unit("A"))
    assert fresh().covenant_version == 1
    adopt(amended({"C2": {"text": "Rõ hơn"}}), actor=of_unit("A"))
    adopt(amended(LOWER), BOTH, of_unit("E"))
    assert fresh().covenant_version == 3


def test_who_has_not_said_whose_unit_they_are_of_settles_no_line(sqlite_url):
    fill(Stage.PREPARE)
    returned = {**BOTH, Hand.CROSS: Settlement.RETURN}

    with pytest.raises(Refused, match="Chưa khai"):
        adopt(amended(LOWER), returned, of_unit(None, Role.HEAD))
    adopt(amended(LOWER), returned, of_unit("", Role.HEAD))


def test_no_other_way_in_leaves_points_above_their_maximum(sqlite_url):
    fill()
    with pytest.raises(Refused, match="không còn khớp"), writing() as session:
        covenants.adopt_covenant(Work(session, PROGRAM, now=NOW), draft=amended(LOWER))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"reason": " "}, "Cần ghi lý do sửa đổi."),
        ({"document": ""}, "Cần ghi số, ngày của văn bản sửa đổi."),
        ({"effective_from": None}, "Cần ghi ngày bản sửa đổi có hiệu lực."),
    ],
)
def test_an_amendment_says_why_by_what_and_from_when(sqlite_url, told, said):
    fill()
    with pytest.raises(Refused, match=said):
        adopt(amended({"C2": {"text": "Rõ hơn"}}), **told)


def test_a_draft_that_nobody_signed_yet_needs_no_document(sqlite_url):
    fill(Stage.PREPARE)
    adopt(amended({"C2": {"text": "Rõ hơn"}}), reason="", document="", effective_from=None)
    with reading() as session:
        newest = covenants.versions(Work(session, OFFICE, fresh()))[0]
    assert (newest.version, newest.reason, newest.document) == (2, "", "")


def test_reason_document_and_day_are_kept(sqlite_url):
    fill()
    adopt(amended({"C2": {"text": "Rõ hơn"}}))
    with reading() as session:
        newest = covenants.versions(Work(session, OFFICE, fresh()))[0]
    assert (newest.reason, newest.document, newest.effective_from) == tuple(TOLD.values())


def test_a_chair_may_not_amend_once_scores_are_given(sqlite_url):
    fill()
    with pytest.raises(NotPermitted):
        adopt(amended(LOWER), BOTH, actor=acting(Role.HEAD, "K5", 2025))


def test_a_claim_given_back_can_be_scored_within_the_new_maximum(sqlite_url):
    fill(Stage.SELF_SCORE)
    adopt(amended(LOWER), {Hand.SELF: Settlement.RETURN, Hand.CROSS: Settlement.RETURN})
    officer = acting(Role.UNIT_OFFICER, "K5", 2025, "A")

    def save(points):
        with writing() as session:
            base = stored(Hand.SELF, "A").versions["C2"]
            edit = sheets.LineEdit("C2", base, Entry(points=Decimal(points)))
            work = Work(session, officer, fresh(), NOW)
            sheets.save_lines(work, unit="A", hand=Hand.SELF, edits=[edit], document="Phiếu có ký")

    with pytest.raises(Refused, match="vượt điểm tối đa 25"):
        save(26)
    save(25)
    assert stored(Hand.SELF, "A").entries["C2"].points == 25


@pytest.mark.parametrize(
    "new",
    [
        {"sign": "thưởng"},
        {"sign": "trừ"},
        {"method": "Trừ dần", "parameters": "muộn: 1"},
    ],
)
def test_what_was_given_another_way_counts_nothing_until_it_is_agreed(sqlite_url, new):
    fill()
    _, effect = preview(amended({"C2": new}))

    adopt(amended({"C2": new}), BOTH)

    assert {one.unit: one.after.total for one in effect.moves} == dict.fromkeys("ABCDE")
    rows = board().standings.rows
    assert {row.unit: (row.score.lines["C2"], row.total) for row in rows} == dict.fromkeys(
        "ABCDE", (None, None)
    )
    review = stored(Hand.CROSS, "A", "B")
    assert (review.status, sorted(review.lines)) == (SheetStatus.SUBMITTED, ["C1", "C3", "C4"])
    with pytest.raises(Refused, match="chưa chấm"), writing() as session:
        verification.verify_sheet(Work(session, OFFICE, fresh(), NOW), unit="A")
    assert_as_recorded()


def test_an_earlier_value_given_another_way_is_not_put_back(sqlite_url):
    fill(Stage.SELF_SCORE)
    officer = acting(Role.UNIT_OFFICER, "K5", 2025, "A")
    before = stored(Hand.SELF, "A").versions["C2"]
    counted = amended({"C2": {"method": "Trừ dần", "parameters": "muộn: 1"}})
    adopt(counted, {Hand.SELF: Settlement.RETURN, Hand.CROSS: Settlement.RETURN})

    with reading() as session:
        found = restoring.earlier(
            Work(session, officer, fresh(), NOW), unit="A", hand=Hand.SELF, criterion="C2"
        )
    why = "bản 1 không còn khớp giao ước đang dùng (cách chấm mới «Trừ dần» cần nhập lại số liệu)"
    assert [(one.version, one.fault) for one in found] == [(before, f"C2: {why}.")]
    with pytest.raises(Refused, match="không còn khớp"), writing() as session:
        restoring.restore(
            Work(session, officer, fresh(), NOW),
            unit="A",
            hand=Hand.SELF,
            criterion="C2",
            version=before,
            base=before + 1,
            reason="Lấy lại",
        )
