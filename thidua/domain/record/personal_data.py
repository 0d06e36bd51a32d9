"""Dữ liệu cá nhân: what is kept on a person, on which ground, until when, and what they ask of it.

The program names no law and no time of its own: the office says both, kind by kind, and nothing is
erased by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.period.windows import day_of

MOST_YEARS = 100


class PersonalArea(StrEnum):
    """Nhóm dữ liệu: what is kept for one purpose, on one ground and for one time."""

    ACCOUNT = "account"
    DOSSIER = "dossier"
    WORK = "work"
    VOTE = "vote"
    RECORD = "record"


AREA_WORDS: Mapping[PersonalArea, str] = MappingProxyType(
    {
        PersonalArea.ACCOUNT: "Tài khoản, vai trò, phiên đăng nhập",
        PersonalArea.DOSSIER: "Hồ sơ khen thưởng",
        PersonalArea.WORK: "Việc đã làm, đã ký",
        PersonalArea.VOTE: "Bỏ phiếu, kiểm phiếu",
        PersonalArea.RECORD: "Nhật ký",
    }
)
"""Nhóm dữ liệu bằng chữ."""

PURPOSE_WORDS: Mapping[PersonalArea, str] = MappingProxyType(
    {
        PersonalArea.ACCOUNT: "để đăng nhập và biết ai được làm gì",
        PersonalArea.DOSSIER: "để xét, đề nghị và theo dõi khen thưởng",
        PersonalArea.WORK: "để biết ai chấm, ai xác nhận, ai ký từng giá trị",
        PersonalArea.VOTE: "để lập danh sách bỏ phiếu và biết ai kiểm phiếu",
        PersonalArea.RECORD: "để kiểm được mọi thay đổi do ai làm, lúc nào",
    }
)
"""Giữ để làm gì."""

_AREAS: Mapping[PersonalArea, frozenset[str]] = MappingProxyType(
    {
        PersonalArea.ACCOUNT: frozenset({"account", "role_grant", "sign_in", "substitute"}),
        PersonalArea.DOSSIER: frozenset(
            {"person", "stated_fact", "given_award", "proposal", "achievement_use"}
        ),
        PersonalArea.VOTE: frozenset(
            {"vote", "vote_option", "vote_roll", "paper_count", "room_count", "room_paper"}
        ),
        PersonalArea.RECORD: frozenset({"audit_entry"}),
    }
)


def area_of(table: str) -> PersonalArea:
    """Nhóm của một bảng; whatever is not listed holds what somebody did or signed."""
    return next((area for area, names in _AREAS.items() if table in names), PersonalArea.WORK)


@dataclass(frozen=True, slots=True)
class DataSubject:
    """Chủ thể dữ liệu: a person by the sign-in name, or by the code of an award dossier."""

    login: str = ""
    person: str = ""

    @property
    def words(self) -> str:
        """Gọi người này."""
        return f"tài khoản {self.login}" if self.login else f"cá nhân {self.person}"


@dataclass(frozen=True, slots=True)
class KeepingGround:
    """Căn cứ giữ: which law or paper asks for it, and for how many years after the last trace."""

    words: str
    years: int
    version: int = 0

    def until(self, last: datetime | None) -> date | None:
        """Giữ đến ngày nào; None where nothing says when the last trace was made."""
        if last is None:
            return None
        day = day_of(last)
        is_leap_day = (day.month, day.day) == (2, 29)
        return day.replace(year=day.year + self.years, day=28 if is_leap_day else day.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTrace:
    """Điều đang giữ về một người in one table: as what the person stands there, and how often."""

    area: PersonalArea
    table: str
    as_what: tuple[str, ...]
    count: int
    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Tất cả điều đang giữ về một người, with the ground of each kind."""

    subject: DataSubject
    name: str
    kept: tuple[KeptTrace, ...]
    grounds: Mapping[PersonalArea, KeepingGround] = field(default_factory=dict)

    def until(self, area: PersonalArea) -> date | None:
        """Nhóm này giữ đến ngày nào; None where no ground says so."""
        ground = self.grounds.get(area)
        last = [one.last for one in self.kept if one.area is area and one.last is not None]
        return None if ground is None else ground.until(max(last, default=None))

    def binding(self, today: date) -> Sequence[PersonalArea]:
        """Những nhóm còn căn cứ giữ hôm nay."""
        areas = dict.fromkeys(one.area for one in self.kept)
        return [area for area in areas if (end := self.until(area)) is not None and today <= end]


class RequestKind(StrEnum):
    """Yêu cầu gì về dữ liệu của mình."""

    COPY = "copy"
    CORRECT = "correct"
    ERASE = "erase"
    RESTRICT = "restrict"
    COMPLAIN = "complain"


REQUEST_WORDS: Mapping[RequestKind, str] = MappingProxyType(
    {
        RequestKind.COPY: "xem, nhận bản sao",
        RequestKind.CORRECT: "sửa cho đúng",
        RequestKind.ERASE: "xóa",
        RequestKind.RESTRICT: "hạn chế, phản đối xử lý",
        RequestKind.COMPLAIN: "khiếu nại",
    }
)
"""Yêu cầu bằng chữ."""


class RequestOutcome(StrEnum):
    """Trả lời thế nào."""

    DONE = "done"
    PARTLY = "partly"
    REFUSED = "refused"


OUTCOME_WORDS: Mapping[RequestOutcome, str] = MappingProxyType(
    {
        RequestOutcome.DONE: "đã làm theo",
        RequestOutcome.PARTLY: "làm theo một phần",
        RequestOutcome.REFUSED: "không làm theo",
    }
)
"""Trả lời bằng chữ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRequest:
    """Một yêu cầu: of whom, what, when, and what was answered by whom."""

    key: int
    subject: DataSubject
    kind: RequestKind
    asked_on: date
    body: str
    entered_by: str
    outcome: RequestOutcome | None = None
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    version: int = 1
