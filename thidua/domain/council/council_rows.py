"""Danh sách hội đồng: the columns of its two sheets, and a row of each as somebody wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

CODE, NAME, KIND, LEVEL, OF = "Mã", "Tên", "Loại", "Cấp", "Của"
DECISION, DAY, BEGINS, ENDS = "Số quyết định", "Ngày", "Từ ngày", "Đến ngày"
OFFICE, HELPERS = "Thường trực", "Tổ giúp việc"
SHARE, ABOVE, BASE = "Tỷ lệ thông qua", "Quá bán", "Tính trên"
QUORUM, SUBSTITUTES, SOURCE = "Tỷ lệ có mặt", "Người đi thay", "Văn bản quy định"
COUNCIL_COLUMNS = (
    *(CODE, NAME, KIND, LEVEL, OF, DECISION, DAY, BEGINS, ENDS, OFFICE, HELPERS),
    *(SHARE, ABOVE, BASE, QUORUM, SUBSTITUTES, SOURCE),
)
COUNCIL_REQUIRED = (CODE, NAME, KIND, DECISION, DAY)

COUNCIL, FULL_NAME, POSITION = "Mã hội đồng", "Họ tên", "Chức danh"
PERSON, ACCOUNT, UNIT = "Mã cá nhân", "Tài khoản", "Mã đơn vị"
MEMBER_COLUMNS = (COUNCIL, FULL_NAME, POSITION, PERSON, ACCOUNT, UNIT, BEGINS, ENDS)
MEMBER_REQUIRED = (COUNCIL, FULL_NAME, POSITION)


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilRow:
    """Một dòng của trang «Hội đồng» hoặc «Thành viên»; `at` is where each cell is."""

    is_member: bool
    cells: Mapping[str, str]
    days: Mapping[str, date | None]
    at: Mapping[str, str] = field(default_factory=dict)

    def text(self, title: str) -> str:
        """Chữ ở một cột."""
        return self.cells.get(title, "")

    def day(self, title: str) -> date | None:
        """Ngày ở một cột."""
        return self.days.get(title)
