"""Tiếp nhận tệp điểm: from the bytes a person uploaded to rows, with every fault found."""

from thidua.domain.finding import Finding
from thidua.domain.score_file import ScoreFile
from thidua.files.cells import read_book
from thidua.files.score_book import read_score_book


def score_file(content: bytes, name: str) -> tuple[ScoreFile | None, list[Finding]]:
    """Đọc tệp điểm; Refused where it is not a workbook that may be opened."""
    return read_score_book(read_book(content, name))
