"""Mở bộ luật: the shipped files, then layer by layer the others; all or nothing, with reasons."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from thidua.domain.dossier.catalogue import BUILT_IN
from thidua.domain.ground.codes import code_key, other_case
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.finding import Finding, Findings
from thidua.domain.ground.text import clean, clean_lines
from thidua.domain.law.book import LawBook
from thidua.domain.law.checks import check_book
from thidua.domain.law.law import (
    AwardKind,
    Conferrer,
    LawLayer,
    LawQuota,
    OpenWay,
    Requirement,
    SingleUse,
    Span,
    VoteRule,
)
from thidua.domain.law.layers import LawSheet
from thidua.domain.law.reading import LawReading
from thidua.domain.law.table import LawFault, Table, parse_toml
from thidua.domain.law.transition import Transition
from thidua.lawbook.programme_reading import read_programme
from thidua.lawbook.row_writing import canonical
from thidua.lawbook.section_reading import (
    Origin,
    read_award,
    read_conferrer,
    read_document,
    read_fact_kind,
    read_quota,
    read_reading,
    read_requirement,
    read_single_use,
    read_switch,
    read_transition,
    read_vote_rule,
    read_way,
)
from thidua.lawbook.switching import switched

SHIPPED = Path(__file__).parents[2] / "data" / "law"
"""Thư mục luật đi kèm phần mềm."""

KEYS = {
    "documents": "code",
    "facts": "code",
    "awards": "slug",
    "conferrers": "award",
    "ways": "code",
    "requirements": "code",
    "exclusions": "code",
    "single_uses": "code",
    "quotas": "code",
    "vote_rules": "code",
    "programmes": "code",
    "switches": "code",
    "transitions": "code",
    "readings": "of",
}
"""Các bảng của tệp luật, each with the key by which a later file replaces an entry."""

_ONCE = ("documents", "facts", "awards", "ways", "programmes", "switches")
_T = TypeVar("_T")
ROW_TABLE = "row"
"""Bảng ở đầu tệp một dòng: what lay under the row when it was written."""

_Dated = TypeVar(
    "_Dated",
    bound=AwardKind
    | Requirement
    | Conferrer
    | SingleUse
    | LawQuota
    | VoteRule
    | OpenWay
    | Transition,
)


class LawRefused(Refused):
    """Bộ luật có lỗi nên chưa được dùng."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    raw: dict[str, object]
    place: str
    sheet: LawSheet


def files_in(folder: Path, layer: LawLayer = LawLayer.SHIPPED) -> list[LawSheet]:
    """Các tệp luật của một thư mục, by name; what cannot be read says so when the book is opened.

    A folder that is not there has none. Hidden files are not looked at.
    """
    try:
        found = paths_in(folder)
    except FileNotFoundError:
        return []
    except OSError:
        return [LawSheet("", "", layer, "không mở được thư mục; hãy xem lại quyền đọc")]
    return [_sheet(path, layer) for path in found]


def paths_in(folder: Path) -> list[Path]:
    """Chỗ của các tệp luật trong một thư mục, by name."""
    return sorted(path for path in folder.iterdir() if _is_law(path.name))


def _is_law(name: str) -> bool:
    return name.lower().endswith(".toml") and not name.startswith(".")


def _sheet(path: Path, layer: LawLayer) -> LawSheet:
    name, text, fault = clean(path.name), "", ""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = wrong.object.count(b"\n", 0, wrong.start) + 1
        fault = f"dòng {line} không phải chữ UTF-8; hãy lưu lại tệp với mã UTF-8"
    except OSError:
        fault = "không mở được tệp; hãy xem lại quyền đọc"
    return LawSheet(name, text, layer, fault)


def open_book(sheets: Sequence[LawSheet]) -> LawBook:
    """Mở bộ luật; `LawRefused` names every fault when there is one."""
    book, findings = read_book(sheets)
    if book is None:
        raise LawRefused(findings)
    return book


