"""Bảng hiển thị việc của các đơn vị và đăng ký tham gia của họ."""

from collections.abc import Sequence

import pandas as pd

from thidua import labels
from thidua.domain.movement.duties import (
    DUTY_SIGNS,
    DUTY_STATE_WORDS,
    DUTY_WORDS,
    UnitDuties,
)
from thidua.domain.movement.participation import PARTICIPATION_WORDS, Participation
from thidua.domain.movement.tasks import UnitTasks


def matrix(found: Sequence[UnitDuties]) -> pd.DataFrame:
    """Mỗi ô một dòng, for the picture: unit, duty, sign and word."""
    rows = [(order, one, cell) for order, one in enumerate(found) for cell in one.cells]
    return pd.DataFrame(
        {
            "Đơn vị": [one.name for _, one, _ in rows],
            "Việc": [DUTY_WORDS[cell.duty] for _, _, cell in rows],
            "Mức": [DUTY_STATE_WORDS[cell.state] for _, _, cell in rows],
            "Dấu và mức": [
                f"{DUTY_SIGNS[cell.state]} {DUTY_STATE_WORDS[cell.state]}" for _, _, cell in rows
            ],
            "Bằng lời": [cell.words for _, _, cell in rows],
            "Thứ tự": [order for order, _, _ in rows],
        }
    )


def said(found: Sequence[UnitDuties]) -> str:
    """Việc của các đơn vị bằng một câu: of which duty most is still to do."""
    left = {
        word: sum(cell.duty is duty for one in found for cell in one.open_cells)
        for duty, word in DUTY_WORDS.items()
    }
    most = max(left, key=lambda word: left[word])
    if not left[most]:
        return f"Cả {len(found)} đơn vị đã làm đủ các việc"
    return f"Còn nhiều nhất ở «{most}»: {left[most]}/{len(found)} đơn vị chưa xong"


def key_words() -> str:
    """Dấu nào là gì, for a telephone, which has room for the sign alone."""
    signs = (f"{sign} {DUTY_STATE_WORDS[state]}" for state, sign in DUTY_SIGNS.items())
    return f"{' · '.join(signs)}. Bấm một ô để đọc vì sao."


def table(found: Sequence[UnitDuties]) -> pd.DataFrame:
    """Mỗi đơn vị một dòng, each duty with its sign and words."""
    return pd.DataFrame(
        {
            "Đơn vị": [one.name for one in found],
            **{
                word: [next(cell.said for cell in one.cells if cell.duty is duty) for one in found]
                for duty, word in DUTY_WORDS.items()
            },
        }
    )


def participations(found: Sequence[Participation]) -> pd.DataFrame:
    """Các đăng ký, with what each unit takes on."""
    return pd.DataFrame(
        {
            "Đơn vị": [one.unit for one in found],
            "Cho": [one.when for one in found],
            "Tình trạng": [PARTICIPATION_WORDS[one.state] for one in found],
            "Nội dung": [one.content.words for one in found],
            "Người gửi": [one.sent_by or labels.MISSING for one in found],
            "Người tiếp nhận": [one.received_by or labels.MISSING for one in found],
        }
    )


def tasks(found: Sequence[UnitTasks]) -> pd.DataFrame:
    """Mỗi nhiệm vụ của mỗi đơn vị một dòng, with its sign and words."""
    rows = [(one, cell) for one in found for cell in one.cells]
    return pd.DataFrame(
        {
            "Đơn vị": [one.name for one, _ in rows],
            "Nhiệm vụ": [cell.task.text for _, cell in rows],
            "Ghi ở": [cell.task.shown_by or labels.MISSING for _, cell in rows],
            "Thời hạn": [cell.task.when or labels.MISSING for _, cell in rows],
            "Tình trạng": [cell.said for _, cell in rows],
        }
    )
