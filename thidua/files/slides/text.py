"""Chữ vào tệp: what people typed stays text, without marks that a file cannot hold."""

from thidua.domain.ground.text import clean
from thidua.files.same_bytes import fit_for_xml


def written(text: str) -> str:
    """Chữ ghi được: NFC, one line, no control signs."""
    return clean(fit_for_xml(text))
