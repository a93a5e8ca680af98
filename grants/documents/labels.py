"""What sorts of documents are called."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.models.documents import DocumentKind

DOCUMENT_KINDS: dict[StrEnum, LazyString] = {
    DocumentKind.PHOTO: _l("Photo"),
    DocumentKind.CERTIFICATE: _l("Certificate"),
    DocumentKind.HANDOVER_ACT: _l("Handover act"),
    DocumentKind.MINUTES: _l("Minutes"),
    DocumentKind.AGREEMENT: _l("Agreement"),
    DocumentKind.INVOICE: _l("Invoice"),
    DocumentKind.BANK_STATEMENT: _l("Bank statement"),
    DocumentKind.LETTER: _l("Letter"),
    DocumentKind.LAND_CONSENT: _l("Land consent"),
    DocumentKind.BILL_OF_QUANTITIES: _l("Bill of quantities"),
    DocumentKind.QUOTE: _l("Quote"),
    DocumentKind.MAINTENANCE_PLAN: _l("Maintenance plan"),
    DocumentKind.OTHER: _l("Other document"),
}
