"""The matching contract once more: independent, slow, and meant to be obviously correct.

Every figure is computed anew from the whole history each time it is needed; there are no running
balances. Amounts are integers of minor units, what lies between them is a Fraction. Functions are named
after the steps they compute.

Readings, where the contract leaves a choice:

- A contribution counts under a rule when all conditions hold, also when nothing of it is left after steps
  2 and 3; it then tests the threshold and can free the queue.
- In a joint scheme each rule's threshold is marked as reached by itself, by a contribution that counts
  under the whole scheme; one that waits is freed once every rule under which it waits is so marked.
- One that waits in a scheme is decided among the rules under which it waits: those in scope when it
  entered.
- All rules that a contribution enters count it before any of them decides.
- A release of 0 is no entry. A release has the desired amount 0 and the reason `reversed` or `settled`.
- The desired amount of a match is that of its last entry that is not a release: 0 while it waits.
- In-kind for the threshold only has the reason `in_kind_threshold` whatever steps 2 and 3 did to it.
- A step lowers only when less comes out than went in: a grant already at 0 keeps its reason.
- A cap or `counted_per_household` less what was used is floored, not the cap itself; thresholds compare
  exactly.
- Household, group, community and `counted_per_household` periods, and the fund year, are those of
  `received_on`; what other versions used counts by the period of the version that decides.
- `counted_per_household` and the in-kind limit are used up also by contributions that wait.
- The caps of a scheme's rules, and the gap, are read before any of them grants.
- In a scheme where one rule desires 0, the others keep their desired amount, with reason `joint`.
- In a scheme, only the rules that lost a unit to the last step of the gap are lowered by it in the end.
- A re-match's room under `match_per_contribution` is the cap less what the match has, net of releases.
- A re-match looks at reasons of step 6; `in_kind_limit` and `counted_per_household` are not caps in its
  sense.
- A re-match reads the terms in force on `received_on`, and orders rules by their priority there, then by
  code.
- The decision that a re-match goes by is the first, also when an earlier re-match granted more.
- A re-match never books 0, and leaves the reason of what it cannot raise.
- A reversal after settlement goes on releasing, whatever was paid out.
- A fund's limit at settlement is its matches of the project before it, less payments (refunds are
  negative).
- The refund due is in the fund's currency: what settlement wanted to release and could not.
- Settlement counts the contributions and other funding booked before it; later ones change nothing.
- A reversal without an amount takes all that is left of the contribution.
- A change may be of any cell; dates of events (`approved_on`, `settled_on`, ...) are read as they stand
  now.
- Sequence numbers are `seq` of `changes`, `reversals` and `rematches`, elsewhere `approved_seq`,
  `settled_seq`, `agreed_seq`, `verified_seq` and `reversed_seq`: all or none.
- Re-match rows of one fund, day and sequence number are one event, of which only fund and place are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import floor

Row = dict[str, object]
Sheets = dict[str, list[Row]]

MONEY = ("bank_transfer", "money_transfer", "mobile_money", "cash")
EVENTS = ("change", "approve", "other_funding", "verify", "reverse", "settle", "re-match")
NO_DECIMALS = ("CLP", "ISK", "JPY", "KRW", "PYG", "RWF", "UGX", "VND", "XAF", "XOF", "XPF")
THREE_DECIMALS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")


# --- cells ----------------------------------------------------------------------------------------


def text(cell: object) -> str | None:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return None if cell is None else str(cell).strip() or None


def required(cell: object) -> str:
    found = text(cell)
    if found is None:
        raise ValueError("a required cell is empty")
    return found


@cache
def number(cell: object) -> Fraction | None:
    if isinstance(cell, float):
        cell = format(cell, ".15g")
    found = text(cell)
    return None if found is None else Fraction(Decimal(found.replace(" ", "")))


def required_number(cell: object) -> Fraction:
    return Fraction(Decimal(required(cell)))


def day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = text(cell)
    return None if found is None else date.fromisoformat(found[:10])


def required_day(cell: object) -> date:
    found = day(cell)
    if found is None:
        raise ValueError("a required date is empty")
    return found


def listed(cell: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text(cell) or "").split(";") if part.strip())


def month(cell: object) -> str:
    return cell.strftime("%Y-%m") if isinstance(cell, date) else required(cell)[:7]


def exponent(currency: str) -> int:
    return 0 if currency in NO_DECIMALS else 3 if currency in THREE_DECIMALS else 2


def minor(cell: object, currency: str) -> Fraction:
    return (number(cell) or Fraction(0)) * Fraction(10) ** exponent(currency)


def whole_minor(cell: object, currency: str) -> int:
    amount = minor(cell, currency)
    if amount.denominator != 1:
        raise ValueError(f"{cell} {currency} has more decimals than the currency")
    return int(amount)


# --- what the sheets say --------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Rule:
    """One version of a rule's code."""

    code: str
    version: int
    fund: str
    currency: str
    priority: int
    joint: str | None
    tiers: tuple[tuple[Fraction, Fraction], ...]
    terms: Row

    def amount(self, column: str) -> Fraction | None:
        return None if number(self.terms.get(column)) is None else minor(self.terms[column], self.currency)

    def share(self, column: str) -> Fraction | None:
        return number(self.terms.get(column))

    def listed(self, column: str) -> tuple[str, ...]:
        return listed(self.terms.get(column))


