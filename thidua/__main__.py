"""Dòng lệnh: `python -m thidua …`, the same services and findings as the pages."""

from thidua.commands import app

app()
