"""Ô đang gõ của một dòng dự thảo: kept beside what is stored until it is saved."""

from collections.abc import Iterable, Mapping

import streamlit as st

from thidua.domain.covenant.drafting.lines import CELL_WORDS, DraftLine, DraftSheet
from thidua.domain.ground.text import clean
from thidua.domain.rules import method_named
from thidua.domain.rules.forms import GROUP_FORM, RULE_FORMS, RuleForm


def key_of(line: DraftLine, name: str) -> str:
    """Khóa của một ô."""
    return f"dt-{line.key}-{name}"


def rule_key(line: DraftLine, method: str, name: str) -> str:
    """Khóa của một ô của biểu mẫu cách chấm."""
    return key_of(line, f"p-{method}-{name}")


def form_of(method: str) -> RuleForm | None:
    """Biểu mẫu của cách chấm này; None where its word is not known."""
    found = method_named(method)
    if not method:
        return GROUP_FORM
    return None if found is None else RULE_FORMS[found]


def cells(line: DraftLine) -> dict[str, str]:
    """Các ô như đang gõ, read from the browser's last word; as stored where nothing was typed."""
    found = {name: _text(key_of(line, name), line.cell(name)) for name in CELL_WORDS[line.sheet]}
    if line.sheet is DraftSheet.CRITERION:
        found["parameters"] = _parameters(line, found["method"])
    return {name: text for name, text in found.items() if text}


def _text(key: str, stored: str) -> str:
    found = st.session_state.get(key)
    return stored if found is None else clean(str(found))


def filled(line: DraftLine, method: str) -> dict[str, str]:
    """Các ô của biểu mẫu như đang lưu; empty under another way of scoring than the stored one."""
    form = form_of(method)
    same = method == line.cell("method")
    return {} if form is None or not same else form.filled(line.cell("parameters"))


def _parameters(line: DraftLine, method: str) -> str:
    form = form_of(method)
    if form is None:
        return _text(key_of(line, "parameters"), line.cell("parameters"))
    values = dict(filled(line, method))
    for name in form.names:
        found = st.session_state.get(rule_key(line, method, name))
        if isinstance(found, bool):
            values[name] = form.tick(name) if found else ""
        elif found is not None:
            values[name] = str(found).strip()
    stored = line.cell("parameters") if method == line.cell("method") else ""
    return form.written(values, stored)


def is_changed(line: DraftLine) -> bool:
    """Có ô đã gõ khác với bản đang lưu."""
    return cells(line) != dict(line.cells)


def unsaved(lines: Iterable[DraftLine]) -> list[DraftLine]:
    """Các dòng đã gõ mà chưa lưu."""
    return [one for one in lines if is_changed(one)]


def seen(line: DraftLine) -> int:
    """Bản của dòng mà người này đang sửa: the one that stood there when they began to type."""
    key = key_of(line, "seen")
    if key not in st.session_state or not is_changed(line):
        st.session_state[key] = line.version
    return int(st.session_state[key])


def forget(line: DraftLine) -> None:
    """Bỏ điều đã gõ; what is stored is shown again."""
    for key in [one for one in st.session_state if str(one).startswith(f"dt-{line.key}-")]:
        del st.session_state[key]


def replaced(
    lines: Iterable[DraftLine], line: DraftLine, now: Mapping[str, str]
) -> list[DraftLine]:
    """Các dòng với dòng này như đang gõ, to be examined and tried."""
    typed = DraftLine(key=line.key, sheet=line.sheet, cells=now, version=line.version)
    return [typed if one.key == line.key else one for one in lines]
