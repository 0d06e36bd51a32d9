"""Thống nhất điểm: what each hand gives a unit on each criterion, and what is agreed instead."""

from thidua.db import queries
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import number_problem, parse_number
from thidua.domain.ground.text import collation_key
from thidua.domain.review.combining import OTHER_WAYS, combine_reviews
from thidua.domain.rules.entry import Entry, LineState
from thidua.domain.scoring.scoring import others_of
from thidua.domain.scoring.sheet import Hand
from thidua.domain.verify.agreement import SettledLine, Settling
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.period import review_plan
from thidua.services.ranking import standings
from thidua.services.review import reviews
from thidua.services.scoring import sheets
from thidua.services.scoring.sheets import LineEdit
from thidua.services.verify import joint_decisions


def settling(work: Work, *, unit: str) -> Settling:
    """Xem các tay chấm của một đơn vị cạnh nhau."""
    require(work.actor, Permission.VIEW_REVIEWS, work.period, unit)
    covenant = covenants.load(work.session, work.period)
    given = reviews.unchecked_counted(work.session, work.period).get(unit, {})
    claims = queries.sheets(work.session, work.period, Hand.SELF)
    others = others_of(covenant, {code: sheet.entries for code, sheet in claims.items()}, unit)
    ways = {how: combine_reviews(covenant, given, others, how) for how in OTHER_WAYS}
    names = reviews.shown_names(work, unit, given)
    mine = combine_reviews(covenant, given, others)
    called = {reviewer: reviewer for reviewer in given}
    if reviews.hides_names(
        work.actor, work.period, review_plan.review_plan(work.session, work.period)
    ):
        mine = {code: line.renamed(names) for code, line in mine.items()}
        called = dict(names)
        names = {name: name for name in names.values()}
    # In the order of what they are called: any other order would tell who is behind a number.
    in_order = sorted(given, key=lambda reviewer: collation_key(called[reviewer]))
    board = standings.unchecked_board(work.session, work.period)
    own = standings.unchecked_board(work.session, work.period, Hand.SELF).standings.of(unit).score
    score = board.standings.of(unit).score
    stored = queries.sheets(work.session, work.period, Hand.VERIFIED, unit)
    versions = stored[unit].versions if unit in stored else {}
    entries = standings.sheet_of(work.session, board, unit).entries
    claimed = claims[unit].entries if unit in claims else {}
    lines = tuple(
        SettledLine(
            criterion=criterion,
            claimed=claimed.get(code),
            claim=own.lines.get(code),
            reasons={
                called[reviewer]: given[reviewer][code].explanation
                for reviewer in in_order
                if code in given[reviewer]
            },
            combined=mine.get(code),
            others={
                how: made[code].points
                for how, made in ways.items()
                if how is not covenant.combining and code in made
            },
            in_force=entries.get(code),
            points=score.lines.get(code),
            base=versions.get(code, 0),
        )
        for code, criterion in covenant.asked.items()
    )
    return Settling(
        unit=unit,
        covenant=covenant,
        status=board.statuses[unit],
        lines=lines,
        reviewers=names,
        total=board.standings.of(unit).total,
    )


def agree(
    work: Work, *, unit: str, criterion: str, typed: str, reason: str, base: int
) -> tuple[str, ...]:
    """Ghi điểm thống nhất của một tiêu chí in place of what the sheets make, with the reason.

    Refused without a readable number or a reason; a bonus or deduction then waits for its second
    person, as everywhere. Where the unit's place against the actor's own becomes another by it,
    nothing is written before a second person confirms; says which criterion waits so.
    """
    points = parse_number(typed)
    if points is None:
        raise Refused(f"{criterion}: {number_problem(typed)}.")
    entry = Entry(points=points, state=LineState.AGREED, explanation=reason.strip())
    return _save(work, unit, LineEdit(criterion, base, entry))


def withdraw(work: Work, *, unit: str, criterion: str, base: int) -> tuple[str, ...]:
    """Bỏ điểm thống nhất: the line is again what the sheets make together."""
    return _save(work, unit, LineEdit(criterion, base, None))


def _save(work: Work, unit: str, edit: LineEdit) -> tuple[str, ...]:
    lines = {edit.criterion: edit.entry}
    return sheets.save_lines(
        work,
        unit=unit,
        hand=Hand.VERIFIED,
        edits=[edit],
        cause="agreed" if edit.entry else "agreement_withdrawn",
        takes_two=joint_decisions.moves_own(work, unit=unit, entries=lines),
    )
