"""Số liệu của mục tiêu: stated day by day, a correction as a new version beside the old one."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from thidua.db import movement_queries
from thidua.db.tables import TargetValue
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import clean, length_fault
from thidua.domain.ground.titles import nearest
from thidua.domain.law.programme import Programme
from thidua.domain.movement.place import of_kind
from thidua.domain.movement.place_count import is_typed_by_place
from thidua.domain.movement.progress import PARTS_MEASURES, TargetFigure
from thidua.domain.movement.target import Measure, Target
from thidua.domain.period.windows import VIETNAM
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import places, states
from thidua.services.register import counted_targets

_FIRST_DAY = date(1990, 1, 1)
_LONGEST = 2000
_MOST = Decimal(10) ** 15

Figures = Mapping[str, tuple[TargetFigure, ...]]
"""Số liệu theo mã mục tiêu, the oldest day first."""


def of_movement(work: Work, *, code: str) -> Figures:
    """Số liệu đang có của mọi mục tiêu."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    return unchecked(work.session, code)


def history(work: Work, *, code: str) -> Figures:
    """Mọi số liệu đã ghi, those corrected since among them, version after version of a day."""
    require(work.actor, Permission.VIEW_MOVEMENTS, work.period)
    return movement_queries.figures(work.session, code, history=True)


def unchecked(session: Session, code: str) -> Figures:
    """Số liệu đang có của mọi mục tiêu, whoever asks; those of a single place stand apart."""
    return counted_targets.typed(session, code)


def unchecked_every(session: Session, code: str) -> Figures:
    """Mọi số liệu đang có, of the whole and of single places, whoever asks."""
    return counted_targets.every(session, code)


def state_value(
    work: Work,
    *,
    code: str,
    target: str,
    as_of: date | None,
    source: str,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    value: Decimal | None = None,
    place: str = "",
    seen: int = 0,
) -> None:
    """Ghi số liệu của một mục tiêu tới một ngày: a part of a whole, or one value.

    `place` is the one place it is of, for a target that asks so much of each. `seen` is the version
    of what stands for that day, 0 where there is none.
    """
    require(work.actor, Permission.EDIT_MOVEMENT)
    take_turn(work.session)
    plan, asked = _target(work.session, code, target)
    states.require_running(plan, states.unchecked(work.session, code).state, "số liệu")
    if as_of is None:
        raise Refused("Cần ghi số liệu tính đến ngày nào.")
    figure = TargetFigure(
        as_of=as_of,
        numerator=numerator,
        denominator=denominator,
        value=value,
        source=clean(source),
        place=clean(place),
    )
    require_fit(work, plan, asked, figure)
    held = standing(work.session, code, target, figure)
    if (0 if held is None else held.version) != seen:
        raise StaleEdit("Số liệu của ngày này vừa được người khác ghi; hãy xem lại.")
    work.record(written(work, code, target, figure))


def require_fit(work: Work, plan: Programme, target: Target, figure: TargetFigure) -> None:
    """Yêu cầu số liệu này ghi được; Refused with the first thing that is wrong."""
    _require_day(work, plan, figure.as_of)
    _require_place(work.session, plan, target, figure.place)
    _require_parts(target, figure)
    _require_source(figure.source)


def standing(session: Session, code: str, target: str, figure: TargetFigure) -> TargetFigure | None:
    """Số liệu đang có của cùng mục tiêu, ngày và địa bàn."""
    known = unchecked_every(session, code).get(target, ())
    same = (one for one in known if (one.as_of, one.place) == (figure.as_of, figure.place))
    return next(same, None)


