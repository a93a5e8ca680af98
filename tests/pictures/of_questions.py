"""The donor's questions, asked of the example of Tajikistan: the fund, why a match, a voucher; and the letter."""

from tests.journeys.site import DESK
from tests.pictures.taking import Picture

P = "/programmes/TJ-REM"
FUND = f"{P}/funds/IOM"

OF_QUESTIONS = (
    Picture("fund", "ingrid", f"{FUND}?quarter=2020-Q4", DESK),
    Picture("why", "ingrid", f"{P}/contributions/FAK-2004-04/why"),
    Picture("review", "ingrid", f"{P}/expenditures/HIL-WATER-V22/reviews/IOM", DESK),
)

LETTER = Picture("letter", "ingrid", f"{FUND}/letter?quarter=2020-Q4", DESK)
