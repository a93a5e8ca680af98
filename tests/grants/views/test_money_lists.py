"""The lists of payments, receipts, vouchers, other funding and rates: filtered, searched, empty."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.views.money_pages import MANAGER, Site, a_site_of_its_own, at_site, books


@pytest.fixture(scope="module")
def still(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same books for all that is refused."""
    with a_site_of_its_own(sqlite_template, tmp_path_factory) as site:
        yield site


@pytest.mark.parametrize(
    "query",
    [
        {"since": "03/04/2026"},
        {"until": "2026-02-29"},
        {"fund": "NOPE"},
        {"text": "a\x00b"},
        {"project": "\u202e"},
        {"page": "-1", "since": "x"},
    ],
)
@pytest.mark.parametrize("path", ["/disbursements", "/receipts", "/expenditures", "/other-funding", "/rates"])
def test_a_filter_that_cannot_be_read_says_so(still: Site, path: str, query: dict[str, str]) -> None:
    fields = filled_fields(still.text(path))
    response = still.get(path, **query)
    if any(name in fields for name in query if query[name] != "-1"):
        assert response.status_code == 422
        assert 'class="error"' in response.get_data(as_text=True)
    else:
        assert response.status_code == 200


def filled_fields(page: str) -> set[str]:
    return {name for name in ("since", "until", "fund", "text", "project") if f'name="{name}"' in page}


def test_the_text_of_a_search_is_taken_as_it_is(sqlite_engine: Engine, tmp_path: Path) -> None:
    payments = [p.payment("D-1", paid_to="50% of it"), p.payment("D-2", 20, paid_to="The committee")]
    with at_site(books(sqlite_engine, tmp_path, disbursements=payments), MANAGER) as site:
        page = site.text("/disbursements", text="%")
        assert "disbursements/D-1" in page
        assert "disbursements/D-2" not in page
        assert "10.00 TJS" in page
        assert "30.00 TJS" in site.text("/disbursements")
        assert "Nothing is like that." in site.text("/disbursements", since="2027-01-01")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/disbursements", "Nothing has been paid yet"),
        ("/receipts", "No fund has received anything yet"),
        ("/expenditures", "No voucher has been entered yet"),
        ("/other-funding", "No other partner gives anything yet"),
        ("/rates", "No rate is entered yet"),
    ],
)
def test_an_empty_list_says_what_to_do(still: Site, path: str, says: str) -> None:
    assert says in still.text(path)
