"""Kiểu của mẫu riêng: what the program writes takes the styles an office made for it, else ours."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from thidua.files.word import form
from thidua.files.word import template_looks as looks
from thidua.files.word.parts import W
from thidua.files.word.styles import STYLES
from thidua.later import Later

if TYPE_CHECKING:
    from docx import oxml
else:
    oxml = Later("docx.oxml")

_P, _TABLE, _LOOK, _LETTERS = (f"{{{W}}}{name}" for name in ("p", "tbl", "pPr", "rPr"))
_VALUE, _ID = f"{{{W}}}val", f"{{{W}}}styleId"

OWN_STYLES = ("TD-Tiêu đề", "TD-Mục", "TD-Đoạn", "TD-Bảng", "TD-Ô", "TD-Ghi chú")
"""Kiểu mà mẫu có thể đặt, by name: a table's title, headings, paragraphs, tables, cells, notes."""

TABLE_TITLE, HEADING, BODY, TABLE, CELL, NOTE = OWN_STYLES

_HEADINGS = ("Heading1", "Heading2", "Heading3")
_GRID, _PLAIN, _LINE, _MARK = "TableGrid", "TableNormal", "Normal", "TDDau"
_NAMES = {
    _LINE: "Thi đua",
    _MARK: "Thi đua – dấu",
    _PLAIN: "Thi đua – khung",
    _GRID: "Thi đua – bảng",
    **{code: f"Thi đua – đề mục {place}" for place, code in enumerate(_HEADINGS, start=1)},
}
"""Kiểu riêng của phần mềm: its key in our own files, and the name it gets in a template's."""

