"""Why a proposal of rules is not agreed to."""

from enum import StrEnum


class AgreementReason(StrEnum):
    SEVERAL_FUNDS = "agreement_several_funds"
    NOT_THE_DONOR = "agreement_not_the_donor"
    NO_DOCUMENT = "agreement_no_document"
    READ_OTHERWISE = "agreement_read_otherwise"
