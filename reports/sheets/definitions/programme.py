"""The sheets about the programme, its places and its works."""

from flask_babel import lazy_gettext as _l

from reports.sheets.definitions.definition import Definition, Definitions

SUMMARY: Definitions = {
    "measure": Definition(_l("What the row counts; each measure is defined below")),
    "quarter": Definition(
        _l("In the span of the report"), _l("Rows that count in it; of a quotient, those sums divided")
    ),
    "cumulative": Definition(
        _l("From the start of the programme to the end of the span"),
        _l("All rows that count up to then; of a quotient, those sums divided"),
    ),
    "meaning": Definition(_l("The measure in a few words")),
}

COMMUNITIES: Definitions = {
    "code": Definition(_l("Code of the community")),
    "name": Definition(_l("Its name at the end of the span")),
    "admin1": Definition(_l("Province, region or department")),
    "admin2": Definition(_l("District or municipality")),
    "households": Definition(_l("Households that live there")),
    "households_contributing": Definition(
        _l("Households with a contribution to date"),
        _l("Different codes whose contributions less reversals are above 0"),
    ),
    "participation": Definition(
        _l("How many of its households contribute"), _l("households_contributing / households")
    ),
    "projects": Definition(_l("Its projects with a contribution to date")),
    "groups": Definition(_l("Its groups with a contribution to date")),
    "contributed_quarter": Definition(
        _l("Money that groups brought in the span, less what they took back in it"),
        _l("As contributed in summary"),
    ),
    "remittances_total": Definition(
        _l("Of contributed_total, money that migrants sent"), _l("As remittances in summary")
    ),
    "matched_quarter": Definition(
        _l("Granted in the span, less what was released in it"), _l("As matched in summary")
    ),
    "leverage": Definition(
        _l("Matched for each unit of money contributed"), _l("matched_total / contributed_total")
    ),
    "beneficiaries": Definition(
        _l("People who benefit from its projects"),
        _l(
            "The latest measurement of the indicator BENEF up to the end of the span; of several projects the "
            "largest, and never more than live there"
        ),
    ),
    "cost_per_beneficiary": Definition(
        _l("What the works cost for each who benefits"), _l("cost_total / beneficiaries")
    ),
    "opening_beneficiaries": Definition(
        _l("Beneficiaries on the day before the span"),
        _l("As beneficiaries, from measurements before the span"),
    ),
}

MONTHS: Definitions = {
    "month": Definition(_l("Month of the calendar")),
    "contributed": Definition(
        _l("Money that groups brought in the month, less what they took back in it"),
        _l("As contributed in summary, by the month in which it counts"),
    ),
    "matched": Definition(
        _l("Granted in the month, less what was released in it"),
        _l("As matched in summary, by the month in which it counts"),
    ),
    "contributed_total": Definition(_l("Contributed from the start to the end of the month")),
    "matched_total": Definition(_l("Matched from the start to the end of the month")),
}

LARGEST: Definitions = {
    "name": Definition(
        _l("Name of the community; the others stand together in a last row"),
        _l("By contributed_total and matched_total together, the largest first"),
    ),
    "communities": Definition(_l("How many communities the row is about")),
}

PROJECTS: Definitions = {
    "code": Definition(_l("Code of the project")),
    "name": Definition(_l("Its name at the end of the span")),
    "sector": Definition(_l("Purpose code of the OECD DAC, five digits")),
    "status": Definition(
        _l("Proposed, approved, in progress, completed, handed over, maintained or cancelled")
    ),
    "budget": Definition(
        _l("The budget of the project"),
        _l("At the rate of the month of approval; before it empty, unless it needs no conversion"),
    ),
    "other_funding": Definition(
        _l("Agreed to date by others than groups and the funds of this report"),
        _l("At the rate of the month of the agreement"),
    ),
    "funding_gap": Definition(
        _l("What is still to be found; empty until the project is approved"),
        _l("budget - contributed_total - in_kind_total - other_funding - matched_total, at least 0"),
    ),
    "financial_progress": Definition(_l("How much of the budget is used"), _l("cost_total / budget")),
    "planned_progress": Definition(
        _l("How far the works should be"), _l("The latest plan up to the end of the span")
    ),
    "physical_progress": Definition(
        _l("How far the works are, as certified"), _l("The latest visit up to the end of the span")
    ),
    "days_late": Definition(
        _l("Days since the works should have ended"), _l("Counted while they are not completed")
    ),
}

SOURCES: Definitions = {
    "source": Definition(_l("Who brings money or work: groups, a fund by code, another partner by name")),
    "agreed": Definition(
        _l("What the source is to bring"),
        _l("Of a fund its matches, of groups what they brought, of others as agreed"),
    ),
    "received": Definition(_l("What the source has brought to date"), _l("Of a fund what it disbursed")),
    "spent_share": Definition(
        _l("What was spent of it"),
        _l(
            "A voucher that names a fund falls on it; any other on all sources in proportion to what each "
            "had brought by that day"
        ),
    ),
    "share": Definition(
        _l("Its part of all that came to the project"), _l("received / received by all sources")
    ),
    "kind": Definition(_l("The source without its name")),
}

INDICATORS: Definitions = {
    "code": Definition(_l("Code of the indicator within the project; BENEF counts people who benefit")),
    "name": Definition(_l("What is measured")),
    "unit": Definition(_l("In what it is measured")),
    "baseline": Definition(_l("The value before the works")),
    "target": Definition(_l("The value to be reached")),
    "actual": Definition(_l("The value reached"), _l("The latest measurement up to the end of the span")),
    "measured_on": Definition(_l("Day of that measurement")),
    "progress": Definition(
        _l("How far from the baseline to the target"), _l("(actual - baseline) / (target - baseline)")
    ),
    "female": Definition(_l("Of the actual value, women and girls")),
    "male": Definition(_l("Of the actual value, men and boys")),
}
