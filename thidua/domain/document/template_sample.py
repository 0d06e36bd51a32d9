"""Văn bản mẫu: invented content with every kind of block, to try an own template on."""

from datetime import UTC, date, datetime

from thidua.domain.document import template
from thidua.domain.document.blocks import (
    Block,
    CellKind,
    Column,
    Fields,
    Heading,
    Items,
    Para,
    Table,
    Text,
    with_end,
    words,
)
from thidua.domain.document.document import Document, Signature, Trace
from thidua.domain.document.kinds import DocumentKind
from thidua.domain.document.letterhead import Letterhead

_HEAD = Letterhead(
    parent="UBND tỉnh Tây Ninh",
    body="Khối thi đua số 1",
    symbol="KTĐ",
    place="Tây Ninh",
    authority="TM.",
    position="KHỐI TRƯỞNG",
    signer="Lê Văn An",
)
_TRACE = Trace(
    position=1284,
    fingerprint="3f9c21aa7b04e5d1" * 4,
    moment=datetime(2026, 1, 5, 1, tzinfo=UTC),
)
_TABLE = Table(
    columns=(
        Column("TT", 3, CellKind.CENTER),
        Column("Đơn vị", 12),
        Column("Tổng", 5, CellKind.NUMBER),
    ),
    rows=tuple((str(place), f"Đơn vị thử {place}", f"9{place},50") for place in range(1, 4)),
    title="Bảng thử",
    summary="3 đơn vị thử",
    note="Số liệu thử.",
)


def sample_of(kind: DocumentKind) -> Document:
    """Văn bản thử của loại này; none of it is anybody's."""
    body: list[Block] = [
        Fields((("Địa điểm", words("Hội trường UBND tỉnh")),)),
        Heading(1, "I. Mục thử"),
        Para(words("Đoạn thử của văn bản.")),
        *(_section(code) for code in (template.RANKING, template.VOTES, template.CONCLUSION)),
        _TABLE,
        Items((words("ý thứ nhất"), words("ý thứ hai"))),
        Para(words("Kết thúc văn bản thử")),
    ]
    signed = Signature((words("TM. KHỐI THI ĐUA SỐ 1"), words("KHỐI TRƯỞNG")), words("Lê Văn An"))
    counts = {"so_tap_the": "3", "so_ca_nhan": "5"}
    return Document(
        kind=kind,
        title=kind.name,
        subtitle="Văn bản điền thử",
        letterhead=_HEAD,
        number="08" if kind.is_numbered else "",
        day=date(2026, 1, 5),
        addressees=(words("Chủ tịch UBND tỉnh"),),
        bases=("Căn cứ Luật Thi đua, khen thưởng", "Căn cứ giao ước thi đua của khối"),
        body=with_end(body),
        signatures=(signed,),
        recipients=("Như trên", "Lưu: VT"),
        trace=_TRACE,
        values=(("ten_khoi", _HEAD.body), ("nam", "2025"), *counts.items()),
        texts=tuple(
            Text(code=one.code, label=one.label, text=f"Lời thử: {one.label}")
            for one in kind.fields
        ),
    )


def _section(code: str) -> Heading:
    return Heading(1, f"II. Mục thử {code}", code)
