"""Nhập điểm từ tệp: preview every line, then all or nothing."""

from collections.abc import Sequence
from dataclasses import replace

from thidua.db import queries
from thidua.domain.access.interest import require_disinterest
from thidua.domain.access.permissions import (
    Grant,
    Role,
)
from thidua.domain.ground.errors import NotPermitted, StaleEdit
from thidua.domain.ground.finding import Finding
from thidua.domain.scoring.file import (
    ScoreFile,
)
from thidua.domain.scoring.scoring import score_unit
from thidua.domain.scoring.sheet import Hand
from thidua.services.covenant import added, covenants, totals
from thidua.services.ground.audit import Act
from thidua.services.ground.work import Work
from thidua.services.period import windows
from thidua.services.scoring import joint
from thidua.services.scoring.previews import ScorePreview, any_unit, preview_as_open
from thidua.services.scoring.sheets import (
    SCORING,
    LineEdit,
    LinesChanged,
    ask_joint,
    held_sheet,
    joint_codes,
    line_acts,
    mark_handed_in,
    mark_verified,
    on_behalf,
    refuse_finished,
    wait,
    write_lines,
)


def import_scores(
    work: Work,
    *,
    hand: Hand,
    file: ScoreFile,
    findings: Sequence[Finding] = (),
    seen: str | None = None,
    file_name: str = "",
    is_verdict: bool = False,
    reviewer: str = "",
) -> ScorePreview:
    """Nhập tệp điểm: all or nothing. The caller owns the commit.

    `is_verdict` takes the file as verified by an administrator: it needs no second person, and
    every unit that the file leaves without a gap counts at once; the record says so. NotPermitted
    for anybody else.
    `seen` is the fingerprint of the preview a person agreed to.
    """
    if is_verdict and Grant(Role.ADMINISTRATOR) not in work.actor.grants:
        raise NotPermitted
    anyone = reviewer or any_unit(work.actor, hand, work.period)
    work = work.require(SCORING[hand], anyone)
    preview = preview_as_open(work, hand=hand, file=file, findings=findings, reviewer=reviewer)
    preview.preview.require_agreed("Điểm", seen)
    covenant = covenants.load(work.session, work.period)
    is_handed_in = is_verdict and hand is Hand.CROSS
    touched = sorted({*(preview.units if is_handed_in else ()), *preview.edits})
    keys = {
        unit: held_sheet(work.session, work.period, unit, hand, reviewer)[0] for unit in touched
    }
    stored = queries.sheets_by(work.session, work.period, hand, reviewer)
    acts: list[Act] = []
    for unit, edits in preview.edits.items():
        windows.require_in_time(work.session, work.period, reviewer or unit, work.now, hand)
        if hand is Hand.VERIFIED:
            require_disinterest(work.actor, work.period, unit)
        before = stored[unit]
        behalf = on_behalf(work.actor, work.period, unit, hand, reviewer)
        if not is_verdict:
            refuse_finished(before)
            edits = tuple(wait(covenant, hand, edit, behalf) for edit in edits)
        if hand is Hand.VERIFIED and not is_verdict:
            joined, edits = _joined(work, keys[unit], unit, edits, file_name)
            acts += joined
        paper = _paper(file_name) if behalf and hand is Hand.SELF else ""
        try:
            rows = write_lines(work, keys[unit], edits, covenant.version, behalf, paper)
        except LinesChanged as fault:
            raise StaleEdit("Điểm vừa được người khác sửa; hãy xem lại rồi nhập.") from fault
        acts += line_acts(before, keys[unit], edits, rows, behalf=behalf)
    totals.renew(work.session, work.period, covenant, hand)
    if is_verdict and hand is Hand.VERIFIED:
        written = added.with_added(
            work.session,
            work.period,
            covenant,
            queries.sheets(work.session, work.period, hand),
        )
        complete = [
            unit
            for unit in preview.units
            if unit in written and not score_unit(covenant, written[unit].entries, {}).missing
        ]
        acts += mark_verified(work, units=complete)
    if is_handed_in:
        acts += mark_handed_in(work, reviewer=reviewer, sheets=keys)
    cause = {"cause": "imported", "file": file_name} if file_name else {"cause": "imported"}
    acts = [replace(act, detail=cause) for act in acts]
    work.record(*acts)
    return preview


def _paper(file_name: str) -> str:
    """Giấy của các dòng nhập thay từ tệp: the file itself."""
    return f"Tệp «{file_name}»" if file_name else "Tệp điểm đã nhập"


def _joined(
    work: Work, key: int, unit: str, edits: Sequence[LineEdit], file_name: str
) -> tuple[list[Act], tuple[LineEdit, ...]]:
    """Đề nghị những dòng cần hai người; the others are written at once."""
    heads = joint.line_heads(work.session, key, [edit.criterion for edit in edits])
    later = joint_codes(work, unit, edits, heads)
    awaited = [edit for edit in edits if edit.criterion in later]
    acts = ask_joint(work, unit, awaited, _paper(file_name))
    return acts, tuple(edit for edit in edits if edit.criterion not in later)
