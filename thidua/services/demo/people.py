"""Người trong khối mẫu: made-up people, one for each role, and who may be tried on by a click."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import select

from thidua.db.tables import Account
from thidua.domain.access.account import record_name
from thidua.domain.access.interest import OUTSIDE
from thidua.domain.access.permissions import SCOPES, Actor, Grant, Role, Scope
from thidua.services.access import accounts
from thidua.services.ground.work import Work

_OF_ROOMS = "KTD-STC"
"""Khối mẫu các phòng, of whose units the head and the secretary are; in others they are of none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Người mẫu: `invites` says what a newcomer can try in this person's place.

    `home` is the unit this person is of, where the role does not say it.
    """

    login: str
    full_name: str
    role: Role
    unit: str | None = None
    home: str | None = None
    invites: str = ""

    def grants(self, block: str, years: Iterable[int]) -> tuple[Grant, ...]:
        """Vai trò trong các năm này."""
        if SCOPES[self.role] is Scope.SYSTEM:
            return (Grant(self.role, home=self.home),)
        home = self.home if self.home is None or block == _OF_ROOMS else OUTSIDE
        return tuple(Grant(self.role, block, self.unit, year, home) for year in years)

    def actor(self, block: str, years: Iterable[int]) -> Actor:
        """Người thực hiện with this person's roles."""
        return Actor(record_name(self.full_name, self.login), self.grants(block, years), self.login)


HEAD = DemoPerson(
    login="khoi-truong",
    full_name="Lê Minh Khôi",
    role=Role.HEAD,
    home="QLNS",
    invites="Theo dõi tiến độ, xác nhận điểm thưởng và điểm trừ, chủ trì hội nghị",
)
SECRETARY = DemoPerson(
    login="thu-ky",
    full_name="Trần Thị Ngọc Thư",
    role=Role.SECRETARY,
    home="VP",
    invites="Thẩm định điểm của từng đơn vị",
)
OFFICERS = (
    DemoPerson(login="van-phong", full_name="Nguyễn Thu Hà", role=Role.UNIT_OFFICER, unit="VP"),
    DemoPerson(login="thanh-tra", full_name="Phạm Quốc Việt", role=Role.UNIT_OFFICER, unit="TTR"),
    DemoPerson(login="ngan-sach", full_name="Đỗ Hải Yến", role=Role.UNIT_OFFICER, unit="QLNS"),
    DemoPerson(login="hcsn", full_name="Vũ Đức Thắng", role=Role.UNIT_OFFICER, unit="HCSN"),
    DemoPerson(
        login="gia-cong-san", full_name="Bùi Lan Phương", role=Role.UNIT_OFFICER, unit="GCS"
    ),
    DemoPerson(login="tc-dau-tu", full_name="Hoàng Anh Tuấn", role=Role.UNIT_OFFICER, unit="TCDT"),
    DemoPerson(
        login="tc-doanh-nghiep", full_name="Ngô Bích Thủy", role=Role.UNIT_OFFICER, unit="TCDN"
    ),
    DemoPerson(login="tong-hop", full_name="Đặng Văn Ước", role=Role.UNIT_OFFICER, unit="TH"),
    DemoPerson(
        login="dau-thau",
        full_name="Lý Thanh Mai",
        role=Role.UNIT_OFFICER,
        unit="DT",
        invites="Theo dõi thẩm định, trả lời giải trình, kiến nghị cho Phòng Đấu thầu",
    ),
)
STANDING_OFFICE = DemoPerson(
    login="thuong-truc",
    full_name="Trịnh Xuân Ẩn",
    role=Role.STANDING_OFFICE,
    home=OUTSIDE,
    invites="Lập khối, giao ước, thời hạn cho mọi khối; người thứ hai của mọi quyết định",
)
COUNCIL_MEMBER = DemoPerson(
    login="hoi-dong",
    full_name="Mai Thế Dũng",
    role=Role.COUNCIL_MEMBER,
    invites="Thành viên hội đồng bình xét",
)
OTHERS = (
    DemoPerson(
        login="lanh-dao",
        full_name="Phan Hồng Quân",
        role=Role.LEADER,
        home=OUTSIDE,
        invites="Xem xếp hạng và xu hướng, chỉ đọc",
    ),
    STANDING_OFFICE,
    COUNCIL_MEMBER,
    DemoPerson(
        login="kiem-tra",
        full_name="Cao Thị Ỷ Lan",
        role=Role.AUDITOR,
        invites="Đọc mọi bảng chấm và nhật ký",
    ),
    DemoPerson(
        login="man-chieu",
        full_name="Màn chiếu hội trường",
        role=Role.KIOSK,
        invites="Chỉ trình chiếu",
    ),
    DemoPerson(
        login="quan-tri",
        full_name="Quách Thành Nam",
        role=Role.ADMINISTRATOR,
        invites="Tài khoản, sao lưu, mọi việc",
    ),
)
"""Những người ngoài các đơn vị."""

