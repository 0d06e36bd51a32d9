"""Mã bằng lời: the words of every code that a column may hold."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any

from thidua.domain.access.joint_decision import JOINT_WORDS, JointKind
from thidua.domain.access.permissions import ROLE_WORDS, Role
from thidua.domain.awards.proposal import PROPOSAL_WORDS, ProposalState
from thidua.domain.awards.road import (
    PAPER_STATE_WORDS,
    TRANSFER_WORDS,
    PaperState,
    TransferResult,
)
from thidua.domain.council.council import (
    COUNCIL_KIND_WORDS,
    COUNCIL_LEVEL_WORDS,
    POSITION_WORDS,
    CouncilKind,
    CouncilLevel,
    CouncilPosition,
)
from thidua.domain.council.meeting import (
    AGENDA_WORDS,
    ATTENDANCE_WORDS,
    MEETING_STATE_WORDS,
    AgendaKind,
    Attendance,
    CouncilMeetingState,
)
from thidua.domain.covenant.drafting.lines import SHEET_WORDS, DraftSheet
from thidua.domain.covenant.drafting.proposal import (
    CLAUSE_KIND_WORDS,
    CLAUSE_STATE_WORDS,
    ClauseProposalKind,
    ClauseProposalState,
)
from thidua.domain.covenant.signature import WAY_WORDS, SignatureWay
from thidua.domain.document.issued import ISSUED_WORDS, IssuedState
from thidua.domain.document.letterhead import (
    NUMBERING_WORDS,
    OWNER_WORDS,
    Numbering,
    Owner,
)
from thidua.domain.document.template import TEMPLATE_STATE_WORDS, TemplateState
from thidua.domain.dossier.award_history import OCCASION_WORDS, Occasion
from thidua.domain.dossier.facts import RECIPIENT_WORDS, Recipient
from thidua.domain.meeting.agenda import POINT_WORDS, Point
from thidua.domain.movement.deadline import BOUND_WORDS, Bound
from thidua.domain.movement.life import MOVEMENT_STATE_WORDS, MovementState
from thidua.domain.movement.participation import PARTICIPATION_WORDS, ParticipationState
from thidua.domain.movement.place import (
    PLACE_KIND_WORDS,
    PLACE_TRAIT_WORDS,
    PlaceKind,
    PlaceTraitKind,
)
from thidua.domain.movement.plan import REPORT_KIND_WORDS, ReportKind
from thidua.domain.movement.standard import (
    PLACE_LEVEL_WORDS,
    STANDARD_STATE_WORDS,
    PlaceLevel,
    StandardState,
)
from thidua.domain.period.consideration import CONSIDERATION_WORDS, ConsiderationState
from thidua.domain.period.organiser import LEVEL_WORDS, OrganiserLevel
from thidua.domain.period.part import YEAR_KIND_WORDS, YearKind
from thidua.domain.period.stage import STAGE_WORDS, Stage
from thidua.domain.record.personal_data import (
    AREA_WORDS,
    OUTCOME_WORDS,
    REQUEST_WORDS,
    PersonalArea,
    RequestKind,
    RequestOutcome,
)
from thidua.domain.register.line import ROW_STATE_WORDS, RowState
from thidua.domain.report.hand_in import HAND_IN_WORDS, HandInState
from thidua.domain.rules.entry import LINE_STATE_WORDS, LineState
from thidua.domain.scoring.evidence import (
    EVIDENCE_KIND_WORDS,
    EVIDENCE_LEVEL_WORDS,
    EvidenceKind,
    EvidenceLevel,
)
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
        ClauseProposalKind: CLAUSE_KIND_WORDS,
        ClauseProposalState: CLAUSE_STATE_WORDS,
        Conduct: CONDUCT_WORDS,
        ConsiderationState: CONSIDERATION_WORDS,
        DraftSheet: SHEET_WORDS,
        Electorate: ELECTORATE_WORDS,
        EvidenceKind: EVIDENCE_KIND_WORDS,
        EvidenceLevel: EVIDENCE_LEVEL_WORDS,
        Hand: HAND_WORDS,
        JointKind: JOINT_WORDS,
        IssuedState: ISSUED_WORDS,
        CouncilKind: COUNCIL_KIND_WORDS,
        CouncilLevel: COUNCIL_LEVEL_WORDS,
        CouncilPosition: POSITION_WORDS,
        CouncilMeetingState: MEETING_STATE_WORDS,
        Attendance: ATTENDANCE_WORDS,
        AgendaKind: AGENDA_WORDS,
        LineState: LINE_STATE_WORDS,
        Point: POINT_WORDS,
        MovementState: MOVEMENT_STATE_WORDS,
        Numbering: NUMBERING_WORDS,
        Occasion: OCCASION_WORDS,
        Office: OFFICE_WORDS,
        OwnUnit: OWN_UNIT_WORDS,
        Owner: OWNER_WORDS,
        OrganiserLevel: LEVEL_WORDS,
        PaperState: PAPER_STATE_WORDS,
        ParticipationState: PARTICIPATION_WORDS,
        PersonalArea: AREA_WORDS,
        RequestKind: REQUEST_WORDS,
        RequestOutcome: OUTCOME_WORDS,
        PlaceKind: PLACE_KIND_WORDS,
        PlaceLevel: PLACE_LEVEL_WORDS,
        PlaceTraitKind: PLACE_TRAIT_WORDS,
        Presence: PRESENCE_WORDS,
        ProposalState: PROPOSAL_WORDS,
        ThreadKind: THREAD_KIND_WORDS,
        ThreadStatus: THREAD_STATUS_WORDS,
        Recipient: RECIPIENT_WORDS,
        Role: ROLE_WORDS,
        SignatureWay: WAY_WORDS,
        ReportKind: REPORT_KIND_WORDS,
        Bound: BOUND_WORDS,
        HandInState: HAND_IN_WORDS,
        RowState: ROW_STATE_WORDS,
        SheetStatus: SHEET_STATUS_WORDS,
        Stage: STAGE_WORDS,
        StandardState: STANDARD_STATE_WORDS,
        Subject: SUBJECT_WORDS,
        TemplateState: TEMPLATE_STATE_WORDS,
        TransferResult: TRANSFER_WORDS,
        VoteKind: KIND_WORDS,
        VoteStatus: STATUS_WORDS,
        YearKind: YEAR_KIND_WORDS,
    }
)
"""Lời của từng mã, by the kind of code; every column of codes has its words here."""


def code_words(code: Enum) -> str:
    """Lời của một mã; of one this release has no words for, the code itself."""
    return CODE_WORDS.get(type(code), {}).get(code, str(code.value))
