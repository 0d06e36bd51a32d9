"""Đời của một phong trào: its states, which follows which, and what must hold before a step."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from thidua.domain.ground.text import clean


class MovementState(StrEnum):
    """Trạng thái của phong trào."""

    DRAFT = "draft"
    LAUNCHED = "launched"
    RUNNING = "running"
    MIDWAY = "midway"
    FINAL = "final"
    CLOSED = "closed"
    STOPPED = "stopped"


MOVEMENT_STATE_WORDS = {
    MovementState.DRAFT: "dự thảo",
    MovementState.LAUNCHED: "đã phát động",
    MovementState.RUNNING: "đang thực hiện",
    MovementState.MIDWAY: "sơ kết",
    MovementState.FINAL: "tổng kết",
    MovementState.CLOSED: "khép lại",
    MovementState.STOPPED: "đã dừng",
}
_S = MovementState
_FIRST_YEAR = 1990
_FORWARD = {
    _S.DRAFT: (_S.LAUNCHED,),
    _S.LAUNCHED: (_S.RUNNING,),
    _S.RUNNING: (_S.MIDWAY, _S.FINAL),
    _S.MIDWAY: (_S.RUNNING,),
    _S.FINAL: (_S.CLOSED,),
    _S.CLOSED: (),
    _S.STOPPED: (),
}
_BACK = {
    _S.LAUNCHED: (_S.DRAFT,),
    _S.RUNNING: (_S.LAUNCHED,),
    _S.FINAL: (_S.RUNNING,),
    _S.CLOSED: (_S.FINAL,),
    _S.STOPPED: (_S.DRAFT,),
}


def next_states(state: MovementState) -> tuple[MovementState, ...]:
    """Các bước đi tiếp từ trạng thái này."""
    return _FORWARD[state]


def is_over(state: MovementState) -> bool:
    """Đã khép lại hoặc đã dừng: nothing more is put forward in it, and no value is taken."""
    return state in (_S.CLOSED, _S.STOPPED)


def asks_reason(state: MovementState, to: MovementState) -> bool:
    """Bước này phải có lý do: back, and the stop."""
    return to is _S.STOPPED or to in _BACK.get(state, ())


def may_move(state: MovementState, to: MovementState) -> bool:
    """Đi được từ trạng thái này tới trạng thái kia."""
    is_stop = to is _S.STOPPED and state not in (_S.STOPPED, _S.CLOSED)
    return is_stop or to in (*_FORWARD[state], *_BACK.get(state, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """Việc phát động: on which day, where, by which document."""

    day: date | None = None
    place: str = ""
    document: str = ""
    document_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementReview:
    """Báo cáo tổng kết: what came of the movement, what was wanting and why, what was learnt."""

    result: str = ""
    impact: str = ""
    shortcomings: str = ""
    lessons: str = ""

    @property
    def lacking(self) -> tuple[str, ...]:
        """Những phần chưa viết."""
        parts = {
            "kết quả": self.result,
            "tác động": self.impact,
            "tồn tại và nguyên nhân": self.shortcomings,
            "bài học": self.lessons,
        }
        return tuple(name for name, text in parts.items() if not clean(text))


class CheckWeight(StrEnum):
    """Sức nặng của một việc chưa xong: it stops the step, asks for a reason, or is only told."""

    STOPS = "stops"
    ASKS_REASON = "asks_reason"
    TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeCheck:
    """Việc phải xong trước một bước: what, whether it is, and how it is mended."""

    text: str
    is_done: bool
    cure: str = ""
    weight: CheckWeight = CheckWeight.STOPS


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeFacts:
    """Điều đã biết lúc xét một bước.

    `has_figure` says that some target or condition has a number; `last_year` is that of the
    movement, where it is known, and `year` that of the phase; `without_value` are the targets
    without a value of it, `reports` the reports it is owed.
    """

    today: date
    launch: Launch
    has_content: bool
    has_figure: bool
    year: int
    last_year: int | None = None
    without_value: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    open_proposals: int = 0
    review: MovementReview = field(default_factory=MovementReview)


def checks(state: MovementState, to: MovementState, facts: LifeFacts) -> tuple[LifeCheck, ...]:
    """Việc phải xong trước khi đi tiếp tới trạng thái ấy; back and stopping ask for none."""
    if asks_reason(state, to):
        return ()
    if to is _S.LAUNCHED:
        return tuple(_launching(facts))
    if to is _S.RUNNING and state is _S.LAUNCHED:
        return (_day_reached(facts),)
    if to in (_S.MIDWAY, _S.FINAL):
        return tuple(_reviewing(to, facts))
    return tuple(_closing(facts)) if to is _S.CLOSED else ()


def _launching(facts: LifeFacts) -> Iterator[LifeCheck]:
    yield LifeCheck(
        text="Kế hoạch có nhóm đối tượng hoặc nhiệm vụ",
        is_done=facts.has_content,
        cure="thêm nhóm hoặc nhiệm vụ vào kế hoạch trong bộ luật",
    )
    launch = facts.launch
    yield LifeCheck(
        text="Có văn bản phát động: số và ngày",
        is_done=bool(clean(launch.document)) and launch.document_day is not None,
        cure="ghi số và ngày của văn bản phát động",
    )
    yield LifeCheck(
        text="Có ngày phát động",
        is_done=launch.day is not None,
        cure="ghi ngày phát động",
    )
    fault = _day_fault(launch, facts)
    if fault:
        yield LifeCheck(text="Ngày văn bản và ngày phát động hợp lý", is_done=False, cure=fault)
    yield LifeCheck(
        text="Có mục tiêu hoặc điều kiện bằng số, dễ kiểm tra",
        is_done=facts.has_figure,
        cure="nên nêu ít nhất một mục tiêu hoặc điều kiện có số",
        weight=CheckWeight.TOLD,
    )


def _day_fault(launch: Launch, facts: LifeFacts) -> str:
    """Ngày không thể có: a document not yet signed or too old, a launch before it or too late."""
    signed, day = launch.document_day, launch.day
    if signed is not None and signed > facts.today:
        return f"văn bản ghi ngày {signed:%d/%m/%Y} chưa tới; hãy sửa ngày văn bản"
    for one, name in ((signed, "ngày văn bản"), (day, "ngày phát động")):
        if one is not None and one.year < _FIRST_YEAR:
            return f"{name} {one:%d/%m/%Y} trước năm {_FIRST_YEAR}; hãy kiểm tra lại"
    if signed is not None and day is not None and day < signed:
        return f"ngày phát động {day:%d/%m/%Y} trước ngày văn bản {signed:%d/%m/%Y}; hãy sửa lại"
    if day is not None and facts.last_year is not None and day.year > facts.last_year:
        return f"ngày phát động {day:%d/%m/%Y} sau năm cuối {facts.last_year} của phong trào"
    return ""


def _day_reached(facts: LifeFacts) -> LifeCheck:
    day = facts.launch.day
    said = "" if day is None else f" {day:%d/%m/%Y}"
    return LifeCheck(
        text=f"Đã tới ngày phát động{said}",
        is_done=day is not None and day <= facts.today,
        cure="đợi tới ngày phát động, hoặc sửa ngày ấy ở bước trước",
    )


def _reviewing(to: MovementState, facts: LifeFacts) -> Iterator[LifeCheck]:
    names = "; ".join(facts.without_value)
    yield LifeCheck(
        text=f"Mọi mục tiêu có số liệu của năm {facts.year}",
        is_done=not facts.without_value,
        cure=f"nhập số liệu ở phần «Mục tiêu»: {names}" if names else "",
    )
    yield LifeCheck(
        text=f"Đã có đủ báo cáo {MOVEMENT_STATE_WORDS[to]}",
        is_done=not facts.reports,
        cure="ghi ở lý do: báo cáo nào còn thiếu và vì sao, hoặc đã nhận đủ bằng văn bản nào",
        weight=CheckWeight.ASKS_REASON,
    )


def _closing(facts: LifeFacts) -> Iterator[LifeCheck]:
    yield LifeCheck(
        text="Mọi đề nghị khen đã có kết quả",
        is_done=not facts.open_proposals,
        cure=f"còn {facts.open_proposals} đề nghị chưa quyết định, chưa rút",
    )
    lacking = facts.review.lacking
    yield LifeCheck(
        text="Báo cáo tổng kết đủ bốn phần: kết quả, tác động, tồn tại và nguyên nhân, bài học",
        is_done=not lacking,
        cure=f"viết thêm: {', '.join(lacking)}" if lacking else "",
    )