@dataclass(frozen=True, eq=False)
class Contribution:
    reference: str
    project: str
    group: str
    household: str | None
    received_on: date
    amount: int
    currency: str
    kind: str
    source: str | None
    recorded_on: date

    @property
    def month(self) -> str:
        return month(self.received_on)

    @property
    def in_kind(self) -> bool:
        return self.kind not in MONEY


@dataclass(frozen=True, eq=False)
class Change:
    cell: tuple[str, str, str]
    old: object
    value: object


@dataclass(frozen=True)
class Event:
    kind: str
    on: date
    key: str
    row: int
    seq: int | None
    cells: Row

    @property
    def place(self) -> tuple[date, int, str, int]:
        return self.on, EVENTS.index(self.kind), self.key, self.row


def change_of(row: Row) -> Change:
    cell = required(row["sheet"]), required(row["code"]), required(row["column"])
    return Change(cell, row.get("old"), row.get("value"))


def rule_of(row: Row, currency: str) -> Rule:
    return Rule(
        code=required(row["code"]),
        version=int(required(row["version"])),
        fund=required(row["fund"]),
        currency=currency,
        priority=int(required(row["priority"])),
        joint=text(row.get("joint")),
        tiers=tiers_of(row, currency),
        terms=row,
    )


def tiers_of(row: Row, currency: str) -> tuple[tuple[Fraction, Fraction], ...]:
    ratio = number(row.get("ratio"))
    if ratio is not None:
        return ((Fraction(0), ratio),)
    steps = [step.split("=") for step in listed(row.get("tiers"))]
    return tuple(sorted((minor(start, currency), required_number(ratio)) for start, ratio in steps))


def contribution_of(row: Row) -> Contribution:
    currency = required(row["currency"])
    return Contribution(
        reference=required(row["reference"]),
        project=required(row["project"]),
        group=required(row["group"]),
        household=text(row.get("household")),
        received_on=required_day(row["received_on"]),
        amount=whole_minor(row["amount"], currency),
        currency=currency,
        kind=required(row["kind"]),
        source=text(row.get("source")),
        recorded_on=day(row.get("recorded_on")) or required_day(row["verified_on"]),
    )


# --- events, in order -----------------------------------------------------------------------------


def events_of(sheets: Sheets) -> list[Event]:
    events = list(all_events(sheets))
    numbered = [event for event in events if event.seq is not None]
    if not numbered:
        return sorted(events, key=lambda event: event.place)
    if len(numbered) < len(events):
        raise ValueError("sequence numbers for some events only")
    return sorted(events, key=lambda event: (event.seq, event.place))


def all_events(sheets: Sheets) -> Iterator[Event]:
    yield from dated(sheets, "changes", "change", "code", "effective_on", "seq")
    yield from dated(sheets, "projects", "approve", "code", "approved_on", "approved_seq")
    yield from dated(sheets, "other_funding", "other_funding", "reference", "agreed_on", "agreed_seq")
    yield from dated(sheets, "contributions", "verify", "reference", "verified_on", "verified_seq")
    yield from dated(sheets, "contributions", "reverse", "reference", "reversed_on", "reversed_seq")
    yield from dated(sheets, "reversals", "reverse", "contribution", "reversed_on", "seq")
    yield from dated(sheets, "projects", "settle", "code", "settled_on", "settled_seq")
    yield from unique(dated(sheets, "rematches", "re-match", "fund", "booked_on", "seq"))


def dated(sheets: Sheets, sheet: str, kind: str, key: str, on: str, seq: str) -> Iterator[Event]:
    for number_of_row, row in enumerate(rows_of(sheets, sheet)):
        when = day(row.get(on))
        if when and (sheet != "contributions" or text(row.get("status")) == "verified"):
            place = text(row.get(seq))
            yield Event(kind, when, required(row[key]), number_of_row, int(place) if place else None, row)


def unique(events: Iterable[Event]) -> Iterator[Event]:
    seen = set()
    for event in events:
        if (event.key, event.on, event.seq) not in seen:
            seen.add((event.key, event.on, event.seq))
            yield event


def rows_of(sheets: Sheets, sheet: str) -> list[Row]:
    return [row for row in sheets.get(sheet, []) if row and not is_tag_row(row)]


def is_tag_row(row: Row) -> bool:
    first = next(iter(row.values()))
    return isinstance(first, str) and first.startswith("#")


# --- history --------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Counted:
    """What a contribution brought into one rule when it entered; `reversed_then` is the contract's X0."""

    contribution: Contribution
    rule: Rule
    q: int
    b: int
    reason: str
    reversed_then: int


@dataclass(frozen=True, eq=False)
class Booked:
    """One entry. `reversed_then` is the contract's Xg or Xd, `releases` the grant that it releases."""

    event: Event
    contribution: Contribution
    rule: Rule
    desired: int
    granted: int
    released: int
    reason: str
    reversed_then: int
    releases: Booked | None = None


