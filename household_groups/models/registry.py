"""Communities, household initiative groups and their households: codes, never names of people."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme


class Marginality(StrEnum):
    """How marginal a community is, by the programme's own index."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


class Sex(StrEnum):
    """Female or male, as the workbook writes it."""

    FEMALE = "f"
    MALE = "m"


class Community(InProgramme, table=True):
    """A village or jamoat, a municipio: where projects stand."""

    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    code: str = Field(max_length=64)
    name: str
    admin1: str | None = None
    admin1_pcode: str | None = Field(default=None, max_length=64)
    admin2: str | None = None
    admin2_pcode: str | None = Field(default=None, max_length=64)
    latitude: str | None = Field(default=None, max_length=41)
    longitude: str | None = Field(default=None, max_length=41)
    population: int | None = None
    households: int | None = None
    marginality: Marginality | None = Field(default=None, sa_column=Column(choice_column(Marginality)))


class HouseholdGroup(InProgramme, table=True):
    """A household initiative group: families of migrants who pool remittances."""

    __tablename__ = "household_group"
    __table_args__ = (
        UniqueConstraint("programme_id", "code"),
        Index("ix_household_group_programme_id_certificate_until", "programme_id", "certificate_until"),
    )

    code: str = Field(max_length=64)
    community_id: int = Field(foreign_key="community.id", index=True)
    name: str
    registered_on: date
    members: int | None = None
    women: int | None = None
    leader_sex: Sex | None = Field(default=None, sa_column=Column(choice_column(Sex)))
    certificate_until: date | None = None


class Household(InProgramme, table=True):
    """A household of a group, known by its code alone."""

    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    code: str = Field(max_length=64)
    group_id: int = Field(foreign_key="household_group.id", index=True)
    head_sex: Sex | None = Field(default=None, sa_column=Column(choice_column(Sex)))
    migrants_abroad: int | None = None
    host_country: str | None = Field(default=None, max_length=2)
