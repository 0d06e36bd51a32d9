"""Danh mục trang: the one list of pages, with their titles, icons, addresses and rights."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from thidua.domain.access.permissions import Permission

PAGES_FOLDER = Path(__file__).parents[3] / "pages"


class Group(StrEnum):
    """Nhóm trang: a heading of the side menu."""

    YEAR = "Kỳ thi đua"
    SETUP = "Thiết lập"
    CARE = "Quản trị"


@dataclass(frozen=True, slots=True)
class Entry:
    """Mục: one page; `name` is its file in `pages/` without `.py`.

    `needs` opens it; `work` is what is done there, by whoever may.
    """

    name: str
    title: str
    icon: str
    group: Group
    needs: Permission
    work: Permission

    @property
    def address(self) -> str:
        """Địa chỉ: how the page is called in the browser's address bar."""
        return self.name.replace("_", "-")

    @property
    def file(self) -> Path:
        """Tệp: where the page's script is."""
        return PAGES_FOLDER / f"{self.name}.py"


ENTRIES = (
    Entry(
        "tong_quan",
        "Tổng quan",
        ":material/dashboard:",
        Group.YEAR,
        Permission.VIEW_PERIOD,
        Permission.ADVANCE_STAGE,
    ),
    Entry(
        "cham_diem",
        "Chấm điểm",
        ":material/edit_note:",
        Group.YEAR,
        Permission.VIEW_SHEET,
        Permission.SCORE_SELF,
    ),
    Entry(
        "cham_cheo",
        "Chấm chéo",
        ":material/rate_review:",
        Group.YEAR,
        Permission.VIEW_DUTY,
        Permission.REVIEW,
    ),
    Entry(
        "giai_trinh",
        "Giải trình",
        ":material/forum:",
        Group.YEAR,
        Permission.VIEW_SHEET,
        Permission.SETTLE_THREAD,
    ),
    Entry(
        "tham_dinh",
        "Thẩm định",
        ":material/fact_check:",
        Group.YEAR,
        Permission.ANALYSE,
        Permission.ASSIGN_REVIEWERS,
    ),
    Entry(
        "binh_xet",
        "Bình xét",
        ":material/how_to_vote:",
        Group.YEAR,
        Permission.VIEW_VOTES,
        Permission.SET_UP_VOTE,
    ),
    Entry(
        "xep_hang",
        "Xếp hạng",
        ":material/leaderboard:",
        Group.YEAR,
        Permission.VIEW_STANDINGS,
        Permission.VIEW_STANDINGS,
    ),
    Entry(
        "khen_thuong",
        "Khen thưởng",
        ":material/military_tech:",
        Group.YEAR,
        Permission.VIEW_AWARDS,
        Permission.PROPOSE_AWARD,
    ),
    Entry(
        "phan_tich",
        "Phân tích",
        ":material/query_stats:",
        Group.YEAR,
        Permission.ANALYSE,
        Permission.ANALYSE,
    ),
    Entry(
        "trinh_chieu",
        "Trình chiếu",
        ":material/slideshow:",
        Group.YEAR,
        Permission.PROJECT,
        Permission.PROJECT,
    ),
    Entry(
        "giao_uoc",
        "Giao ước",
        ":material/contract:",
        Group.SETUP,
        Permission.VIEW_COVENANT,
        Permission.EDIT_COVENANT,
    ),
    Entry(
        "don_vi",
        "Đơn vị",
        ":material/apartment:",
        Group.SETUP,
        Permission.EDIT_UNITS,
        Permission.EDIT_UNITS,
    ),
    Entry(
        "tai_khoan",
        "Tài khoản",
        ":material/group:",
        Group.CARE,
        Permission.EDIT_ACCOUNTS,
        Permission.EDIT_ACCOUNTS,
    ),
    Entry(
        "nhat_ky",
        "Nhật ký",
        ":material/history:",
        Group.CARE,
        Permission.VIEW_RECORD,
        Permission.VIEW_RECORD,
    ),
    Entry(
        "he_thong",
        "Hệ thống",
        ":material/verified:",
        Group.CARE,
        Permission.CHECK_SYSTEM,
        Permission.BACK_UP,
    ),
)
"""Các trang in the order of the menu; the first is where the product opens."""


def entry(name: str) -> Entry:
    """Tra mục: the entry of the page file with this name."""
    return next(item for item in ENTRIES if item.name == name)


def present() -> list[Entry]:
    """Trang hiện có: the entries whose file exists."""
    return [item for item in ENTRIES if item.file.is_file()]
