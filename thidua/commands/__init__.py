"""Dòng lệnh: a door beside the pages, for administrators, scripts and checks."""

from thidua.commands.app import app

__all__ = ["app"]
