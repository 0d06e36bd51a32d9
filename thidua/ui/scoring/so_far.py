"""Đã chấm tới đâu: the sentence over a sheet, and how far each of its groups is."""

from thidua import labels
from thidua.domain.ground.text import listed
from thidua.domain.scoring.sheet import Hand, SheetStatus
from thidua.frames.ranking.standings import shown
from thidua.services.scoring.desk import Desk, Section
from thidua.ui.frame.literal import literal


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
    """Nhãn của một phần trong dải: how much of it is scored stands before what may be cut off."""
    code = f"{section.code}. " if section.code else ""
    done = f"{desk.done(section)}/{len(section.criteria)}"
    return literal(f"{code}{done} · {section.text}")
