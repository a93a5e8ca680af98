"""Why a file is not taken as evidence."""

from enum import StrEnum


class EvidenceReason(StrEnum):
    EMPTY = "evidence_empty"
    TOO_LARGE = "evidence_too_large"
    TOO_MANY = "evidence_too_many"
    NOT_EVIDENCE = "evidence_not_evidence"
    HEIC = "evidence_heic"
    DAMAGED = "evidence_damaged"
    TOO_MANY_PIXELS = "evidence_too_many_pixels"
    ENCRYPTED = "evidence_encrypted"
    TOO_MANY_PAGES = "evidence_too_many_pages"
    PDF_TOO_LARGE = "evidence_pdf_too_large"
    TOO_MUCH_WORK = "evidence_too_much_work"
    NO_ROOM = "evidence_no_room"
    REFERENCE_LOST = "evidence_reference_lost"