REVIEWERS = tuple(
    DemoPerson(login=login, full_name=name, role=Role.UNIT_OFFICER, unit=unit, invites=invites)
    for unit, login, name, invites in (
        ("AL", "xa-an-lac", "Huỳnh Ngọc Sương", "Chấm chéo các xã khác trong khối"),
        ("BM", "xa-binh-minh", "Tô Văn Đạt", ""),
        ("CG", "xa-cam-giang", "Kiều Thị Oanh", ""),
        ("DH", "xa-dong-hai", "Lâm Quốc Ân", ""),
        ("EM", "xa-ea-mo", "Y Bhăm Niê", ""),
    )
)
"""Cán bộ của các xã chấm chéo."""

CENTRES = tuple(
    DemoPerson(login=login, full_name=name, role=Role.UNIT_OFFICER, unit=unit, invites=invites)
    for unit, login, name, invites in (
        (
            "XTDT",
            "xuc-tien",
            "Lương Gia Bảo",
            "Tự chấm điểm cho Trung tâm Xúc tiến đầu tư, nộp bảng chấm",
        ),
        ("DVTC", "dich-vu-tc", "Hồ Thị Nguyệt", ""),
        ("CNTT", "cntt", "Trương Vĩnh Phúc", ""),
        ("TVTC", "tu-van", "Châu Mỹ Linh", ""),
    )
)
"""Cán bộ của các trung tâm đang tự chấm."""

SCHOOLS = tuple(
    DemoPerson(login=login, full_name=name, role=Role.UNIT_OFFICER, unit=unit)
    for unit, login, name in (
        ("NH", "truong-nguyen-hue", "Đinh Công Sơn"),
        ("LL", "truong-le-loi", "Mạc Thị Hạnh"),
        ("TP", "truong-tran-phu", "Doãn Quang Minh"),
        ("QT", "truong-quang-trung", "Tạ Thu Trang"),
    )
)
"""Cán bộ của các trường đang bình xét."""

OVERSEERS = (HEAD, SECRETARY, OTHERS[0])
"""Người theo dõi cả khối: they look after every made-up block."""


def everybody() -> tuple[DemoPerson, ...]:
    """Người mẫu của mọi khối mẫu, in the order in which a newcomer is invited."""
    return (HEAD, SECRETARY, *CENTRES, *OFFICERS, *REVIEWERS, *SCHOOLS, *OTHERS)


def officer(unit: str) -> DemoPerson:
    """Cán bộ thi đua của một phòng mẫu."""
    return next(person for person in OFFICERS if person.unit == unit)


def settle(work: Work, *, people: Iterable[DemoPerson], block: str, years: Iterable[int]) -> None:
    """Tạo tài khoản mẫu: they have no password, so nobody enters them where the demo is not.

    Whoever has one already is given the roles in this block too.
    """
    listed = list(years)
    known = set(work.session.exec(select(Account.login)).all())
    for person in people:
        if person.login not in known:
            accounts.create(
                work,
                login=person.login,
                full_name=person.full_name,
                password=None,
            )
        for grant in person.grants(block, listed):
            accounts.give_role(work, login=person.login, grant=grant)
