"""Phong trào cho máy đọc: the plans there are, one of them, and how far its targets are."""

from datetime import date
from typing import Any

from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound
from thidua.domain.ground.titles import nearest
from thidua.domain.law.programme import Programme
from thidua.domain.law.quota import JOINED_WORDS, FixedLimit, Limit, ShareLimit
from thidua.domain.movement.life import MOVEMENT_STATE_WORDS
from thidua.domain.movement.progress import (
    TARGET_STATE_WORDS,
    TargetFigure,
    gap_words,
    state_of,
    value_text,
    value_words,
)
from thidua.domain.movement.target import Target
from thidua.domain.vote.vote import share_words
from thidua.services.awards import quotas
from thidua.services.ground.work import Work
from thidua.services.law import law
from thidua.services.movement import reached, states
from thidua.services.register import counted_targets

Json = dict[str, Any]


def every(work: Work) -> list[Json]:
    """Các phong trào của bộ luật."""
    _require(work)
    return [_named(work, plan) for plan in law.book(work.session).programmes.values()]


def plan(work: Work, *, code: str) -> Json:
    """Kế hoạch của một phong trào."""
    _require(work)
    found = _plan(work, code)
    return {
        **_named(work, found),
        "document": found.citation.document.name,
        "groups": [_row(one.code, one.name, _limit(one.limit)) for one in found.groups],
        "rounds": [
            _row(one.code, one.name, f"{one.years}; hạn mức {one.limit_words}")
            for one in found.rounds
        ],
        "targets": [
            _row(one.code, one.text, one.threshold_words or "chưa ghi số") for one in found.targets
        ],
        "deadlines": [_row(one.code, one.text, one.words()) for one in found.deadlines],
    }


def progress(work: Work, *, code: str, day: date) -> Json:
    """Kết quả từng mục tiêu tới ngày ấy, by the readings of the period where there is one."""
    _require(work)
    chosen = quotas.unchecked_choices(work.session, work.chosen)
    found = quotas.as_chosen(_plan(work, code), chosen)
    known = reached.unchecked_on(work.session, found, day)
    return {
        "movement": code,
        "as_of": counted_targets.last_day(found, day).isoformat(),
        "targets": [_target(one, known.get(one.code)) for one in found.targets],
    }


def _require(work: Work) -> None:
    """Yêu cầu xem được: outside of a period only whoever keeps the movements of the system."""
    if work.chosen is None:
        require(work.actor, Permission.EDIT_MOVEMENT)
    else:
        require(work.actor, Permission.VIEW_MOVEMENTS, work.chosen)


def _plan(work: Work, code: str) -> Programme:
    programmes = law.book(work.session).programmes
    found = programmes.get(code)
    if found is None:
        near = nearest(code, programmes)
        tail = f" Gần nhất: {near}." if near else ""
        raise NotFound(f"Không có phong trào «{code}».{tail}")
    return found


def _named(work: Work, one: Programme) -> Json:
    state = states.unchecked(work.session, one.code).state
    return {
        "movement": one.code,
        "name": one.name,
        "years": f"{one.first_year}–{one.last_year}",
        "state": state.value,
        "state_words": MOVEMENT_STATE_WORDS[state],
    }


def _row(code: str, text: str, words: str) -> Json:
    return {"code": code, "text": text, "words": words}


def _limit(limit: Limit | None) -> str:
    if limit is None:
        return "không giới hạn"
    if isinstance(limit, FixedLimit):
        return f"không quá {limit.most}"
    if isinstance(limit, ShareLimit):
        return f"không quá {share_words(limit.share)} của {limit.stated or JOINED_WORDS}"
    return "theo quyết định hằng năm"


def _target(target: Target, figure: TargetFigure | None) -> Json:
    state = state_of(target, figure)
    return {
        "code": target.code,
        "value": None if figure is None else value_text(target, figure),
        "low": None if target.low is None else f"{target.low:f}",
        "high": None if target.high is None else f"{target.high:f}",
        "state": state.value,
        **_parts(figure),
        "missing": [] if figure is None else [*figure.missing],
        "as_of": None if figure is None else figure.as_of.isoformat(),
        "words": f"{target.text}: {value_words(target, figure)}",
        "state_words": TARGET_STATE_WORDS[state],
        "gap": gap_words(target, figure),
    }


def _parts(figure: TargetFigure | None) -> Json:
    if figure is None or figure.numerator is None or figure.denominator is None:
        return {"numerator": None, "denominator": None}
    parts = (figure.numerator, figure.denominator)
    texts = [int(one) if one == one.to_integral_value() else f"{one:f}" for one in parts]
    return {"numerator": texts[0], "denominator": texts[1]}
