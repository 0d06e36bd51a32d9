"""Chữ nguyên văn: text from people shown as text wherever Streamlit would read Markdown."""

import re

_DIRECTIVE = re.compile(r":(?! )")
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$&])")


def literal(text: object) -> str:
    """Nguyên văn: no sign of this text acts as Markdown; one line.

    The word joiner after a colon stops directives such as «:red[…]», which a backslash does not;
    after a colon with a space none is needed, and a sentence is copied from the screen as it is.
    """
    escaped = _MARKS.sub(r"\\\1", str(text)).replace("\r", " ").replace("\n", " ")
    return _DIRECTIVE.sub(":\u2060", escaped)
