"""Between a form and its summary, files are named by signed tickets: nobody can claim a file of somebody else."""

from collections.abc import Iterable
from dataclasses import asdict

from itsdangerous import BadSignature, URLSafeTimedSerializer

from core.errors import Refusal
from grants.evidence.folder import UNCLAIMED_FOR, EvidenceFolder, Kept
from grants.evidence.refusals import EvidenceReason

_SALT = "hashar.evidence"
_SECONDS = int(UNCLAIMED_FOR.total_seconds()) // 2
"""Well before the sweep, so that no file is swept away under a form that is just being sent."""


class Tickets:
    """Of one person for one form; `secret` is the application's."""

    def __init__(self, secret: str, account_id: int, purpose: str) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt=f"{_SALT}|{account_id}|{purpose}")

    def write(self, file: Kept) -> str:
        return self._serializer.dumps(asdict(file))

    def read(self, tickets: Iterable[str], folder: EvidenceFolder) -> list[Kept]:
        """The files, each once. Raises Refusal where one is not there, or the ticket is not of this form."""
        return [self._read(ticket, folder) for ticket in dict.fromkeys(tickets)]

    def _read(self, ticket: str, folder: EvidenceFolder) -> Kept:
        try:
            found = self._serializer.loads(ticket, max_age=_SECONDS)
            file = Kept(**found)
        except (BadSignature, TypeError) as lost:
            raise Refusal(EvidenceReason.REFERENCE_LOST) from lost
        if not folder.has(file.stored_as):
            raise Refusal(EvidenceReason.REFERENCE_LOST)
        return file
