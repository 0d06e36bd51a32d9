"""Một văn bản: its head, its body, who signs, where it goes, and where its numbers come from."""

from dataclasses import dataclass, field
from datetime import date, datetime

from thidua.domain.document.blocks import Block, Gap, Text, Words, gaps_in, gaps_of, words
from thidua.domain.document.kinds import DocumentKind
from thidua.domain.document.letterhead import Letterhead, Owner
from thidua.domain.period.windows import vi_moment

NO_NAME = "TÊN CƠ QUAN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Dấu vết số liệu: the last entry of the record the numbers were read at, and its fingerprint.

    `moment` is when that entry was made; a paper never says what the clock said when it was built.
    """

    position: int
    fingerprint: str
    moment: datetime

    @property
    def short(self) -> str:
        """Vân tay ngắn: sixteen signs in fours."""
        return " ".join(self.fingerprint[at : at + 4] for at in range(0, 16, 4))

    @property
    def line(self) -> str:
        """Dòng dấu vết ở chân trang."""
        return f"Số liệu đến bút toán {self.position} · {self.short} · kiểm tra ở trang Nhật ký"

    @property
    def provisional(self) -> str:
        """Dòng tạm tính dưới tên văn bản."""
        return f"TẠM TÍNH – số liệu đến {vi_moment(self.moment)}"


@dataclass(frozen=True, slots=True)
class Signature:
    """Chỗ ký: in what capacity, one line each, and whose name."""

    capacity: tuple[Words, ...]
    name: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Văn bản, ready to be drawn by any face.

    `number` and `day` are empty until it is issued. Minutes have no line of place and day; an
    `annex` stands behind another paper and has no head of its own, and a `bare` one is a sheet to
    be filled by hand. `provisional` is the line that says so, empty once the period is locked.
    `owner` is whose paper it is; `values` and `texts` are what an own template may ask for by name.
    """

    kind: DocumentKind
    scope: str = ""
    title: str
    subtitle: str = ""
    letterhead: Letterhead = field(default_factory=Letterhead)
    number: str = ""
    day: date | None = None
    addressees: tuple[Words, ...] = ()
    bases: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple["Document", ...] = ()
    is_draft: bool = False
    provisional: str = ""
    trace: Trace
    owner: tuple[Owner, str] = (Owner.BLOCK, "")
    values: tuple[tuple[str, str], ...] = ()
    texts: tuple[Text, ...] = ()

    @property
    def symbol(self) -> Words:
        """Số và ký hiệu: «08/TTr-KTĐ», with a gap where the number is not given yet."""
        sign, own = self.kind.sign, self.letterhead.symbol
        behind = "-".join(filter(None, [sign, own]))
        if self.number:
            return words(f"{self.number}/{behind}" if behind else self.number)
        return words(f"      /{behind}" if behind else "      ")

    @property
    def name(self) -> str:
        """Tên văn bản thành một dòng, for properties and lists."""
        title = f"{self.title} {self.subtitle}".strip()
        return f"{title} ({self.provisional})" if self.provisional else title

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Mọi chỗ trống as the file shows them, from the head to the last annex."""
        found = [] if self.kind.is_bare else gaps_of(self.body_name)
        for said in self.addressees:
            found += gaps_of(said)
        found += gaps_in(self.body)
        for one in self.signatures:
            found += [gap for said in (*one.capacity, one.name) for gap in gaps_of(said)]
        for annex in self.annexes:
            found += annex.inner_gaps
        return tuple(found)

    @property
    def inner_gaps(self) -> tuple[Gap, ...]:
        """Chỗ trống của một phụ lục, which has no head of its own."""
        return (*gaps_in(self.body), *(gap for one in self.annexes for gap in one.inner_gaps))

    @property
    def body_name(self) -> Words:
        """Tên cơ quan ban hành."""
        name = self.letterhead.body.upper()
        return words(name) if name else (Gap(NO_NAME),)

    @property
    def has_trace(self) -> bool:
        """In dòng dấu vết: always on minutes, else as the letterhead says."""
        if self.kind.is_bare:
            return False
        return self.kind.always_traced or self.letterhead.trace
