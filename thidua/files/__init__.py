"""Tệp: workbooks in and out; cells are known only here."""
