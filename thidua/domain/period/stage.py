"""Kỳ thi đua: the stages one block's year moves through."""

from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1900, 9999
"""Năm sớm nhất và muộn nhất mà phần mềm nhận; any other is a slip of the hand."""


class Stage(StrEnum):
    """Giai đoạn của kỳ thi đua, in the order they follow one another."""

    PREPARE = "prepare"
    SIGN = "sign"
    SELF_SCORE = "self_score"
    CROSS_SCORE = "cross_score"
    VERIFY = "verify"
    APPRAISE = "appraise"
    LOCKED = "locked"
    PUBLISHED = "published"


STAGE_WORDS = {
    Stage.PREPARE: "Chuẩn bị",
    Stage.SIGN: "Ký giao ước",
    Stage.SELF_SCORE: "Tự chấm",
    Stage.CROSS_SCORE: "Chấm chéo",
    Stage.VERIFY: "Thẩm định",
    Stage.APPRAISE: "Bình xét",
    Stage.LOCKED: "Đã chốt",
    Stage.PUBLISHED: "Công bố",
}
"""Tên giai đoạn."""

CLOSED = frozenset({Stage.LOCKED, Stage.PUBLISHED})
"""Giai đoạn đã khóa: nothing about the period can be written any more."""

_ORDER = tuple(Stage)


def next_stage(stage: Stage) -> Stage | None:
    """Giai đoạn kế tiếp; None after the last."""
    place = _ORDER.index(stage) + 1
    return _ORDER[place] if place < len(_ORDER) else None


def earlier_stages(stage: Stage) -> tuple[Stage, ...]:
    """Các giai đoạn trước, which a period may be returned to; the nearest first."""
    return _ORDER[: _ORDER.index(stage)][::-1]
