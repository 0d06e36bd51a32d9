"""Theo dõi điểm: where each point of a unit comes from, read only when somebody asks for it."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import Session

from thidua.domain.access.permissions import Permission, is_allowed, require
from thidua.domain.ground.text import collation_key
from thidua.domain.period.period import BlockPeriod
from thidua.domain.review.plan import numbered
from thidua.domain.scoring.scoring import Entries, peer_entries
from thidua.domain.scoring.sheet import Hand
from thidua.domain.verify.tracking import Sources, Tracked, track
from thidua.services.ground.kept import kept
from thidua.services.ground.work import Work
from thidua.services.period import review_plan
from thidua.services.ranking import standings
from thidua.services.review import reviews
from thidua.services.scoring import peers as compared
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import require_one_hand


def explained_in_full(work: Work, *, unit: str, hand: Hand = Hand.VERIFIED) -> Tracked:
    """Vì sao, đầy đủ: every line with its clause, formula, rounding and version.

    What each reviewer gave is there for whoever may see the reviews of this unit, under names only
    where those may be shown.
    """
    require(work.actor, Permission.VIEW_STANDINGS, work.period)
    require_one_hand(hand)
    shows = is_allowed(work.actor, Permission.VIEW_REVIEWS, work.period, unit)
    plan = review_plan.review_plan(work.session, work.period)
    hides = reviews.hides_names(work.actor, work.period, plan)
    return unchecked(work.session, work.period, unit, hand, shows_reviews=shows, hides_names=hides)


def unchecked(
    session: Session,
    period: BlockPeriod,
    unit: str,
    hand: Hand,
    *,
    shows_reviews: bool,
    hides_names: bool,
) -> Tracked:
    """Theo dõi điểm của một đơn vị, whoever asks."""

    def make() -> Tracked:
        found = _track(session, period, unit, hand, hides_names=hides_names)
        if shows_reviews:
            return found
        return replace(found, lines=tuple(replace(one, given=()) for one in found.lines))

    return kept(session, ("tracked", period, unit, hand, shows_reviews, hides_names), make)


def _track(
    session: Session, period: BlockPeriod, unit: str, hand: Hand, *, hides_names: bool
) -> Tracked:
    board = standings.unchecked_board(session, period, hand)
    if standings.is_combining(board.covenant, hand):
        found = standings.sheets_of(session, board)
        sheet = found[unit]
        peers = peer_entries(board.covenant, {one: lines.entries for one, lines in found.items()})
    else:
        sheet = standings.sheet_of(session, board, unit)
        peers = compared.of_units(session, period, hand, board.members)
    given = {} if hand is Hand.SELF else _named(session, period, unit, hides_names=hides_names)
    claimed = standings.unchecked_board(session, period, Hand.SELF).standings.of(unit).score
    return track(
        board.standings.of(unit).score,
        Sources(
            covenant=board.covenant,
            hand=hand,
            entries=sheet.entries,
            peers=peers,
            stored=sheet.lines,
            claims=sheets.unchecked(session, period, unit, Hand.SELF).entries,
            claim_points=claimed.lines,
            reviews=given,
            others=compared.of_others(session, period, Hand.SELF, unit),
        ),
    )


def _named(
    session: Session, period: BlockPeriod, unit: str, *, hides_names: bool
) -> Mapping[str, Entries]:
    """Các phiếu được tính của đơn vị này, by what each reviewer is called, in that order."""
    given = reviews.unchecked_counted(session, period).get(unit, {})
    if hides_names:
        called = numbered(review_plan.review_plan(session, period), given, unit)
    else:
        members = standings.unchecked_board(session, period).members
        called = {code: members[code].called if code in members else code for code in given}
    in_order = sorted(given, key=lambda code: (collation_key(called[code]), called[code]))
    return {called[code]: given[code] for code in in_order}
