"""Kể việc chấm chéo: who scores whom, who keeps away, what is hidden, and each review."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.domain.review.assignment import Manner, duty_words, lots_words
from thidua.domain.review.plan import Blindness, blindness_of
from thidua.domain.verify.what_if import hypothesis_of
from thidua.services.record.words.scores import sheet_words
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told


def _blindness(told: Told) -> Words:
    plan = told.first("review_plan")
    if plan is None:
        return Words()
    before = Blindness() if plan.is_new else _hidden(plan.was)
    return Words(before.words(), _hidden(plan.now).words())


def _hidden(plan: Mapping[str, Any]) -> Blindness:
    return Blindness(plan["hides_claim"], plan["hides_others"], plan["hides_names"])


def _drawn(told: Told) -> Words:
    plan = told.first("review_plan")
    lots = told.detail
    how = (
        lots_words(
            Manner(lots["manner"]), lots["per_cell"], map(told.names.unit_called, lots["reviewers"])
        )
        if lots
        else ""
    )
    if plan is None:
        return Words(reason=how)
    return Words(plan.was.get("seed", ""), plan.now.get("seed", ""), how)


def _assigned(told: Told) -> Words:
    reviewer = told.names.unit_called(told.detail["reviewer"])
    return Words(
        duty_words(reviewer, told.detail["before"]), duty_words(reviewer, told.detail["after"])
    )


def _absent(told: Told) -> Words:
    duty, gone, _ = _absence(told)
    return Words(duty, gone)


def _present(told: Told) -> Words:
    duty, gone, why = _absence(told)
    return Words(f"{gone}: {why}", duty)


def _absence(told: Told) -> tuple[str, str, str]:
    """Phần việc của người chấm vắng, that it is away, and why it was."""
    rows = sorted(told.of("review_assignment"), key=lambda one: one.key)
    reviewer = told.names.unit_called(rows[0].now["reviewer"])
    duty = duty_words(reviewer, [one.now["group_code"] for one in rows])
    return duty, f"{reviewer} vắng", rows[0].was["absent_reason"]


def _declared(told: Told) -> Words:
    recusal = told.first("recusal")
    if recusal is None:
        return Words()
    reviewer = told.names.unit_called(recusal.now["reviewer"])
    return Words(duty_words(reviewer, told.detail["groups"]), f"{reviewer} từ chối chấm")


def _recusal_ended(told: Told) -> Words:
    recusal = told.first("recusal")
    if recusal is None:
        return Words()
    reviewer = told.names.unit_called(recusal.now["reviewer"])
    reason = told.names.row("recusal", recusal.key).get("reason", "")
    return Words(f"{reviewer} từ chối chấm: {reason}")


def _handed_in(told: Told) -> Words:
    """Nộp phiếu: what was hidden until then, or how the sheet came where no reviewer typed it."""
    sheet, words = told.first("score_sheet"), sheet_words(told)
    hidden = "" if sheet is None else sheet.now.get("blindness", "")
    return Words(
        words.before, words.after, blindness_of(hidden).words() if hidden else words.reason
    )


def _what_if(told: Told) -> Words:
    supposed = map(hypothesis_of, told.detail["hypotheses"])
    return Words(after="; ".join(one.words(told.names.unit_called) for one in supposed))


def _what_if_kept(told: Told) -> Words:
    row = told.first("supposition")
    return Words(after="" if row is None else row.now["words"])


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "review.blindness": _blindness,
        "review.drawn": _drawn,
        "review.assigned": _assigned,
        "review.absent": _absent,
        "review.present": _present,
        "review.submitted": _handed_in,
        "review.taken_back": sheet_words,
        "review.sent_back": sheet_words,
        "recusal.declared": _declared,
        "recusal.ended": _recusal_ended,
        "what_if.viewed": _what_if,
        "what_if.kept": _what_if_kept,
    }
)
