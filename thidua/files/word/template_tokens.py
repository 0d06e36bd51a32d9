"""Dấu trong tệp mẫu: found in the paragraphs, joined where Word has split one, and judged."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from thidua.domain.document import template
from thidua.domain.document.kinds import DocumentKind
from thidua.domain.document.template import Token
from thidua.domain.ground.finding import Findings
from thidua.domain.ground.text import clean
from thidua.files.word import template_shown
from thidua.files.word.parts import W
from thidua.files.word.template_package import EDGES, unpacked
from thidua.files.word.template_relations import MAIN
from thidua.later import Later

if TYPE_CHECKING:
    from docx import oxml
else:
    oxml = Later("docx.oxml")

_TOKEN = re.compile(r"\{\{([^{}]*)\}\}")
_LANGUAGE = re.compile(r"\{%|%\}|\{#|#\}")
_PARAGRAPH, _TEXT, _RUN = (f"{{{W}}}{name}" for name in ("p", "t", "r"))
_BREAKS = {f"{{{W}}}tab": "\t", f"{{{W}}}br": "\n", f"{{{W}}}cr": "\n"}
_BRACE = re.compile(r"[{}｛｝﹛﹜]")
_NEAR_BEFORE, _NEAR_BEHIND = re.compile(r"\d[.,]?$"), re.compile(r"[.,]?\d")
_SHOWN, _MOST_TOKENS, _MOST_FINDINGS = 40, 500, 200

Letters = tuple[Any, str]
"""Mảnh chữ: an element of a run, and what it says."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Chỗ của một dấu trong chữ của một đoạn."""

    code: str
    start: int
    end: int


def parsed(content: bytes) -> Any:  # noqa: ANN401 (an element of lxml)
    """Phần XML đã đọc; no entity is ever resolved."""
    return oxml.parse_xml(content)


def lines(root: Any) -> list[tuple[Any, list[Letters]]]:  # noqa: ANN401
    """Mọi đoạn và chữ của riêng nó, those in tables and boxes included; each piece is met once.

    Only what stands right inside a run is letters: a tab or a break is a piece that no token holds,
    and the tab stops of a paragraph bear the same name as its tabs.
    """
    found: dict[Any, list[Letters]] = {one: [] for one in root.iter(_PARAGRAPH)}
    for run_of in root.iter(_RUN):
        owner = next(run_of.iterancestors(_PARAGRAPH), None)
        if owner is not None:
            found[owner] += [
                (one, _BREAKS.get(one.tag) or one.text or "")
                for one in run_of
                if one.tag == _TEXT or one.tag in _BREAKS
            ]
    return list(found.items())


def said(pieces: Sequence[Letters]) -> str:
    """Chữ của một đoạn."""
    return "".join(text for _, text in pieces)


def spots(text: str) -> list[Spot]:
    """Các dấu trong một đoạn."""
    return [Spot(one[1].strip(), one.start(), one.end()) for one in _TOKEN.finditer(text)]


def is_alone(text: str) -> bool:
    """Đoạn chỉ có một dấu."""
    return _TOKEN.fullmatch(text.strip()) is not None


def read_template(data: bytes, kind: DocumentKind) -> tuple[tuple[str, ...], Findings]:
    """Đọc và xét một tệp mẫu: the tokens in it, and everything that is wrong, each with its place.

    The findings say whether it may be kept; nothing of the file is run.
    """
    findings = Findings()
    parts = unpacked(data, findings)
    if not parts:
        return (), findings
    first, numbered = template_shown.shown_first(parts), template_shown.numbered_styles(parts)
    reader = _Reader(kind, findings, first, (numbered, template_shown.tight_styles(parts)))
    for name, content in sorted(parts.items(), key=lambda one: one[0] != MAIN):
        if not name.endswith(".xml") or not name.startswith("word/"):
            continue
        root = _root(name, content, findings)
        if root is not None:
            reader.read(root, name)
        if len(findings) > _MOST_FINDINGS:
            return (), findings
    for one in template.lacking(kind, tuple(reader.shown)):
        findings.error("missing", f"thiếu dấu {one}, mà «{kind.name}» phải có{_elsewhere(reader)}")
    return tuple(dict.fromkeys(reader.there)), findings


def _elsewhere(reader: "_Reader") -> str:
    hidden = [code for code in dict.fromkeys(reader.there) if code not in reader.shown]
    listed = ", ".join(f"{{{{{code}}}}}" for code in hidden)
    return f"; {listed} ở chỗ không hiện ra ở trang đầu" if hidden else ""


def _root(name: str, content: bytes, findings: Findings) -> Any:  # noqa: ANN401
    try:
        return parsed(content)
    except SyntaxError:  # what lxml says of XML it does not take
        findings.error("xml", "phần này không đọc được", name)
        return None


