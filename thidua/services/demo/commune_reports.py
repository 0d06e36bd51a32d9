"""Báo cáo của khối mẫu các xã: what their covenant takes a number from; one moved since."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from thidua.db import queries
from thidua.db.changes import insert_rows
from thidua.db.tables import ReportHandInRow
from thidua.domain.covenant.draft import CovenantDraft
from thidua.domain.movement.plan import ReportKind
from thidua.domain.period.windows import VIETNAM
from thidua.domain.report.hand_in import HandInState
from thidua.domain.rules.entry import Entry
from thidua.services.demo import people as demo_people
from thidua.services.demo.scribe import MADE_UP, Scribe
from thidua.services.ground.audit import Act
from thidua.services.report import duties, hand_ins
from thidua.services.report.duties import DutyWish

CRITERION = "II.3"
KIND = "báo cáo chậm"
SOURCE = f"báo cáo: mọi kỳ: số lần chậm; loại {KIND}"
MOVED = "AL"
"""Xã có báo cáo năm bị coi như chưa nộp sau khi bảng tự chấm đã nộp."""

_WHERE = "Văn phòng Ủy ban nhân dân tỉnh"
_LAST = {"6-thang": (6, 15), "nam": (12, 5)}
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
        code="nam",
        name="Tổng kết công tác thi đua, khen thưởng",
        kind=ReportKind.YEAR,
        receiver=_WHERE,
        day=5,
        month=12,
    ),
)


def with_source(draft: CovenantDraft) -> CovenantDraft:
    """Giao ước lấy số lần báo cáo chậm từ sổ báo cáo."""
    return replace(
        draft,
        criteria=tuple(
            replace(one, source=SOURCE) if one.code == CRITERION else one for one in draft.criteria
        ),
    )


def fill(scribe: Scribe, claims: Mapping[str, Mapping[str, Entry]]) -> None:
    """Đặt hai báo cáo và ghi các lần nộp, as many late ones as each commune claims of itself."""
    office = scribe.by(demo_people.STANDING_OFFICE)
    for wish in _DUTIES:
        duties.set_duty(office, wish=wish)
    made = [
        (unit, code, place < sum(int(one.count) for one in lines[CRITERION].events))
        for unit, lines in claims.items()
        for place, code in enumerate(_LAST)
    ]
    rows = insert_rows(
        scribe.session,
        ReportHandInRow,
        [_row(scribe, *one, number) for number, one in enumerate(made, 1)],
    )
    office.record(
        *(
            Act("report.received", unit, rows=[row], reason=MADE_UP)
            for (unit, *_), row in zip(made, rows, strict=True)
        )
    )


def _row(scribe: Scribe, unit: str, code: str, is_late: bool, number: int) -> dict[str, object]:
    day = date(scribe.period.year, *_LAST[code]) + timedelta(days=3 if is_late else -2)
    at = datetime(day.year, day.month, day.day, 9, 10, tzinfo=VIETNAM)
    office = scribe.by(demo_people.STANDING_OFFICE).actor.name
    officer = next(one for one in demo_people.REVIEWERS if one.unit == unit)
    return {
        "block_year_id": scribe.period.id,
        "unit_id": queries.unit_key(scribe.session, unit),
        "report": code,
        "term": code,
        "state": HandInState.RECEIVED,
        "counted_at": at,
        "last_at": at,
        "document": f"{number + 40}/BC-UBND",
        "reason": "",
        "handed_by": scribe.by(officer).actor.name,
        "received_by": office,
        "received_at": scribe.now,
        "set_by": office,
        "set_at": scribe.now,
    }


def move(scribe: Scribe) -> None:
    """Báo cáo năm của một xã coi như chưa nộp rồi nộp lại muộn, after its sheet was handed in."""
    office = scribe.by(demo_people.STANDING_OFFICE)
    key = (MOVED, "nam", "nam")
    hand_ins.give_back(
        office, key=key, seen=1, reason="Tệp gửi không phải báo cáo năm", counts=False
    )
    day = date(scribe.period.year, *_LAST["nam"]) + timedelta(days=4)
    hand_ins.take_paper(
        office,
        key=key,
        seen=2,
        at=datetime(day.year, day.month, day.day, 15, 30, tzinfo=VIETNAM),
        document="61/BC-UBND",
        reason="Nộp lại bản giấy, theo dấu văn thư",
    )