def written(work: Work, code: str, target: str, figure: TargetFigure) -> Act:
    """Ghi một số liệu beside what it takes the place of; the act to be recorded."""
    before = work.session.exec(
        select(TargetValue).where(
            TargetValue.programme == code,
            TargetValue.target == target,
            TargetValue.as_of == figure.as_of,
            TargetValue.place_code == figure.place,
            col(TargetValue.live),
        )
    ).first()
    if before is not None:
        before.live = False
        work.session.add(before)
        work.session.flush()
    row = TargetValue(
        programme=code,
        target=target,
        as_of=figure.as_of,
        place_code=figure.place,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        source=figure.source,
        version=1 if before is None else before.version + 1,
        set_by=work.actor.name,
        set_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return Act("target.valued", rows=[row_of(row), *([] if before is None else [row_of(before)])])


def _target(session: Session, code: str, target: str) -> tuple[Programme, Target]:
    plan = law.book(session).programmes.get(code)
    found = next((one for one in plan.targets if one.code == target), None) if plan else None
    if plan is None or found is None:
        raise NotFound
    return plan, found


def _require_day(work: Work, plan: Programme, as_of: date) -> None:
    today = work.now.astimezone(VIETNAM).date()
    if as_of > today:
        raise Refused(f"Ngày {as_of:%d/%m/%Y} chưa tới; số liệu chỉ tính đến hôm nay.")
    if as_of < _FIRST_DAY:
        raise Refused(f"Ngày {as_of:%d/%m/%Y} trước năm 1990; hãy kiểm tra lại.")
    if as_of.year not in plan.years:
        raise Refused(
            f"Ngày {as_of:%d/%m/%Y} ngoài phong trào; chọn ngày trong các năm "
            f"{plan.first_year}–{plan.last_year}."
        )


def _require_place(session: Session, plan: Programme, target: Target, place: str) -> None:
    """Số của riêng một nơi: only of a target that asks so much of each, in the movement's list."""
    if not place:
        return
    if not is_typed_by_place(target):
        raise Refused(f"«{target.text}» ghi một số chung, không ghi theo từng địa bàn.")
    day = states.unchecked(session, plan.code).list_day
    there = [] if day is None else of_kind(places.unchecked(session), target.of, day)
    if place not in [one.code for one in there]:
        near = nearest(place, [one.code for one in there])
        named = next((f"{near} {one.name}" for one in there if one.code == near), "")
        tail = f"; gần nhất: {named}" if named else ""
        raise Refused(f"Danh sách của phong trào không có {target.of} «{place}»{tail}.")


def _require_source(said: str) -> None:
    if not said:
        raise Refused("Cần ghi nguồn của số liệu, ví dụ «Báo cáo 12/BC-VPĐP».")
    fault = length_fault(said, _LONGEST)
    if fault is not None:
        raise Refused(f"Nguồn {fault}.")


def _require_parts(target: Target, figure: TargetFigure) -> None:
    """Một cách ghi, whole: both parts, or the value alone."""
    numerator, denominator, value = figure.numerator, figure.denominator, figure.value
    given = [one for one in (numerator, denominator, value) if one is not None]
    if any(one < 0 for one in given):
        raise Refused("Số liệu không được âm.")
    if any(one > _MOST for one in given):
        raise Refused("Số liệu quá lớn; hãy kiểm tra lại số chữ số và đơn vị tính.")
    if target.counts_places and any(one % 1 for one in given):
        raise Refused(f"«{target.text}» đếm {target.of}: chỉ ghi số nguyên.")
    has_parts = numerator is not None or denominator is not None
    if has_parts and (numerator is None or denominator is None):
        raise Refused("Cần ghi cả tử số và mẫu số.")
    if figure.place and has_parts:
        raise Refused(f"Số của riêng một {target.of} là một giá trị, không có tử số và mẫu số.")
    if has_parts is (value is not None):
        raise Refused("Ghi tử số và mẫu số, hoặc chỉ một giá trị.")
    if target.measure in PARTS_MEASURES and not (has_parts or figure.place):
        raise Refused(f"«{target.text}» đo bằng tỷ lệ: ghi tử số và mẫu số, ví dụ 43 trên 100.")
    if has_parts and target.measure in (Measure.COUNT, Measure.ADDED):
        raise Refused(f"«{target.text}» là một số đếm: chỉ ghi giá trị.")
    if denominator is not None and not denominator:
        raise Refused("Mẫu số phải khác 0.")
    if target.measure in PARTS_MEASURES and (numerator or 0) > (denominator or 0):
        raise Refused("Tử số không được lớn hơn mẫu số.")
