"""Tệp điểm: the score rows of a workbook, and the stamp that tells what it was filled from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from thidua.domain.ground.heading import Heading
from thidua.domain.ground.titles import CROSS_POINTS, SELF_POINTS, VERIFIED_POINTS
from thidua.domain.rules.entry import Entry
from thidua.domain.rules.rows import InputRow
from thidua.domain.scoring.occurrence_text import occurrences_text
from thidua.domain.scoring.occurrences import EventRow
from thidua.domain.scoring.sheet import Hand

UNIT_CODE, CRITERION_CODE, KIND = "Mã đơn vị", "Mã tiêu chí", "Loại"
EXPLANATION, EVIDENCE = "Giải trình", "Minh chứng"
FLAT_SHEET, STAMP_SHEET, EVENTS_SHEET = "Bảng điểm", "_thidua", "Từng lượt"

TITLES_OF_HAND: Mapping[Hand, tuple[str, ...]] = MappingProxyType(
    {Hand.SELF: SELF_POINTS, Hand.VERIFIED: VERIFIED_POINTS, Hand.CROSS: CROSS_POINTS}
)
"""Tiêu đề của cột «Điểm» that says whose points they are."""


def entry_digest(entry: Entry) -> str:
    """Vân tay của một dòng điểm: equal for equal inputs, however their numbers were written."""
    numbers = (entry.target, entry.actual, entry.points)
    content = [
        *(None if number is None else f"{number.normalize():f}" for number in numbers),
        entry.choice,
        sorted(
            [
                event.kind or "",
                f"{event.count.normalize():f}",
                *([event.name] if event.name else []),
            ]
            for event in entry.events
        ),
        entry.state,
        entry.explanation,
        entry.evidence,
        *([occurrences_text(entry.occurrences)] if entry.occurrences else []),
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class PrintedText:
    """Chữ in cạnh một mã, for people, and the cell it stands in."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """Một dòng của tệp điểm: which unit and criterion, and its cells.

    `heading` tells which columns its sheet has; None means all of them. `number` is that of its row
    in the sheet, 0 where it stands in none; `as_numbers` are the columns whose code is a number
    that may have lost a zero. `text` and `name` are what stands beside the code of the criterion
    and beside that of the unit.
    """

    unit: str
    criterion: str
    row: InputRow
    unit_place: str = field(default="", compare=False)
    criterion_place: str = field(default="", compare=False)
    heading: Heading | None = field(default=None, compare=False)
    number: int = field(default=0, compare=False)
    as_numbers: frozenset[str] = field(default=frozenset(), compare=False)
    text: PrintedText | None = field(default=None, compare=False)
    name: PrintedText | None = field(default=None, compare=False)

    @property
    def sheet(self) -> str:
        """Trang của dòng này."""
        return "" if self.heading is None else self.heading.sheet

    def lacks(self, title: str) -> bool:
        """Trang của dòng này không có cột ấy."""
        return self.heading is not None and title in self.heading.absent


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Dấu của tệp mẫu: block, period, hand, covenant, and the version of every line given out.

    A filled template is compared with it, so that nobody's later edit is overwritten and a file of
    another block, year or covenant is refused. `lines` maps unit and criterion to the version of
    the line and the digest of its entry; a line nobody had scored is not in it. `part` is the code
    of a period within the year, empty for all of it.
    """

    block: str
    year: int
    hand: str
    covenant_fingerprint: str
    lines: Mapping[str, tuple[int, str]]
    part: str = ""

    @staticmethod
    def key(unit: str, criterion: str) -> str:
        """Khóa của một dòng."""
        return f"{unit}\u241f{criterion}"

    def version_of(self, unit: str, criterion: str) -> int:
        """Phiên bản của dòng khi phát tệp; 0 where it was not scored yet."""
        return self.lines.get(self.key(unit, criterion), (0, ""))[0]

    def is_untouched(self, unit: str, criterion: str, entry: Entry | None) -> bool:
        """Dòng để nguyên: the file says what it said when it was given out."""
        given = self.lines.get(self.key(unit, criterion), (0, ""))[1]
        return given == ("" if entry is None else entry_digest(entry))

    def written(self) -> str:
        """Chữ của dấu: canonical, with its own fingerprint in front."""
        body = json.dumps(
            {
                "block": self.block,
                "year": self.year,
                "hand": self.hand,
                "covenant": self.covenant_fingerprint,
                "lines": dict(self.lines),
                **({"part": self.part} if self.part else {}),
            },
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        return f"{hashlib.sha256(body.encode()).hexdigest()}{body}"

    @classmethod
    def read(cls, text: str) -> "Stamp | None":
        """Đọc dấu; None when it is damaged."""
        digest, body = text[:64], text[64:]
        if hashlib.sha256(body.encode()).hexdigest() != digest:
            return None
        content = json.loads(body)
        return cls(
            block=content["block"],
            year=content["year"],
            hand=content["hand"],
            covenant_fingerprint=content["covenant"],
            part=content.get("part", ""),
            lines={key: (version, digest) for key, (version, digest) in content["lines"].items()},
        )


@dataclass(frozen=True, slots=True)
class ScoreFile:
    """Nội dung tệp điểm; `events` is None where it has no sheet of events, so theirs stay.

    `titles` are what stands above each table, with its place.
    """

    rows: tuple[ScoreRow, ...]
    stamp: Stamp | None = None
    events: tuple[EventRow, ...] | None = None
    titles: tuple[tuple[str, str], ...] = ()
