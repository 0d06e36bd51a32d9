"""Lưới chấm điểm: typed cells stay in the grid until they are saved, refused or replaced by choice.

The grid is drawn from a draft kept in the session; positions of typed cells are read against that
draft, never against a later reading of the record.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from thidua import labels
from thidua.domain.covenant.covenant import Criterion
from thidua.domain.ground.errors import NotPermitted, Refused
from thidua.domain.ground.finding import Severity
from thidua.domain.ground.text import listed
from thidua.domain.period.windows import VIETNAM
from thidua.domain.rules import Field
from thidua.domain.scoring.draft import Draft, Typed, read_draft, renewed
from thidua.domain.scoring.evidence import EvidenceItem
from thidua.domain.scoring.file import EXPLANATION
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.frames.standings import shown
from thidua.services.review import reviews
from thidua.services.scoring import desk as score_entry
from thidua.services.scoring import evidence, sheets
from thidua.services.scoring.desk import Desk, Section
from thidua.services.scoring.sheets import Conflict, LineEdit, LinesChanged
from thidua.services.verify import verification
from thidua.ui.frame import notices
from thidua.ui.frame.literal import literal
from thidua.ui.frame.notices import Kind
from thidua.ui.frame.page import Context
from thidua.ui.scoring import fields as score_fields
from thidua.ui.widgets.once import once

Place = tuple[int, str, str, str]

ONE = "tung-tieu-chi:"
"""Mở đầu tên chỗ của phần nhập từng tiêu chí, apart from the codes of groups."""

_BOX, _LAST, _TURN = "_luoi_dang_go", "_luoi_dang_ve", "_luoi_luot"
_NONE: Mapping[str, int] = MappingProxyType({})
_COMPUTED, _OWN, _ATTACHED = "Điểm tính", "Tự chấm", "Tệp kèm"


@dataclass(slots=True)
class Held:
    """Lưới đang giữ: its draft, its widget key, and the clash that waits for a choice."""

    draft: Draft
    key: str
    clashes: list[Conflict] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)


def sentence(desk: Desk) -> str:
    """Câu đầu trang: how far the sheet is, what it earns, what is missing."""
    score, whole = desk.score, len(desk.covenant.asked)
    missing = [code for code in score.missing if code in desk.covenant.asked]
    awaited = [code for code in score.missing if code not in desk.covenant.asked]
    is_checked = desk.hand is Hand.VERIFIED
    if is_checked and not desk.sheet.lines:
        return "Tổ thẩm định chưa chấm tiêu chí nào."
    most = shown(desk.covenant, score.assigned_max)
    who = "Tổ thẩm định đã" if is_checked else "Đã"
    said = (
        f"{who} chấm **{whole - len(missing)}/{whole}** tiêu chí; đang được "
        f"**{literal(shown(desk.covenant, score.so_far))}/{literal(most)}** điểm"
    )
    if desk.sheet.status is not SheetStatus.DRAFT:
        said += f"; {labels.SHEET_STATUSES[desk.sheet.status].lower()}"
    if awaited:
        said += f"; chờ điểm từ các kỳ: {listed([literal(code) for code in awaited], most=8)}"
    if not missing:
        return f"{said}; không còn thiếu tiêu chí nào."
    codes = listed([literal(code) for code in missing], most=8)
    return f"{said}; còn thiếu: {codes}{'' if codes.endswith('…') else '.'}"


def section_label(desk: Desk, section: Section) -> str:
    """Nhãn của một phần, with how much of it is scored."""
    name = f"{section.code}. {section.text}" if section.code else section.text
    short = name if len(name) <= 40 else f"{name[:38].rstrip()}…"
    return literal(f"{short} · đã chấm {desk.done(section)}/{len(section.criteria)}")


def _most(desk: Desk, criterion: Criterion) -> str:
    """Điểm tối đa; that there is a bonus beyond it, of which «Cách nhập» says how much."""
    most = shown(desk.covenant, criterion.max_points)
    return most if criterion.rule.own_bonus == 0 else f"{most} + thưởng"


def grid_frame(desk: Desk, draft: Draft, attached: Mapping[str, int]) -> pd.DataFrame:
    """Bảng của lưới: every cell a text, typed cells over stored ones; evidence as it is counted."""
    rows = draft.rows
    columns: dict[str, list[str]] = {
        "Mã": [row.code for row in rows],
        "Nội dung": [
            row.form.label if row.form.is_first else f"– {row.form.label}" for row in rows
        ],
        "Loại": [row.form.kind for row in rows],
        "Tối đa": [_most(desk, row.criterion) if row.form.is_first else "" for row in rows],
        "Cách nhập": [row.form.hint for row in rows],
    }
    for name in draft.columns:
        columns[name] = [draft.cell(place, name) for place in range(len(rows))]
    columns[_ATTACHED] = [
        str(attached[row.code]) if row.form.is_first and row.code in attached else ""
        for row in rows
    ]
    points = {_COMPUTED: desk.score.lines}
    if desk.shows_claim:
        points[_OWN] = desk.own_score.lines
    for title, lines in points.items():
        columns[title] = [
            shown(desk.covenant, lines.get(row.code)) if row.form.is_first else "" for row in rows
        ]
    return pd.DataFrame(columns)


def draw(ctx: Context, desk: Desk, section: Section) -> None:
    """Vẽ lưới của một phần, with its button."""
    place: Place = (*sheet_place(desk), section.code)
    held = hold(place, lambda: desk.draft(section.criteria))
    frame = once(grid_frame, desk, held.draft, _attached(ctx, desk))
    may = may_write(ctx, desk)
    if not may:
        _say_unsaved(held.draft.with_typed(typed_in(held)))
    fixed = [title for title in frame.columns if title not in held.draft.columns]
    with st.container(key="theo-doi-luu"):
        st.data_editor(
            frame,
            key=held.key,
            hide_index=True,
            num_rows="fixed",
            on_change="ignore",
            disabled=fixed if may else True,
            height="content",
            alt="Lưới chấm điểm của nhóm đang chọn",
            column_config=once(_column_config, frame),
        )
    if not may:
        return
    say_waiting()
    ctx.button(
        "Lưu",
        lambda: save(ctx, desk, place, "luu"),
        key="luu",
        type="primary",
        icon=":material/save:",
    )
    draw_clashes(ctx, desk, place, "luu")
    _offer_newer(ctx, desk, place, section)


def say_waiting() -> None:
    """Báo còn ô đã gõ mà chưa lưu, which the browser then asks about before the page is left."""
    if any(held.draft.typed for held in box().values()):
        with st.container(key="chua-luu"):
            st.caption("Có ô đã gõ mà chưa lưu; các ô ấy vẫn được giữ, kể cả ở nhóm khác.")


def draw_lost(ctx: Context) -> None:
    """Ô đã gõ của người không còn vào được trang, to be copied; they are kept for a return."""
    for kind in (False, True):
        put_aside(is_one=kind)
    for held in box().values():
        _say_unsaved(held.draft)


def _attached(ctx: Context, desk: Desk) -> Mapping[str, int]:
    """Số minh chứng kèm theo từng tiêu chí, of those this person may see."""
    try:
        return once(_counted, evidence.of_unit(ctx.work, unit=desk.unit))
    except NotPermitted:
        return _NONE


def _counted(items: Sequence[EvidenceItem]) -> Mapping[str, int]:
    return Counter(code for item in items for code in item.criteria)


def _say_unsaved(draft: Draft) -> None:
    """Ô đã gõ mà không lưu được nữa, because the sheet was shut meanwhile: shown to be copied."""
    cells = [
        f"{literal(draft.rows[place].code)} – {name}: {literal(text or labels.MISSING)}"
        for place, named in draft.typed.items()
        for name, text in named.items()
    ]
    if cells:
        listed = "".join(f"\n- {cell}" for cell in cells)
        st.warning(
            f"Bảng này đã khóa nên các ô bạn gõ sau đây không được lưu:{listed}",
            icon=":material/warning:",
        )


def sheet_place(desk: Desk) -> tuple[int, str, str]:
    """Chỗ của một bảng chấm among all that may be typed in."""
    return desk.period.id, desk.hand, f"{desk.unit} {desk.reviewer}".strip()


def may_write(ctx: Context, desk: Desk) -> bool:
    """Được ghi vào bảng này, for deciding what to draw."""
    if desk.is_closed or not ctx.allows(sheets.SCORING[desk.hand], desk.reviewer or desk.unit):
        return False
    return not desk.reviewer or desk.reviewer in reviews.reviewing_units(ctx.actor, ctx.period)


def _has_bonus(frame: pd.DataFrame) -> bool:
    return any("thưởng" in most for most in frame["Tối đa"])


def _column_config(frame: pd.DataFrame) -> dict[str, Any]:
    narrow = {
        _ATTACHED: 75,
        "Mã": 60,
        "Tối đa": 120 if _has_bonus(frame) else 75,
        "Loại": 120,
        "Nội dung": 240,
        "Cách nhập": 170,
        "Kế hoạch": 100,
        Field.NAME: 160,
    }
    config: dict[str, Any] = {}
    for title in frame.columns:
        numbers = ("Tối đa", _COMPUTED, _OWN, _ATTACHED, "Kế hoạch", "Kết quả", "Số lượt", "Điểm")
        right = title in numbers
        width = narrow.get(title, 160 if title == EXPLANATION else 88)
        if title == "Loại" and not frame[title].any():
            config[title] = None
            continue
        config[title] = st.column_config.TextColumn(
            width=width, alignment="right" if right else "left", pinned=title == "Mã"
        )
    return config


def box() -> dict[Place, Held]:
    """Các lưới đang giữ of this session."""
    found: dict[Place, Held] = st.session_state.setdefault(_BOX, {})
    return found


def _new_key(place: Place) -> str:
    turn = st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    return "-".join(["luoi", *map(str, place), str(turn)])


def typed_in(held: Held) -> Typed:
    """Ô đã gõ trong lưới hay trong các ô đang vẽ."""
    state = st.session_state.get(held.key)
    if not state:
        return score_fields.typed(held.draft, held.key)
    edited: Typed = state["edited_rows"]
    return {int(place): dict(cells) for place, cells in edited.items()}


def hold(place: Place, make: Callable[[], Draft]) -> Held:
    """Lưới của chỗ này; the one drawn before it is put aside with its typed cells.

    A grid and the fields of one criterion may be drawn beside each other.
    """
    drawn: dict[bool, Place] = st.session_state.setdefault(_LAST, {})
    kind = place[3].startswith(ONE)
    for other in [one for one in box() if one in (drawn.get(kind), place)]:
        held = box()[other]
        is_drawn = held.key in st.session_state or score_fields.is_drawn(held.draft, held.key)
        if other == place and is_drawn:
            continue
        held.draft = held.draft.with_typed(typed_in(held))
        held.key = _new_key(other)
        if not held.draft.typed:
            del box()[other]
    drawn[kind] = place
    if place not in box():
        box()[place] = Held(make(), _new_key(place))
    return box()[place]


def put_aside(*, is_one: bool) -> None:
    """Để riêng lưới hay các ô đang vẽ, with what is typed, in a run that does not draw them."""
    drawn: dict[bool, Place] = st.session_state.get(_LAST, {})
    place = drawn.pop(is_one, None)
    held = box().get(place) if place is not None else None
    if place is None or held is None:
        return
    held.draft = held.draft.with_typed(typed_in(held))
    held.key = _new_key(place)
    if not held.draft.typed:
        del box()[place]


def replace_held(place: Place, draft: Draft) -> None:
    """Đặt lưới mới in place of the one drawn."""
    box()[place] = Held(draft, _new_key(place))


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
    written = write(ctx, desk, edits, held)
    if written is None:
        return False
    _settle(written, [edit.criterion for edit in edits], place)
    warned = [str(one) for one in findings if one.severity is Severity.WARNING]
    ctx.flash(" ".join([said_saved(ctx, len(edits)), *warned]))
    return True


def _criteria(draft: Draft) -> list[Criterion]:
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
        ctx.write(
            sheets.save_lines,
            unit=desk.unit,
            hand=desk.hand,
            edits=edits,
            reason=reason,
            reviewer=desk.reviewer,
        )
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
        replace_held(place, renewed(draft, fresh.draft(_criteria(draft)), kept))


def reread(ctx: Context, desk: Desk) -> Desk:
    """Đọc lại bàn chấm, after the write is committed."""
    with ctx.anew() as work:
        if desk.hand is Hand.CROSS:
            return reviews.desk(work, reviewer=desk.reviewer, unit=desk.unit).desk
        return score_entry.desk(work, unit=desk.unit, hand=desk.hand)


def draw_clashes(ctx: Context, desk: Desk, place: Place, key: str) -> None:
    """Hai bản của cùng một dòng: both values, and the choice between them.

    `key` is the button whose save clashed.
    """
    held = box()[place]
    if not held.clashes:
        return
    st.warning(
        "Có dòng người khác đã lưu sau khi bạn mở; chưa dòng nào của bạn được ghi. "
        "Xin xem cả hai bản rồi chọn.",
        icon=":material/compare_arrows:",
    )
    st.dataframe(
        pd.DataFrame(
            {
                "Mã": [one.criterion for one in held.clashes],
                "Đang lưu": [one.stored for one in held.clashes],
                "Bạn vừa gõ": [one.typed for one in held.clashes],
                "Người lưu": [one.entered_by or labels.MISSING for one in held.clashes],
            }
        ),
        hide_index=True,
        alt="Hai bản của các dòng bị sửa cùng lúc",
    )

    def keep() -> None:
        draft = held.draft.with_typed(typed_in(held))
        kept = [code for code in draft.touched if code not in held.seen]
        replace_held(place, renewed(draft, desk.draft(_criteria(draft)), kept))
        ctx.flash("Đã giữ bản đã lưu" + ("; các ô khác còn chờ bạn bấm Lưu." if kept else "."))

    def overwrite() -> None:
        held.draft = held.draft.over(held.seen)
        held.clashes, held.seen = [], {}
        save(ctx, desk, place, key)

    row = st.container(horizontal=True)
    ctx.button("Giữ bản đã lưu", keep, key=f"giu-{place}", place=row)
    ctx.button("Ghi đè bằng bản của tôi", overwrite, key=f"de-{place}", place=row)


def _offer_newer(ctx: Context, desk: Desk, place: Place, section: Section) -> None:
    """Có số mới: lines others saved since the grid was drawn are taken over only when asked."""
    held = box()[place]
    draft = held.draft.with_typed(typed_in(held))
    newer = [code for code, base in draft.bases.items() if desk.versions.get(code, 0) != base]
    if not newer or held.clashes:
        return
    st.info(f"Vừa có người lưu: {', '.join(literal(code) for code in newer)}.")

    def take_over() -> None:
        typed = held.draft.with_typed(typed_in(held))
        replace_held(place, renewed(typed, desk.draft(section.criteria), typed.touched))

    ctx.button("Xem số mới", take_over, key="xem-moi")


def acts(ctx: Context, desk: Desk, section: Section) -> None:
    """Việc làm hàng loạt: each an explicit act over lines that are still empty."""
    row = st.container(horizontal=True)

    def zero() -> None:
        fresh = reread(ctx, desk)
        _fill(ctx, fresh, score_entry.zero_edits(fresh, section), "không phát sinh", "ghi-0")

    def copy() -> None:
        fresh = reread(ctx, desk)
        _fill(ctx, fresh, score_entry.copied_edits(fresh), "chép điểm tự chấm", "chep")

    def verify() -> None:
        if has_unsaved(desk):
            raise Refused("Còn ô đã gõ mà chưa lưu; hãy bấm Lưu trước rồi xác nhận.")
        ctx.act(verification.verify_sheet, "Đã xác nhận thẩm định bảng chấm này.", unit=desk.unit)

    if section.has_extras:
        ctx.button(
            "Không phát sinh: ghi 0 cho các dòng thưởng, trừ còn trống",
            zero,
            key="ghi-0",
            place=row,
        )
    if desk.hand is not Hand.VERIFIED:
        return
    ctx.button("Chép điểm tự chấm vào các dòng còn trống", copy, key="chep", place=row)
    if desk.sheet.status is not SheetStatus.VERIFIED:
        ctx.button(
            "Xác nhận đã thẩm định",
            verify,
            key="xac-nhan",
            place=row,
            icon=":material/verified:",
        )


def has_unsaved(desk: Desk) -> bool:
    """Còn ô đã gõ mà chưa lưu, in any grid of this sheet."""
    return any(
        bool(held.draft.with_typed(typed_in(held)).typed)
        for place, held in box().items()
        if place[:3] == sheet_place(desk)
    )


def _fill(ctx: Context, desk: Desk, edits: Sequence[LineEdit], reason: str, key: str) -> None:
    """Ghi các dòng trống; typed cells of other lines stay in the grid."""
    if not edits:
        if not notices.is_waiting(ctx.part):
            ctx.say(key, Kind.TOLD, "Không có dòng trống nào để ghi.")
        return
    fresh = write(ctx, desk, edits, reason=reason)
    if fresh is not None:
        _settle(fresh, [edit.criterion for edit in edits])
        ctx.flash(said_saved(ctx, len(edits)))
