"""Đóng góp của khối mẫu cho phong trào: three years of them, what the communes need, tasks done."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from thidua.domain.ground.text import Written
from thidua.domain.register.kinds import dong_gop as words
from thidua.domain.register.line import RegisterLine, RowState
from thidua.domain.register.register import read_row
from thidua.domain.register.registers import REGISTERS
from thidua.services.demo import people as demo_people
from thidua.services.demo.movements import PLAN
from thidua.services.demo.scribe import Scribe
from thidua.services.law import law
from thidua.services.movement import tasks

UNITS = ("VP", "TTR", "QLNS", "HCSN", "GCS", "TCDT", "TCDN", "TH")
PLACES = ("72001", "72002", "72003", "72004", "72005", "74006", "74007", "74008", "74009", "74010")
_SEED, _EACH_YEAR, _LAST_DAY = 426, 14, 300
_DRAFTS = 2
"""Bao nhiêu đóng góp cuối của năm cuối còn chờ xác nhận."""

_WORKS = (
    ("NVH", "Nhà văn hóa ấp", 6),
    ("DBT", "Đường bê tông ấp", 2),
    ("TTH", "Sửa phòng học tiểu học", 5),
    ("CNS", "Trạm cấp nước sạch", 17),
    ("DCS", "Đèn chiếu sáng đường làng", 4),
)
"""Công trình: mã, tên, tiêu chí nông thôn mới."""

_NEED = {
    "NVH": (380, 620),
    "DBT": (520, 900),
    "TTH": (180, 320),
    "CNS": (260, 480),
    "DCS": (60, 140),
}
_GIVERS = (
    ("", "của đơn vị"),
    ("", "của đơn vị"),
    ("Công đoàn Sở", "trong khối"),
    ("Công ty TNHH Sản xuất Lộc Phát", "ngoài khối"),
    ("Hợp tác xã Nông nghiệp Hưng Phước", "ngoài khối"),
    ("Hộ ông Nguyễn Văn Sáu", "ngoài khối"),
)
_MEASURED = {
    words.GOODS: ("máy tính", (3, 12), "12.5"),
    words.LABOUR: ("công", (24, 120), "0.32"),
    words.LAND: ("m²", (80, 420), "0.45"),
}
_FORMS = (
    *(words.MONEY, words.MONEY, words.WORKS, words.GOODS, words.MONEY, words.LABOUR),
    *(words.LAND, words.MONEY),
)
_TASKS = (("VP", "Báo cáo 31/BC-VP"), ("QLNS", "Báo cáo 44/BC-QLNS"), ("TCDT", "CV 58/TCDT"))


def given(year: int, *, is_last: bool) -> Iterator[RegisterLine]:
    """Các đóng góp của một năm, always the same."""
    dice = Random(_SEED + year)
    numbers: Counter[str] = Counter()
    for number in range(_EACH_YEAR):
        unit = UNITS[(number + year) % len(UNITS)]
        numbers[unit] += 1
        is_draft = is_last and number >= _EACH_YEAR - _DRAFTS
        code = f"DG-{year}-{unit}-{numbers[unit]}"
        cells = _given(dice, year, number)
        yield replace(_line("dong-gop", unit, year, code, cells), state=_state(is_draft))


def _state(is_draft: bool) -> RowState:
    return RowState.DRAFT if is_draft else RowState.CONFIRMED


def _given(dice: Random, year: int, number: int) -> dict[str, Written]:
    place = dice.randrange(len(PLACES))
    work, name, criterion = _WORKS[place % len(_WORKS)]
    day = date(year, 2, 1) + timedelta(days=dice.randrange(_LAST_DAY))
    giver, source = _GIVERS[dice.randrange(len(_GIVERS))]
    form = _FORMS[number % len(_FORMS)]
    cells: dict[str, Written] = {
        "dia_ban": PLACES[place],
        "tieu_chi": Decimal(criterion),
        "ma_cong_trinh": f"{work}-{PLACES[place]}",
        words.DAY: f"{day:%d/%m/%Y}",
        words.GIVER: giver,
        words.FORM: form,
        words.SOURCE: source,
        words.CONTENT: name,
        words.CHANGED: "có" if number % 4 == 0 else "không",
        words.BODY: "Ban Chỉ đạo" if number % 3 else "Ban Quản lý",
        words.DOCUMENT: f"{number + 12}/GXN-{year}",
        words.CONFIRMED_ON: f"{day + timedelta(days=12):%d/%m/%Y}",
    }
    return cells | _worth(dice, form)


def _worth(dice: Random, form: str) -> dict[str, Written]:
    """Trị giá: money and works as they are, the rest by quantity and rate."""
    if form not in _MEASURED:
        steps = (3, 22) if form == words.MONEY else (14, 46)
        return {words.VALUE: Decimal(5 * dice.randrange(*steps))}
    measured_in, between, rate = _MEASURED[form]
    quantity = Decimal(dice.randrange(*between))
    return {
        words.QUANTITY: quantity,
        words.MEASURED_IN: measured_in,
        words.RATE: Decimal(rate),
        words.VALUE: quantity * Decimal(rate),
    }


def needed(year: int) -> Iterator[RegisterLine]:
    """Nhu cầu của các xã đỡ đầu, a work in each."""
    dice = Random(_SEED)
    numbers: Counter[str] = Counter()
    for number, place in enumerate(PLACES):
        unit = UNITS[number % len(UNITS)]
        numbers[unit] += 1
        work, name, criterion = _WORKS[number % len(_WORKS)]
        cells: dict[str, Written] = {
            "dia_ban": place,
            "tieu_chi": Decimal(criterion),
            "ma_cong_trinh": f"{work}-{place}",
            "cong_trinh": name,
            "can": Decimal(10 * dice.randrange(*(one // 10 for one in _NEED[work]))),
        }
        code = f"DD-{year}-{unit}-{numbers[unit]}"
        yield replace(_line("do-dau", unit, year, code, cells), state=RowState.CONFIRMED)


def _line(
    register: str, unit: str, year: int, code: str, cells: dict[str, Written]
) -> RegisterLine:
    values, faults = read_row(REGISTERS[register], cells, date(year, 12, 31))
    assert not faults, faults
    return RegisterLine(
        unit=unit,
        year=year,
        code=code,
        values=values,
        programme=PLAN,
        evidence=str(values.get(words.DOCUMENT, "Khảo sát nhu cầu của xã")),
    )


def mark_tasks(scribe: Scribe) -> None:
    """Ghi vài việc đã làm theo kế hoạch, each by the officer of its unit."""
    year = scribe.period.year
    plan = law.book(scribe.session).programmes[PLAN]
    office = scribe.by(demo_people.STANDING_OFFICE)
    asked = {
        one.unit: [cell.task.code for cell in one.cells if cell.is_open]
        for one in tasks.of_movement(office, plan=plan)
    }
    for number, (unit, document) in enumerate(_TASKS):
        for code in asked.get(unit, ())[:1]:
            tasks.mark(
                scribe.by(demo_people.officer(unit)),
                code=PLAN,
                task=code,
                unit=unit,
                done_on=date(year, 6 + number, 15),
                document=document,
            )