def read_book(sheets: Sequence[LawSheet]) -> tuple[LawBook | None, list[Finding]]:
    """Đọc các tệp luật; an entry replaces all those of its code in the layers before.

    None with the findings when anything is wrong, so that half a law is never applied.
    """
    findings = Findings()
    sections = _sections(sheets, findings)
    reader = _Reader(sections, findings)
    added = tuple(sheet.shown for sheet in sheets if sheet.layer is not LawLayer.SHIPPED)
    book = reader.book(added)
    if not findings:
        findings += check_book(book)
    return (None if findings else book), [_blaming(finding, added) for finding in findings]


def _blaming(finding: Finding, added: Sequence[str]) -> Finding:
    """Chỗ sai của luật đi kèm: it comes from what was laid over it, and those files are named."""
    if not added or any(name in str(finding) for name in added):
        return finding
    said = f"{finding.message}; luật đi kèm chỉ sai ở đây khi có {', '.join(added)} đè lên"
    return replace(finding, message=said)


def _sections(sheets: Sequence[LawSheet], findings: Findings) -> dict[str, dict[str, list[_Entry]]]:
    """Các bảng theo tên và mã, those of a later layer in place of the earlier ones."""
    found: dict[str, dict[str, list[_Entry]]] = {section: {} for section in KEYS}
    for layer in LawLayer:
        laid: dict[str, dict[str, list[_Entry]]] = {section: {} for section in KEYS}
        for sheet in sheets:
            if sheet.layer is layer:
                try:
                    for section, entry in _entries(sheet):
                        laid[section].setdefault(entry.key, []).append(entry)
                except LawFault as fault:
                    findings.error("law_file", str(fault), fault.place)
        for section, entries in laid.items():
            found[section] |= entries
    return found


def row_key(section: str, code: str) -> str:
    """Khóa của một dòng in the whole law book."""
    return f"{section}/{code}"


Rows = Mapping[str, Mapping[str, tuple[tuple[dict[str, object], LawSheet], ...]]]
"""Các dòng chưa đọc, by section and by code: those in force of all layers, each with its file."""


def raw_rows(sheets: Sequence[LawSheet]) -> Rows:
    """Các dòng chưa đọc của mọi mục; a file that cannot be read has none."""
    return {
        section: {
            key: tuple((entry.raw, entry.sheet) for entry in entries)
            for key, entries in found.items()
        }
        for section, found in _sections(sheets, Findings()).items()
    }


def _entries(sheet: LawSheet) -> Iterator[tuple[str, _Entry]]:
    here = f"tệp {sheet.shown}"
    if sheet.fault:
        raise LawFault(sheet.fault, here)
    whole = Table(parse_toml(sheet.text, here), here)
    for section, key in KEYS.items():
        for number, raw in enumerate(whole.raw_tables(section), start=1):
            named = raw.get(key)
            shown = f" ({named})" if isinstance(named, str) else ""
            place = f"{here}, bảng [[{section}]] thứ {number}{shown}"
            if not isinstance(named, str):
                raise LawFault(f"thiếu khóa «{key}»", place)
            yield section, _Entry(named, raw, place, sheet)
    if sheet.layer is LawLayer.ROW and whole.has(ROW_TABLE):
        whole.table(ROW_TABLE)
    whole.finish()


