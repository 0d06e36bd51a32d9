"""Mã QR: an address as a picture that a phone or a projector's computer can read."""

import io

import segno


def qr_png(text: str) -> bytes:
    """Ảnh PNG của mã QR, black on white whatever the theme, so that every camera reads it."""
    to = io.BytesIO()
    segno.make(text, error="m", micro=False).save(to, kind="png", scale=6, border=4)
    return to.getvalue()
