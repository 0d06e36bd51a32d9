"""Cây của dự thảo: what is moved, copied or taken out goes with all that stands under it.

Where a line stands under is told by its code, as in a workbook; a move that would put another line
under another group is refused, since nobody asked for that.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from thidua.domain.covenant.criterion_rows import parents_of
from thidua.domain.covenant.draft import CriterionRow
from thidua.domain.covenant.tree import ROMAN, is_prefix
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.text import LONGEST_CODE, length_fault

_TAIL = re.compile(r"(.*?)(\d+)|(|.*[\W\d])([A-Za-z])|()([IVXLC]+)")
_ELSEWHERE = (
    "Làm vậy thì dòng {} đứng vào nhóm khác, vì nhóm của một dòng do mã của nó nói; hãy sửa mã của "
    "dòng ấy trước."
)


@dataclass(frozen=True)
class Outline:
    """Cây của các dòng tiêu chí, by their places in the order written."""

    rows: tuple[CriterionRow, ...]

    @cached_property
    def above(self) -> tuple[int | None, ...]:
        """Dòng cha của từng dòng."""
        return tuple(parents_of(self.rows))

    def depth(self, at: int) -> int:
        """Cấp của một dòng, from 0."""
        parent = self.above[at]
        return 0 if parent is None else self.depth(parent) + 1

    def children(self, parent: int | None) -> list[int]:
        """Các dòng ngay dưới một nhóm, or those of the first level."""
        return [at for at, above in enumerate(self.above) if above == parent]

    def branch(self, at: int) -> list[int]:
        """Một dòng và mọi dòng bên trong, in the order written."""
        found = {at}
        for place, above in enumerate(self.above):
            if above in found:
                found.add(place)
        for place, above in enumerate(self.above):  # a line may stand before its group
            if above in found:
                found.add(place)
        return sorted(found)

    def groups(self, besides: int | None = None) -> list[int]:
        """Các nhóm mà một dòng có thể vào: none that is inside of it."""
        inside = set() if besides is None else set(self.branch(besides))
        return [at for at, row in enumerate(self.rows) if row.is_group and at not in inside]

    def next_code(self, parent: int | None, besides: Sequence[int] = ()) -> str:
        """Mã kế tiếp ở dưới một nhóm, as its lines are numbered; «.1» after the group's own."""
        listed = [self.rows[at].code for at in self.children(parent) if at not in besides]
        known = {code_key(row.code) for row in self.rows}
        if not listed:
            code = "I" if parent is None else f"{self.rows[parent].code}.1"
        else:
            code = following(listed[-1], listed[0])
        while code_key(code) in known:
            code = following(code, code if not listed else listed[0])
        return code

    def end_of(self, parent: int | None) -> int:
        """Chỗ sau dòng cuối cùng của một nhóm."""
        return len(self.rows) if parent is None else self.branch(parent)[-1] + 1

    def stepped(self, at: int, *, up: bool) -> list[int]:
        """Thứ tự mới khi một dòng đổi chỗ với dòng cùng cấp ở trên, hoặc ở dưới, nó."""
        beside = self.children(self.above[at])
        place = beside.index(at) + (-1 if up else 1)
        if not 0 <= place < len(beside):
            raise Refused("Dòng này đã đứng đầu hoặc cuối nhóm của nó.")
        own, other = self.branch(at), self.branch(beside[place])
        rest = [one for one in range(len(self.rows)) if one not in own]
        to = rest.index(other[0]) if up else rest.index(other[-1]) + 1
        order = [*rest[:to], *own, *rest[to:]]
        self._require_same_parents(order, {})
        return order

    def moved_into(self, at: int, group: int | None) -> tuple[list[int], dict[int, str]]:
        """Thứ tự mới và mã mới khi một dòng, with all inside it, goes to the end of another group.

        It takes the next code there; the codes inside it follow where they were made of its own.
        """
        own = self.branch(at)
        if group in own:
            raise Refused("Không chuyển một nhóm vào chính nó.")
        codes = self._recoded(own, self.next_code(group, own))
        rest = [one for one in range(len(self.rows)) if one not in own]
        last = None if group is None else [one for one in self.branch(group) if one not in own][-1]
        to = len(rest) if last is None else rest.index(last) + 1
        order = [*rest[:to], *own, *rest[to:]]
        self._require_same_parents(order, codes, {at: group})
        return order, codes

    def copied(self, at: int) -> tuple[int, list[CriterionRow]]:
        """Bản chép một dòng, with all inside it, under the next code; and where it goes."""
        return self.branch(at)[-1] + 1, self.brought(self, at, self.above[at])

    def brought(self, source: "Outline", at: int, group: int | None) -> list[CriterionRow]:
        """Một dòng của cây khác, with all inside it, under the next code of a group of this one."""
        own = source.branch(at)
        codes = source._recoded(own, self.next_code(group))
        made = [
            replace(source.rows[one], code=codes.get(one, source.rows[one].code)) for one in own
        ]
        known = {code_key(row.code) for row in self.rows}
        twice = [row.code for row in made if code_key(row.code) in known]
        if twice:
            raise Refused(
                f"Mã {twice[0]} ở trong nhóm này không bắt đầu bằng mã của nhóm nên bản chép sẽ "
                "trùng mã; hãy sửa mã ấy trước."
            )
        return made

    def require_room(self, to: int, made: Sequence[CriterionRow], group: int | None) -> None:
        """Yêu cầu chen các dòng này vào mà không dòng nào đổi nhóm, and that they stand in it."""
        rows = [*self.rows[:to], *made, *self.rows[to:]]
        old = [*range(to), *[None] * len(made), *range(to, len(self.rows))]
        for place, above in enumerate(parents_of(rows)):
            own = old[place]
            wanted = group if place == to else None if own is None else self.above[own]
            parent = None if above is None else old[above]
            if (own is not None or place == to) and parent != wanted:
                raise Refused(_ELSEWHERE.format(rows[place].code))

    def group_said(self, code: str) -> int | None:
        """Nhóm mà một mã mới nói; None where there is no such group."""
        above = code.rpartition(".")[0]
        return next((at for at in self.groups() if above and self.rows[at].code == above), None)

    def _recoded(self, own: Sequence[int], code: str) -> dict[int, str]:
        top = self.rows[own[0]].code
        found = {own[0]: code}
        for one in own[1:]:
            old = self.rows[one].code
            if is_prefix(top, old):
                found[one] = code + old[len(top) :]
        for made in found.values():
            if fault := length_fault(made, LONGEST_CODE):
                raise Refused(
                    f"Làm vậy thì dòng nhận mã «{made}» {fault} mã của nhóm hoặc của dòng."
                )
        return found

    def _require_same_parents(
        self,
        order: Sequence[int],
        codes: dict[int, str],
        to: dict[int, int | None] | None = None,
    ) -> None:
        """Yêu cầu không dòng nào khác đổi nhóm."""
        rows = [replace(self.rows[one], code=codes.get(one, self.rows[one].code)) for one in order]
        wanted = {**dict(enumerate(self.above)), **(to or {})}
        for place, above in enumerate(parents_of(rows)):
            parent = None if above is None else order[above]
            if parent != wanted[order[place]]:
                raise Refused(_ELSEWHERE.format(rows[place].code))


def following(code: str, first: str) -> str:
    """Mã kế tiếp: «I.3» after «I.2», «III» after «II», «C» after «B»; `first` tells which numbering
    a letter is of.
    """
    found = _TAIL.fullmatch(code)
    if found is None:
        return f"{code}.1"
    head, tail = (one for one in found.groups() if one is not None)
    if tail.isdigit():
        return f"{head}{int(tail) + 1}"
    roman = "" if head else tail
    is_roman = roman in ROMAN and (first in ROMAN[:1] or len(roman) > 1)
    if is_roman and ROMAN.index(roman) + 1 < len(ROMAN):
        return ROMAN[ROMAN.index(roman) + 1]
    if len(tail) == 1 and tail not in "Zz":
        return f"{head}{chr(ord(tail) + 1)}"
    return f"{code}.1"
