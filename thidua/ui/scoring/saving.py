"""Lưu dòng điểm: what is typed is read, written and read back; a refusal leaves it as it is."""

from collections.abc import Sequence
from datetime import datetime

from thidua.domain.covenant.covenant import Criterion
from thidua.domain.ground.finding import Severity
from thidua.domain.period.windows import VIETNAM
from thidua.domain.scoring.draft import Draft, read_draft, renewed
from thidua.domain.scoring.sheet import Hand
from thidua.services.review import reviews
from thidua.services.scoring import desk as score_entry
from thidua.services.scoring import sheets
from thidua.services.scoring.desk import Desk
from thidua.services.scoring.sheets import LineEdit, LinesChanged
from thidua.ui.frame import notices
from thidua.ui.frame.literal import literal
from thidua.ui.frame.notices import Kind
from thidua.ui.frame.page import Context
from thidua.ui.scoring import two_hands
from thidua.ui.scoring.held import (
    ONE,
    Held,
    Place,
    box,
    replace_held,
    sheet_place,
    typed_in,
)


def may_write(ctx: Context, desk: Desk) -> bool:
    """Được ghi vào bảng này, for deciding what to draw."""
    if desk.is_closed or not ctx.allows(sheets.SCORING[desk.hand], desk.reviewer or desk.unit):
        return False
    return not desk.reviewer or desk.reviewer in reviews.reviewing_units(ctx.actor, ctx.period)


def save(ctx: Context, desk: Desk, place: Place, key: str) -> bool:
    """Lưu các ô đã gõ: all findings together, nothing written while one is an error.

    Done when the button `key` is pressed, before anything is drawn. Returns whether it was written.
    """
    held = box().get(place)
    if held is None:
        return False
    draft = held.draft.with_typed(typed_in(held))
    entries, findings = read_draft(draft)
    faults = [one for one in findings if one.is_error]
    if faults:
        said = "".join(f"\n- {literal(one)}" for one in faults)
        said = f"Chưa lưu gì; các ô đã gõ vẫn còn. Xin sửa:{said}"
        ctx.say(key, Kind.REFUSED, said)
        return False
    edits = score_entry.draft_edits(draft, entries)
    if not edits:
        if not notices.is_waiting(ctx.part):
            ctx.say(key, Kind.TOLD, "Không có ô nào thay đổi so với bản đã lưu.")
        return False
    if two_hands.asks_first(ctx, desk, edits, key):
        return False
    written = write(ctx, desk, edits, held)
    if written is None:
        return False
    _settle(written, [edit.criterion for edit in edits], place)
    warned = [str(one) for one in findings if one.severity is Severity.WARNING]
    waits = two_hands.waiting_of(desk)
    told = [said_saved(ctx, len(edits) - len(waits))] if len(waits) < len(edits) else []
    ctx.flash(" ".join([*told, *two_hands.said(waits), *warned]))
    return True


def criteria(draft: Draft) -> list[Criterion]:
    return list({row.code: row.criterion for row in draft.rows}.values())


def said_saved(ctx: Context, count: int) -> str:
    """Câu báo đã lưu."""
    return f"Đã lưu {count} dòng lúc {_clock(ctx.now)} (giờ Việt Nam)."


def _clock(moment: datetime) -> str:
    return moment.astimezone(VIETNAM).strftime("%H:%M:%S")


def write(
    ctx: Context,
    desk: Desk,
    edits: Sequence[LineEdit],
    held: Held | None = None,
    reason: str = "",
) -> Desk | None:
    """Ghi rồi đọc lại; None when lines clashed that `held` keeps. Other refusals are raised."""
    try:
        waits = ctx.write(
            sheets.save_lines,
            unit=desk.unit,
            hand=desk.hand,
            edits=edits,
            reason=reason,
            reviewer=desk.reviewer,
            document=two_hands.paper(desk),
        )
        two_hands.note_waiting(desk, waits)
    except LinesChanged:
        if held is None:
            raise
        fresh = reread(ctx, desk)
        held.clashes = score_entry.conflicts(fresh, edits)
        held.seen = {one.criterion: fresh.versions.get(one.criterion, 0) for one in held.clashes}
        return None
    return reread(ctx, desk)


def _settle(fresh: Desk, saved: Sequence[str], by: Place | None = None) -> None:
    """Sau khi lưu: grids show what is stored now; cells typed elsewhere than `by` are kept."""
    for place, held in list(box().items()):
        if place[:3] != sheet_place(fresh):
            continue
        draft = held.draft.with_typed(typed_in(held))
        if place[3].startswith(ONE) and not set(draft.bases) & set(saved):
            continue
        kept = () if place == by else draft.touched
        replace_held(place, renewed(draft, fresh.draft(criteria(draft)), kept))


def saved_elsewhere(ctx: Context, desk: Desk, saved: Sequence[str]) -> None:
    """Vẽ lại các lưới sau khi vài dòng được ghi ngoài lưới; what is typed in others is kept."""
    _settle(reread(ctx, desk), saved)


def reread(ctx: Context, desk: Desk) -> Desk:
    """Đọc lại bàn chấm, after the write is committed."""
    with ctx.anew() as work:
        if desk.hand is Hand.CROSS:
            return reviews.desk(work, reviewer=desk.reviewer, unit=desk.unit).desk
        return score_entry.desk(work, unit=desk.unit, hand=desk.hand)


def fill(ctx: Context, desk: Desk, edits: Sequence[LineEdit], reason: str, key: str) -> None:
    """Ghi các dòng trống; typed cells of other lines stay in the grid."""
    if not edits:
        if not notices.is_waiting(ctx.part):
            ctx.say(key, Kind.TOLD, "Không có dòng trống nào để ghi.")
        return
    fresh = write(ctx, desk, edits, reason=reason)
    if fresh is not None:
        _settle(fresh, [edit.criterion for edit in edits])
        ctx.flash(said_saved(ctx, len(edits)))


def write_listed(ctx: Context, desk: Desk, edits: Sequence[LineEdit]) -> bool:
    """Ghi danh sách lượt của một dòng; grids then show what is stored."""
    fresh = write(ctx, desk, edits)
    if fresh is None:
        return False
    _settle(fresh, [edit.criterion for edit in edits])
    ctx.flash(said_saved(ctx, len(edits)))
    return True
