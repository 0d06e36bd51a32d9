"""Bảng hiển thị của quyết định hai người, người giữ việc của khối và người thay."""

from collections.abc import Callable, Sequence

import pandas as pd

from thidua import labels
from thidua.domain.access.interest import ASKED_OF, BlockLeader, Substitute, home_words
from thidua.domain.access.joint_decision import JointDecision
from thidua.domain.period.windows import vi_moment
from thidua.domain.verify.case import Move, place_words

Name = Callable[[str], str]


def effect_words(found: Sequence[Move], name: Name) -> str:
    """Ảnh hưởng tới thứ hạng bằng lời, unit by unit."""
    if not found:
        return "Ảnh hưởng tới thứ hạng: không đơn vị nào đổi chỗ."
    said = "; ".join(f"{name(one.unit)} {place_words(one)}" for one in found)
    return f"Ảnh hưởng tới thứ hạng: {said}."


def decisions_frame(
    found: Sequence[JointDecision], words: Sequence[str], differences: Sequence[str], name: Name
) -> pd.DataFrame:
    """Các quyết định hai người đã xong, latest first."""
    return pd.DataFrame(
        {
            "Đơn vị": [name(one.unit) for one in found],
            "Quyết định": list(words),
            "Lý do": [one.reason for one in found],
            "Văn bản": [one.document for one in found],
            "Người đề nghị": [one.asked_by for one in found],
            "Người thứ hai": [one.done_by for one in found],
            "Lúc": ["" if one.done_at is None else vi_moment(one.done_at) for one in found],
            "Khác với lần thẩm định trước": list(differences),
        }
    )


def leaders_frame(found: Sequence[BlockLeader]) -> pd.DataFrame:
    """Người giữ việc của khối, and whose unit each is of."""
    return pd.DataFrame(
        {
            "Vai trò": [labels.ROLES[one.role] for one in found],
            "Họ tên": [one.name for one in found],
            "Là người của đơn vị": [_home(one) for one in found],
        }
    )


def _home(one: BlockLeader) -> str:
    if one.home is None:
        return "chưa khai" if one.role in ASKED_OF else "cơ quan thường trực, ngoài các đơn vị"
    return home_words(one.home)


def substitutes_frame(found: Sequence[Substitute], name: Name) -> pd.DataFrame:
    """Người thay, for which unit and by which document."""
    return pd.DataFrame(
        {
            "Thay để quyết định về": [name(one.unit) for one in found],
            "Người thay": [one.name for one in found],
            "Văn bản": [one.document for one in found],
            "Người cử": [one.named_by for one in found],
        }
    )


def returns_frame(found: Sequence[tuple[str, str]], name: Name) -> pd.DataFrame:
    """Bảng tự chấm đang được trả lại, with the reason."""
    return pd.DataFrame(
        {
            "Đơn vị": [name(unit) for unit, _ in found],
            "Lý do trả lại": [reason for _, reason in found],
        }
    )
