"""Bỏ phiếu: the question, its roll, the ballots sealed and counted."""

from datetime import datetime
from secrets import token_hex

from sqlalchemy import Text, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled, of_length, signed
from thidua.db.columns import (
    CODE,
    NAME,
    OF_NAME,
    OF_PERSON,
    OF_PERSON_NAME,
    UtcDateTime,
    code_column,
)
from thidua.domain.vote.vote import (
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


class Vote(SQLModel, table=True):
    """Cuộc bỏ phiếu: its question and rules.

    `fingerprint` is of what lies sealed while it is open, and of the result once it was counted.
    `box` names the ballot box of this opening, `public_key` is what ballots are sealed to; the key
    that opens them is never here. `figures` are the points of the units on the ballot as they
    stood when it was opened, a line each.
    """

    __tablename__ = "vote"
    __table_args__ = (
        *filled("title", "share", "source", "set_by"),
        *at_least(1, "version", "most", "seats"),
        check("office_subject", "(subject = 'office') = (office IS NOT NULL)"),
        check("most_kind", "(kind = 'approval') = (most IS NULL)"),
        check("seats_kind", "kind <> 'tie' OR seats IS NOT NULL"),
        check(
            "own_unit_paper",
            "conduct <> 'paper' OR own_unit <> 'out_of_base' OR base IN ('members', 'present')",
        ),
        check("opened_status", "(status = 'draft') = (opened_at IS NULL)"),
        check("closed_status", "(status = 'closed') = (closed_at IS NOT NULL)"),
        signed("opened"),
        signed("closed"),
        check("box_status", "(status = 'draft') = (box = '')"),
        check("public_key_status", "(status = 'draft') = (public_key = '')"),
        of_length("fingerprint", optional=True),
        check("fingerprint_status", "status <> 'draft' OR fingerprint = ''"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    block_year_id: int = Field(foreign_key="block_year.id", index=True)
    title: str = Field(max_length=NAME, sa_column_kwargs=OF_NAME)
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
    allows_paper: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    status: VoteStatus = Field(default=VoteStatus.DRAFT, sa_type=code_column(VoteStatus))
    version: int = 1
    box: str = Field(default="", max_length=CODE)
    public_key: str = Field(default="", sa_type=Text)
    figures: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)
    opened_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    opened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    fingerprint: str = Field(default="", max_length=64)


class VoteOption(SQLModel, table=True):
    """Phương án trên lá phiếu, in the order of the ballot."""

    __tablename__ = "vote_option"
    __table_args__ = (
        UniqueConstraint("vote_id", "code"),
        UniqueConstraint("vote_id", "position"),
        *at_least(1, "position"),
        *filled("code", "text"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    vote_id: int = Field(foreign_key="vote.id")
    position: int
    code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    text: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    unit_code: str = Field(default="", max_length=CODE)


class VoteRoll(SQLModel, table=True):
    """Danh sách bỏ phiếu: who has a ballot and whether it was cast, never when or what.

    `voters` are sign-in names, a line each. `written` is the answer of an absent member, sealed
    like a ballot until the votes are counted. `void_by` asks to make the paper ballot of this
    member void, until a second person agrees. `kept_from` are the codes on the ballot that this
    member has no vote on, a line each.
    """

    __tablename__ = "vote_roll"
    __table_args__ = (
        UniqueConstraint("vote_id", "code"),
        *filled("code", "name"),
        check("delegate_presence", "(presence = 'delegated') = (delegate <> '')"),
        check("delegate_document", "delegate = '' OR trim(document) <> ''"),
        check("delegate_other", "delegate = '' OR delegate <> code"),
        check("cast_presence", "NOT has_cast OR presence IN ('present', 'delegated')"),
        check("written_whole", "(written = '') = (written_by = '')"),
        check("written_presence", "written_by = '' OR presence = 'absent'"),
        check("written_document", "written_by = '' OR trim(document) <> ''"),
        check("confirmed_written", "confirmed_by = '' OR written_by <> ''"),
        check("confirmed_second", "confirmed_by = '' OR confirmed_by <> written_by"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    vote_id: int = Field(foreign_key="vote.id")
    code: str = Field(max_length=CODE, sa_column_kwargs=OF_PERSON_NAME)
    name: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON_NAME)
    unit_code: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_NAME)
    voters: str = Field(default="", sa_type=Text, sa_column_kwargs=OF_PERSON)
    presence: Presence = Field(default=Presence.UNMARKED, sa_type=code_column(Presence))
    delegate: str = Field(default="", max_length=CODE, sa_column_kwargs=OF_PERSON)
    document: str = Field(default="", sa_type=Text, sa_column_kwargs=OF_NAME)
    has_cast: bool = False
    written: str = Field(default="", sa_type=Text)
    written_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON_NAME)
    confirmed_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    void_by: str = Field(
        default="", max_length=NAME, sa_column_kwargs={**OF_PERSON, "server_default": ""}
    )
    void_reason: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    kept_from: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})


class RoomPaper(SQLModel, table=True):
    """Phiếu giấy đang phát: to whom, and whether it lies in the box; only while the vote is open.

    Once counted nothing says any more who voted on paper.
    """

    __tablename__ = "room_paper"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    vote_id: int = Field(foreign_key="vote.id", index=True)
    roll_id: int = Field(foreign_key="vote_roll.id", unique=True)
    in_box: bool = False


class RoomCount(SQLModel, table=True):
    """Tổ kiểm phiếu trong phòng: two people, and how often they had to count again.

    What each counted is sealed like a ballot, and gone once it was joined with the ballots of the
    screen. `differing` says where the last two counts differed; `invalid` is of the joint count.
    """

    __tablename__ = "room_count"
    __table_args__ = (
        *filled("teller_one", "teller_two"),
        check("two_people", "teller_one <> teller_two"),
        *at_least(0, "recounts", "invalid"),
        check("counted_unsealed", "invalid IS NULL OR (sealed_one = '' AND sealed_two = '')"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    vote_id: int = Field(foreign_key="vote.id", unique=True)
    teller_one: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON_NAME)
    teller_two: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON_NAME)
    sealed_one: str = Field(default="", sa_type=Text)
    sealed_two: str = Field(default="", sa_type=Text)
    recounts: int = 0
    differing: str = Field(default="", sa_type=Text)
    invalid: int | None = None


class SealedBallot(SQLModel, table=True):
    """Ngăn phiếu còn niêm: ballots mixed together, only while the vote is open.

    It bears no name and no time, and of numbers only how many lie in it.
    """

    __tablename__ = "sealed_ballot"
    __table_args__ = (*filled("sealed"), {"sqlite_with_rowid": False})

    id: str = Field(default_factory=lambda: token_hex(16), max_length=CODE, primary_key=True)
    vote_id: int = Field(foreign_key="vote.id", index=True)
    sealed: str = Field(sa_type=Text)


class BallotSlip(SQLModel, table=True):
    """Mảnh phiếu đã kiểm: all are written at once when the votes are counted, in a random order."""

    __tablename__ = "ballot_slip"
    __table_args__ = (
        *filled("candidate", "salt"),
        of_length("mark"),
        {"sqlite_with_rowid": False},
    )

    id: str = Field(default_factory=lambda: token_hex(16), max_length=CODE, primary_key=True)
    vote_id: int = Field(foreign_key="vote.id", index=True)
    candidate: str = Field(max_length=CODE)
    answer: Answer = Field(sa_type=code_column(Answer))
    salt: str = Field(max_length=64)
    mark: str = Field(max_length=64)


class PaperCount(SQLModel, table=True):
    """Kiểm phiếu giấy: typed by one person, in force when another has confirmed it."""

    __tablename__ = "paper_count"
    __table_args__ = (
        *at_least(0, "not_returned", "valid", "invalid"),
        check("issued_sum", "issued = returned + not_returned"),
        check("returned_sum", "returned = valid + invalid"),
        *at_least(1, "version"),
        *filled("entered_by"),
        signed("confirmed"),
        check("confirmed_second", "confirmed_by = '' OR confirmed_by <> entered_by"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    vote_id: int = Field(foreign_key="vote.id", unique=True)
    issued: int = Field(sa_column_kwargs=OF_NAME)
    returned: int = Field(sa_column_kwargs=OF_NAME)
    not_returned: int = Field(sa_column_kwargs=OF_NAME)
    valid: int = Field(sa_column_kwargs=OF_NAME)
    invalid: int = Field(sa_column_kwargs=OF_NAME)
    tallies: str = Field(default="", sa_type=Text)
    version: int = 1
    entered_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON_NAME)
    entered_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
