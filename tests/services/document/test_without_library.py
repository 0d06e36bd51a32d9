"""Không có python-pptx: the app and the commands start; it is loaded for a deck only."""

import subprocess
import sys

import pytest

_STARTS = """
import sys
{before}
import thidua.commands.app
import thidua.ui.document.deck
from thidua.services.document import deck
print(bool(deck.missing()), "pptx" in sys.modules and sys.modules["pptx"] is not None)
"""


@pytest.mark.parametrize(
    ("before", "told"),
    [('sys.modules["pptx"] = None', "True False"), ("", "False False")],
    ids=["không có", "có"],
)
def test_the_program_starts_without_loading_it(before, told):
    done = subprocess.run(
        [sys.executable, "-c", _STARTS.format(before=before)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == told
