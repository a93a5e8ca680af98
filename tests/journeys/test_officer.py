"""A field officer records what came in, mends what came back, and registers who gives."""

import pytest

from tests.journeys.papers import photo, place_of
from tests.journeys.site import EVERY_WAY, Site, Taps, fill_sign_in, go_to, press

pytestmark = pytest.mark.slow


@EVERY_WAY
def test_records_a_contribution_in_six_taps_and_knows_what_it_brings(site: Site) -> None:
    page = site.open()
    site.check(page)
    fill_sign_in(page, "zarina")
    site.check(page)
    press(page.get_by_role("link", name="Remittances for rural water, Khatlon").first)
    go_to(page, "Projects")
    press(page.get_by_role("link", name="Water tank"))

    taps = Taps(page)
    taps.follow("Record a contribution")
    page.get_by_label("Received on").fill("2020-06-14")  # today, as it stands there, on the day itself
    taps.fill("Amount", "2400")
    taps.choose("Household", "FAK-H2")
    taps.add("Photo or PDF", photo())
    taps.press("Look at it first")
    site.check(page)
    seen = page.get_by_role("main").inner_text()
    assert "2,400.00 TJS" in seen
    assert "the rule grants from 800.00 on" in seen
    assert "0.10 for each 1.00: 240.00 for 2,400.00." in seen
    taps.press("Record")
    assert taps.count == 6

    site.check(page)
    said = page.get_by_role("status").inner_text()
    assert "Recorded: FAK-TANK-001." in said
    assert "567.18 USD more by 31 Dec 2020 and the waiting 232.82 USD are matched." in said
    go_to(page, "Contributions")
    assert page.get_by_role("row", name="FAK-TANK-001").is_visible()


def test_the_photo_no_longer_says_where_it_was_taken(site: Site) -> None:
    given = photo()
    assert place_of(given["buffer"])
    page = site.sign_in("zarina")
    page.goto(f"{site.address}/programmes/TJ-KHT/projects/FAK-TANK/contributions/new")
    taps = Taps(page)
    page.get_by_label("Received on").fill("2020-06-14")
    taps.fill("Amount", "1850")
    taps.add("Photo or PDF", given)
    taps.press("Record")
    with page.expect_download() as kept:
        page.get_by_role("link", name="Photo").click()
    file = kept.value.path().read_bytes()
    assert file[:2] == b"\xff\xd8"
    assert place_of(file) == {}
    assert kept.value.suggested_filename != given["name"]


def test_nothing_typed_is_lost_where_something_is_wrong(site: Site) -> None:
    page = site.sign_in("zarina")
    page.goto(f"{site.address}/programmes/TJ-KHT/projects/FAK-TANK/contributions/new")
    taps = Taps(page)
    taps.fill("Amount", "1.234")
    taps.choose("Household", "FAK-H3")
    taps.add("Photo or PDF", photo())
    taps.press("Record")
    site.check(page)
    assert page.get_by_role("alert").get_by_role("link", name="Amount").is_visible()
    assert page.get_by_role("textbox", name="Amount").first.input_value() == "1.234"
    assert page.get_by_label("Household", exact=True).input_value() == "FAK-H3"
    assert page.get_by_label("Photo, ").is_checked()


def test_mends_what_was_returned_and_sends_it_again(site: Site) -> None:
    page = site.sign_in("zarina")
    press(page.get_by_role("link", name="Mend"))
    assert "The slip is of May." in page.get_by_role("main").inner_text()
    site.check(page)
    page.get_by_label("Received on").fill("2020-05-12")
    press(page.get_by_role("button", name="Send it again"))
    site.check(page)
    main = page.get_by_role("main").inner_text()
    assert "12 May 2020" in main
    assert "Recorded" in main
    page.goto(site.address)
    assert page.get_by_role("link", name="Mend").count() == 0


def test_registers_a_group_with_its_households_and_opens_their_key(site: Site) -> None:
    page = site.sign_in("zarina")
    press(page.get_by_role("link", name="Remittances for rural water, Khatlon").first)
    go_to(page, "Groups")
    press(page.get_by_role("link", name="Register a group"))
    site.check(page)
    taps = Taps(page)
    taps.choose("Community", "FAKHROBOD")
    taps.fill("Code", "FAK-2")
    taps.fill("Name", "Ҷӯйбор")
    taps.fill("Registered on", "2020-05-02")
    taps.press("Enter")
    assert "Ҷӯйбор" in page.get_by_role("heading", level=1).inner_text()
    page.goto(f"{site.address}/programmes/TJ-KHT/groups/FAK-2/households/new?count=3")
    site.check(page)
    codes = page.get_by_role("textbox", name="Code of household")
    kept = [field.input_value() for field in codes.all()]
    assert len(kept) == 3
    press(page.get_by_role("button", name="Register"))
    press(page.get_by_role("link", name="Key for the treasurer"))
    site.check(page)
    rows = page.get_by_role("row").all_inner_texts()[1:]
    assert [row.strip().split()[0] for row in rows] == kept
