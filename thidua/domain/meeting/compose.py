"""Soạn cuộc họp: its stops in the order of the agenda, and the slide of each of them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from thidua.domain.document.deck.blocks import Slide
from thidua.domain.meeting import closing, opening, ranking, votes
from thidua.domain.meeting.agenda import RANKING_STOP, Point, Stop, at
from thidua.domain.meeting.calm import calm
from thidua.domain.meeting.facts import MeetingFacts, RoomVote
from thidua.domain.vote.vote import Subject

VOTE_STOP, UNIT_STOP = "phieu-", "don-vi-"

_POINT_OF = MappingProxyType({Subject.OFFICE: Point.OFFICE, Subject.COVENANT: Point.COVENANT})

_FIXED: Mapping[str, Callable[[MeetingFacts], Slide]] = MappingProxyType(
    {
        "mo-dau": opening.cover,
        "chuong-trinh": opening.agenda,
        "so-lieu": opening.figures,
        "cham": opening.scores,
        "diem-giai-trinh": opening.explained,
        "khoi": closing.block,
        "xu-huong": closing.trend,
        "de-nghi": closing.proposals,
        "han-muc": closing.limits,
        "khoi-truong": closing.offices,
        "giao-uoc-moi": closing.covenant,
        "ket-luan": closing.conclusion,
    }
)

NEEDS_DECK = frozenset({"khoi", "xu-huong", "de-nghi", "han-muc"})
"""Điểm dừng cần số liệu của bản trình chiếu, which take longer to read."""


def needs_deck(code: str) -> bool:
    """Trang này cần số liệu của bản trình chiếu."""
    return code in NEEDS_DECK or code.startswith(UNIT_STOP)


def stops(facts: MeetingFacts) -> tuple[Stop, ...]:
    """Các điểm dừng in the order of the meeting; a step of the ranking is one of them."""
    steps = [
        _stop(RANKING_STOP, Point.RANKING, _step_name(facts, step), step)
        for step in range(len(facts.order) + 1)
    ]
    own = [
        _stop(f"{VOTE_STOP}{one.key}", _POINT_OF.get(one.subject, Point.VOTES), _vote_name(one))
        for one in reversed(facts.votes)
    ]
    found = [
        _stop("mo-dau", Point.OPENING, "Mở đầu"),
        _stop("chuong-trinh", Point.OPENING, "Chương trình"),
        _stop("so-lieu", Point.FIGURES, "Số liệu của khối"),
        _stop("cham", Point.SCORES, "Tự chấm, chấm chéo, thẩm định"),
        _stop("diem-giai-trinh", Point.EXPLAINED, "Điểm đã giải trình"),
        *steps,
        _stop("khoi", Point.RANKING, closing.BLOCK),
        *_unit_stops(facts),
        _stop("xu-huong", Point.RANKING, closing.TREND),
        *own,
        _stop("de-nghi", Point.AWARDS, closing.PROPOSALS),
        _stop("han-muc", Point.AWARDS, closing.LIMITS),
        _stop("khoi-truong", Point.OFFICE, closing.OFFICES),
        _stop("giao-uoc-moi", Point.COVENANT, closing.COVENANT),
        _stop("ket-luan", Point.CONCLUSION, closing.CONCLUSION),
    ]
    place = {point: number for number, point in enumerate(Point)}
    return tuple(sorted(found, key=lambda one: place[one.point]))


def _stop(code: str, point: Point, name: str, step: int = 0) -> Stop:
    return Stop(code=code, point=point, name=name, step=step)


def _unit_stops(facts: MeetingFacts) -> list[Stop]:
    """Hình của từng đơn vị, in the order of their codes, which tells no rank."""
    units = sorted(facts.members.values(), key=lambda one: one.code)
    return [
        Stop(
            code=f"{UNIT_STOP}{one.code}",
            point=Point.RANKING,
            name=f"Hình: {one.called}",
            is_aside=True,
        )
        for one in units
    ]


def _vote_name(one: RoomVote) -> str:
    return f"Phiếu: {one.title}"


def _step_name(facts: MeetingFacts, step: int) -> str:
    """Tên của một bước: the rank it tells, never the unit that has it."""
    if step == 0:
        return "Công bố xếp hạng"
    same = facts.order[step - 1]
    count = f" ({len(same)} đơn vị)" if len(same) > 1 else ""
    return f"Công bố hạng {same[0].rank}{count}"


def slide_at(facts: MeetingFacts, code: str, step: int) -> Slide:
    """Trang ở điểm dừng này; a calm one where there is no such stop."""
    is_changed = facts.position.is_of_another_order(facts.standings.rows)
    if code == RANKING_STOP and is_changed:
        return ranking.ranking(facts, step)
    if at(stops(facts), code, step) is None:
        return calm("Trang trống", "Chờ người điều khiển", "Trang đang chiếu không còn nữa.")
    if code == RANKING_STOP:
        return ranking.ranking(facts, step)
    if code.startswith(VOTE_STOP):
        return votes.vote(facts, _vote(facts, code))
    if code.startswith(UNIT_STOP):
        return closing.unit(facts, code.removeprefix(UNIT_STOP))
    return _FIXED[code](facts)


def _vote(facts: MeetingFacts, code: str) -> RoomVote:
    return next(one for one in facts.votes if f"{VOTE_STOP}{one.key}" == code)
