"""HTML: never made of what people typed; each place that writes some says what it is made of."""

import ast
from pathlib import Path

from thidua.domain.period.period import BlockPeriod
from thidua.frames.accounts import Slip, slips_frame
from thidua.ui.frame.head import paper_head
from thidua.ui.widgets.tables import cells_of, on_paper

ROOT = Path(__file__).parents[2] / "thidua"
MADE_OF = {
    "ui/frame/around.py": "digits of the account and of the session",
    "ui/frame/page.py": "a fixed label and a fixed address",
    "ui/frame/paper.py": "a fixed place",
    "ui/frame/person.py": "fixed addresses",
    "ui/meeting/desk.py": "a moment of ours",
    "ui/progress/stage_line.py": "the words of stages, and days",
    "ui/scoring/evidence.py": "an address with a token of ours",
}


def test_html_is_written_in_these_places_alone():
    found = set()
    for path in [*(ROOT / "ui").rglob("*.py"), *(ROOT.parent / "pages").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "html":
                found.add(path.relative_to(ROOT).as_posix())
            if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
                found.add(path.relative_to(ROOT).as_posix())

    assert found == set(MADE_OF)


def test_the_head_of_paper_and_slips_are_data():
    name = '</script>"; } * { display: none'
    head = paper_head(BlockPeriod(id=1, block_code="K", block_name=name, year=2025), "ab12")
    frame = slips_frame([Slip("an", "<b>An</b>", "x&y")], "https://vi.du")
    slips = on_paper(cells_of(frame), "Phiếu")

    assert head["title"].startswith(f"{name} · ")
    assert head["foot"] == "Mã đối chiếu: ab12"
    assert slips["rows"] == [["<b>An</b>", "https://vi.du", "an", "x&y"]]
