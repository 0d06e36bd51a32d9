"""Sổ đóng góp: who gave what for which place in a movement, measured and worth how much."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from thidua.domain.dossier.facts import FactValue, FactWord
from thidua.domain.ground.points import vi_number
from thidua.domain.ground.text import folded
from thidua.domain.register.column import (
    MILLIONS,
    choice,
    day,
    day_of_year,
    number,
    text,
    yes_no,
)
from thidua.domain.register.kinds.counting import total
from thidua.domain.register.kinds.supporting import (
    COLUMNS,
    CRITERION,
    PLACE,
    WORK,
    alike,
    criterion_faults,
    different,
    positive_faults,
)
from thidua.domain.register.line import RegisterLine, Values
from thidua.domain.register.register import (
    Among,
    CellFault,
    Lines,
    Register,
    RegisterFact,
    RegisterNumber,
)

DAY, GIVER, FORM = "ngay", "nguoi_gop", "hinh_thuc"
QUANTITY, MEASURED_IN, RATE, VALUE = "so_luong", "don_vi_tinh", "don_gia", "gia_tri"
CHANGED, SOURCE, CONTENT = "chuyen_bien", "nguon", "noi_dung"
BODY, DOCUMENT, CONFIRMED_ON = "co_quan", "so_van_ban", "ngay_xac_nhan"

MONEY, GOODS, LABOUR, LAND, WORKS, OTHER = "tien", "hien_vat", "ngay_cong", "dat", "ct", "khac"
FORMS = (
    FactWord(MONEY, "tiền"),
    FactWord(GOODS, "hiện vật"),
    FactWord(LABOUR, "ngày công"),
    FactWord(LAND, "đất"),
    FactWord(WORKS, "công trình"),
    FactWord(OTHER, "khác"),
)
FORM_WORDS: Mapping[str, str] = {one.code: one.label for one in FORMS}
_MEASURED = frozenset({GOODS, LABOUR, LAND})
"""Hình thức phải ghi số lượng, đơn vị tính và đơn giá đã dùng."""


def _check(values: Values, _evidence: str) -> Iterable[CellFault]:
    yield from criterion_faults(values)
    yield from positive_faults(values, VALUE, QUANTITY, RATE)
    if values.get(CHANGED) is True and CRITERION not in values:
        yield CRITERION, "ghi «Chuyển biến» là có thì cần ghi tiêu chí nào"
    if values.get(FORM) in _MEASURED:
        said = FORM_WORDS[str(values[FORM])]
        for code, title in ((QUANTITY, "Số lượng"), (MEASURED_IN, "Đơn vị tính")):
            if code not in values:
                yield code, f"đóng góp bằng {said} thì cần ghi «{title}»"
        if RATE not in values:
            yield RATE, f"đóng góp bằng {said} thì cần ghi đơn giá đã dùng để tính ra tiền"
    elif QUANTITY in values and MEASURED_IN not in values:
        yield MEASURED_IN, "ghi «Số lượng» thì cần ghi «Đơn vị tính»"
    yield from _product(values)


def _product(values: Values) -> Iterable[CellFault]:
    """Số lượng nhân đơn giá phải đúng giá trị, to the last digit."""
    quantity, rate, value = (values.get(one) for one in (QUANTITY, RATE, VALUE))
    if not isinstance(quantity, Decimal) or not isinstance(rate, Decimal):
        return
    if isinstance(value, Decimal) and quantity * rate != value:
        yield (
            VALUE,
            f"số lượng {vi_number(quantity)} × đơn giá {vi_number(rate)} = "
            f"{vi_number(quantity * rate)} triệu đồng, không phải {vi_number(value)}",
        )


def _ready(values: Values) -> Iterable[CellFault]:
    """Xác nhận thì cần có cơ quan và văn bản xác nhận."""
    for code in (BODY, DOCUMENT, CONFIRMED_ON):
        if code not in values:
            yield code, "còn trống; đóng góp được tính khi có cơ quan và văn bản xác nhận"


def _who(line: RegisterLine) -> str:
    """Người góp, by name: whichever unit writes it; the unit itself where none is named."""
    giver = folded(str(line.values.get(GIVER, "")))
    return f"người: {giver}" if giver else line.unit


def _twin(line: RegisterLine) -> str:
    """Cùng một việc: one giver, form, place and work confirmed by one document of one day."""
    said = line.values
    if DOCUMENT not in said:
        return f"{line.unit}\n{line.code}"
    same = (DOCUMENT, CONFIRMED_ON, PLACE, FORM, DAY)
    work = str(alike(said.get(WORK)) or "")
    return "\n".join([_who(line), work, *(folded(str(said.get(one, ""))) for one in same)])


def _together(lines: Lines) -> Iterable[CellFault]:
    """Mỗi người góp một dòng ở một công trình, một hình thức, một ngày."""
    first: dict[tuple[object, ...], str] = {}
    for one in lines:
        if WORK not in one.values:
            continue
        said = tuple(alike(one.values.get(code)) for code in (PLACE, WORK, FORM, DAY))
        known = first.setdefault((_who(one), *said), one.code)
        if known != one.code:
            yield (
                one.code,
                f"trùng người góp, công trình, hình thức và ngày với {known}; giữ một dòng",
            )


def changed_criteria(lines: Lines) -> list[RegisterLine]:
    """Các dòng có tiêu chí chuyển biến, the first of each criterion."""
    found: dict[FactValue, RegisterLine] = {}
    for one in lines:
        if one.values.get(CHANGED) is True and CRITERION in one.values:
            found.setdefault(one.values[CRITERION], one)
    return list(found.values())


def _numbers(lines: Lines, _today: date) -> list[RegisterNumber]:
    return [
        total("triệu đồng", lines, VALUE, MILLIONS),
        RegisterNumber("số xã", different(lines, PLACE)),
        RegisterNumber("số công trình", different(lines, WORK)),
        RegisterNumber("tiêu chí chuyển biến", Decimal(len(changed_criteria(lines)))),
    ]


_Found = tuple[FactValue, tuple[RegisterLine, ...]] | None


def _places(lines: Lines) -> _Found:
    return (different(lines, PLACE), tuple(lines)) if lines else None


def _money(lines: Lines) -> _Found:
    return (total("", lines, VALUE).value, tuple(lines)) if lines else None


def _criteria(lines: Lines) -> _Found:
    found = changed_criteria(lines)
    return (Decimal(len(found)), tuple(found)) if found else None


def _any(lines: Lines) -> _Found:
    return (True, tuple(lines)) if lines else None


def _amount(value: FactValue) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _truth(value: FactValue) -> Decimal:
    return Decimal(value is True)


_YES_NO = {"True": "có", "False": "không"}

REGISTER = Register(
    code="dong-gop",
    name="Đóng góp",
    noun="đóng góp",
    prefix="DG",
    about=VALUE,
    columns=(
        COLUMNS[0],
        day_of_year(DAY, "Ngày"),
        replace(text(GIVER, "Người góp"), hint="để trống là chính đơn vị góp"),
        choice(FORM, "Hình thức", FORMS, required=True),
        number(QUANTITY, "Số lượng"),
        replace(text(MEASURED_IN, "Đơn vị tính"), hint="ví dụ công, m², máy tính"),
        replace(
            number(RATE, "Đơn giá (triệu đồng)", MILLIONS),
            hint="đơn giá đã dùng; số lượng nhân đơn giá phải đúng giá trị",
        ),
        number(VALUE, "Giá trị (triệu đồng)", MILLIONS, required=True),
        COLUMNS[1],
        yes_no(CHANGED, "Chuyển biến"),
        COLUMNS[2],
        choice(SOURCE, "Nguồn", ("trong khối", "ngoài khối", "của đơn vị")),
        text(CONTENT, "Nội dung"),
        choice(BODY, "Cơ quan xác nhận", ("Ban Chỉ đạo", "Ban Quản lý")),
        text(DOCUMENT, "Số văn bản xác nhận"),
        day(CONFIRMED_ON, "Ngày xác nhận"),
    ),
    check=_check,
    together=_together,
    twin=_twin,
    twin_words="trùng người góp, nơi nhận và văn bản xác nhận",
    ready=_ready,
    numbers=_numbers,
    of_movement=True,
    unit_facts=(
        RegisterFact(
            code="so_xa_ho_tro", absent=Decimal(0), of=_places, weight=_amount, counts=True
        ),
        RegisterFact(
            code="so_tien_ho_tro", absent=Decimal(0), of=_money, weight=_amount, counts=True
        ),
        RegisterFact(
            code="so_tien_ho_tro_vung_kho_khan",
            absent=Decimal(0),
            of=_money,
            weight=_amount,
            counts=True,
            among=Among.HARD,
        ),
        RegisterFact(
            code="so_tieu_chi_chuyen_bien",
            absent=Decimal(0),
            of=_criteria,
            weight=_amount,
            counts=True,
        ),
        RegisterFact(
            code="co_xac_nhan_ho_tro", absent=False, of=_any, weight=_truth, words=_YES_NO
        ),
        RegisterFact(
            code="dang_ky_ho_tro_dia_chi",
            absent=False,
            of=_any,
            weight=_truth,
            words=_YES_NO,
            among=Among.PLEDGED,
        ),
    ),
)
