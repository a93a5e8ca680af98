import re

import pytest

from grants.workbook.labels import PROBLEMS, describe
from grants.workbook.labels_of_files import NOTICES
from grants.workbook.problems import Notice, NoticeKind, Problem, ProblemKind

pytestmark = pytest.mark.usefixtures("a_reader_of_english")


def test_every_reason_has_a_sentence() -> None:
    assert PROBLEMS.keys() == set(ProblemKind)
    assert NOTICES.keys() == set(NoticeKind)


@pytest.mark.parametrize("kind", ProblemKind)
def test_a_sentence_says_what_is_wrong_and_what_to_do(kind: ProblemKind) -> None:
    sentence = str(PROBLEMS[kind])
    details = dict.fromkeys(re.findall(r"%\((\w+)\)s", sentence), "5")
    said = describe(Problem(kind, "contributions", "E2", details))
    assert "%" not in said
    assert said.count(". ") >= 1


def test_a_notice_is_described_too() -> None:
    notice = Notice(NoticeKind.UNKNOWN_COLUMN, "contributions", "I1", {"found": "remark"})
    assert describe(notice) == "The column remark is not known and was left out."
