"""Dáng chữ lấy từ mẫu: only what does no harm to what the paper says, each within bounds.

What is taken stands in a style of its own, with nothing under it: no numbers before a line, no
hidden or changed letters, no frames can come from what the office's style is based on.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from thidua.files.word import form
from thidua.files.word.parts import W
from thidua.later import Later

if TYPE_CHECKING:
    from docx import oxml
else:
    oxml = Later("docx.oxml")

_FONT_NAMES = (
    "times new roman|arial|calibri|cambria|tahoma|verdana|segoe ui|georgia|roboto|open sans|"
    "noto sans|noto serif|liberation serif|liberation sans|palatino linotype|book antiqua|aptos|"
    "helvetica|garamond|century"
)
_FONTS = frozenset(_FONT_NAMES.split("|"))
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_SMALLEST, _LARGEST = 12, 72
DARKEST_GROUND, _LIGHTEST_LETTERS = 170, 110
_LENGTH = re.compile(r"\d{1,4}")
_ON = ("1", "true", "on", "")
_LINES = ("single", "double", "dotted", "dashed", "thick", "nil", "none")
_SIDES = ("top", "left", "bottom", "right", "between", "insideH", "insideV")
_ALIGNS = ("left", "center", "right", "both", "start", "end")

NEUTRAL = (
    '<w:caps w:val="0"/><w:smallCaps w:val="0"/><w:strike w:val="0"/><w:dstrike w:val="0"/>'
    '<w:outline w:val="0"/><w:shadow w:val="0"/><w:emboss w:val="0"/><w:imprint w:val="0"/>'
    '<w:vanish w:val="0"/><w:webHidden w:val="0"/>'
)
"""Những dáng không được có, said to be off: an office may have them for the whole of its file."""

AFTER = '<w:spacing w:val="0"/><w:w w:val="100"/><w:position w:val="0"/>'


def letters_look(
    *, fonts: str = form.FONT, size: int = form.BODY, color: str = "000000", marks: str = ""
) -> str:
    """Mọi thuộc tính của chữ, in the order that the format asks for."""
    slots = " ".join(f'w:{slot}="{fonts}"' for slot in _SLOTS)
    return (
        f'<w:rFonts {slots}/>{marks}{NEUTRAL}<w:color w:val="{color}"/>{AFTER}'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:u w:val="none"/>'
        '<w:effect w:val="none"/><w:vertAlign w:val="baseline"/>'
    )


def safe_letters(said: Mapping[str, Mapping[str, str]]) -> str:
    """Chữ của một kiểu: font, size, bold, italic and a colour that is dark enough."""
    fonts = said.get("rFonts", {})
    font = next(
        (
            fonts[one]
            for one in ("ascii", "hAnsi", "cs")
            if fonts.get(one, "").lower() in _FONTS and f"{one}Theme" not in fonts
        ),
        form.FONT,
    )
    size = _number(said.get("sz", {}).get("val", ""), _SMALLEST, _LARGEST)
    given = said.get("color", {}).get("val", "")
    level = level_of(given)
    marks = "".join(
        f'<w:{tag} w:val="{int(_is_on(said, tag))}"/>' for tag in ("b", "i") if tag in said
    )
    return letters_look(
        fonts=font,
        size=form.BODY if size is None else size,
        color=given if level is not None and level <= _LIGHTEST_LETTERS else "000000",
        marks=marks,
    )


def safe_lines(said: Mapping[str, Mapping[str, str]], borders: str) -> str:
    """Đoạn của một kiểu: borders, light shading, spacing, indents, alignment, level of heading."""
    made = "".join(f"<w:{one}/>" for one in ("keepNext", "keepLines") if _is_on(said, one))
    made += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    made += f"<w:pBdr>{borders}</w:pBdr>" if borders else ""
    made += safe_ground(said)
    space = said.get("spacing", {})
    kept = {
        name: value
        for name in ("before", "after")
        if (value := _number(space.get(name, ""), 0, 1440)) is not None
    }
    line = _number(space.get("line", ""), 200, 720)
    if line is not None and space.get("lineRule", "auto") == "auto":
        kept["line"] = line
    made += _element("spacing", kept, ' w:lineRule="auto"' if "line" in kept else "")
    indents = said.get("ind", {})
    made += _element(
        "ind",
        {
            name: value
            for name in ("left", "right", "start", "end", "firstLine", "hanging")
            if (value := _number(indents.get(name, ""), 0, 2880)) is not None
        },
    )
    align = said.get("jc", {}).get("val", "")
    made += f'<w:jc w:val="{align}"/>' if align in _ALIGNS else ""
    level = _number(said.get("outlineLvl", {}).get("val", ""), 0, 9)
    return made + ("" if level is None else f'<w:outlineLvl w:val="{level}"/>')


def is_readable(said: Mapping[str, Mapping[str, str]]) -> bool:
    """Chữ có thuộc tính này đọc được: its colour, size, width and height over the line."""
    level = level_of(said.get("color", {}).get("val", ""))
    size, wide = said.get("sz", {}).get("val"), said.get("w", {}).get("val")
    return (
        (level is None or level <= _LIGHTEST_LETTERS)
        and (size is None or _number(size, _SMALLEST, 200) is not None)
        and (wide is None or _number(wide, 50, 200) is not None)
        and "background1" not in said.get("color", {}).values()
    )


def safe_ground(said: Mapping[str, Mapping[str, str]]) -> str:
    """Nền, if it is light enough to read on."""
    fill = said.get("shd", {}).get("fill", "")
    level = level_of(fill)
    if said.get("shd", {}).get("val") != "clear" or level is None or level < DARKEST_GROUND:
        return ""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def safe_borders(parent: Any) -> str:  # noqa: ANN401 (an element of lxml)
    """Đường viền, a side each."""
    made = ""
    for side in () if parent is None else _SIDES:
        one = parent.find(f"{{{W}}}{side}")
        look = {} if one is None else attributes(one)
        if look.get("val") not in _LINES:
            continue
        size, space = _number(look.get("sz", ""), 0, 48), _number(look.get("space", ""), 0, 31)
        color = look.get("color", "")
        color = color if level_of(color) is not None else "000000"
        made += (
            f'<w:{side} w:val="{look["val"]}" w:sz="{size or 0}" w:space="{space or 0}" '
            f'w:color="{color}"/>'
        )
    return made


def attributes(one: Any) -> dict[str, str]:  # noqa: ANN401
    """Các thuộc tính của Word."""
    return {
        name.rpartition("}")[2]: str(value)
        for name, value in one.items()
        if name.startswith(f"{{{W}}}")
    }


def joined(groups: Sequence[Any]) -> dict[str, dict[str, str]]:
    """Gộp các nhóm thuộc tính, the later over the earlier; of some, each attribute by itself."""
    found: dict[str, dict[str, str]] = {}
    for group in groups:
        for one in group:
            tag, said = one.tag.rpartition("}")[2], attributes(one)
            under = found.get(tag, {}) if tag in ("spacing", "ind", "rFonts") else {}
            under = {
                name: had for name, had in under.items() if name.removesuffix("Theme") not in said
            }
            found[tag] = under | said
    return found


def chain(style: Any, styles: Mapping[str, Any]) -> Iterator[Any]:  # noqa: ANN401
    """Kiểu này và các kiểu nó dựa vào, itself first; a ring has an end."""
    seen: set[int] = set()
    while style is not None and id(style) not in seen:
        seen.add(id(style))
        yield style
        based = style.find(f"{{{W}}}basedOn")
        style = None if based is None else styles.get(based.get(f"{{{W}}}val", ""))


def _element(tag: str, said: Mapping[str, int], more: str = "") -> str:
    values = " ".join(f'w:{name}="{value}"' for name, value in said.items())
    return f"<w:{tag} {values}{more}/>" if said else ""


def _is_on(said: Mapping[str, Mapping[str, str]], tag: str) -> bool:
    return tag in said and said[tag].get("val", "") in _ON


def _number(said: str, least: int, most: int) -> int | None:
    number = int(said) if _LENGTH.fullmatch(said) and said.isascii() else None
    return number if number is not None and least <= number <= most else None


def level_of(color: str) -> int | None:
    """Độ sáng của một màu, of 255; None where it is no colour written out."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", color):
        return None
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    return (299 * red + 587 * green + 114 * blue) // 1000
