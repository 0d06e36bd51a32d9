"""Cuộc họp để thử: the facts of a deck, made of plain values."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from tests.builders import make_covenant, make_criterion, make_group, ranked, scored
from thidua.domain.covenant.covenant import Sign
from thidua.domain.document.deck.facts import DeckFacts, HeldVote, LastEntry
from thidua.domain.law.quota import QuotaState, QuotaStatus
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.stage import Stage
from thidua.domain.thread.thread import Thread, ThreadKind, ThreadStatus
from thidua.domain.vote.counting import BallotCount, Tally, VoteResult, result_of
from thidua.domain.vote.vote import (
    Candidate,
    Presence,
    RollMember,
    Subject,
    Threshold,
    VoteRules,
)

AT = datetime(2026, 1, 20, 7, 5, tzinfo=UTC)
FINGERPRINT = "3f9c21aa7b04e5d1" * 4
COVENANT = make_covenant(
    make_group("I", make_criterion("I.1", 60)),
    make_group("II", make_criterion("II.1", 40)),
    make_criterion("III", 10, sign=Sign.BONUS),
    make_criterion("IV", 5, sign=Sign.DEDUCTION),
)
GIVEN = {
    "A": ("55.50", "38", "4", "0"),
    "B": ("50", "39.25", "0", "1.5"),
    "C": ("52", "30", "0", "0"),
}
NAMES = {"A": "Sở Alpha", "B": "Sở Beta", "C": "Sở Gamma", "D": "Sở Delta", "E": "Sở Epsilon"}


def lines(*values, codes=("I.1", "II.1", "III", "IV")):
    """Bảng chấm: None where nobody has scored."""
    return {
        code: scored(value) for code, value in zip(codes, values, strict=True) if value is not None
    }


def facts(given=None, covenant=COVENANT, names=NAMES, stage=Stage.LOCKED, **more):
    """Dữ liệu của một bản trình chiếu, all units verified."""
    sheets = {unit: lines(*values) for unit, values in (given or GIVEN).items()}
    known = {
        "period": BlockPeriod(
            id=1, block_code="K1", block_name="Khối các sở", year=2025, stage=stage
        ),
        "covenant": covenant,
        "members": {unit: Member(unit, names[unit], "") for unit in sheets},
        "verified": frozenset(sheets),
        "standings": ranked(covenant, sheets),
        "is_provisional": stage is not Stage.LOCKED,
        "last": LastEntry(1284, AT),
        "fingerprint": FINGERPRINT,
    }
    return DeckFacts(**(known | more))


def counted(*agree, valid=7, members=9, seats=None, texts=None, quorum=None):
    """Kết quả kiểm phiếu: how many agreed to each candidate, of so many valid ballots."""
    named = texts or [f"Sở {place}" for place in range(1, len(agree) + 1)]
    candidates = tuple(
        Candidate(f"u{place}", text, f"u{place}") for place, text in enumerate(named, start=1)
    )
    rules = VoteRules(
        threshold=Threshold(Fraction(4, 5), source="Quy chế"), seats=seats, quorum=quorum
    )
    roll = tuple(
        RollMember(
            code=f"m{place}",
            name=f"Thành viên {place}",
            presence=Presence.PRESENT if place <= valid else Presence.ABSENT,
        )
        for place in range(1, members + 1)
    )
    count = BallotCount(
        issued=valid,
        returned=valid,
        not_returned=0,
        valid=valid,
        invalid=0,
        tallies={
            one.code: Tally(agree=number, disagree=valid - number)
            for one, number in zip(candidates, agree, strict=True)
        },
    )
    return result_of(rules, candidates, roll, count, {})


def held(result: VoteResult | None = None, **more):
    """Một cuộc bỏ phiếu."""
    return HeldVote(title="Suy tôn Cờ thi đua", subject=Subject.AWARD, result=result, **more)


def thread(key, before="3", after="4", *, is_open=False, outcome="Chấp nhận"):
    """Một luồng giải trình của A."""
    return Thread(
        id=key,
        unit="A",
        criterion="II.1",
        kind=ThreadKind.EXPLAIN,
        status=ThreadStatus.OPEN if is_open else ThreadStatus.CLOSED,
        question="Vì sao?",
        due=None,
        opened_by="Ai đó",
        opened_at=AT,
        old_points=Decimal(before),
        new_points=None if is_open else Decimal(after),
        outcome="" if is_open else outcome,
    )


def quota(count, most, status=QuotaStatus.WITHIN):
    """Một hạn mức."""
    return QuotaState(status=status, most=most, count=count, proposed=())
