"""Nhập tệp trên màn hình: findings, what would change, and one button for all or nothing."""

from collections.abc import Sequence

import streamlit as st

from thidua.domain.finding import Finding
from thidua.domain.preview import ChangeKind, Preview
from thidua.domain.sheet import Hand
from thidua.frames import imports as frames
from thidua.services import covenants, intake, rosters, score_imports
from thidua.ui.literal import literal
from thidua.ui.page import Context


def _upload(label: str, key: str) -> tuple[bytes, str] | None:
    """Tệp vừa chọn; a new key after each import, so that nothing is imported twice."""
    turn = st.session_state.setdefault(f"{key}-luot", 0)
    file = st.file_uploader(label, type=["xlsx"], key=f"{key}-{turn}")
    return None if file is None else (file.getvalue(), file.name)


def _done(key: str) -> None:
    st.session_state[f"{key}-luot"] += 1


def show_findings(findings: Sequence[Finding]) -> None:
    """Phát hiện, where there are any."""
    if findings:
        st.dataframe(
            frames.findings_frame(findings), hide_index=True, alt="Các phát hiện trong tệp"
        )


def _show_changes(preview: Preview) -> None:
    counts = " · ".join(
        f"{word} {preview.count(kind)}"
        for kind, word in (
            (ChangeKind.NEW, "mới"),
            (ChangeKind.CHANGED, "đổi"),
            (ChangeKind.REMOVED, "bỏ"),
            (ChangeKind.SAME, "giữ nguyên"),
        )
    )
    st.markdown(f"Xem trước: {counts} · lỗi {preview.error_count}")
    show_findings(preview.findings)
    changes = frames.changes_frame(preview.changes)
    if len(changes):
        st.dataframe(changes, hide_index=True, alt="Những gì sẽ thay đổi")


def roster(ctx: Context) -> None:
    """Nhập sổ đơn vị."""
    chosen = _upload("Sổ đơn vị (.xlsx)", "tep-don-vi")
    if chosen is None:
        return
    rows, findings = intake.roster(*chosen)
    preview = rosters.preview_roster(ctx.session, actor=ctx.actor, rows=rows, findings=findings)
    _show_changes(preview)
    if st.button("Nhập danh sách", type="primary", disabled=preview.is_refused):
        _done("tep-don-vi")
        ctx.act(
            rosters.import_roster,
            "Đã nhập danh sách đơn vị.",
            rows=rows,
            findings=findings,
            seen=preview.fingerprint,
        )


def covenant(ctx: Context) -> None:
    """Nhập sổ giao ước: the preview says which block and year it is for."""
    chosen = _upload("Sổ giao ước (.xlsx)", "tep-giao-uoc")
    if chosen is None:
        return
    draft, findings = intake.covenant(*chosen)
    if draft is None:
        show_findings(findings)
        return
    preview = covenants.preview_covenant(
        ctx.session, actor=ctx.actor, draft=draft, findings=tuple(findings)
    )
    show_findings(preview.findings)
    if preview.period is not None:
        name, year = literal(preview.period.block_name), preview.period.year
        st.markdown(f"Giao ước này dành cho **{name}**, năm {year}.")
    if preview.changes:
        st.dataframe(
            frames.clauses_frame(preview.changes), hide_index=True, alt="Khác biệt so với bản trước"
        )
    reason = st.text_input("Lý do ban hành hoặc sửa đổi")
    blocked = preview.is_refused or preview.is_unchanged
    if st.button("Nhập giao ước", type="primary", disabled=blocked) and preview.period:
        _done("tep-giao-uoc")
        ctx.act(
            covenants.adopt_covenant,
            "Đã nhập giao ước.",
            draft=draft,
            findings=tuple(findings),
            reason=reason,
            replaces=preview.period.covenant_version or 0,
        )


def scores(ctx: Context, hand: Hand) -> None:
    """Nhập sổ điểm của một người chấm."""
    key = f"tep-diem-{hand}"
    chosen = _upload("Sổ điểm (.xlsx)", key)
    if chosen is None:
        return
    file, findings = intake.scores(*chosen)
    if file is None:
        show_findings(findings)
        return
    found = score_imports.preview_scores(
        ctx.session, actor=ctx.actor, period=ctx.period, hand=hand, file=file, findings=findings
    )
    _show_changes(found.preview)
    if st.button("Nhập tệp điểm", type="primary", disabled=found.is_refused):
        _done(key)
        ctx.act(
            score_imports.import_scores,
            "Đã nhập tệp điểm.",
            period=ctx.period,
            hand=hand,
            file=file,
            findings=findings,
            seen=found.preview.fingerprint,
        )
