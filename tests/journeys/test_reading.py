"""Journeys of people who read: with a phone, with a keyboard, without JavaScript, from a memory stick."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from commonweal.cli.sample_folder import ROUND_ID
from tests.published import one_place

pytestmark = [pytest.mark.browser, one_place]
PAGES = [
    "/",
    "/needs/",
    "/needs/youth/",
    "/needs/refuge/",
    "/neighbourhoods/",
    "/neighbourhoods/herring-hill/",
    "/decide/",
    f"/decide/{ROUND_ID}/",
    "/hand-over/",
    "/hand-over/check/",
    "/board/",
    "/funds/",
    "/record/",
    "/record/5/",
    "/sources/",
    "/how-it-works/",
    "/glossary/",
    "/accessibility/",
    "/nothing-here/",
]
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def found_by_axe(page):
    violations = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120], len(one["nodes"])) for one in violations]


@pytest.mark.parametrize(("width", "scheme"), [("desktop", "light"), ("phone", "light"), ("desktop", "dark")])
def test_axe_finds_nothing_on_any_page(visitor, served, width, scheme):
    page = visitor(viewport=WIDTHS[width], color_scheme=scheme).new_page()
    chosen = PAGES if scheme == "light" else PAGES[:3] + PAGES[5:13]
    wrong = {}
    for address in chosen:
        page.goto(served + address)
        wrong[address] = found_by_axe(page)
    assert {address: faults for address, faults in wrong.items() if faults} == {}


def test_nothing_is_asked_of_anybody_else_and_nothing_is_kept(visitor, served):
    context = visitor(viewport=WIDTHS["desktop"])
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    for address in PAGES[:-1]:
        page.goto(served + address)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(served).netloc}
    assert refused == []
    assert context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.scripts.length]") == [0, 0, 0]


def test_no_page_scrolls_sideways_at_four_hundred_percent(visitor, served):
    page = visitor(viewport={"width": 320, "height": 640}).new_page()
    widths = {}
    for address in PAGES:
        page.goto(served + address)
        page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
        widths[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in widths.items() if width > 320} == {}


def test_a_resident_finds_out_why_a_project_was_not_funded_without_javascript(visitor, served):
    page = visitor(viewport=WIDTHS["phone"], java_script_enabled=False).new_page()
    page.goto(served)
    page.get_by_role("navigation", name="Place").get_by_role("link", name="Decide").click()
    page.get_by_role("link", name=re.compile("Fund 20")).click()
    page.wait_for_url(f"**/decide/{ROUND_ID}/")
    page.get_by_text("projects that are not funded, and why").first.click()
    row = page.get_by_role("row").filter(has_text="Not funded").first
    assert "its supporters had" in row.inner_text()
    page.get_by_text("See every value in a table").first.click()
    assert page.locator("figure details").first.get_attribute("open") is not None
    page.get_by_role("link", name="source").first.click()
    assert f"/bundle/counts/{ROUND_ID}/" in page.url


def test_a_board_secretary_reads_with_the_keyboard_alone(visitor, served):
    page = visitor(viewport=WIDTHS["desktop"]).new_page()
    page.goto(f"{served}/decide/{ROUND_ID}/")
    keys = page.keyboard
    keys.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    keys.press("Tab")
    first = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert first, "after skipping, the next stop lies in the page, not in the bar"
    page.locator("summary").first.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    keys.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None
    page.goto(f"{served}/decide/{ROUND_ID}/")
    for _ in range(8):
        keys.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Hand-over":
            break
    keys.press("Enter")
    page.wait_for_url("**/hand-over/")
    assert page.get_by_role("heading", level=1).inner_text() == "The hand-over plan"


def test_the_first_click_reaches_what_is_under_the_pointer(visitor, served):
    page = visitor(viewport=WIDTHS["desktop"]).new_page()
    page.goto(served)
    bar = page.get_by_role("navigation", name="Place").get_by_role("link", name="Our place").bounding_box()
    page.goto(f"{served}/record/")
    page.mouse.click(bar["x"] + 4, bar["y"] + 4)
    page.wait_for_url(f"{served}/")


def test_everything_that_can_be_pressed_in_the_bar_is_large_enough(visitor, served):
    page = visitor(viewport=WIDTHS["phone"]).new_page()
    page.goto(served)
    boxes = [link.bounding_box() for link in page.locator("header a, .act, summary, footer a").all()]
    assert [box for box in boxes if box["height"] < 44] == []


def test_a_phone_is_shown_the_narrow_drawings_and_a_desktop_the_wide_ones(visitor, served):
    for width, shown, hidden in (("phone", "narrow", "wide"), ("desktop", "wide", "narrow")):
        page = visitor(viewport=WIDTHS[width]).new_page()
        page.goto(f"{served}/hand-over/")
        assert page.locator(f"figure svg.{shown}").first.is_visible()
        assert not page.locator(f"figure svg.{hidden}").first.is_visible()


def test_what_is_folded_away_is_printed(visitor, served):
    page = visitor(viewport=WIDTHS["desktop"]).new_page()
    page.goto(f"{served}/needs/youth/")
    table = page.locator("#picture-deciles-youth details table")
    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.is_visible()


def test_a_table_that_would_fill_pages_is_not_printed_and_the_page_says_where_it_is(visitor, served):
    page = visitor(viewport=WIDTHS["desktop"]).new_page()
    page.goto(f"{served}/needs/youth/")
    page.emulate_media(media="print")
    assert not page.locator("#picture-map-access-youth details table").is_visible()
    assert page.get_by_text("Its 60 values are too many to print").is_visible()


def test_who_wants_no_motion_gets_none(visitor, served):
    page = visitor(reduced_motion="reduce").new_page()
    page.goto(served)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_site_is_read_from_a_memory_stick(visitor, on_disk):
    context = visitor(viewport=WIDTHS["desktop"])
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{on_disk}/index.html")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('header.place')).backgroundColor") == "rgb(28, 90, 69)"
    )
    for name in ("Needs", "Decide", "Hand-over", "Public record"):
        page.get_by_role("navigation", name="Place").get_by_role("link", name=name).click()
        page.wait_for_load_state()
    page.get_by_role("link", name="Entry 5", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Entry 5"
    page.get_by_role("link", name="The entry before").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Entry 4"
    page.goto(f"{on_disk}/needs/index.html")
    page.get_by_role("link", name="source").last.click()
    assert page.url.endswith("sources/index.html#figure-youth-gap")
    assert page.locator("#figure-youth-gap").is_visible()
    assert {urlsplit(url).scheme for url in asked} == {"file"}
