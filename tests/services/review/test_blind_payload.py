"""Điều được giấu: what every reading service hands to every role, searched for what it hides.

Each search is done twice: where a thing is hidden it must not be there, and where it is not hidden
the same search must find it, in the services named.
"""

import re
import shutil
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import count

import pytest

from tests.services.five_year import (
    AUDITOR,
    HEAD,
    LEADER,
    NOW,
    OFFICERS,
    SECRETARY,
    assign,
    blind,
    do,
    hand_in,
    move,
    of,
    see,
    settle,
)
from thidua.db import tables
from thidua.db.engine import file_url, forget_engines, writing
from thidua.domain.access.permissions import Role
from thidua.domain.ground.errors import NotFound, NotPermitted
from thidua.domain.period.stage import Stage
from thidua.domain.review.plan import ReviewPlan, numbered
from thidua.domain.rules.entry import Entry
from thidua.domain.scoring.sheet import Hand
from thidua.domain.thread.thread import ThreadKind
from thidua.services.progress import my_tasks, overview, owed, reminders, stages
from thidua.services.ranking import standings
from thidua.services.record import chained, records
from thidua.services.record.records import Wanted
from thidua.services.review import assignments, reviews
from thidua.services.scoring import confirmations, evidence, evidence_changes, sheets
from thidua.services.scoring import desk as score_entry
from thidua.services.scoring.sheets import LineEdit
from thidua.services.thread import threads
from thidua.services.verify import agreement, analysis

CLAIM = {"C1": "39.25", "C2": "29.75", "C3": "19.5", "C4": "9.25"}
"""Điểm A tự chấm."""

GIVEN = {
    "B": {"C1": "38.75", "C2": "27.25", "C3": "18.75", "C4": "6.25"},
    "C": {"C1": "36.25", "C2": "26.75", "C3": "17.25", "C4": "5.75"},
    "D": {"C1": "34.75", "C2": "24.25", "C3": "16.75", "C4": "7.75"},
    "E": {"C1": "31.25", "C2": "22.75", "C3": "15.25", "C4": "4.75"},
}
"""Điểm từng người chấm cho A; no two numbers in this file are alike."""

REVIEWER = of(Role.REVIEWER, "E", "cham-e")
COUNCIL = of(Role.COUNCIL_MEMBER, login="hoi-dong")
KIOSK = of(Role.KIOSK, login="man-chieu")
SECRETS = {"điểm tự chấm": CLAIM, **{f"phiếu của {one}": given for one, given in GIVEN.items()}}


def answers(actor):
    """Mọi điều các dịch vụ đọc nói với người này về A, by the name of the service."""
    unit = {"unit": "A"}
    asked = {
        "desk": [(reviews.desk, {**unit, "reviewer": one}) for one in "BCDE"],
        "duties": [(reviews.duties, {})],
        "average_handed_in": [(reviews.average_handed_in, {})],
        "settling": [(agreement.settling, unit)],
        "comparison": [(analysis.comparison, {})],
        "sensitivity": [(analysis.sensitivity, {})],
        "left_out": [(analysis.left_out, {})],
        "threads": [(threads.listed, {"now": NOW}), (threads.thread_marks, {**unit, "now": NOW})],
        "points_in_force": [(threads.points_in_force, {**unit, "criterion": "C1"})],
        "record": [(records.entries, {"wanted": Wanted()}), (records.people, {})],
        "sealed record": [(chained.shown, {})],
        "plan": [(assignments.plan, {}), (assignments.view, {})],
        "progress": [(overview.progress, {}), (overview.average, {}), (overview.past_boards, {})],
        "my tasks": [(my_tasks.waiting, {"now": NOW}), (owed.deadlines, {})],
        "evidence": [(evidence.of_unit, unit), (evidence.duplicates, {})],
        "reminders": [
            (reminders.due_texts, {"now": NOW, "link": str}),
            (reminders.history, {}),
        ],
        "stages": [(stages.view, {})],
        "waiting": [(confirmations.waiting, {})],
        "standings": [(standings.standings, {})],
        "claims ranked": [(standings.standings, {"hand": Hand.SELF})],
        "claim": [(score_entry.desk, {**unit, "hand": Hand.SELF})],
        "verified": [(score_entry.desk, {**unit, "hand": Hand.VERIFIED})],
        "cross as a sheet": [
            (score_entry.desk, {**unit, "hand": Hand.CROSS}),
            (standings.standings, {"hand": Hand.CROSS}),
        ],
    }
    return {name: [told(actor, *one) for one in calls] for name, calls in asked.items()}


