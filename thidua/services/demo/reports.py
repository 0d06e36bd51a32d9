"""Báo cáo của khối mẫu: what is asked in the year, most of it in, some late, two missing."""

from datetime import datetime, timedelta

from thidua.db import queries
from thidua.db.changes import insert_rows
from thidua.db.tables import ReportHandInRow
from thidua.domain.movement.plan import ReportKind
from thidua.domain.period.windows import VIETNAM
from thidua.domain.report.hand_in import HandInState
from thidua.services.demo import people as demo_people
from thidua.services.demo.scribe import MADE_UP, Scribe
from thidua.services.ground.audit import Act
from thidua.services.report import duties
from thidua.services.report.duties import DutyWish

_S = HandInState
_WHERE = "Thường trực Hội đồng Thi đua - Khen thưởng"
_DUTIES = (
    DutyWish(
        code="6-thang",
        name="Sơ kết công tác thi đua, khen thưởng",
        kind=ReportKind.HALF,
        receiver=_WHERE,
        day=15,
        month=6,
    ),
    DutyWish(
        code="dot-2-9",
        name="Kết quả đợt thi đua chào mừng Quốc khánh 2/9",
        kind=ReportKind.SUDDEN,
        receiver=_WHERE,
        day=19,
        month=9,
    ),
    DutyWish(
        code="dien-hinh",
        name="Điển hình tiên tiến của đơn vị",
        kind=ReportKind.NINE_MONTHS,
        receiver=_WHERE,
    ),
    DutyWish(
        code="nam",
        name="Tổng kết công tác thi đua, khen thưởng",
        kind=ReportKind.YEAR,
        receiver=_WHERE,
        day=5,
        month=12,
        moves_to_workday=True,
    ),
)
_TERMS = {"6-thang": "6-thang", "dot-2-9": "dot-xuat", "dien-hinh": "9-thang", "nam": "nam"}
_DAYS = {"6-thang": (6, 12), "dot-2-9": (9, 17), "dien-hinh": (10, 2), "nam": (12, 3)}
"""Ngày nộp thường thấy của từng báo cáo."""

_UNITS = ("VP", "TTR", "QLNS", "HCSN", "GCS", "TCDT", "TCDN", "TH", "DT")
_LATE = {("6-thang", "TCDT"): 6, ("dot-2-9", "TCDT"): 3}
"""Số ngày sau ngày thường thấy, of those that came late."""

_OTHERWISE = {
    ("6-thang", "DT"): _S.EXCUSED,
    ("nam", "TCDT"): _S.HANDED_IN,
    ("nam", "TH"): _S.HANDED_IN,
    ("nam", "TCDN"): _S.RETURNED,
    ("dien-hinh", "VP"): _S.HANDED_IN,
}
_REASONS = {
    _S.EXCUSED: "Phòng mới thành lập, chưa đủ sáu tháng hoạt động",
    _S.RETURNED: "Thiếu biểu tổng hợp khen thưởng; xin bổ sung",
}
_NOT_THERE = {("nam", "GCS"), ("nam", "DT")}


def fill(scribe: Scribe) -> None:
    """Đặt chế độ báo cáo và ghi các lần nộp của năm này."""
    office = scribe.by(demo_people.STANDING_OFFICE)
    for wish in _DUTIES:
        duties.set_duty(office, wish=wish)
    made = [
        (unit, code)
        for code in _TERMS
        for unit in _UNITS
        if (code, unit) not in _NOT_THERE and (code != "dien-hinh" or unit == "VP")
    ]
    rows = insert_rows(
        scribe.session,
        ReportHandInRow,
        [_row(scribe, unit, code, number) for number, (unit, code) in enumerate(made)],
    )
    office.record(
        *(
            Act("report.received", unit, rows=[row], reason=MADE_UP)
            for (unit, _), row in zip(made, rows, strict=True)
        )
    )


def _row(scribe: Scribe, unit: str, code: str, number: int) -> dict[str, object]:
    state = _OTHERWISE.get((code, unit), _S.RECEIVED)
    month, day = _DAYS[code]
    at = datetime(scribe.period.year, month, day, 9, 15, tzinfo=VIETNAM)
    at += timedelta(days=_LATE.get((code, unit), 0), minutes=11 * number)
    office = scribe.by(demo_people.STANDING_OFFICE).actor.name
    is_in, is_received = state is not _S.EXCUSED, state is _S.RECEIVED
    return {
        "block_year_id": scribe.period.id,
        "unit_id": queries.unit_key(scribe.session, unit),
        "report": code,
        "term": _TERMS[code],
        "state": state,
        "counted_at": at if is_in else None,
        "last_at": at if is_in else None,
        "document": f"{number + 21}/BC-{unit}" if is_in else "",
        "reason": _REASONS.get(state, ""),
        "on_paper": (code, unit) in _LATE,
        "handed_by": scribe.by(demo_people.officer(unit)).actor.name if is_in else "",
        "received_by": office if is_received else "",
        "received_at": scribe.now if is_received else None,
        "set_by": office,
        "set_at": scribe.now,
    }
