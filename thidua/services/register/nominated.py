"""Đề nghị khen mà một dòng sổ nói về: its code, its unit, and what a person would call it."""

from dataclasses import dataclass

from sqlmodel import Session

from thidua.db import dossier_queries
from thidua.domain.awards.proposal import ProposalState
from thidua.domain.dossier.facts import Recipient
from thidua.domain.period.period import BlockPeriod
from thidua.services.law import law


@dataclass(frozen=True, slots=True)
class Nominated:
    """Một đề nghị: of which unit, in words, and whether it was withdrawn since."""

    unit: str
    words: str
    is_withdrawn: bool = False


def unchecked(session: Session, period: BlockPeriod) -> dict[str, Nominated]:
    """Mọi đề nghị của kỳ này, by code, whoever asks."""
    found = dossier_queries.proposals(session, period)
    if not found:
        return {}
    people = {one.code: one for one in dossier_queries.staff(session)}
    units = {one.code: one.name for one in dossier_queries.all_units(session)}
    awards = law.book(session).awards
    told: dict[str, Nominated] = {}
    for one in found:
        person = people.get(one.subject) if one.recipient is Recipient.INDIVIDUAL else None
        unit = one.subject if person is None else person.unit
        name = units.get(unit, unit) if person is None else person.full_name
        kind = awards.get(one.award)
        award = one.award if kind is None else kind.name
        told[str(one.key)] = Nominated(
            unit, f"{one.key} · {name} · {award}", one.state is ProposalState.WITHDRAWN
        )
    return told
