"""Journeys of people with an idea: without JavaScript, on a phone, by keyboard, and on paper."""

import re
import threading
from wsgiref.simple_server import make_server

import pytest

from tests.journeys.conftest import Quiet, Server
from tests.journeys.test_reading import WIDTHS, found_by_axe
from tests.web.pages.proposing import round_of_ideas
from tests.web.procedures.proposing import WEIGHED, proposed, reviewed

pytestmark = [pytest.mark.browser]


@pytest.fixture
def held(place_on_sqlite, monkeypatch):
    """The address of a place with a round of ideas, and the private link of a proposal that was reviewed."""
    from commonweal.web.wsgi import application

    round_of_ideas(monkeypatch)
    ticket = proposed()
    reviewed(ticket.id, WEIGHED)
    server = make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", ticket
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_axe_finds_nothing_where_residents_take_part(visitor, held, width):
    base, ticket = held
    page = visitor(viewport=WIDTHS[width]).new_page()
    addresses = [
        *("/ideas/r1/", "/ideas/r1/new/", "/urgent/", "/ideas/r1/form/", "/ideas/r1/easy-read/"),
        *("/ideas/r1/proposal-form/", "/ideas/r1/proposal-form/?pounds=2500", f"/proposals/r1/{ticket.id}/"),
        *(f"/mine/{ticket.token}/", f"/mine/{ticket.token}/appeal-review/"),
    ]
    wrong = {}
    for address in addresses:
        page.goto(base + address)
        sideways = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        wrong[address] = [*found_by_axe(page), *(["it scrolls sideways"] if sideways else [])]
    assert {address: faults for address, faults in wrong.items() if faults} == {}


def test_an_idea_is_put_forward_by_keyboard_alone_without_javascript(visitor, held):
    base, _ = held
    page = visitor(viewport=WIDTHS["phone"], java_script_enabled=False).new_page()
    page.goto(f"{base}/ideas/r1/new/")
    page.get_by_label("Your idea, in one line").focus()
    page.keyboard.type("A bench by the stop")
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Open it")
    assert base in page.locator("pre code").inner_text()
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator("h1").inner_text() == "A bench by the stop"
    assert "It waits to be read" in page.locator("p.lead").inner_text()


@pytest.mark.parametrize(
    ("address", "sides"),
    [("form/", 2), ("easy-read/", 2), ("proposal-form/?pounds=10000", 2), ("proposal-form/?pounds=50000", 4)],
)
def test_a_form_on_paper_has_no_more_sides_than_it_may(visitor, held, address, sides):
    base, _ = held
    page = visitor().new_page()
    page.goto(f"{base}/ideas/r1/{address}")
    margin = {"top": "12mm", "bottom": "12mm", "left": "14mm", "right": "14mm"}
    printed = page.pdf(format="A4", margin=margin)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= sides
