"""Tiêu chí tiếp theo: where a person who scores one after another goes on."""

from collections.abc import Collection, Sequence


def next_missing(codes: Sequence[str], missing: Collection[str], code: str) -> str | None:
    """Tiêu chí kế tiếp chưa chấm, group after group and round to the beginning; None when done."""
    here = codes.index(code)
    return next((one for one in (*codes[here + 1 :], *codes[:here]) if one in missing), None)


def next_after(codes: Sequence[str], code: str) -> str | None:
    """Tiêu chí đứng ngay sau, scored or not; None after the last."""
    here = codes.index(code)
    return next(iter(codes[here + 1 :]), None)
