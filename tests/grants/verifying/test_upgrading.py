"""Books that were kept before tallies were: the upgrade counts what is there, and nothing differs afterwards."""

from sqlalchemy import Engine, func, select

from core.database import session
from core.migrations import downgrade, upgrade
from core.tables import table
from grants.verifying.verify import verify
from household_groups.models.contributions import ContributionTally
from tests.web import import_example

BEFORE_TALLIES = "b3d0f6a91c27"


def test_an_upgrade_tallies_the_contributions_that_are_there(engine: Engine) -> None:
    import_example(engine, "khatlon_water")
    downgrade(engine, BEFORE_TALLIES)
    upgrade(engine)
    with session(engine) as reading:
        assert reading.execute(select(func.count()).select_from(table(ContributionTally))).scalar_one() > 0
        assert [result.differences for result in verify(reading)] == [[]]
