"""Bảng hiển thị của hồ sơ khen: its papers, its way from hand to hand, opinions, leaders' share."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from thidua import labels
from thidua.domain.awards.road import (
    PAPER_STATE_WORDS,
    TRANSFER_WORDS,
    PaperStanding,
    PaperState,
    StepStanding,
)
from thidua.domain.period.windows import VIETNAM
from thidua.domain.register.kinds import y_kien
from thidua.domain.register.line import ROW_STATE_WORDS, RegisterLine

PAPER_SIGNS = {PaperState.MISSING: "✗", PaperState.THERE: "…", PaperState.CONFIRMED: "✓"}


def papers_table(found: Sequence[PaperStanding]) -> pd.DataFrame:
    """Giấy tờ của hồ sơ, each with its sign and what of it is there."""
    return pd.DataFrame(
        {
            "Giấy tờ": [one.asked.text for one in found],
            "Mức": [f"{PAPER_SIGNS[one.state]} {PAPER_STATE_WORDS[one.state]}" for one in found],
            "Đang có": [one.said or labels.MISSING for one in found],
            "Phải có": [one.asked.need_words or labels.MISSING for one in found],
            "Của ai": [one.asked.origin or labels.MISSING for one in found],
        }
    )


def steps_table(found: Sequence[StepStanding], today: date) -> pd.DataFrame:
    """Các chặng của hồ sơ: by whom, to whom, until when, how far."""
    return pd.DataFrame(
        {
            "Chặng": [one.step.name for one in found],
            "Ai gửi": [one.step.by for one in found],
            "Gửi tới": [one.step.to for one in found],
            "Chậm nhất hết ngày": [
                labels.MISSING if one.last is None else f"{one.last:%d/%m/%Y}" for one in found
            ],
            "Đang tới đâu": [one.words(today) for one in found],
        }
    )


def transfers_table(found: Sequence[StepStanding]) -> pd.DataFrame:
    """Mọi lần chuyển hồ sơ, those sent back among them."""
    rows = [(step, one) for step in found for one in step.transfers]
    rows.sort(key=lambda pair: pair[1].key)
    return pd.DataFrame(
        {
            "Gửi lúc": [f"{one.sent_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" for _, one in rows],
            "Người gửi": [one.sent_by for _, one in rows],
            "Gửi tới": [one.receiver for _, one in rows],
            "Số công văn": [one.document or labels.MISSING for _, one in rows],
            "Đúng hạn": [step.lateness(one) for step, one in rows],
            "Kết quả": [TRANSFER_WORDS[one.result] for _, one in rows],
            "Người trả lời": [one.answered_by or labels.MISSING for _, one in rows],
            "Lý do": [one.reason or labels.MISSING for _, one in rows],
        }
    )


def opinions_table(found: Sequence[RegisterLine]) -> pd.DataFrame:
    """Các ý kiến về một đề nghị."""
    told = [one for one in y_kien.REGISTER.columns if one.code != y_kien.PROPOSAL]
    columns = {one.code: one.title for one in told}
    kinds = {one.code: one.kind for one in told}

    def said(line: RegisterLine, code: str) -> str:
        value = line.values.get(code)
        return labels.MISSING if value is None else kinds[code].text(value) or labels.MISSING

    return pd.DataFrame(
        {
            **{title: [said(one, code) for one in found] for code, title in columns.items()},
            "Minh chứng": [one.evidence or labels.MISSING for one in found],
            "Tình trạng": [ROW_STATE_WORDS[one.state] for one in found],
        }
    )


def leaders_table(rows: Sequence[tuple[str, bool, str]]) -> pd.DataFrame:
    """Tỷ lệ lãnh đạo theo mọi cách hiểu: the reading, whether it binds, and how it stands."""
    return pd.DataFrame(
        {
            "Cách hiểu": [words for words, _, _ in rows],
            "Áp dụng": ["● đang áp dụng" if binds else "○ để đối chiếu" for _, binds, _ in rows],
            "Kết quả": [advice or "trong hạn mức" for _, _, advice in rows],
        }
    )
