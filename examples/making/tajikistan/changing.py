"""What changed on the way: the sheets show what holds now, this one what held before, and why."""

CHANGES = (
    ("groups", "DAJ-1", "leader_sex", "m", "f", "2019-11-04", "The group chose a woman as its head", "minutes of 4 November 2019"),
    ("communities", "ANZOB", "marginality", "high", "very_high", "2020-01-13", "Index of the programme computed anew", "note of the steering committee 2"),
    ("groups", "FAK-1", "members", "31", "34", "2020-02-03", "Three families joined", "minutes of 2 February 2020"),
    ("groups", "FAK-1", "women", "18", "21", "2020-02-03", "Three families joined", "minutes of 2 February 2020"),
    ("groups", "ANZ-2", "members", "13", "11", "2020-03-09", "Two families moved to Dushanbe", "letter of the group"),
    ("projects", "HIL-WATER", "ends_on", "2020-09-30", "2020-12-15", "2020-04-20", "No brigade came in April and May", "note of the engineer"),
    ("projects", "FAK-WATER", "ends_on", "2020-08-31", "2020-11-30", "2020-04-20", "No brigade came in April and May", "note of the engineer"),
    ("projects", "JAF-BRIDGE", "ends_on", "2020-07-31", "2020-10-15", "2020-04-27", "High water, and no brigade in April", "note of the engineer"),
    ("projects", "FAK-WATER", "budget", "490000", "520000", "2020-05-18", "Pipes cost more since the somoni fell in March", "three quotes of May 2020"),
    ("funds", "EQUITY", "budget", "54000", "64000", "2020-06-01", "The donor adds to it, as remittances fell", "amendment 1"),
    ("groups", "VAT-1", "certificate_until", "2020-05-31", "2022-05-31", "2020-06-29", "Certificate renewed, four weeks late", "certificate of 26 June 2020"),
    ("funds", "HUKUMAT", "budget", "300000", "400000", "2020-09-07", "Budgets of the districts revised", "letters of the hukumats"),
    ("funds", "JAMOAT", "budget", "288000", "300000", "2020-12-14", "What was left of the year's local taxes", "letter of the jamoats"),
)  # fmt: skip
