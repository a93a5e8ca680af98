"""What only the site refuses of a workbook, and its words; everything else the import itself refuses."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.importing.labels import in_words as in_words_of_import
from grants.workbook.problems import Problem


class UploadProblem(StrEnum):
    """Why a row that the operator's command would book is not taken from a page."""

    BOOKED_BY_COMMAND = "booked_by_command"
    SEQ_GIVEN = "seq_given"
    STAYS_WITHDRAWN = "stays_withdrawn"
    SIGNED_BY_ANOTHER = "signed_by_another"


SENTENCES: dict[StrEnum, LazyString] = {
    UploadProblem.BOOKED_BY_COMMAND: _l(
        "Rows of this sheet that are not in the programme yet are booked by the operator's command "
        "(flask import-workbook), not on this page. Take them out of the file."
    ),
    UploadProblem.SEQ_GIVEN: _l(
        "%(column)s: the programme gives sequence numbers itself, and this row is not in it yet. Empty this "
        "column in all new rows."
    ),
    UploadProblem.SIGNED_BY_ANOTHER: _l(
        "%(column)s names somebody else. What is uploaded here is signed by whoever uploads it: expected is "
        "%(by)s."
    ),
    UploadProblem.STAYS_WITHDRAWN: _l(
        "%(key)s was withdrawn here and stays so. Enter the contribution under a new reference."
    ),
}


def in_words(problem: Problem) -> str:
    """What is wrong and what is expected."""
    sentence = SENTENCES.get(problem.kind)
    return in_words_of_import(problem) if sentence is None else str(sentence) % problem.details
