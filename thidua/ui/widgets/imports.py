"""Nhập tệp trên màn hình: findings, what would change, and one button for all or nothing."""

from collections.abc import Callable, Sequence
from typing import Concatenate, TypeVar

import streamlit as st

from thidua.domain.ground.finding import Finding
from thidua.domain.ground.preview import ChangeKind, Preview
from thidua.domain.ground.row_account import RowAccount
from thidua.frames import imports as frames
from thidua.services.ground import intake
from thidua.services.ground.lists import ListImport, ListPreview
from thidua.services.ground.work import Work
from thidua.services.period import rosters
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context, P
from thidua.ui.widgets import tables

_SAID = 3

Row = TypeVar("Row")


def upload(label: str, key: str) -> tuple[bytes, str] | None:
    """Tệp vừa chọn; a new key after each import, so that nothing is imported twice."""
    turn = st.session_state.setdefault(f"{key}-luot", 0)
    file = st.file_uploader(label, type=intake.ENDINGS, max_upload_size=10, key=f"{key}-{turn}")
    return None if file is None else (file.getvalue(), file.name)


def apply(
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
        tables.draw(frames.findings_frame(findings), alt="Các phát hiện trong tệp")


def show_counts(counts: Sequence[tuple[str, int]], findings: Sequence[Finding]) -> None:
    """Số lượng theo loại, then the findings."""
    errors = sum(found.is_error for found in findings)
    said = " · ".join(f"{word} {count}" for word, count in (*counts, ("lỗi", errors)))
    st.markdown(f"Xem trước: {said}")
    show_findings(findings)


def show_account(account: RowAccount, words: str) -> None:
    """Bản kê mọi dòng của tệp: one calm line, and under it each row that was passed by."""
    if not account.filled:
        return
    if not account.skipped:
        st.caption(words)
        return
    with st.expander(words):
        tables.draw(frames.skipped_frame(account.skipped), alt="Các dòng bỏ qua")


def show_changes(preview: Preview) -> None:
    """Những gì sẽ thay đổi, counted and listed."""
    words = (
        (ChangeKind.NEW, "mới"),
        (ChangeKind.CHANGED, "đổi"),
        (ChangeKind.REMOVED, "bỏ"),
        (ChangeKind.SAME, "giữ nguyên"),
    )
    show_counts([(word, preview.count(kind)) for kind, word in words], preview.findings)
    changes = frames.changes_frame(preview.changes)
    if len(changes):
        tables.draw(changes, alt="Những gì sẽ thay đổi")
    show_account(preview.account, preview.account_words)


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
    chosen = upload(label, key)
    if chosen is None:
        return
    rows, findings = read(*chosen)
    found = preview(ctx.work, rows=rows, findings=findings)
    show_changes(found)
    seen = found.fingerprint  # of the preview that stood beside the button
    ctx.button(
        button,
        lambda: apply(ctx, key, write, message, rows=rows, findings=findings, seen=seen),
        key=f"{key}-nhap",
        type="primary",
        disabled=found.is_refused,
    )


def roster(ctx: Context) -> None:
    """Nhập sổ đơn vị."""
    by_changes(
        ctx,
        key="tep-don-vi",
        label="Sổ đơn vị (.xlsx, .xls, .ods)",
        button="Nhập danh sách",
        message="Đã nhập danh sách đơn vị.",
        read=intake.roster,
        preview=rosters.preview_roster,
        write=rosters.import_roster,
    )
