"""Phong trào của khối mẫu: a movement under way, with its places, levels and registrations."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from thidua.domain.movement.life import Launch, MovementState
from thidua.domain.movement.participation import Pledge, Registration
from thidua.domain.movement.participation_rows import ParticipationRow
from thidua.domain.movement.place import Place, PlaceKind, PlaceTraitKind, TraitSpan
from thidua.domain.movement.place_rows import PlaceRow, StandardRow
from thidua.domain.movement.standard import PlaceLevel, StandardDecision
from thidua.domain.period.windows import VIETNAM
from thidua.services.demo import award_road
from thidua.services.demo import people as demo_people
from thidua.services.demo.people import DemoPerson
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import figures, life, participations, places, standards

PLAN = "binh-phuoc-nong-thon-moi"
_SEED = 192
_SIGNED = date(2022, 6, 30)
_DOCUMENT = "KH 192/KH-UBND"
_DISTRICTS = (("72", "Huyện Lộc Ninh"), ("74", "Huyện Bù Đốp"))
_COMMUNES = (
    *("Lộc An", "Lộc Hiệp", "Lộc Hưng", "Lộc Khánh", "Lộc Tấn"),
    *("Hưng Phước", "Phước Thiện", "Tân Thành", "Tân Tiến", "Thanh Hòa"),
)
_HARD = TraitSpan(date(2021, 6, 4), date(2023, 12, 31), "QĐ 861/QĐ-TTg ngày 04/6/2021")
_LIKELY = 0.5
_OF_FIRST = len(_COMMUNES) // len(_DISTRICTS)
"""Bao nhiêu xã của huyện đầu."""

_IN_CHARGE = "Đầu mối nông thôn mới của phòng"
_JOINING = (
    ("VP", "Tuyên truyền phong trào trên trang thông tin", "12", "tin bài"),
    ("TTR", "Giám sát nguồn vốn ở xã được giao", "2", "đợt"),
    ("QLNS", "Hướng dẫn quyết toán vốn nông thôn mới cho các xã", "10", "xã"),
    ("HCSN", "Hỗ trợ tủ sách, máy tính cho trường của xã", "6", "máy"),
    ("TCDT", "Đôn đốc giải ngân công trình đường ấp", "4", "km"),
    ("TCDN", "Vận động doanh nghiệp góp nhà tình nghĩa", "3", "nhà"),
    ("TH", "Tổng hợp nợ đọng xây dựng cơ bản của các xã", "1", "báo cáo"),
)
_RECEIVED, _SENT = ("QLNS",), ("TTR",)


def fill(work: Work) -> None:
    """Tạo phong trào mẫu trong kỳ này; the units without a row have not registered yet.

    Asked of the standing office and the secretary of the block, as of anybody.
    """
    office = _by(work, demo_people.STANDING_OFFICE)
    life.move(
        office,
        code=PLAN,
        to=MovementState.LAUNCHED,
        seen=0,
        launch=Launch(day=_SIGNED, place="Đồng Xoài", document=_DOCUMENT, document_day=_SIGNED),
    )
    life.move(office, code=PLAN, to=MovementState.RUNNING, seen=1)
    there = _places()
    places.import_places(office, rows=[PlaceRow(place=one) for one in there])
    _reach(work, office, there)
    _value(work, office)
    _register(work)
    award_road.fill(work, PLAN)


def _by(work: Work, person: DemoPerson) -> Work:
    period = work.period
    actor = person.actor(period.block_code, [period.year])
    return Work(work.session, actor, period, work.now)


def _places() -> list[Place]:
    found = [
        Place(code=code, name=name, kind=PlaceKind.DISTRICT, ends=date(2025, 6, 30))
        for code, name in _DISTRICTS
    ]
    for number, name in enumerate(_COMMUNES):
        parent = _DISTRICTS[number * len(_DISTRICTS) // len(_COMMUNES)][0]
        hard = ((PlaceTraitKind.HARD, _HARD),) if number % 3 == 0 else ()
        found.append(
            Place(
                code=f"{parent}{number + 1:03}",
                name=f"Xã {name}",
                kind=PlaceKind.COMMUNE,
                parent=parent,
                tile_row=number // 6 + 1,
                tile_column=number % 6 + 1,
                traits=hard,
            )
        )
    return found


def _reach(work: Work, office: Work, there: list[Place]) -> None:
    """Các mức đã đạt: each commune climbs year by year as the dice fall, from a fixed seed."""
    dice = Random(_SEED)
    today = work.now.astimezone(VIETNAM).date()
    rows = []
    for place in there:
        levels = [PlaceLevel.NTM, PlaceLevel.NANG_CAO, PlaceLevel.KIEU_MAU]
        for year in range(2022, today.year):
            day = date(year, 12, 1 + dice.randrange(28))
            still_there = place.ends is None or day <= place.ends
            if levels and dice.random() < _LIKELY and still_there:
                number = f"QĐ {100 + dice.randrange(2000)}/QĐ-UBND"
                decision = StandardDecision(
                    place=place.code,
                    level=levels.pop(0),
                    number=number,
                    day=day,
                    signer="Chủ tịch UBND tỉnh",
                )
                rows.append(StandardRow(decision=decision))
    standards.import_standards(work, rows=rows)
    waiting = [one.key for one in standards.unchecked(work.session)]
    standards.confirm(office, keys=waiting[:-2])


def _value(work: Work, office: Work) -> None:
    """Số liệu nhập tay, which the register does not bear out."""
    day = min(date(2025, 6, 30), work.now.astimezone(VIETNAM).date())
    report = "Báo cáo 45/BC-VPĐP"
    figures.state_value(
        office, code=PLAN, target="xa-kieu-mau", as_of=day, source=report, value=Decimal(8)
    )


def _register(work: Work) -> None:
    """Đăng ký của các phòng: some received, some waiting, the others still drafts."""
    plan = law.book(work.session).programmes[PLAN]
    year = work.period.year if work.period.year in plan.years else None
    secretary = _by(work, demo_people.SECRETARY)
    rows = []
    for number, (unit, content, amount, measured_in) in enumerate(_JOINING, start=1):
        pledge = Pledge(
            content=content,
            amount=Decimal(amount),
            unit=measured_in,
            place=f"{_DISTRICTS[0][0]}{number:03}" if number <= _OF_FIRST else "",
        )
        said = Registration(
            document=f"KH {number + 10}/KH-{unit}",
            document_day=date(2022, 7, 10) + timedelta(days=4 * number),
            in_charge=_IN_CHARGE,
            pledges=(pledge,),
        )
        rows.append(ParticipationRow(movement=PLAN, unit=unit, year=year, content=said))
    participations.import_participations(secretary, rows=rows)
    for unit in (*_RECEIVED, *_SENT):
        by = _by(work, demo_people.officer(unit))
        participations.send(by, code=PLAN, unit=unit, year=year, seen=1)
    for unit in _RECEIVED:
        participations.receive(secretary, code=PLAN, unit=unit, year=year, seen=2)