class _Reader:
    """Một lượt đọc: later sections refer to what earlier ones brought."""

    def __init__(self, sections: dict[str, dict[str, list[_Entry]]], findings: Findings) -> None:
        self._sections = sections
        self._findings = findings
        self._readings: dict[str, list[LawReading]] = {}

    def book(self, local: tuple[str, ...]) -> LawBook:
        documents = dict(self._each("documents", lambda table, _: read_document(table)))
        kinds = dict(self._each("facts", lambda table, _: read_fact_kind(table)))
        catalogue = BUILT_IN.with_kinds(kinds)

        ways: dict[str, OpenWay] = {}

        def origin(entry: _Entry) -> Origin:
            return Origin(
                name=entry.sheet.shown,
                layer=entry.sheet.layer,
                documents=documents,
                catalogue=catalogue,
                ways=ways,
            )

        for of, reading in self._each(
            "readings", lambda table, at: read_reading(table, at.sheet.by)
        ):
            self._readings.setdefault(of, []).append(reading)
        ways |= self._each(
            "ways", lambda table, at: self._as_read("ways", at, read_way(table, origin(at)))
        )
        awards = dict(
            self._each(
                "awards",
                lambda table, at: self._as_read("awards", at, read_award(table, origin(at))),
            )
        )
        rules = self._versions(
            "requirements", lambda table, at: read_requirement(table, origin(at), awards)
        )
        rules += self._versions(
            "exclusions", lambda table, at: read_requirement(table, origin(at), awards, True)
        )
        found = LawBook(
            documents=documents,
            awards=awards,
            requirements=rules,
            conferrers=self._versions(
                "conferrers", lambda table, at: read_conferrer(table, origin(at))
            ),
            single_uses=self._versions(
                "single_uses", lambda table, at: read_single_use(table, origin(at))
            ),
            quotas=self._versions("quotas", lambda table, at: read_quota(table, origin(at))),
            vote_rules=self._versions(
                "vote_rules", lambda table, at: read_vote_rule(table, origin(at))
            ),
            programmes=dict(
                self._each(
                    "programmes", lambda table, at: read_programme(table, origin(at), awards)
                )
            ),
            transitions=tuple(
                one
                for _, one in self._each(
                    "transitions",
                    lambda table, at: self._as_read(
                        "transitions", at, read_transition(table, origin(at))
                    ),
                )
            ),
            catalogue=catalogue,
            ways=ways,
            local=local,
        )
        switches = self._each("switches", lambda table, at: read_switch(table, origin(at)))
        return switched(found, [one for _, one in switches], self._findings)

    def _each(self, section: str, read: Callable[[Table, _Entry], _T]) -> Iterator[tuple[str, _T]]:
        looks: dict[str, str] = {}
        for key, entries in self._sections[section].items():
            twin = other_case(key, looks.setdefault(code_key(key), key), entries[0].place)
            if twin is not None:
                self._findings.append(twin)
                continue
            for entry in entries:
                if entry is not entries[0] and section in _ONCE:
                    message = f"«{key}» đã có ở {entries[0].place}"
                    self._findings.error("law_twice", message, entry.place)
                    continue
                try:
                    yield key, read(Table(entry.raw, entry.place), entry)
                except LawFault as fault:
                    self._findings.error("law_file", str(fault), fault.place)

    def _versions(
        self, section: str, read: Callable[[Table, _Entry], _Dated]
    ) -> tuple[_Dated, ...]:
        def beside(table: Table, at: _Entry) -> _Dated:
            return self._as_read(section, at, read(table, at))

        found = list(self._each(section, beside))
        for key, entries in self._sections[section].items():
            spans = [version.citation.span for code, version in found if code == key]
            self._check_follow(sorted(spans, key=lambda span: span.start), entries[0].place)
        return tuple(version for _, version in found)

    def _as_read(self, section: str, at: _Entry, version: _Dated) -> _Dated:
        """Điều này cùng lần đối chiếu của nó, and whether it is still the row that was read."""
        citation = version.citation
        for one in self._readings.get(row_key(section, at.key), ()):
            if one.start == citation.span.start:
                same = one.row == clean_lines(canonical(at.raw))
                read = replace(citation, reading=one, is_read_as_is=same)
                return replace(version, citation=read)
        return version

    def _check_follow(self, spans: Sequence[Span], place: str) -> None:
        """Các bản nối tiếp nhau: neither overlapping nor leaving a gap."""
        for before, after in pairwise(spans):
            if before.end is None or before.end >= after.start:
                message = f"hai bản chồng nhau: bản sau có hiệu lực từ {after.start:%d/%m/%Y}"
            elif before.end + timedelta(days=1) < after.start:
                message = f"hai bản hở nhau từ {before.end:%d/%m/%Y} đến {after.start:%d/%m/%Y}"
            else:
                continue
            self._findings.error("law_versions", message, place)
