"""Phiên họp hội đồng: its agenda, who came or sent somebody, who keeps out of which item."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.council.council import CouncilKind, CouncilMember
from thidua.domain.period.windows import day_of
from thidua.domain.vote.vote import Presence, Subject


class CouncilMeetingState(StrEnum):
    """Tình trạng phiên họp."""

    PLANNED = "planned"
    INVITED = "invited"
    SITTING = "sitting"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Attendance(StrEnum):
    """Dự họp: not said yet, there, away with or without leave, or somebody sent in one's place."""

    UNMARKED = "unmarked"
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"
    SUBSTITUTE = "substitute"


class AgendaKind(StrEnum):
    """Việc của phiên họp: a proposal of an award, an initiative, or another matter."""

    PROPOSAL = "proposal"
    INITIATIVE = "initiative"
    OTHER = "other"


MEETING_STATE_WORDS: Mapping[CouncilMeetingState, str] = MappingProxyType(
    {
        CouncilMeetingState.PLANNED: "dự kiến",
        CouncilMeetingState.INVITED: "đã mời",
        CouncilMeetingState.SITTING: "đang họp",
        CouncilMeetingState.CLOSED: "đã chốt",
        CouncilMeetingState.CANCELLED: "đã hủy",
    }
)
ATTENDANCE_WORDS: Mapping[Attendance, str] = MappingProxyType(
    {
        Attendance.UNMARKED: "chưa điểm danh",
        Attendance.PRESENT: "dự",
        Attendance.EXCUSED: "vắng có phép",
        Attendance.ABSENT: "vắng",
        Attendance.SUBSTITUTE: "ủy quyền người đi thay",
    }
)
AGENDA_WORDS: Mapping[AgendaKind, str] = MappingProxyType(
    {
        AgendaKind.PROPOSAL: "đề nghị khen thưởng",
        AgendaKind.INITIATIVE: "sáng kiến",
        AgendaKind.OTHER: "việc khác",
    }
)
_NEXT: Mapping[CouncilMeetingState, frozenset[CouncilMeetingState]] = MappingProxyType(
    {
        CouncilMeetingState.PLANNED: frozenset(
            {
                CouncilMeetingState.INVITED,
                CouncilMeetingState.SITTING,
                CouncilMeetingState.CANCELLED,
            }
        ),
        CouncilMeetingState.INVITED: frozenset(
            {CouncilMeetingState.SITTING, CouncilMeetingState.CANCELLED}
        ),
        CouncilMeetingState.SITTING: frozenset({CouncilMeetingState.CLOSED}),
        CouncilMeetingState.CLOSED: frozenset(),
        CouncilMeetingState.CANCELLED: frozenset(),
    }
)
KEPT_KINDS: Mapping[CouncilKind, frozenset[AgendaKind]] = MappingProxyType(
    {
        CouncilKind.EMULATION: frozenset({AgendaKind.PROPOSAL, AgendaKind.OTHER}),
        CouncilKind.INITIATIVE: frozenset({AgendaKind.INITIATIVE, AgendaKind.OTHER}),
        CouncilKind.INFLUENCE: frozenset({AgendaKind.INITIATIVE, AgendaKind.OTHER}),
        CouncilKind.OTHER: frozenset({AgendaKind.OTHER}),
    }
)
"""Việc mà mỗi loại hội đồng xét."""

