"""Người thứ hai: what takes two people, asked by one and confirmed by another at once."""

from dataclasses import replace

from tests.people import PROGRAM
from thidua.services.ranking import considerations
from thidua.services.scoring import sheets, submissions
from thidua.services.verify import joint_decisions

SECOND = replace(PROGRAM, name="Người thứ hai")


def set_consideration(work, *, document="QĐ 1", **named):
    """Tình trạng xét, asked by this person and confirmed by the standing office."""
    considerations.ask(work, document=document, **named)
    confirm_all(work)


def reopen_verified(work, **named):
    """Mở lại bảng thẩm định by two people."""
    submissions.ask_reopening(work, **named)
    confirm_all(work)


def confirm_all(work):
    """Mọi quyết định đang chờ được xác nhận."""
    second = replace(work, actor=SECOND)
    for one in joint_decisions.waiting(second):
        joint_decisions.confirm(second, key=one.key)


def save_lines(work, **named):
    """Ghi dòng thẩm định với văn bản; what takes two people is confirmed by another at once."""
    sheets.save_lines(work, document="VB 1", **named)
    confirm_all(work)
