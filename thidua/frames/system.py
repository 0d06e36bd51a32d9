"""Bảng hiển thị của trang Hệ thống."""

from collections.abc import Sequence

import pandas as pd

from thidua.domain.period.windows import vi_moment
from thidua.domain.record.backup import Backup
from thidua.domain.record.invariant import Unrecorded, Verdict
from thidua.domain.upkeep.checkup import Part


def verdicts_frame(verdicts: Sequence[Verdict]) -> pd.DataFrame:
    """Kết quả kiểm tra, what fails first."""
    ordered = sorted(verdicts, key=lambda one: one.holds)
    return pd.DataFrame(
        {
            "Mã": [one.code for one in ordered],
            "Điều kiểm tra": [one.statement for one in ordered],
            "Kết quả": ["Đạt" if one.holds else "KHÔNG ĐẠT" for one in ordered],
            "Chỗ sai": [one.fault for one in ordered],
        }
    )


def unrecorded_frame(found: Sequence[Unrecorded]) -> pd.DataFrame:
    """Những gì nhật ký không giữ."""
    return pd.DataFrame(
        {"Dữ liệu": [one.what for one in found], "Vì sao": [one.why for one in found]}
    )


def backups_frame(backups: Sequence[Backup]) -> pd.DataFrame:
    """Các bản sao lưu."""
    return pd.DataFrame(
        {
            "Tệp": [one.file.name for one in backups],
            "Làm lúc": [vi_moment(one.made_at) for one in backups],
            "Cỡ (KB)": [str(-(-one.size // 1024)) for one in backups],
        }
    )


def checkup_frame(parts: Sequence[Part]) -> pd.DataFrame:
    """Kết quả khám máy, in the order it was examined."""
    return pd.DataFrame(
        {
            "Phần": [one.name for one in parts],
            "Tình trạng": [one.state for one in parts],
            "Thấy gì": [one.said for one in parts],
            "Cách chữa": [one.cure for one in parts],
        }
    )