VOTE_SUBJECTS: Mapping[AgendaKind, Subject] = MappingProxyType(
    {
        AgendaKind.PROPOSAL: Subject.AWARD,
        AgendaKind.INITIATIVE: Subject.INITIATIVE,
        AgendaKind.OTHER: Subject.OTHER,
    }
)
_ON_ROLL: Mapping[Attendance, Presence] = MappingProxyType(
    {
        Attendance.UNMARKED: Presence.UNMARKED,
        Attendance.PRESENT: Presence.PRESENT,
        Attendance.EXCUSED: Presence.ABSENT,
        Attendance.ABSENT: Presence.ABSENT,
        Attendance.SUBSTITUTE: Presence.PRESENT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """Một việc của phiên họp.

    `code` is of the row of the register, or the key of the proposal; `authors` are the codes of
    the people whose own it is, `unit` whose unit it is. `scope` is how far an initiative is said to
    reach, where a council judges that. `subject` and `award` are of a proposal.
    """

    key: int
    position: int
    kind: AgendaKind
    text: str
    unit: str = ""
    code: str = ""
    scope: str = ""
    subject: str = ""
    award: str = ""
    authors: tuple[str, ...] = ()
    vote: int | None = None
    is_taken: bool = False

    @property
    def candidate(self) -> str:
        """Mã trên lá phiếu: whom a proposal is for, else the item itself."""
        return self.subject or f"muc-{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attending:
    """Một thành viên ở phiên họp: there or not, and who was sent with which paper."""

    attendance: Attendance = Attendance.UNMARKED
    substitute: str = ""
    account: str = ""
    document: str = ""

    @property
    def is_there(self) -> bool:
        """Được tính là có mặt: in person, or by who was sent."""
        return self.attendance in (Attendance.PRESENT, Attendance.SUBSTITUTE)

    @property
    def who(self) -> tuple[str, str]:
        """Ai ngồi ghế của thành viên: empty for the member, else who was sent."""
        return self.substitute, self.account

    @property
    def on_roll(self) -> Presence:
        """Điểm danh lúc mở bỏ phiếu."""
        return _ON_ROLL[self.attendance]

    @property
    def words(self) -> str:
        """Dự họp bằng lời, with who came instead."""
        said = ATTENDANCE_WORDS[self.attendance]
        if self.attendance is not Attendance.SUBSTITUTE:
            return f"{said}: {self.document}" if self.document else said
        return f"{said}: {self.substitute} ({self.document})"


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilRecusal:
    """Không tham gia xét một việc: declared by a member, with the reason."""

    key: int
    member: int
    item: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilMeeting:
    """Phiên họp: of which council, when and where, who led it, and what it came to.

    `in_writing` is one held by asking every member in writing. `decision` recognises what passed.
    `homes` are the units a member is of by the roles of the account, and who was sent by theirs.
    """

    key: int
    council: int
    held_at: datetime
    place: str = ""
    in_writing: bool = False
    chair: int | None = None
    scribe: int | None = None
    guests: str = ""
    number: str = ""
    state: CouncilMeetingState = CouncilMeetingState.PLANNED
    ended_at: datetime | None = None
    decision: str = ""
    decided: date | None = None
    signer: str = ""
    reason: str = ""
    items: tuple[AgendaItem, ...] = ()
    attending: Mapping[int, Attending] = field(default_factory=dict)
    recusals: tuple[CouncilRecusal, ...] = ()
    homes: Mapping[int, frozenset[str]] = field(default_factory=dict)
    version: int = 1

    @property
    def day(self) -> date:
        """Ngày họp, in Vietnam."""
        return day_of(self.held_at)

    @property
    def is_over(self) -> bool:
        """Đã chốt hoặc đã hủy."""
        return not _NEXT[self.state]

    def may_become(self, state: CouncilMeetingState) -> bool:
        """Chuyển được sang tình trạng này."""
        return state in _NEXT[self.state]

    def of(self, member: int) -> Attending:
        """Một thành viên dự hay vắng."""
        return self.attending.get(member, Attending())

    def there(self, members: tuple[CouncilMember, ...]) -> int:
        """Bao nhiêu thành viên được tính là có mặt."""
        return sum(self.of(one.key).is_there for one in members)

    def kept_from(self, member: CouncilMember) -> tuple[AgendaItem, ...]:
        """Những việc thành viên này không tham gia: of one's unit, one's own, or as declared."""
        said = {one.item for one in self.recusals if one.member == member.key}
        units = {member.unit, *self.homes.get(member.key, ())} - {""}
        return tuple(
            one
            for one in self.items
            if one.key in said
            or one.unit in units
            or (member.person and member.person in one.authors)
            or (member.person and one.subject == member.person)
        )

    def why_kept(self, member: CouncilMember, item: AgendaItem) -> str:
        """Vì sao không tham gia việc ấy."""
        for one in self.recusals:
            if (one.member, one.item) == (member.key, item.key):
                return one.reason
        if member.person and (member.person in item.authors or item.subject == member.person):
            return "là tác giả hoặc người được đề nghị"
        return "là người của đơn vị có việc này"
