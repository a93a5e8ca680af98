"""What an uploaded workbook is, and what becomes of it."""

from dataclasses import dataclass, field
from pathlib import Path

from core.audit import AuditEntry
from grants.uploading.holding import Draft
from grants.workbook.problems import Notice, Problem


@dataclass(frozen=True)
class Sent:
    """A file as it was uploaded; `name` is for people to read."""

    path: Path
    name: str
    sha256: str


@dataclass
class Uploaded:
    """What became, or would become, of an uploaded workbook. Nothing is stored where there are problems."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    events: int = 0
    verified_there: int = 0
    """Contributions that the file calls verified, and that wait for verification here."""
    drafts: list[Draft] = field(default_factory=list)
    """What is to be proposed."""
    waiting: dict[int, Draft] = field(default_factory=dict)
    """What waits already, by the proposal's id."""
    proposals: list[int] = field(default_factory=list)
    """What was proposed now."""
    earlier: AuditEntry | None = None
    """When the same file was uploaded before."""

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to book and nothing to propose."""
        return not (self.new or self.changed or self.events or self.drafts)
