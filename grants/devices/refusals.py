"""Why a batch is not read at all, and what can be wrong with one row of it that no form could send."""

from enum import StrEnum


class BatchReason(StrEnum):
    """Of the whole body: nothing of it is looked at, and nothing is stored."""

    NOT_JSON_TYPE = "batch_not_json_type"
    NOT_UTF8 = "batch_not_utf8"
    NOT_JSON = "batch_not_json"
    TOO_DEEP = "batch_too_deep"
    TOO_MANY_OBJECTS = "batch_too_many_objects"
    TOO_MANY_FIELDS = "batch_too_many_fields"
    FIELD_TWICE = "batch_field_twice"
    NOT_A_BATCH = "batch_not_a_batch"
    FIELD_UNKNOWN = "batch_field_unknown"
    DEVICE_UNREADABLE = "batch_device_unreadable"


class RowFault(StrEnum):
    """Of one row; the others are taken."""

    NOT_AN_OBJECT = "not_an_object"
    FIELD_UNKNOWN = "field_unknown"
    NOT_TEXT = "not_text"
    TEXT_FORBIDDEN = "text_forbidden"
    CLIENT_ID_UNREADABLE = "client_id_unreadable"
    YES_UNREADABLE = "yes_unreadable"
    PROJECT_UNKNOWN = "project_unknown"
    CURRENCY_UNKNOWN = "currency_unknown"
    DAY_TO_COME = "day_to_come"
    DAY_BEFORE_START = "day_before_start"
    AMOUNT_UNUSUAL = "amount_unusual"
    REPEATED = "repeated"
