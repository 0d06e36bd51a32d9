"""Chữ nguyên văn: text from people shown as text wherever Streamlit would read Markdown."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$&])")


def literal(text: object) -> str:
    """Nguyên văn: no sign of this text acts as Markdown; one line.

    The word joiner after a colon stops directives such as «:red[…]», which a backslash does not.
    """
    escaped = _MARKS.sub(r"\\\1", str(text)).replace(":", ":\u2060")
    return escaped.replace("\r", " ").replace("\n", " ")
