"""Why somebody is not let in, or an account stays as it is."""

from enum import StrEnum


class AccountReason(StrEnum):
    """Each has a sentence in `core.accounts.labels`."""

    NAME_EMPTY = "account_name_empty"
    NAME_TOO_LONG = "account_name_too_long"
    NAME_UNREADABLE = "account_name_unreadable"
    NAME_MIXED = "account_name_mixed"
    NAME_TAKEN = "account_name_taken"
    UNKNOWN_ACCOUNT = "account_unknown"
    PASSWORD_TOO_SHORT = "password_too_short"
    PASSWORD_TOO_LONG = "password_too_long"
    PASSWORD_COMMON = "password_common"
    PASSWORD_HAS_NAME = "password_has_name"
    PASSWORD_MONOTONOUS = "password_monotonous"
    EMAIL_UNREADABLE = "account_email_unreadable"
    NOT_FOR_ROLE = "scope_not_for_role"
    UNKNOWN_PROGRAMME = "scope_unknown_programme"
    UNKNOWN_PART = "scope_unknown_part"
    LAST_ADMINISTRATOR = "account_last_administrator"
    YOURSELF = "account_yourself"
    DISABLED = "account_disabled"
    WRONG_PASSWORD = "sign_in_wrong"
    TOO_MANY_ATTEMPTS = "sign_in_too_many"
