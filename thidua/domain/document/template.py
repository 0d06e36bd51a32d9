"""Mẫu riêng: an office's own Word file, whose closed tokens the program fills; no language is run.

A value token may stand inside a line; a block token stands alone in its paragraph. What a paper
says is put in their place as text, and is never looked through for tokens again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from thidua.domain.document.blocks import Block, Heading, Text, Words, words
from thidua.domain.document.day_words import place_and_day
from thidua.domain.document.document import Document
from thidua.domain.document.kinds import DocumentKind
from thidua.domain.document.letterhead import Owner
from thidua.domain.document.markup import runs_of

LARGEST = 2 * 1024 * 1024
"""Cỡ tệp mẫu lớn nhất."""

TEXT_PREFIX = "T:"
"""Đầu của dấu cho một mục người viết."""

BASES, BODY, RECIPIENTS, SIGNING, ANNEXES = "CAN_CU", "NOI_DUNG", "NOI_NHAN", "CHU_KY", "PHU_LUC"
RANKING, VOTES, NOMINEES, CONCLUSION = "BANG_XEP_HANG", "BANG_PHIEU", "DANH_SACH", "KET_LUAN"
SYMBOL, PLACE_AND_DAY, TRACE = "so_ky_hieu", "dia_danh_ngay", "dau_vet"


@dataclass(frozen=True, slots=True)
class Token:
    """Dấu của mẫu: what stands between `{{` and `}}`, what it means, and an example."""

    code: str
    meaning: str
    sample: str
    is_block: bool = False

    @property
    def text(self) -> str:
        """Dấu như gõ vào mẫu."""
        return f"{{{{{self.code}}}}}"


_VALUES = (
    Token("ten_van_ban", "Tên loại văn bản", "TỜ TRÌNH"),
    Token("trich_yeu", "Trích yếu", "Về việc đề nghị khen thưởng năm 2025"),
    Token("ten_khoi", "Tên khối", "Khối thi đua số 1"),
    Token("nam", "Năm thi đua", "2025"),
    Token(SYMBOL, "Số, ký hiệu", "08/TTr-KTĐ"),
    Token(PLACE_AND_DAY, "Địa danh, ngày tháng năm", "Tây Ninh, ngày 05 tháng 01 năm 2026"),
    Token("chu_quan", "Cơ quan chủ quản", "UBND TỈNH TÂY NINH"),
    Token("co_quan", "Cơ quan ban hành", "KHỐI THI ĐUA SỐ 1"),
    Token("kinh_gui", "Kính gửi", "Chủ tịch UBND tỉnh"),
    Token("nguoi_ky", "Họ tên người ký", "Lê Văn An"),
    Token("chuc_vu_ky", "Chức vụ người ký", "KHỐI TRƯỞNG"),
    Token(TRACE, "Dòng dấu vết số liệu", "Số liệu đến bút toán 1284 · 3f9c 21aa 7b04 e5d1 · …"),
)

_BLOCKS = (
    Token(BASES, "Các căn cứ", "Căn cứ Luật Thi đua, khen thưởng …;", is_block=True),
    Token(BODY, "Toàn bộ nội dung", "I. … II. …", is_block=True),
    Token(SIGNING, "Chỗ ký, kèm nơi nhận nếu mẫu không có dấu riêng", "KHỐI TRƯỞNG", is_block=True),
    Token(RECIPIENTS, "Nơi nhận", "- Như trên; - Lưu: VT.", is_block=True),
    Token(ANNEXES, "Chỗ của phụ lục; phụ lục luôn ở cuối tệp", "Phụ lục I", is_block=True),
)

_PARTS: Mapping[str, Token] = MappingProxyType(
    {
        one.code: one
        for one in (
            Token(RANKING, "Mục xếp hạng, kèm bảng", "TT, Đơn vị, Tổng, Hạng", is_block=True),
            Token(VOTES, "Mục bỏ phiếu, kèm bảng", "TT, Đơn vị, Phiếu, Tỷ lệ", is_block=True),
            Token(NOMINEES, "Danh sách đề nghị, thay cho phụ lục", "TT, Tên, …", is_block=True),
            Token(CONCLUSION, "Mục kết luận", "Khối thống nhất đề nghị: …", is_block=True),
        )
    }
)

_PARTS_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bien-ban-binh-xet": (RANKING, VOTES, CONCLUSION),
        "to-trinh": (NOMINEES,),
        "bao-cao-khoi": (RANKING,),
    }
)
"""Phần nội dung có dấu riêng, by kind of paper."""

_IN_PARTS = frozenset({"bien-ban-binh-xet"})
"""Loại mà các phần ấy cùng nhau thay được toàn bộ nội dung."""

_COUNTS: Mapping[str, tuple[Token, ...]] = MappingProxyType(
    {
        "to-trinh": (
            Token("so_tap_the", "Số tập thể được đề nghị", "3"),
            Token("so_ca_nhan", "Số cá nhân được đề nghị", "5"),
        )
    }
)

_ALIASES: Mapping[str, tuple[str, str, tuple[str, ...]]] = MappingProxyType(
    {
        "thoi_gian": ("Thời gian", "8 giờ 00, ngày 05/01/2026", ("thoi_gian", "bat_dau")),
        "dia_diem": ("Địa điểm", "Hội trường UBND tỉnh", ("dia_diem",)),
        "chu_toa": ("Chủ tọa", "Lê Văn An", ("chu_toa", "chu_tri")),
        "thu_ky": ("Thư ký", "Trần Thị Bình", ("thu_ky",)),
    }
)
"""Dấu ngắn của vài mục người viết, and which fields may fill it."""


def tokens_of(kind: DocumentKind) -> tuple[Token, ...]:
    """Mọi dấu dùng được ở mẫu của loại văn bản này."""
    codes = {one.code for one in kind.fields}
    named = [
        Token(code, meaning, sample)
        for code, (meaning, sample, fields) in _ALIASES.items()
        if codes & set(fields)
    ]
    said = [
        Token(
            f"{TEXT_PREFIX}{one.code}",
            f"Mục người viết: {one.label}",
            "một dòng" if one.is_line else "một hay nhiều đoạn",
            is_block=not one.is_line,
        )
        for one in kind.fields
    ]
    parts = [_PARTS[code] for code in _PARTS_OF.get(kind.code, ())]
    return (*_VALUES, *_COUNTS.get(kind.code, ()), *named, *_BLOCKS, *parts, *said)


def required_of(kind: DocumentKind) -> tuple[tuple[str, ...], ...]:
    """Những dấu phải có: of each group all, or the one that stands first."""
    instead = _PARTS_OF[kind.code] if kind.code in _IN_PARTS else ()
    found: list[tuple[str, ...]] = [(BODY, *instead)]
    if not kind.is_annex:
        found.append((SIGNING,))
    if kind.is_numbered:
        found.append((SYMBOL,))
        if not kind.is_minutes:
            found.append((PLACE_AND_DAY,))
    if kind.always_traced:
        found.append((TRACE,))
    return tuple(found)


def lacking(kind: DocumentKind, there: Sequence[str]) -> tuple[str, ...]:
    """Những dấu phải có mà mẫu không có, in words."""
    found, known = [], set(there)
    for first, *instead in required_of(kind):
        if first in known or (instead and set(instead) <= known):
            continue
        said = f"{{{{{first}}}}}"
        others = ", ".join(f"{{{{{one}}}}}" for one in instead)
        found.append(f"{said} (hoặc đủ {others})" if others else said)
    return tuple(found)


DECK, DECK_NAME = "ban-trinh-chieu", "Bản trình chiếu PowerPoint"
"""Mã và tên của bản trình chiếu, which has an own template like a paper."""


def ending_of(document: str) -> str:
    """Đuôi tệp mẫu của một loại văn bản."""
    return "pptx" if document == DECK else "docx"


def may_have(kind: DocumentKind) -> bool:
    """Được có mẫu riêng: a ballot may not, since every copy is to look the same to all."""
    return not kind.is_bare


def value_of(document: Document, code: str) -> Words:
    """Lời thay cho một dấu trong dòng."""
    head = document.letterhead
    if code.startswith(TEXT_PREFIX):
        return _said(_text(document, code.removeprefix(TEXT_PREFIX)))
    if code in _ALIASES:
        found = (_text(document, one) for one in _ALIASES[code][2])
        return _said(next((one for one in found if one is not None), None))
    known: Mapping[str, Words] = {
        "ten_van_ban": words(document.title.upper()),
        "trich_yeu": words(document.subtitle),
        SYMBOL: document.symbol,
        PLACE_AND_DAY: _place_and_day(document),
        "chu_quan": words(head.parent.upper()),
        "co_quan": document.body_name,
        "kinh_gui": _joined(document.addressees),
        "nguoi_ky": document.signatures[-1].name if document.signatures else (),
        "chuc_vu_ky": document.signatures[-1].capacity[-1] if document.signatures else (),
        TRACE: words(document.trace.line if document.has_trace else ""),
        **{name: words(said) for name, said in document.values},
    }
    return known.get(code, ())


def _text(document: Document, code: str) -> Text | None:
    return next((one for one in document.texts if one.code == code), None)


def _said(text: Text | None) -> Words:
    if text is None:
        return ()
    gap = text.gap
    said = runs_of(text.text)
    return said if gap is None else words(said, " " if said else "", gap)


def _joined(found: Sequence[Words]) -> Words:
    joined: list[Words | str] = []
    for one in found:
        joined += ["; ", one] if joined else [one]
    return words(*joined)


def _place_and_day(document: Document) -> Words:
    place = document.letterhead.place
    if document.day is not None and place:
        return words(place_and_day(place, document.day))
    return words(place or "…………", ", ngày      tháng      năm      ")


def blocks_of(document: Document, code: str) -> tuple[Block, ...]:
    """Các khối thay cho một dấu đứng riêng một đoạn; signatures and annexes are drawn apart."""
    if code == BODY:
        return document.body
    if code == NOMINEES:
        return tuple(block for annex in document.annexes for block in annex.body)
    if code.startswith(TEXT_PREFIX):
        text = _text(document, code.removeprefix(TEXT_PREFIX))
        return () if text is None else (text,)
    return _section(document.body, code)


def _section(body: Sequence[Block], code: str) -> tuple[Block, ...]:
    """Một mục của nội dung: what stands under its heading, up to the next as high."""
    found: list[Block] = []
    within = 0
    for one in body:
        if isinstance(one, Heading):
            if one.code == code:
                within = one.level
                continue
            if within and one.level <= within:
                break
        if within:
            found.append(one)
    return tuple(found)


def annexes_left(document: Document, there: Sequence[str]) -> tuple[Document, ...]:
    """Phụ lục còn phải đứng sau; none where the template has put the list elsewhere."""
    return () if NOMINEES in there else document.annexes


class TemplateState(StrEnum):
    """Tình trạng của một bản mẫu."""

    KEPT = "kept"
    IN_FORCE = "in_force"
    TAKEN_OUT = "taken_out"


TEMPLATE_STATE_WORDS: Mapping[TemplateState, str] = MappingProxyType(
    {
        TemplateState.KEPT: "đã nhận, chưa dùng",
        TemplateState.IN_FORCE: "đang dùng",
        TemplateState.TAKEN_OUT: "thôi dùng",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTemplate:
    """Bản mẫu riêng của một khối hoặc đơn vị cho một loại văn bản; `place` counts its versions."""

    key: int
    owner: Owner
    code: str
    document: str
    place: int
    file_name: str
    sha256: str
    state: TemplateState
    version: int = 1

    @property
    def mark(self) -> str:
        """Dấu của bản mẫu, as it stands in the properties of a file made with it."""
        return f"rieng-{self.place}-{self.sha256[:8]}"

    @property
    def words(self) -> str:
        """Bản mẫu trong một dòng."""
        return f"Bản {self.place}: {self.file_name}, {TEMPLATE_STATE_WORDS[self.state]}"
