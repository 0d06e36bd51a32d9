"""Đo hiệu năng: `python -m thidua.bench …`, the same as `python -m thidua bench …`."""

import sys

from thidua.commands import app

app(["bench", *sys.argv[1:]])
