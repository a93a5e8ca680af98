"""What must hold of explanations of variances."""

from collections import defaultdict

from core.journal.append import row_key
from grants.importing.problems import RowProblem
from grants.importing.upload import Upload


def check_variances(upload: Upload) -> None:
    """Each is of a line of the project's budget, and they are numbered from 1 without a gap."""
    numbers: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for row in upload.of("variances"):
        project, line, number = (row.content[column] for column in ("project", "line", "number"))
        if not row.is_sound or None in (project, line, number):
            continue
        numbers[project, line].add(number)
        if not upload.has("budget_lines", row_key(project, line)):
            upload.refuse(row, "line", RowProblem.CODE_UNKNOWN, code=line, of_sheet="budget_lines")
    for row in upload.sound("variances"):
        project, line, number = (row.content[column] for column in ("project", "line", "number"))
        before = row_key(project, line, number - 1)
        follows = number - 1 in numbers[project, line] or before in upload.known["variances"]
        if number < 1 or (number > 1 and not follows):
            upload.refuse(row, "number", RowProblem.NUMBER_SKIPPED)
