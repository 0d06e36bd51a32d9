"""Phiếu một dòng: written anew or over what stands, with what is wrong under its field."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import streamlit as st

from thidua.domain.dossier.fact_file import value_text
from thidua.domain.dossier.facts import NO, YES, FactType, FactValue
from thidua.domain.ground.points import vi_number
from thidua.domain.register import register as words
from thidua.domain.register.column import Column, Holds
from thidua.domain.register.line import RegisterLine, RowKey
from thidua.domain.register.wish import RegisterWish
from thidua.services.register import lines, sights
from thidua.services.register.sights import RegisterSight
from thidua.ui.frame.literal import literal
from thidua.ui.frame.notices import Kind
from thidua.ui.frame.page import Context
from thidua.ui.widgets.panel import panel

_NEW: RowKey = ("", "", "")
_COLUMNS = 2


def draw(ctx: Context, found: RegisterSight, programme: str = "") -> None:
    """Vẽ phiếu, for whoever may write a register that is open; a new row is of `programme`."""
    units = {one.code: one.name for one in found.units if one.code in found.writable}
    if not units:
        return
    inside = panel("Ghi một dòng", key="mo-ghi-so", icon=":material/edit_note:")
    if inside is None:
        return
    with inside:
        unit = st.selectbox(
            "Đơn vị",
            list(units),
            format_func=units.__getitem__,
            key=f"don-vi-so-{found.register.code}",
        )
        closing = found.closed(unit)
        if closing is not None:
            st.info(
                f"Sổ năm {found.year} của đơn vị này đã khóa ngày {closing.day:%d/%m/%Y}. Khối "
                "trưởng hoặc cơ quan thường trực mở lại kèm lý do thì mới ghi thêm được."
            )
            return
        _row(ctx, found, unit, programme)


def _row(ctx: Context, found: RegisterSight, unit: str, programme: str) -> None:
    register = found.register
    standing = {one.key: one for one in found.standing if one.unit == unit}
    key = st.selectbox(
        "Dòng",
        [_NEW, *standing],
        format_func=lambda one: register.title_of(standing[one]) if one in standing else "Dòng mới",
        key=f"dong-so-{register.code}-{unit}",
    )
    line = standing.get(key)
    turn = st.session_state.get(f"luot-so-{register.code}", 0)
    version = 0 if line is None else line.version
    place = f"{register.code}-{unit}-{'' if line is None else line.key}-{version}-{turn}"
    faults: Mapping[str, str] = st.session_state.get(f"cho-sai-{place}", {})
    if line is not None and line.is_confirmed:
        st.caption("Dòng này đã xác nhận; sửa thì thành dòng nháp, chờ xác nhận lại.")
    _fields(ctx, found, unit, line, place, faults)
    _rest(ctx, line, place, faults, programme)

    def save() -> None:
        typed = _typed(found, line, place)
        wrong = _faults(ctx, found, unit, line, typed, place)
        st.session_state[f"cho-sai-{place}"] = wrong
        if wrong:
            ctx.say("ghi-so", Kind.REFUSED, f"Còn {len(wrong)} chỗ phải sửa, ghi ở từng ô.")
            return
        ctx.act(
            lines.write,
            "Đã ghi dòng này; người khác giữ việc của khối xác nhận.",
            register=register.code,
            unit=unit,
            code=_code(line, place),
            cells=typed,
            programme=st.session_state[f"{words.PROGRAMME}-{place}"] or "",
            evidence=st.session_state[f"{words.EVIDENCE}-{place}"],
            note=st.session_state[f"{words.NOTE}-{place}"],
            seen=version,
        )
        st.session_state[f"luot-so-{register.code}"] = turn + 1

    ctx.button("Ghi dòng", save, key="ghi-so", type="primary", icon=":material/save:")
    if line is not None:
        _withdrawing(ctx, found, line)


def _code(line: RegisterLine | None, place: str) -> str:
    """Mã của dòng: kept once given, else what was typed."""
    return str(st.session_state[f"{words.CODE}-{place}"]) if line is None else line.code


def _fields(
    ctx: Context,
    found: RegisterSight,
    unit: str,
    line: RegisterLine | None,
    place: str,
    faults: Mapping[str, str],
) -> None:
    """Các ô của phiếu, two beside one another, each with what is wrong with it."""
    register = found.register
    if line is None:
        st.text_input(
            words.CODE,
            key=f"{words.CODE}-{place}",
            placeholder="để trống thì phần mềm đặt mã",
            max_chars=64,
            persist_state="page",
        )
        _fault(faults, words.CODE)
    _fault(faults, words.YEAR)
    _fault(faults, words.UNIT)
    asked = [one for one in register.columns if _is_asked(found, line, one)]
    columns = st.columns(_COLUMNS)
    for number, column in enumerate(asked):
        with columns[number % _COLUMNS]:
            _field(ctx, found, unit, column, line, f"o-{column.code}-{place}")
            _fault(faults, column.title)


def _rest(
    ctx: Context,
    line: RegisterLine | None,
    place: str,
    faults: Mapping[str, str],
    programme: str,
) -> None:
    """Các ô mà sổ nào cũng có: the movement, the evidence and the note."""
    plans = sights.programmes(ctx.work)
    held = programme if line is None else line.programme
    options = ["", *plans, *([held] if held and held not in plans else [])]
    st.selectbox(
        "Phong trào",
        options,
        index=options.index(held),
        format_func=lambda one: plans.get(one, one) or "không thuộc phong trào nào",
        key=f"{words.PROGRAMME}-{place}",
    )
    _fault(faults, words.PROGRAMME)
    for title, before in (
        (words.EVIDENCE, "" if line is None else line.evidence),
        (words.NOTE, "" if line is None else line.note),
    ):
        st.text_input(title, before, key=f"{title}-{place}", max_chars=2000, persist_state="page")
        _fault(faults, title)


def _is_asked(found: RegisterSight, line: RegisterLine | None, column: Column) -> bool:
    """Ô này hỏi người này: what settles a matter is its settler's, the key stays once given."""
    if column.settles and not found.settles:
        return False
    return line is None or column.code != found.register.key


