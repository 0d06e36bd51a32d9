"""Địa bàn: the places plans are about, their traits, and the levels decided of each."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from thidua.db.checks import at_least, check, filled
from thidua.db.columns import (
    CODE,
    NAME,
    OF_NAME,
    OF_PERSON,
    ExactDecimal,
    UtcDateTime,
    code_column,
)
from thidua.domain.movement.place import PlaceKind, PlaceTraitKind
from thidua.domain.movement.standard import PlaceLevel, StandardState


class PlaceTable(SQLModel, table=True):
    """Địa bàn, from one day to another; a wrong one is withdrawn, never erased."""

    __tablename__ = "place"
    __table_args__ = (
        *filled("code", "name", "set_by"),
        *at_least(1, "version", "tile_row", "tile_column"),
        check("days_in_order", "begins IS NULL OR ends IS NULL OR begins <= ends"),
        check("on_the_map_whole", "(latitude IS NULL) = (longitude IS NULL)"),
        check("tile_whole", "(tile_row IS NULL) = (tile_column IS NULL)"),
        check("withdrawn_with_reason", "NOT withdrawn OR trim(reason) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE, unique=True, sa_column_kwargs=OF_NAME)
    name: str = Field(max_length=NAME, sa_column_kwargs=OF_NAME)
    kind: PlaceKind = Field(sa_type=code_column(PlaceKind))
    lies_in: str = Field(default="", max_length=CODE)
    begins: date | None = None
    ends: date | None = None
    latitude: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    longitude: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    tile_row: int | None = None
    tile_column: int | None = None
    withdrawn: bool = False
    reason: str = Field(default="", sa_type=Text)
    version: int = 1
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class PlaceTraitTable(SQLModel, table=True):
    """Đặc điểm của địa bàn between two days; one said otherwise later is no longer `live`."""

    __tablename__ = "place_trait"
    __table_args__ = (
        *filled("place_code", "set_by"),
        check("days_in_order", "begins IS NULL OR ends IS NULL OR begins <= ends"),
    )

    id: int | None = Field(default=None, primary_key=True)
    place_code: str = Field(max_length=CODE, index=True, sa_column_kwargs=OF_NAME)
    trait: PlaceTraitKind = Field(sa_type=code_column(PlaceTraitKind), sa_column_kwargs=OF_NAME)
    begins: date | None = None
    ends: date | None = None
    decision: str = Field(default="", max_length=NAME)
    live: bool = True
    set_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    set_at: datetime = Field(sa_type=UtcDateTime)


class PlaceStandardTable(SQLModel, table=True):
    """Dòng của sổ mức đạt chuẩn: a change is a new row, which counts once another confirmed it.

    A place has one decision of a day, so that no day gives it two levels.
    """

    __tablename__ = "place_standard"
    __table_args__ = (
        *(
            Index(
                f"uq_place_standard_{state.value}",
                "place_code",
                "day",
                unique=True,
                sqlite_where=text(f"state = '{state.value}'"),
                postgresql_where=text(f"state = '{state.value}'"),
            )
            for state in (StandardState.CONFIRMED, StandardState.ENTERED)
        ),
        *filled("place_code", "number", "entered_by"),
        check("revoked_whole", "(revoked_on IS NULL) = (trim(revocation) = '')"),
        check("revoked_later", "revoked_on IS NULL OR day <= revoked_on"),
        check("confirmed_by_somebody", "state <> 'confirmed' OR trim(confirmed_by) <> ''"),
        check("two_hands", "trim(confirmed_by) = '' OR confirmed_by <> entered_by"),
        check("withdrawn_with_reason", "state <> 'withdrawn' OR trim(reason) <> ''"),
    )

    id: int | None = Field(default=None, primary_key=True)
    place_code: str = Field(max_length=CODE, sa_column_kwargs=OF_NAME)
    standard: PlaceLevel = Field(sa_type=code_column(PlaceLevel), sa_column_kwargs=OF_NAME)
    number: str = Field(max_length=NAME, sa_column_kwargs=OF_NAME)
    day: date = Field(sa_column_kwargs=OF_NAME)
    signer: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    revocation: str = Field(default="", max_length=NAME)
    revoked_on: date | None = None
    state: StandardState = Field(
        default=StandardState.ENTERED, sa_type=code_column(StandardState), sa_column_kwargs=OF_NAME
    )
    reason: str = Field(default="", sa_type=Text)
    entered_by: str = Field(max_length=NAME, sa_column_kwargs=OF_PERSON)
    entered_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_by: str = Field(default="", max_length=NAME, sa_column_kwargs=OF_PERSON)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
