"""Nhận ra đơn vị và tiêu chí: by code, else by name or text; never by likeness alone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from thidua.domain.covenant.covenant import Covenant, Criterion, CriterionGroup, Node
from thidua.domain.ground.text import LONGEST_CODE, LONGEST_NAME, without_marks
from thidua.domain.period.period import Member
from thidua.domain.scoring.wide.headings import plain

_KINDS = re.compile(
    r"^(?:(?:phòng|ban|sở|xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh|trung tâm|chi cục|cục|"
    r"văn phòng|công ty|trường|cơ quan|đơn vị|ubnd|ủy ban nhân dân|uỷ ban nhân dân|ub mttq|"
    r"p|tt|vp|bch) )+"
)
_LABELLED = re.compile(
    r"^(?:tên )?(?:đơn vị|cơ quan|phòng ban)(?: tự chấm| được chấm| tự đánh giá)?\s*[:\-–]\s*",
    re.IGNORECASE,
)
_CODED = re.compile(r"^(?:mục|phần|nhóm|tiêu chí|tc|điểm)\s+", re.IGNORECASE)
BY_CODE, BY_CODE_ALONE = "theo mã", "theo mã, nội dung ghi khác"
BY_TEXT, BY_BEGINNING = "theo nội dung", "theo phần đầu nội dung"
"""Nhận ra nhờ đâu."""

_SHORT = 8
"""Chữ quá ngắn để là phần đầu của nội dung một tiêu chí."""
_ALIKE, AT_ODDS = 0.5, 0.45
_NAMED = 3
_LONGEST_NAME = LONGEST_NAME + 50


class UnitNames:
    """Tên các đơn vị: code, short name and name, then without their kind, then without marks."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = {member.code: member for member in members}
        self._steps: list[dict[str, set[str]]] = [{}, {}, {}]
        for member in members:
            for name in filter(None, (member.code, member.short_name, member.name)):
                for step, key in zip(self._steps, _unit_keys(name), strict=True):
                    step.setdefault(key, set()).add(member.code)

    def of(self, text: str) -> tuple[str, ...]:
        """Các đơn vị mà chữ này có thể là; exactly one where it is sure, none where unknown."""
        if len(text) > _LONGEST_NAME:
            return ()
        named = _LABELLED.sub("", text)
        for step, key in zip(self._steps, _unit_keys(named), strict=True):
            if key and (found := step.get(key)):
                return tuple(sorted(found))
        return ()

    def one(self, text: str) -> str:
        """Đơn vị chắc chắn của chữ này; empty where there is none or more than one."""
        found = self.of(text)
        return found[0] if len(found) == 1 else ""

    def called(self, code: str) -> str:
        """Tên gọi của đơn vị."""
        return self.members[code].called


def _unit_keys(name: str) -> tuple[str, str, str]:
    whole = plain(name)
    bare = _KINDS.sub("", whole)
    return whole, bare, without_marks(bare)


@dataclass(frozen=True, slots=True)
class Match:
    """Kết quả nhận ra một dòng: the node where it is sure, else what it may be, best first."""

    node: Node | None = None
    candidates: tuple[Node, ...] = ()
    how: str = ""


