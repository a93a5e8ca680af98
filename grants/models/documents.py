"""Documents: papers and photos that show what a row says."""

from datetime import date
from enum import StrEnum

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field

from core.columns import choice_column
from core.programmes import InProgramme


class DocumentKind(StrEnum):
    """What sort of paper it is."""

    PHOTO = "photo"
    CERTIFICATE = "certificate"
    HANDOVER_ACT = "handover_act"
    MINUTES = "minutes"
    AGREEMENT = "agreement"
    INVOICE = "invoice"
    BANK_STATEMENT = "bank_statement"
    LETTER = "letter"
    LAND_CONSENT = "land_consent"
    BILL_OF_QUANTITIES = "bill_of_quantities"
    QUOTE = "quote"
    MAINTENANCE_PLAN = "maintenance_plan"
    OTHER = "other"


class Document(InProgramme, table=True):
    """A document of a row of a sheet, known by `key` there. The file itself is evidence with the same `sha256`."""

    __table_args__ = (
        UniqueConstraint("programme_id", "reference"),
        Index("ix_document_programme_id_sheet_key", "programme_id", "sheet", "key"),
    )

    reference: str = Field(max_length=64)
    sheet: str = Field(max_length=64)
    key: str
    kind: DocumentKind = Field(sa_column=Column(choice_column(DocumentKind), nullable=False))
    title: str
    dated_on: date | None = None
    sha256: str | None = Field(default=None, max_length=64)
    added_on: date
    added_by: str