_PLAIN_TABLE = (
    '<w:tblInd w:w="0" w:type="dxa"/>{borders}<w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)


class Styles:
    """Các kiểu của một mẫu; what the program writes has none but safe ones, copied or its own."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401 (an element of lxml)
        self.root = root
        found = list(root.findall(f"{{{W}}}style"))
        self._by_key = {one.get(_ID, ""): one for one in found}
        self._by_name = {_named(one).lower(): one for one in found}
        ours = {one.get(_ID): one for one in oxml.parse_xml(STYLES).findall(f"{{{W}}}style")}
        usual = next((one for one in found if _is_usual(one)), ours[_LINE])
        self._keys: dict[str, str] = {}
        for code in (_LINE, *_HEADINGS):
            source = usual if code == _LINE else self._by_name.get(_named(ours[code]).lower())
            made = self._text_style(ours[code] if source is None else source)
            self._put(code, _NAMES[code], made)
        self._put(_MARK, _NAMES[_MARK], _lines_style(([], "")))
        grid = self._by_name.get("table grid")
        self._put(_GRID, _NAMES[_GRID], self._table_style(ours[_GRID] if grid is None else grid))
        self._put(_PLAIN, _NAMES[_PLAIN], self._table_style(None))
        self._put(form.GAP_STYLE, form.GAP_STYLE_NAME, _GAP)
        for name in OWN_STYLES:
            source = self._by_name.get(name.lower())
            if source is not None:
                made_of = self._table_style if name == TABLE else self._text_style
                self._put(name, name, made_of(source))

    def _put(self, code: str, name: str, made: tuple[str, str]) -> None:
        """Đặt một kiểu đứng một mình, in the place of the one that has its name."""
        kind, content = made
        old = self._by_name.get(name.lower())
        key = code if old is None else old.get(_ID, "")
        while old is None and key in self._by_key:
            key = f"TD{key}"
        one = oxml.parse_xml(
            f'<w:style xmlns:w="{W}" w:type="{kind}" w:customStyle="1"><w:name w:val="x"/>'
            f"{content}</w:style>"
        )
        one.set(_ID, key)
        one[0].set(_VALUE, name)
        for other in self.root.findall(f"{{{W}}}style"):
            if other.get(_ID, "") == key or _named(other).lower() == name.lower():
                self.root.remove(other)
        self.root.append(one)
        self._by_key[key] = self._by_name[name.lower()] = one
        self._keys[code] = key

    def _look(self, style: Any) -> tuple[list[Any], str]:  # noqa: ANN401
        """Các nhóm thuộc tính mà một kiểu có, from what lies under it on; and its borders."""
        whole = [*reversed(list(looks.chain(style, self._by_key)))]
        default = self.root.find(f"{{{W}}}docDefaults")
        groups = [
            *([] if default is None else default.iter(_LOOK, _LETTERS)),
            *(group for one in whole for group in one if group.tag in (_LOOK, _LETTERS)),
        ]
        bordered = [one.find(f"{_LOOK}/{{{W}}}pBdr") for one in whole]
        last = next((one for one in reversed(bordered) if one is not None), None)
        return groups, looks.safe_borders(last)

    def _text_style(self, style: Any) -> tuple[str, str]:  # noqa: ANN401
        return _lines_style(self._look(style))

    def _table_style(self, style: Any) -> tuple[str, str]:  # noqa: ANN401
        """Bảng: borders and a light ground alone."""
        ground = borders = ""
        for one in [] if style is None else list(looks.chain(style, self._by_key)):
            told = one.find(f"{{{W}}}tblPr")
            borders = borders or looks.safe_borders(
                None if told is None else told.find(f"{{{W}}}tblBorders")
            )
            cell = one.find(f"{{{W}}}tcPr")
            ground = ground or ("" if cell is None else looks.safe_ground(looks.joined([cell])))
        sides = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
        cells = f"<w:tcPr>{ground}</w:tcPr>" if ground else ""
        return "table", f"<w:tblPr>{_PLAIN_TABLE.format(borders=sides)}</w:tblPr>{cells}"

    def _key(self, name: str) -> str:
        return self._keys.get(name, "")

    def own(self, made: Sequence[Any]) -> Sequence[Any]:
        """Phần do phần mềm viết: nothing of it takes a style that the office alone has made."""
        for top in made:
            for one in top.iter(_P):
                one.style = self._keys.get(one.style or _LINE, self._keys[_LINE])
            for one in top.iter(f"{{{W}}}rStyle"):
                one.set(_VALUE, self._keys[form.GAP_STYLE])
            for one in top.iter(_TABLE):
                one.tblPr.style = self._keys[one.tblPr.style or _PLAIN]
        return made

    def as_mark(self, made: Sequence[Any]) -> Sequence[Any]:
        """Dấu «DỰ THẢO», «TẠM TÍNH»: every property of it is its own."""
        for top in made:
            for one in top.iter(_P):
                one.style = self._keys[_MARK]
            for one in list(top.iter(_LETTERS)):
                marks = '<w:b w:val="1"/><w:i w:val="0"/>'
                look = looks.letters_look(size=form.NUMBER, marks=marks)
                whole = oxml.parse_xml(f'<w:rPr xmlns:w="{W}">{look}</w:rPr>')
                one.getparent().replace(one, whole)
        return made

    def as_body(self, made: Sequence[Any]) -> Sequence[Any]:
        """Đoạn văn."""
        self.own(made)
        for one in made:
            self._dress(one, BODY)
        return made

    def as_heading(self, made: Sequence[Any]) -> Sequence[Any]:
        """Đề mục."""
        self.own(made)
        for one in made:
            self._dress(one, HEADING)
        return made

    def as_table(self, made: Sequence[Any], *, has_title: bool, has_note: bool) -> Sequence[Any]:
        """Bảng, with its title before and its note behind it."""
        self.own(made)
        if has_title:
            self._dress(made[0], TABLE_TITLE)
        if has_note:
            self._dress(made[-1], NOTE)
        for table in (one for one in made if one.tag == _TABLE):
            if key := self._key(TABLE):
                for one in table.iter(f"{{{W}}}tblStyle"):
                    one.set(_VALUE, key)
            for inner in table.iter(_P):
                self._dress(inner, CELL, keeps_align=True)
        return made

    def _dress(self, paragraph: Any, name: str, *, keeps_align: bool = False) -> None:  # noqa: ANN401
        """Mặc kiểu của mẫu cho một đoạn, if it has one; its measures then give way to the style."""
        key = self._key(name)
        if not key or paragraph.tag != _P:
            return
        paragraph.style = key
        for tag in ("spacing", "ind", *(() if keeps_align else ("jc",))):
            for one in paragraph.findall(f"{_LOOK}/{{{W}}}{tag}"):
                one.getparent().remove(one)
        for tag in ("sz", "szCs"):
            for one in list(paragraph.iter(f"{{{W}}}{tag}")):
                one.getparent().remove(one)


_GAP = ("character", f'<w:rPr><w:vanish w:val="0"/><w:highlight w:val="{form.HIGHLIGHT}"/></w:rPr>')


def _lines_style(look: tuple[list[Any], str]) -> tuple[str, str]:
    """Kiểu của đoạn, of what is safe in these groups."""
    groups, borders = look
    lines = looks.joined([one for one in groups if one.tag == _LOOK])
    letters = looks.joined([one for one in groups if one.tag == _LETTERS])
    return (
        "paragraph",
        f"<w:pPr>{looks.safe_lines(lines, borders)}</w:pPr>"
        f"<w:rPr>{looks.safe_letters(letters)}</w:rPr>",
    )


def _is_usual(style: Any) -> bool:  # noqa: ANN401
    said = style.get(f"{{{W}}}type"), style.get(f"{{{W}}}default")
    return said[0] == "paragraph" and said[1] in ("1", "true", "on")


def _named(style: Any) -> str:  # noqa: ANN401
    name = style.find(f"{{{W}}}name")
    return "" if name is None else str(name.get(_VALUE, ""))
