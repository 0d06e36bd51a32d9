"""Mã bằng lời: the words of every code that a column may hold."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any

from thidua.domain.access.permissions import ROLE_WORDS, Role
from thidua.domain.awards.proposal import PROPOSAL_WORDS, ProposalState
from thidua.domain.dossier.award_history import OCCASION_WORDS, Occasion
from thidua.domain.dossier.facts import RECIPIENT_WORDS, Recipient
from thidua.domain.period.consideration import CONSIDERATION_WORDS, ConsiderationState
from thidua.domain.period.organiser import LEVEL_WORDS, OrganiserLevel
from thidua.domain.period.part import YEAR_KIND_WORDS, YearKind
from thidua.domain.period.stage import STAGE_WORDS, Stage
from thidua.domain.rules.entry import LINE_STATE_WORDS, LineState
from thidua.domain.scoring.evidence import EVIDENCE_KIND_WORDS, EvidenceKind
from thidua.domain.scoring.sheet import HAND_WORDS, SHEET_STATUS_WORDS, Hand, SheetStatus
from thidua.domain.thread.thread import KIND_WORDS as THREAD_KIND_WORDS
from thidua.domain.thread.thread import THREAD_STATUS_WORDS, ThreadKind, ThreadStatus
from thidua.domain.vote.vote import (
    ANSWER_WORDS,
    BASE_WORDS,
    CONDUCT_WORDS,
    ELECTORATE_WORDS,
    KIND_WORDS,
    OFFICE_WORDS,
    OWN_UNIT_WORDS,
    PRESENCE_WORDS,
    STATUS_WORDS,
    SUBJECT_WORDS,
    Answer,
    Base,
    Conduct,
    Electorate,
    Office,
    OwnUnit,
    Presence,
    Subject,
    VoteKind,
    VoteStatus,
)

CODE_WORDS: Mapping[type[Enum], Mapping[Any, str]] = MappingProxyType(
    {
        Answer: ANSWER_WORDS,
        Base: BASE_WORDS,
        Conduct: CONDUCT_WORDS,
        ConsiderationState: CONSIDERATION_WORDS,
        Electorate: ELECTORATE_WORDS,
        EvidenceKind: EVIDENCE_KIND_WORDS,
        Hand: HAND_WORDS,
        LineState: LINE_STATE_WORDS,
        Occasion: OCCASION_WORDS,
        Office: OFFICE_WORDS,
        OwnUnit: OWN_UNIT_WORDS,
        OrganiserLevel: LEVEL_WORDS,
        Presence: PRESENCE_WORDS,
        ProposalState: PROPOSAL_WORDS,
        ThreadKind: THREAD_KIND_WORDS,
        ThreadStatus: THREAD_STATUS_WORDS,
        Recipient: RECIPIENT_WORDS,
        Role: ROLE_WORDS,
        SheetStatus: SHEET_STATUS_WORDS,
        Stage: STAGE_WORDS,
        Subject: SUBJECT_WORDS,
        VoteKind: KIND_WORDS,
        VoteStatus: STATUS_WORDS,
        YearKind: YEAR_KIND_WORDS,
    }
)
"""Lời của từng mã, by the kind of code; every column of codes has its words here."""


def code_words(code: Enum) -> str:
    """Lời của một mã; of one this release has no words for, the code itself."""
    return CODE_WORDS.get(type(code), {}).get(code, str(code.value))
