"""Bỏ phiếu: what is put to the vote, to whom, and under which rule; counting is elsewhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from thidua.domain.ground.codes import code_key
from thidua.domain.ground.points import parse_number, share_ceiling, share_floor, vi_number
from thidua.domain.ground.text import folded


class VoteKind(StrEnum):
    """Cách bỏ phiếu: yes or no to each, at most so many of them, or some of tied units."""

    APPROVAL = "approval"
    CHOICE = "choice"
    TIE = "tie"


class Subject(StrEnum):
    """Việc đem ra bỏ phiếu: what becomes of the result is decided by it."""

    AWARD = "award"
    OFFICE = "office"
    COVENANT = "covenant"
    INITIATIVE = "initiative"
    RANKING = "ranking"
    OTHER = "other"


class Electorate(StrEnum):
    """Thành phần bỏ phiếu: the member units, one vote each, or the persons of the council."""

    UNITS = "units"
    COUNCIL = "council"


class Conduct(StrEnum):
    """Hình thức bỏ phiếu: secretly in the program, or on paper in the room."""

    ELECTRONIC = "electronic"
    PAPER = "paper"


class Base(StrEnum):
    """Số nền: of what number the threshold is a share; see `Threshold`."""

    MEMBERS = "members"
    PRESENT = "present"
    ISSUED = "issued"
    VALID = "valid"


class OwnUnit(StrEnum):
    """Phiếu cho đơn vị mình: cast like any other, or not cast and then in the base or out of it."""

    CAST = "cast"
    IN_BASE = "in_base"
    OUT_OF_BASE = "out_of_base"


class Presence(StrEnum):
    """Điểm danh: nobody votes in the room unmarked; a delegated vote is cast by another member."""

    UNMARKED = "unmarked"
    PRESENT = "present"
    ABSENT = "absent"
    DELEGATED = "delegated"


class Paper(StrEnum):
    """Phiếu giấy của một người: none, given to them, or put into the box of paper ballots."""

    NONE = "none"
    GIVEN = "given"
    IN_BOX = "in_box"


class Answer(StrEnum):
    """Ý kiến với một phương án; where some are chosen, a choice agrees and the rest disagrees."""

    AGREE = "agree"
    DISAGREE = "disagree"
    ABSTAIN = "abstain"


class VoteStatus(StrEnum):
    """Tình trạng cuộc bỏ phiếu: being set up, under way, or counted and frozen."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class Office(StrEnum):
    """Chức vụ trong khối: taken in turn by the units, from year to year."""

    HEAD = "head"
    DEPUTY = "deputy"


KIND_WORDS = {
    VoteKind.APPROVAL: "đồng ý hoặc không đồng ý với từng phương án",
    VoteKind.CHOICE: "chọn trong danh sách",
    VoteKind.TIE: "suy tôn trong các đơn vị bằng điểm",
}
SUBJECT_WORDS = {
    Subject.AWARD: "Khen thưởng",
    Subject.OFFICE: "Bầu khối trưởng, khối phó năm sau",
    Subject.COVENANT: "Thông qua giao ước",
    Subject.INITIATIVE: "Công nhận sáng kiến",
    Subject.RANKING: "Xếp hạng đơn vị",
    Subject.OTHER: "Việc khác",
}
ELECTORATE_WORDS = {
    Electorate.UNITS: "Các đơn vị thành viên, mỗi đơn vị một phiếu",
    Electorate.COUNCIL: "Thành viên hội đồng, mỗi người một phiếu",
}
PAPER_WORDS = "Cho bỏ phiếu giấy trong phòng, kiểm chung với phiếu trên phần mềm"
CONDUCT_WORDS = {
    Conduct.ELECTRONIC: "Phiếu kín trên phần mềm",
    Conduct.PAPER: "Phiếu giấy, nhập kết quả kiểm phiếu",
}
BASE_WORDS = {
    Base.MEMBERS: "tổng số thành viên",
    Base.PRESENT: "số thành viên có mặt",
    Base.ISSUED: "số phiếu phát ra",
    Base.VALID: "số phiếu hợp lệ",
}
OWN_UNIT_WORDS = {
    OwnUnit.CAST: "Bỏ phiếu như với đơn vị khác",
    OwnUnit.IN_BASE: "Không bỏ phiếu cho đơn vị mình, vẫn tính vào căn cứ tính tỷ lệ",
    OwnUnit.OUT_OF_BASE: "Không bỏ phiếu cho đơn vị mình, không tính vào căn cứ tính tỷ lệ",
}
_COUNCIL_OWN_WORDS = {
    OwnUnit.CAST: OWN_UNIT_WORDS[OwnUnit.CAST],
    OwnUnit.IN_BASE: "Ai phải đứng ngoài việc nào thì không bỏ phiếu về việc ấy, vẫn tính vào "
    "căn cứ tính tỷ lệ",
    OwnUnit.OUT_OF_BASE: "Ai phải đứng ngoài việc nào thì không bỏ phiếu về việc ấy, không tính "
    "vào căn cứ tính tỷ lệ",
}
PRESENCE_WORDS = {
    Presence.UNMARKED: "chưa điểm danh",
    Presence.PRESENT: "có mặt",
    Presence.ABSENT: "vắng mặt",
    Presence.DELEGATED: "ủy quyền",
}
ANSWER_WORDS = {
    Answer.AGREE: "đồng ý",
    Answer.DISAGREE: "không đồng ý",
    Answer.ABSTAIN: "không ý kiến",
}
CHOICE_WORDS = {Answer.AGREE: "chọn", Answer.DISAGREE: "không chọn"}
STATUS_WORDS = {
    VoteStatus.DRAFT: "đang chuẩn bị",
    VoteStatus.OPEN: "đang bỏ phiếu",
    VoteStatus.CLOSED: "đã kiểm phiếu",
}
OFFICE_WORDS = {Office.HEAD: "khối trưởng", Office.DEPUTY: "khối phó"}


