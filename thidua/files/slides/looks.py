"""Dáng của bản trình chiếu: the program's own, or what an office's template says."""

from dataclasses import dataclass

from thidua import palette
from thidua.files.slides import form


@dataclass(frozen=True, slots=True)
class Looks:
    """Phông, màu tiêu đề bảng, màu các dãy số; no font where the theme of the file has its own."""

    font: str | None = form.FONT
    heading: str = form.HEADING
    series: tuple[str, ...] = palette.SERIES


OURS = Looks()
