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
class MenuItem:
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


ITEMS = (
    MenuItem(
        "tong_quan",
        "Tổng quan",
        ":material/dashboard:",
        Group.YEAR,
        Permission.VIEW_PERIOD,
        Permission.ADVANCE_STAGE,
    ),
    MenuItem(
        "cham_diem",
        "Chấm điểm",
        ":material/edit_note:",
        Group.YEAR,
        Permission.VIEW_SHEET,
        Permission.SCORE_SELF,
    ),
    MenuItem(
        "cham_cheo",
        "Chấm chéo",
        ":material/rate_review:",
        Group.YEAR,
        Permission.VIEW_DUTY,
        Permission.REVIEW,
    ),
    MenuItem(
        "giai_trinh",
        "Giải trình",
        ":material/forum:",
        Group.YEAR,
        Permission.VIEW_SHEET,
        Permission.SETTLE_THREAD,
    ),
    MenuItem(
        "tham_dinh",
        "Thẩm định",
        ":material/fact_check:",
        Group.YEAR,
        Permission.ANALYSE,
        Permission.ASSIGN_REVIEWERS,
    ),
    MenuItem(
        "binh_xet",
        "Bình xét",
        ":material/how_to_vote:",
        Group.YEAR,
        Permission.VIEW_VOTES,
        Permission.SET_UP_VOTE,
    ),
    MenuItem(
        "xep_hang",
        "Xếp hạng",
        ":material/leaderboard:",
        Group.YEAR,
        Permission.VIEW_STANDINGS,
        Permission.VIEW_STANDINGS,
    ),
    MenuItem(
        "khen_thuong",
        "Khen thưởng",
        ":material/military_tech:",
        Group.YEAR,
        Permission.VIEW_AWARDS,
        Permission.PROPOSE_AWARD,
    ),
    MenuItem(
        "phan_tich",
        "Phân tích",
        ":material/query_stats:",
        Group.YEAR,
        Permission.ANALYSE,
        Permission.ANALYSE,
    ),
    MenuItem(
        "trinh_chieu",
        "Trình chiếu",
        ":material/slideshow:",
        Group.YEAR,
        Permission.PROJECT,
        Permission.PROJECT,
    ),
    MenuItem(
        "giao_uoc",
        "Giao ước",
        ":material/contract:",
        Group.SETUP,
        Permission.VIEW_COVENANT,
        Permission.EDIT_COVENANT,
    ),
    MenuItem(
        "don_vi",
        "Đơn vị",
        ":material/apartment:",
        Group.SETUP,
        Permission.EDIT_UNITS,
        Permission.EDIT_UNITS,
    ),
    MenuItem(
        "tai_khoan",
        "Tài khoản",
        ":material/group:",
        Group.CARE,
        Permission.EDIT_ACCOUNTS,
        Permission.EDIT_ACCOUNTS,
    ),
    MenuItem(
        "nhat_ky",
        "Nhật ký",
        ":material/history:",
        Group.CARE,
        Permission.VIEW_RECORD,
        Permission.VIEW_RECORD,
    ),
    MenuItem(
        "he_thong",
        "Hệ thống",
        ":material/verified:",
        Group.CARE,
        Permission.CHECK_SYSTEM,
        Permission.BACK_UP,
    ),
)
"""Các trang in the order of the menu; the first is where the product opens."""


def entry(name: str) -> MenuItem:
    """Tra mục: the entry of the page file with this name."""
    return next(item for item in ITEMS if item.name == name)


def present() -> list[MenuItem]:
    """Trang hiện có: the entries whose file exists."""
    return [item for item in ITEMS if item.file.is_file()]
