"""Ô đang gõ của một dòng dự thảo: kept beside what is stored until it is saved."""

from collections.abc import Iterable, Mapping

import streamlit as st

from thidua.domain.covenant.drafting.lines import CELL_WORDS, DraftLine, DraftSheet
from thidua.domain.ground.text import clean
from thidua.domain.rules import method_named
from thidua.domain.rules.forms import GROUP_FORM, RULE_FORMS, RuleForm

_BASE = "luc-dau"

CHOSEN = "dt-dong"
"""Khóa của ô chọn dòng tiêu chí."""


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


def wished(line: DraftLine) -> dict[str, str]:
    """Dòng như đơn vị muốn: as it is stored by now, with only those cells other that were typed."""
    now, base = cells(line), st.session_state.get(key_of(line, _BASE), line)
    changed = {
        name: now.get(name, "")
        for name in CELL_WORDS[line.sheet]
        if now.get(name, "") != base.cell(name)
    }
    return {name: text for name, text in {**line.cells, **changed}.items() if text}


def is_changed(line: DraftLine) -> bool:
    """Có ô đã gõ khác với bản đang lưu."""
    return cells(line) != dict(line.cells)


def unsaved(lines: Iterable[DraftLine]) -> list[DraftLine]:
    """Các dòng đã gõ mà chưa lưu."""
    return [one for one in lines if is_changed(one)]


def begin(key: str, stored: str | bool) -> str:
    """Khóa của một ô, begun with what is stored: set, since a browser keeps what it shows."""
    if key not in st.session_state:
        st.session_state[key] = stored
    return key


def settle(line: DraftLine) -> None:
    """Trước khi vẽ ô: where nothing was typed, the fields follow what is stored by now."""
    key = key_of(line, _BASE)
    base: DraftLine | None = st.session_state.get(key)
    if base is None:
        st.session_state[key] = line
    elif base.version != line.version:
        if not is_changed(base):
            forget(line)
        elif not is_changed(line):
            st.session_state[key] = line


def seen(line: DraftLine) -> int:
    """Bản của dòng mà người này đang sửa: the one that stood there when they began to type."""
    base: DraftLine = st.session_state.get(key_of(line, _BASE), line)
    return base.version


def forget(line: DraftLine) -> None:
    """Bỏ điều đã gõ: the fields say what is stored."""
    for name in CELL_WORDS[line.sheet]:
        if key_of(line, name) in st.session_state:
            st.session_state[key_of(line, name)] = line.cell(name)
    rules = key_of(line, "p-")
    for key in [str(one) for one in st.session_state if str(one).startswith(rules)]:
        method, _, name = key.removeprefix(rules).rpartition("-")
        value = filled(line, method).get(name, "")
        is_tick = isinstance(st.session_state[key], bool)
        st.session_state[key] = bool(value) if is_tick else value
    st.session_state[key_of(line, _BASE)] = line


def replaced(
    lines: Iterable[DraftLine], line: DraftLine, now: Mapping[str, str]
) -> list[DraftLine]:
    """Các dòng với dòng này như đang gõ, to be examined and tried."""
    typed = DraftLine(key=line.key, sheet=line.sheet, cells=now, version=line.version)
    return [typed if one.key == line.key else one for one in lines]
