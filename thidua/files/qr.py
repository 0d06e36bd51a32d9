"""Mã QR: an address as a picture that a phone or a projector's computer can read."""

import segno


def qr_svg(text: str) -> str:
    """Hình SVG của mã QR, black on white whatever the theme, so that every camera reads it."""
    made = segno.make(text, error="m", micro=False)
    return str(made.svg_inline(scale=6, border=4, light="#fff"))
