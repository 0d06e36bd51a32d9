"""Bảng hiển thị của nhập tệp: findings with their place, and what would change."""

from collections.abc import Sequence

import pandas as pd

from thidua import labels
from thidua.domain.covenant.difference import ClauseChange
from thidua.domain.covenant.version import CovenantVersion
from thidua.domain.ground.finding import Finding, Severity
from thidua.domain.ground.preview import Change, ChangeKind
from thidua.domain.ground.row_account import SkippedRow
from thidua.domain.period.period import Member


def findings_frame(findings: Sequence[Finding]) -> pd.DataFrame:
    """Phát hiện, errors first."""
    order = list(Severity)
    ordered = sorted(findings, key=lambda found: order.index(found.severity))
    return pd.DataFrame(
        {
            "Mức độ": [labels.SEVERITIES[found.severity] for found in ordered],
            "Chỗ": [found.place for found in ordered],
            "Nội dung": [found.message for found in ordered],
        }
    )


def changes_frame(changes: Sequence[Change]) -> pd.DataFrame:
    """Thay đổi của một lần nhập; what stays the same is left out."""
    real = [change for change in changes if change.kind is not ChangeKind.SAME]
    return pd.DataFrame(
        {
            "Loại": [labels.CHANGES[change.kind] for change in real],
            "Mục": [change.subject for change in real],
            "Đang có": [change.old for change in real],
            "Sẽ ghi": [change.new for change in real],
        }
    )


def skipped_frame(rows: Sequence[SkippedRow]) -> pd.DataFrame:
    """Các dòng bỏ qua, each with why."""
    return pd.DataFrame(
        {
            "Trang": [row.sheet for row in rows],
            "Dòng": [row.number for row in rows],
            "Bắt đầu bằng": [row.begins for row in rows],
            "Vì sao": [f"Dòng {row.why}" for row in rows],
        }
    )


def clauses_frame(changes: Sequence[ClauseChange]) -> pd.DataFrame:
    """Khác biệt giữa hai bản giao ước."""
    return pd.DataFrame(
        {
            "Loại": [labels.CLAUSE_CHANGES[change.kind] for change in changes],
            "Mục": [change.subject for change in changes],
            "Phần": [change.aspect for change in changes],
            "Trước": [change.old for change in changes],
            "Sau": [change.new for change in changes],
        }
    )


def members_frame(members: Sequence[Member]) -> pd.DataFrame:
    """Đơn vị thành viên."""
    return pd.DataFrame(
        {
            "Mã": [member.code for member in members],
            "Tên đơn vị": [member.name for member in members],
            "Tên ngắn": [member.short_name for member in members],
            "Loại": [member.kind for member in members],
        }
    )


def versions_frame(versions: Sequence[CovenantVersion]) -> pd.DataFrame:
    """Các bản giao ước."""
    return pd.DataFrame(
        {
            "Bản": [str(version.version) for version in versions],
            "Tên": [version.title for version in versions],
            "Người nhập": [version.created_by for version in versions],
            "Ngày nhập": [f"{version.created_at:%d/%m/%Y}" for version in versions],
            "Hiệu lực từ": [
                labels.MISSING
                if version.effective_from is None
                else f"{version.effective_from:%d/%m/%Y}"
                for version in versions
            ],
            "Lý do": [version.reason for version in versions],
            "Văn bản": [version.document or labels.MISSING for version in versions],
        }
    )
