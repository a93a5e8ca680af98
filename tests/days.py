"""Days as the programmes of tests have them: from seven in the evening, UTC, it is tomorrow in Dushanbe."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Dushanbe")


def today() -> date:
    return day_of(datetime.now(ZONE))


def day_of(at: datetime) -> date:
    return at.astimezone(ZONE).date()
