"""Files that show a thing happened: photos of receipts, bank slips, certificates."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from core.columns import TimestampUTC
from core.programmes import InProgramme


class EvidenceFile(InProgramme, table=True):
    """A file added to a row of a sheet. `stored_as` is its generated name in the folder of evidence."""

    __tablename__ = "evidence_file"
    __table_args__ = (
        Index("ix_evidence_file_programme_id_sheet_key", "programme_id", "sheet", "key"),
        Index("ix_evidence_file_programme_id_sha256", "programme_id", "sha256"),
    )

    sheet: str = Field(max_length=64)
    key: str
    stored_as: str = Field(max_length=80, unique=True)
    sha256: str = Field(max_length=64)
    media_type: str = Field(max_length=64)
    size: int
    """Bytes as stored."""
    added_by: str
    added_at: datetime = Field(sa_type=TimestampUTC)
