"""Mọi việc ghi × mọi giá trị giữ lại: after each, what is handed out is what is read afresh."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import select

from tests.comparing import Stale, comparing
from tests.people import PROGRAM, acting
from tests.services.test_rights_table import (
    DONE,
    HOME,
    NOW,
    UNIT,
    WAYS,
    Case,
    Templates,
    content,
    expected,
    find,
    name_of,
    outcome,
    person,
    save,
    scored,
    with_a_source,
)
from thidua import services
from thidua.db.engine import engine, file_url, forget_engines, reading, writing
from thidua.db.tables import Account
from thidua.domain.access.permissions import Permission, Role, is_allowed
from thidua.domain.meeting.position import Position
from thidua.domain.period.stage import Stage
from thidua.domain.record.personal_data import DataSubject
from thidua.domain.rules.entry import Occurrence
from thidua.domain.scoring.sheet import Hand
from thidua.domain.vote.vote import Electorate, VoteStatus
from thidua.services.access import accounts, interests
from thidua.services.awards import eligibility, proposals
from thidua.services.covenant import covenants, signatures
from thidua.services.ground.audit import Act, record
from thidua.services.ground.kept import store
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.meeting import facts, links
from thidua.services.movement import (
    life,
    participations,
    places,
    reached,
    standards,
)
from thidua.services.period import offices, review_plan, rosters, windows
from thidua.services.progress import my_tasks, overview, owed, reminders, stages
from thidua.services.ranking import leaders, past_points, prospects, standings, tracking
from thidua.services.record import as_it_stood, fingerprints, records
from thidua.services.record.personal import holdings
from thidua.services.register import counted_targets, waiting
from thidua.services.register import sights as register_sights
from thidua.services.report import dues
from thidua.services.review import reviews
from thidua.services.scoring import (
    confirmations,
    desk,
    documents,
    evidence,
    late_evidence,
    submissions,
)
from thidua.services.thread import threads
from thidua.services.verify import analysis, leniency
from thidua.services.vote import electors, results, taking_office, votes

ELSEWHERE = ("K2", 2025)
CALLS = re.compile(r"(?<!def )\bkept\(")
NAMED = re.compile(r'\bkept\(\s*(?:work\.)?session,\s*\(?"([^"]+)"')
MADE_APART = {"eligibility", "nominees", "people of the record"}
OF_THE_RECORD = {  # moves with every entry, or with a name that is new to the record
    *("as it stood", "end of the record", "personal traces"),
    *("people of the record", "told"),
}
OF_A_COUNTED_VOTE = {"counted vote"}  # there is none until one is closed
OF_ADDED_PERIODS = {"added", "verified totals"}  # of a year whose covenant adds its months
OF_REPORTS = {"report hand-ins"}  # of a block with reports: scoring/test_source_numbers
NOT_HERE = OF_A_COUNTED_VOTE | OF_ADDED_PERIODS | OF_REPORTS
"""Giá trị không có ở kỳ này; those of other periods are compared where months are added."""


def read_all(work):
    """Đọc mọi thứ được giữ, of one period."""
    session, period = work.session, work.period
    rosters.periods(work)
    rosters.members(work)
    accounts.named_actor(session, 1, "quan-tri-that", "Người quan-tri-that")
    for hand in (Hand.SELF, Hand.VERIFIED):
        standings.unchecked_board(session, period, hand)
        standings.unchecked_boards(session, [period], hand)
        standings.explained(work, unit=UNIT, hand=hand)
        desk.desk(work, unit=UNIT, hand=hand)
        leaders.leading(work, hand=hand)
        tracking.explained_in_full(work, unit=UNIT, hand=hand)
    past_points.past_points(work, unit=UNIT)
    prospects.prospects(work)
    covenants.load(session, period)
    signatures.view(work)
    for one in votes.unchecked(session, period):
        if one.status is VoteStatus.CLOSED:
            results.result(work, vote=one.key)
    for electorate in Electorate:
        if is_allowed(work.actor, Permission.SET_UP_VOTE, period):
            electors.electors(work, electorate=electorate)
    records.people(work)
    records.entries(work, wanted=records.Wanted())
    as_it_stood.as_it_stood(work, at=work.now)
    reviews.unchecked_duties(session, period)
    threads.listed(work)
    reviewer = acting(Role.UNIT_OFFICER, period.block_code, period.year, "B")
    threads.listed(Work(session, reviewer, period, work.now))
    stages.view(work)
    owed.unchecked_owed(session, period, work.now)
    overview.unchecked_progress(session, period)
    overview.first_steps(work)
    reminders.history(work)
    confirmations.waiting(work)
    evidence.unchecked_of_block(session, period)
    evidence.duplicates(work)
    evidence.missing_files(session, period)
    evidence.handed_in_at(work, unit=UNIT)
    for hand in (Hand.CROSS, Hand.VERIFIED):
        late_evidence.unchecked_late(session, period, hand)
    listed = [Occurrence(document="15/QĐ")]
    documents.of_line(work, unit=UNIT, hand=Hand.SELF, criterion="I", occurrences=listed)
    submissions.gaps_of(work, unit=UNIT)
    submissions.returned(work)
    interests.leaders(work)
    interests.substitutes(work)
    analysis.comparison(work)
    analysis.left_out(work)
    leniency.of_reviewers(work)
    law.book(session)
    plan = law.book(session).programmes["binh-phuoc-nong-thon-moi"]
    places.listed(work)
    standards.listed(work)
    reached.of_movement(work, plan=plan)
    counted_targets.unchecked(session, plan, NOW.date())
    life.of_movement(work, code=plan.code)
    participations.of_movement(work, code=plan.code)
    counted_targets.given(session, plan)
    register_sights.places(work)
    windows.windows(work)
    windows.extensions(work)
    review_plan.review_plan(session, period)
    offices.past(work)
    proposals.unchecked(session, period)
    facts.read(session, period, Position())
    links.listed(work)
    eligibility.unchecked(session, period, "tap-the-lao-dong-tien-tien")
    waiting.to_confirm(work)
    register_sights.of_register(work, register="sang-kien")
    accounts.page(work, sought=accounts.Sought())
    taking_office.waiting(work)
    dues.of_period(work)
    my_tasks.waiting(work)
    fingerprints.period_fingerprint(work)
    for login in session.exec(select(Account.login).limit(1)).all():
        holdings.unchecked(session, DataSubject(login=login))


def names(keys):
    """Tên các giá trị: the first word of their keys."""
    return {key if isinstance(key, str) else key[0] for key in keys}


def named_in_services():
    """Tên mọi giá trị giữ lại trong chương trình; a key made elsewhere is said by `kept` alone."""
    texts = [file.read_text() for file in Path(services.__path__[0]).rglob("*.py")]
    named = {name for text in texts for name in NAMED.findall(text)}
    unnamed = sum(len(CALLS.findall(text)) - len(NAMED.findall(text)) for text in texts)
    assert unnamed == len(MADE_APART), "một lời gọi `kept` có khóa làm ở chỗ khác"
    return named | MADE_APART


@pytest.fixture(scope="module")
def templates(sqlite_template, tmp_path_factory):
    yield Templates(sqlite_template, tmp_path_factory.mktemp("giu-lai"))
    forget_engines()


def read_at(url, *places):
    """Đọc mọi thứ ở các kỳ; says which were handed out again, each compared with a fresh one."""
    with comparing(one_moment=True) as handed_out:
        for place in places:
            keep_at(url, place)
    return handed_out


def keep_at(url, place):
    """Đọc mọi thứ ở một kỳ, and keep it as the program does."""
    with reading(url) as session:
        read_all(Work(session, PROGRAM, find(session, place), NOW))


@pytest.fixture(scope="module")
def keep_everything():
    """Giữ mọi thứ ở cả hai kỳ: read once of each template, since a copy has the same stamps."""
    known = {}

    def keep(url, template):
        held = store(engine(url))
        if template not in known:
            for place in (HOME, ELSEWHERE):
                keep_at(url, place)
            known[template] = dict(held._kept)
        held._kept.update(known[template])
        with reading(url) as session:
            assert [key for key in known[template] if not held.held(session, key)] == []

    return keep


def test_everything_that_is_kept_is_read_here(templates):
    url = file_url(templates.copy(templates.of("nháp", Stage.SELF_SCORE)))
    read_at(url, HOME)

    assert named_in_services() - names(read_at(url, HOME)) == NOT_HERE


def test_a_save_leaves_all_that_other_blocks_keep_and_a_sign_in_everything(templates):
    url = file_url(templates.copy(templates.of("nháp", Stage.SELF_SCORE)))
    read_at(url, HOME)
    read_at(url, ELSEWHERE)
    officer = acting(Role.UNIT_OFFICER, *HOME, UNIT)
    lasting = named_in_services() - NOT_HERE - OF_THE_RECORD
    with writing(url) as session:
        save(session, officer, find(session, HOME), UNIT, Hand.SELF, scored(70, base=1))
    assert names(read_at(url, ELSEWHERE)) & lasting == lasting
    read_at(url, HOME)

    with writing(url) as session:
        record(session, actor=PROGRAM, now=NOW, acts=[Act("sign_in.refused")])
    assert names(read_at(url, HOME)) & lasting == lasting


def test_a_change_behind_the_stamps_is_noticed(templates):
    file = templates.copy(templates.of("nháp", Stage.SELF_SCORE))
    read_at(file_url(file), HOME)
    with closing(sqlite3.connect(file)) as behind, behind:
        behind.execute("UPDATE unit SET short_name = 'đổi lén'")

    with pytest.raises(Stale):
        read_at(file_url(file), HOME)


RECORDED = [way for way in WAYS if way.call is not with_a_source]
"""Mọi việc but one that is prepared behind the record, where nothing can stand as it stood."""


@pytest.mark.parametrize(
    "way", RECORDED, ids=lambda way: f"{name_of(way.service)} {way.note}".strip()
)
def test_after_every_act_whatever_is_kept_is_as_it_would_be_read_now(
    way, templates, keep_everything, tmp_path, monkeypatch
):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path))
    stage, role = next(
        (stage, role)
        for stage in ([Stage.SELF_SCORE] if way.of_system else sorted(way.stages))
        for period in [in_stage(templates, way, stage)]
        for role in Role
        if expected(way, role, period, UNIT) == DONE
    )
    template = templates.of(way.state, stage)
    url = file_url(templates.copy(template))
    keep_everything(url, template)
    with reading(url) as session:
        period = find(session, HOME)
    named = way.named(Case(url, PROGRAM, period, UNIT))

    assert outcome(way, Case(url, person(role), period, UNIT), named, content(template)) == DONE
    read_at(url, HOME, ELSEWHERE)


def in_stage(templates, way, stage):
    """Kỳ ở giai đoạn ấy, as the table of rights asks about it."""
    with reading(file_url(templates.of(way.state, stage))) as session:
        return find(session, HOME)
