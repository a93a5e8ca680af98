"""The sentences for files that are not taken as evidence."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.evidence.refusals import EvidenceReason

SENTENCES: dict[StrEnum, LazyString] = {
    EvidenceReason.EMPTY: _l("The file is empty. Choose it once more."),
    EvidenceReason.TOO_LARGE: _l("The file is larger than %(limit)s MB. Take the photo with fewer pixels."),
    EvidenceReason.TOO_MANY: _l("At most %(limit)s files, please. There are %(given)s."),
    EvidenceReason.NOT_EVIDENCE: _l("This is neither a photo (JPEG, PNG, WebP) nor a PDF file."),
    EvidenceReason.HEIC: _l(
        "This photo is in the format HEIC, which cannot be read here. Choose JPEG (“most compatible”) in the "
        "settings of the camera, or send a picture of the screen."
    ),
    EvidenceReason.DAMAGED: _l(
        "The file is damaged or incomplete. Take the photo or make the PDF once more."
    ),
    EvidenceReason.TOO_MANY_PIXELS: _l(
        "The photo has more than %(limit)s million pixels. Take it with fewer."
    ),
    EvidenceReason.ENCRYPTED: _l("The PDF file is protected with a password. Save it without one."),
    EvidenceReason.TOO_MANY_PAGES: _l("The PDF file has more than %(limit)s pages. Send those that matter."),
    EvidenceReason.PDF_TOO_LARGE: _l("The PDF file is larger than %(limit)s MB. Send a photo instead."),
    EvidenceReason.TOO_MUCH_WORK: _l(
        "The file takes too long or too much memory to read. Send a photo instead."
    ),
    EvidenceReason.NO_ROOM: _l(
        "There is no room left for files on the server, so this one was not kept. Tell whoever runs this site, "
        "and add it later; without it you can go on."
    ),
    EvidenceReason.REFERENCE_LOST: _l("A file that was added before is not kept any more. Add it once more."),
}
