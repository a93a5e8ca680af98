"""Somebody goes on recording while the disk of the database fills up, and after there is room again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import select

from core.database import session
from household_groups.models.contributions import Contribution
from tests.disks.rooms import Room
from tests.grants.recording.desk import LIST, NEW, PLAIN, Desk, form_in

PAGES = ("/", LIST, NEW, "/programmes/TJ-KHT", "/programmes/TJ-KHT/projects/FAK-WATER")
FULL = 507


@dataclass
class Tried:
    """`wrong` has a sentence for each thing that was not as promised."""

    acknowledged: set[str] = field(default_factory=set)
    refused: int = 0
    read: int = 0
    wrong: list[str] = field(default_factory=list)


def fill_up(desk: Desk, room: Room, *, times: int = 1, refusals: int = 3, most: int = 500) -> Tried:
    """So many `times`: record, fill the disk, be refused some times in a row, read all pages, get room, go on."""
    tried = Tried(acknowledged=_there(desk))
    for _ in range(times):
        tried.acknowledged.add(desk.record())
        room.take()
        refused = _record_until_refused(desk, tried, refusals, most)
        _read(desk, tried)
        room.give()
        if refused:
            _go_on(desk, tried, refused)
    tried.wrong += [
        f"{each} was acknowledged and is lost" for each in sorted(tried.acknowledged - _there(desk))
    ]
    tried.wrong += [f"{each} is stored by half" for each in sorted(_there(desk) - tried.acknowledged)]
    tried.wrong += [str(difference) for difference in desk.found_by_verify()]
    return tried


def _record_until_refused(desk: Desk, tried: Tried, refusals: int, most: int) -> Mapping[str, Any]:
    """The form in the last page that refused. What is there can still take some rows, so it may begin later."""
    in_a_row, form = 0, {}
    for number in range(most):
        typed = {**desk.fields(), **PLAIN, "amount": str(100 + number), "remark": f"No. {number}"}
        response = desk.send(typed)
        if response.status_code == 303:
            tried.acknowledged.add(response.location.rpartition("/")[2])
            in_a_row = 0
            continue
        if response.status_code != FULL:
            tried.wrong.append(f"the answer was {response.status_code}, not {FULL}")
            return {}
        tried.refused += 1
        in_a_row += 1
        form = form_in(response)
        if form.get("amount") != typed["amount"] or form.get("client_id") != typed["client_id"]:
            tried.wrong.append("what was typed is not in the page that refuses")
        if in_a_row == refusals:
            return form
    tried.wrong.append(f"{most} were recorded on a disk that was full")
    return {}


def _read(desk: Desk, tried: Tried) -> None:
    for address in PAGES:
        tried.read += 1
        if (status := desk.get(address).status_code) != 200:
            tried.wrong.append(f"{address} answered {status} while the disk was full")


def _go_on(desk: Desk, tried: Tried, form: Mapping[str, Any]) -> None:
    """The page that refused is sent again as it is."""
    response = desk.client.post(NEW, data=form)
    if response.status_code == 303:
        tried.acknowledged.add(response.location.rpartition("/")[2])
    else:
        tried.wrong.append(f"with room again the answer was {response.status_code}")


def _there(desk: Desk) -> set[str]:
    with session(desk.engine) as books:
        return set(books.exec(select(Contribution.reference)))
