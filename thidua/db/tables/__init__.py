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
from thidua.db.tables.council.councils import (
    CouncilAttendanceTable,
    CouncilItemTable,
    CouncilMeetingTable,
    CouncilMemberTable,
    CouncilRecusalTable,
    CouncilTable,
)
from thidua.db.tables.covenant.covenants import (
    Covenant,
    CovenantRanking,
    CovenantRow,
    CovenantSetting,
)
from thidua.db.tables.covenant.drafts import (
    ClauseProposalTable,
    CovenantDraftTable,
    DraftLineTable,
    DraftVersionTable,
)
from thidua.db.tables.covenant.signatures import CovenantSignatureRow, SignatureWithdrawalRow
from thidua.db.tables.documents import (
    DocumentText,
    IssuedDocumentRow,
    LetterheadRow,
    PaperScan,
    PaperTemplate,
)
from thidua.db.tables.dossiers import GivenAward, StaffMember, StatedFact
from thidua.db.tables.evidence import Evidence, EvidenceUse
from thidua.db.tables.handovers import TakenHandover
from thidua.db.tables.joint_decisions import JointDecision, SubstituteRow
from thidua.db.tables.law import LawText
from thidua.db.tables.meetings import MeetingPoint, ScreenLinkRow, ScreenPosition
from thidua.db.tables.movement.award_road import (
    ProposalPaperTable,
    ProposalTransferTable,
    QuotaShareTable,
)
from thidua.db.tables.movement.movements import MovementLife, TargetValue, TaskDone
from thidua.db.tables.movement.participations import ParticipationTable, PledgeTable
from thidua.db.tables.movement.places import PlaceStandardTable, PlaceTable, PlaceTraitTable
from thidua.db.tables.proposals import AchievementUse, Proposal, QuotaSetting
from thidua.db.tables.record import (
    AuditDay,
    AuditEntry,
    AuditHead,
    ChangeStamp,
    PersonalGround,
    PersonalRequestRow,
    PersonalValue,
)
from thidua.db.tables.registers import RegisterClosingRow, RegisterRow
from thidua.db.tables.reminders import Reminder
from thidua.db.tables.reports import ReportDutyRow, ReportHandInRow
from thidua.db.tables.reviews import Recusal, ReviewAssignment, ReviewPlan
from thidua.db.tables.scores import ReturnNote, ScoreLine, ScoreSheet, SheetScore
from thidua.db.tables.source_numbers import SourceNumberRow
from thidua.db.tables.stages import Extension, StageChange, StageWindow
from thidua.db.tables.suppositions import SuppositionRow
from thidua.db.tables.threads import ScoreThread, ThreadMessage
from thidua.db.tables.votes import (
    BallotSlip,
    PaperCount,
    RoomCount,
    RoomPaper,
    SealedBallot,
    Vote,
    VoteOption,
    VoteRoll,
)
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
    "ClauseProposalTable",
    "Consideration",
    "CouncilAttendanceTable",
    "CouncilItemTable",
    "CouncilMeetingTable",
    "CouncilMemberTable",
    "CouncilRecusalTable",
    "CouncilTable",
    "Covenant",
    "CovenantDraftTable",
    "CovenantRanking",
    "CovenantRow",
    "CovenantSetting",
    "CovenantSignatureRow",
    "DocumentText",
    "DraftLineTable",
    "DraftVersionTable",
    "Evidence",
    "EvidenceUse",
    "Extension",
    "GivenAward",
    "IssuedDocumentRow",
    "JointDecision",
    "LawText",
    "LetterheadRow",
    "MeetingPoint",
    "Membership",
    "MovementLife",
    "OfficeHolder",
    "PaperCount",
    "PaperScan",
    "PaperTemplate",
    "ParticipationTable",
    "PersonalGround",
    "PersonalRequestRow",
    "PersonalValue",
    "PlaceStandardTable",
    "PlaceTable",
    "PlaceTraitTable",
    "PledgeTable",
    "Proposal",
    "ProposalPaperTable",
    "ProposalTransferTable",
    "QuotaSetting",
    "QuotaShareTable",
    "Recusal",
    "RegisterClosingRow",
    "RegisterRow",
    "Reminder",
    "ReportDutyRow",
    "ReportHandInRow",
    "ReturnNote",
    "ReviewAssignment",
    "ReviewPlan",
    "RoleGrant",
    "RoomCount",
    "RoomPaper",
    "ScoreLine",
    "ScoreSheet",
    "ScoreThread",
    "ScreenLinkRow",
    "ScreenPosition",
    "SealedBallot",
    "SheetScore",
    "SignIn",
    "SignatureWithdrawalRow",
    "SourceNumberRow",
    "StaffMember",
    "StageChange",
    "StageWindow",
    "StatedFact",
    "SubstituteRow",
    "SuppositionRow",
    "TakenHandover",
    "TargetValue",
    "TaskDone",
    "ThreadMessage",
    "Unit",
    "Vote",
    "VoteOption",
    "VoteRoll",
    "WideAnswer",
]
