"""All contributions in their order: references, who recorded and verified them, and what became of some."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from examples.making.book import Book
from examples.making.guatemala.days import workday
from examples.making.guatemala.giving import money_of
from examples.making.guatemala.hands import hands_of
from examples.making.guatemala.places import BORDER
from examples.making.guatemala.reversing import add_reversals
from examples.making.guatemala.rows import Row, in_order
from examples.making.guatemala.schemes import SCHEMES

_LAST_VERIFIED = date(2020, 12, 29)
_SETTLING = timedelta(days=20)
"""Of a scheme to be settled all is verified some days before."""

_RETURNED_AFTER = date(2020, 11, 20)
_RETURNED, _WITHDRAWN = 2, 5
_OFFICERS = ("jorge", "marta", "ofelia", "pascual")

_METHODS = {
    "bank_transfer": "bank_statement",
    "money_transfer": "slip",
    "mobile_money": "slip",
    "cash": "cash_count",
    "labour": "site_visit",
    "materials": "site_visit",
}
_EVIDENCE = {"money_transfer": "Slip of the operator", "labour": "Attendance list, signed"}


def add_contributions(book: Book) -> None:
    chance = Random("recording")
    rows = [row for scheme in SCHEMES.values() for row in (*money_of(scheme), *hands_of(scheme))]
    rows = in_order(rows, "received_on", "project")
    _number(rows)
    for row in rows:
        _record(chance, row)
    _send_back(chance, rows)
    rows += add_reversals(book, rows)
    for row in rows:
        book.add("contributions", **row)


def _number(rows: Iterable[Row]) -> None:
    """References and slips by the committee, as its treasurer counts them."""
    numbers: dict[str, int] = defaultdict(int)
    for serial, row in enumerate(rows, 1):
        committee = row["group"]
        numbers[committee] += 1
        row["reference"] = f"{committee}-{numbers[committee]:04}"
        if row["kind"] == "money_transfer":
            row["transfer_reference"] = f"MT{200_000 + serial * 37}"
        elif row["kind"] == "bank_transfer":
            row["bank_reference"] = f"BT{500_000 + serial * 41}"
        elif row["kind"] == "cash":
            row["receipt_no"] = f"{committee}-R{numbers[committee]:04}"


def _record(chance: Random, row: Row) -> None:
    """Within some days; one in eighty so late that the subsidy does not answer it."""
    received = row["received_on"]
    late = chance.randrange(80) == 0 and received < date(2020, 9, 1)
    wait = chance.randint(47, 70) if late else chance.choice((0, 0, 1, 1, 2, 3, 4, 7))
    recorded = workday(received + timedelta(days=wait))
    verified = workday(recorded + timedelta(days=chance.choice((1, 2, 3, 4, 5, 6, 8, 10))))
    settled = SCHEMES[row["project"]].settled_on
    if settled is not None:
        verified = min(verified, settled - _SETTLING)
        recorded = min(recorded, verified)
    row["recorded_on"] = min(recorded, date(2020, 12, 30))
    row["recorded_by"] = _officer(row)
    row["evidence"] = row.get("evidence") or _EVIDENCE.get(row["kind"])
    if row["kind"] == "cash":
        row["banked_on"] = row["recorded_on"]
        row["bank_reference"] = f"DEP-{row['group']}-{row['recorded_on']:%y%m%d}"
    if verified > _LAST_VERIFIED or (verified > date(2020, 12, 24) and chance.randrange(2)):
        row["status"] = "recorded"
    else:
        row |= {"status": "verified", "verified_on": verified, "verified_by": "diego"}
        row["verification_method"] = _METHODS[row["kind"]]


def _officer(row: Row) -> str:
    """Who goes to the village."""
    community = SCHEMES[row["project"]].community
    if community in ("JACALTENANGO", "HUISTA"):
        return "marta"
    if community == "MORAZAN":
        return "jorge"
    return "ofelia" if community in BORDER else "pascual"


def _send_back(chance: Random, rows: list[Row]) -> None:
    """Of each officer some went back lately, to be mended; some earlier ones were withdrawn."""
    verified = [row for row in rows if row["status"] == "verified" and row["kind"] != "cash"]
    earlier = [row for row in verified if row["received_on"] <= _RETURNED_AFTER]
    _unverify(chance.sample(earlier, _WITHDRAWN), "withdrawn")
    for officer in _OFFICERS:
        recent = [row for row in verified if row not in earlier and row["recorded_by"] == officer]
        _unverify(chance.sample(recent, _RETURNED), "returned")


def _unverify(rows: list[Row], status: str) -> None:
    for row in rows:
        row["status"] = status
        for column in ("verified_on", "verified_by", "verification_method"):
            del row[column]
