"""Check the dossier in this folder, or in another one: python check_extract.py [FOLDER]

It needs nothing but Python 3.9 or newer. It checks that every file is as the index says, that every entry of the
journal gives the link that stands beside it, that the tables say what the entries say, and that the project's
figures follow from the tables. It prints what it did, and ends with 1 where anything differs.

Whoever alters a dossier can alter the script in it too. Where that matters, take this file from the source code of
Hashar (reports/dossier/check_extract.py), and name the folder.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

FOLDER = Path(sys.argv[1] if __name__ == "__main__" and sys.argv[1:] else Path(__file__).parent).resolve()
OUTSIDE_THE_INDEX = {"index.csv"}
LINKED = ("position", "seq", "kind", "sheet", "key", "effective_on", "content", "booked_by", "booked_at")
IN_KIND = {"labour", "materials", "skills"}
EVENTS = {
    "reversals": ("contribution", "reversed_on", "amount", "reason"),
    "changes": ("sheet", "code", "column", "old", "value", "effective_on", "reason", "document"),
}
"""Tables whose rows are entries of their own, known by their place in the journal: `seq`."""
WITHOUT_TABLE = {"rematches"}
MOST_SHOWN = 20

Row = dict[str, str]


class Report:
    """What was checked, and what differs."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def fault(self, text: str) -> None:
        self.faults.append(text)

    def part(self, title: str, checked: str, before: int) -> None:
        new = self.faults[before:]
        say(f"{'OK    ' if not new else 'WRONG '} {title}: {checked}")
        for text in new[:MOST_SHOWN]:
            say(f"         {text}")
        if len(new) > MOST_SHOWN:
            say(f"         and {len(new) - MOST_SHOWN} more")


def say(text: str) -> None:
    """On one line, whatever a dossier holds: nothing in it may move the cursor, or look like a line of ours."""
    text = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
    sys.stdout.write(
        text.encode(sys.stdout.encoding or "ascii", "replace").decode(sys.stdout.encoding or "ascii")
    )
    sys.stdout.write("\n")


def table(path: str) -> list[Row]:
    """The rows of a CSV of the dossier, without the apostrophes that keep spreadsheets from reading formulas."""
    with inside(path).open(encoding="utf-8-sig", newline="") as text:
        return [{name: plain(value) for name, value in row.items()} for row in csv.DictReader(text)]


def plain(value: str | None) -> str:
    if value is None:
        return ""
    is_marked = value.startswith("'") and value.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r"))
    return value[1:] if is_marked else value


def inside(path: str) -> Path:
    """A dossier names nothing outside of its folder, on no way."""
    found = (FOLDER / path).resolve()
    if found != FOLDER and FOLDER not in found.parents:
        raise ValueError(f"{path} is outside of this folder")
    return found


def check_files(report: Report) -> None:
    before, listed = len(report.faults), table("index.csv")
    for row in listed:
        path = inside(row["path"])
        if not path.is_file():
            report.fault(f"{row['path']} is not here")
            continue
        digest, size = digest_of_file(path)
        if (digest, str(size)) != (row["sha256"], row["size"]):
            report.fault(f"{row['path']} is not the file that the index names")
    known = {row["path"] for row in listed} | OUTSIDE_THE_INDEX
    for path in sorted(FOLDER.rglob("*")):
        name = path.relative_to(FOLDER).as_posix()
        if path.is_symlink() or (name not in known and not path.is_dir()):
            report.fault(f"{name} is not in the index")
    report.part("Files", f"{len(listed)} files against their SHA-256", before)


