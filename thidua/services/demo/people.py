"""Người trong khối mẫu: made-up people, one for each role, and who may be tried on by a click."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from thidua.db.tables import Account
from thidua.domain.access.account import record_name
from thidua.domain.access.permissions import SCOPES, Actor, Grant, Role, Scope
from thidua.services.access import accounts
from thidua.services.ground.work import Work


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Người mẫu: `invites` says what a newcomer can try in this person's place."""

    login: str
    full_name: str
    role: Role
    unit: str | None = None
    invites: str = ""

    def grants(self, block: str, years: Iterable[int]) -> tuple[Grant, ...]:
        """Vai trò trong các năm này."""
        if SCOPES[self.role] is Scope.SYSTEM:
            return (Grant(self.role),)
        return tuple(Grant(self.role, block, self.unit, year) for year in years)

    def actor(self, block: str, years: Iterable[int]) -> Actor:
        """Người thực hiện with this person's roles."""
        return Actor(record_name(self.full_name, self.login), self.grants(block, years), self.login)


HEAD = DemoPerson(
    "khoi-truong",
    "Lê Minh Khôi",
    Role.HEAD,
    invites="Theo dõi tiến độ, xác nhận điểm thưởng và điểm trừ, chủ trì hội nghị",
)
SECRETARY = DemoPerson(
    "thu-ky", "Trần Thị Ngọc Thư", Role.SECRETARY, invites="Thẩm định điểm của từng đơn vị"
)
OFFICERS = (
    DemoPerson("van-phong", "Nguyễn Thu Hà", Role.UNIT_OFFICER, "VP"),
    DemoPerson("thanh-tra", "Phạm Quốc Việt", Role.UNIT_OFFICER, "TTR"),
    DemoPerson("ngan-sach", "Đỗ Hải Yến", Role.UNIT_OFFICER, "QLNS"),
    DemoPerson("hcsn", "Vũ Đức Thắng", Role.UNIT_OFFICER, "HCSN"),
    DemoPerson("gia-cong-san", "Bùi Lan Phương", Role.UNIT_OFFICER, "GCS"),
    DemoPerson("tc-dau-tu", "Hoàng Anh Tuấn", Role.UNIT_OFFICER, "TCDT"),
    DemoPerson("tc-doanh-nghiep", "Ngô Bích Thủy", Role.UNIT_OFFICER, "TCDN"),
    DemoPerson("tong-hop", "Đặng Văn Ước", Role.UNIT_OFFICER, "TH"),
    DemoPerson(
        "dau-thau",
        "Lý Thanh Mai",
        Role.UNIT_OFFICER,
        "DT",
        invites="Tự chấm điểm cho Phòng Đấu thầu, nộp bảng chấm",
    ),
)
OTHERS = (
    DemoPerson(
        "lanh-dao", "Phan Hồng Quân", Role.LEADER, invites="Xem xếp hạng và xu hướng, chỉ đọc"
    ),
    DemoPerson(
        "thuong-truc",
        "Trịnh Xuân Ẩn",
        Role.STANDING_OFFICE,
        invites="Lập khối, giao ước, thời hạn cho mọi khối",
    ),
    DemoPerson(
        "hoi-dong", "Mai Thế Dũng", Role.COUNCIL_MEMBER, invites="Thành viên hội đồng bình xét"
    ),
    DemoPerson("kiem-tra", "Cao Thị Ỷ Lan", Role.AUDITOR, invites="Đọc mọi bảng chấm và nhật ký"),
    DemoPerson("man-chieu", "Màn chiếu hội trường", Role.KIOSK, invites="Chỉ trình chiếu"),
    DemoPerson(
        "quan-tri", "Quách Thành Nam", Role.ADMINISTRATOR, invites="Tài khoản, sao lưu, mọi việc"
    ),
)
"""Những người ngoài các đơn vị."""

OVERSEERS = (HEAD, SECRETARY, OTHERS[0])
"""Người theo dõi cả khối: they look after every made-up block."""


def officer(unit: str) -> DemoPerson:
    """Cán bộ thi đua của một phòng mẫu."""
    return next(person for person in OFFICERS if person.unit == unit)


def settle(
    session: Session,
    *,
    actor: Actor,
    people: Iterable[DemoPerson],
    block: str,
    years: Iterable[int],
    now: datetime,
) -> None:
    """Tạo tài khoản mẫu: they have no password, so nobody enters them where the demo is not.

    Whoever has one already is given the roles in this block too.
    """
    listed = list(years)
    known = set(session.exec(select(Account.login)).all())
    for person in people:
        if person.login not in known:
            accounts.create(
                Work(session, actor, now=now),
                login=person.login,
                full_name=person.full_name,
                password=None,
            )
        for grant in person.grants(block, listed):
            accounts.give_role(Work(session, actor, now=now), login=person.login, grant=grant)
