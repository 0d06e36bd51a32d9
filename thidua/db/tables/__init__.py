"""Bảng: what is kept, one class each; behaviour lives in the domain and the services."""

from thidua.db.tables.accounts import Account, RoleGrant, SignIn
from thidua.db.tables.blocks import (
    Block,
    BlockOrganiserRow,
    BlockYear,
    Consideration,
    Membership,
    OfficeHolder,
    Unit,
)
from thidua.db.tables.covenants import Covenant, CovenantRanking, CovenantRow, CovenantSetting
from thidua.db.tables.dossiers import GivenAward, StaffMember, StatedFact
from thidua.db.tables.evidence import Evidence, EvidenceUse
from thidua.db.tables.law import LawText
from thidua.db.tables.proposals import AchievementUse, Proposal, QuotaSetting
from thidua.db.tables.record import (
    AuditDay,
    AuditEntry,
    AuditHead,
    ChangeStamp,
    PersonalValue,
)
from thidua.db.tables.reminders import Reminder
from thidua.db.tables.reviews import Recusal, ReviewAssignment, ReviewPlan
from thidua.db.tables.scores import ReturnNote, ScoreLine, ScoreSheet, SheetScore
from thidua.db.tables.stages import Extension, StageChange, StageWindow
from thidua.db.tables.threads import ScoreThread, ThreadMessage
from thidua.db.tables.votes import BallotSlip, PaperCount, SealedBallot, Vote, VoteOption, VoteRoll
from thidua.db.tables.wide_answers import WideAnswer

__all__ = [
    "Account",
    "AchievementUse",
    "AuditDay",
    "AuditEntry",
    "AuditHead",
    "BallotSlip",
    "Block",
    "BlockOrganiserRow",
    "BlockYear",
    "ChangeStamp",
    "Consideration",
    "Covenant",
    "CovenantRanking",
    "CovenantRow",
    "CovenantSetting",
    "Evidence",
    "EvidenceUse",
    "Extension",
    "GivenAward",
    "LawText",
    "Membership",
    "OfficeHolder",
    "PaperCount",
    "PersonalValue",
    "Proposal",
    "QuotaSetting",
    "Recusal",
    "Reminder",
    "ReturnNote",
    "ReviewAssignment",
    "ReviewPlan",
    "RoleGrant",
    "ScoreLine",
    "ScoreSheet",
    "ScoreThread",
    "SealedBallot",
    "SheetScore",
    "SignIn",
    "StaffMember",
    "StageChange",
    "StageWindow",
    "StatedFact",
    "ThreadMessage",
    "Unit",
    "Vote",
    "VoteOption",
    "VoteRoll",
    "WideAnswer",
]
