"""Các dòng tiêu chí của dự thảo: the tree, one line in its form, and what is done with a line."""

from collections.abc import Mapping, Sequence

import streamlit as st

from thidua.domain.covenant.criterion_rows import EVIDENCE_WORDS, SIGN_WORDS
from thidua.domain.covenant.drafting.drafting import Drafting
from thidua.domain.covenant.drafting.examined import Examined, examine
from thidua.domain.covenant.drafting.lines import Cells, DraftLine, DraftSheet, cells_by_title
from thidua.domain.covenant.drafting.proposal import (
    ClauseProposal,
    ClauseProposalState,
    cell_changes,
    standing,
)
from thidua.domain.period.windows import vi_moment
from thidua.domain.rules import METHOD_WORDS
from thidua.frames import covenant as frames
from thidua.services.covenant import draft_edits
from thidua.services.verify.drafting import Base
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.verify.draft import bringing, rule_form, trial, typed
from thidua.ui.verify.draft import proposals as proposal_panel
from thidua.ui.widgets import imports, tables
from thidua.ui.widgets.panel import panel

_TOP = ""


def draw(
    ctx: Context,
    found: Drafting,
    examined: Examined,
    base: Base | None,
    proposed: Sequence[ClauseProposal],
) -> None:
    """Vẽ cây, then the line that is chosen."""
    lines = found.sheet(DraftSheet.CRITERION)
    before = None if base is None else cells_by_title(base.draft)
    waiting = [standing(one, lines) for one in proposed if one.state is ClauseProposalState.OPEN]
    if lines:
        about = [one.line.title for one in waiting if one.line is not None]
        asked = {line.title: about.count(line.title) for line in lines}
        tables.draw(
            frames.draft_frame(found, examined, before, asked),
            numbers=True,
            alt="Cây tiêu chí của dự thảo, kèm chỗ cần xem và chỗ khác",
        )
        if base is not None:
            st.caption(literal(f"Bản đặt cạnh: {base.name}."))
    else:
        st.info("Dự thảo chưa có tiêu chí nào; hãy thêm nhóm hoặc tiêu chí đầu tiên.")
    if found.may_write:
        _add(ctx, found)
        bringing.draw(ctx, found)
    if lines:
        _chosen(ctx, found, lines, before, proposed)


def _chosen(
    ctx: Context,
    found: Drafting,
    lines: Sequence[DraftLine],
    before: Mapping[tuple[DraftSheet, str], Cells] | None,
    proposed: Sequence[ClauseProposal],
) -> None:
    by_key = {one.key: one for one in lines}
    if st.session_state.get(typed.CHOSEN) not in by_key:
        st.session_state[typed.CHOSEN] = lines[0].key
    outline = found.outline
    names = {
        one.key: "\u2003" * outline.depth(at) + f"{one.title}. {one.cell('text')}"
        for at, one in enumerate(lines)
    }
    key = st.selectbox("Dòng", list(by_key), format_func=names.__getitem__, key=typed.CHOSEN)
    others = [one.title for one in typed.unsaved(lines) if one.key != key]
    if others and found.may_write:
        st.warning(
            literal(f"Đã gõ mà chưa lưu ở dòng {', '.join(others)}."), icon=":material/edit:"
        )
    line = by_key[key]
    typed.settle(line)
    own = proposal_panel.units(ctx)
    left, right = st.columns(2, gap="medium")
    with left:
        _fields(line, disabled=not (found.may_write or own))
        if found.may_write:
            _save(ctx, line)
        elif own:
            proposal_panel.ask(ctx, line, own)
    with right:
        _beside(found, line, before)
        proposal_panel.of_line(ctx, line, lines, proposed, may_write=found.may_write)
    if found.may_write:
        _deeds(ctx, found, line)


