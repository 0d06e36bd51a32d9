"""Địa bàn để thử: a district with its communes, brought in as their keepers bring them."""

from datetime import date

from tests.services.dossier_block import settled
from tests.services.movement.acting import NOW, OFFICE, S, run
from tests.services.year import fresh
from thidua.db.engine import writing
from thidua.domain.access.permissions import Actor, Grant, Role
from thidua.domain.movement.life import Launch
from thidua.domain.movement.place import Place, PlaceKind
from thidua.domain.movement.place_rows import PlaceRow, StandardRow
from thidua.domain.movement.standard import PlaceLevel, StandardDecision
from thidua.services.ground.work import Work
from thidua.services.movement import life, places, standards

SECOND = Actor("Thường trực hai (tt2)", (Grant(Role.STANDING_OFFICE),), "tt2")
DAY = date(2022, 6, 30)
LAUNCH = Launch(day=DAY, place="Đồng Xoài", document="KH 192/KH-UBND", document_day=DAY)
DISTRICT = Place(code="77", name="Huyện Lộc Ninh", kind=PlaceKind.DISTRICT, ends=date(2025, 6, 30))
COMMUNES = tuple(
    Place(code=f"770{n}", name=f"Xã số {n}", kind=PlaceKind.COMMUNE, parent="77")
    for n in range(1, 5)
)
LATER = Place(
    code="7709", name="Xã mới", kind=PlaceKind.COMMUNE, parent="77", begins=date(2025, 7, 1)
)


def decided(place, level, day, number="QĐ 1/QĐ-UBND", **more):
    """Một quyết định công nhận."""
    return StandardDecision(
        place=place, level=PlaceLevel(level), number=number, day=day, signer="Chủ tịch", **more
    )


def brought(service, rows, actor=OFFICE):
    """Nhập các dòng này."""
    with writing() as session:
        return service(Work(session, actor, fresh(), NOW), rows=rows)


def bring_places(*there, **more):
    """Nhập các địa bàn này."""
    rows = [PlaceRow(place=one, at={"Mã địa bàn": f"Ô A{n}"}) for n, one in enumerate(there, 2)]
    return brought(places.import_places, rows, **more)


def bring_standards(*decisions, **more):
    """Nhập các quyết định này."""
    at = [{"Mã địa bàn": f"Ô A{n}", "Mức": f"Ô B{n}"} for n in range(2, len(decisions) + 2)]
    rows = [StandardRow(decision=one, at=at[n]) for n, one in enumerate(decisions)]
    return brought(standards.import_standards, rows, **more)


def confirm(actor=SECOND):
    """Xác nhận mọi dòng đang chờ."""
    with writing() as session:
        work = Work(session, actor, fresh(), NOW)
        rows = standards.unchecked(session)
        keys = [one.key for one in rows if one.state.value == "entered"]
        standards.confirm(work, keys=keys)


def launched_with_places():
    """Phong trào đã phát động, with a district, four communes and one that came later."""
    settled()
    run(life.move, to=S.LAUNCHED, seen=0, launch=LAUNCH)
    bring_places(DISTRICT, *COMMUNES, LATER)
