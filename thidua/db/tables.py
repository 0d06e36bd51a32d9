"""Bảng: what is kept, one class each; behaviour lives in the domain and the services."""

from datetime import date, datetime
from decimal import Decimal
from secrets import token_hex

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from thidua.db.columns import ExactDecimal, UtcDateTime, code_column
from thidua.domain.consideration import ConsiderationState
from thidua.domain.evidence import EvidenceKind
from thidua.domain.facts import Recipient
from thidua.domain.history import Occasion
from thidua.domain.permissions import Role
from thidua.domain.proposal import ProposalState
from thidua.domain.query import QueryKind, QueryStatus
from thidua.domain.sheet import Hand, LineState, SheetStatus
from thidua.domain.text import LONGEST_CODE, LONGEST_NAME
from thidua.domain.vote import (
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
from thidua.domain.year import Stage, YearKind

CODE = LONGEST_CODE
NAME = LONGEST_NAME


class Block(SQLModel, table=True):
    """Khối thi đua: the units that compete with one another."""

    __tablename__ = "block"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE, unique=True)
    name: str = Field(max_length=NAME)


class Unit(SQLModel, table=True):
    """Đơn vị: whoever is scored; it may be a member of several blocks."""

    __tablename__ = "unit"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE, unique=True)
    name: str = Field(max_length=NAME)
    short_name: str = Field(default="", max_length=NAME)
    kind: str = Field(default="", max_length=NAME)