def _fields(line: DraftLine, *, disabled: bool) -> None:
    """Các ô của dòng đang chọn."""

    def text(name: str, label: str, example: str = "") -> None:
        st.text_input(
            label,
            placeholder=example,
            key=typed.begin(typed.key_of(line, name), line.cell(name)),
            persist_state="page",
            disabled=disabled,
        )

    row = st.container(horizontal=True)
    with row:
        text("code", "Mã")
        text("max_points", "Điểm tối đa")
        _choice(line, "sign", "Dấu", ("", *SIGN_WORDS), "Theo nhóm", disabled=disabled)
    st.text_area(
        "Nội dung",
        height=80,
        key=typed.begin(typed.key_of(line, "text"), line.cell("text")),
        persist_state="page",
        disabled=disabled,
    )
    method = _choice(
        line,
        "method",
        "Cách chấm",
        ("", *METHOD_WORDS.values()),
        "Không chấm: đây là nhóm",
        disabled=disabled,
    )
    rule_form.draw(line, method, disabled=disabled)
    if method:
        with st.container(horizontal=True):
            _choice(
                line,
                "evidence",
                "Minh chứng",
                ("", *EVIDENCE_WORDS, "Khi trên 5 điểm"),
                "Không ghi",
                disabled=disabled,
                is_open=True,
            )
            text("gate", "Điều kiện chặn", "dưới 50% không xét")
            text("source", "Nguồn số liệu", "sổ sang-kien: được công nhận")
    inside = panel("Căn cứ, trích dẫn, ghi chú", key="dt-mo-can-cu")
    if inside is not None:
        with inside:
            text("clause", "Căn cứ")
            text("quotation", "Trích dẫn")
            text("note", "Ghi chú")


def _choice(
    line: DraftLine,
    name: str,
    label: str,
    words: Sequence[str],
    nothing: str,
    *,
    disabled: bool,
    is_open: bool = False,
) -> str:
    stored = line.cell(name)
    options = list(dict.fromkeys([*words, stored]))
    found = st.selectbox(
        label,
        options,
        format_func=lambda one: one or nothing,
        accept_new_options=is_open,
        key=typed.begin(typed.key_of(line, name), stored),
        persist_state="page",
        disabled=disabled,
    )
    return str(found or "")


def _save(ctx: Context, line: DraftLine) -> None:
    seen = typed.seen(line)

    def save(over: int) -> None:
        ctx.write(draft_edits.save_line, key=line.key, cells=typed.cells(line), seen=over)
        ctx.flash(f"Đã lưu dòng {line.title}.")

    if seen == line.version:
        with st.container(horizontal=True):
            ctx.button(
                "Lưu dòng này",
                lambda: save(seen),
                key="dt-luu",
                type="primary",
                disabled=not typed.is_changed(line),
            )
            if typed.is_changed(line):
                ctx.button("Bỏ điều đã gõ", lambda: typed.forget(line), key="dt-bo-go")
        return
    st.warning(
        literal(
            f"{line.set_by} đã sửa dòng này{_when(line)}. Bản đang lưu và bản bạn gõ khác nhau ở:"
        ),
        icon=":material/group:",
    )
    changes = cell_changes(line.cells, typed.cells(line))
    tables.draw(frames.cells_frame(changes), alt="Bản đang lưu và bản đã gõ")
    with st.container(horizontal=True):
        ctx.button("Lấy bản đang lưu", lambda: typed.forget(line), key="dt-lay-ban-luu")
        ctx.button("Lưu bản tôi gõ", lambda: save(line.version), key="dt-luu-de", type="primary")


def _when(line: DraftLine) -> str:
    return "" if line.set_at is None else f" lúc {vi_moment(line.set_at)}"


def _beside(
    found: Drafting, line: DraftLine, before: Mapping[tuple[DraftSheet, str], Cells] | None
) -> None:
    """Cạnh ô: what is wrong with the line as typed, what it changes, and the try-out."""
    cells = typed.cells(line)
    now = examine(typed.replaced(found.lines, line, cells))
    lines = found.sheet(DraftSheet.CRITERION)
    at = next(place for place, one in enumerate(lines) if one.key == line.key)
    parameters = cells.get("parameters", "")
    if parameters:
        st.caption(literal(f"Tham số ghi vào sổ: {parameters}"))
    told = now.of_line(DraftSheet.CRITERION, at)
    if told:
        imports.show_findings(told)
    else:
        st.success("Dòng này không có điểm nào cần xem lại.")
    old = (before or {}).get((line.sheet, line.title))
    if old is not None:
        changes = cell_changes(old, cells)
        if changes:
            st.markdown("Khác bản đặt cạnh:")
            tables.draw(frames.cells_frame(changes), alt="Ô khác với bản đặt cạnh")
    elif before is not None:
        st.caption("Bản đặt cạnh không có dòng mã này.")
    code = cells.get("code", "")
    if cells.get("method"):
        trial.draw(now.criteria.get(code), now.scale, f"dt-thu-{line.key}")


