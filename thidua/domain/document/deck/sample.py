"""Bản trình chiếu mẫu: made-up slides of every kind, to see a template filled before it is kept."""

from datetime import UTC, datetime
from decimal import Decimal

from thidua.domain.document.deck.blocks import (
    Cell,
    ChartKind,
    Column,
    Deck,
    Series,
    Slide,
    SlideChart,
    SlideLines,
    SlideTable,
    Tone,
)

_AT = datetime(2026, 1, 20, 7, 5, tzinfo=UTC)
_NOTES = ("Số liệu mẫu, không của ai.",)
_TABLE = SlideTable(
    columns=(Column("Đơn vị", 40), Column("Tổng", 12, is_number=True), Column("Kết quả", 20)),
    rows=(
        (Cell("Sở Mẫu Một"), Cell("96,50"), Cell("✓ đạt", Tone.GOOD)),
        (Cell("Sở Mẫu Hai"), Cell("81,00"), Cell("✗ chưa đạt", Tone.BAD)),
    ),
    summary="Bảng mẫu",
)
_CHART = SlideChart(
    kind=ChartKind.BARS,
    categories=("Sở Mẫu Một", "Sở Mẫu Hai"),
    series=(
        Series("Đơn vị", (Decimal("96.50"), Decimal("81.00"))),
        Series("Trung bình", (Decimal("88.75"), Decimal("88.75"))),
    ),
    summary="Biểu đồ mẫu",
    places=2,
)


def sample_deck() -> Deck:
    """Bản mẫu: a cover, lines, a table, a table with a chart."""
    slides = (
        ("Hội nghị tổng kết và bình xét thi đua năm 2025 – Khối mẫu", _lines("Ngày họp: …"), True),
        ("Một trang chỉ có chữ", _lines("Dòng thứ nhất", "Dòng thứ hai"), False),
        ("Sở Mẫu Một dẫn đầu", (_TABLE,), False),
        ("Sở Mẫu Một hơn trung bình 7,75 điểm", (_TABLE, _CHART), False),
    )
    return Deck(
        title="Bản trình chiếu mẫu",
        mark="TẠM TÍNH – số liệu đến 14:05 ngày 20/01/2026",
        footer="TẠM TÍNH · Số liệu đến bút toán 1284 · 3f9c 21aa 7b04 e5d1",
        fingerprint="3f9c21aa7b04e5d1" * 4,
        author="Khối mẫu",
        at=_AT,
        slides=tuple(
            Slide(name=title, title=title, blocks=blocks, notes=_NOTES, is_cover=is_cover)
            for title, blocks, is_cover in slides
        ),
        left_out=(),
    )


def _lines(*said: str) -> tuple[SlideLines]:
    return (SlideLines(said),)
