"""Máy thiếu thứ lần thử cần: said aloud and skipped, and in CI a failure."""

import os
from typing import NoReturn

import pytest

NOT_RUN = "KHÔNG kiểm được"


def refuse(what: str) -> NoReturn:
    """Không kiểm được, for this reason."""
    told = f"{NOT_RUN} {what}"
    if os.environ.get("CI") == "true":
        pytest.fail(told)
    pytest.skip(told)
