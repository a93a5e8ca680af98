"""Every problem that rows can have: where it is found, and that it can be said in words."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from grants.importing.labels import ABOUT_ROWS, in_words
from grants.importing.problems import RowProblem
from grants.importing.problems import RowProblem as P
from tests.grants import programme as of
from tests.grants.importing.cases import Case, only
from tests.grants.importing.problems_of_lives import CASES_OF_LIVES
from tests.grants.importing.problems_of_money import CASES_OF_MONEY
from tests.grants.importing.problems_of_paying import CASES_OF_PAYING
from tests.grants.importing.problems_of_quarters import CASES_OF_QUARTERS
from tests.grants.importing.problems_of_reviews import CASES_OF_REVIEWS
from tests.grants.programme import (
    Sheets,
    change,
    closing,
    contribution,
    programme,
    recorded,
    reversal,
    rule,
)

BEFORE = programme(contributions=[contribution("C-0")], receipts=[of.receipt()])
IN_KWD = {"currency": "KWD"}
JOINT_FUNDS = [of.fund(), of.fund("F2")]
PIPES = [{"project": "W-1", "code": "PIPES", "name": "Metres of pipe", "unit": "m", "target": 900}]

CASES = [
    # the programme
    Case(P.NO_PROGRAMME, "", only(contributions=[contribution()])),
    Case(P.SEVERAL_PROGRAMMES, "programmes code 3", programme(programmes=programme()["programmes"] * 2)),
    Case(P.OTHER_PROGRAMME, "programmes", programme(), about="Q"),
    Case(P.OTHER_PROGRAMME, "funds programme 2", programme(funds=[of.fund(programme="Q")])),
    Case(P.UNKNOWN_PROGRAMME, "", only(contributions=[contribution()]), about="Q"),
    Case(
        P.TIME_ZONE_UNKNOWN,
        "programmes time_zone 2",
        programme(programmes=[programme()["programmes"][0] | {"time_zone": "Asia/Khatlon"}]),
    ),
    # any row
    Case(
        P.KEY_REPEATED,
        "contributions reference 3",
        programme(contributions=[contribution(), contribution(amount=7)]),
    ),
    Case(P.KEY_REPEATED, "rules version 3", programme(rules=[rule(), rule()])),
    Case(P.KEY_REPEATED, "closings quarter 3", programme(closings=[closing(), closing()])),
    Case(P.CODE_UNKNOWN, "contributions project 2", programme(contributions=[contribution(project="W-9")])),
    Case(
        P.CODE_UNKNOWN,
        "measurements indicator 2",
        programme(
            indicators=PIPES,
            measurements=[{"project": "W-1", "indicator": "TAPS", "measured_on": "2026-03-01", "value": 1}],
        ),
    ),
    Case(
        P.CODE_UNKNOWN,
        "expenditures budget_line 2",
        programme(expenditures=[of.voucher(budget_line="9")]),
    ),
    Case(P.CODE_UNKNOWN, "reversals contribution 2", programme(reversals=[reversal(10)])),
    Case(P.CODE_UNKNOWN, "changes code 2", programme(changes=[change("funds", "F9", "budget", "7")])),
    Case(
        P.CODE_UNKNOWN,
        "rematches fund 2",
        programme(
            rematches=[
                {"fund": "F9", "booked_on": "2026-07-01", "contribution": "C", "rule": "R", "granted": 1}
            ]
        ),
    ),
    Case(
        P.TOO_MANY_DECIMALS,
        "contributions amount 2",
        programme(contributions=[contribution(amount="10,005.505")]),
    ),
    Case(
        P.TOO_MANY_DECIMALS,
        "contributions reversed_amount 2",
        programme(contributions=[contribution(reversed_on="2026-04-01", reversed_amount="0.001")]),
    ),
    Case(
        P.TOO_MANY_DECIMALS,
        "reversals amount 2",
        programme(contributions=[contribution()], reversals=[reversal("0.001")]),
    ),
    Case(P.TOO_MANY_DECIMALS, "rules tiers 2", programme(rules=[rule(ratio=None, tiers="0=2;0.001=1")])),
    Case(
        P.AMOUNT_TOO_LARGE,
        "contributions amount 2",
        programme(contributions=[contribution(amount=9_999_999_999_999, currency="KWD")]),
    ),
    Case(P.NOT_POSITIVE, "contributions amount 2", programme(contributions=[contribution(amount=0)])),
    Case(P.NOT_POSITIVE, "receipts amount 2", programme(receipts=[of.receipt(amount=0)])),
    Case(P.NOT_POSITIVE, "rates units_per_usd 2", programme(rates=[of.rate("TJS", "2026-03", 0)])),
    Case(P.NOT_POSITIVE, "disbursements amount 2", programme(disbursements=[of.payment(amount=0)])),
    Case(
        P.NOT_POSITIVE,
        "reversals amount 2",
        programme(contributions=[contribution()], reversals=[reversal(0)]),
    ),
    Case(P.NEGATIVE, "funds budget 2", programme(funds=[of.fund(budget=-1)])),
    Case(P.NEGATIVE, "rules ratio 2", programme(rules=[rule(ratio=-1)])),
    Case(P.NEGATIVE, "rules tiers 2", programme(rules=[rule(ratio=None, tiers="0=-2")])),
    Case(
        P.CURRENCY_NEEDED,
        "contributions sent_amount 2",
        programme(contributions=[contribution(sent_amount=900)]),
    ),
    Case(
        P.OUT_OF_RANGE,
        "communities latitude 2",
        programme(communities=[{"code": "COM", "programme": "P", "name": "The village", "latitude": 91}]),
    ),
    Case(P.OUT_OF_RANGE, "groups women 2", programme(groups=[of.group(women=13)])),
    Case(P.OUT_OF_RANGE, "funds year_starts_month 2", programme(funds=[of.fund(year_starts_month=13)])),
    Case(
        P.OUT_OF_RANGE,
        "progress actual 2",
        programme(progress=[{"project": "W-1", "on": "2026-03-01", "actual": 101}]),
    ),
    Case(P.OUT_OF_RANGE, "rules match_share_of_cost 2", programme(rules=[rule(match_share_of_cost=1.1)])),
    Case(
        P.DATE_BEFORE,
        "contributions verified_on 2",
        programme(contributions=[contribution(verified_on="2026-03-01")]),
    ),
    Case(
        P.DATE_BEFORE,
        "projects settled_on 2",
        programme(projects=[of.project(settled_on="2026-01-09", final_cost=5)]),
    ),
    Case(
        P.MAY_NOT_CHANGE,
        "contributions amount 2",
        programme(contributions=[contribution("C-0", 101)]),
        before=BEFORE,
    ),
    Case(P.MAY_NOT_CHANGE, "rules ratio 2", programme(rules=[rule(ratio=2)]), before=BEFORE),
    Case(P.MAY_NOT_CHANGE, "receipts amount 2", programme(receipts=[of.receipt(amount=5)]), before=BEFORE),
    Case(
        P.NEEDED_WITH,
        "contributions verified_on 2",
        programme(contributions=[contribution(verified_on=None)]),
    ),
    Case(
        P.NEEDED_WITH,
        "contributions reversed_on 2",
        programme(contributions=[contribution(reversed_on=None, reversed_amount=5)]),
    ),
    Case(P.NEEDED_WITH, "projects approved_on 2", programme(projects=[of.unapproved(status="approved")])),
    Case(
        P.NEEDED_WITH,
        "projects final_cost 2",
        programme(projects=[of.project(settled_on="2026-07-01", final_cost=None)]),
    ),
    Case(P.NEEDED_WITH, "projects settled_on 2", programme(projects=[of.project(status="cancelled")])),
    Case(P.NEEDED_WITH, "closings closed_on 2", programme(closings=[closing(closed_on=None)])),
    # rules and rates
    Case(P.RATIO_OR_TIERS, "rules ratio 2", programme(rules=[rule(tiers="0=1")])),
    Case(P.RATIO_OR_TIERS, "rules tiers 2", programme(rules=[rule(ratio=None, tiers=None)])),
    Case(
        P.VERSIONS_OVERLAP,
        "rules effective_from 3",
        programme(
            rules=[
                rule(effective_to="2026-06-30"),
                rule(version=2, effective_from="2026-06-30"),
            ]
        ),
    ),
    Case(
        P.VERSION_OF_OTHER_FUND,
        "rules fund 3",
        programme(
            funds=JOINT_FUNDS,
            rules=[
                rule(effective_to="2026-06-30"),
                rule(version=2, effective_from="2026-07-01", fund="F2"),
            ],
        ),
    ),
    Case(
        P.VERSION_OF_OTHER_SCHEME,
        "rules joint 3",
        programme(
            rules=[
                rule(effective_to="2026-06-30", joint=None),
                rule(version=2, effective_from="2026-07-01", joint="3x1"),
            ]
        ),
    ),
    Case(
        P.TWO_RULES_IN_SCHEME,
        "rules joint 3",
        programme(rules=[rule(joint="3x1"), rule("R2", joint="3x1", effective_from="2026-05-01")]),
    ),
    Case(
        P.REACHES_BACK,
        "rules effective_from 2",
        programme(rules=[rule("R2", effective_from="2026-03-02")]),
        before=BEFORE,
    ),
    Case(
        P.REACHES_BACK,
        "rules effective_to 2",
        programme(rules=[rule(effective_to="2026-03-01")]),
        before=BEFORE,
    ),
    Case(
        P.VERSION_UNKNOWN,
        "agreements version 2",
        programme(agreements=[of.agreement("manager", version=2)]),
    ),
    Case(
        P.SIDES_BY_ONE_PERSON,
        "agreements agreed_by 3",
        programme(agreements=[of.agreement("manager", agreed_by="Nigora"), of.agreement(agreed_by="nigora")]),
    ),
    Case(P.RATE_OF_USD, "rates units_per_usd 2", programme(rates=[of.rate("USD", "2026-03", 2)])),
    Case(
        P.RATE_MISSING,
        "contributions currency 2",
        programme(contributions=[contribution(currency="RUB")], rates=[of.rate("TJS", "2026-03", 11)]),
    ),
    Case(
        P.RATE_MISSING,
        "other_funding currency 2",
        programme(other_funding=[of.partner(currency="USD")]),
    ),
    # projects
    Case(P.FINAL_COST_WITHOUT_DATE, "projects final_cost 2", programme(projects=[of.project(final_cost=9)])),
    Case(
        P.CANCELLED_COSTS_NOTHING,
        "projects final_cost 2",
        programme(projects=[of.project(status="cancelled", settled_on="2026-07-01", final_cost=9)]),
    ),
    # contributions
    Case(
        P.OTHER_COMMUNITY,
        "contributions group 2",
        programme(
            communities=[{"code": code, "programme": "P", "name": "A village"} for code in ("COM", "OTHER")],
            groups=[of.group(), of.group("G-2", community="OTHER")],
            contributions=[contribution(group="G-2")],
        ),
    ),
    Case(
        P.HOUSEHOLD_OF_OTHER_GROUP,
        "contributions household 2",
        programme(
            groups=[of.group(), of.group("G-2")],
            contributions=[contribution(group="G-2", household="H-1")],
        ),
    ),
    Case(
        P.BEFORE_GROUP,
        "contributions received_on 2",
        programme(contributions=[contribution(received_on="2025-05-31")]),
    ),
    Case(
        P.VERIFICATION_WITHOUT_STATUS,
        "contributions verified_by 2",
        programme(contributions=[recorded(verified_by="Zarina")]),
    ),
    Case(
        P.NOT_THE_PRODUCT,
        "contributions amount 2",
        programme(contributions=[contribution(kind="labour", quantity=3, unit="person_day", unit_rate=33)]),
    ),
    Case(
        P.REFERENCE_USED_TWICE,
        "contributions transfer_reference 3",
        programme(contributions=[contribution(f"C-{number}", transfer_reference="T-7") for number in (1, 2)]),
    ),
    Case(
        P.REFERENCE_USED_TWICE,
        "expenditures invoice_no 3",
        programme(
            expenditures=[of.voucher(f"E-{number}", payee="Mason", invoice_no="7") for number in (1, 2)]
        ),
    ),
    Case(
        P.REFERENCE_USED_TWICE,
        "contributions client_id 3",
        programme(contributions=[contribution(f"C-{number}", client_id="phone-7") for number in (1, 2)]),
    ),
    Case(P.LINK_UNKNOWN, "contributions amends 2", programme(contributions=[contribution(amends="C-9")])),
    Case(
        P.LINK_UNKNOWN,
        "disbursements refund_of 2",
        programme(disbursements=[of.payment(amount=-5, refund_of="D-9")]),
    ),
    Case(
        P.SEQ_FOR_SOME,
        "contributions verified_seq 3",
        programme(
            projects=[of.project(approved_seq=1)],
            contributions=[
                contribution(verified_seq=2),
                contribution("C-2", verified_seq=None),
            ],
        ),
    ),
    Case(
        P.SEQ_TWICE,
        "contributions verified_seq 3",
        programme(
            projects=[of.project(approved_seq=1)],
            contributions=[contribution(verified_seq=2), contribution("C-2", verified_seq=2)],
        ),
    ),
    # reversals and re-matches
    Case(
        P.REVERSED_UNVERIFIED,
        "contributions reversed_on 2",
        programme(contributions=[recorded(reversed_on="2026-04-01")]),
    ),
    Case(
        P.REVERSED_BEFORE_VERIFIED,
        "reversals reversed_on 2",
        programme(contributions=[contribution()], reversals=[reversal(5, reversed_on="2026-03-04")]),
    ),
    Case(
        P.REVERSED_BEFORE_VERIFIED,
        "reversals seq 2",
        programme(
            projects=[of.project(approved_seq=1)],
            contributions=[contribution(verified_seq=3)],
            reversals=[reversal(5, seq=2)],
        ),
    ),
    Case(
        P.REVERSED_TOO_MUCH,
        "reversals amount 3",
        programme(
            contributions=[contribution()],
            reversals=[reversal(60), reversal(41, reversed_on="2026-05-02")],
        ),
    ),
    Case(
        P.REVERSED_TOO_MUCH,
        "reversals amount 2",
        only(reversals=[reversal(41, reversed_on="2026-05-02")]),
        before=programme(contributions=[contribution()], reversals=[reversal(60)]),
    ),
    Case(
        P.REVERSED_IN_TWO_PLACES,
        "reversals contribution 2",
        programme(
            contributions=[contribution(reversed_on="2026-04-01", reversed_amount=5)],
            reversals=[reversal(5)],
        ),
    ),
    # payments
    Case(
        P.BEYOND_MATCHED,
        "disbursements amount 2",
        programme(contributions=[contribution()], disbursements=[of.payment(amount=101)]),
    ),
    Case(
        P.BEFORE_SETTLEMENT,
        "disbursements paid_on 2",
        only(disbursements=[of.payment(paid_on="2026-07-01")]),
        before=programme(
            contributions=[contribution()],
            projects=[of.project(settled_on="2026-07-01", final_cost=200)],
        ),
    ),
    Case(
        P.CORRECTION_NOT_NEGATIVE,
        "expenditures amount 3",
        programme(expenditures=[of.voucher(corrects=None), of.voucher("E-2", 3, corrects="E-1")]),
    ),
    Case(P.NEGATIVE_WITHOUT_LINK, "expenditures amount 2", programme(expenditures=[of.voucher(amount=-3)])),
    # changes and closings
    Case(P.CHANGE_OF_UNKNOWN, "changes sheet 2", programme(changes=[change("donors", "F", "budget", "7")])),
    Case(P.CHANGE_OF_UNKNOWN, "changes column 2", programme(changes=[change("funds", "F", "size", "7")])),
    Case(P.CHANGE_OF_FIXED, "changes column 2", programme(changes=[change("rules", "R|1", "ratio", "7")])),
    Case(P.CHANGE_OF_FIXED, "changes column 2", programme(changes=[change("funds", "F", "currency", "TJS")])),
    Case(
        P.CHANGE_DOES_NOT_FOLLOW,
        "changes old 3",
        programme(
            groups=[of.group(members=14)],
            changes=[
                change("groups", "G-1", "members", "13", old="12"),
                change("groups", "G-1", "members", "14", old="12", effective_on="2026-07-01"),
            ],
        ),
    ),
    Case(
        P.CHANGE_NOT_SHOWN,
        "changes value 2",
        programme(changes=[change("groups", "G-1", "members", "13", old="12")]),
    ),
    Case(
        P.CHANGE_UNREADABLE,
        "changes value 2",
        programme(changes=[change("groups", "G-1", "members", "many", old="12")]),
    ),
    Case(P.QUARTER_UNREADABLE, "closings quarter 2", programme(closings=[closing("2026 Q1")])),
]


def rematch(*granted: object) -> Sheets:
    """C-1 and C-2 were held back by the fund's budget of 50, which then became 120: that gives 50 and 20."""
    told = {"fund": "F", "booked_on": "2026-07-01", "rule": "R"}
    return programme(
        funds=[of.fund(budget=120)],
        changes=[change("funds", "F", "budget", "120", old="50")],
        contributions=[contribution(), contribution("C-2")],
        rematches=[
            told | {"contribution": reference, "granted": amount}
            for reference, amount in zip(("C-1", "C-2"), granted, strict=False)
        ],
    )


