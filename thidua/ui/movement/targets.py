"""Mục tiêu: what the plan wants reached, what is, from which numbers, and stating a new one."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from thidua import movement_charts
from thidua.domain.access.permissions import Permission
from thidua.domain.ground.errors import Refused
from thidua.domain.ground.points import number_problem, parse_number
from thidua.domain.movement.place_count import is_typed_by_place
from thidua.domain.movement.progress import PARTS_MEASURES, TargetFigure
from thidua.domain.movement.target import Measure, Target
from thidua.frames.movement import plan as plan_frames
from thidua.frames.movement import progress as frames
from thidua.services.movement import figure_lists, figures, intake, reached
from thidua.services.movement.figures import Figures
from thidua.services.movement.plans import MovementPlan
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.movement import tables
from thidua.ui.widgets import downloads, imports, picture
from thidua.ui.widgets.once import once
from thidua.ui.widgets.panel import panel

_TOLD = "muc-tieu-da-bam"


def picture_of(targets: Sequence[Target], known: frames.Figures) -> None:
    """Vẽ thanh các mục tiêu; a press tells of that target under the picture."""
    drawn = frames.bullets(targets, known)
    if not len(drawn):
        st.markdown("Chưa có số liệu nào của các mục tiêu.")
        return
    pressed = picture.draw(
        frames.said(targets, known),
        drawn,
        movement_charts.bullets_spec(),
        key="thanh-muc-tieu",
        press=movement_charts.PRESSED,
        note="Vạch dài là mức phải đạt, vạch ngắn là mức trên của khoảng. Mục tiêu chưa có số "
        "liệu không vẽ thanh. Bấm một thanh để đọc nguồn.",
    )
    if pressed is not None:
        st.session_state[_TOLD] = pressed["Mục tiêu"]
    for target in targets:
        if target.text == st.session_state.get(_TOLD):
            st.info(literal(frames.told(target, known)), icon=":material/info:")


def draw(ctx: Context, found: MovementPlan) -> None:
    """Vẽ phần «Mục tiêu»."""
    targets = found.plan.targets
    if not targets:
        st.info("Kế hoạch này không nêu mục tiêu bằng số.")
        return
    known = reached.of_movement(ctx.work, plan=found.plan)
    picture_of(targets, known.figures)
    tables.draw(frames.targets(targets, known.figures), "Mục tiêu, kết quả và phần còn thiếu")
    if known.counted:
        st.caption(
            f"{len(known.counted)} mục tiêu tính từ sổ mức đạt chuẩn, sổ đóng góp (chỉ đếm dòng "
            "đã xác nhận) hoặc số của từng địa bàn, theo danh sách địa bàn của phong trào; mức "
            "tăng thêm đếm theo quyết định của chính mức ấy."
        )
    for one in known.differing:
        st.warning(literal(f"Khác sổ – {one}."), icon=":material/difference:")
    inside = panel("Cách đo và căn cứ", key="mo-cach-do", icon=":material/straighten:")
    if inside is not None:
        tables.draw(once(plan_frames.targets, targets), "Mục tiêu, cách đo và nguồn", inside)
        for note in dict.fromkeys(one.note for one in targets if one.note):
            inside.caption(note)
    inside = panel("Số liệu đã ghi", key="mo-so-lieu", icon=":material/history:")
    if inside is not None:
        every = figures.history(ctx.work, code=found.plan.code)
        tables.draw(frames.history(targets, every), "Mọi số liệu đã ghi", inside)
    if ctx.allows(Permission.EDIT_MOVEMENT):
        inside = panel("Ghi số liệu", key="mo-ghi-so-lieu", icon=":material/edit:")
        if inside is not None:
            with inside:
                _state(ctx, found, figures.history(ctx.work, code=found.plan.code))
        inside = panel("Sổ số liệu Excel", key="mo-so-so-lieu", icon=":material/table:")
        if inside is not None:
            with inside:
                _books(ctx)


def _books(ctx: Context) -> None:
    downloads.workbook("Tải sổ số liệu", "so-lieu", figure_lists.workbook, ctx)
    downloads.template("Tải tệp mẫu số liệu", "mau-so-lieu", intake.figure_template)
    imports.by_changes(
        ctx,
        key="tep-so-lieu",
        label="Sổ số liệu (.xlsx, .xls, .ods)",
        button="Nhập số liệu",
        message="Đã nhập số liệu mục tiêu.",
        read=intake.figures,
        preview=figure_lists.preview_figures,
        write=figure_lists.import_figures,
    )


def _state(ctx: Context, found: MovementPlan, known: Figures) -> None:
    by_code = {one.code: one for one in found.plan.targets}
    code = st.selectbox(
        "Mục tiêu",
        list(by_code),
        format_func=lambda one: literal(by_code[one].text),
        key="muc-tieu-ghi",
        persist_state="page",
    )
    target = by_code[code]
    day = st.date_input(
        "Tính đến ngày",
        found.day_to_state,
        format="DD/MM/YYYY",
        key="ngay-muc-tieu",
        persist_state="page",
    )
    of_place = _place(ctx, found, target)
    at = day, of_place
    same = next(
        (one for one in reversed(known.get(code, ())) if (one.as_of, one.place) == at), None
    )
    version = 0 if same is None else same.version
    place = "-".join(filter(None, (found.plan.code, code, of_place, f"{day}", f"{version}")))
    asked = _fields(target, same, place, is_of_one=bool(of_place))
    st.text_input("Nguồn", key=f"nguon-{place}", persist_state="page")

    def keep() -> None:
        ctx.act(
            figures.state_value,
            "Đã ghi số liệu.",
            code=found.plan.code,
            target=code,
            as_of=day,
            source=st.session_state[f"nguon-{place}"],
            numerator=_number(asked, "Tử số", place),
            denominator=_number(asked, "Mẫu số", place),
            value=_number(asked, "Giá trị", place),
            place=of_place,
            seen=version,
        )

    ctx.button("Ghi số liệu", keep, key="ghi-so-lieu")


def _place(ctx: Context, found: MovementPlan, target: Target) -> str:
    """Số của nơi nào: one place of the movement's list, or empty for the whole."""
    book = reached.book_of(ctx.work, plan=found.plan) if is_typed_by_place(target) else None
    there = {} if book is None else {one.code: one.name for one in book.of(target.of)}
    if not there:
        return ""
    whole = f"cả danh sách ({len(there)} {target.of})"
    return st.selectbox(
        "Địa bàn",
        ["", *there],
        format_func=lambda code: literal(f"{code} {there[code]}" if code else whole),
        key=f"dia-ban-ghi-{found.plan.code}-{target.code}",
    )


def _fields(
    target: Target, same: TargetFigure | None, place: str, *, is_of_one: bool
) -> tuple[str, ...]:
    """Các ô số của mục tiêu này; the names of those there are."""
    is_shared = target.measure in PARTS_MEASURES or target.measure is Measure.TIMES
    has_parts = is_shared and not is_of_one
    names = ("Tử số", "Mẫu số") if has_parts else ("Giá trị",)
    held = (
        {}
        if same is None
        else {"Tử số": same.numerator, "Mẫu số": same.denominator, "Giá trị": same.value}
    )
    for name, column in zip(names, st.columns(len(names)), strict=True):
        number = held.get(name)
        before = "" if number is None else f"{number:f}".replace(".", ",")
        column.text_input(name, before, key=f"{name}-{place}", persist_state="page")
    return names


def _number(asked: tuple[str, ...], name: str, place: str) -> Decimal | None:
    """Số gõ ở một ô; None where there is no such field or it is empty."""
    typed = str(st.session_state.get(f"{name}-{place}", "")).strip() if name in asked else ""
    if not typed:
        return None
    number = parse_number(typed)
    if number is None:
        raise Refused(f"{name}: {number_problem(typed)}.")
    return number
