"""Hội đồng: its kind, its members with their terms, and the rule it votes by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from thidua.domain.ground.points import share_ceiling
from thidua.domain.period.windows import vi_day
from thidua.domain.vote.vote import Base, Threshold, share_words


class CouncilKind(StrEnum):
    """Loại hội đồng: on awards, on initiatives, on how far an initiative reaches, or another."""

    EMULATION = "emulation"
    INITIATIVE = "initiative"
    INFLUENCE = "influence"
    OTHER = "other"


class CouncilLevel(StrEnum):
    """Cấp của hội đồng."""

    BASE = "base"
    DISTRICT = "district"
    COMMUNE = "commune"
    PROVINCE = "province"
    MINISTRY = "ministry"
    BLOCK = "block"


class CouncilPosition(StrEnum):
    """Chức danh trong hội đồng, in the order in which they are listed."""

    CHAIR = "chair"
    FIRST_DEPUTY = "first_deputy"
    STANDING_DEPUTY = "standing_deputy"
    DEPUTY = "deputy"
    STANDING_MEMBER = "standing_member"
    MEMBER = "member"
    SECRETARY = "secretary"


COUNCIL_KIND_WORDS: Mapping[CouncilKind, str] = MappingProxyType(
    {
        CouncilKind.EMULATION: "thi đua, khen thưởng",
        CouncilKind.INITIATIVE: "sáng kiến",
        CouncilKind.INFLUENCE: "đánh giá mức độ ảnh hưởng",
        CouncilKind.OTHER: "khác",
    }
)
COUNCIL_LEVEL_WORDS: Mapping[CouncilLevel, str] = MappingProxyType(
    {
        CouncilLevel.BASE: "cơ sở",
        CouncilLevel.DISTRICT: "huyện",
        CouncilLevel.COMMUNE: "xã",
        CouncilLevel.PROVINCE: "tỉnh",
        CouncilLevel.MINISTRY: "bộ",
        CouncilLevel.BLOCK: "khối",
    }
)
POSITION_WORDS: Mapping[CouncilPosition, str] = MappingProxyType(
    {
        CouncilPosition.CHAIR: "Chủ tịch",
        CouncilPosition.FIRST_DEPUTY: "Phó Chủ tịch thứ nhất",
        CouncilPosition.STANDING_DEPUTY: "Phó Chủ tịch thường trực",
        CouncilPosition.DEPUTY: "Phó Chủ tịch",
        CouncilPosition.STANDING_MEMBER: "Ủy viên thường trực",
        CouncilPosition.MEMBER: "Ủy viên",
        CouncilPosition.SECRETARY: "Thư ký",
    }
)

NO_RULE = "chưa quy định tỷ lệ thông qua"
_PLACES = tuple(CouncilPosition)


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilRule:
    """Quy định biểu quyết của hội đồng: what passes, how many must be there, by which text.

    `substitutes` lets who was sent with a paper vote in a member's place.
    """

    threshold: Threshold
    quorum: Fraction | None = None
    substitutes: bool = False

    def words(self) -> str:
        """Quy định bằng lời, with its source."""
        least = "" if self.quorum is None else f", họp khi có mặt từ {share_words(self.quorum)}"
        sent = "; người đi thay có giấy được biểu quyết" if self.substitutes else ""
        return f"{self.threshold.words()}{least}{sent} ({self.threshold.source})"

    def needed(self, members: int) -> int:
        """Phải có mặt bao nhiêu, of so many members."""
        return 0 if self.quorum is None else share_ceiling(self.quorum, members)


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilMember:
    """Thành viên hội đồng: in which post, of which unit, from when until when.

    `person` is the code of the dossier, by which an author is known; without an `account` the
    member votes on paper or in writing.
    """

    key: int
    name: str
    position: CouncilPosition
    person: str = ""
    account: str = ""
    unit: str = ""
    begins: date | None = None
    ends: date | None = None
    version: int = 1

    def sits_on(self, day: date) -> bool:
        """Đương nhiệm vào ngày này, its first and last days too."""
        has_begun = self.begins is None or self.begins <= day
        return has_begun and (self.ends is None or day <= self.ends)

    @property
    def title(self) -> str:
        """Chức danh và tên."""
        return f"{POSITION_WORDS[self.position]} {self.name}"

    @property
    def order(self) -> tuple[int, int]:
        """Thứ tự trong danh sách: by post, then as they were written."""
        return _PLACES.index(self.position), self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """Hội đồng: of a block or of one of its units, by which decision, from when until when."""

    key: int
    code: str
    name: str
    kind: CouncilKind
    level: CouncilLevel = CouncilLevel.BASE
    unit: str = ""
    decision: str = ""
    decided: date | None = None
    begins: date | None = None
    ends: date | None = None
    office: str = ""
    helpers: str = ""
    rule: CouncilRule | None = None
    members: tuple[CouncilMember, ...] = ()
    withdrawn: str = ""
    version: int = 1

    def sitting(self, day: date) -> tuple[CouncilMember, ...]:
        """Thành viên đương nhiệm vào ngày này, in the order of their posts."""
        found = (one for one in self.members if one.sits_on(day))
        return tuple(sorted(found, key=lambda one: one.order))

    def works_on(self, day: date) -> bool:
        """Còn nhiệm kỳ vào ngày này."""
        has_begun = self.begins is None or self.begins <= day
        return not self.withdrawn and has_begun and (self.ends is None or day <= self.ends)

    @property
    def rule_words(self) -> str:
        """Quy định biểu quyết bằng lời; said to be missing where nobody set one."""
        return NO_RULE if self.rule is None else self.rule.words()

    @property
    def term_words(self) -> str:
        """Nhiệm kỳ bằng lời."""
        return span_words(self.begins, self.ends)


def span_words(begins: date | None, ends: date | None) -> str:
    """Từ ngày nào tới ngày nào; empty where neither was said."""
    said = (
        "" if begins is None else f"từ {vi_day(begins)}",
        "" if ends is None else f"đến {vi_day(ends)}",
    )
    return " ".join(filter(None, said))


def rule_fault(share: Fraction | None, base: Base, source: str, above: bool) -> str:
    """Chỗ sai của một quy định; empty where it can be voted by."""
    if share is None:
        return "tỷ lệ thông qua phải là tỷ lệ như 80 % hoặc 2/3, trên 0 và không quá 100 %"
    if above and share == 1:
        return "ngưỡng thông qua phải có thể đạt được"
    if not source.strip():
        return "cần ghi văn bản nào quy định tỷ lệ thông qua"
    if base not in (Base.MEMBERS, Base.PRESENT):
        return "tỷ lệ của hội đồng tính trên tổng số thành viên hoặc số có mặt"
    return ""
