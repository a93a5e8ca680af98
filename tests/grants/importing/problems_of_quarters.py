"""What can be wrong with what is told of a quarter, and with who signed for it."""

from grants.importing.problems import RowProblem as P
from tests.grants import programme as of
from tests.grants.importing.cases import Case
from tests.grants.programme import Row, Sheets


def told(number: int = 1, **other: object) -> Row:
    row = {"quarter": "2026-Q1", "section": "risks", "number": number, "words": "None"}
    return row | {"written_on": "2026-04-02", "written_by": "Zarina"} | other


def signed(part: str = "prepared", number: int = 1, by: str = "Zarina", **other: object) -> Row:
    row = {"quarter": "2026-Q1", "part": part, "number": number, "statement": "As agreed"}
    return row | {"signed_on": "2026-04-02", "signed_by": by, "figures": "a" * 64} | other


def quarter(*closings: Row, narrative: tuple[Row, ...] = (), signatures: tuple[Row, ...] = ()) -> Sheets:
    sheets = {"narrative": narrative, "signatures": signatures, "closings": closings}
    return of.programme(**{name: list(rows) for name, rows in sheets.items() if rows})


CASES_OF_QUARTERS = [
    Case(P.QUARTER_UNREADABLE, "narrative quarter 2", quarter(narrative=(told(quarter="2026"),))),
    Case(P.QUARTER_BEFORE_PROGRAMME, "narrative quarter 2", quarter(narrative=(told(quarter="2001-Q1"),))),
    Case(P.NUMBER_OF_PART_SKIPPED, "narrative number 3", quarter(narrative=(told(), told(3)))),
    Case(P.NUMBER_OF_PART_SKIPPED, "signatures number 2", quarter(signatures=(signed(number=0),))),
    Case(
        P.QUARTER_CLOSED,
        "narrative quarter 2",
        quarter(narrative=(told(),)),
        before=quarter(of.closing("2026-Q1")),
    ),
    Case(
        P.TWO_PARTS_BY_ONE_PERSON,
        "signatures signed_by 3",
        quarter(signatures=(signed(), signed("checked", by="ZARINA"))),
    ),
    Case(P.NOT_A_SHA256, "signatures figures 2", quarter(signatures=(signed(figures="abc"),))),
    Case(
        P.APPROVED_WITHOUT_CLOSING,
        "signatures part 2",
        quarter(of.closing("2025-Q4"), signatures=(signed("approved"),)),
    ),
]
