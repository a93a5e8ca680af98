"""What a device is told, in the language of whoever holds it."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.devices.refusals import BatchReason, RowFault

SENTENCES: dict[StrEnum, LazyString] = {
    BatchReason.NOT_JSON_TYPE: _l("Send this with the content type application/json."),
    BatchReason.NOT_UTF8: _l("This is not text in UTF-8."),
    BatchReason.NOT_JSON: _l("This is not JSON: look at line %(line)s, character %(character)s."),
    BatchReason.TOO_DEEP: _l("This is nested too deeply. A contribution has texts only."),
    BatchReason.TOO_MANY_OBJECTS: _l("These are too many contributions at once. Send at most %(most)s."),
    BatchReason.TOO_MANY_FIELDS: _l("Something in this has more than %(most)s fields."),
    BatchReason.FIELD_TWICE: _l("The field %(field)s is there twice in one object."),
    BatchReason.NOT_A_BATCH: _l('Send an object with the list "contributions".'),
    BatchReason.FIELD_UNKNOWN: _l("There is no field %(field)s beside the contributions."),
    BatchReason.DEVICE_UNREADABLE: _l(
        "The name of the device has to be a text of at most %(most)s characters."
    ),
}

FAULTS: dict[RowFault, LazyString] = {
    RowFault.NOT_AN_OBJECT: _l("A contribution has to be an object."),
    RowFault.FIELD_UNKNOWN: _l("A contribution has no field %(field)s."),
    RowFault.NOT_TEXT: _l("%(field)s has to be a text, in quotation marks."),
    RowFault.CLIENT_ID_UNREADABLE: _l("The number of a contribution has to be a UUID that the device made."),
    RowFault.YES_UNREADABLE: _l("%(field)s can be yes, or left out."),
    RowFault.PROJECT_UNKNOWN: _l("There is no such project here."),
    RowFault.CURRENCY_UNKNOWN: _l("%(currency)s is not used here. Choose one of these: %(known)s."),
    RowFault.DAY_TO_COME: _l("This day is still to come. Today is %(day)s."),
    RowFault.DAY_BEFORE_START: _l(
        "The programme began on %(day)s. Is the clock of the device right? If this is, send it with is_sure."
    ),
    RowFault.AMOUNT_UNUSUAL: _l(
        "This is %(times)s times what is usual of the group, or more. If it is right, send it with is_sure."
    ),
    RowFault.REPEATED: _l("The same number came before in this batch, and was refused. Mend that one."),
}

UNKNOWN_MORE = _l("There are %(count)s more fields that a contribution does not have.")
OTHER_CONTENT = _l(
    "This number stands for something else. What you sent is kept until somebody decides on it."
)
NOT_TAKEN = _l("Not taken yet. Send it again.")
RECORDED = _l("Recorded: %(reference)s.")
