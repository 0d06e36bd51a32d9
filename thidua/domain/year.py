"""Kỳ thi đua: the stages one block's year moves through."""

from enum import StrEnum


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


class YearKind(StrEnum):
    """Loại kỳ: the whole year, or its mid-year review which feeds no award."""

    YEAR = "year"
    MIDYEAR = "midyear"
