"""Bảng hiển thị của chấm chéo: the sheets owed, how far each is."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.ground.points import signed
from thidua.domain.review.duty import Duty
from thidua.domain.review.leniency import MEAN_PLACES, Leniency
from thidua.domain.scoring.sheet import SheetStatus


def duty_state(duty: Duty) -> str:
    """Tình trạng một phiếu, in words."""
    if duty.recused:
        return "đã từ chối"
    if duty.absent:
        return "vắng mặt"
    if duty.status is SheetStatus.SUBMITTED:
        return "đã nộp"
    if duty.returned_reason:
        return f"bị trả lại, {duty.done}/{len(duty.codes)}"
    return f"đang chấm {duty.done}/{len(duty.codes)}" if duty.done else "chưa chấm"


def duties_frame(
    duties: Sequence[Duty], names: Mapping[str, str], *, with_reviewer: bool
) -> pd.DataFrame:
    """Các phiếu, in the order of the assignment; `names` by unit code."""
    columns: dict[str, list[str]] = {}
    if with_reviewer:
        columns["Người chấm"] = [names.get(one.reviewer, one.reviewer) for one in duties]
    columns["Đơn vị được chấm"] = [one.unit.name for one in duties]
    columns["Nhóm"] = [", ".join(group or "chung" for group in one.groups) for one in duties]
    columns["Đã chấm"] = [
        f"{one.done}/{len(one.codes)}" if one.codes else labels.MISSING for one in duties
    ]
    columns["Tình trạng"] = [duty_state(one) for one in duties]
    return pd.DataFrame(columns)


def leniency_frame(found: Sequence[Leniency], name: Callable[[str], str]) -> pd.DataFrame:
    """Khắt khe, rộng tay: the mean difference of each reviewer, and what it is reckoned on."""
    return pd.DataFrame(
        {
            "Người chấm": [name(one.reviewer) for one in found],
            "Chênh bình quân": [signed(one.mean, MEAN_PLACES) for one in found],
            "So với điểm tối đa (%)": [signed(one.share * 100, MEAN_PLACES) for one in found],
            "Nghĩa là": [one.words() for one in found],
            "Tính trên": [one.base_words() for one in found],
        }
    )