def _deeds(ctx: Context, found: Drafting, line: DraftLine) -> None:
    """Chuyển chỗ, chép, bỏ dòng đang chọn."""

    def copy() -> None:
        st.session_state[typed.CHOSEN] = ctx.write(draft_edits.copy_line, key=line.key)
        ctx.flash(f"Đã chép dòng {line.title}; dòng đang chọn là bản chép.")

    lines = found.sheet(DraftSheet.CRITERION)
    at = next(place for place, one in enumerate(lines) if one.key == line.key)
    inside = len(found.outline.branch(at)) - 1
    whole = f" cùng {inside} dòng bên trong" if inside else ""
    row = st.container(horizontal=True)
    for label, up, icon in (("Lên", True, "arrow_upward"), ("Xuống", False, "arrow_downward")):
        ctx.button(
            label,
            lambda up=up: ctx.act(  # type: ignore[misc]
                draft_edits.step_line, f"Đã chuyển dòng {line.title}.", key=line.key, up=up
            ),
            key=f"dt-buoc-{up}",
            place=row,
            icon=f":material/{icon}:",
        )
    ctx.button(f"Chép{whole}", copy, key="dt-chep", place=row, icon=":material/content_copy:")
    panel_in = panel(
        "Chuyển vào nhóm khác, bỏ dòng", key="dt-mo-chuyen", icon=":material/move_item:"
    )
    if panel_in is None:
        return
    with panel_in:
        groups = [_TOP, *(lines[one].title for one in found.outline.groups(at))]
        st.selectbox(
            "Nhóm",
            groups,
            format_func=lambda one: one or "Cấp trên cùng",
            key=f"dt-nhom-{line.key}",
        )
        ctx.button(
            f"Chuyển{whole}",
            lambda: ctx.act(
                draft_edits.move_into,
                f"Đã chuyển dòng {line.title}; nó nhận mã kế tiếp của nhóm mới.",
                key=line.key,
                group=str(st.session_state[f"dt-nhom-{line.key}"]),
            ),
            key="dt-chuyen",
        )
        sure = st.checkbox(f"Bỏ dòng {line.title}{whole}", key=f"dt-chac-{line.key}")
        ctx.button(
            "Bỏ dòng",
            lambda: ctx.act(
                draft_edits.remove_line,
                f"Đã bỏ dòng {line.title}{whole}.",
                key=line.key,
                seen=line.version,
            ),
            key="dt-bo",
            icon=":material/delete:",
            disabled=not sure,
        )


def _add(ctx: Context, found: Drafting) -> None:
    """Thêm một nhóm hoặc tiêu chí at the end of a group."""
    inside = panel("Thêm nhóm hoặc tiêu chí", key="dt-mo-them", icon=":material/add:")
    if inside is None:
        return
    with inside:
        outline = found.outline
        groups = {_TOP: None, **{outline.rows[one].code: one for one in outline.groups()}}
        with st.container(horizontal=True):
            method = st.selectbox(
                "Cách chấm",
                ["", *METHOD_WORDS.values()],
                index=1,
                format_func=lambda one: one or "Không chấm: đây là nhóm",
                key="dt-moi-cach",
            )
            group = st.selectbox(
                "Vào nhóm",
                list(groups),
                index=len(groups) - 1,
                format_func=lambda one: one or "Cấp trên cùng",
                key="dt-moi-nhom",
            )
        code = outline.next_code(groups[group])
        with st.container(horizontal=True):
            st.text_input("Mã của dòng mới", code, key=f"dt-moi-ma-{code}")
            st.text_input("Điểm tối đa của dòng mới", key="dt-moi-diem")
        st.text_area("Nội dung của dòng mới", height=80, key="dt-moi-loi")

        def add() -> None:
            cells = {
                "code": str(st.session_state[f"dt-moi-ma-{code}"]),
                "text": str(st.session_state["dt-moi-loi"]),
                "max_points": str(st.session_state["dt-moi-diem"]),
                "method": method,
            }
            made = ctx.write(
                draft_edits.add_line, sheet=DraftSheet.CRITERION, cells=cells, group=group
            )
            st.session_state[typed.CHOSEN] = made
            st.session_state["dt-moi-loi"] = st.session_state["dt-moi-diem"] = ""
            ctx.flash(f"Đã thêm dòng {cells['code']}; điền tiếp cách chấm ở dưới.")

        ctx.button("Thêm dòng", add, key="dt-them", type="primary")
