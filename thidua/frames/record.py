"""Bảng hiển thị của nhật ký, and of what is kept on a person."""

from collections.abc import Sequence

import pandas as pd

from thidua import labels
from thidua.domain.ground.points import vi_number
from thidua.domain.period.windows import VIETNAM, day_of, vi_day, vi_moment
from thidua.domain.record.personal_data import (
    AREA_WORDS,
    OUTCOME_WORDS,
    PURPOSE_WORDS,
    REQUEST_WORDS,
    Holdings,
    PersonalArea,
    PersonalRequest,
)
from thidua.domain.record.recorded import RecordedAct


def record_frame(entries: Sequence[RecordedAct]) -> pd.DataFrame:
    """Các mục nhật ký, in the order given; times on the clock of Vietnam.

    Which part of the year an entry is of is said only where some are of one.
    """
    has_parts = any(one.part for one in entries)
    found = pd.DataFrame(
        {
            "Lúc": [f"{one.at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}" for one in entries],
            "Người làm": [_who(one) for one in entries],
            "Kỳ": [one.part or "Cả năm" for one in entries],
            "Việc": [labels.ACTIONS.get(one.action, one.action) for one in entries],
            "Đơn vị": [one.unit for one in entries],
            "Tiêu chí": [one.criterion for one in entries],
            "Trước": [one.old for one in entries],
            "Sau": [one.new for one in entries],
            "Lý do": [one.reason for one in entries],
            "Mục": [str(one.position) for one in entries],
        }
    )
    return found if has_parts else found.drop(columns="Kỳ")


def history_frame(entries: Sequence[RecordedAct]) -> pd.DataFrame:
    """Lịch sử một ô: the same, without what is the same in every row."""
    return record_frame(entries).drop(columns=["Đơn vị", "Tiêu chí", "Mục", "Kỳ"], errors="ignore")


def unit_frame(entries: Sequence[RecordedAct]) -> pd.DataFrame:
    """Nhật ký của một đơn vị: all but its own name in every row."""
    return record_frame(entries).drop(columns=["Đơn vị"])


def _who(one: RecordedAct) -> str:
    return f"{one.actor}, nhập thay {one.on_behalf_of}" if one.on_behalf_of else one.actor


def kept_frame(found: Holdings) -> pd.DataFrame:
    """Đang giữ gì về một người: where, as what and how often, why and until when."""
    return pd.DataFrame(
        {
            "Nhóm": [AREA_WORDS[one.area] for one in found.kept],
            "Nơi giữ": [one.table for one in found.kept],
            "Với tư cách": [", ".join(one.as_what) or labels.MISSING for one in found.kept],
            "Số lần": [vi_number(one.count) for one in found.kept],
            "Gần nhất": [
                labels.MISSING if one.last is None else vi_day(day_of(one.last))
                for one in found.kept
            ],
            "Để làm gì": [PURPOSE_WORDS[one.area] for one in found.kept],
            "Căn cứ giữ": [_ground(found, one.area) for one in found.kept],
            "Giữ đến hết ngày": [
                labels.MISSING if (end := found.until(one.area)) is None else vi_day(end)
                for one in found.kept
            ],
        }
    )


def _ground(found: Holdings, area: PersonalArea) -> str:
    ground = found.grounds.get(area)
    return "chưa ghi căn cứ" if ground is None else f"{ground.words} ({ground.years} năm)"


def requests_frame(requests: Sequence[PersonalRequest], *, with_person: bool) -> pd.DataFrame:
    """Các yêu cầu đã nhận và đã trả lời; of whom, where they are of several people."""
    found = pd.DataFrame(
        {
            "Ngày": [vi_day(one.asked_on) for one in requests],
            "Của ai": [one.subject.words for one in requests],
            "Yêu cầu": [REQUEST_WORDS[one.kind] for one in requests],
            "Nội dung": [one.body for one in requests],
            "Người nhập": [one.entered_by for one in requests],
            "Trả lời": [
                "chờ trả lời" if one.outcome is None else OUTCOME_WORDS[one.outcome]
                for one in requests
            ],
            "Lời trả lời": [one.answer for one in requests],
            "Người trả lời": [one.answered_by for one in requests],
            "Lúc trả lời": [
                "" if one.answered_at is None else vi_moment(one.answered_at) for one in requests
            ],
        }
    )
    return found if with_person else found.drop(columns=["Của ai", "Người nhập"])
