"""Trang yên: a slide that says why there is nothing on it."""

from thidua.domain.document.deck.blocks import Slide, SlideLines

AFTER_REVEAL = "Trang này mở sau khi công bố xong xếp hạng."


def calm(name: str, title: str, *lines: str, notes: tuple[str, ...] = ()) -> Slide:
    """Trang chỉ có câu này."""
    return Slide(name=name, title=title, blocks=(SlideLines(lines),), notes=notes)