@dataclass(frozen=True, slots=True)
class Threshold:
    """Ngưỡng thông qua: a share of a named base, and the text that sets it.

    `above` asks for more than the share («quá bán»), otherwise the share itself is enough. Nothing
    passes without a single vote.
    """

    share: Fraction
    base: Base = Base.MEMBERS
    source: str = ""
    above: bool = False

    def needed(self, count: int) -> int:
        """Số phiếu cần có, of a base of this number."""
        if self.above:
            return share_floor(self.share, count) + 1
        return max(1, share_ceiling(self.share, count))

    def words(self) -> str:
        """Ngưỡng bằng lời: «từ 80 % tổng số thành viên»."""
        return f"{'trên' if self.above else 'từ'} {share_words(self.share)} {BASE_WORDS[self.base]}"


def parse_share(text: str) -> Fraction | None:
    """Đọc tỷ lệ: «80 %», «80», «2/3»; None unless it is above nothing and at most the whole.

    A bare «0,8» or «1» is none: nobody can tell whether the whole or a hundredth is meant.
    """
    parts = re.fullmatch(r"\s*(\d{1,4})\s*/\s*(\d{1,4})\s*", text, re.ASCII)
    if parts:
        share = Fraction(int(parts[1]), int(parts[2])) if int(parts[2]) else Fraction(0)
    else:
        number = parse_number(text)
        is_unclear = number is not None and number <= 1 and "%" not in text
        share = Fraction(0) if number is None or is_unclear else Fraction(number) / 100
    return share if 0 < share <= 1 else None


