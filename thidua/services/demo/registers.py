"""Sổ theo dõi của khối mẫu: a dozen rows in each, a few of them drafts, one closed."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from thidua.db.changes import insert_rows
from thidua.db.tables import RegisterRow
from thidua.domain.ground.text import Written
from thidua.domain.register.line import RegisterLine, RowState
from thidua.domain.register.register import Register, read_row
from thidua.domain.register.registers import REGISTERS
from thidua.domain.register.wish import RegisterWish
from thidua.services.demo import contributions
from thidua.services.demo import people as demo_people
from thidua.services.demo.movements import PLAN
from thidua.services.demo.scribe import MADE_UP, Scribe
from thidua.services.ground.audit import Act
from thidua.services.law import law
from thidua.services.register import closings, lines, stored

UNITS = ("VP", "TTR", "QLNS", "TH")
_ROWS, _SEED, _DRAFTS = 12, 2124, 2
_CLOSED, _WITHDRAWN = ("tap-huan", "VP"), "dien-hinh"
_OF_MOVEMENT, _YEARS_BEFORE = ("do-dau", "dong-gop"), 2

_INITIATIVES = (
    ("VP", "Số hóa hồ sơ lưu trữ tài chính", (("VP-01", 60), ("VP-02", 40)), "tinh"),
    ("QLNS", "Bảng tính dự toán dùng chung cho các huyện", (("QLNS-01", 100),), "co_so"),
)
"""Sáng kiến đã công nhận, of the people whose dossier says so."""

_SIGNED = {
    "tinh": {"so_qd": "101/QĐ-UBND", "nguoi_ky": "Chủ tịch UBND tỉnh"},
    "co_so": {"so_qd": "57/QĐ-STC", "nguoi_ky": "Giám đốc Sở"},
}

_DRAFTED = (
    "Quy trình thẩm định quyết toán rút gọn",
    "Sổ tay giải đáp chế độ tài chính",
    "Mẫu báo cáo tự kiểm tra tài chính",
    "Lịch nhắc hạn báo cáo ngân sách",
    "Bộ câu hỏi thường gặp về mua sắm công",
    "Danh mục tài sản công dùng mã vạch",
    "Biểu theo dõi giải ngân từng tuần",
    "Cẩm nang quản lý hóa đơn điện tử",
    "Trang tra cứu định mức chi",
)
"""Sáng kiến chưa xét, without a decision."""

_AUTHORS = (("VP", "VP-02"), ("QLNS", "QLNS-02"))

_TEXTS: Mapping[str, tuple[str, ...]] = {
    "dien-hinh": (
        "Tổ một cửa không hẹn lại lần hai",
        "Cán bộ ngân sách bám cơ sở",
        "Chi đoàn số hóa sổ sách",
        "Tập thể tiết kiệm điện, giấy",
    ),
    "hoat-dong": (
        "Hội nghị ký giao ước thi đua",
        "Giao lưu bóng chuyền các phòng",
        "Thăm gia đình chính sách",
        "Tin về phong trào thi đua của Sở",
    ),
    "kien-nghi": (
        "Đề nghị làm rõ cách chấm tiêu chí thu nộp",
        "Vướng mắc khi nộp minh chứng điện tử",
        "Phản ánh giờ tiếp dân",
        "Kiến nghị lùi hạn báo cáo quý",
    ),
    "kiem-tra": (
        "Kiểm tra việc thực hiện giao ước",
        "Giám sát sử dụng quỹ khen thưởng",
        "Kiểm tra hồ sơ sáng kiến",
        "Kiểm tra công khai ngân sách",
    ),
    "tap-huan": (
        "Tập huấn nghiệp vụ thi đua, khen thưởng",
        "Tập huấn viết báo cáo thành tích",
        "Tập huấn sử dụng phần mềm chấm điểm",
        "Tập huấn luật ngân sách",
    ),
    "quy-che": (
        "Quy chế hoạt động của khối",
        "Kế hoạch thi đua của khối",
        "Giao ước thi đua của khối",
        "Hướng dẫn chấm điểm của khối",
    ),
}

_OF_PROPOSALS = "y-kien"
"""Sổ ý kiến: written with the dossiers it is about."""


def fill(scribe: Scribe) -> None:
    """Ghi các sổ của năm này: entered for the units, confirmed by the standing office.

    All in one statement, as they would stand in the end. What was given to the movement is there of
    earlier years of the block too.
    """
    dice, year = Random(_SEED), scribe.period.year
    made = [
        (register, line)
        for code, register in REGISTERS.items()
        if code not in _OF_MOVEMENT and code != _OF_PROPOSALS
        for line in made_up(dice, code, year)
    ]
    last = next(line for register, line in made if register.code == _WITHDRAWN)
    made += [(REGISTERS["do-dau"], line) for line in contributions.needed(year)]
    years = law.book(scribe.session).programmes[PLAN].years
    for past in sorted({*years} & {*range(year - _YEARS_BEFORE, year + 1)}):
        there = contributions.given(past, is_last=past == year)
        made += [(REGISTERS["dong-gop"], line) for line in there]
    _keep(scribe, made)
    office = scribe.by(demo_people.STANDING_OFFICE)
    reason = "Ghi trùng với điển hình của đơn vị khác"
    lines.withdraw(office, register=_WITHDRAWN, key=last.key, seen=1, reason=reason)
    code, unit = _CLOSED
    closings.close(office, register=code, unit=unit, seen=0)
    if year in years:
        contributions.mark_tasks(scribe)


def _keep(scribe: Scribe, made: Sequence[tuple[Register, RegisterLine]]) -> None:
    """Ghi các dòng này as they stand, with one entry of the record for each."""
    head, secretary = scribe.by(demo_people.HEAD), scribe.by(demo_people.SECRETARY)
    office = scribe.by(demo_people.STANDING_OFFICE)
    rows = insert_rows(
        scribe.session,
        RegisterRow,
        [
            {
                **stored.image_of(register, line),
                "state": line.state,
                "entered_by": (head if register.is_hidden else secretary).actor.name,
                "entered_at": scribe.now,
                "confirmed_by": office.actor.name if line.is_confirmed else "",
                "confirmed_at": scribe.now if line.is_confirmed else None,
            }
            for register, line in made
        ],
    )
    office.record(
        *(
            Act(
                "register.confirmed" if line.is_confirmed else "register.written",
                line.unit,
                rows=[row],
                reason=MADE_UP,
            )
            for (_, line), row in zip(made, rows, strict=True)
        )
    )


def made_up(dice: Random, register: str, year: int) -> Iterator[RegisterLine]:
    """Các dòng của một sổ, with the codes that would be given."""
    kind = REGISTERS[register]
    given: Counter[str] = Counter()
    for wish in _wishes(dice, register, year):
        given[wish.unit] += 1
        code = wish.code or f"{kind.prefix}-{year}-{wish.unit}-{given[wish.unit]}"
        values, _ = read_row(kind, wish.cells, date(year, 12, 31))
        is_draft = _is_draft(register, code, wish.unit)
        secret = "" if kind.secret is None else str(values.pop(kind.secret.code, ""))
        yield RegisterLine(
            unit=wish.unit,
            year=year,
            code=code,
            part=str(values.get(kind.key, "")) if kind.key else "",
            values=values,
            secret=secret,
            evidence=wish.evidence or "",
            state=RowState.DRAFT if is_draft else RowState.CONFIRMED,
        )


def _is_draft(register: str, code: str, unit: str) -> bool:
    """Dòng để nháp: of the last unit a few, of initiatives those not yet judged."""
    if register == "sang-kien":
        return not code.endswith("-1")
    return unit == UNITS[-1] and int(code.rpartition("-")[2]) > _ROWS // len(UNITS) - _DRAFTS


def _wishes(dice: Random, register: str, year: int) -> Iterator[RegisterWish]:
    if register == "sang-kien":
        yield from _initiatives(year)
        return
    for number in range(_ROWS):
        unit = UNITS[number % len(UNITS)]
        text = _TEXTS[register][number // len(UNITS) % len(_TEXTS[register])]
        day = date(year, 1, 15) + timedelta(days=dice.randrange(300))
        yield RegisterWish(
            code="",
            year=year,
            unit=unit,
            cells=_CELLS[register](text, day, number),
            evidence="" if number % 5 == 4 else f"Văn bản {number + 11}/BC-{unit}",
        )


def _named(text: str, day: date, _number: int) -> dict[str, Written]:
    return {"ten": text, "doi_tuong": "tập thể", "phat_hien": _day(day)}


def _activity(text: str, day: date, number: int) -> dict[str, Written]:
    is_news = text.startswith("Tin")
    kind = ("hội nghị", "giao lưu văn hóa - văn nghệ - thể thao", "an sinh", "tin bài")
    came = "vang" if number % 7 == 5 else "du"
    cells: dict[str, Written] = {"ngay": _day(day), "ten": text}
    cells["loai"] = kind[number // len(UNITS) % len(kind)]
    return cells if is_news else cells | {"du": came, "so_nguoi": str(6 + number)}


def _petition(text: str, day: date, number: int) -> dict[str, Written]:
    is_answered = number % 3 != 2
    answered = _day(day + timedelta(days=9)) if is_answered else ""
    return {
        "ngay_nhan": _day(day),
        "loai": "vướng mắc" if number % 5 else "tố cáo",
        "nguoi_gui": f"Người gửi thứ {number + 1}",
        "noi_dung": text,
        "chuyen_toi": "Thường trực khối",
        "han": _day(day + timedelta(days=15)),
        "ket_qua": "đã trả lời" if is_answered else "",
        "ngay_tra_loi": answered,
        "van_ban": f"{number + 21}/STC-VP" if is_answered else "",
    }


def _inspection(text: str, day: date, number: int) -> dict[str, Written]:
    is_wrong = number % 5 == 1
    return {
        "ngay": _day(day),
        "doan": "Tổ kiểm tra của khối",
        "noi_dung": text,
        "ket_luan": "chậm công khai một mục" if is_wrong else "thực hiện đúng",
        "vi_pham": "có" if is_wrong else "không",
        "ngay_khac_phuc": _day(day + timedelta(days=20)) if is_wrong else "",
    }


def _training(text: str, day: date, number: int) -> dict[str, Written]:
    absent = number % 3
    return {
        "ngay": _day(day),
        "ten": text,
        "don_vi_to_chuc": "Văn phòng",
        "trieu_tap": "20",
        "du": str(20 - absent),
        "vang": str(absent),
    }


def _rules(text: str, day: date, number: int) -> dict[str, Written]:
    kinds = ("quy chế", "kế hoạch", "giao ước", "hướng dẫn")
    return {
        "ten": text,
        "so": f"{number + 1}/QC-KTD",
        "ngay": _day(day),
        "loai": kinds[number // len(UNITS) % len(kinds)],
        "hieu_luc": "có",
    }


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


_CELLS: Mapping[str, Callable[[str, date, int], dict[str, Written]]] = {
    "dien-hinh": _named,
    "hoat-dong": _activity,
    "kien-nghi": _petition,
    "kiem-tra": _inspection,
    "tap-huan": _training,
    "quy-che": _rules,
}


def _initiatives(year: int) -> Iterator[RegisterWish]:
    for unit, title, authors, scope in _INITIATIVES:
        for person, share in authors:
            yield RegisterWish(
                code=f"SK-{year}-{unit}-1",
                year=year,
                unit=unit,
                cells={
                    "ten": title,
                    "ca_nhan": person,
                    "ty_le": str(share),
                    "vai_tro": "chủ trì" if share >= 60 else "tham gia",
                    "loai": "quản lý",
                    "ngay_nop": f"15/03/{year}",
                    "ket_qua": "cong_nhan",
                    "pham_vi": scope,
                    **_SIGNED[scope],
                    "ngay_qd": f"20/11/{year}",
                },
                evidence="Biên bản hội đồng sáng kiến",
            )
    for number, title in enumerate(_DRAFTED):
        unit, person = _AUTHORS[number % len(_AUTHORS)]
        yield RegisterWish(
            code=f"SK-{year}-{unit}-{number + 2}",
            year=year,
            unit=unit,
            cells={"ten": title, "ca_nhan": person, "ngay_nop": f"{number + 1:02}/06/{year}"},
        )
