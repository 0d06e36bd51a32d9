"""Luật khen thưởng: awards, what they demand, how many, and by which text; figures are data."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from thidua.domain.council.council import CouncilKind
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.facts import Recipient
from thidua.domain.law.conditions import Condition
from thidua.domain.law.quota import Limit
from thidua.domain.law.reading import CHANGED_SINCE, LawReading
from thidua.domain.law.rule_nominee import RuleNominee
from thidua.domain.movement.reading import PlanReading
from thidua.domain.period.unit_kind import unit_kind
from thidua.domain.vote.vote import Electorate, Subject, Threshold


class Verification(StrEnum):
    """Mức kiểm chứng: read in the text itself, through somebody else, or not at all.

    Unread is what was put down from the text once and not compared with its wording since.
    """

    TEXT = "text"
    THIRD_PARTY = "third_party"
    UNREAD = "unread"
    UNVERIFIED = "unverified"


VERIFICATION_WORDS = {
    Verification.TEXT: "đã kiểm chứng",
    Verification.THIRD_PARTY: "chưa kiểm chứng (đọc qua nguồn khác)",
    Verification.UNREAD: "chưa đối chiếu lời văn",
    Verification.UNVERIFIED: "chưa kiểm chứng",
}
COMPARED = frozenset({Verification.TEXT, Verification.THIRD_PARTY})
"""Đã đối chiếu: the wording was read, by us or through somebody else."""


class AwardForm(StrEnum):
    """Danh hiệu thi đua hay hình thức khen thưởng."""

    TITLE = "title"
    COMMENDATION = "commendation"


class AwardLevel(StrEnum):
    """Cấp khen: the unit, the province or ministry, the State."""

    UNIT = "unit"
    PROVINCE = "province"
    STATE = "state"


FORM_WORDS = {
    AwardForm.TITLE: "danh hiệu thi đua",
    AwardForm.COMMENDATION: "hình thức khen thưởng",
}
LEVEL_WORDS = {
    AwardLevel.UNIT: "cơ sở",
    AwardLevel.PROVINCE: "bộ, ngành, tỉnh",
    AwardLevel.STATE: "nhà nước",
}


class LawLayer(StrEnum):
    """Lớp của bộ luật: the entries of a later one replace those of their code in the earlier."""

    SHIPPED = "shipped"
    FOLDER = "folder"
    COPY = "copy"
    ROW = "row"


LAYER_WORDS = {
    LawLayer.SHIPPED: "đi kèm phần mềm",
    LawLayer.FOLDER: "tệp địa phương",
    LawLayer.COPY: "bản của mình",
    LawLayer.ROW: "dòng sửa, đối chiếu trên màn hình",
}


@dataclass(frozen=True, slots=True)
class Span:
    """Hiệu lực: the first day and the last day; no last day means still in force."""

    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Có hiệu lực vào ngày này."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Caution:
    """Lời cảnh báo về một văn bản, from a day on; `amended_by` names the text not yet compared."""

    start: date
    text: str
    amended_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawDocument:
    """Văn bản: name and title, when signed, from when to when in force."""

    code: str
    name: str
    title: str
    span: Span
    verification: Verification
    signed: date | None = None
    note: str = ""
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Căn cứ: document and article, in force when, verified how.

    `compared_with` lists amending texts with which this very rule was already compared. `origin`
    is the file it stands in, and `layer` tells whose file that is. `adopted` names the document by
    which an office applies what is a sample for everybody else. `reading` is the last time an
    office read the wording beside this row, `is_read_as_is` whether the row is still the same.
    """

    document: LawDocument
    article: str
    span: Span
    verification: Verification
    compared_with: tuple[str, ...] = ()
    note: str = ""
    origin: str = ""
    layer: LawLayer = LawLayer.SHIPPED
    adopted: str = ""
    reading: LawReading | None = None
    is_read_as_is: bool = False

    @property
    def reading_words(self) -> str:
        """Lần đối chiếu bằng lời; empty where no office here has read the wording."""
        if self.reading is None:
            return ""
        said = self.reading.words()
        return said if self.is_read_as_is else f"{said}; {CHANGED_SINCE}"

    @property
    def reference(self) -> str:
        """Văn bản và điều, as people cite it, and the own document by which it is applied."""
        said = f"{self.document.name}, {self.article}"
        return f"{said}; áp dụng theo {self.adopted}" if self.adopted else said

    def warnings(self, on: date) -> tuple[str, ...]:
        """Cảnh báo cho ngày xét này."""
        return tuple(
            caution.text
            for caution in self.document.cautions
            if caution.start <= on and caution.amended_by not in self._compared()
        )

    def _compared(self) -> tuple[str, ...]:
        """Các văn bản đã đối chiếu, by the file of law or by the office here."""
        read = (self.reading.compared_with,) if self.reading and self.is_read_as_is else ()
        return (*self.compared_with, *read)

    def verification_on(self, on: date) -> Verification:
        """Mức kiểm chứng cho ngày xét: a rule not compared with its amendment is unverified."""
        amended = (caution.text for caution in self.document.cautions if caution.amended_by)
        if set(amended) & set(self.warnings(on)):
            return Verification.UNVERIFIED
        return Verification.TEXT if self.reading and self.is_read_as_is else self.verification


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardKind:
    """Danh hiệu hoặc hình thức khen thưởng; whoever holds it also holds those it `includes`.

    `other_names` are the ways people write it in lists.
    """

    slug: str
    name: str
    form: AwardForm
    level: AwardLevel
    recipients: frozenset[Recipient]
    citation: Citation
    includes: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Mọi cách gọi."""
        return self.slug, self.name, *self.other_names


@dataclass(frozen=True, slots=True)
class Conferrer:
    """Thẩm quyền: who decides on an award, while this was so."""

    award: str
    text: str
    citation: Citation


class Effect(StrEnum):
    """Hệ quả khi không đạt: not eligible, not considered at all, or not considered yet."""

    NOT_ELIGIBLE = "not_eligible"
    EXCLUDED = "excluded"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Tiêu chuẩn: what has to hold, for which awards, and what follows when it does not.

    `when` limits it to nominees for whom that holds, `years` to the years named. `remedy` are the
    words for what is missing; {n} stands for the figure. A `pool` only lets somebody be chosen.
    `nominees` try it at every change; `way` is what else its article opens; `branches` are what it
    asks of some kinds of unit instead, `readings` the other ways to read its text.
    """

    code: str
    text: str
    condition: Condition
    citation: Citation
    awards: frozenset[str] = frozenset()
    recipients: frozenset[Recipient] = frozenset(Recipient)
    effect: Effect = Effect.NOT_ELIGIBLE
    occasions: frozenset[Occasion] = frozenset(Occasion)
    when: Condition | None = None
    years: tuple[int, ...] = ()
    remedy: str = ""
    nominees: tuple[RuleNominee, ...] = ()
    is_active: bool = True
    pool: bool = False
    way: "OpenWay | None" = None
    branches: tuple["KindBranch", ...] = ()
    readings: tuple[PlanReading["Requirement"], ...] = ()

    def for_kind(self, kind: str) -> "Requirement":
        """Tiêu chuẩn với một loại đơn vị; the ordinary one where its kind has no branch."""
        known = unit_kind(kind)
        found = next((one for one in self.branches if known in map(unit_kind, one.kinds)), None)
        if found is None:
            return self
        return replace(self, text=found.text, condition=found.condition)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindBranch:
    """Nhánh theo loại đơn vị: what a requirement asks of units of these kinds instead."""

    kinds: tuple[str, ...]
    text: str
    condition: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWay:
    """Cách khác: what else the same article opens, beside the condition of a requirement."""

    code: str
    text: str
    condition: Condition
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Bật mẫu: an office applies a sample by its own document, from a day on."""

    code: str
    document: str
    signed: date
    start: date
    origin: str = ""

    @property
    def words(self) -> str:
        """Văn bản của mình bằng lời: number and day."""
        return f"{self.document} ngày {self.signed:%d/%m/%Y}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Mẫu của một ngành, một nơi: its rule, where it is from, and by what it is switched on."""

    code: str
    text: str
    citation: Citation
    switch: Switch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleUse:
    """Dùng một lần: an achievement counts for one award.

    It speaks of certain `facts`, of everything where none is named; `occasions_apart` keeps a
    movement's awards out of what is counted for the yearly ones.
    """

    code: str
    text: str
    citation: Citation
    facts: frozenset[str] = frozenset()
    occasions_apart: bool = False
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LawQuota:
    """Hạn mức trong luật: how many of one award may be proposed.

    Whoever meets the article by the way `beside` stands outside of it.
    """

    code: str
    award: str
    text: str
    limit: Limit
    citation: Citation
    is_active: bool = True
    beside: OpenWay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRule:
    """Ngưỡng phiếu trong luật: of whose votes, on what, and with which quorum.

    `council` is the kind of council it is for, None for any; `substitutes` whether who was sent
    votes in a member's place, None where the text does not say.
    """

    code: str
    text: str
    electorate: Electorate
    subject: Subject
    threshold: Threshold
    citation: Citation
    awards: frozenset[str] = frozenset()
    quorum: Fraction | None = None
    council: CouncilKind | None = None
    substitutes: bool | None = None
    is_active: bool = True
