"""Chữ hiểm: texts that a careless writer would turn into formulas, links or a broken file."""

import unicodedata

NASTY = (
    '=HYPERLINK("http://x.test","bấm")',
    "+1",
    "-1",
    "@x",
    "=1+1",
    "'=1",
    "\t=1",
    "https://x.test/a?b=c",
    "mailto:a@x.test",
    "internal:Sheet1!A1",
    "{=SUM(A1)}",
    "a\u0000b\u0007c\u001b",
    "_x0041_",
    "\ud800\ufffe",
    "12,5",
    "1e5",
    "TRUE",
    "#N/A",
    "<b>&amp;</b>",
    "x" * 10_000,
    unicodedata.normalize("NFD", "Đạt yêu cầu ở mức độ tốt"),
    "dòng một\ndòng hai",
    "😀" * 40,
)
