"""Journeys of people who read what the board does with the money: from files, on a phone, without JavaScript."""

from pathlib import Path

import pytest

from commonweal.formats.folders import write_folder
from tests.journeys.test_reading import WIDTHS, found_by_axe
from tests.web.pages.test_board_and_fund import decided, terms, whole_fund
from tests.web.procedures import boards

pytestmark = [pytest.mark.browser]
PAGES = ["board/index.html", "funds/index.html", "funds/pride/index.html"]


@pytest.fixture
def on_disk(place_on_sqlite, tmp_path) -> Path:
    """The pages of a board with a fund, as files."""
    from commonweal.web.static_site import site_files

    whole_fund()
    for seat in boards.MEMBERS:
        boards.appointed(seat, name=f"The member in seat {seat}", hour=3)
    boards.declared("p-1", "o-a")
    terms("We decide in public.")
    decided()
    folder: Path = tmp_path / "site"
    write_folder(folder, site_files(["/board/", "/funds/pride/"]))
    return folder


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_axe_finds_nothing_on_the_pages_of_the_board_and_its_fund(visitor, on_disk, width):
    page = visitor(viewport=WIDTHS[width]).new_page()
    wrong = {}
    for path in PAGES:
        page.goto((on_disk / path).as_uri())
        wrong[path] = found_by_axe(page)
    assert {path: faults for path, faults in wrong.items() if faults} == {}


def test_no_page_of_the_board_scrolls_sideways_at_four_hundred_percent(visitor, on_disk):
    page = visitor(viewport={"width": 320, "height": 640}).new_page()
    widths = {}
    for path in PAGES:
        page.goto((on_disk / path).as_uri())
        page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
        widths[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in widths.items() if width > 320} == {}


def test_a_resident_follows_a_payment_to_its_entry_without_javascript(visitor, on_disk):
    page = visitor(viewport=WIDTHS["phone"], java_script_enabled=False).new_page()
    page.goto((on_disk / "index.html").as_uri())
    page.get_by_role("navigation", name="Place").get_by_role("link", name="Board and money").click()
    page.get_by_role("link", name="Harbour Fund").click()
    assert page.locator("p.lead").inner_text().startswith("This replaces public money")
    page.locator("#reconciled-p1-capital").get_by_role("link", name="£3,000").click()
    assert "£3,000 of capital was paid to o-a." in page.locator("p.lead").inner_text()
