"""Why a dossier is not made; the sentences are in `reports/labels.py`."""

from enum import StrEnum


class DossierReason(StrEnum):
    NO_RIGHT = "dossier_no_right"
