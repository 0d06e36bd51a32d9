"""Mở bộ luật: the shipped files, then the user's own over them; all or nothing, with reasons."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from thidua.domain.errors import Refused
from thidua.domain.fact_catalogue import BUILT_IN
from thidua.domain.finding import Finding, error
from thidua.domain.law import Conferrer, LawQuota, Requirement, SingleUse, Span, VoteRule
from thidua.domain.law_book import LawBook
from thidua.domain.law_checks import check_book
from thidua.lawbook.programme_reading import read_programme
from thidua.lawbook.section_reading import (
    Origin,
    read_award,
    read_conferrer,
    read_document,
    read_fact_kind,
    read_quota,
    read_requirement,
    read_single_use,
    read_vote_rule,
)
from thidua.lawbook.table import TOO_DEEP, LawFault, Table, parse_toml

SHIPPED = Path(__file__).parents[2] / "data" / "law"
"""Thư mục luật đi kèm phần mềm."""

KEYS = {
    "documents": "code",
    "facts": "code",
    "awards": "slug",
    "conferrers": "award",
    "requirements": "code",
    "exclusions": "code",
    "single_uses": "code",
    "quotas": "code",
    "vote_rules": "code",
    "programmes": "code",
}
"""Các bảng của tệp luật, each with the key by which a later file replaces an entry."""

_ONCE = ("documents", "facts", "awards", "programmes")
_T = TypeVar("_T")
_Dated = TypeVar("_Dated", bound=Requirement | Conferrer | SingleUse | LawQuota | VoteRule)


class LawRefused(Refused):
    """Bộ luật có lỗi nên chưa được dùng."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class LawFile:
    """Một tệp luật: its name, its text, and whether it is the user's own."""

    name: str
    text: str
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    raw: dict[str, object]
    place: str
    file: LawFile


def files_in(folder: Path, *, is_local: bool = False) -> list[LawFile]:
    """Các tệp luật của một thư mục, by name."""
    return [LawFile(path.name, _text_of(path), is_local) for path in sorted(folder.glob("*.toml"))]


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        message = "tệp không phải chữ UTF-8; hãy lưu lại với mã UTF-8"
        raise LawRefused([error("law_file", message, f"tệp {path.name}")]) from fault


def load_book(local: Path | None = None, shipped: Path = SHIPPED) -> LawBook:
    """Mở bộ luật; `LawRefused` names every fault when there is one."""
    own = [] if local is None or not local.is_dir() else files_in(local, is_local=True)
    book, findings = read_book([*files_in(shipped), *own])
    if book is None:
        raise LawRefused(findings)
    return book


def read_book(files: Sequence[LawFile]) -> tuple[LawBook | None, list[Finding]]:
    """Đọc các tệp luật; a local entry replaces all shipped ones of its code.

    None with the findings when anything is wrong, so that half a law is never applied.
    """
    findings: list[Finding] = []
    sections = _sections(files, findings)
    reader = _Reader(sections, findings)
    book = reader.book(tuple(file.name for file in files if file.is_local))
    if not findings:
        findings += check_book(book)
    return (None if findings else book), findings


def _sections(
    files: Sequence[LawFile], findings: list[Finding]
) -> dict[str, dict[str, list[_Entry]]]:
    """Các bảng theo tên và mã, the user's own in place of the shipped ones."""
    found: dict[str, dict[str, list[_Entry]]] = {section: {} for section in KEYS}
    for is_local in (False, True):
        layer: dict[str, dict[str, list[_Entry]]] = {section: {} for section in KEYS}
        for file in files:
            if file.is_local is is_local:
                try:
                    for section, entry in _entries(file):
                        layer[section].setdefault(entry.key, []).append(entry)
                except LawFault as fault:
                    findings.append(error("law_file", str(fault), fault.place))
        for section, entries in layer.items():
            found[section] |= entries
    return found


def _entries(file: LawFile) -> Iterator[tuple[str, _Entry]]:
    whole = Table(parse_toml(file.text, file.name), f"tệp {file.name}")
    for section, key in KEYS.items():
        for number, raw in enumerate(whole.raw_tables(section), start=1):
            named = raw.get(key)
            shown = f" ({named})" if isinstance(named, str) else ""
            place = f"tệp {file.name}, bảng [[{section}]] thứ {number}{shown}"
            if not isinstance(named, str):
                raise LawFault(f"thiếu khóa «{key}»", place)
            yield section, _Entry(named, raw, place, file)
    whole.finish()


class _Reader:
    """Một lượt đọc: later sections refer to what earlier ones brought."""

    def __init__(
        self, sections: dict[str, dict[str, list[_Entry]]], findings: list[Finding]
    ) -> None:
        self._sections = sections
        self._findings = findings

    def book(self, local: tuple[str, ...]) -> LawBook:
        documents = dict(self._each("documents", lambda table, _: read_document(table)))
        kinds = dict(self._each("facts", lambda table, _: read_fact_kind(table)))
        catalogue = BUILT_IN.with_kinds(kinds)

        def origin(entry: _Entry) -> Origin:
            return Origin(entry.file.name, entry.file.is_local, documents, catalogue)

        awards = dict(self._each("awards", lambda table, at: read_award(table, origin(at))))
        rules = self._versions(
            "requirements", lambda table, at: read_requirement(table, origin(at), awards)
        )
        rules += self._versions(
            "exclusions", lambda table, at: read_requirement(table, origin(at), awards, True)
        )
        return LawBook(
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
            catalogue=catalogue,
            local=local,
        )

    def _each(self, section: str, read: Callable[[Table, _Entry], _T]) -> Iterator[tuple[str, _T]]:
        for key, entries in self._sections[section].items():
            for entry in entries:
                if entry is not entries[0] and section in _ONCE:
                    message = f"«{key}» đã có ở {entries[0].place}"
                    self._findings.append(error("law_twice", message, entry.place))
                    continue
                try:
                    yield key, read(Table(entry.raw, entry.place), entry)
                except LawFault as fault:
                    self._findings.append(error("law_file", str(fault), fault.place))
                except RecursionError:
                    self._findings.append(error("law_file", TOO_DEEP, entry.place))

    def _versions(
        self, section: str, read: Callable[[Table, _Entry], _Dated]
    ) -> tuple[_Dated, ...]:
        found = list(self._each(section, read))
        for key, entries in self._sections[section].items():
            spans = [version.citation.span for code, version in found if code == key]
            self._check_follow(sorted(spans, key=lambda span: span.start), entries[0].place)
        return tuple(version for _, version in found)

    def _check_follow(self, spans: Sequence[Span], place: str) -> None:
        """Các bản nối tiếp nhau: neither overlapping nor leaving a gap."""
        for before, after in pairwise(spans):
            if before.end is None or before.end >= after.start:
                message = f"hai bản chồng nhau: bản sau có hiệu lực từ {after.start:%d/%m/%Y}"
            elif before.end + timedelta(days=1) < after.start:
                message = f"hai bản hở nhau từ {before.end:%d/%m/%Y} đến {after.start:%d/%m/%Y}"
            else:
                continue
            self._findings.append(error("law_versions", message, place))
