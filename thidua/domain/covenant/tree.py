"""Cây tiêu chí: which group each line of a covenant stands under, told by its code."""

from collections.abc import Sequence

from thidua.domain.covenant.covenant import Sign

_FIRST = {"roman": 0, "number": 1, "upper": ord("A"), "lower": ord("a")}
ROMAN = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"),
)
"""Số La Mã dùng làm mã, in order."""


def is_prefix(group: str, code: str) -> bool:
    """Mã cha: whether `code` is written as a part of `group` (I → I.2, 27 → 27a, A → A1)."""
    if not group or not code.startswith(group) or len(code) == len(group):
        return False
    last, following = group[-1], code[len(group)]
    if following in ".-/":
        return True
    if last.isdigit():
        return following.isalpha()
    return following.isdigit()


def _styles(code: str) -> list[tuple[str, int]]:
    """Kiểu đánh số: every numbering a code can belong to, with its place in it."""
    tail = code.strip(".)")
    styles: list[tuple[str, int]] = []
    if tail in ROMAN:
        styles.append(("roman", ROMAN.index(tail)))
    if len(tail) == 1 and tail.isalpha():
        styles.append(("upper" if tail.isupper() else "lower", ord(tail)))
    if tail.isdigit():
        styles.append(("number", int(tail)))
    return styles or [("word", 0)]


def parents(
    rows: Sequence[tuple[str, bool]], signs: Sequence[Sign | None] = ()
) -> list[int | None]:
    """Dòng cha của từng dòng: the index of its group, or None on the first level.

    `rows` are (code, is_group) in the order written. A code that extends a group's code belongs to
    it wherever it stands. Otherwise a leaf belongs to the last group above it, and a group either
    continues a numbering already open above it (its parent is that level's parent) or opens a new
    level under the last group. `signs` are those written, None where a line has none of its own:
    a group of another sign than the group it stands under by its numbering alone is no part of
    it and stands on the first level; the numbering goes on as if it were.
    """
    own = list(signs) or [None] * len(rows)
    found: list[int | None] = []
    open_groups: list[tuple[int, str, int]] = []
    for index, (code, is_group) in enumerate(rows):
        numbering: tuple[str, int] | None = None
        written = [
            place for place in range(index) if rows[place][1] and is_prefix(rows[place][0], code)
        ]
        if written:
            parent: int | None = max(written, key=lambda place: (len(rows[place][0]), place))
            while open_groups and open_groups[-1][0] != parent:
                open_groups.pop()
        else:
            parent, numbering = _continued(open_groups, code, is_group=is_group)
            if is_group and own[index] not in (None, _sign_at(parent, found, own)):
                parent = None
        found.append(parent)
        if is_group:
            style, place = numbering or _chosen_style(open_groups, code)
            open_groups.append((index, style, place))
    return found


def _sign_at(place: int | None, found: Sequence[int | None], signs: Sequence[Sign | None]) -> Sign:
    """Dấu của một nhóm: its own, else that of the nearest group above that has one."""
    while place is not None:
        own = signs[place]
        if own is not None:
            return own
        place = found[place]
    return Sign.BASE


def _continued(
    open_groups: list[tuple[int, str, int]], code: str, *, is_group: bool
) -> tuple[int | None, tuple[str, int] | None]:
    """Nối tiếp: close the open groups down to the level this code continues.

    Returned are its parent and, where it is the next of a numbering («I» after «H»), its place in
    that one.
    """
    styles = dict(_styles(code))
    in_use = {style for _, style, _ in open_groups}
    opens_level = any(
        place == _FIRST.get(style) and style not in in_use for style, place in styles.items()
    )
    numbering = None
    for depth in range(len(open_groups) - 1, -1, -1):
        _, style, place = open_groups[depth]
        goes_on = style != "word" and styles.get(style) == place + 1
        restarts = is_group and not opens_level and style in styles
        if goes_on or restarts:
            numbering = (style, place + 1) if goes_on else None
            del open_groups[depth:]
            break
    return open_groups[-1][0] if open_groups else None, numbering


def _chosen_style(open_groups: list[tuple[int, str, int]], code: str) -> tuple[str, int]:
    """Kiểu được hiểu: «I» opens a Roman numbering, «C» after B goes on with letters."""
    styles = _styles(code)
    used = {style for _, style, _ in open_groups}
    fresh = [pair for pair in styles if pair[0] not in used]
    return (fresh or styles)[0]