@dataclass
class Books:
    """The sheets, and all that has happened so far."""

    sheets: Sheets
    changed: list[Change] = field(default_factory=list)
    approved: list[str] = field(default_factory=list)
    agreed: list[Row] = field(default_factory=list)
    verified: list[Contribution] = field(default_factory=list)
    reversals: list[tuple[str, int]] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    reached: list[tuple[str, str]] = field(default_factory=list)
    entries: list[Booked] = field(default_factory=list)
    refunds: list[tuple[str, str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.changes = [change_of(event.cells) for event in events_of(self.sheets) if event.kind == "change"]
        self.coded = {
            sheet: {required(row["code"]): row for row in rows_of(self.sheets, sheet)}
            for sheet in ("communities", "groups", "projects", "funds")
        }
        self.rules = [
            rule_of(row, required(self.coded["funds"][required(row["fund"])]["currency"]))
            for row in rows_of(self.sheets, "rules")
        ]
        self.rates = {
            (required(row["currency"]), month(row["month"])): number(row["units_per_usd"])
            for row in rows_of(self.sheets, "rates")
        }

    def fact(self, sheet: str, code: str, column: str) -> object:
        """As it stands at this place in the sequence."""
        cell = sheet, code, column
        for latest in reversed(self.changed):
            if latest.cell == cell:
                return latest.value
        for earliest in self.changes:
            if earliest.cell == cell:
                return earliest.old
        return self.coded[sheet][code].get(column)

    def community(self, project: str) -> str:
        return required(self.fact("projects", project, "community"))

    def currency(self, project: str) -> str:
        return required(self.fact("projects", project, "currency"))

    def budget(self, project: str) -> int:
        return whole_minor(self.fact("projects", project, "budget"), self.currency(project))

    def reversed_of(self, contribution: Contribution) -> int:
        """X: all that was reversed so far."""
        return sum(amount for reference, amount in self.reversals if reference == contribution.reference)

    def counted_of(self, contribution: Contribution, rule: Rule) -> Counted:
        return next(
            each for each in self.counted if each.contribution is contribution and each.rule.code == rule.code
        )

    def decisions(self) -> Iterator[Booked]:
        return (entry for entry in self.entries if entry.releases is None)

    def left_of(self, grant: Booked) -> int:
        return grant.granted - sum(entry.released for entry in self.entries if entry.releases is grant)

    def net(self, keep: Callable[[Booked], bool]) -> int:
        return sum(entry.granted - entry.released for entry in self.entries if keep(entry))

    def book(self, event: Event, c: Contribution, rule: Rule, desired: int, grant: int, why: str) -> None:
        self.entries.append(Booked(event, c, rule, desired, grant, 0, why, self.reversed_of(c)))

    def release(self, event: Event, grant: Booked, amount: int, why: str) -> None:
        if amount:
            c = grant.contribution
            self.entries.append(Booked(event, c, grant.rule, 0, 0, amount, why, self.reversed_of(c), grant))


# --- numbers --------------------------------------------------------------------------------------


def rate(books: Books, currency: str, when: str) -> Fraction:
    if currency == "USD":
        return Fraction(1)
    found = books.rates.get((currency, when))
    if not found:
        raise LookupError(f"no rate of {currency} for {when}")
    return found


def exact(books: Books, amount: int | Fraction, source: str, target: str, when: str) -> Fraction:
    if source == target:
        return Fraction(amount)
    quotient = rate(books, target, when) / rate(books, source, when)
    return amount * quotient * Fraction(10) ** (exponent(target) - exponent(source))


def convert(books: Books, amount: int, source: str, target: str, when: str) -> int:
    return round(exact(books, amount, source, target, when))


def budget_in(books: Books, project: str, rule: Rule) -> int:
    """`budget in f`."""
    approved_month = month(required_day(books.coded["projects"][project]["approved_on"]))
    return convert(books, books.budget(project), books.currency(project), rule.currency, approved_month)


def period(on: date, cap_period: str | None) -> tuple[int, ...]:
    match cap_period or "total":
        case "total":
            return ()
        case "year":
            return (on.year,)
        case "quarter":
            return (on.year, (on.month + 2) // 3)
    raise ValueError(f"cap_period {cap_period}")


def fund_year(on: date, starts_month: int) -> int:
    return on.year if on.month >= starts_month else on.year - 1


# --- which rules look at a contribution -----------------------------------------------------------


def is_in_scope(books: Books, rule: Rule, c: Contribution) -> bool:
    """The first seven conditions."""
    return (
        is_of_programme(books, rule, c)
        and c.project not in books.settled
        and is_in_force(rule, c)
        and is_fund_open(books, rule, c)
        and is_one_of(c.project, rule.listed("projects"))
        and is_sector(text(books.fact("projects", c.project, "sector")), rule.listed("sectors"))
        and is_one_of(books.community(c.project), rule.listed("communities"))
        and is_one_of(marginality(books, c), rule.listed("marginality"))
    )


def is_of_programme(books: Books, rule: Rule, c: Contribution) -> bool:
    community = books.coded["communities"][books.community(c.project)]
    return text(books.coded["funds"][rule.fund]["programme"]) == text(community["programme"])


def is_in_force(rule: Rule, c: Contribution) -> bool:
    return is_within(c.received_on, rule.terms.get("effective_from"), rule.terms.get("effective_to"))


def is_fund_open(books: Books, rule: Rule, c: Contribution) -> bool:
    opens_on, closes_on = (books.fact("funds", rule.fund, column) for column in ("opens_on", "closes_on"))
    return is_within(c.received_on, opens_on, closes_on)


def marginality(books: Books, c: Contribution) -> str | None:
    return text(books.fact("communities", books.community(c.project), "marginality"))


def is_within(on: date, first: object, last: object) -> bool:
    since, until = day(first), day(last)
    return (since is None or since <= on) and (until is None or on <= until)


def is_one_of(fact: str | None, wanted: tuple[str, ...]) -> bool:
    return not wanted or fact in wanted


def is_sector(sector: str | None, wanted: tuple[str, ...]) -> bool:
    return not wanted or (sector is not None and sector.startswith(wanted))


def refusal(books: Books, rule: Rule, c: Contribution) -> str | None:
    """The reason code of the first of the later conditions that fails."""
    conditions = {
        "kind": kind_holds,
        "source": source_holds,
        "household": household_holds,
        "group_members": group_members_holds,
        "group_leader": group_leader_holds,
        "group_age": group_age_holds,
        "group_certificate": group_certificate_holds,
        "project_cost": project_cost_holds,
        "late": late_holds,
    }
    return next((reason for reason, holds in conditions.items() if not holds(books, rule, c)), None)


def kind_holds(books: Books, rule: Rule, c: Contribution) -> bool:
    accepted = not c.in_kind or text(rule.terms.get("in_kind")) in ("match", "threshold")
    return is_one_of(c.kind, rule.listed("kinds")) and accepted


def source_holds(books: Books, rule: Rule, c: Contribution) -> bool:
    return is_one_of(c.source, rule.listed("sources"))


def household_holds(books: Books, rule: Rule, c: Contribution) -> bool:
    limits = (rule.amount("match_per_household"), rule.amount("counted_per_household"))
    return limits == (None, None) or c.household is not None


def group_members_holds(books: Books, rule: Rule, c: Contribution) -> bool:
    wanted = number(rule.terms.get("group_min_members"))
    members = number(books.fact("groups", c.group, "members"))
    return wanted is None or (members is not None and members >= wanted)


def group_leader_holds(books: Books, rule: Rule, c: Contribution) -> bool:
    wanted = text(rule.terms.get("group_leader"))
    return wanted is None or text(books.fact("groups", c.group, "leader_sex")) == wanted


def group_age_holds(books: Books, rule: Rule, c: Contribution) -> bool:
    wanted = number(rule.terms.get("group_min_days"))
    registered_on = day(books.fact("groups", c.group, "registered_on"))
    return wanted is None or (registered_on is not None and (c.received_on - registered_on).days >= wanted)


def group_certificate_holds(books: Books, rule: Rule, c: Contribution) -> bool:
    certificate_until = day(books.fact("groups", c.group, "certificate_until"))
    has_certificate = certificate_until is not None and c.received_on <= certificate_until
    return text(rule.terms.get("group_certificate")) != "yes" or has_certificate


def project_cost_holds(books: Books, rule: Rule, c: Contribution) -> bool:
    wanted = rule.amount("project_cost_min")
    return wanted is None or budget_in(books, c.project, rule) >= wanted


def late_holds(books: Books, rule: Rule, c: Contribution) -> bool:
    wanted = number(rule.terms.get("record_within_days"))
    return wanted is None or (c.recorded_on - c.received_on).days <= wanted


def unit_of(rule: Rule) -> tuple[str, str]:
    return ("scheme", rule.joint) if rule.joint else ("rule", rule.code)


def units_in_scope(books: Books, c: Contribution) -> list[list[Rule]]:
    """The rules in scope in the order in which they are taken; those of a scheme together, by code."""
    units: dict[tuple[str, str], list[Rule]] = defaultdict(list)
    for rule in sorted(books.rules, key=lambda rule: rule.code):
        if is_in_scope(books, rule, c):
            units[unit_of(rule)].append(rule)
    return sorted(units.values(), key=lambda rules: min((rule.priority, rule.code) for rule in rules))


# --- what a rule grants ---------------------------------------------------------------------------


def value(books: Books, rule: Rule, c: Contribution) -> int:
    """Step 1."""
    v = convert(books, c.amount - books.reversed_of(c), c.currency, rule.currency, c.month)
    weight = rule.share("in_kind_weight")
    return round(v * weight) if c.in_kind and weight is not None else v


def counted_left(books: Books, counted: Counted, of: int) -> int:
    """What reversals have left of a counted value."""
    c, then = counted.contribution, counted.reversed_then
    return of - round(Fraction(of * (books.reversed_of(c) - then), c.amount - then))


def in_kind_limit(books: Books, rule: Rule, c: Contribution) -> int | None:
    """Step 2: what is left."""
    share = rule.share("in_kind_limit_share")
    if share is None or not c.in_kind:
        return None
    used = sum(
        counted_left(books, each, each.q)
        for each in books.counted
        if each.rule.code == rule.code
        and each.contribution.project == c.project
        and each.contribution.in_kind
    )
    return max(0, floor(share * budget_in(books, c.project, rule)) - used)


def counted_per_household(books: Books, rule: Rule, c: Contribution) -> int | None:
    """Step 3: what is left."""
    limit = rule.amount("counted_per_household")
    if limit is None:
        return None
    used = sum(
        counted_left(books, each, each.q)
        for each in books.counted
        if each.rule.code == rule.code
        and each.contribution.household == c.household
        and is_same_period(rule, each.contribution, c)
    )
    return max(0, floor(limit - used))


def is_same_period(rule: Rule, one: Contribution, other: Contribution) -> bool:
    cap_period = text(rule.terms.get("cap_period"))
    return period(one.received_on, cap_period) == period(other.received_on, cap_period)


def count(books: Books, rule: Rule, c: Contribution) -> Counted:
    """Steps 1 to 3."""
    q, reason = value(books, rule, c), "full"
    for name, limit in (("in_kind_limit", in_kind_limit), ("counted_per_household", counted_per_household)):
        left = limit(books, rule, c)
        if left is not None and left < q:
            q, reason = left, name
    if c.in_kind and text(rule.terms.get("in_kind")) == "threshold":
        return Counted(c, rule, q, 0, "in_kind_threshold", books.reversed_of(c))
    return Counted(c, rule, q, q, reason, books.reversed_of(c))


def threshold_reached(books: Books, rule: Rule, project: str) -> bool:
    """Step 4, by the terms of this version."""
    q = sum(
        counted_left(books, each, each.q)
        for each in books.counted
        if each.rule.code == rule.code and each.contribution.project == project
    )
    least, share = rule.amount("counted_min"), rule.share("counted_min_share")
    of_budget = None if share is None else round(share * budget_in(books, project, rule))
    return (least is None or q >= least) and (of_budget is None or q >= of_budget)


def waiting(books: Books, rules: list[Rule], project: str) -> list[tuple[Contribution, list[Rule]]]:
    """Those in the queue of a rule or scheme, in their order, each with the rules under which it waits."""
    unit = unit_of(rules[0])
    last: dict[tuple[Contribution, str], Booked] = {}
    for entry in books.decisions():
        if entry.contribution.project == project and unit_of(entry.rule) == unit:
            last[entry.contribution, entry.rule.code] = entry
    queue: dict[Contribution, list[Rule]] = defaultdict(list)
    for entry in last.values():
        if entry.reason == "waiting" and books.reversed_of(entry.contribution) < entry.contribution.amount:
            queue[entry.contribution].append(entry.rule)
    return list(queue.items())


def t(rule: Rule, x: int) -> Fraction:
    """T(x): the piecewise sum."""
    ends = [start for start, _ in rule.tiers[1:]] + [Fraction(x)]
    total = Fraction(0)
    for (start, ratio), end in zip(rule.tiers, ends, strict=True):
        total += ratio * max(Fraction(0), min(end, Fraction(x)) - start)
    return total


def desired_amount(books: Books, rule: Rule, c: Contribution) -> int:
    """Step 5: the desired amount."""
    waiting_no_more = {
        entry.contribution
        for entry in books.decisions()
        if entry.rule.code == rule.code and entry.reason != "waiting"
    }
    p = sum(
        counted_left(books, each, each.b)
        for each in books.counted
        if each.rule.code == rule.code
        and each.contribution.project == c.project
        and each.contribution in waiting_no_more
    )
    own = books.counted_of(c, rule)
    return round(t(rule, p + counted_left(books, own, own.b)) - t(rule, p))


# --- step 6: what is left under each cap, None where there is no cap ------------------------------


def match_per_contribution(books: Books, rule: Rule, c: Contribution) -> int | None:
    return left_under(books, rule, "match_per_contribution", lambda other: other is c)


def match_per_household(books: Books, rule: Rule, c: Contribution) -> int | None:
    def of_household(other: Contribution) -> bool:
        return other.household == c.household and is_same_period(rule, other, c)

    return left_under(books, rule, "match_per_household", of_household)


def match_per_group(books: Books, rule: Rule, c: Contribution) -> int | None:
    def of_group(other: Contribution) -> bool:
        return other.group == c.group and is_same_period(rule, other, c)

    return left_under(books, rule, "match_per_group", of_group)


def match_per_project(books: Books, rule: Rule, c: Contribution) -> int | None:
    return left_under(books, rule, "match_per_project", lambda other: other.project == c.project)


def match_share_of_cost(books: Books, rule: Rule, c: Contribution) -> int | None:
    share = rule.share("match_share_of_cost")
    if share is None:
        return None
    used = books.net(lambda entry: entry.rule.fund == rule.fund and entry.contribution.project == c.project)
    return max(0, floor(share * budget_in(books, c.project, rule)) - used)


def match_per_community(books: Books, rule: Rule, c: Contribution) -> int | None:
    community = books.community(c.project)

    def of_community(other: Contribution) -> bool:
        return books.community(other.project) == community and is_same_period(rule, other, c)

    return left_under(books, rule, "match_per_community", of_community)


def funding_gap(books: Books, rule: Rule, c: Contribution) -> int | None:
    left = exact(books, gap(books, c.project), books.currency(c.project), rule.currency, c.month)
    return max(0, floor(left))


def yearly_envelope(books: Books, rule: Rule, c: Contribution) -> int | None:
    envelope = books.fact("funds", rule.fund, "yearly_envelope")
    if number(envelope) is None:
        return None
    starts_month = int(number(books.fact("funds", rule.fund, "year_starts_month")) or 1)
    year = fund_year(c.received_on, starts_month)

    def of_year(entry: Booked) -> bool:
        received_on = entry.contribution.received_on
        return entry.rule.fund == rule.fund and fund_year(received_on, starts_month) == year

    return max(0, floor(minor(envelope, rule.currency) - books.net(of_year)))


def fund_budget(books: Books, rule: Rule, c: Contribution) -> int | None:
    budget = minor(books.fact("funds", rule.fund, "budget"), rule.currency)
    return max(0, floor(budget - books.net(lambda entry: entry.rule.fund == rule.fund)))


def left_under(books: Books, rule: Rule, cap: str, is_used_by: Callable[[Contribution], bool]) -> int | None:
    limit = rule.amount(cap)
    if limit is None:
        return None
    used = books.net(lambda entry: entry.rule.code == rule.code and is_used_by(entry.contribution))
    return max(0, floor(limit - used))


CAPS: dict[str, Callable[[Books, Rule, Contribution], int | None]] = {
    "match_per_contribution": match_per_contribution,
    "match_per_household": match_per_household,
    "match_per_group": match_per_group,
    "match_per_project": match_per_project,
    "match_share_of_cost": match_share_of_cost,
    "match_per_community": match_per_community,
    "funding_gap": funding_gap,
    "yearly_envelope": yearly_envelope,
    "fund_budget": fund_budget,
}


def capped(
    books: Books, rule: Rule, c: Contribution, amount: int, reason: str, without: str = ""
) -> tuple[int, str]:
    """Step 6."""
    for name, left_under_cap in CAPS.items():
        left = None if name == without else left_under_cap(books, rule, c)
        if left is not None and left < amount:
            amount, reason = left, name
    return amount, reason


# --- step 7: the gap, in the project's currency ---------------------------------------------------


def gap(books: Books, project: str) -> int:
    return books.budget(project) - brought(books, project)


def brought(books: Books, project: str) -> int:
    return contributed(books, project) + partnered(books, project) + matched(books, project)


def contributed(books: Books, project: str) -> int:
    total = 0
    for c in books.verified:
        if c.project == project:
            full = convert(books, c.amount, c.currency, books.currency(project), c.month)
            total += full - round(Fraction(full * books.reversed_of(c), c.amount))
    return total


def partnered(books: Books, project: str) -> int:
    total = 0
    for row in books.agreed:
        if text(row["project"]) == project:
            currency = required(row["currency"])
            agreed_month = month(required_day(row["agreed_on"]))
            amount = whole_minor(row["amount"], currency)
            total += convert(books, amount, currency, books.currency(project), agreed_month)
    return total


def matched(books: Books, project: str) -> int:
    net: dict[tuple[Contribution, str, str], int] = defaultdict(int)
    for entry in books.entries:
        if entry.contribution.project == project:
            net[entry.contribution, entry.rule.code, entry.rule.currency] += entry.granted - entry.released
    into = books.currency(project)
    return sum(convert(books, amount, currency, into, c.month) for (c, _, currency), amount in net.items())


# --- decisions ------------------------------------------------------------------------------------


def match_contribution(books: Books, event: Event, c: Contribution) -> None:
    units = units_in_scope(books, c)
    refusals = {rule: refusal(books, rule, c) for rules in units for rule in rules}
    entering = [rules for rules in units if not any(refusals[rule] for rule in rules)]
    for rules in entering:
        books.counted.extend([count(books, rule, c) for rule in rules])
    for rules in units:
        if rules in entering:
            enter(books, event, rules, c)
        else:
            for rule in rules:
                books.book(event, c, rule, 0, 0, refusals[rule] or "joint_condition")


def enter(books: Books, event: Event, rules: list[Rule], c: Contribution) -> None:
    """Step 4 for one that counts: mark thresholds, free the queue, then decide it or let it wait."""
    for rule in rules:
        if threshold_reached(books, rule, c.project):
            books.reached.append((c.project, rule.code))
    for waiter, its_rules in waiting(books, rules, c.project):
        if is_free(books, its_rules, c.project):
            decide(books, event, its_rules, waiter)
    if is_free(books, rules, c.project):
        decide(books, event, rules, c)
    else:
        for rule in rules:
            books.book(event, c, rule, 0, 0, "waiting")


def is_free(books: Books, rules: list[Rule], project: str) -> bool:
    return all((project, rule.code) in books.reached for rule in rules)


def decide(books: Books, event: Event, rules: list[Rule], c: Contribution) -> None:
    if rules[0].joint:
        decide_jointly(books, event, rules, c)
    else:
        decide_alone(books, event, rules[0], c)


def decide_alone(books: Books, event: Event, rule: Rule, c: Contribution) -> None:
    desired = desired_amount(books, rule, c)
    grant, reason = capped(books, rule, c, desired, books.counted_of(c, rule).reason)
    books.book(event, c, rule, desired, grant, reason)


# --- joint schemes --------------------------------------------------------------------------------


def decide_jointly(books: Books, event: Event, rules: list[Rule], c: Contribution) -> None:
    desired = {rule: desired_amount(books, rule, c) for rule in rules}
    if all(desired.values()):
        decided = joint_grants(books, desired, c)
    else:
        decided = {
            rule: (0, "joint" if desired[rule] else books.counted_of(c, rule).reason) for rule in rules
        }
    for rule in rules:
        books.book(event, c, rule, desired[rule], *decided[rule])


def joint_grants(books: Books, desired: dict[Rule, int], c: Contribution) -> dict[Rule, tuple[int, str]]:
    allowed = {
        rule: capped(books, rule, c, d, books.counted_of(c, rule).reason, without="funding_gap")
        for rule, d in desired.items()
    }
    caps_k = min(Fraction(allowed[rule][0], d) for rule, d in desired.items())
    gap_k = joint_gap_k(books, desired, c)
    k = min(caps_k, gap_k)
    floored = {rule: floor(d * k) for rule, d in desired.items()}
    grants = within_gap(books, floored, c)
    reasons = {
        rule: joint_reason(d, grants[rule], allowed[rule], k, gap_k < caps_k or grants[rule] < floored[rule])
        for rule, d in desired.items()
    }
    return {rule: (grants[rule], reasons[rule]) for rule in desired}


def joint_gap_k(books: Books, desired: dict[Rule, int], c: Contribution) -> Fraction:
    into = books.currency(c.project)
    wanted = sum((exact(books, d, rule.currency, into, c.month) for rule, d in desired.items()), Fraction(0))
    return max(gap(books, c.project), 0) / wanted


def within_gap(books: Books, floored: dict[Rule, int], c: Contribution) -> dict[Rule, int]:
    grants = dict(floored)
    into = books.currency(c.project)
    room = max(gap(books, c.project), 0)
    while sum(convert(books, g, rule.currency, into, c.month) for rule, g in grants.items()) > room:
        last = max((rule for rule in grants if grants[rule]), key=lambda rule: rule.code)
        grants[last] -= 1
    return grants


def joint_reason(desired: int, grant: int, allowed: tuple[int, str], k: Fraction, by_gap: bool) -> str:
    allowed_grant, reason = allowed
    if grant == desired:
        return reason
    if by_gap:
        return "funding_gap"
    return reason if Fraction(allowed_grant, desired) == k else "joint"


# --- events ---------------------------------------------------------------------------------------


def change(books: Books, event: Event) -> None:
    books.changed.append(change_of(event.cells))


def approve(books: Books, event: Event) -> None:
    project = event.key
    books.approved.append(project)
    if project not in books.settled:
        for c in books.verified:
            if c.project == project and books.reversed_of(c) < c.amount:
                match_contribution(books, event, c)


def other_funding(books: Books, event: Event) -> None:
    books.agreed.append(event.cells)


def verify(books: Books, event: Event) -> None:
    c = contribution_of(event.cells)
    convert(books, c.amount, c.currency, books.currency(c.project), c.month)
    books.verified.append(c)
    if c.project in books.approved and c.project not in books.settled:
        match_contribution(books, event, c)


def reverse(books: Books, event: Event) -> None:
    c = {c.reference: c for c in books.verified}[event.key]
    given = event.cells.get("amount" if "contribution" in event.cells else "reversed_amount")
    left = c.amount - books.reversed_of(c)
    amount = left if number(given) is None else whole_minor(given, c.currency)
    if not 0 < amount <= left:
        raise ValueError(f"reversal of {amount} where {left} is left of {c.reference}")
    books.reversals.append((c.reference, amount))
    for grant in [entry for entry in books.entries if entry.contribution is c and entry.granted]:
        books.release(event, grant, released_by_reversal(books, grant), "reversed")


def released_by_reversal(books: Books, grant: Booked) -> int:
    c, then = grant.contribution, grant.reversed_then
    due = round(Fraction(grant.granted * (books.reversed_of(c) - then), c.amount - then))
    before = sum(e.released for e in books.entries if e.releases is grant and e.reason == "reversed")
    return min(due - before, books.left_of(grant))


def settle(books: Books, event: Event) -> None:
    project = event.key
    excess = brought(books, project) - final_cost(books, project)
    releasable = {fund: max(0, unpaid(books, fund, project, event.on)) for fund in books.coded["funds"]}
    for grant in [e for e in reversed(books.entries) if e.contribution.project == project and e.granted]:
        if excess <= 0:
            break
        wanted, taken = excess_of_grant(books, grant, excess)
        excess -= taken
        released = min(wanted, releasable[grant.rule.fund])
        releasable[grant.rule.fund] -= released
        books.release(event, grant, released, "settled")
        books.refunds.append((project, grant.rule.fund, wanted - released))
    books.settled.append(project)


def final_cost(books: Books, project: str) -> int:
    row = books.coded["projects"][project]
    if text(row.get("status")) == "cancelled":
        return 0
    if number(row.get("final_cost")) is None:
        raise ValueError(f"{project} is settled without a final cost")
    return whole_minor(row["final_cost"], books.currency(project))


def excess_of_grant(books: Books, grant: Booked, excess: int) -> tuple[int, int]:
    """What to release of a grant in its fund's currency, and by how much the excess then falls."""
    c, rule = grant.contribution, grant.rule
    currency, left = books.currency(c.project), books.left_of(grant)
    worth = convert(books, left, rule.currency, currency, c.month)
    if worth <= excess:
        return left, worth
    return floor(exact(books, excess, currency, rule.currency, c.month)), excess


def is_between(row: Row, fund: str, project: str) -> bool:
    return text(row["fund"]) == fund and text(row["project"]) == project


def unpaid(books: Books, fund: str, project: str, until: date) -> int:
    """A fund's matches of a project less its disbursements to it."""
    currency = required(books.coded["funds"][fund]["currency"])
    paid = sum(
        whole_minor(row["amount"], currency)
        for row in rows_of(books.sheets, "disbursements")
        if is_between(row, fund, project) and required_day(row["paid_on"]) <= until
    )
    return books.net(lambda entry: entry.rule.fund == fund and entry.contribution.project == project) - paid


def rematch(books: Books, event: Event) -> None:
    for c in books.verified:
        for entry in rematchable(books, event.key, c):
            grant, reason = more(books, c, entry)
            if grant > 0:
                books.book(event, c, entry.rule, entry.desired, grant, reason)


def rematchable(books: Books, fund: str, c: Contribution) -> list[Booked]:
    """The last decisions that a cap or the gap lowered, in the order of their rules."""
    if c.project in books.settled:
        return []
    last = {entry.rule.code: entry for entry in books.decisions() if entry.contribution is c}
    lowered = [
        entry
        for entry in last.values()
        if entry.rule.fund == fund and not entry.rule.joint and entry.reason in CAPS
    ]
    return sorted(lowered, key=lambda entry: (entry.rule.priority, entry.rule.code))


def more(books: Books, c: Contribution, last: Booked) -> tuple[int, str]:
    decision = next(
        entry
        for entry in books.decisions()
        if entry.contribution is c and entry.rule.code == last.rule.code and entry.reason != "waiting"
    )
    left_of_c = Fraction(c.amount - books.reversed_of(c), c.amount - decision.reversed_then)
    net = books.net(lambda entry: entry.contribution is c and entry.rule.code == last.rule.code)
    return capped(books, last.rule, c, round(decision.desired * left_of_c) - net, "full")


HANDLERS: dict[str, Callable[[Books, Event], None]] = {
    "change": change,
    "approve": approve,
    "other_funding": other_funding,
    "verify": verify,
    "reverse": reverse,
    "settle": settle,
    "re-match": rematch,
}


# --- answers --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    event: str
    booked_on: date
    contribution: str
    rule: str
    version: int
    desired: int
    granted: int
    released: int
    reason: str


@dataclass(frozen=True)
class Match:
    contribution: str
    rule: str
    version: int
    currency: str
    desired: int
    granted: int
    released: int
    reason: str


@dataclass(frozen=True)
class Proposal:
    contribution: str
    rule: str
    version: int
    granted: int
    reason: str


def replay(sheets: Sheets, before: Event | None = None) -> Books:
    books = Books(sheets)
    for event in events_of(sheets):
        if before is None or event.seq is not None or event.place < before.place:
            HANDLERS[event.kind](books, event)
    return books


def matches_of(sheets: Sheets) -> list[Match]:
    """One for each contribution and rule with any entry, in the order of their first entries."""
    books = replay(sheets)
    entries: dict[tuple[str, str], list[Booked]] = defaultdict(list)
    for entry in books.entries:
        entries[entry.contribution.reference, entry.rule.code].append(entry)
    return [match_of(of_match) for of_match in entries.values()]


def match_of(entries: list[Booked]) -> Match:
    last = [entry for entry in entries if entry.releases is None][-1]
    return Match(
        contribution=last.contribution.reference,
        rule=last.rule.code,
        version=last.rule.version,
        currency=last.rule.currency,
        desired=last.desired,
        granted=sum(entry.granted for entry in entries),
        released=sum(entry.released for entry in entries),
        reason=last.reason,
    )


def entries_of(sheets: Sheets) -> list[Entry]:
    """All entries, in the order in which they were booked."""
    return [
        Entry(
            event=entry.event.kind,
            booked_on=entry.event.on,
            contribution=entry.contribution.reference,
            rule=entry.rule.code,
            version=entry.rule.version,
            desired=entry.desired,
            granted=entry.granted,
            released=entry.released,
            reason=entry.reason,
        )
        for entry in replay(sheets).entries
    ]


def refunds_due(sheets: Sheets) -> dict[tuple[str, str], int]:
    """Project and fund: what settlement could not release because it had been paid."""
    due: dict[tuple[str, str], int] = defaultdict(int)
    for project, fund, amount in replay(sheets).refunds:
        due[project, fund] += amount
    return {key: amount for key, amount in due.items() if amount}


def rematch_proposal(sheets: Sheets, fund: str, on: date) -> list[Proposal]:
    """What a re-match of the fund on that day would propose, after all that comes before it.

    With sequence numbers it comes after everything."""
    event = Event("re-match", on, fund, -1, None, {})
    books = replay(sheets, before=event)
    booked = len(books.entries)
    rematch(books, event)
    return [
        Proposal(e.contribution.reference, e.rule.code, e.rule.version, e.granted, e.reason)
        for e in books.entries[booked:]
    ]
