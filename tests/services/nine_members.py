"""Khối chín đơn vị đang bình xét: their officers, a council, and the steps of a vote."""

from datetime import UTC, datetime
from fractions import Fraction

from tests.databases import prepared
from tests.people import PROGRAM, make_account
from thidua.db.engine import reading, writing
from thidua.db.tables import BlockYear
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.period.roster import RosterRow
from thidua.domain.period.stage import Stage
from thidua.domain.vote.vote import Answer, Candidate, Presence, Threshold, VoteDraft, VoteRules
from thidua.services.council import opening
from thidua.services.ground.audit import Act, record
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.services.vote import ballots, votes
from thidua.services.vote import papers as vote_papers
from thidua.services.vote import results as vote_results
from thidua.services.vote import roll as vote_roll

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
UNITS = tuple(f"U{number}" for number in range(1, 10))
COUNCIL = tuple(f"hd{number}" for number in range(1, 7))
SOURCE = "Điều 18 khoản 5 Thông tư 15/2023/TT-BKHĐT"
YES, NO, NONE = Answer.AGREE, Answer.DISAGREE, Answer.ABSTAIN


def of(role, unit=None, login=""):
    """Người với một vai trò trong khối này."""
    return Actor(f"Người {login} ({login})", (Grant(role, "K1", unit, 2025, ""),), login)


HEAD = of(Role.HEAD, login="truong")
SECRETARY = of(Role.SECRETARY, login="thu")
LEADER = of(Role.LEADER, login="lanhdao")


def officer(unit):
    """Cán bộ của một đơn vị."""
    return of(Role.UNIT_OFFICER, unit, unit.lower())


OFFICERS = {unit: officer(unit) for unit in UNITS}
MEMBERS = {login: of(Role.COUNCIL_MEMBER, login=login) for login in COUNCIL}
AWARD = VoteDraft(
    title="Đề nghị tặng Cờ thi đua",
    rules=VoteRules(threshold=Threshold(Fraction(80, 100), source=SOURCE)),
    candidates=(Candidate("U1", "Đơn vị U1", "U1"), Candidate("U2", "Đơn vị U2", "U2")),
)


@prepared
def settle(stage=Stage.APPRAISE, units=UNITS):
    """Khối chín đơn vị, each with its officer's account, and six of the council."""
    rows = [
        RosterRow("K1", "Khối chín", code, f"Đơn vị {code}", code, "sở", 2025) for code in units
    ]
    officers = [officer(unit) for unit in units]
    with writing() as session:
        rosters.import_roster(Work(session, PROGRAM, now=NOW), rows=rows)
        for one in (HEAD, SECRETARY, LEADER, *officers, *MEMBERS.values()):
            make_account(session, one.account, *one.grants)
    move(stage)


def move(stage):
    """Đưa kỳ tới một giai đoạn, without what a real period is asked for."""
    period = fresh()
    with writing() as session:
        session.get_one(BlockYear, period.id).stage = stage
        record(session, actor=PROGRAM, now=NOW, acts=[Act("stage.moved")], period=period)


def fresh():
    """Kỳ này as it stands now."""
    with reading() as session:
        return rosters.period(Work(session, PROGRAM), block="K1", year=2025)


def do(service, actor=HEAD, now=NOW, **named):
    """Làm một việc in a transaction of its own."""
    with writing() as session:
        return service(Work(session, actor, fresh(), now), **named)


def see(service, actor=HEAD, now=NOW, **named):
    """Xem, as this person."""
    with reading() as session:
        return service(Work(session, actor, fresh(), now), **named)


def view(vote):
    """Cuộc bỏ phiếu này as it stands now."""
    return next(one for one in see(votes.listed) if one.key == vote)


def opened(draft=AWARD, present=None, absent=(), members=None):
    """Một cuộc bỏ phiếu đã mở và điểm danh: everybody is there who is not absent."""
    vote = do(votes.set_up, draft=draft)
    do(opening.open_vote, vote=vote, seen=1, members=members)
    codes = [one.code for one in view(vote).roll]
    there = [code for code in codes if code not in absent] if present is None else present
    mark(vote, there)
    mark(vote, absent, Presence.ABSENT)
    return vote


def mark(vote, members, presence=Presence.PRESENT):
    """Điểm danh những người này."""
    do(vote_roll.mark, vote=vote, presences=dict.fromkeys(members, presence))


def cast(vote, member, *answers, actor=None, code=None):
    """Bỏ phiếu: answers in the order of the ballot; the receipt."""
    found = view(vote)
    asked = ballots.asked(found, found.member(member))
    code = code or ballots.new_receipt()
    do(
        ballots.cast,
        actor or OFFICERS.get(member) or MEMBERS[member],
        vote=vote,
        member=member,
        answers={one.code: answer for one, answer in zip(asked, answers, strict=True)},
        code=code,
    )
    return code


def write(vote, member, *answers, actor=HEAD, document="CV 12"):
    """Nhập ý kiến bằng văn bản một lần."""
    candidates = view(vote).draft.candidates
    said = {one.code: answer for one, answer in zip(candidates, answers, strict=True)}
    do(vote_papers.write_answer, actor, vote=vote, member=member, answers=said, document=document)


def close(vote, actor=HEAD):
    """Đóng và kiểm phiếu; the result."""
    do(vote_results.close, actor, vote=vote, seen=view(vote).version)
    return see(vote_results.result, vote=vote)
