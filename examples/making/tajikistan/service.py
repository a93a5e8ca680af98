"""Works of TJ-REM in use: checks after the handover, and works that serve two jamoats. All invented."""

from examples.making.service import Check

CHECKS = (
    Check("HOI-SCHOOL", "2020-06-16", 6, "yes", 3600, 3360, 3360, 0, 0, "rasht-desk",
          "Roof dry after the winter; each family gives ten somoni a month."),
    Check("HOI-SCHOOL", "2020-12-10", 12, "no", 3600, 2880, 1040, 5200, 24, "rasht-desk",
          "Wind took the roof of the upper wing on 16 November; lessons in the corridor since."),
    Check("FAK-SCHOOL", "2020-10-19", 6, "yes", 4800, 4560, 3910, 650, 0, "zarina",
          "Stoves and windows as built; two panes replaced."),
    Check("GAL-WATER", "2020-12-11", 6, "partly", 7200, 5040, 2610, 2430, 12, "farkhor-desk",
          "Ten of eleven hand pumps give water; the one by the mosque waits for a new cylinder."),
)  # fmt: skip
"""JAF-MEDICAL and OSH-FIELDS were due by the end of the year as well, and nobody went."""

SHARED = {
    "FAK-WATER": {"FAKHROBOD": 78, "GHALLAOBOD": 22},
    "VAT-BRIDGE": {"VATAN": 70, "GALABA": 30},
    "JAF-BRIDGE": {"JAFR": 64, "HOIT": 36},
}
