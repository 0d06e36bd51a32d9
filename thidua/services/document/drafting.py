"""Bản đang soạn: what every paper is made with — trace, letterhead, people's words, signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from sqlmodel import Session

from thidua.domain.document.blocks import Block, Fields, Gap, Text, Words, or_gap, words
from thidua.domain.document.document import Document, Signature, Trace
from thidua.domain.document.kinds import DocumentKind
from thidua.domain.document.letterhead import Letterhead, Owner
from thidua.domain.document.markup import runs_of
from thidua.domain.dossier.facts import Recipient
from thidua.domain.period.period import BlockPeriod
from thidua.domain.period.stage import CLOSED
from thidua.domain.period.windows import day_of
from thidua.services.document import letterheads, texts
from thidua.services.document.texts import Written
from thidua.services.dossier import owners
from thidua.services.ground import block_members
from thidua.services.ground.work import Work

_OF_BLOCK = Letterhead(authority="TM.", position="KHỐI TRƯỞNG")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Bản đang soạn: which paper, about whom, by which letterhead and with which words of people.

    `owner_unit` is the unit that sends it out, None where the block does. `told` is what was said
    elsewhere of a field, which stands while nobody writes it here.
    """

    work: Work
    kind: DocumentKind
    scope: str
    trace: Trace
    number: str = ""
    day: date | None = None
    owner_unit: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def period(self) -> BlockPeriod:
        """Kỳ của văn bản."""
        return self.work.period

    @property
    def is_locked(self) -> bool:
        """Kỳ đã chốt."""
        return self.period.stage in CLOSED

    @cached_property
    def letterhead(self) -> Letterhead:
        """Tên cơ quan vào ngày của văn bản, or of the last number in it."""
        on = self.day or day_of(self.trace.moment)
        owner, code = self.owner
        found = letterheads.in_force(self.work.session, owner, code, on)
        if found is not None:
            return found
        return _OF_BLOCK if owner is Owner.BLOCK else Letterhead()

    @property
    def owner(self) -> tuple[Owner, str]:
        """Văn bản của ai: the unit, or the block."""
        if self.owner_unit is not None:
            return Owner.UNIT, self.owner_unit
        return Owner.BLOCK, self.period.block_code

    @cached_property
    def written(self) -> Mapping[str, Written]:
        """Lời người viết, by field."""
        return texts.unchecked(self.work.session, self.period, self.kind.words_code, self.scope)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Tên các đơn vị thành viên, by code."""
        return {one.code: one.name for one in block_members.members(self.work.session, self.period)}

    def text(self, field: str) -> Text:
        """Lời người viết ở một mục."""
        known, said = self.kind.field(field), self.written.get(field)
        if said is None or not said.text:
            return Text(code=field, label=known.label, text=self.told.get(field, ""))
        return Text(code=field, label=known.label, text=said.text, copied_from=said.copied_from)

    def line(self, field: str) -> Words:
        """Lời một dòng ở một mục, or its gap."""
        text = self.text(field)
        said = runs_of(text.text)
        gap = text.gap
        return said if gap is None else words(said, " " if said else "", gap)

    def signature(self) -> Signature:
        """Người ký theo tên cơ quan; a gap where nobody was said."""
        head = self.letterhead
        offices = [one.strip().upper() for one in head.position.split("/") if one.strip()]
        if not offices:
            return Signature((or_gap("", "chức vụ người ký"),), self._signer(head))
        if head.authority == "TM." and len(offices) == 1:
            body = head.body.upper() or self.period.block_name.upper()
            offices = [f"TM. {body}", *offices]
        elif head.authority:
            offices[0] = f"{head.authority} {offices[0]}"
        return Signature(tuple(words(one) for one in offices), self._signer(head))

    def _signer(self, head: Letterhead) -> Words:
        return or_gap(head.signer, "họ tên người ký")

    def recipients(self, *first: str) -> tuple[str, ...]:
        """Nơi nhận: the letterhead's own lines, else the usual ones with the file copy last."""
        own = self.letterhead.recipients
        return own or (*first, "Lưu: VT")

    def addressee(self, usual: str = "") -> tuple[Words, ...]:
        """Kính gửi, by the letterhead or as usual; a gap where neither says."""
        said = self.letterhead.addressee or usual
        return (words(said) if said else (Gap("nơi nhận tờ trình, báo cáo"),),)

    def made(
        self,
        title: str,
        subtitle: str,
        body: Sequence[Block],
        *,
        is_ready: bool,
        is_provisional: bool = False,
        values: Mapping[str, str] = MappingProxyType({}),
        **more: object,
    ) -> Document:
        """Văn bản từ các phần của nó; where it is not ready it is a draft and says so."""
        return Document(
            kind=self.kind,
            scope=self.scope,
            title=title,
            subtitle=subtitle,
            letterhead=self.letterhead,
            number=self.number,
            day=self.day,
            body=tuple(body),
            is_draft=not is_ready,
            provisional=self.trace.provisional if is_provisional else "",
            trace=self.trace,
            owner=self.owner,
            values=(
                ("ten_khoi", self.period.block_name),
                ("nam", str(self.period.year)),
                *values.items(),
            ),
            texts=tuple(self.text(one.code) for one in self.kind.fields),
            **more,  # type: ignore[arg-type]
        )


def hands(scribe: Words, chair: Words) -> tuple[Signature, ...]:
    """Chỗ ký của một biên bản họp: the scribe on the left, the chair on the right."""
    return Signature((words("THƯ KÝ"),), scribe), Signature((words("CHỦ TỌA"),), chair)


def meeting_head(
    began: Words,
    place: Words,
    *of_members: tuple[str, Words],
    guests: Words,
    chair: Words,
    scribe: Words,
) -> Fields:
    """Phần đầu của một biên bản họp: when, where, who came, who led and who wrote."""
    return Fields(
        (
            ("Thời gian bắt đầu", began),
            ("Địa điểm", place),
            *of_members,
            ("Khách mời", guests),
            ("Chủ trì (chủ tọa)", chair),
            ("Thư ký (người ghi biên bản)", scribe),
        )
    )


def names_of(session: Session) -> dict[tuple[Recipient, str], str]:
    """Tên mọi đối tượng, by kind and code."""
    return {(one.recipient, one.code): one.name for one in owners.everybody(session)}