def digest_of_file(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as reading:
        while True:
            piece = reading.read(1 << 20)
            if not piece:
                return digest.hexdigest(), size
            digest.update(piece)
            size += len(piece)


def entries() -> Iterator[dict[str, Any]]:
    with inside("journal/entries.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def link_of(entry: dict[str, Any]) -> str:
    """As core/journal/links.py of Hashar computes it: the link before, then each part, put together by U+001F."""
    parts = [entry["previous"]] + [str(entry[name]) for name in LINKED]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def check_entries(report: Report, stated: dict[str, Any]) -> None:
    before, count, neighbours = len(report.faults), 0, 0
    last: dict[str, Any] | None = None
    links: dict[int, str] = {}
    for entry in entries():
        count += 1
        position = entry["position"]
        if link_of(entry) != entry["link"]:
            report.fault(f"entry {position} ({entry['sheet']} {entry['key']}) does not give its link")
        if last is not None and position <= last["position"]:
            report.fault(f"entry {position} stands after entry {last['position']}")
        if last is not None and position == last["position"] + 1:
            neighbours += 1
            if entry["previous"] != last["link"]:
                report.fault(f"entry {position} does not follow from entry {last['position']}")
        for place, link in ((position, entry["link"]), (position - 1, entry["previous"])):
            if links.setdefault(place, link) != link:
                report.fault(f"two links are given for entry {place}")
        last = entry
    if count != stated["entries"]:
        report.fault(f"there are {count} entries, and the summary speaks of {stated['entries']}")
    if last is not None and last["position"] > stated["position"]:
        report.fault("there are entries after the last one of the journal")
    report.part("Entries", f"{count} against their links, {neighbours} against the entry before", before)
    check_held(report, links, stated)


def check_held(report: Report, links: dict[int, str], stated: dict[str, Any]) -> None:
    before, met, held = len(report.faults), 0, table("journal/held_links.csv")
    for row in held:
        own = links.get(int(row["position"]))
        met += own is not None
        if own is not None and own != row["link"]:
            report.fault(f"the link of entry {row['position']} is not the one of: {row['held_in']}")
    if not any((row["position"], row["link"]) == (str(stated["position"]), stated["head"]) for row in held):
        report.fault("the last link of the journal is not the one in the summary")
    report.part("Links that others hold", f"{len(held)} listed, {met} of them met by an entry here", before)


def check_papers(report: Report, stated: dict[str, Any]) -> None:
    """Each is the one that was added, by the table of papers; the journal names those of documents."""
    before, listed = len(report.faults), table("tables/evidence.csv")
    for row in listed:
        if row["state"] == "missing":
            continue
        same = digest_of_file(inside(row["path"]))[0] == row["sha256_when_added"]
        if same != (row["state"] == "here"):
            report.fault(
                f"{row['path']} is {'as' if same else 'not as'} it was added, and is called {row['state']}"
            )
    here = {row["path"] for row in listed}
    for row in table("index.csv"):
        if row["path"].startswith("files/") and row["path"] not in here:
            report.fault(f"{row['path']} is among no papers")
    described = {row["sha256"] for row in table("tables/documents.csv")} if stated["has_entries"] else set()
    met = sum(row["sha256_when_added"] in described for row in listed)
    report.part("Papers", f"{len(listed)} as they were added, {met} of them named in the journal", before)


def check_rows(report: Report, stated: dict[str, Any]) -> None:
    """Each table is what its entries say, one after the other: the last word on each column holds."""
    before, rows, said = len(report.faults), 0, folded(stated["money"], stated["currencies"])
    for name in sorted(said.keys() - stated["tables"].keys() - EVENTS.keys() - WITHOUT_TABLE):
        report.fault(f"{name}: entries speak of it, and the summary names no such table")
    for name, keys in stated["tables"].items():
        here = by_key(report, name, keys)
        rows += len(here)
        booked = said.get(name, {})
        for key in sorted(here.keys() - booked.keys()):
            report.fault(f"{name} {key}: no entry speaks of it")
        for key in sorted(booked.keys() - here.keys()):
            report.fault(f"{name} {key}: entries speak of it, and its row is not here")
        for key in sorted(here.keys() & booked.keys()):
            for column, text in here[key].items():
                if text != booked[key].get(column, ""):
                    report.fault(
                        f"{name} {key}: {column} is {text!r}, and the entries say {booked[key].get(column, '')!r}"
                    )
    for name, columns in EVENTS.items():
        rows += check_events(report, name, columns, said.get(name, {}))
    report.part("Rows", f"{rows} in {len(stated['tables']) + len(EVENTS)} tables against the entries", before)


def by_key(report: Report, name: str, keys: list[str]) -> dict[str, Row]:
    here: dict[str, Row] = {}
    for row in table(f"tables/{name}.csv"):
        key = key_of([row[part] for part in keys])
        if key in here:
            report.fault(f"{name} {key}: there is more than one row of it")
        here[key] = row
    return here


def check_events(report: Report, name: str, columns: tuple[str, ...], booked: dict[str, Row]) -> int:
    """How many there are."""
    here = by_key(report, name, ["seq"])
    for seq in sorted(here.keys() ^ booked.keys()):
        report.fault(f"{name} {seq}: it is in {'the table' if seq in here else 'the journal'} alone")
    for seq in sorted(here.keys() & booked.keys()):
        for column in columns:
            text, other = here[seq][column], booked[seq].get(column, "")
            if text != other:
                report.fault(f"{name} {seq}: {column} is {text!r}, and the entries say {other!r}")
    return len(here)


def folded(
    money: dict[str, dict[str, str]], currencies: dict[str, dict[str, str]]
) -> dict[str, dict[str, Row]]:
    """Rows by sheet and key, each column as the table writes it."""
    said: dict[str, dict[str, dict[str, Any]]] = {}
    changes: list[dict[str, Any]] = []
    given: dict[str, str] = {}
    for entry in entries():
        content = json.loads(entry["content"])
        if entry["sheet"] == "changes":
            changes.append(content)
        elif entry["sheet"] == "contributions":
            given[entry["key"]] = content.get("currency", given.get(entry["key"]))
        elif entry["sheet"] == "reversals":
            content["currency"] = given.get(content["contribution"])
        said.setdefault(entry["sheet"], {}).setdefault(entry["key"], {}).update(content)
    money = {**money, "reversals": {"amount": "currency"}}
    texts = {
        sheet: {key: written(row, money.get(sheet, {}), currencies) for key, row in rows.items()}
        for sheet, rows in said.items()
    }
    for change in changes:
        row = texts.get(change["sheet"], {}).get(change["code"])
        if row is not None:
            row[change["column"]] = change.get("value") or ""
    return texts


def written(row: dict[str, Any], money: dict[str, str], currencies: dict[str, dict[str, str]]) -> Row:
    found = {}
    for column, value in row.items():
        currency = currency_of(row, money[column], currencies) if column in money else None
        found[column] = text_of(value, currency)
    return found


def currency_of(row: dict[str, Any], place: str, currencies: dict[str, dict[str, str]]) -> str | None:
    if "." not in place:
        return row.get(place)
    other = place.partition(".")[0]
    return currencies[f"{other}s"].get(row[other])


def text_of(value: Any, currency: str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if currency is None or not isinstance(value, int):
        return str(value)
    sign, digits, places = "-" if value < 0 else "", str(abs(value)), EXPONENTS.get(currency, 2)
    digits = digits.rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    return sign + whole + ("." + part if part else "")


def key_of(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else "|".join(part.replace("|", "||") for part in parts)


EXPONENTS: dict[str, int] = {}
"""Decimals of currencies that have not two; read from the summary."""


class Rates:
    """Units of a currency per USD in a month; exact, rounded half to even once."""

    def __init__(self) -> None:
        self._per_usd = {
            (row["currency"], row["month"]): Fraction(row["units_per_usd"])
            for row in table("tables/rates.csv")
        }

    def convert(self, minor: int, source: str, target: str, day: str) -> int:
        if source == target:
            return minor
        per_minor = Fraction(10) ** (EXPONENTS.get(target, 2) - EXPONENTS.get(source, 2))
        return round(minor * self._rate(target, day) / self._rate(source, day) * per_minor)

    def _rate(self, currency: str, day: str) -> Fraction:
        return Fraction(1) if currency == "USD" else self._per_usd[currency, day[:7]]


def minor_of(text: str, currency: str) -> int:
    minor = Fraction(text or "0") * 10 ** EXPONENTS.get(currency, 2)
    if minor.denominator != 1:
        raise ValueError(f"{text} {currency} has more decimals than the currency")
    return int(minor)


def check_figures(report: Report, stated: dict[str, Any]) -> None:
    before, figures, checked = len(report.faults), stated["figures"], 0
    found = computed(figures, stated["sees_all"] or stated["has_entries"])
    for name, value in found.items():
        if name == "funds":
            continue
        checked += 1
        if figures.get(name) != value:
            report.fault(
                f"{name} is {value} in minor units by the tables, and {figures.get(name)} in the summary"
            )
    own = {fund["fund"]: fund for fund in figures["funds"]}
    for code, values in found["funds"].items():
        for name, value in values.items():
            checked += 1
            if own.get(code, {}).get(name, 0) != value:
                report.fault(
                    f"{name} of the fund {code} is {value}, and {own.get(code, {}).get(name, 0)} in the summary"
                )
    for code in own.keys() - found["funds"].keys():
        report.fault(f"the fund {code} is in the summary alone")
    report.part("Figures", f"{checked} computed again from the tables", before)


def computed(figures: dict[str, Any], sees_all: bool) -> dict[str, Any]:
    rates, currency = Rates(), figures["currency"]
    funds: dict[str, dict[str, int]] = {}
    given = {row["reference"]: row for row in table("tables/contributions.csv")}
    for row in table("tables/disbursements.csv"):
        of = funds.setdefault(row["fund"], new_fund())
        of["paid"] += minor_of(row["amount"], fund_currency(row["fund"]))
    by_match: dict[tuple[str, str, str], int] = {}
    for row in table("tables/decisions.csv"):
        net = minor_of(row["granted"], row["currency"]) - minor_of(row["released"], row["currency"])
        match = row["fund"], row["contribution"], row["rule"]
        by_match[match] = by_match.get(match, 0) + net
    for (fund, reference, _rule), net in by_match.items():
        if not net and fund not in funds:
            continue
        of = funds.setdefault(fund, new_fund())
        of["matched"] += net
        of["matched_in_project_currency"] += rates.convert(
            net, fund_currency(fund), currency, given[reference]["received_on"]
        )
    found: dict[str, Any] = {"funds": funds}
    if sees_all:
        found |= of_the_whole_project(currency, rates, given)
    return found


def new_fund() -> dict[str, int]:
    return {"matched": 0, "matched_in_project_currency": 0, "paid": 0}


def fund_currency(code: str) -> str:
    return CURRENCIES_OF_FUNDS[code]


CURRENCIES_OF_FUNDS: dict[str, str] = {}
"""Read from the summary."""


def of_the_whole_project(currency: str, rates: Rates, given: dict[str, Row]) -> dict[str, int | None]:
    back: dict[str, int] = {}
    for row in table("tables/reversals.csv"):
        code = row["contribution"]
        back[code] = back.get(code, 0) + minor_of(row["amount"], row["currency"])
    found = {"contributed": 0, "in_kind": 0, "other_funding_agreed": 0, "other_funding_received": 0}
    for reference, row in given.items():
        if row["status"] != "verified":
            continue
        amount = minor_of(row["amount"], row["currency"])
        value = rates.convert(amount, row["currency"], currency, row["received_on"])
        left = value - round(Fraction(value * back.get(reference, 0), amount))
        found["in_kind" if row["kind"] in IN_KIND else "contributed"] += left
    for row in table("tables/other_funding.csv"):
        value = rates.convert(
            minor_of(row["amount"], row["currency"]), row["currency"], currency, row["agreed_on"]
        )
        found["other_funding_agreed"] += value
        found["other_funding_received"] += value if row["received_on"] else 0
    return {**found, "spent": spent(currency, rates)}


def spent(currency: str, rates: Rates) -> int | None:
    """None where a rate is missing: then no sum is stated."""
    try:
        return sum(
            rates.convert(
                minor_of(row["amount"], row["currency"]), row["currency"], currency, row["spent_on"]
            )
            for row in table("tables/expenditures.csv")
        )
    except KeyError:
        return None


def main() -> int:
    report = Report()
    try:
        check_files(report)
        stated = json.loads((FOLDER / "summary.json").read_text(encoding="utf-8"))
        EXPONENTS.update(stated["exponents"])
        CURRENCIES_OF_FUNDS.update(stated["currencies"]["funds"])
        check_papers(report, stated)
        if stated["has_entries"] or inside("journal/entries.jsonl").exists():
            check_entries(report, stated)
            check_rows(report, stated)
        else:
            say("--     Entries: they are left out of this dossier, which says why in its index")
        check_figures(report, stated)
    except (
        OSError,
        ValueError,
        LookupError,
        ArithmeticError,
        TypeError,
        AttributeError,
        RuntimeError,
    ) as failure:
        report.fault(f"{type(failure).__name__}: {failure}")
        say(f"WRONG  The dossier cannot be read: {type(failure).__name__}: {failure}")
    say("")
    say(f"SHA-256 of index.csv, by which this dossier is known: {digest_of_file(FOLDER / 'index.csv')[0]}")
    say("Nothing differs." if not report.faults else f"{len(report.faults)} differences.")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
