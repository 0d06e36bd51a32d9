"""Nhập bảng của khối như đang có: what it was understood as, what is asked, then all or nothing.

Who may bring in scores of the whole block has the answers remembered for the block. Those of one
unit's representative hold for that import alone: they must not steer what others bring in.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from thidua.db import queries
from thidua.db.tables import BlockYear, WideAnswer
from thidua.domain.access.permissions import require, units_of
from thidua.domain.ground.errors import NotFound, NotPermitted, Refused
from thidua.domain.ground.finding import Finding, Findings, has_errors
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import folded, listed
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.scoring.file import ScoreFile
from thidua.domain.scoring.scoring import UnitScore, peer_entries, score_unit
from thidua.domain.scoring.sheet import Hand
from thidua.domain.scoring.wide.grid import Grid
from thidua.domain.scoring.wide.headings import key_of
from thidua.domain.scoring.wide.meaning import (
    ALL_SHEETS,
    Answers,
    Option,
    Question,
    RememberedAnswer,
    WideReading,
)
from thidua.domain.scoring.wide.reading import Reader
from thidua.services.covenant import covenants
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act
from thidua.services.ground.rights import allowed_units
from thidua.services.ground.work import Work
from thidua.services.scoring.imports import import_scores
from thidua.services.scoring.previews import ScorePreview, preview_scores
from thidua.services.scoring.sheets import SCORING

_OF_A_SCORE_SHEET = 2
"""Trang kể từ chừng này dòng của giao ước thì là trang điểm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WidePreview:
    """Xem trước bảng của khối: as it was read, what is asked, and what would be written.

    `scores` is None while a question is open or a fault keeps the sheet from being read.
    """

    readings: tuple[WideReading, ...]
    questions: tuple[Question, ...]
    file: ScoreFile
    findings: tuple[Finding, ...]
    scores: ScorePreview | None = None

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Câu hỏi còn chờ trả lời."""
        return tuple(one for one in self.questions if not one.answer)


def preview_wide(
    work: Work,
    *,
    hand: Hand,
    grids: Sequence[Grid],
    answers: Mapping[str, str],
    sheet: str = "",
    reviewer: str = "",
    is_verdict: bool = False,
) -> WidePreview:
    """Xem trước bảng của khối: nothing is written, whatever was answered."""
    allowed = _allowed(work, hand, reviewer)
    members = _members_seen(work, allowed)
    covenant = covenants.load(work.session, work.period)
    recalled = {one.question: one.meaning for one in _remembered(work.session, work.period)}
    reader = Reader(
        covenant=covenant,
        members=members,
        hand=hand,
        answers=Answers(answers, recalled),
        allowed=allowed,
        period=work.period,
    )
    readings, questions, findings = _readings(reader, grids, sheet)
    for reading in readings:
        findings += reading.findings
        questions += [one for one in reading.questions if one not in questions]
    findings += _recalled(questions)
    is_open = any(not one.answer for one in questions)
    if not (is_open or has_errors(findings) or any(one.rows for one in readings)):
        findings.error("empty", "bảng chưa có ô điểm nào để nhập")
    file = ScoreFile(tuple(row for reading in readings for row in reading.rows))
    preview = WidePreview(
        readings=tuple(readings),
        questions=tuple(questions),
        file=file,
        findings=tuple(findings),
    )
    if is_open or has_errors(findings):
        return preview
    scores = preview_scores(
        work,
        hand=hand,
        file=file,
        findings=findings,
        reviewer=reviewer,
        is_verdict=is_verdict,
    )
    told = [*scores.preview.findings, *_compared(work, hand, readings, scores, allowed, reviewer)]
    scores = replace(scores, preview=replace(scores.preview, findings=tuple(told)))
    return replace(preview, scores=scores)


def import_wide(
    work: Work,
    *,
    hand: Hand,
    grids: Sequence[Grid],
    answers: Mapping[str, str],
    sheet: str = "",
    seen: str | None = None,
    file_name: str = "",
    is_verdict: bool = False,
    reviewer: str = "",
) -> WidePreview:
    """Nhập bảng của khối: the sheet is read again here, and its answers are remembered with it.

    Refused while a question is open. The caller owns the commit.
    """
    preview = preview_wide(
        work,
        hand=hand,
        grids=grids,
        answers=answers,
        sheet=sheet,
        reviewer=reviewer,
        is_verdict=is_verdict,
    )
    if preview.open_questions:
        raise Refused("Còn câu hỏi về bảng này chưa trả lời; chưa có gì được ghi.")
    scores = import_scores(
        work,
        hand=hand,
        file=preview.file,
        findings=preview.findings,
        seen=seen,
        file_name=file_name,
        is_verdict=is_verdict,
        reviewer=reviewer,
    )
    if remembers(work, hand=hand):
        _remember(work, preview.questions)
    return replace(preview, scores=scores)


def remembers(work: Work, *, hand: Hand) -> bool:
    """Câu trả lời của người này có được nhớ cho khối không."""
    return units_of(work.actor, SCORING[hand], work.period) is None


def remembered(work: Work, *, hand: Hand) -> list[RememberedAnswer]:
    """Các câu trả lời đang nhớ của khối, for whoever may import; by question."""
    require(work.actor, SCORING[hand], work.period, _any(_allowed(work, hand, "")))
    return [
        RememberedAnswer(
            question=one.question, meaning=one.meaning, set_by=one.set_by, set_at=one.set_at
        )
        for one in _remembered(work.session, work.period)
    ]


def forget(work: Work, *, hand: Hand, questions: Collection[str]) -> None:
    """Quên các câu trả lời này; they are asked again with the next sheet."""
    work = work.require(SCORING[hand], _any(_allowed(work, hand, "")))
    if not remembers(work, hand=hand):
        raise NotPermitted("Câu trả lời của khối do người nhập điểm cho cả khối giữ.")
    rows = [one for one in _remembered(work.session, work.period) if one.question in questions]
    if not rows:
        return
    for row in rows:
        work.session.delete(row)
    work.session.flush()
    work.record(Act("wide.forgotten"))


def _any(allowed: Collection[str] | None) -> str | None:
    return next(iter(allowed), None) if allowed else None


def _allowed(work: Work, hand: Hand, reviewer: str) -> Collection[str] | None:
    """Đơn vị mà người này được nhập; None for all of the block."""
    if hand is Hand.CROSS:
        require(work.actor, SCORING[hand], work.period, reviewer)
        return None
    return allowed_units(work.actor, SCORING[hand], work.period)


def _members_seen(work: Work, allowed: Collection[str] | None) -> list[Member]:
    """Thành viên, those whose sheet it may be first."""
    members = block_members.members(work.session, work.period)
    return sorted(members, key=lambda one: allowed is not None and one.code not in allowed)


def _readings(
    reader: Reader, grids: Sequence[Grid], sheet: str
) -> tuple[list[WideReading], list[Question], Findings]:
    """Đọc các trang điểm: one, or every one of a book with a sheet for each unit."""
    findings, questions = Findings(), list[Question]()
    known = [(reader.names_criteria(one), one) for one in grids]
    least = min(_OF_A_SCORE_SHEET, max((count for count, _ in known), default=0))
    scored = [one for count, one in known if count >= least] if least else list(grids[:1])
    if sheet:
        chosen = [one for one in grids if folded(one.title) == folded(sheet)]
        if not chosen:
            named = listed([f"«{one.title}»" for one in grids], "trang")
            raise NotFound(f"Tệp không có trang «{sheet}»; tệp có {named}.")
        return [reader.read(chosen[0])], questions, findings
    if not scored:
        raise Refused("Tệp không có ô nào có nội dung.")
    readings = [reader.read(one) for one in scored]
    units = [one.units for one in readings]
    is_book = all(one.is_of_one_unit for one in readings) and len(set(units)) == len(units)
    if len(readings) > 1 and not is_book:
        question = _which_sheet(reader.answers, scored)
        questions.append(question)
        readings = [one for one in readings if question.answer in (ALL_SHEETS, one.grid.title)]
    if not readings and questions:
        return [], questions, findings
    read = {one.grid.title for one in readings}
    for one in grids:
        if one.title not in read:
            findings.notice("wide_sheet", "trang này không được đọc", f"Trang {one.title}")
    return readings, questions, findings


def _which_sheet(answers: Answers, scored: Sequence[Grid]) -> Question:
    options = [Option(one.title, f"Trang «{one.title}»") for one in scored]
    options.append(Option(ALL_SHEETS, "Mọi trang"))
    key = key_of("trang", " ".join(one.title for one in scored))
    answer, is_recalled = answers.of(key)
    known = answer if any(one.meaning == answer for one in options) else ""
    return Question(
        key=key,
        words=f"Tệp có {len(scored)} trang điểm; đọc trang nào?",
        place=f"Trang {scored[0].title}",
        options=tuple(options),
        answer=known,
        is_recalled=is_recalled and bool(known),
    )


def _recalled(questions: Sequence[Question]) -> list[Finding]:
    """Nói điều được hiểu theo câu trả lời lần trước."""
    found = Findings()
    for one in questions:
        if one.is_recalled:
            message = f"{one.words} {one.answer_words}, theo câu trả lời lần trước"
            found.notice("wide_recalled", message, one.place)
    return found


def _compared(
    work: Work,
    hand: Hand,
    readings: Sequence[WideReading],
    scores: ScorePreview,
    allowed: Collection[str] | None,
    reviewer: str,
) -> list[Finding]:
    """So với điểm phần mềm tính: of the lines as they would stand after the import.

    Where the points of one unit tell of the others', only who sees the whole block is told.
    """
    covenant = covenants.load(work.session, work.period)
    if allowed is not None and any(one.rule.compares_units for one in covenant.criteria.values()):
        return []
    stored = queries.sheets_by(work.session, work.period, hand, reviewer)
    entries = {unit: dict(sheet.entries) for unit, sheet in stored.items()}
    for unit, edits in scores.edits.items():
        lines = entries.setdefault(unit, {})
        for edit in edits:
            if edit.entry is not None:
                lines[edit.criterion] = edit.entry
    peers = peer_entries(covenant, entries)
    named = {one for reading in readings for one in reading.units}
    made = {unit: score_unit(covenant, entries[unit], peers) for unit in named if unit in entries}
    return [one for reading in readings for one in _compared_with(reading, made)]


def _compared_with(reading: WideReading, made: Mapping[str, UnitScore]) -> list[Finding]:
    findings = Findings()
    for said in reading.points:
        points = made[said.unit].lines.get(said.criterion) if said.unit in made else None
        if points is not None and points != abs(said.points):
            message = (
                f"{said.unit} · {said.criterion}: bảng ghi {vi_number(said.points)} điểm, phần mềm "
                f"tính {vi_number(points)}"
            )
            findings.warning("wide_points", message, said.place)
    for one in reading.totals:
        total = made[one.unit].total if one.unit in made else None
        if total is not None and total != one.total:
            message = (
                f"tổng của {one.unit}: bảng ghi {vi_number(one.total)}, phần mềm tính "
                f"{vi_number(total)}"
            )
            findings.warning("wide_total", message, one.place)
    return findings


def _remembered(session: Session, period: BlockPeriod) -> list[WideAnswer]:
    return list(
        session.exec(
            select(WideAnswer)
            .join(BlockYear, col(BlockYear.block_id) == col(WideAnswer.block_id))
            .where(BlockYear.id == period.id)
            .order_by(WideAnswer.question)
        )
    )


def _remember(work: Work, questions: Sequence[Question]) -> None:
    """Nhớ các câu trả lời mới, and those that are others than the last time."""
    kept = {one.question: one for one in _remembered(work.session, work.period)}
    block = work.session.exec(
        select(BlockYear.block_id).where(BlockYear.id == work.period.id)
    ).one()
    has_new = False
    for one in questions:
        row = kept.get(one.key) or WideAnswer(
            block_id=block, question=one.key, meaning="", set_by="", set_at=work.now
        )
        if row.meaning == one.answer:
            continue
        row.meaning, row.set_by, row.set_at = one.answer, work.actor.name, work.now
        work.session.add(row)
        has_new = True
    if has_new:
        work.session.flush()
        work.record(Act("wide.answered"))