def share_words(share: Fraction) -> str:
    """Tỷ lệ bằng lời: «80 %» where the per cent is exact to two places, else «2/3»."""
    percent = share * 100
    if (percent * 100).denominator == 1:
        return f"{vi_number(percent)} %"
    return f"{share.numerator}/{share.denominator}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRules:
    """Thể lệ bỏ phiếu: what a ballot may say, who may cast it, and what passes.

    `most` is how many may be chosen; `seats` how many may pass, None for as many as reach the
    threshold. `quorum` is the share of the roll that has to be there for anything to be valid.
    Written answers of absent members count where the base is all members, and nowhere else.
    `allows_paper` lets who has no screen cast on paper, counted as one with the others.
    """

    threshold: Threshold
    kind: VoteKind = VoteKind.APPROVAL
    electorate: Electorate = Electorate.UNITS
    conduct: Conduct = Conduct.ELECTRONIC
    most: int | None = None
    seats: int | None = None
    quorum: Fraction | None = None
    own_unit: OwnUnit = OwnUnit.CAST
    allows_delegation: bool = False
    allows_paper: bool = False

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Các ý kiến có thể có với một phương án."""
        if self.kind is VoteKind.APPROVAL:
            return tuple(Answer)
        return (Answer.AGREE, Answer.DISAGREE)

    def answer_words(self, answer: Answer) -> str:
        """Ý kiến bằng lời, as this kind of vote calls it."""
        words = ANSWER_WORDS if self.kind is VoteKind.APPROVAL else CHOICE_WORDS
        return words[answer]

    @property
    def own_unit_words(self) -> str:
        """Phiếu cho đơn vị mình bằng lời; in a council persons keep out of matters."""
        of_council = self.electorate is Electorate.COUNCIL
        return (_COUNCIL_OWN_WORDS if of_council else OWN_UNIT_WORDS)[self.own_unit]

    @property
    def own(self) -> str:
        """Điều không bỏ phiếu về: the own unit, or what a member of a council keeps out of."""
        of_council = self.electorate is Electorate.COUNCIL
        return "việc mình phải đứng ngoài" if of_council else "đơn vị mình"

    @property
    def barred_words(self) -> str:
        """Tên cột đếm người không bỏ phiếu về một phương án."""
        of_council = self.electorate is Electorate.COUNCIL
        return "Đứng ngoài" if of_council else "Không bỏ cho đơn vị mình"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Phương án: a unit, a person or a question that the ballot names.

    `unit` is the unit whose own it is, empty where nobody's.
    """

    code: str
    text: str
    unit: str = ""


def units_on(candidates: Sequence[Candidate]) -> frozenset[str]:
    """Các đơn vị có trên lá phiếu."""
    return frozenset(one.unit for one in candidates if one.unit)


def is_on_ballot(candidates: Sequence[Candidate], units: frozenset[str], name: str) -> bool:
    """Có mặt trên lá phiếu: by a unit one is of, or by one's own name, the sign-in name aside."""
    own = folded(name.rpartition(" (")[0] or name)
    return bool(units & units_on(candidates)) or own in {folded(one.text) for one in candidates}


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteDraft:
    """Nội dung cuộc bỏ phiếu: the question, its rules and what there is to vote on.

    `award` names the award, `office` the office of next year, where it is about one.
    """

    title: str
    rules: VoteRules
    candidates: tuple[Candidate, ...]
    subject: Subject = Subject.OTHER
    award: str = ""
    office: Office | None = None


def draft_faults(draft: VoteDraft) -> tuple[str, ...]:
    """Chỗ sai của nội dung, a sentence each; none where it can be opened."""
    rules, found = draft.rules, []
    if not draft.title.strip():
        found.append("Cần ghi tên cuộc bỏ phiếu.")
    if not draft.candidates:
        found.append("Cần ít nhất một phương án để bỏ phiếu.")
    codes = [code_key(one.code) for one in draft.candidates]
    texts = [code_key(one.text) for one in draft.candidates]
    if len(set(codes)) < len(codes) or len(set(texts)) < len(texts):
        found.append("Có phương án trùng nhau.")
    if not all(texts):
        found.append("Có phương án chưa ghi nội dung.")
    if not rules.threshold.source.strip():
        found.append("Cần ghi căn cứ của ngưỡng thông qua.")
    if not 0 < rules.threshold.share <= 1 or (rules.threshold.above and rules.threshold.share == 1):
        found.append("Ngưỡng thông qua phải có thể đạt được.")
    if rules.quorum is not None and not 0 < rules.quorum <= 1:
        found.append("Tỷ lệ có mặt tối thiểu phải trên 0 và không quá 100 %.")
    if (draft.subject is Subject.OFFICE) is (draft.office is None):
        found.append("Bầu chức vụ thì cần ghi chức vụ nào.")
    if draft.subject is Subject.RANKING:
        found += _ranking_faults(draft)
    return (*found, *_rule_faults(rules, len(codes)))


def _ranking_faults(draft: VoteDraft) -> list[str]:
    found = []
    if not all(one.unit for one in draft.candidates):
        found.append("Lá phiếu xếp hạng chỉ có các đơn vị; hãy bỏ phương án khác.")
    if draft.rules.kind is VoteKind.TIE:
        found.append(
            "Bỏ phiếu xếp hạng hỏi về mọi đơn vị được xếp, không riêng các đơn vị bằng điểm; hãy "
            "chọn cách bỏ phiếu khác."
        )
    return found


