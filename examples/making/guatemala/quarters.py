"""The last of the closed quarters of GT-VIV, as its managers told it."""

from examples.making.quarters import Told

TOLD = (
    Told(
        "2020-Q3",
        "2020-10-23",
        "carlos",
        {
            "achievements": "The last of eighteen families moved into Los Encinos, and Flor de Mayo was finished below "
            "its budget and settled in September.",
            "deviations": "Agua Escondida was cancelled in July: the land turned out to have two titles. What the families "
            "had given stands to their account.",
            "risks": "The rains of October. Several schemes have walls and no roof yet.",
            "lessons": "Titles of land are looked up at the registry before a scheme is approved, and no longer after.",
            "next_quarter": "Handovers in Las Lomas and Los Alisos; second phase of Los Jocotes.",
        },
        (
            ("prepared", "carlos", "2020-10-26"),
            ("checked", "diego", "2020-10-28"),
            ("approved", "lucia", "2020-10-30"),
        ),
    ),
)
