"""Nhập tệp trên màn hình: findings, what would change, and one button for all or nothing."""

from collections.abc import Callable, Sequence
from typing import Concatenate, TypeVar

import streamlit as st

from thidua.domain.covenant.difference import ClauseChangeKind, clause_changes
from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.ground.finding import Finding
from thidua.domain.ground.preview import ChangeKind, Preview
from thidua.frames import imports as frames
from thidua.services.covenant import covenants
from thidua.services.ground import intake
from thidua.services.ground.lists import ListImport, ListPreview
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context, P

_NOTHING = CovenantDraft((), ())
_SAID = 3

Row = TypeVar("Row")


def _upload(label: str, key: str) -> tuple[bytes, str] | None:
    """Tệp vừa chọn; a new key after each import, so that nothing is imported twice."""
    turn = st.session_state.setdefault(f"{key}-luot", 0)
    file = st.file_uploader(label, type=["xlsx"], key=f"{key}-{turn}")
    return None if file is None else (file.getvalue(), file.name)


def _apply(
    ctx: Context,
    key: str,
    service: Callable[Concatenate[Work, P], object],
    message: str,
    *given: P.args,
    **named: P.kwargs,
) -> None:
    """Nhập; the file is put away when it was written and stays when it was refused."""
    ctx.act(service, message, *given, **named)
    st.session_state[f"{key}-luot"] += 1


def say_errors(findings: Sequence[Finding]) -> None:
    """Các lỗi đầu tiên bằng cả câu: a cell of the table shows only how the sentence begins."""
    errors = [found for found in findings if found.is_error]
    if errors:
        st.markdown("\n".join(f"- {literal(str(found))}" for found in errors[:_SAID]))


def show_findings(findings: Sequence[Finding]) -> None:
    """Phát hiện, where there are any."""
    say_errors(findings)
    if findings:
        st.dataframe(
            frames.findings_frame(findings), hide_index=True, alt="Các phát hiện trong tệp"
        )


def _show_counts(counts: Sequence[tuple[str, int]], findings: Sequence[Finding]) -> None:
    """Số lượng theo loại, then the findings."""
    errors = sum(found.is_error for found in findings)
    said = " · ".join(f"{word} {count}" for word, count in (*counts, ("lỗi", errors)))
    st.markdown(f"Xem trước: {said}")
    show_findings(findings)


def _show_changes(preview: Preview) -> None:
    words = (
        (ChangeKind.NEW, "mới"),
        (ChangeKind.CHANGED, "đổi"),
        (ChangeKind.REMOVED, "bỏ"),
        (ChangeKind.SAME, "giữ nguyên"),
    )
    _show_counts([(word, preview.count(kind)) for kind, word in words], preview.findings)
    changes = frames.changes_frame(preview.changes)
    if len(changes):
        st.dataframe(changes, hide_index=True, alt="Những gì sẽ thay đổi")


def by_changes(
    ctx: Context,
    *,
    key: str,
    label: str,
    button: str,
    message: str,
    read: Callable[[bytes, str], tuple[Sequence[Row], Sequence[Finding]]],
    preview: ListPreview[Row],
    write: ListImport[Row],
) -> None:
    """Nhập một danh sách whose preview is a list of changes."""
    chosen = _upload(label, key)
    if chosen is None:
        return
    rows, findings = read(*chosen)
    found = preview(ctx.work, rows=rows, findings=findings)
    _show_changes(found)
    seen = found.fingerprint  # of the preview that stood beside the button
    ctx.button(
        button,
        lambda: _apply(ctx, key, write, message, rows=rows, findings=findings, seen=seen),
        key=f"{key}-nhap",
        type="primary",
        disabled=found.is_refused,
    )


def roster(ctx: Context) -> None:
    """Nhập sổ đơn vị."""
    by_changes(
        ctx,
        key="tep-don-vi",
        label="Sổ đơn vị (.xlsx)",
        button="Nhập danh sách",
        message="Đã nhập danh sách đơn vị.",
        read=intake.roster,
        preview=rosters.preview_roster,
        write=rosters.import_roster,
    )


def _show_covenant(preview: covenants.CovenantPreview, draft: CovenantDraft) -> None:
    """Xem trước giao ước: of a first version everything is new."""
    is_first = not preview.seen
    changes = clause_changes(_NOTHING, draft) if is_first else preview.changes
    kinds = [change.kind for change in changes]
    words = (
        (ClauseChangeKind.ADDED, "mới"),
        (ClauseChangeKind.CHANGED, "đổi"),
        (ClauseChangeKind.REMOVED, "bỏ"),
    )
    _show_counts([(word, kinds.count(kind)) for kind, word in words], preview.findings)
    if preview.period is not None:
        name = literal(preview.period.block_name)
        st.markdown(f"Giao ước này dành cho **{name}**, {literal(preview.when)}.")
    if changes:
        st.dataframe(
            frames.clauses_frame(changes), hide_index=True, alt="Khác biệt so với bản đang dùng"
        )


def covenant(ctx: Context) -> None:
    """Nhập sổ giao ước: the preview says which block and year it is for."""
    key = "tep-giao-uoc"
    chosen = _upload("Sổ giao ước (.xlsx)", key)
    if chosen is None:
        return
    draft, findings = intake.covenant(*chosen)
    if draft is None:
        _show_counts([], findings)
        return
    preview = covenants.preview_covenant(ctx.work, draft=draft, findings=tuple(findings))
    _show_covenant(preview, draft)
    field = f"{key}-ly-do"
    st.text_input("Lý do ban hành hoặc sửa đổi", key=field)
    period = preview.period
    named = "" if period is None else f" của {period.block_name} {preview.when}"
    seen = preview.seen
    ctx.button(
        "Nhập giao ước",
        lambda: _apply(
            ctx,
            key,
            covenants.adopt_covenant,
            f"Đã nhập giao ước{named}.",
            draft=draft,
            findings=tuple(findings),
            reason=st.session_state[field],
            replaces=seen,
        ),
        key=f"{key}-nhap",
        type="primary",
        disabled=preview.is_refused or preview.is_unchanged or period is None,
    )