def _rule_faults(rules: VoteRules, count: int) -> list[str]:
    found = []
    if rules.kind is VoteKind.APPROVAL:
        if rules.most is not None:
            found.append("Chỉ khi chọn trong danh sách mới ghi số được chọn nhiều nhất.")
    elif rules.most is None or not 1 <= rules.most <= count:
        found.append(f"Số được chọn nhiều nhất phải từ 1 đến {count}.")
    if rules.seats is not None and rules.seats < 1:
        found.append("Số suất phải từ 1 trở lên.")
    if rules.kind is VoteKind.TIE and not (rules.seats and rules.seats < count):
        found.append("Suy tôn trong các đơn vị bằng điểm cần số suất ít hơn số đơn vị.")
    if rules.allows_paper and rules.conduct is Conduct.PAPER:
        found.append("Cả cuộc đã bỏ phiếu giấy thì không có phiếu giấy kiểm chung.")
    if (
        (rules.allows_paper or rules.conduct is Conduct.PAPER)
        and rules.own_unit is OwnUnit.OUT_OF_BASE
        and rules.threshold.base in (Base.ISSUED, Base.VALID)
    ):
        found.append(
            "Phiếu giấy không cho biết phiếu nào của đơn vị nào; muốn bớt đơn vị mình khỏi căn cứ "
            "tính tỷ lệ thì căn cứ tính tỷ lệ phải là tổng số thành viên hoặc số có mặt."
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class RollMember:
    """Người có tên trong danh sách bỏ phiếu: a unit or a person, fixed when the vote was opened.

    `voters` are the sign-in names that may cast its one ballot; `delegate` is the member that
    casts it where it was delegated, with the `document` that says so. What was cast is not here.
    `paper` is known only while the vote is open; `void_by` asked to make a paper ballot void.
    `kept_from` are the codes on the ballot that are no matter of theirs to vote on.
    """

    code: str
    name: str
    unit: str = ""
    voters: tuple[str, ...] = ()
    presence: Presence = Presence.UNMARKED
    delegate: str = ""
    document: str = ""
    has_cast: bool = False
    written_by: str = ""
    confirmed_by: str = ""
    paper: Paper = Paper.NONE
    void_by: str = ""
    void_reason: str = ""
    kept_from: frozenset[str] = frozenset()

    @property
    def is_there(self) -> bool:
        """Được tính là có mặt: in person, or through whom it was delegated to."""
        return self.presence in (Presence.PRESENT, Presence.DELEGATED)

    @property
    def has_written(self) -> bool:
        """Đã có ý kiến bằng văn bản that a second person confirmed."""
        return self.presence is Presence.ABSENT and bool(self.confirmed_by)


def may_cast(rules: VoteRules, roll: Sequence[RollMember], member: RollMember, login: str) -> bool:
    """Được bỏ phiếu này bây giờ: who is present casts their own, a present delegate the other's.

    A delegated vote waits while its delegate is absent or not marked, and ends when its giver is
    there in person or is marked absent.
    """
    if rules.conduct is Conduct.PAPER or member.has_cast or not login:
        return False
    if member.paper is not Paper.NONE:
        return False
    if member.presence is Presence.PRESENT:
        return login in member.voters
    if member.presence is not Presence.DELEGATED or not rules.allows_delegation:
        return False
    return any(
        one.code == member.delegate and one.presence is Presence.PRESENT and login in one.voters
        for one in roll
    )


def barred_from(rules: VoteRules, member: RollMember, candidate: Candidate) -> bool:
    """Không bỏ phiếu cho đơn vị mình hay việc của mình, where the rules say so."""
    if rules.own_unit is OwnUnit.CAST:
        return False
    is_own = bool(member.unit) and member.unit == candidate.unit
    return is_own or candidate.code in member.kept_from


def turn_out(roll: Sequence[RollMember]) -> tuple[int, int]:
    """Số phiếu đã bỏ, and of how many that are there."""
    return sum(one.has_cast for one in roll), sum(one.is_there for one in roll)


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """Chức vụ một đơn vị đã giữ trong một năm; `source` is empty where a person just noted it."""

    year: int
    office: Office
    unit: str
    source: str = ""
