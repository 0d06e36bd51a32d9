"""Giải trình và kiến nghị: a thread about one criterion of one unit, from question to outcome."""

from enum import StrEnum


class QueryKind(StrEnum):
    """Loại luồng: the judges ask the unit to explain, or the unit asks for its score to change."""

    EXPLAIN = "explain"
    PETITION = "petition"


class QueryStatus(StrEnum):
    """Tình trạng luồng: waits for an answer, waits for a decision, is settled."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
