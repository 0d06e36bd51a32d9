"""Nguồn số liệu: from which report, register or movement a criterion is offered its number.

It is offered and never scores by itself: a person takes it, or gives another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from thidua.domain.ground.text import clean, folded
from thidua.domain.rules import METHOD_WORDS, Field, Rule, SingleNumber
from thidua.domain.rules.entry import Entry, Event, LineState
from thidua.domain.rules.parameters import ParametersError, parts_of

REQUIRED = "bắt buộc"
EVERY_TERM = "mọi kỳ"
_COUNTS = "loại "


class SourceKind(StrEnum):
    """Loại nguồn."""

    REPORT = "report"
    REGISTER = "register"
    MOVEMENT = "movement"


SOURCE_WORDS = {
    SourceKind.REPORT: "báo cáo",
    SourceKind.REGISTER: "sổ",
    SourceKind.MOVEMENT: "phong trào",
}

LATE_DAYS, LATE_COUNT, MISSING, ALL_ON_TIME = (
    *("số ngày chậm", "số lần chậm", "số thiếu", "đủ và đúng hạn"),
)
REGISTERED, PLANNED, TASKS_DONE = "đã đăng ký", "có kế hoạch", "việc đã làm"
TARGET = "mục tiêu "
"""Đầu của số «mục tiêu MÃ»: the code of the target of the movement follows."""

REPORT_NUMBERS = (LATE_DAYS, LATE_COUNT, MISSING, ALL_ON_TIME)
MOVEMENT_NUMBERS = (REGISTERED, PLANNED, TASKS_DONE)
REGISTER_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "sang-kien": ("sáng kiến", "được công nhận", "phạm vi tỉnh trở lên", "làm lợi"),
    "dien-hinh": (
        *("điển hình", "đã bồi dưỡng", "đã tổng kết", "đã nhân rộng", "có người phát hiện"),
    ),
    "do-dau": ("xã đỡ đầu", "công trình cần", "cần"),
    "dong-gop": ("triệu đồng", "số xã", "số công trình", "tiêu chí chuyển biến"),
    "hoat-dong": ("lượt hoạt động", "có dự", "vắng không phép", "tin bài, chuyên mục"),
    "kien-nghi": ("đơn thư, kiến nghị", "tố cáo", "đã trả lời", "quá hạn"),
    "kiem-tra": ("cuộc kiểm tra", "có vi phạm", "đã khắc phục"),
    "tap-huan": ("lớp tập huấn", "lượt dự", "vắng không phép"),
    "y-kien": ("ý kiến", "có vi phạm", "đang xem xét", "không trả lời"),
    "quy-che": ("văn bản", "quy chế đang hiệu lực", "kế hoạch năm"),
}
"""Các số của từng sổ, as the registers name them."""

_YES_NO = frozenset({ALL_ON_TIME, REGISTERED, PLANNED})
_PASSED, _FAILED = "Đạt", "Không đạt"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberSource:
    """Nguồn số liệu của một tiêu chí; `code` is empty for the reports of every term.

    `counts` is the kind of occurrences the number is of, where the criterion has several.
    """

    kind: SourceKind
    code: str
    number: str
    counts: str = ""
    is_required: bool = False

    @property
    def words(self) -> str:
        """Như trong sổ giao ước."""
        code = self.code or EVERY_TERM
        counts = f"; {_COUNTS}{self.counts}" if self.counts else ""
        needed = f"; {REQUIRED}" if self.is_required else ""
        return f"{SOURCE_WORDS[self.kind]} {code}: {self.number}{counts}{needed}"

    @property
    def target(self) -> str:
        """Mã mục tiêu của phong trào; empty where another number is asked for."""
        is_target = self.kind is SourceKind.MOVEMENT and self.number.startswith(TARGET)
        return self.number.removeprefix(TARGET) if is_target else ""

    @property
    def is_yes_no(self) -> bool:
        """Trả lời có hay không."""
        return self.number in _YES_NO


def read_source(text: str) -> NumberSource | None:
    """Đọc một ô; ParametersError says what is wrong with it, and shows the right form."""
    parts = parts_of(text)
    if not parts:
        return None
    said, counts, is_required = parts[0], "", False
    for one in parts[1:]:
        if folded(one) == REQUIRED and not is_required:
            is_required = True
        elif folded(one).startswith(_COUNTS) and not counts:
            counts = clean(clean(one)[len(_COUNTS) :])
        else:
            raise ParametersError(
                f"sau nguồn chỉ ghi được «; {_COUNTS}…» và «; {REQUIRED}», không phải «{one}»"
            )
    head, colon, number = said.rpartition(":")
    kind = next((one for one, word in SOURCE_WORDS.items() if folded(head).startswith(word)), None)
    if not colon or kind is None:
        raise ParametersError(
            f"«{said}» không đọc được; ghi ví dụ «báo cáo 6-thang: số ngày chậm; bắt buộc», «sổ "
            "sang-kien: được công nhận», «phong trào MÃ: đã đăng ký»"
        )
    code = clean(clean(head)[len(SOURCE_WORDS[kind]) :].lstrip(" :"))
    found = NumberSource(
        kind=kind,
        code="" if folded(code) == EVERY_TERM else code,
        number=folded(number),
        counts=counts,
        is_required=is_required,
    )
    _require_known(found)
    return found


def _require_known(source: NumberSource) -> None:
    known: tuple[str, ...]
    if source.kind is SourceKind.REPORT:
        known = REPORT_NUMBERS
    elif not source.code:
        raise ParametersError(f"cần mã của {SOURCE_WORDS[source.kind]} trước dấu hai chấm")
    elif source.target:
        return
    elif source.kind is SourceKind.MOVEMENT:
        known = (*MOVEMENT_NUMBERS, f"{TARGET}MÃ")
    else:
        if source.code not in REGISTER_NUMBERS:
            listed = ", ".join(REGISTER_NUMBERS)
            raise ParametersError(f"không có sổ «{source.code}»; chọn một trong: {listed}")
        known = REGISTER_NUMBERS[source.code]
    if source.number not in known:
        raise ParametersError(f"không có số «{source.number}»; chọn một trong: {'; '.join(known)}")


def require_fit(source: NumberSource, rule: Rule) -> None:
    """Yêu cầu nguồn hợp với cách chấm; ParametersError otherwise."""
    if source.is_yes_no:
        if rule.takes is not SingleNumber.ANSWER:
            raise ParametersError(
                f"«{source.number}» trả lời có hay không nên chỉ hợp với cách chấm «Đạt/không»"
            )
        return
    named = rule.known_kind(source.counts) if source.counts else None
    if source.counts and (rule.takes is not SingleNumber.COUNT or named not in rule.event_kinds):
        known = "; ".join(rule.event_kinds) or "tiêu chí này không có loại lượt nào"
        raise ParametersError(f"không có loại lượt «{source.counts}»; có: {known}")
    if rule.takes is SingleNumber.COUNT and len(rule.event_kinds) > 1 and not named:
        raise ParametersError(
            "tiêu chí này có nhiều loại lượt nên một số không nói được loại nào; ghi thêm "
            f"«; {_COUNTS}{rule.event_kinds[0]}»"
        )
    if rule.takes not in (SingleNumber.COUNT, SingleNumber.AMOUNT):
        raise ParametersError(
            f"cách chấm «{METHOD_WORDS[rule.method]}» không nhận một số từ nguồn; dùng Theo bậc, "
            "Theo lượt, Trừ dần, Tỷ lệ hoàn thành hoặc So với dẫn đầu"
        )


def entry_with(
    source: NumberSource, rule: Rule, value: Decimal, held: Entry, plan: Decimal | None = None
) -> Entry:
    """Dòng điểm mang số này, with what the source says was planned; what else stood in it stays."""
    held = replace(held, state=LineState.SCORED, confirmed=True)
    if source.is_yes_no:
        return replace(held, choice=_PASSED if value else _FAILED)
    if rule.takes is SingleNumber.COUNT:
        kind = _kind(source, rule)
        others = tuple(one for one in held.events if source.counts and one.kind != kind)
        listed = tuple(one for one in held.occurrences if source.counts and one.kind != kind)
        events = (Event(kind, value), *others) if value else others
        return replace(held, events=events, occurrences=listed)
    asks_plan = plan is not None and Field.TARGET in rule.fields
    return replace(held, actual=value, target=plan if asks_plan else held.target)


def value_in(source: NumberSource, rule: Rule, entry: Entry) -> Decimal | None:
    """Số mà dòng điểm này đang ghi ở chỗ của nguồn; None where it says none."""
    if entry.state is not LineState.SCORED:
        return None
    if source.is_yes_no:
        if entry.choice is None:
            return None
        return Decimal(folded(entry.choice) == folded(_PASSED))
    if rule.takes is SingleNumber.COUNT:
        kind = _kind(source, rule)
        counted = (one for one in entry.events if not source.counts or one.kind == kind)
        return sum((one.count for one in counted), Decimal(0))
    return entry.actual


def _kind(source: NumberSource, rule: Rule) -> str | None:
    """Loại lượt mà số này là của nó: the named one, else the only one."""
    return rule.known_kind(source.counts) if source.counts else next(iter(rule.event_kinds), None)
