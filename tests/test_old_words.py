"""Từ cũ: words that people were told to read otherwise are gone from screens, papers and guides."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OLD = {
    "trưởng khối": "khối trưởng",
    "điểm cơ bản": "điểm gốc",
    "hòa hạng": "đồng hạng",
    "hoà": "hòa",
    "xoá": "xóa",
    "khoá": "khóa",
    "huỷ": "hủy",
    "uỷ": "ủy",
    "hạt giống": "mã bốc thăm",
    "luồng": "hồ sơ",
    "tay chấm": "bên chấm",
    "điều được giấu": "thông tin ẩn khi chấm chéo",
    "vân tay": "mã đối chiếu",
    "sổ (.xlsx)": "tệp Excel",
    "số nền": "căn cứ tính tỷ lệ",
    "Có hạng": "đã xếp hạng",
    "Bản chấm": "loại bảng điểm",
    "không làm được việc này": "việc nào, bằng lời",
}
OTHERWISE = {
    ("thidua/domain/covenant/setting_rows.py", "trưởng khối"),  # read in workbooks given out before
    ("thidua/domain/scoring/wide/matching.py", "uỷ"),  # read in tables as people have them
    ("thidua/domain/period/unit_kind.py", "uỷ"),  # likewise, in lists of units
    ("thidua/bench/rows/ballots.py", "luồng"),  # of a processor
}


def spoken(path: Path) -> Iterator[str]:
    """Chữ trong một tệp that somebody reads: of Python its texts, without what explains it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield text
        return
    tree = ast.parse(text)
    explains = {
        id(one.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        for one in node.body
        if isinstance(one, ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in explains:
            yield node.value


def has(old: str, text: str) -> bool:
    """Có từ này, standing by itself; one that is written large is so only as a title."""
    text = text if old[0].isupper() else text.casefold()
    return re.search(rf"(?<!\w){re.escape(old)}(?!\w)", text) is not None


def files() -> list[Path]:
    code = [one for root in ("thidua", "pages") for one in (ROOT / root).rglob("*.py")]
    served = [
        *(ROOT / "thidua/web/static").glob("*.js"),
        *(ROOT / "thidua/web/templates").iterdir(),
    ]
    guides = [*(ROOT / "docs/nguoi-dung").glob("*.md"), *(ROOT / "docs/van-hanh").glob("*.md")]
    return [*code, *served, *guides, ROOT / "README.md"]


def test_old_words_are_gone():
    found = {
        (str(path.relative_to(ROOT)), old)
        for path in files()
        for text in spoken(path)
        for old in OLD
        if has(old, text)
    }

    assert found == OTHERWISE


@pytest.mark.parametrize("old", OLD)
def test_an_old_word_would_be_found(old, tmp_path):
    file = tmp_path / "trang.py"
    file.write_text(f'"""{old}"""\nSAID = f"Có {old} ở {{1}}."\n', encoding="utf-8")

    (said, *_) = [text for text in spoken(file) if has(old, text)]
    assert has(old, said)
    assert not has(old, f"x{old}x")
