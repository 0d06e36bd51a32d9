"""Bảng hiển thị báo cáo: one row each, the calendar of a year, and what the block asks for."""

from collections.abc import Mapping, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.movement.plan import REPORT_KIND_WORDS
from thidua.domain.report.duty import EVERY_UNIT, BlockDuty
from thidua.domain.report.hand_in import Due


def rows(dues: Sequence[Due], names: Mapping[str, str], *, with_unit: bool) -> pd.DataFrame:
    """Mỗi báo cáo một dòng: until when, how it stands, when it came."""
    shown = {
        "Hạn": [one.until for one in dues],
        "Đơn vị": [names.get(one.unit, one.unit) for one in dues] if with_unit else [],
        "Báo cáo": [one.title for one in dues],
        "Tình trạng": [one.said for one in dues],
        "Lúc nộp": [one.handed_words for one in dues],
        "Số văn bản": [one.hand_in.document if one.hand_in else "" for one in dues],
        "Lý do": [one.hand_in.reason if one.hand_in else "" for one in dues],
        "Ghi chú": [one.hand_in.note if one.hand_in else "" for one in dues],
    }
    return pd.DataFrame(
        {
            title: [cell or labels.MISSING for cell in cells]
            for title, cells in shown.items()
            if any(cells)
        }
    )


def calendar(dues: Sequence[Due], names: Mapping[str, str]) -> pd.DataFrame:
    """Lịch báo cáo: a row a unit, a column a report in the order of the days, sign and word."""
    ordered = sorted(dues, key=lambda one: (one.last is None, one.last or one.today, one.title))
    columns = list(dict.fromkeys((one.duty.code, one.term.code) for one in ordered))
    titles = {(one.duty.code, one.term.code): f"{one.title} ({one.until})" for one in ordered}
    cells = {(one.unit, one.duty.code, one.term.code): one.said for one in dues}
    units = [code for code in names if any(one.unit == code for one in dues)]
    return pd.DataFrame(
        {
            "Đơn vị": [names[code] for code in units],
            **{
                titles[column]: [cells.get((code, *column), labels.MISSING) for code in units]
                for column in columns
            },
        }
    )


def duties(found: Sequence[BlockDuty]) -> pd.DataFrame:
    """Chế độ báo cáo: which, by whom, to whom, until when, where it is stated."""
    return pd.DataFrame(
        {
            "Mã": [one.code for one in found],
            "Báo cáo": [one.duty.name for one in found],
            "Kỳ": [REPORT_KIND_WORDS[one.duty.kind] for one in found],
            "Ai báo cáo": [", ".join(one.duty.owed_by) or EVERY_UNIT for one in found],
            "Gửi tới": [one.duty.to or labels.MISSING for one in found],
            "Thời hạn": [one.when for one in found],
            "Căn cứ": [_ground(one) for one in found],
        }
    )


def _ground(duty: BlockDuty) -> str:
    if not duty.programme:
        return "khối đặt"
    said = ", ".join(one for one in (f"«{duty.movement}»", duty.duty.article) if one)
    return f"{said}; hạn do khối đặt" if duty.is_set_here else said
