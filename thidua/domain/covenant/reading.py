"""Đọc giao ước: from the words of a workbook to a covenant, with every fault as a finding."""

from dataclasses import replace

from thidua.domain.covenant import draft as words
from thidua.domain.covenant.bands import best_first
from thidua.domain.covenant.covenant import (
    Combining,
    Covenant,
    Criterion,
    Node,
    NotAssigned,
    ScoreAndVote,
)
from thidua.domain.covenant.criterion_rows import Whole, read_tree
from thidua.domain.covenant.draft import CovenantDraft, RankingRow, SettingRow
from thidua.domain.covenant.ranking_rows import BAND, BAND_CAP, VOTE_FLOOR, read_ranking
from thidua.domain.covenant.setting_rows import (
    BLOCK,
    CLAUSE,
    COMBINING,
    COMBINING_ONCE,
    COMBINING_WORDS,
    FROM_DAY,
    FULL_MARKS,
    NOT_ASSIGNED,
    NOT_ASSIGNED_WORDS,
    PERIOD,
    PLACES,
    ROUNDING,
    ROUNDING_WORDS,
    SCORE_AND_VOTE,
    SCORE_AND_VOTE_WORDS,
    TITLE,
    TO_DAY,
    YEAR,
    Settings,
)
from thidua.domain.ground.finding import Finding, Findings, has_errors
from thidua.domain.ground.points import Rounding, Scale, vi_number
from thidua.domain.ground.text import folded
from thidua.domain.period.part import YearPart
from thidua.domain.period.stage import FIRST_YEAR, LAST_YEAR


def for_part(draft: CovenantDraft, part: YearPart) -> CovenantDraft:
    """Bản thảo cho đúng một kỳ: what one period of several keeps, or the next one takes over."""
    given = dict(zip((PERIOD, FROM_DAY, TO_DAY), part.settings(), strict=True))
    written = {folded(name): value for name, value in given.items()}
    rows = []
    for row in draft.settings:
        value = written.pop(folded(row.name), None)
        rows.append(row if value is None else replace(row, value=value))
    after = next((at for at, row in enumerate(rows, 1) if folded(row.name) == folded(YEAR)), 0)
    named = {folded(name): name for name in given}
    rows[after:after] = [SettingRow(named[key], value) for key, value in written.items() if value]
    kept = [row for row in rows if row.value or folded(row.name) not in named]
    return replace(draft, settings=tuple(kept))


def read_covenant(draft: CovenantDraft) -> tuple[Covenant | None, list[Finding]]:
    """Đọc giao ước: the covenant a draft says, or None, and all findings about its wording.

    Whether the covenant is coherent (sums, tiers, thresholds) is asked by `covenant_checks`.
    """
    findings = Findings()
    settings = Settings(draft.settings, findings)
    once = settings.once()
    told_last = Findings()
    ranking = read_ranking(draft.ranking, told_last)
    whole = Whole(once, best_first(ranking.bands))
    children = read_tree(draft.criteria, whole, findings)
    findings.take(told_last)
    year = settings.whole(YEAR, FIRST_YEAR, LAST_YEAR)
    covenant = Covenant(
        block=settings.required(BLOCK),
        year=year or 0,
        title=settings.text(TITLE),
        children=children,
        full_marks=settings.number(FULL_MARKS),
        scale=_scale(settings),
        combining=settings.word(COMBINING, COMBINING_WORDS, Combining.MEAN, COMBINING_ONCE),
        not_assigned=settings.word(NOT_ASSIGNED, NOT_ASSIGNED_WORDS, NotAssigned.RATIO),
        score_and_vote=settings.word(
            SCORE_AND_VOTE, SCORE_AND_VOTE_WORDS, ScoreAndVote.SCORE_THEN_VOTE
        ),
        tiebreakers=tuple(ranking.tiebreakers),
        bands=tuple(ranking.bands),
        band_cap=ranking.band_cap,
        vote_floor=ranking.vote_floor,
        once=once,
        exclusions=tuple(ranking.exclusions),
        award_lines=tuple(ranking.award_lines),
        clause=settings.text(CLAUSE),
        parts=settings.parts(year or 0),
        other_settings=settings.others(),
    )
    if not covenant.criteria and not findings:
        message = "chưa có tiêu chí nào; mỗi tiêu chí là một dòng có Cách chấm"
        findings.error("empty", message, f"Trang {words.CRITERIA_SHEET}")
    _refuse_percents(draft.ranking, covenant, findings)
    broken = has_errors(findings)
    return (None if broken else covenant), findings


def _scale(settings: Settings) -> Scale:
    places = settings.whole(PLACES, 0, 6, default=2)
    return Scale(
        2 if places is None else places,
        settings.word(ROUNDING, ROUNDING_WORDS, Rounding.HALF_UP),
    )


def read_apart(draft: CovenantDraft) -> tuple[dict[str, Criterion], Scale]:
    """Đọc từng tiêu chí: those that can be read, by code, whatever is wrong elsewhere.

    With them goes the scale that their points are rounded at.
    """
    aside = Findings()
    settings = Settings(draft.settings, aside)
    whole = Whole(settings.once(), best_first(read_ranking(draft.ranking, aside).bands))
    found: dict[str, Criterion] = {}
    waiting: list[Node] = list(read_tree(draft.criteria, whole, aside))
    while waiting:
        node = waiting.pop()
        if isinstance(node, Criterion):
            found[node.code] = node
        else:
            waiting += node.children
    return found, _scale(settings)


def _refuse_percents(rows: tuple[RankingRow, ...], covenant: Covenant, findings: Findings) -> None:
    """Mốc ghi bằng phần trăm: it would be read as points, the same only where the whole is 100."""
    in_points = {folded(kind) for kind in (BAND, BAND_CAP, VOTE_FLOOR)}
    whole = covenant.base_max
    for row in rows:
        if "%" in row.value and folded(row.kind) in in_points and whole:
            if whole == 100:
                message = f"«{row.value}» được hiểu là số điểm trong tổng 100, không phải tỷ lệ"
                findings.notice("percent_as_points", message, row.place(words.VALUE))
                continue
            message = (
                f"«{row.value}» ghi phần trăm nhưng tổng điểm gốc là {vi_number(whole)}; "
                "hãy ghi số điểm"
            )
            findings.error("percent_as_points", message, row.place(words.VALUE))