def told(actor, service, named):
    try:
        return see(service, actor, **named)
    except (NotPermitted, NotFound) as refused:
        return str(refused)


def leaves(value):
    """Mọi giá trị nằm trong câu trả lời, numbers exact and in one spelling."""
    if is_dataclass(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from leaves(key)
            yield from leaves(one)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from leaves(one)
    elif isinstance(value, Decimal | Fraction):
        yield str(Fraction(value))
    else:
        yield str(value).replace(",", ".")


def reveals(answer, numbers):
    """Có một trong các số này, as a value or inside of words."""
    spelled = {str(Fraction(one)) for one in numbers}
    written = re.compile(rf"(?<![\d.])({'|'.join(map(re.escape, numbers))})0?(?!\d)")
    return any(one in spelled or written.search(one) for one in leaves(answer))


def seen_by(actor):
    """Điều bí mật nào người này thấy, with the services that told it."""
    found = answers(actor)
    return {
        secret: where
        for secret, numbers in SECRETS.items()
        if (where := {name for name, one in found.items() if reveals(one, numbers.values())})
    }


def claim_of_a():
    move(Stage.SELF_SCORE)
    edits = [
        LineEdit(code, 1, Entry(points=Decimal(points), explanation="Theo báo cáo"))
        for code, points in CLAIM.items()
    ]
    do(sheets.save_lines, OFFICERS["A"], unit="A", hand=Hand.SELF, edits=edits)
    move(Stage.CROSS_SCORE)


def give(reviewer, given, *, hands_in=True):
    """Chấm A, in words that name nobody."""
    edits = [
        LineEdit(code, 0, Entry(points=Decimal(points), explanation="Đối chiếu hồ sơ"))
        for code, points in given.items()
    ]
    place = {"unit": "A", "hand": Hand.CROSS, "reviewer": reviewer}
    do(sheets.save_lines, OFFICERS[reviewer], edits=edits, **place)
    if hands_in:
        hand_in(reviewer, "A")


def ask():
    """Một luồng về A, which keeps the points then in force, and what the unit shows."""
    named = {"unit": "A", "criterion": "C1", "url": "https://vi-du.vn/bao-cao"}
    do(evidence_changes.add_link, OFFICERS["A"], **named)
    words = {"kind": ThreadKind.EXPLAIN, "question": "Căn cứ nào?", "due": NOW.date()}
    do(threads.open_thread, SECRETARY, unit="A", criterion="C1", **words)


@pytest.fixture
def block(sqlite_url):
    """B, C và D đã chấm A và nộp; E đang chấm."""
    settle()
    claim_of_a()
    assign()
    ask()
    for reviewer in "BCD":
        give(reviewer, GIVEN[reviewer])


OF_CLAIM = {"desk", "threads"}
CLAIM_SHOWN = {"điểm tự chấm": OF_CLAIM}
SHEETS_SHOWN = {f"phiếu của {one}": {"desk"} for one in "BCD"}


@pytest.mark.parametrize("who", [OFFICERS["E"], REVIEWER], ids=["officer", "reviewer"])
@pytest.mark.parametrize(
    ("hidden", "wanted"),
    [
        ({}, CLAIM_SHOWN | SHEETS_SHOWN),
        ({"claim": True}, SHEETS_SHOWN),
        ({"others": True}, {"điểm tự chấm": {"desk"}}),
        ({"claim": True, "others": True}, {}),
        ({"names": True}, CLAIM_SHOWN | SHEETS_SHOWN),
        ({"claim": True, "others": True, "names": True}, {}),
    ],
    ids=["không giấu gì", "giấu điểm tự chấm", "giấu phiếu", "giấu cả hai", "giấu tên", "giấu hết"],
)
def test_a_reviewer_is_told_nothing_that_is_hidden_until_the_sheet_is_in(
    block, who, hidden, wanted
):
    blind(**hidden)
    assert seen_by(who) == wanted

    give("E", GIVEN["E"])
    assert seen_by(who) == CLAIM_SHOWN | SHEETS_SHOWN | {"phiếu của E": {"desk"}}


def test_who_has_not_handed_in_is_seen_by_nobody_but_the_readers_of_sheets(block):
    blind()
    give("E", GIVEN["E"], hands_in=False)

    assert {
        who.account: seen_by(who).get("phiếu của E", set())
        for who in (OFFICERS["A"], OFFICERS["B"], HEAD, LEADER, AUDITOR, COUNCIL, KIOSK)
    } == {
        "a": set(),
        "b": set(),
        "truong": {"desk", "record", "sealed record"},
        "lanhdao": {"desk"},
        "kiemtra": {"desk", "record", "sealed record"},
        "hoi-dong": set(),
        "man-chieu": set(),
    }


@pytest.mark.parametrize("hidden", [{}, {"claim": True, "others": True, "names": True}], ids=str)
def test_a_unit_learns_nothing_of_the_sheets_on_it_before_they_are_all_in(block, hidden):
    blind(**hidden)

    assert set(seen_by(OFFICERS["A"])) == {"điểm tự chấm"}
    assert seen_by(COUNCIL) == seen_by(KIOSK) == {}
    assert seen_by(OFFICERS["B"]) == {
        "phiếu của B": {"desk"},
        "phiếu của C": {"desk"},
        "phiếu của D": {"desk"},
        "điểm tự chấm": OF_CLAIM,
    }


def swapped(one):
    return {"C": "D", "D": "C"}.get(one, one)


def masks():
    """Hai dấu bốc số that number everybody alike, but C and D the other way round."""

    def numbers(mask):
        plan = ReviewPlan(mask=mask)
        return [numbered(plan, "BCDE", place) for place in ("A", "*")]

    seen = {}
    for number in count():
        mask = f"dấu {number}"
        found = numbers(mask)
        wanted = str([{one: labels[swapped(one)] for one in "BCDE"} for labels in found])
        if wanted in seen:
            return seen[wanted], mask
        seen[str([{one: labels[one] for one in "BCDE"} for labels in found])] = mask
    raise AssertionError


def two_worlds(use_database, template, folder, stage):
    """Hai khối khác nhau chỉ ở ai cho điểm nào: in the second C gave what D did, and D what C did.

    All else is alike, to the order in which the sheets came.
    """
    urls = []
    for number, mask in enumerate(masks()):
        forget_engines()
        file = folder / f"{number}.db"
        shutil.copyfile(template, file)
        use_database(file_url(file))
        settle()
        claim_of_a()
        assign([(one, "A") for one in "BCDE"])
        blind(names=True)
        with writing() as session:
            session.get_one(tables.ReviewPlan, 1).mask = mask
        for one in "BCDE":
            give(swapped(one) if number else one, GIVEN[one])
        move(stage)
        urls.append(file_url(file))
    return urls


@pytest.mark.parametrize("stage", [Stage.CROSS_SCORE, Stage.VERIFY], ids=str)
def test_with_names_hidden_nobody_could_say_who_gave_what(
    use_database, sqlite_template, tmp_path, stage
):
    """Whoever is not to know is told the same, whoever it was; who checks the record is not."""
    worlds = {}
    for url in two_worlds(use_database, sqlite_template, tmp_path, stage):
        use_database(url)
        for who in (HEAD, SECRETARY, LEADER, OFFICERS["A"], OFFICERS["B"], AUDITOR):
            found = answers(who)
            del found["sealed record"]  # the seals of two records differ whatever they hold
            worlds.setdefault(who.account, []).append(
                {name: list(leaves(one)) for name, one in found.items()}
            )

    differing = {
        account: {name for name in one if one[name] != other[name]}
        for account, (one, other) in worlds.items()
    }
    assert {who: names for who, names in differing.items() if names} == {
        "kiemtra": {"desk", "settling", "comparison", "record"}
    }
