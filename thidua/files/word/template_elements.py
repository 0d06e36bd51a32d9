"""Thành phần của tệp mẫu: by a list of what may stand in a paper; all else is named with its cure.

The list holds what Word writes for text, tables, pictures, shapes with text, lists, styles, notes,
page numbers and contents. What hides text, runs something, or keeps an older version is not on it.
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from thidua.domain.ground.finding import Findings
from thidua.domain.ground.text import clean
from thidua.files.word.parts import W
from thidua.files.word.template_covering import covering_faults
from thidua.files.word.template_settings import SETTINGS, settings_faults

MOST_ELEMENTS, _DEEPEST, _SHOWN = 60_000, 60, 40

_NAMES = (
    # structure
    "document body hdr ftr p r t tab ptab br cr sym noBreakHyphen softHyphen lastRenderedPageBreak "
    "tbl tblGrid gridCol tr tc hyperlink smartTag smartTagPr attr bookmarkStart bookmarkEnd "
    "proofErr drawing pict txbxContent fldSimple fldChar instrText footnotes endnotes footnote "
    "endnote footnoteReference endnoteReference footnoteRef endnoteRef separator "
    "continuationSeparator sdt sdtPr sdtEndPr sdtContent alias tag id lock placeholder docPart "
    "docPartObj docPartGallery docPartUnique docPartCategory text showingPlcHdr temporary "
    # paragraphs
    "pPr pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr ilvl numId "
    "suppressLineNumbers pBdr top left bottom right start end between bar shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
    "textDirection textAlignment textboxTightWrap outlineLvl cnfStyle "
    # runs
    "rPr rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof color w kern position sz szCs highlight u effect bdr vertAlign rtl cs em lang "
    "eastAsianLayout "
    # tables
    "tblPr tblPrEx tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize "
    "tblW tblCellSpacing tblInd tblBorders insideH insideV tblLayout tblCellMar tblLook tblCaption "
    "tblDescription trPr divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader "
    "tcPr tcW gridSpan hMerge vMerge tcBorders tl2br tr2bl noWrap tcMar tcFitText vAlign hideMark "
    # sections
    "sectPr headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols col formProt noEndnote titlePg rtlGutter docGrid pos "
    "numFmt numStart numRestart "
    # lists
    "numbering abstractNum nsid multiLevelType tmpl name styleLink numStyleLink lvl lvlRestart "
    "isLgl suff lvlText lvlPicBulletId legacy lvlJc num abstractNumId lvlOverride startOverride "
    "numPicBullet numIdMacAtCleanup "
    # styles
    "styles docDefaults rPrDefault pPrDefault latentStyles lsdException style aliases basedOn next "
    "link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
    "personalCompose personalReply rsid tblStylePr"
)
_WORD = frozenset(_NAMES.split())
_DRAWN = frozenset(
    {
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
        "http://schemas.microsoft.com/office/drawing/2010/main",
        "http://schemas.microsoft.com/office/drawing/2014/main",
        "urn:schemas-microsoft-com:vml",
        "urn:schemas-microsoft-com:office:office",
        "urn:schemas-microsoft-com:office:word",
    }
)
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math"
_OFF = ("0", "false", "off")
_HIDING = frozenset({"vanish", "specVanish", "webHidden"})
_CHANGED = re.compile(r"(ins|del|cellIns|cellDel|cellMerge|delText|delInstrText|move\w+|\w+Change)")
_REMARK = re.compile(r"(comment\w+|annotationRef)")
_TRACKED = "còn vết sửa; hãy chấp nhận hoặc bỏ hết các vết sửa"
_REFUSED: Mapping[str, str] = {
    "altChunk": "có tài liệu khác chèn vào",
    "object": "có đối tượng nhúng",
    "OLEObject": "có đối tượng nhúng",
    "control": "có nút điều khiển",
    "subDoc": "có tài liệu con",
    "mailMerge": "có trộn thư; hãy tắt trộn thư",
    "dataBinding": "có ô nối với dữ liệu",
    "textpath": "có chữ nghệ thuật (WordArt); hãy gõ thành chữ thường",
}
_PAPER = re.compile(
    r"word/(document|styles|stylesWithEffects|numbering|footnotes|endnotes|(header|footer)\d*)\.xml"
)
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_OPENED = re.compile(r"\{\s*\{|[｛﹛]")
_LOOKS = r"(\s+\\\*\s+(MERGEFORMAT|CHARFORMAT|Arabic|roman|ROMAN|alphabetic|ALPHABETIC))*"
_FIELD = re.compile(
    rf"\s*((PAGE|NUMPAGES|SECTIONPAGES){_LOOKS}"
    rf'|TOC(\s+\\[a-z](\s+"[^"{{}}]{{0,60}}")?)*{_LOOKS}|PAGEREF\s+_Toc\w+(\s+\\[hp])*{_LOOKS})\s*'
)
_KNOWN_FIELDS = frozenset({"PAGE", "NUMPAGES", "TOC", "PAGEREF", "SECTIONPAGES"})


def look_at_elements(root: Element, name: str, keys: Mapping[str, str], findings: Findings) -> None:
    """Xét các thành phần của một phần: each kind of fault is told once a part."""
    told: set[str] = set()
    is_paper = _PAPER.fullmatch(name) is not None
    for one in root.iter():
        why = _fault(one, is_paper=is_paper)
        if not why:
            why = _lost(one, keys)
        if why and why not in told:
            told.add(why)
            findings.error("element", f"tệp {why}", name)
    for why in covering_faults(root) if is_paper else ():
        findings.error("cover", f"tệp {why}", name)
    if name == SETTINGS:
        for why in settings_faults(root):
            findings.error("settings", f"tệp {why}", name)
    if is_paper and not told and (stray := next(_strays(root), "")):
        message = f"«{clean(stray)[:_SHOWN]}» ở chỗ không điền được; chỉ đặt dấu trong đoạn chữ"
        findings.error("stray", message, name)
    for instruction in _instructions(root):
        if _FIELD.fullmatch(instruction):
            continue
        word = clean(next(iter(instruction.split()), "")).upper()[:_SHOWN]
        message = (
            f"trường «{word}» có phần không dùng được; hãy chèn lại số trang hoặc mục lục"
            if word in _KNOWN_FIELDS
            else f"trường «{word}» không dùng được; chỉ có số trang và mục lục"
        )
        if message not in told:
            told.add(message)
            findings.error("field", message, name)


def is_too_deep(root: Element) -> bool:
    """Lồng nhau quá sâu."""
    level = [root]
    for _ in range(_DEEPEST):
        level = [inner for one in level for inner in one]
        if not level:
            return False
    return True


def _fault(one: Element, *, is_paper: bool) -> str:
    space, _, local = one.tag.rpartition("}")
    if local in _REFUSED:
        return _REFUSED[local]
    if _CHANGED.fullmatch(local) and space == f"{{{W}":
        return _TRACKED
    if _REMARK.fullmatch(local):
        return "có ghi chú bên lề; hãy xóa các ghi chú"
    if not is_paper:
        return ""
    if space == _MATH:
        return "có công thức toán; hãy gõ thành chữ thường"
    if local in _HIDING:
        is_off = one.attrib.get(f"{{{W}}}val", "1") in _OFF
        return "" if is_off else "có chữ ẩn; hãy bỏ ô «Hidden» ở phông chữ của chữ và của kiểu"
    if (space == f"{{{W}" and local in _WORD) or space[1:] in _DRAWN:
        return ""
    return f"có thành phần «{clean(local)[:_SHOWN]}» mà mẫu không dùng được; hãy bỏ nó"


def _lost(one: Element, keys: Mapping[str, str]) -> str:
    """Gọi một phần không có trong tệp."""
    for said, key in one.attrib.items():
        if said.startswith(_RELATED) and key and not keys.get(key):
            return "gọi một hình hoặc phần không có trong tệp; hãy mở bằng Word và lưu lại"
    return ""


def _strays(root: Element) -> Iterator[str]:
    """Dấu ở chỗ phần mềm không điền, as in the name of a picture: it would be printed raw."""
    for one in root.iter():
        yield from (text for text in one.attrib.values() if _OPENED.search(text))
        for inner in one:
            is_letters = inner.tag == f"{{{W}}}t" and one.tag == f"{{{W}}}r"
            if inner.text and not is_letters and _OPENED.search(inner.text):
                yield inner.text
            if inner.tail and _OPENED.search(inner.tail):
                yield inner.tail


def _instructions(root: Element) -> Iterator[str]:
    """Lệnh của các trường, joined where Word has split one over several runs."""
    open_fields: list[list[str] | None] = []
    for one in root.iter():
        if one.tag == f"{{{W}}}fldSimple":
            yield one.attrib.get(f"{{{W}}}instr", "")
        elif one.tag == f"{{{W}}}instrText":
            held = open_fields[-1] if open_fields else None
            if held is None:
                yield one.text or ""
            else:
                held.append(one.text or "")
        elif one.tag == f"{{{W}}}fldChar":
            kind = one.attrib.get(f"{{{W}}}fldCharType")
            if kind == "begin":
                open_fields.append([])
            elif open_fields:
                held = open_fields[-1]
                if held is not None:
                    yield "".join(held)
                open_fields[-1] = None
                if kind == "end":
                    open_fields.pop()
    yield from ("".join(one) for one in open_fields if one)
