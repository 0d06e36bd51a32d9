"""Báo cáo phải nộp: the first sentence, the list, and the calendar of the year."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import streamlit as st

from thidua import movement_charts
from thidua.domain.access.permissions import Permission, units_of
from thidua.domain.report.hand_in import PRESSING, Due, DueState
from thidua.frames.register import marks
from thidua.frames.report import dues as frames
from thidua.services.report import hand_ins
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import picture, tables
from thidua.ui.widgets.downloads import Offer
from thidua.ui.widgets.panel import panel

_TOLD = "dau-bao-cao-da-bam"
_ALL, _OPEN, _LATE, _WAITING = "Tất cả", "Còn phải nộp", "Chậm", "Chờ nhận"


def sentence(ctx: Context, found: Sequence[Due]) -> str:
    """Câu đầu: for a unit its next report, for whoever keeps the block how many are late."""
    own = units_of(ctx.actor, Permission.SUBMIT_REPORT, ctx.period)
    if own:
        return _of_unit([one for one in found if one.unit in own and one.is_open])
    late = [one for one in found if one.days_late]
    missing = {one.unit for one in found if one.is_missing}
    waiting = sum(one.state is DueState.HANDED_IN for one in found)
    came = sum(one.is_in for one in found)
    said = f"Năm **{ctx.period.year}**: **{came}/{len(found)}** báo cáo đã nộp"
    if late:
        said += f"; {len(late)} chậm, nhiều nhất {max(one.days_late for one in late)} ngày"
    said += f"; {len(missing)} đơn vị còn thiếu báo cáo quá hạn" if missing else ""
    said += f"; {waiting} chờ nhận" if waiting else ""
    return f"{said}."


def _of_unit(owed: Sequence[Due]) -> str:
    if not owed:
        return "Đơn vị **không còn báo cáo nào phải nộp**."
    pressing = [one for one in owed if one.state in PRESSING]
    first = (pressing or list(owed))[0]
    return (
        f"Đơn vị còn **{len(owed)}** báo cáo phải nộp; gần nhất: {literal(first.title)}, "
        f"hạn {first.until} – {first.words}."
    )


def draw(ctx: Context, found: Sequence[Due], names: Mapping[str, str]) -> None:
    """Vẽ danh sách và lịch."""
    if not found:
        st.caption(
            "Kỳ này chưa có báo cáo nào phải nộp. Chế độ báo cáo lấy từ kế hoạch của phong trào đã "
            "phát động, hoặc do cơ quan thường trực đặt ở «Chế độ báo cáo»."
        )
        return
    if len(names) > 1:
        _picture(found, names)
    chosen = st.segmented_control(
        "Xem", [_ALL, _OPEN, _LATE, _WAITING], default=_ALL, required=True, key="loc-bao-cao"
    )
    shown = [one for one in found if _is_shown(one, chosen)]
    if shown:
        tables.draw(
            frames.rows(shown, names, with_unit=len(names) > 1),
            alt="Các báo cáo phải nộp, hạn và tình trạng từng báo cáo",
        )
    else:
        st.caption("Không có báo cáo nào như vậy.")
    _open(ctx, found, names)
    inside = panel("Lịch báo cáo", key="mo-lich-bao-cao", icon=":material/calendar_month:")
    if inside is not None:
        tables.draw(
            frames.calendar(found, names),
            alt="Lịch báo cáo: mỗi đơn vị một hàng, mỗi báo cáo một cột theo thứ tự hạn",
            inside=inside,
        )


def _picture(found: Sequence[Due], names: Mapping[str, str]) -> None:
    """Vẽ bảng dấu; a press tells of that report under the picture."""
    titles = marks.report_titles(found)
    pressed = picture.draw(
        marks.reports_said(found, names),
        marks.reports(found, names),
        movement_charts.marks_spec(),
        key="dau-bao-cao",
        press=movement_charts.PRESSED,
        note=f"{marks.reports_key(found)} Bấm một ô để đọc vì sao.",
    )
    if pressed is not None:
        st.session_state[_TOLD] = dict(pressed)
    told = st.session_state.get(_TOLD, {})
    for one in found:
        title = titles[one.duty.code, one.term.code]
        if told == {"Đơn vị": names.get(one.unit), "Việc": title}:
            reason = one.hand_in.reason if one.hand_in else ""
            said = [one.said, f"nộp {one.handed_words}" if one.handed_words else "", reason]
            words = "; ".join(filter(None, said))
            st.info(literal(f"{names[one.unit]} · {title}: {words}"), icon=":material/info:")


def _open(ctx: Context, found: Sequence[Due], names: Mapping[str, str]) -> None:
    """Mở tệp của một báo cáo đã nộp."""
    filed = {one.key: one for one in found if one.hand_in is not None and one.hand_in.file_name}
    if not filed:
        return
    inside = panel("Tệp báo cáo đã nộp", key="mo-tep-da-nop", icon=":material/attach_file:")
    if inside is None:
        return
    with inside:
        key = st.selectbox(
            "Báo cáo",
            list(filed),
            format_func=lambda one: f"{names.get(one[0], one[0])} · {filed[one].title}",
            key="bao-cao-co-tep",
        )
        done = filed[key].hand_in
        if done is not None:
            path = PurePosixPath(done.file_name)
            offer = Offer(path.suffix.removeprefix("."), done.media_type, of_period=False)
            name = f"bao-cao-{'-'.join(key)}".replace("/", "-")
            offer(f"Tải {path.name}", name, hand_ins.content, ctx, key=key)


def _is_shown(due: Due, chosen: str | None) -> bool:
    if chosen == _OPEN:
        return due.is_open
    if chosen == _LATE:
        return due.days_late > 0
    return chosen != _WAITING or due.state is DueState.HANDED_IN
