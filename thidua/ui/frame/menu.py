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


@dataclass(frozen=True, slots=True, kw_only=True)
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
        name="tong_quan",
        title="Tổng quan",
        icon=":material/dashboard:",
        group=Group.YEAR,
        needs=Permission.VIEW_PERIOD,
        work=Permission.ADVANCE_STAGE,
    ),
    MenuItem(
        name="cham_diem",
        title="Chấm điểm",
        icon=":material/edit_note:",
        group=Group.YEAR,
        needs=Permission.VIEW_SHEET,
        work=Permission.SCORE_SELF,
    ),
    MenuItem(
        name="cham_cheo",
        title="Chấm chéo",
        icon=":material/rate_review:",
        group=Group.YEAR,
        needs=Permission.VIEW_DUTY,
        work=Permission.REVIEW,
    ),
    MenuItem(
        name="giai_trinh",
        title="Giải trình",
        icon=":material/forum:",
        group=Group.YEAR,
        needs=Permission.VIEW_SHEET,
        work=Permission.SETTLE_THREAD,
    ),
    MenuItem(
        name="tham_dinh",
        title="Thẩm định",
        icon=":material/fact_check:",
        group=Group.YEAR,
        needs=Permission.ANALYSE,
        work=Permission.ASSIGN_REVIEWERS,
    ),
    MenuItem(
        name="binh_xet",
        title="Bình xét",
        icon=":material/how_to_vote:",
        group=Group.YEAR,
        needs=Permission.VIEW_VOTES,
        work=Permission.SET_UP_VOTE,
    ),
    MenuItem(
        name="xep_hang",
        title="Xếp hạng",
        icon=":material/leaderboard:",
        group=Group.YEAR,
        needs=Permission.VIEW_STANDINGS,
        work=Permission.VIEW_STANDINGS,
    ),
    MenuItem(
        name="khen_thuong",
        title="Khen thưởng",
        icon=":material/military_tech:",
        group=Group.YEAR,
        needs=Permission.VIEW_AWARDS,
        work=Permission.PROPOSE_AWARD,
    ),
    MenuItem(
        name="phong_trao",
        title="Phong trào",
        icon=":material/flag:",
        group=Group.YEAR,
        needs=Permission.VIEW_MOVEMENTS,
        work=Permission.EDIT_MOVEMENT,
    ),
    MenuItem(
        name="so_theo_doi",
        title="Sổ theo dõi",
        icon=":material/auto_stories:",
        group=Group.YEAR,
        needs=Permission.VIEW_REGISTERS,
        work=Permission.EDIT_REGISTER,
    ),
    MenuItem(
        name="bao_cao",
        title="Báo cáo",
        icon=":material/assignment:",
        group=Group.YEAR,
        needs=Permission.VIEW_REPORTS,
        work=Permission.SUBMIT_REPORT,
    ),
    MenuItem(
        name="phan_tich",
        title="Phân tích",
        icon=":material/query_stats:",
        group=Group.YEAR,
        needs=Permission.ANALYSE,
        work=Permission.ANALYSE,
    ),
    MenuItem(
        name="trinh_chieu",
        title="Trình chiếu",
        icon=":material/slideshow:",
        group=Group.YEAR,
        needs=Permission.PROJECT,
        work=Permission.PROJECT,
    ),
    MenuItem(
        name="giao_uoc",
        title="Giao ước",
        icon=":material/contract:",
        group=Group.SETUP,
        needs=Permission.VIEW_COVENANT,
        work=Permission.EDIT_COVENANT,
    ),
    MenuItem(
        name="don_vi",
        title="Đơn vị",
        icon=":material/apartment:",
        group=Group.SETUP,
        needs=Permission.EDIT_UNITS,
        work=Permission.EDIT_UNITS,
    ),
    MenuItem(
        name="tai_khoan",
        title="Tài khoản",
        icon=":material/group:",
        group=Group.CARE,
        needs=Permission.EDIT_ACCOUNTS,
        work=Permission.EDIT_ACCOUNTS,
    ),
    MenuItem(
        name="nhat_ky",
        title="Nhật ký",
        icon=":material/history:",
        group=Group.CARE,
        needs=Permission.VIEW_RECORD,
        work=Permission.VIEW_RECORD,
    ),
    MenuItem(
        name="he_thong",
        title="Hệ thống",
        icon=":material/verified:",
        group=Group.CARE,
        needs=Permission.CHECK_SYSTEM,
        work=Permission.BACK_UP,
    ),
    MenuItem(
        name="du_lieu_ca_nhan",
        title="Dữ liệu cá nhân",
        icon=":material/person_shield:",
        group=Group.CARE,
        needs=Permission.VIEW_PERIOD,
        work=Permission.ANSWER_PERSONAL,
    ),
    MenuItem(
        name="tro_giup",
        title="Trợ giúp",
        icon=":material/help:",
        group=Group.CARE,
        needs=Permission.VIEW_PERIOD,
        work=Permission.VIEW_PERIOD,
    ),
)
"""Các trang in the order of the menu; the first is where the product opens."""


def entry(name: str) -> MenuItem:
    """Tra mục: the entry of the page file with this name."""
    return next(item for item in ITEMS if item.name == name)


def present() -> list[MenuItem]:
    """Trang hiện có: the entries whose file exists."""
    return [item for item in ITEMS if item.file.is_file()]