class Membership(SQLModel, table=True):
    """Thành viên: a unit belongs to a block in one year."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("block_id", "unit_id", "year"),)

    id: int | None = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="block.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    year: int


class BlockYear(SQLModel, table=True):
    """Kỳ thi đua của khối: one run through the stages, of a whole year or its middle."""

    __tablename__ = "block_year"
    __table_args__ = (UniqueConstraint("block_id", "year", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="block.id")
    year: int
    kind: YearKind = Field(default=YearKind.YEAR, sa_type=code_column(YearKind))
    stage: Stage = Field(default=Stage.PREPARE, sa_type=code_column(Stage))


class Covenant(SQLModel, table=True):
    """Giao ước thi đua: one version of it; its content is in the three tables that follow."""

    __tablename__ = "covenant"
    __table_args__ = (UniqueConstraint("block_year_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    version: int = 1
    title: str = Field(max_length=NAME)
    effective_from: date | None = None
    reason: str = Field(default="", sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: str = Field(max_length=NAME)
    fingerprint: str = Field(max_length=64)


class CovenantSetting(SQLModel, table=True):
    """Thiết lập giao ước: one named value, in the words of the workbook."""

    __tablename__ = "covenant_setting"
    __table_args__ = (UniqueConstraint("covenant_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    covenant_id: int = Field(foreign_key="covenant.id")
    position: int
    name: str = Field(max_length=NAME)
    value: str = Field(default="", sa_type=Text)


class CovenantRow(SQLModel, table=True):
    """Dòng tiêu chí: a group or a criterion, in the words of the workbook."""

    __tablename__ = "covenant_row"
    __table_args__ = (UniqueConstraint("covenant_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    covenant_id: int = Field(foreign_key="covenant.id")
    position: int
    code: str = Field(max_length=CODE)
    text: str = Field(default="", sa_type=Text)
    max_points: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    method: str = Field(default="", max_length=NAME)
    parameters: str = Field(default="", sa_type=Text)
    sign: str = Field(default="", max_length=NAME)
    evidence: str = Field(default="", sa_type=Text)
    gate: str = Field(default="", sa_type=Text)
    clause: str = Field(default="", sa_type=Text)
    note: str = Field(default="", sa_type=Text)


class CovenantRanking(SQLModel, table=True):
    """Dòng xếp hạng: a grade, a tie rule or another step of ranking, in the workbook's words."""

    __tablename__ = "covenant_ranking"
    __table_args__ = (UniqueConstraint("covenant_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    covenant_id: int = Field(foreign_key="covenant.id")
    position: int
    kind: str = Field(max_length=NAME)
    place: str = Field(default="", max_length=NAME)
    content: str = Field(default="", sa_type=Text)
    value: str = Field(default="", sa_type=Text)


class Consideration(SQLModel, table=True):
    """Tình trạng xét của một đơn vị: whether it is ranked this time, and which paper says so."""

    __tablename__ = "consideration"
    __table_args__ = (UniqueConstraint("block_year_id", "unit_id"),)

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    state: ConsiderationState = Field(
        default=ConsiderationState.CONSIDERED, sa_type=code_column(ConsiderationState)
    )
    reason: str = Field(default="", sa_type=Text)
    document: str = Field(default="", sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME)
    set_at: datetime = Field(sa_type=UtcDateTime)


class ScoreSheet(SQLModel, table=True):
    """Bảng chấm điểm: one hand's scores of one unit; `reviewer` is the unit that cross-scores.

    `blindness` says what was hidden from the reviewer until it was handed in.
    """

    __tablename__ = "score_sheet"
    __table_args__ = (UniqueConstraint("block_year_id", "unit_id", "hand", "reviewer"),)

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    hand: Hand = Field(sa_type=code_column(Hand))
    reviewer: str = Field(default="", max_length=CODE)
    status: SheetStatus = Field(default=SheetStatus.DRAFT, sa_type=code_column(SheetStatus))
    version: int = 1
    verified_by: str = Field(default="", max_length=NAME)
    verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    submitted_by: str = Field(default="", max_length=NAME)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    returned_reason: str = Field(default="", sa_type=Text)
    blindness: str = Field(default="", sa_type=Text)


class ScoreLine(SQLModel, table=True):
    """Dòng điểm: one version of one criterion on one sheet; only the latest is `live`.

    A change ends the live version and inserts the next one, so what was there stays readable.
    """

    __tablename__ = "score_line"
    __table_args__ = (
        UniqueConstraint("sheet_id", "criterion_code", "version"),
        # «live = 1» word for word as queries say it on SQLite, which otherwise passes it over.
        Index(
            "uq_score_line_live",
            "sheet_id",
            "criterion_code",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    sheet_id: int = Field(foreign_key="score_sheet.id")
    criterion_code: str = Field(max_length=CODE)
    version: int = 1
    live: bool = True
    state: LineState = Field(default=LineState.SCORED, sa_type=code_column(LineState))
    target: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    actual: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    points: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    choice: str | None = Field(default=None, max_length=NAME)
    events: str = Field(default="", sa_type=Text)
    explanation: str = Field(default="", sa_type=Text)
    evidence: str = Field(default="", sa_type=Text)
    covenant_version: int
    entered_by: str = Field(max_length=NAME)
    on_behalf_of: str = Field(default="", max_length=NAME)
    entered_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_by: str | None = Field(default=None, max_length=NAME)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ReturnNote(SQLModel, table=True):
    """Lý do trả lại một tiêu chí: seen by the unit beside the line until the next handing in."""

    __tablename__ = "return_note"

    id: int | None = Field(default=None, primary_key=True)
    sheet_id: int = Field(foreign_key="score_sheet.id", index=True)
    criterion_code: str = Field(max_length=CODE)
    reason: str = Field(sa_type=Text)
    returned_by: str = Field(max_length=NAME)
    returned_at: datetime = Field(sa_type=UtcDateTime)
    live: bool = True


class ReviewPlan(SQLModel, table=True):
    """Cách chấm chéo của một kỳ: what is hidden from whom, and the seed of the last assignment.

    `mask` is a secret by which reviewers are numbered where their names are hidden.
    """

    __tablename__ = "review_plan"

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", unique=True)
    hides_claim: bool = False
    hides_others: bool = True
    hides_names: bool = False
    seed: str = Field(default="", max_length=CODE)
    mask: str = Field(default_factory=lambda: token_hex(16), max_length=CODE)
    version: int = 1
    set_by: str = Field(max_length=NAME)
    set_at: datetime = Field(sa_type=UtcDateTime)


class ReviewAssignment(SQLModel, table=True):
    """Phân công chấm chéo: which unit reviews which group of criteria of which other unit.

    `absent_reason` takes an absent reviewer out of the denominator; it is empty for who scores.
    """

    __tablename__ = "review_assignment"
    __table_args__ = (UniqueConstraint("block_year_id", "reviewer", "unit_id", "group_code"),)

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    reviewer: str = Field(max_length=CODE)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    group_code: str = Field(max_length=CODE)
    absent_reason: str = Field(default="", sa_type=Text)
    set_by: str = Field(max_length=NAME)
    set_at: datetime = Field(sa_type=UtcDateTime)


class Recusal(SQLModel, table=True):
    """Từ chối chấm vì có liên quan: a reviewer keeps away from one unit; ended, not erased."""

    __tablename__ = "recusal"

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    reviewer: str = Field(max_length=CODE)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    reason: str = Field(sa_type=Text)
    declared_by: str = Field(max_length=NAME)
    declared_at: datetime = Field(sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=NAME)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Evidence(SQLModel, table=True):
    """Minh chứng: one version of a file or a link of a unit; a replaced version stays readable.

    `stored_name` is where the content lies, outside every public path; `token` is its address.
    """

    __tablename__ = "evidence"

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    kind: EvidenceKind = Field(sa_type=code_column(EvidenceKind))
    title: str = Field(max_length=NAME)
    url: str = Field(default="", sa_type=Text)
    token: str = Field(max_length=64, unique=True)
    stored_name: str = Field(default="", max_length=CODE)
    file_name: str = Field(default="", max_length=NAME)
    media_type: str = Field(default="", max_length=NAME)
    size: int = 0
    sha256: str = Field(default="", max_length=64, index=True)
    version: int = 1
    replaces_id: int | None = Field(default=None, foreign_key="evidence.id", index=True)
    live: bool = True
    added_by: str = Field(max_length=NAME)
    added_at: datetime = Field(sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=NAME)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class EvidenceUse(SQLModel, table=True):
    """Chỗ dùng minh chứng: on a criterion of the unit, or in a thread; ended, not erased."""

    __tablename__ = "evidence_use"

    id: int | None = Field(default=None, primary_key=True)
    evidence_id: int = Field(foreign_key="evidence.id", index=True)
    criterion_code: str = Field(default="", max_length=CODE)
    query_id: int | None = Field(default=None, foreign_key="score_query.id", index=True)
    added_by: str = Field(max_length=NAME)
    added_at: datetime = Field(sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=NAME)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ScoreQuery(SQLModel, table=True):
    """Yêu cầu giải trình hoặc kiến nghị: one thread about one criterion of one unit.

    The two points are those of the criterion when the thread was opened and when it was closed.
    """

    __tablename__ = "score_query"

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    criterion_code: str = Field(max_length=CODE)
    kind: QueryKind = Field(sa_type=code_column(QueryKind))
    status: QueryStatus = Field(default=QueryStatus.OPEN, sa_type=code_column(QueryStatus))
    question: str = Field(sa_type=Text)
    due: date | None = None
    opened_by: str = Field(max_length=NAME)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    old_points: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    new_points: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    outcome: str = Field(default="", sa_type=Text)
    closed_by: str = Field(default="", max_length=NAME)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class QueryMessage(SQLModel, table=True):
    """Lời trong một luồng giải trình, in the order they were said."""

    __tablename__ = "query_message"

    id: int | None = Field(default=None, primary_key=True)
    query_id: int = Field(foreign_key="score_query.id", index=True)
    body: str = Field(sa_type=Text)
    said_by: str = Field(max_length=NAME)
    said_for: str = Field(default="", max_length=CODE)
    said_at: datetime = Field(sa_type=UtcDateTime)


class Reminder(SQLModel, table=True):
    """Lần nhắc việc: which unit was reminded of what, how, by whom."""

    __tablename__ = "reminder"

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    body: str = Field(sa_type=Text)
    sent_to: str = Field(default="", max_length=NAME)
    sent_by: str = Field(max_length=NAME)
    sent_at: datetime = Field(sa_type=UtcDateTime)


class Vote(SQLModel, table=True):
    """Cuộc bỏ phiếu: its question and rules; frozen under `fingerprint` when it was counted.

    `box` names the ballot box of this opening, `public_key` is what ballots are sealed to; the key
    that opens them is never here.
    """

    __tablename__ = "vote"

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    title: str = Field(max_length=NAME)
    subject: Subject = Field(sa_type=code_column(Subject))
    award: str = Field(default="", max_length=NAME)
    office: Office | None = Field(default=None, sa_type=code_column(Office))
    kind: VoteKind = Field(sa_type=code_column(VoteKind))
    electorate: Electorate = Field(sa_type=code_column(Electorate))
    conduct: Conduct = Field(sa_type=code_column(Conduct))
    share: str = Field(max_length=CODE)
    above: bool = False
    base: Base = Field(sa_type=code_column(Base))
    source: str = Field(sa_type=Text)
    most: int | None = None
    seats: int | None = None
    quorum: str = Field(default="", max_length=CODE)
    own_unit: OwnUnit = Field(sa_type=code_column(OwnUnit))
    allows_delegation: bool = False
    status: VoteStatus = Field(default=VoteStatus.DRAFT, sa_type=code_column(VoteStatus))
    version: int = 1
    box: str = Field(default="", max_length=CODE)
    public_key: str = Field(default="", sa_type=Text)
    set_by: str = Field(max_length=NAME)
    set_at: datetime = Field(sa_type=UtcDateTime)
    opened_by: str = Field(default="", max_length=NAME)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_by: str = Field(default="", max_length=NAME)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    fingerprint: str = Field(default="", max_length=64)


class VoteOption(SQLModel, table=True):
    """Phương án trên lá phiếu, in the order of the ballot."""

    __tablename__ = "vote_option"
    __table_args__ = (
        UniqueConstraint("vote_id", "code"),
        UniqueConstraint("vote_id", "position"),
    )

    id: int | None = Field(default=None, primary_key=True)
    vote_id: int = Field(foreign_key="vote.id")
    position: int
    code: str = Field(max_length=CODE)
    text: str = Field(max_length=NAME)
    unit_code: str = Field(default="", max_length=CODE)


class VoteRoll(SQLModel, table=True):
    """Danh sách bỏ phiếu: who has a ballot and whether it was cast, never when or what.

    `voters` are sign-in names, a line each. `written` is the answer of an absent member, sealed
    like a ballot until the votes are counted.
    """

    __tablename__ = "vote_roll"
    __table_args__ = (UniqueConstraint("vote_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    vote_id: int = Field(foreign_key="vote.id")
    code: str = Field(max_length=CODE)
    name: str = Field(max_length=NAME)
    unit_code: str = Field(default="", max_length=CODE)
    voters: str = Field(default="", sa_type=Text)
    presence: Presence = Field(default=Presence.UNMARKED, sa_type=code_column(Presence))
    delegate: str = Field(default="", max_length=CODE)
    document: str = Field(default="", sa_type=Text)
    has_cast: bool = False
    written: str = Field(default="", sa_type=Text)
    written_by: str = Field(default="", max_length=NAME)
    confirmed_by: str = Field(default="", max_length=NAME)


class SealedBallot(SQLModel, table=True):
    """Lá phiếu còn niêm: only while the vote is open; it bears no name, time or number."""

    __tablename__ = "sealed_ballot"
    __table_args__ = {"sqlite_with_rowid": False}

    id: str = Field(default_factory=lambda: token_hex(16), max_length=CODE, primary_key=True)
    vote_id: int = Field(foreign_key="vote.id", index=True)
    sealed: str = Field(sa_type=Text)


class BallotSlip(SQLModel, table=True):
    """Mảnh phiếu đã kiểm: all are written at once when the votes are counted, in a random order."""

    __tablename__ = "ballot_slip"
    __table_args__ = {"sqlite_with_rowid": False}

    id: str = Field(default_factory=lambda: token_hex(16), max_length=CODE, primary_key=True)
    vote_id: int = Field(foreign_key="vote.id", index=True)
    candidate: str = Field(max_length=CODE)
    answer: Answer = Field(sa_type=code_column(Answer))
    salt: str = Field(max_length=64)
    mark: str = Field(max_length=64)


class PaperCount(SQLModel, table=True):
    """Kiểm phiếu giấy: typed by one person, in force when another has confirmed it."""

    __tablename__ = "paper_count"

    id: int | None = Field(default=None, primary_key=True)
    vote_id: int = Field(foreign_key="vote.id", unique=True)
    issued: int
    returned: int
    not_returned: int
    valid: int
    invalid: int
    tallies: str = Field(default="", sa_type=Text)
    version: int = 1
    entered_by: str = Field(max_length=NAME)
    entered_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_by: str = Field(default="", max_length=NAME)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OfficeHolder(SQLModel, table=True):
    """Đơn vị giữ chức trong khối một năm, elected here or noted from earlier years."""

    __tablename__ = "office_holder"
    __table_args__ = (UniqueConstraint("block_id", "year", "office", "unit_id"),)

    id: int | None = Field(default=None, primary_key=True)
    block_id: int = Field(foreign_key="block.id")
    year: int
    office: Office = Field(sa_type=code_column(Office))
    unit_id: int = Field(foreign_key="unit.id", index=True)
    source: str = Field(default="", sa_type=Text)
    set_by: str = Field(max_length=NAME)
    set_at: datetime = Field(sa_type=UtcDateTime)


class Person(SQLModel, table=True):
    """Cá nhân của một đơn vị, who may be put forward; `is_leader` is NULL where nobody said."""

    __tablename__ = "person"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE, unique=True)
    full_name: str = Field(max_length=NAME)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    position: str = Field(default="", max_length=NAME)
    is_leader: bool | None = None
    active: bool = True
    version: int = 1
    set_by: str = Field(max_length=NAME)
    set_at: datetime = Field(sa_type=UtcDateTime)


class StatedFact(SQLModel, table=True):
    """Dữ kiện đã ghi: one version of it, its value as exact text; only the latest is `live`.

    `subject` is the code of a unit or a person. A fact that holds for no year in particular has
    none; the two indexes keep one live version of it, since NULL is never equal to NULL.
    """

    __tablename__ = "stated_fact"
    __table_args__ = (
        Index(
            "uq_stated_fact_live",
            "recipient",
            "subject",
            "code",
            "year",
            unique=True,
            sqlite_where=text("live = 1 AND year IS NOT NULL"),
            postgresql_where=text("live AND year IS NOT NULL"),
        ),
        Index(
            "uq_stated_fact_live_standing",
            "recipient",
            "subject",
            "code",
            unique=True,
            sqlite_where=text("live = 1 AND year IS NULL"),
            postgresql_where=text("live AND year IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    recipient: Recipient = Field(sa_type=code_column(Recipient))
    subject: str = Field(max_length=CODE, index=True)
    code: str = Field(max_length=CODE)
    year: int | None = None
    value: str = Field(sa_type=Text)
    evidence: str = Field(default="", sa_type=Text)
    version: int = 1
    live: bool = True
    stated_by: str = Field(max_length=NAME)
    stated_at: datetime = Field(sa_type=UtcDateTime)


class GivenAward(SQLModel, table=True):
    """Lần đã được khen: brought in or decided here; a wrong one is withdrawn, never erased."""

    __tablename__ = "given_award"

    id: int | None = Field(default=None, primary_key=True)
    recipient: Recipient = Field(sa_type=code_column(Recipient))
    subject: str = Field(max_length=CODE, index=True)
    award: str = Field(max_length=NAME)
    year: int
    decision: str = Field(default="", max_length=NAME)
    day: date | None = None
    authority: str = Field(default="", max_length=NAME)
    occasion: Occasion = Field(default=Occasion.ANNUAL, sa_type=code_column(Occasion))
    proposal_id: int | None = Field(default=None, foreign_key="proposal.id", unique=True)
    version: int = 1
    withdrawn: bool = False
    set_by: str = Field(max_length=NAME)
    set_at: datetime = Field(sa_type=UtcDateTime)


class LawText(SQLModel, table=True):
    """Bản luật của người dùng: one version of one file; only the latest is `live`."""

    __tablename__ = "law_text"
    __table_args__ = (
        UniqueConstraint("name", "version"),
        Index(
            "uq_law_text_live",
            "name",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=CODE)
    content: str = Field(sa_type=Text)
    version: int = 1
    live: bool = True
    reason: str = Field(default="", sa_type=Text)
    set_by: str = Field(max_length=NAME)
    set_at: datetime = Field(sa_type=UtcDateTime)


class Proposal(SQLModel, table=True):
    """Đề nghị khen thưởng: `standing` while it was neither withdrawn nor cut.

    `verdict` is what the law book answered on `judged_on`, kept word by word.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        Index(
            "uq_proposal_standing",
            "block_year_id",
            "programme",
            "group_code",
            "award",
            "recipient",
            "subject",
            unique=True,
            sqlite_where=text("standing = 1"),
            postgresql_where=text("standing"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    award: str = Field(max_length=CODE)
    programme: str = Field(default="", max_length=CODE)
    group_code: str = Field(default="", max_length=CODE)
    recipient: Recipient = Field(sa_type=code_column(Recipient))
    subject: str = Field(max_length=CODE, index=True)
    state: ProposalState = Field(default=ProposalState.PROPOSED, sa_type=code_column(ProposalState))
    standing: bool = True
    reason: str = Field(default="", sa_type=Text)
    despite: str = Field(default="", sa_type=Text)
    document: str = Field(default="", sa_type=Text)
    vote_id: int | None = Field(default=None, foreign_key="vote.id", index=True)
    council: str = Field(default="", max_length=NAME)
    decision: str = Field(default="", max_length=NAME)
    day: date | None = None
    signer: str = Field(default="", max_length=NAME)
    authority: str = Field(default="", max_length=NAME)
    verdict: str = Field(default="", sa_type=Text)
    judged_on: date | None = None
    version: int = 1
    set_by: str = Field(max_length=NAME)
    set_at: datetime = Field(sa_type=UtcDateTime)


class AchievementUse(SQLModel, table=True):
    """Thành tích mà một đề nghị đã dùng: a fact or an award of one year, counted once."""

    __tablename__ = "achievement_use"
    __table_args__ = (UniqueConstraint("proposal_id", "what", "year"),)

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id")
    what: str = Field(max_length=NAME)
    year: int
    evidence: str = Field(default="", sa_type=Text)


class QuotaSetting(SQLModel, table=True):
    """Số suất, cách hiểu của một kỳ: what the law book leaves to be decided every year.

    `code` is that of a quota, of a group of a programme or of its share of leaders.
    """

    __tablename__ = "quota_setting"
    __table_args__ = (UniqueConstraint("block_year_id", "programme", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    programme: str = Field(default="", max_length=CODE)
    code: str = Field(max_length=CODE)
    most: int | None = None
    reading: str = Field(default="", max_length=CODE)
    reason: str = Field(default="", sa_type=Text)
    document: str = Field(default="", sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME)
    set_at: datetime = Field(sa_type=UtcDateTime)


class Account(SQLModel, table=True):
    """Tài khoản: one person's way in; the login and the full name never change.

    `failures` counts wrong passwords since the last right one; `subject` is who the person is at
    the outside sign-in service.
    """

    __tablename__ = "account"

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(max_length=CODE, unique=True)
    full_name: str = Field(max_length=NAME)
    password_hash: str = Field(default="", max_length=NAME)
    must_change: bool = True
    active: bool = True
    failures: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    subject: str | None = Field(default=None, max_length=NAME, unique=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    created_by: str = Field(max_length=NAME)
    version: int = 1


class RoleGrant(SQLModel, table=True):
    """Vai trò được giao: to an account, for a block and year or a unit of it; ended, not erased."""

    __tablename__ = "role_grant"

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    role: Role = Field(sa_type=code_column(Role))
    block_id: int | None = Field(default=None, foreign_key="block.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    year: int | None = None
    granted_at: datetime = Field(sa_type=UtcDateTime)
    granted_by: str = Field(max_length=NAME)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=NAME)


class SignIn(SQLModel, table=True):
    """Phiên đăng nhập: kept by the digest of its token, so that reading the table opens nothing."""

    __tablename__ = "sign_in"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    address: str = Field(default="", max_length=CODE)


class StageWindow(SQLModel, table=True):
    """Thời hạn của một giai đoạn: when it opens, when it should and when it must be done."""

    __tablename__ = "stage_window"
    __table_args__ = (UniqueConstraint("block_year_id", "stage"),)

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id")
    stage: Stage = Field(sa_type=code_column(Stage))
    opens_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    soft_deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hard_deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class Extension(SQLModel, table=True):
    """Gia hạn: until when one unit may still write in a stage, why and by whom."""

    __tablename__ = "extension"

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    stage: Stage = Field(sa_type=code_column(Stage))
    until: datetime = Field(sa_type=UtcDateTime)
    reason: str = Field(sa_type=Text)
    granted_by: str = Field(max_length=NAME)
    granted_at: datetime = Field(sa_type=UtcDateTime)


class StageChange(SQLModel, table=True):
    """Chuyển giai đoạn: a step forward is done at once, a step back waits for a second person.

    `fingerprint` is that of the record as it stood when the period was locked or published.
    """

    __tablename__ = "stage_change"

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    old_stage: Stage = Field(sa_type=code_column(Stage, "old_stage"))
    new_stage: Stage = Field(sa_type=code_column(Stage, "new_stage"))
    reason: str = Field(default="", sa_type=Text)
    asked_by: str = Field(max_length=NAME)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    done_by: str | None = Field(default=None, max_length=NAME)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn: bool = False
    fingerprint: str = Field(default="", max_length=64)


class AuditEntry(SQLModel, table=True):
    """Nhật ký: who did what to which value, when and why; the database lets nobody change it.

    Places are codes, not keys, so that an entry outlives what it speaks of. `position` counts the
    entries without a gap, and each `hash` covers the entry and the hash before it.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_place", "block_code", "year", "unit_code", "criterion_code"),
    )

    id: int | None = Field(default=None, primary_key=True)
    position: int = Field(unique=True)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str = Field(max_length=NAME)
    on_behalf_of: str = Field(default="", max_length=NAME)
    action: str = Field(max_length=64)
    block_code: str = Field(default="", max_length=CODE)
    year: int | None = None
    unit_code: str = Field(default="", max_length=CODE)
    criterion_code: str = Field(default="", max_length=CODE)
    old: str = Field(default="", sa_type=Text)
    new: str = Field(default="", sa_type=Text)
    reason: str = Field(default="", sa_type=Text)
    previous_hash: str = Field(default="", max_length=64)
    hash: str = Field(default="", max_length=64)


class AuditHead(SQLModel, table=True):
    """Đầu chuỗi nhật ký: the last position and hash, the one row that writers queue for."""

    __tablename__ = "audit_head"

    id: int = Field(default=1, primary_key=True)
    position: int
    hash: str = Field(max_length=64)
