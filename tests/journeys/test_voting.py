"""Journeys of a vote: a code typed, a ballot cast and a receipt kept, by keyboard alone, on a phone, in print."""

import re
import threading
from wsgiref.simple_server import make_server

import pytest

from tests.journeys.conftest import Quiet, Server
from tests.journeys.test_reading import WIDTHS, found_by_axe
from tests.web.pages.voting import officers
from tests.web.pages.voting.voter import at

pytestmark = [pytest.mark.browser]
CONTACT = "Ring 01632 960000.\nBoxes stand in the library."


class _Vote:
    """A round in which people vote now: its address, the codes, and who returns it."""

    def __init__(self, address, codes, people, letters):
        self.address, self.codes, self.people, self.letters = address, codes, people, letters


@pytest.fixture
def vote(place_on_sqlite, monkeypatch):
    from django.conf import settings

    from commonweal.web.wsgi import application

    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["127.0.0.1", "testserver"])
    at(monkeypatch, officers.BEFORE)
    people = officers.reviewed("Tea on Tuesdays", "A bench by the stop", "Repairs to the roof of the hall and its door")
    officers.with_ballot(people)
    given = {"by": "post", "whom": "everybody", "contact": CONTACT}
    letters = people.returning.post("/work/issue-codes/r1/", given).content.decode()
    codes = re.findall(r'<p class="code">([^<]*)</p>', letters)[::2]
    at(monkeypatch, officers.OPEN)
    server = make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield _Vote(f"http://127.0.0.1:{server.server_port}", codes, people, letters)
    server.shutdown()
    server.server_close()


def sideways(page):
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    return page.evaluate("document.documentElement.scrollWidth") - page.viewport_size["width"]


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_axe_finds_nothing_on_the_way_to_a_receipt(visitor, vote, width):
    context = visitor(viewport=WIDTHS[width])
    page, wrong = context.new_page(), {}
    page.goto(f"{vote.address}/vote/r1/")
    wrong["code"] = found_by_axe(page)
    page.get_by_label("Your code").fill("0000")
    page.get_by_role("button", name="Show my ballot").click()
    wrong["a slip in it"] = found_by_axe(page)
    page.get_by_label("Your code").fill(vote.codes[0])
    page.get_by_role("button", name="Show my ballot").click()
    page.get_by_role("button", name="Look at my choices").click()
    wrong["an empty ballot"] = found_by_axe(page)
    page.get_by_label("A bench by the stop").check()
    page.get_by_role("button", name="Look at my choices").click()
    wrong["a last look"] = found_by_axe(page)
    page.get_by_role("button", name="Cast it").click()
    wrong["receipt"] = found_by_axe(page)
    assert page.get_by_role("heading", name="Your ballot is cast").is_visible()
    assert vote.codes[0] not in page.url
    assert [one["name"] for one in context.cookies()] == ["csrftoken"]
    page.goto(f"{vote.address}/vote/r1/receipts/")
    wrong["receipts"] = found_by_axe(page)
    assert {step: faults for step, faults in wrong.items() if faults} == {}


def test_a_ballot_is_cast_by_keyboard_alone_without_javascript(visitor, vote):
    page = visitor(viewport=WIDTHS["desktop"], java_script_enabled=False).new_page()

    def entered(button=None):
        if button:
            page.get_by_role("button", name=button).focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")

    page.goto(f"{vote.address}/vote/r1/")
    page.get_by_label("Your code").focus()
    page.keyboard.type(vote.codes[1].lower())
    entered()
    page.get_by_label("Tea on Tuesdays").focus()
    page.keyboard.press("Space")
    entered("Look at my choices")
    assert "A cast ballot is final" in page.locator("main").inner_text()
    entered("Change it")
    assert page.get_by_label("Tea on Tuesdays").is_checked()
    entered("Look at my choices")
    entered("Cast it")
    assert page.locator("#receipt").inner_text().strip()


def test_nothing_scrolls_sideways_at_four_hundred_percent(visitor, vote):
    context = visitor(viewport={"width": 320, "height": 640})
    context.add_cookies(
        [{"name": "sessionid", "value": vote.people.returning.cookies["sessionid"].value, "url": vote.address}]
    )
    page, over = context.new_page(), {}
    for path in ("/vote/r1/", "/work/round/r1/", "/work/round/r1/paper/", "/work/issue-codes/r1/"):
        page.goto(vote.address + path)
        over[path] = sideways(page), found_by_axe(page)
    page.goto(f"{vote.address}/vote/r1/")
    page.get_by_label("Your code").fill(vote.codes[2])
    page.get_by_role("button", name="Show my ballot").click()
    over["ballot"] = sideways(page), []
    assert {path: told for path, told in over.items() if told[0] > 0 or told[1]} == {}


def test_each_sheet_of_a_letter_fits_on_a_page_of_its_own(visitor, vote):
    page = visitor().new_page()
    page.route("**/letters", lambda route: route.fulfill(body=vote.letters, content_type="text/html"))
    page.goto(f"{vote.address}/letters")
    assert found_by_axe(page) == []
    margin = {"top": "15mm", "bottom": "15mm", "left": "18mm", "right": "18mm"}
    for sheets in (3, 2):
        assert page.locator(".sheet:visible").count() == sheets * len(vote.codes)
        printed = page.pdf(format="A4", margin=margin)
        assert len(re.findall(rb"/Type /Page\b", printed)) == sheets * len(vote.codes)
        page.get_by_label("Print what is said").set_checked(False)
