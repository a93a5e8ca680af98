"""What is wrong with the lines of a bank's file, in words, with the place in the file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grants.entering.labels import label_of
from grants.entering.said import said
from grants.entering.typed import place_of
from grants.workbook.problems import Problem

SHEET = "bank_lines"


@dataclass(frozen=True)
class Fault:
    """`row` is the line of the file; 0 where none is meant."""

    row: int
    label: str
    sentence: str


def faults_of(problems: Iterable[Problem], numbers: Sequence[int]) -> list[Fault]:
    """`numbers` are the lines of the file from which the rows were made."""
    found = []
    for problem in problems:
        _sheet, row, column = place_of(problem)
        label = str(label_of(SHEET, column)) if column else ""
        found.append(Fault(numbers[row - 1] if row else 0, label, said(problem)))
    return found
