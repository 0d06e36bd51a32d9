"""Phiếu một địa bàn, một mức đạt chuẩn: typed here, read and previewed as a row of the file."""

from collections.abc import Mapping, Sequence

import streamlit as st

from thidua.domain.movement import place_rows as words
from thidua.domain.movement.place import PLACE_KIND_WORDS, Place
from thidua.domain.movement.standard import PLACE_LEVEL_WORDS, PlaceStandard
from thidua.services.movement import intake, places, standards
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.widgets import imports
from thidua.ui.widgets.panel import panel

_NEW = ""
_CHOICES: Mapping[str, tuple[str, ...]] = {
    words.KIND: tuple(PLACE_KIND_WORDS.values()),
    words.LEVEL: tuple(PLACE_LEVEL_WORDS.values()),
}
_HINTS: Mapping[str, str] = {
    **dict.fromkeys((words.BEGINS, words.ENDS, words.DAY, words.REVOKED_ON), "dd/mm/yyyy"),
    **dict.fromkeys((words.MINORITY, words.HARD), "có, không, hoặc từ 01/01/2021 đến 31/12/2023"),
    words.LATITUDE: "ví dụ 11,85",
    words.LONGITUDE: "ví dụ 106,63",
}
_COLUMNS = 3


def draw(ctx: Context, there: Sequence[Place], rows: Sequence[PlaceStandard]) -> None:
    """Vẽ hai phiếu, for whoever keeps the lists."""
    inside = panel("Ghi một địa bàn", key="mo-ghi-dia-ban", icon=":material/add_location:")
    if inside is not None:
        with inside:
            _place(ctx, there)
    inside = panel("Ghi một mức đạt chuẩn", key="mo-ghi-muc", icon=":material/edit_note:")
    if inside is not None:
        with inside:
            _standard(ctx, there, rows)


def _place(ctx: Context, there: Sequence[Place]) -> None:
    by_code = {one.code: one for one in there}
    code = st.selectbox(
        "Địa bàn",
        [_NEW, *by_code],
        format_func=lambda one: (
            literal(f"{by_code[one].name} ({one})") if one in by_code else "Địa bàn mới"
        ),
        key="dia-ban-ghi",
    )
    held = by_code.get(code)
    turn = f"{code}-{0 if held is None else held.version}-{_turn('dia-ban')}"
    place = f"dia-ban-{turn}"
    cells = _fields(
        intake.place_cells(held),
        place,
        {words.PARENT: ["", *by_code]},
        fixed=() if held is None else (words.CODE,),
    )
    if not all(cells[one] for one in words.PLACE_REQUIRED):
        st.caption("Mã, tên và loại là bắt buộc.")
        return
    rows, findings = intake.typed_place(cells)
    found = places.preview_places(ctx.work, rows=rows, findings=findings)
    imports.show_changes(found)

    def keep() -> None:
        now, wrong = intake.typed_place(_typed(cells, place))
        ctx.act(
            places.import_places,
            "Đã ghi địa bàn.",
            rows=now,
            findings=wrong,
            seen=found.fingerprint,
        )
        _begin_anew("dia-ban")

    ctx.button(
        "Ghi địa bàn",
        keep,
        key="ghi-dia-ban",
        type="primary",
        disabled=found.is_refused,
    )


def _standard(ctx: Context, there: Sequence[Place], rows: Sequence[PlaceStandard]) -> None:
    names = {one.code: one.name for one in there}
    if not names:
        st.caption("Ghi địa bàn trước, rồi mới ghi mức đạt chuẩn của nó.")
        return
    by_key = {str(one.key): one for one in rows}
    key = st.selectbox(
        "Quyết định",
        [_NEW, *by_key],
        format_func=lambda one: _decision(by_key.get(one), names),
        key="muc-ghi",
    )
    held = by_key.get(key)
    is_fixed = held is not None
    place = f"muc-{key}-{_turn('muc')}"
    cells = _fields(
        intake.standard_cells(None if held is None else held.decision),
        place,
        {words.CODE: list(names)},
        fixed=(words.CODE, words.LEVEL, words.DAY) if is_fixed else (),
        names=names,
    )
    if not all(cells[one] for one in words.STANDARD_REQUIRED):
        st.caption("Địa bàn, mức, số và ngày quyết định là bắt buộc.")
        return
    typed, findings = intake.typed_standard(cells)
    found = standards.preview_standards(ctx.work, rows=typed, findings=findings)
    imports.show_changes(found)

    def keep() -> None:
        now, wrong = intake.typed_standard(_typed(cells, place))
        ctx.act(
            standards.import_standards,
            "Đã ghi; chờ người thứ hai xác nhận.",
            rows=now,
            findings=wrong,
            seen=found.fingerprint,
        )
        _begin_anew("muc")

    ctx.button(
        "Ghi mức đạt chuẩn",
        keep,
        key="ghi-muc-dat-chuan",
        type="primary",
        disabled=found.is_refused,
    )


def _decision(one: PlaceStandard | None, names: Mapping[str, str]) -> str:
    if one is None:
        return "Quyết định mới"
    return literal(f"{names.get(one.decision.place, one.decision.place)}: {one.decision.words}")


def _turn(name: str) -> int:
    return int(st.session_state.get(f"luot-{name}", 0))


def _begin_anew(name: str) -> None:
    """Phiếu mới: what was written stands in the table."""
    st.session_state[f"luot-{name}"] = _turn(name) + 1


def _typed(drawn: Mapping[str, str], place: str) -> dict[str, str]:
    """Các ô lúc bấm, which may say more than those of the preview: then it is refused as stale."""
    return {title: st.session_state.get(f"{title}-{place}") or "" for title in drawn}


def _fields(
    held: Mapping[str, str],
    place: str,
    choices: Mapping[str, list[str]],
    *,
    fixed: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Các ô của phiếu, by the title of their column; `fixed` ones say which row it is."""
    typed = {}
    columns = st.columns(_COLUMNS)
    for number, (title, before) in enumerate(held.items()):
        options = [*choices.get(title, ()), *_CHOICES.get(title, ())]
        with columns[number % _COLUMNS]:
            if options:
                at = options.index(before) if before in options else None
                typed[title] = (
                    st.selectbox(
                        title,
                        options,
                        index=at,
                        format_func=lambda one: (names or {}).get(one, one) or "không",
                        placeholder="chọn",
                        key=f"{title}-{place}",
                        disabled=title in fixed,
                    )
                    or ""
                )
            else:
                typed[title] = st.text_input(
                    title,
                    before,
                    key=f"{title}-{place}",
                    placeholder=_HINTS.get(title, ""),
                    disabled=title in fixed,
                    persist_state="page",
                )
    return typed
