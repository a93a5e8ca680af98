"""What is believed of a clock that may be wrong: nothing that it has dated later than now."""

from datetime import UTC, datetime, timedelta

SKEW = timedelta(minutes=5)
"""So far apart the clocks of two servers may be."""

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""What ended then is over by any clock."""
