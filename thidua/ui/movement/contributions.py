"""Đóng góp: what was given where and in which form, against the needs, and writing a new one."""

import streamlit as st

from thidua import movement_charts
from thidua.domain.ground.points import vi_number
from thidua.domain.movement.contribution import Contribution, GivenBy, needs_met, sums, total
from thidua.frames.movement import contributions as frames
from thidua.services.movement import contributions
from thidua.services.movement.contributions import ContributionSight
from thidua.services.movement.plans import MovementPlan
from thidua.services.register import sights
from thidua.ui.frame.literal import literal
from thidua.ui.frame.page import Context
from thidua.ui.register import confirming, files, form
from thidua.ui.widgets import tables
from thidua.ui.widgets.panel import panel

_ALL = "Cả phong trào"


def draw(ctx: Context, found: MovementPlan) -> None:
    """Vẽ phần «Đóng góp»."""
    sight = contributions.of_movement(ctx.work, plan=found.plan)
    st.markdown(_sentence(sight))
    years = [one.key for one in sums(sight.counted, GivenBy.YEAR)]
    shown = sight.counted
    if len(years) > 1:
        chosen = st.segmented_control(
            "Năm", [_ALL, *sorted(years)], default=_ALL, required=True, key="nam-dong-gop"
        )
        shown = tuple(one for one in shown if chosen in (_ALL, str(one.day.year)))
    if shown:
        _by_place(sight, shown)
        _by_form(sight, shown)
        _more(sight, shown)
    _needs(sight)
    if found.year not in found.plan.years:
        return
    register = sights.of_register(ctx.work, register=contributions.GIVEN)
    confirming.draw(ctx, register)
    form.draw(ctx, register, found.plan.code)
    files.draw(ctx, register)
    if not register.writable:
        st.caption("Đơn vị ghi đóng góp của mình; thư ký khối, khối trưởng ghi thay được.")


def _sentence(sight: ContributionSight) -> str:
    """Câu đầu: what is confirmed, and apart from it what is not."""
    if sight.counted:
        units = len({one.unit for one in sight.counted})
        places = len({one.place for one in sight.counted})
        said = (
            f"Đã xác nhận **{vi_number(total(sight.counted))} triệu đồng** trong "
            f"{len(sight.counted)} đóng góp của {units} đơn vị trong khối cho {places} địa bàn."
        )
    else:
        said = "Chưa có đóng góp nào được xác nhận."
    if sight.waiting:
        said += (
            f" Còn {len(sight.waiting)} đóng góp, {vi_number(total(sight.waiting))} triệu đồng, "
            "chờ xác nhận và chưa tính vào đâu."
        )
    if sight.outside:
        said += f" {len(sight.outside)} dòng ngoài các năm của phong trào, không tính."
    return said


def _by_place(sight: ContributionSight, shown: tuple[Contribution, ...]) -> None:
    """Theo địa bàn: by their own coordinates if all that got something have them, else tiles."""
    names = frames.named(GivenBy.PLACE, sight.places, sight.units)
    said = frames.alt(shown, GivenBy.PLACE, names)
    got = {one.place for one in shown}
    there = [sight.places[code] for code in got if code in sight.places]
    st.subheader("Theo địa bàn", anchor=False)
    if there and all(one.latitude is not None for one in there):
        drawn = frames.points(shown, sight.places)
        st.vega_lite_chart(drawn, movement_charts.given_points_spec(), alt=said)
    elif there and all(one.tile_row is not None for one in there):
        drawn = frames.tiles(shown, sight.places)
        st.vega_lite_chart(drawn, movement_charts.given_tiles_spec(), alt=said)
        st.caption("Mỗi ô một địa bàn, số là triệu đồng; ô càng đậm càng được góp nhiều.")
    tables.draw(
        frames.table(shown, GivenBy.PLACE, names), alt="Đóng góp theo địa bàn", numbers=True
    )


def _by_form(sight: ContributionSight, shown: tuple[Contribution, ...]) -> None:
    names = frames.named(GivenBy.FORM, sight.places, sight.units)
    st.subheader("Theo hình thức", anchor=False)
    st.vega_lite_chart(
        frames.forms(shown),
        movement_charts.given_forms_spec(),
        alt=frames.alt(shown, GivenBy.FORM, names),
    )
    tables.draw(
        frames.table(shown, GivenBy.FORM, names), alt="Đóng góp theo hình thức", numbers=True
    )
    counted = frames.quantity_table(shown)
    if len(counted):
        st.caption("Số lượng theo từng đơn vị tính; khác đơn vị tính thì không cộng vào nhau.")
        tables.draw(counted, alt="Số lượng đóng góp theo hình thức", numbers=True)


def _more(sight: ContributionSight, shown: tuple[Contribution, ...]) -> None:
    inside = panel("Theo đơn vị, nguồn, năm", key="mo-dong-gop-theo", icon=":material/table:")
    if inside is not None:
        with inside:
            for by in (GivenBy.UNIT, GivenBy.SOURCE, GivenBy.YEAR):
                names = frames.named(by, sight.places, sight.units)
                said = f"Đóng góp theo {frames.TITLES[by].lower()}"
                tables.draw(frames.table(shown, by, names), alt=said, numbers=True)
    inside = panel("Từng đóng góp đã xác nhận", key="mo-tung-dong-gop", icon=":material/list:")
    if inside is not None:
        listing = frames.rows(shown, sight.places, sight.units)
        tables.draw(listing, alt="Từng đóng góp", inside=inside, numbers=True)


def _needs(sight: ContributionSight) -> None:
    if not sight.needs:
        st.caption(
            "Chưa có nhu cầu nào đã xác nhận ở sổ «Xã đỡ đầu» trang Sổ theo dõi, nên chưa so được "
            "cần bao nhiêu với đã góp bao nhiêu."
        )
        return
    met = needs_met(sight.needs, sight.counted)
    left = sum(bool(one.left) for one in met)
    st.subheader("Nhu cầu của xã đỡ đầu", anchor=False)
    st.markdown(literal(f"{len(met)} nhu cầu: {len(met) - left} đã đủ, {left} còn thiếu."))
    tables.draw(
        frames.needs(met, sight.places, sight.units), alt="Nhu cầu và phần đã góp", numbers=True
    )
    st.caption("Triệu đồng, của mọi năm. Mỗi đóng góp chỉ tính vào một nhu cầu.")