CASES += [
    Case(P.REMATCH_DIFFERS, "rematches granted 2", rematch(51, 20)),
    Case(P.REMATCH_MISSES, "rematches contribution 2", rematch(50)),
    Case(P.TOO_MANY_DECIMALS, "rematches granted 2", rematch("0.001")),
    *CASES_OF_PAYING,
    *CASES_OF_MONEY,
    *CASES_OF_REVIEWS,
    *CASES_OF_QUARTERS,
    *CASES_OF_LIVES,
]


def found(case: Case, engine: sa.Engine, folder: Path) -> list[Any]:
    if case.before is not None:
        of.booked(engine, folder, case.before)
    about = case.about if case.before is None else "P"
    return of.take(engine, folder, case.sheets, about=about).problems


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.usefixtures("a_reader_of_english")
def test_what_is_wrong_is_said_once_at_its_cell(case: Case, sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    problems = found(case, sqlite_engine, tmp_path)
    assert (case.problem, *case.cell()) in [(it.kind, it.sheet, it.cell) for it in problems]
    assert len(problems) == 1, [in_words(it) for it in problems]
    sentence = in_words(problems[0])
    assert "%(" not in sentence
    assert len(sentence) > 20


def test_every_problem_of_rows_is_provoked_here_and_has_its_sentence() -> None:
    elsewhere = {P.IN_QUARANTINE}  # by altered matches: tests/grants/quarantine
    assert {case.problem for case in CASES} | elsewhere == set(RowProblem)
    assert ABOUT_ROWS.keys() == set(RowProblem)
