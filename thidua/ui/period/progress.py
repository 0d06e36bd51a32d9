"""Tiến độ của khối: the matrix unit × task, and what still stands in the way of the next stage."""

import streamlit as st

from thidua.domain.period.progress import UnitProgress
from thidua.frames import evidence as evidence_frames
from thidua.frames import overview as frames
from thidua.services.progress import overview, stages
from thidua.services.scoring import evidence
from thidua.ui.frame import links
from thidua.ui.frame.page import Context
from thidua.ui.period import stages as stage_panel
from thidua.ui.widgets import tables
from thidua.ui.widgets.once import once


def sentence(ctx: Context) -> str:
    """Câu đầu trang: how far the block is with each kind of work."""
    rows = _rows(ctx)
    claimed = sum(row.is_claimed for row in rows)
    given = sum(row.to_give.done for row in rows)
    owed = sum(row.to_give.whole for row in rows)
    verified = sum(row.is_verified for row in rows)
    said = [f"**{claimed}/{len(rows)}** đơn vị đã nộp bảng tự chấm"]
    said += [f"**{given}/{owed}** phiếu chấm chéo đã nộp"] if owed else []
    said.append(f"**{verified}/{len(rows)}** đơn vị đã thẩm định")
    opened = sum(row.open_threads for row in rows)
    said += [f"**{opened}** giải trình, kiến nghị đang mở"] if opened else []
    return f"{'; '.join(said)}."


def draw(ctx: Context) -> None:
    """Vẽ ma trận tiến độ và danh sách còn vướng."""
    board(ctx)
    _same_files(ctx)
    found = stages.view(ctx.work)
    stage_panel.still_in_the_way(ctx, found, here="tham_dinh")


def board(ctx: Context) -> None:
    """Bảng tiến độ: a row a unit, with its next act and the way there."""
    rows, period = _rows(ctx), ctx.period
    if not rows:
        st.caption("Không có đơn vị nào mà bạn được xem tiến độ.")
        return
    following = tuple(
        ""
        if (act := row.next_act(period.stage)) is None
        else links.cell_link(period, row.member.code, act)
        for row in rows
    )
    tables.draw(
        once(frames.progress_frame, rows, _late(ctx), following),
        alt="Tiến độ của từng đơn vị theo từng việc",
        column_config={
            frames.NEXT: st.column_config.LinkColumn(display_text=r"#(.+)$", width="medium")
        },
    )


def _rows(ctx: Context) -> tuple[UnitProgress, ...]:
    return overview.progress(ctx.work)


def _late(ctx: Context) -> tuple[str, ...]:
    return overview.late(ctx.work)


def _same_files(ctx: Context) -> None:
    """Tệp minh chứng trùng nội dung giữa các đơn vị hoặc các năm, where there is any."""
    found = evidence.same_files(ctx.work)
    if found:
        names = {row.member.code: row.member.called for row in _rows(ctx)}
        st.subheader("Minh chứng trùng nhau", anchor=False)
        tables.draw(
            evidence_frames.same_files_frame(found, names),
            alt="Các tệp minh chứng trùng nội dung",
        )
