"""Địa bàn: the one list for all movements, the level of each place, and who confirms it."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from thidua.domain.access.permissions import Permission
from thidua.domain.movement.place import PLACE_KIND_WORDS, Place
from thidua.domain.movement.standard import PlaceStandard, StandardState, by_place
from thidua.frames.movement import places as frames
from thidua.services.movement import intake, places, standards
from thidua.services.movement.plans import MovementPlan
from thidua.ui.frame import links
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.movement import place_forms, place_list
from thidua.ui.movement import tables as wrapped
from thidua.ui.widgets import downloads, imports, tables
from thidua.ui.widgets.panel import panel


def draw(ctx: Context, found: MovementPlan) -> None:
    """Vẽ phần «Địa bàn»."""
    there, rows = places.listed(ctx.work), standards.listed(ctx.work)
    may_edit = ctx.allows(Permission.EDIT_MOVEMENT)
    st.markdown(_sentence(there, rows))
    if there:
        tables.draw(
            frames.places(there, by_place(rows), found.today),
            alt="Các địa bàn và mức đạt chuẩn của từng địa bàn",
        )
    names = {one.code: one.name for one in there}
    if rows:
        inside = panel("Sổ mức đạt chuẩn", key="mo-muc-dat-chuan", icon=":material/verified:")
        if inside is not None:
            wrapped.draw(frames.standards(rows, names), "Sổ mức đạt chuẩn", inside)
            with inside:
                downloads.sheet("Tải sổ mức đạt chuẩn", "muc-dat-chuan", standards.workbook, ctx)
    if not may_edit:
        said = f"{links.who(Permission.EDIT_MOVEMENT)} giữ sổ địa bàn và mức đạt chuẩn."
        st.caption(said[:1].upper() + said[1:])
        return
    _confirm(ctx, rows, names)
    place_forms.draw(ctx, there, rows)
    place_list.draw(ctx, found, there)
    for title, key, drawn in (
        ("Nhập sổ địa bàn", "mo-nhap-dia-ban", _import_places),
        ("Nhập mức đạt chuẩn", "mo-nhap-muc", _import_standards),
    ):
        inside = panel(title, key=key, icon=":material/upload_file:")
        if inside is not None:
            with inside:
                drawn(ctx)
    inside = panel("Bỏ một dòng ghi nhầm", key="mo-bo-dong", icon=":material/delete:")
    if inside is not None:
        with inside:
            _withdraw(ctx, there, rows, names)


def _sentence(there: Sequence[Place], rows: Sequence[PlaceStandard]) -> str:
    if not there:
        return "Chưa có địa bàn nào; mục tiêu đếm địa bàn lấy số đã nhập."
    kinds = Counter(one.kind for one in there)
    counts = [f"{kinds[kind]} {word}" for kind, word in PLACE_KIND_WORDS.items() if kinds[kind]]
    states = Counter(one.state for one in rows)
    waiting = states[StandardState.ENTERED]
    more = f", {waiting} quyết định chờ người thứ hai xác nhận" if waiting else ""
    return (
        f"Sổ chung của mọi phong trào: {', '.join(counts)}; "
        f"{states[StandardState.CONFIRMED]} quyết định công nhận đã xác nhận{more}."
    )


def _confirm(ctx: Context, rows: Sequence[PlaceStandard], names: dict[str, str]) -> None:
    waiting = [one for one in rows if one.state is StandardState.ENTERED]
    mine = [one for one in waiting if standards.may_confirm(ctx.work, one)]
    if len(waiting) > len(mine):
        count = len(waiting) - len(mine)
        st.caption(f"{count} dòng bạn đã nhập chờ người thứ hai xác nhận.")
    if not mine:
        return
    st.subheader("Chờ bạn xác nhận", anchor=False)
    wrapped.draw(frames.standards(mine, names), "Các dòng chờ bạn xác nhận")
    keys = [one.key for one in mine]
    ctx.button(
        f"Xác nhận {len(mine)} dòng",
        lambda: ctx.act(standards.confirm, "Đã xác nhận.", keys=keys),
        key="xac-nhan-muc",
        type="primary",
    )


def _import_places(ctx: Context) -> None:
    downloads.template("Tải tệp mẫu địa bàn", "mau-dia-ban", intake.place_template)
    downloads.sheet("Tải sổ địa bàn", "dia-ban", places.workbook, ctx)
    imports.by_changes(
        ctx,
        key="tep-dia-ban",
        label="Sổ địa bàn (.xlsx, .xls, .ods)",
        button="Nhập địa bàn",
        message="Đã nhập địa bàn.",
        read=intake.places,
        preview=places.preview_places,
        write=places.import_places,
    )


def _import_standards(ctx: Context) -> None:
    downloads.template("Tải tệp mẫu mức đạt chuẩn", "mau-muc", intake.standard_template)
    imports.by_changes(
        ctx,
        key="tep-muc",
        label="Sổ mức đạt chuẩn (.xlsx, .xls, .ods)",
        button="Nhập mức đạt chuẩn",
        message="Đã nhập; các dòng mới chờ người thứ hai xác nhận.",
        read=intake.standards,
        preview=standards.preview_standards,
        write=standards.import_standards,
    )


def _withdraw(
    ctx: Context, there: Sequence[Place], rows: Sequence[PlaceStandard], names: dict[str, str]
) -> None:
    """Bỏ một dòng: of the standards first, for a place with one cannot go."""
    st.caption(
        "Mức bị thu hồi thì nhập «Số quyết định thu hồi», «Ngày thu hồi»; địa bàn đã thôi thì nhập "
        "«Đến ngày». Chỉ bỏ dòng ghi nhầm; dòng đã bỏ vẫn còn trong nhật ký. Dòng bạn nhập mà "
        "người thứ hai đã xác nhận thì người khác bỏ."
    )
    mine = [one for one in rows if standards.may_withdraw(ctx.work, one)]
    choices = {f"muc-{one.key}": _named(one, names) for one in mine}
    choices |= {f"dia-ban-{one.code}": f"Địa bàn {one.code} {one.name}" for one in there}
    if not choices:
        st.caption("Chưa có dòng nào.")
        return
    chosen = st.selectbox(
        "Dòng", list(choices), format_func=choices.__getitem__, key="dong-bo", persist_state="page"
    )
    reason = st.text_input("Lý do", key="ly-do-bo-dong", persist_state="page")
    versions = {one.code: one.version for one in there}

    def keep() -> None:
        if chosen.startswith("muc-"):
            key = int(chosen.removeprefix("muc-"))
            ctx.act(standards.withdraw, "Đã bỏ dòng này.", key=key, reason=reason)
        else:
            code = chosen.removeprefix("dia-ban-")
            ctx.act(
                places.withdraw,
                "Đã bỏ địa bàn này.",
                code=code,
                reason=reason,
                seen=versions[code],
            )

    ctx.button("Bỏ dòng này", keep, key="bo-dong-dia-ban")


def _named(one: PlaceStandard, names: dict[str, str]) -> str:
    place = names.get(one.decision.place, one.decision.place)
    return literal(f"{place}: {one.decision.words}")