class CovenantLines:
    """Các dòng của giao ước, to be found by what a sheet writes of them."""

    def __init__(self, covenant: Covenant) -> None:
        self.covenant = covenant
        self._codes = {code_key(node.code): node for node in covenant.nodes}
        self._texts: dict[str, list[Node]] = {}
        self._bare: dict[str, list[Node]] = {}
        for node in covenant.nodes:
            if key := plain(node.text):
                self._texts.setdefault(key, []).append(node)
                self._bare.setdefault(without_marks(key), []).append(node)
        self._keys = {node.code: plain(node.text) for node in covenant.nodes}
        self._kinds: dict[str, Mapping[str, str]] = {}
        self._known: dict[str, Node | None] = {}

    def coded(self, text: str) -> Node | None:
        """Dòng mang mã này."""
        return self._codes.get(code_key(text)) if len(text) <= LONGEST_CODE + 20 else None

    def is_known(self, text: str) -> Node | None:
        """Dòng mang đúng mã hay đúng nội dung này, for finding where criteria stand at all."""
        if text not in self._known:
            same = self._texts.get(plain(text), ())
            self._known[text] = self.coded(text) or next(iter(same), None)
        return self._known[text]

    def worded_as(self, node: Node) -> list[Node]:
        """Các dòng cùng nội dung với dòng này, itself among them."""
        return [node, *self._texts.get(plain(node.text), ())]

    def worded(self, said: str) -> Sequence[Node]:
        """Các dòng có nội dung là chữ trơn này, marks aside where no other is so with them."""
        return self._texts.get(said) or self._bare.get(without_marks(said)) or ()

    def kinds(self, criterion: Criterion) -> Mapping[str, str]:
        """Các loại lượt, các ý của một tiêu chí, by their plain words."""
        found = self._kinds.get(criterion.code)
        if found is None:
            rows = criterion.rule.form_rows(criterion.max_points, None)
            found = {plain(row.kind): row.kind for row in rows if row.kind}
            self._kinds[criterion.code] = found
        return found

    def match(self, code: str, text: str, group: CriterionGroup | None) -> Match:
        """Nhận ra một dòng: by its code, restarted or not, checked by its text; else by its text.

        `group` is the group under whose row it stands.
        """
        coded = self._by_code(code, group)
        worded, how = self._by_text(text, group)
        agreed = [node for node in coded if node in worded]
        if len(agreed) == 1:
            return Match(agreed[0], how=BY_CODE)
        if len(coded) == 1 and not self._is_at_odds(coded[0], code, text, worded):
            own = self._keys[coded[0].code]
            is_same = not text or plain(text) in (plain(code), own) or not own
            return Match(coded[0], how=BY_CODE if is_same else BY_CODE_ALONE)
        if len(worded) == 1 and not coded:
            return Match(worded[0], how=how)
        return Match(candidates=_once([*worded, *coded]))

    def _is_at_odds(self, node: Node, code: str, text: str, worded: Sequence[Node]) -> bool:
        """Mã một đằng, nội dung một nẻo: the text is another line's, or none of this one."""
        own = self._keys[node.code]
        if not text or plain(text) == plain(code) or not own:
            return False
        return bool(worded) or likeness(plain(text), own) < AT_ODDS

    def alike(self, text: str) -> list[Node]:
        """Những dòng gần giống nhất, for a question."""
        key = plain(text)
        scored = [(likeness(key, own), code) for code, own in self._keys.items() if own and key]
        best = sorted(((ratio, code) for ratio, code in scored if ratio >= _ALIKE), reverse=True)
        nodes = {node.code: node for node in self.covenant.nodes}
        return [nodes[code] for _, code in best[:_NAMED]]

    def _by_code(self, code: str, group: CriterionGroup | None) -> list[Node]:
        """Những dòng mang mã này: as it stands, or restarted under the group that is open."""
        if not code or len(code) > LONGEST_CODE + 20:
            return []
        key = code_key(code)
        exact = self._codes.get(key)
        if exact is not None and not key.isdigit() and len(key) > 1:
            return [exact]
        found = [] if exact is None else [exact]
        above = [] if group is None else [group.code, *self.covenant.path(group.code)]
        for one in above:
            children = self.covenant.groups[one].children
            found += [node for node in children if code_key(node.code).rpartition(".")[2] == key]
        return list(_once(found))

    def _by_text(self, text: str, group: CriterionGroup | None) -> tuple[list[Node], str]:
        key = plain(text)
        if not key:
            return [], ""
        same = self._texts.get(key) or self._bare.get(without_marks(key)) or []
        if same:
            return self._within(same, group), BY_TEXT
        if len(key) < _SHORT:
            return [], ""
        nodes = {node.code: node for node in self.covenant.nodes}
        begun = [
            nodes[code]
            for code, own in self._keys.items()
            if len(own) >= _SHORT and (own.startswith(key) or key.startswith(own))
        ]
        held = begun or [
            nodes[code] for code, own in self._keys.items() if len(own) >= _SHORT and key in own
        ]
        return self._within(held, group), BY_BEGINNING if begun else BY_TEXT

    def _within(self, nodes: Sequence[Node], group: CriterionGroup | None) -> list[Node]:
        """Trong nhóm đang đọc, where that decides between several."""
        if len(nodes) < 2 or group is None:
            return list(nodes)
        here = [node for node in nodes if group.code in self.covenant.path(node.code)]
        return here if len(here) == 1 else list(nodes)


def code_key(code: str) -> str:
    """Khóa của mã: «I.1.», «i.1)» and «Mục I.1» are «i.1»."""
    return re.sub(r"\s+", "", _CODED.sub("", code.strip())).casefold().strip(".):(-/")


def likeness(one: str, other: str) -> float:
    """Giống đến đâu, of plain words; nothing where it is less than what is at odds."""
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one[:300], other[:300], autojunk=False)
    if matcher.real_quick_ratio() < AT_ODDS or matcher.quick_ratio() < AT_ODDS:
        return 0.0
    return matcher.ratio()


def _once(nodes: Iterable[Node]) -> tuple[Node, ...]:
    return tuple({node.code: node for node in nodes}.values())
