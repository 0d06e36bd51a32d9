"""Nguồn số liệu: the last slide, what all numbers rest on and what is not in the deck."""

from collections.abc import Sequence

from thidua.domain.document.deck.blocks import Column, LeftOut, Slide, SlideTable
from thidua.domain.document.deck.facts import DeckFacts
from thidua.domain.document.deck.words import row
from thidua.domain.period.windows import vi_moment

SOURCES = "Nguồn số liệu"


def grouped(fingerprint: str) -> str:
    """Vân tay rút gọn: four groups of four signs."""
    return " ".join(fingerprint[place : place + 4] for place in range(0, 16, 4))


def sources_title(position: int) -> str:
    """Mọi số lấy đến đâu."""
    return f"Mọi số lấy đến bút toán {position}"


def sources(facts: DeckFacts, left_out: Sequence[LeftOut]) -> Slide:
    """Nguồn số liệu: fingerprint, how to check it, the slides left out."""
    about = [
        ("Bút toán cuối", f"{facts.last.position}, lúc {vi_moment(facts.last.at)}"),
        ("Mã đối chiếu", f"{grouped(facts.fingerprint)} (đầy đủ ở ghi chú của trang này)"),
        ("Giao ước", f"Bản {facts.covenant.version}: {facts.covenant.title}"),
        ("Cách kiểm tra", "Mở trang «Nhật ký» của kỳ này, so mã đối chiếu và bút toán cuối"),
    ]
    rows = [row(*one) for one in about]
    rows += [row(f"Không có: {one.name}", one.why) for one in left_out]
    return Slide(
        name=SOURCES,
        title=sources_title(facts.last.position),
        blocks=(
            SlideTable(
                columns=(Column("Mục", 42), Column("Nội dung", 78)),
                rows=tuple(rows),
                summary="Bút toán, mã đối chiếu, cách kiểm tra và các trang không có",
            ),
        ),
        notes=(f"Mã đối chiếu đầy đủ: {facts.fingerprint}.", "Xem: trang «Nhật ký»."),
    )
