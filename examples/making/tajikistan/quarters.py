"""The one quarter of TJ-REM that is closed, as its managers told it."""

from examples.making.quarters import Told

TOLD = (
    Told(
        "2019-Q3",
        "2019-11-12",
        "munira",
        {
            "achievements": "Groups of twelve jamoats began to give, and eleven works were approved by the end of "
            "September. Works began on five of them.",
            "deviations": "None yet: no work was to be finished in this quarter.",
            "risks": "Winter closes the roads to Rasht and to Dashti-Jum from December. Pipes are bought in dollars, "
            "and the somoni has begun to fall.",
            "lessons": "Gifts that are paid out in somoni reach the officer up to a month after they were sent. "
            "A slip with the number of the transfer saves a second visit.",
            "next_quarter": "Approve the bridges and fields whose bills of quantities are with the engineer; first visits "
            "of works in October.",
        },
        (
            ("prepared", "rustam", "2019-11-14"),
            ("checked", "bahrom", "2019-11-15"),
            ("approved", "munira", "2019-11-18"),
        ),
    ),
)
