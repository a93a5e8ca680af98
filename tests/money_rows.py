"""Rows of what is asked, certified, approved, paid, ticked off, reviewed and claimed back, as people type them."""

from grants.entering.typed import Typed

ON = "2020-06-18"


def milestone(project: str, fund: str, code: str = "M1", **more: str) -> Typed:
    of = {"project": project, "fund": fund, "code": code, "name": "Trench dug", "share": "0.5"}
    return {**of, "gate": "minutes", **more}


def asked(reference: str, of: Typed, by: str, **more: str) -> Typed:
    """That a milestone be certified; with an amount, that a tranche of it be paid."""
    pair = {"project": of["project"], "fund": of["fund"], "milestone": of["code"]}
    return {"reference": reference, **pair, "asked_on": ON, "asked_by": by, **more}


def decided(subject: str, reference: str, decision: str, *people: str, **more: str) -> list[Typed]:
    """A step of each of the people, one after the other."""
    what = {"subject": subject, "reference": reference, "decision": decision, "decided_on": ON}
    return [{**what, "number": str(number), "decided_by": by, **more} for number, by in enumerate(people, 1)]


def receipt(reference: str, fund: str, **more: str) -> Typed:
    return {"reference": reference, "fund": fund, "received_on": "2020-06-10", "amount": "40", **more}


def payment(reference: str, fund: str, project: str, **more: str) -> Typed:
    what = {"reference": reference, "fund": fund, "project": project}
    return {**what, "paid_on": "2020-06-15", "amount": "10", **more}


def voucher(reference: str, project: str, fund: str, **more: str) -> Typed:
    what = {"reference": reference, "project": project, "fund": fund, "category": "works"}
    return {**what, "spent_on": "2020-06-16", "amount": "5", "currency": "TJS", **more}


def budget_line(project: str, **more: str) -> Typed:
    what = {"project": project, "line": "B1", "category": "works", "description": "Trench"}
    return {**what, "amount": "90", **more}


def bank_line(reference: str, fund: str, amount: str = "-10", **more: str) -> Typed:
    return {"reference": reference, "fund": fund, "booked_on": "2020-06-15", "amount": amount, **more}


def verdict(expenditure: str, fund: str, verdict: str, by: str = "a donor", **more: str) -> Typed:
    """The first word of a fund on a voucher."""
    said = {"number": "1", "said_on": ON, "said_by": by, "side": "donor", "verdict": verdict, "words": "So"}
    return {"expenditure": expenditure, "fund": fund, **said, **more}


def claim(expenditure: str, fund: str, currency: str = "TJS", amount: str = "5", **more: str) -> Typed:
    """What a fund claims back of a voucher that it disallowed."""
    said = {"number": "1", "step": "opened", "reason": "So", "said_on": ON, "said_by": "a donor"}
    money = {"amount": amount, "currency": currency}
    return {"expenditure": expenditure, "source": f"fund {fund}", **said, **money, **more}


def alike(*rows: Typed) -> list[Typed]:
    """With the same columns all, as one entry wants them."""
    columns = dict.fromkeys(name for row in rows for name in row)
    return [{**dict.fromkeys(columns, ""), **row} for row in rows]