class _Reader:
    """Người đọc dấu: goes through the parts and keeps what it met."""

    def __init__(
        self,
        kind: DocumentKind,
        findings: Findings,
        first: frozenset[str],
        styles: tuple[frozenset[str], frozenset[str]],
    ) -> None:
        self._styles = styles
        self._known = {one.code: one for one in template.tokens_of(kind)}
        self._findings, self._first, self._count = findings, first, 0
        self._blocks: dict[str, str] = {}
        self.there: list[str] = []
        self.shown: set[str] = set()

    def read(self, root: Any, name: str) -> None:  # noqa: ANN401
        """Đọc một phần."""
        findings = self._findings
        found = [(paragraph, said(pieces)) for paragraph, pieces in lines(root)]
        self._count += sum(text.count("{{") for _, text in found)
        if self._count > _MOST_TOKENS:
            findings.error("tokens", f"mẫu có hơn {_MOST_TOKENS} dấu; hãy bớt dấu lặp lại", name)
            return
        where = "" if name == MAIN else f"{_edge(name)}, "
        for place, (paragraph, text) in enumerate(found, start=1):
            if _BRACE.search(text):
                at = f"{where}đoạn {place}"
                self._read_line(paragraph, text, name, f"{at[:1].upper()}{at[1:]}")

    def _read_line(self, paragraph: Any, text: str, name: str, at: str) -> None:  # noqa: ANN401
        findings = self._findings
        if _LANGUAGE.search(text):
            message = "mẫu không chạy lệnh: bỏ vòng lặp, điều kiện «{% … %}»; bảng đã có dấu riêng"
            findings.error("language", message, at)
            return
        rest = _TOKEN.sub("", text)
        if _BRACE.search(rest):
            message = (
                f"dấu chưa khép hoặc bị ngắt giữa chừng: «{clean(rest)[:_SHOWN]}»; gõ liền "
                "{{…}} trong một đoạn"
            )
            findings.error("unclosed", message, at)
        if spots(text) and (why := template_shown.unfit(paragraph, text, *self._styles)):
            findings.error("look", why, at)
        for spot in spots(text):
            token = self._known.get(spot.code)
            if token is None:
                findings.error("unknown", _unknown(spot.code, self._known), at)
            elif name != MAIN and not EDGES.fullmatch(name):
                findings.error("place", f"{token.text} không đặt ở đây được", at)
            else:
                self._keep(token, paragraph, text, at, is_main=name == MAIN)
                if _NEAR_BEFORE.search(text[: spot.start]) or _NEAR_BEHIND.match(text[spot.end :]):
                    message = f"chữ số đứng sát {token.text}; hãy bỏ nó hoặc để một dấu cách"
                    findings.error("digit", message, at)
                if name == MAIN or name in self._first:
                    self.shown.add(spot.code)

    def _keep(
        self,
        token: Token,
        paragraph: Any,  # noqa: ANN401
        text: str,
        at: str,
        *,
        is_main: bool,
    ) -> None:
        self.there.append(token.code)
        before = len(self._findings)
        _look_at_place(token, paragraph, text, at, is_main=is_main, findings=self._findings)
        if not token.is_block or len(self._findings) > before:
            return
        if token.code in self._blocks:
            message = f"{token.text} đã có ở {self._blocks[token.code]}; chỉ đặt một lần"
            self._findings.error("again", message, at)
        self._blocks.setdefault(token.code, f"{at[:1].lower()}{at[1:]}")


def _look_at_place(
    token: Token,
    paragraph: Any,  # noqa: ANN401
    text: str,
    at: str,
    *,
    is_main: bool,
    findings: Findings,
) -> None:
    if not token.is_block:
        return
    if not is_main:
        findings.error("place", f"{token.text} chỉ đặt được trong thân văn bản", at)
    elif not is_alone(text):
        findings.error("place", f"{token.text} phải đứng một mình một đoạn", at)
    elif paragraph.find(f"{{{W}}}pPr/{{{W}}}sectPr") is not None:
        findings.error("place", f"{token.text} không đứng ở đoạn mang ngắt phần", at)
    elif not _is_top(paragraph) and token.code != template.RECIPIENTS:
        findings.error("place", f"{token.text} phải đặt ngoài bảng và ngoài khung chữ", at)


def _is_top(paragraph: Any) -> bool:  # noqa: ANN401
    return bool(paragraph.getparent().tag == f"{{{W}}}body")


def _edge(name: str) -> str:
    if found := EDGES.fullmatch(name):
        return "đầu trang" if found[1] == "header" else "chân trang"
    return name


def _unknown(code: str, known: Mapping[str, Token]) -> str:
    lacks = f"không có «{{{{{clean(code)[:_SHOWN]}}}}}»"
    near = get_close_matches(code[:_SHOWN], known, n=1)
    return f"{lacks}; có phải {known[near[0]].text}?" if near else f"{lacks}; xem danh sách dấu"