def _fault(faults: Mapping[str, str], title: str) -> None:
    if title in faults:
        st.error(literal(faults[title]))


def _field(
    ctx: Context,
    found: RegisterSight,
    unit: str,
    column: Column,
    line: RegisterLine | None,
    key: str,
) -> None:
    """Một ô theo kiểu của cột."""
    value = None if line is None else line.values.get(column.code)
    label = f"{column.title} *" if column.required else column.title
    kind = column.kind
    if column.holds is Holds.PERSON:
        people = {one.code: one.full_name for one in sights.people(ctx.work, unit=unit)}
        st.selectbox(
            label,
            list(people),
            index=None,
            format_func=lambda one: f"{people[one]} ({one})" if one in people else one,
            placeholder="chọn, hoặc gõ mã người của đơn vị khác",
            accept_new_options=True,
            key=key,
        )
    elif column.holds is Holds.PLACE:
        _place(ctx, label, value, key)
    elif column.holds is Holds.PROPOSAL:
        proposals = sights.proposals(ctx.work, unit=unit)
        before = "" if value is None else str(value)
        options = [*proposals] if before in ("", *proposals) else [before, *proposals]
        st.selectbox(
            label,
            options,
            index=options.index(before) if before else None,
            format_func=lambda one: proposals.get(one, one),
            placeholder="chọn đề nghị khen của đơn vị",
            key=key,
        )
    elif kind.type in (FactType.CHOICE, FactType.YES_NO):
        named = {one.code: one.label for one in kind.words} or {YES: YES, NO: NO}
        options = ["", *named]
        before = "" if value is None else value_text(value)
        st.selectbox(
            label,
            options,
            index=options.index(before) if before in options else 0,
            format_func=lambda one: named.get(one, "chưa ghi"),
            key=key,
        )
    elif kind.type is FactType.DATE:
        st.date_input(label, value, format="DD/MM/YYYY", key=key)  # type: ignore[arg-type]
    else:
        secret = "" if line is None else line.secret
        before = secret if column.secret else _text(value)
        hint = "đã ghi thì chỉ người giải quyết đọc; để trống là giữ nguyên"
        st.text_input(
            label,
            before,
            key=key,
            help=column.help,
            placeholder=hint if column.secret and not found.settles else "",
            max_chars=2000,
            persist_state="page",
        )


def _place(ctx: Context, label: str, value: FactValue | None, key: str) -> None:
    """Ô địa bàn: chosen from the list of places by name."""
    names = sights.places(ctx.work)
    options = [*names, *([value] if isinstance(value, str) and value not in names else [])]
    st.selectbox(
        label,
        options,
        index=options.index(value) if isinstance(value, str) else None,
        format_func=lambda one: f"{names[one]} ({one})" if one in names else one,
        placeholder="chọn địa bàn" if options else "sổ địa bàn còn trống",
        key=key,
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    return vi_number(value) if isinstance(value, Decimal) else str(value)


def _typed(found: RegisterSight, line: RegisterLine | None, place: str) -> dict[str, str]:
    """Các ô đã gõ, by the code of their column."""
    register, typed = found.register, {}
    for column in register.columns:
        if _is_asked(found, line, column):
            value = st.session_state.get(f"o-{column.code}-{place}")
            is_day = isinstance(value, date)
            typed[column.code] = f"{value:%d/%m/%Y}" if is_day else str(value or "")
    if line is not None and register.key:
        typed[register.key] = line.part
    return typed


def _faults(
    ctx: Context,
    found: RegisterSight,
    unit: str,
    line: RegisterLine | None,
    typed: Mapping[str, str],
    place: str,
) -> dict[str, str]:
    """Chỗ sai của phiếu, by the title of the field; the first of each."""
    wish = RegisterWish(
        code=_code(line, place),
        year=found.year,
        unit=unit,
        cells=typed,
        programme=st.session_state[f"{words.PROGRAMME}-{place}"] or "",
        evidence=st.session_state[f"{words.EVIDENCE}-{place}"],
        note=st.session_state[f"{words.NOTE}-{place}"],
    )
    with ctx.anew() as work:
        wrong = lines.faults(work, register=found.register.code, wish=wish)
    return dict(reversed(wrong))


def _withdrawing(ctx: Context, found: RegisterSight, line: RegisterLine) -> None:
    """Rút dòng này, with the reason."""
    key = f"ly-do-rut-{found.register.code}-{line.key}-{line.version}"
    warned = "không ghi tên người gửi" if found.register.is_hidden else ""
    reason = st.text_input("Lý do rút dòng này", key=key, placeholder=warned)
    ctx.button(
        "Rút dòng",
        lambda: ctx.act(
            lines.withdraw,
            "Đã rút dòng này; nó còn trong sổ kèm lý do và không được tính nữa.",
            register=found.register.code,
            key=line.key,
            seen=line.version,
            reason=st.session_state[key],
        ),
        key="rut-dong-so",
        icon=":material/undo:",
        disabled=not reason.strip(),
    )
