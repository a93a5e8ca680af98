"""The sheets about what works do for people."""

from flask_babel import lazy_gettext as _l

from reports.sheets.definitions.definition import Definition, Definitions

_AT_THE_END = _l("At the end of the span")

IMPACT: Definitions = {
    "community": Definition(_l("Code of the community in which the project stands")),
    "code": Definition(_l("Code of the indicator within the project; BENEF counts people who benefit")),
    "name": Definition(_l("What is measured")),
    "catalogue": Definition(_l("Its code in the catalogue of indicators; empty where it names none")),
    "purpose": Definition(
        _l("OECD-DAC purpose code"),
        _l("The project's, or that of the catalogue where the project's is another"),
    ),
    "unit": Definition(_l("In what it is measured")),
    "baseline": Definition(_l("The value before the works")),
    "baseline_on": Definition(_l("Day on which the baseline was measured")),
    "baseline_is": Definition(
        _l("missing or late; empty where nothing is wrong with the baseline"),
        _l("missing: the project is approved without one; late: it was measured after the approval"),
    ),
    "target": Definition(_l("The value to be reached")),
    "latest": Definition(
        _l("The latest value as it was measured"), _l("The latest measurement up to the end of the span")
    ),
    "measured_on": Definition(_l("Day of that measurement")),
    "age_days": Definition(_l("Age of that measurement in days"), _AT_THE_END),
    "female": Definition(_l("Of the latest value, women and girls")),
    "male": Definition(_l("Of the latest value, men and boys")),
    "served": Definition(
        _l("The latest value as it still holds; as actual in indicators"),
        _l("0 of people whose work was found out of order since, else latest"),
    ),
    "serving": Definition(
        _l("Whether the work serves: yes, partly or no; empty where it was not checked"),
        _l("Its latest check up to the end of the span"),
    ),
    "progress": Definition(
        _l("How far from the baseline to the target"), _l("(served - baseline) / (target - baseline)")
    ),
    "missing": Definition(
        _l("yes where a measurement was due and there is none"),
        _l(
            "None within 92 days before the end of the span while it is built, within 183 days while it is used"
        ),
    ),
}

REACHED: Definitions = {
    "code": Definition(_l("Code of the community")),
    "name": Definition(_l("Name of the community")),
    "population": Definition(_l("People who live there")),
    "households": Definition(_l("Households that live there")),
    "people_before": Definition(
        _l("People served before the works"), _l("The largest baseline of BENEF of the works that reach it")
    ),
    "people_reached": Definition(
        _l("People whom works were counted to reach, whether these still serve or not"),
        _l(
            "The largest of the works, never above the population: of works of several communities as counted "
            "there (sheet reached of the books), of others the latest BENEF"
        ),
    ),
    "people_served": Definition(
        _l("Of people_reached, who are served by a work that serves or serves in part"),
        _l("As beneficiaries in communities: works that have stopped serving reach nobody"),
    ),
    "people_partly": Definition(_l("Of people_served, who are served by works alone that serve in part")),
    "people_stopped": Definition(
        _l("Of people_reached, whom only works reached that have stopped serving"),
        _l("people_reached - people_served"),
    ),
    "share": Definition(_l("Part of the population that is served"), _l("people_served / population")),
    "households_reached": Definition(
        _l("Households that are served"),
        _l("The largest count of a work that serves; empty where none was made"),
    ),
    "households_share": Definition(
        _l("Part of the households that are served"), _l("households_reached / households")
    ),
    "works": Definition(_l("Works that were counted to reach people there")),
    "works_partly": Definition(_l("Of works, those that serve in part at their latest check")),
    "works_stopped": Definition(_l("Of works, those that have stopped serving at their latest check")),
    "cost": Definition(
        _l("What the works that reach it cost to date"),
        _l(
            "Spent and in kind; of a work of several communities in proportion to the people it reaches there"
        ),
    ),
    "cost_per_person": Definition(_l("Cost for each person served"), _l("cost / people_served")),
    "counted_on": Definition(_l("Day of the oldest count behind people_reached")),
    "age_days": Definition(_l("Age of that count in days"), _AT_THE_END),
    "reports_due": Definition(_l("Indicators of its works that had a measurement due")),
    "reports_missing": Definition(_l("Of these, indicators without one"), _l("As missing in impact")),
    "missing_share": Definition(
        _l("Part of reports_due that is missing"), _l("reports_missing / reports_due")
    ),
}

SERVICE: Definitions = {
    "community": Definition(_l("Code of the community in which the project stands")),
    "handed_over_on": Definition(_l("Day of the handover; of a project without steps, of its settlement")),
    "months": Definition(_l("Months after the handover for which the check is")),
    "due_on": Definition(_l("Day on which it is due"), _l("So many months after the handover")),
    "state": Definition(
        _l("done, missed, overdue or soon"),
        _l("missed: not made, but a later one was; soon: due within 45 days after the span"),
    ),
    "days_overdue": Definition(_l("Days since it was due, where it is overdue"), _AT_THE_END),
    "checked_on": Definition(_l("Day of the check")),
    "functional": Definition(_l("Whether the work did what it was built for: yes, partly or no")),
    "fee_due": Definition(_l("Fees due from users since the check before")),
    "fee_paid": Definition(_l("Of these, fees paid")),
    "collection": Definition(_l("Part of the fees that was paid"), _l("fee_paid / fee_due")),
    "fund_balance": Definition(_l("What the maintenance fund held on the day")),
    "repairs": Definition(_l("Spent on repairs since the check before")),
    "days_down": Definition(_l("Days out of order since the check before")),
}
