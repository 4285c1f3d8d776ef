"""Every page and every act, opened by somebody who may, at the width of a desk and of a phone: axe, and no scrolling.

It takes minutes, so it runs where it is asked for: ``just look FOLDER`` also leaves a picture of each page in a folder,
for people to look at.
"""

import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from commonweal.web.rights import RIGHTS, VISITOR
from tests.journeys.conftest import Quiet, Server, Visitor
from tests.journeys.desks import RULES, Desk, signed
from tests.web.expected import OPEN, answer
from tests.web.pages.doors import DOORS, Door
from tests.web.pages.standing import BODIES, NOW, Stood, stand, standings

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("COMMONWEAL_LOOKS" not in os.environ, reason="every page: it takes minutes (just look FOLDER)"),
]
WIDTHS = {"desk": 1280, "phone": 390}
NARROW = 320
"""The width, in pixels, of a page that is magnified four times."""


@pytest.fixture
def stood(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Stood:
    """A place with a round at every phase, whose clock stands still."""
    from commonweal.web import clock

    del place_on_sqlite
    made = stand()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return made


@pytest.fixture
def address(stood: Stood) -> Iterator[str]:
    """Serve the place."""
    from commonweal.web.wsgi import application

    del stood
    server = make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_every_page_is_looked_at(address: str, stood: Stood, visitor: Visitor) -> None:
    folder = Path(os.environ["COMMONWEAL_LOOKS"])
    folder.mkdir(parents=True, exist_ok=True)
    wrong: dict[str, object] = {}
    desks: dict[str, Page] = {}
    for role, path in sorted({*_public(), *_acts(stood)}):
        if role not in desks:
            desk = Desk(address, visitor(viewport={"width": 1280, "height": 900}, locale="en-GB"), False, wrong)
            desks[role] = (desk if role == VISITOR else signed(desk, role, BODIES.get(role, ""))).page
        page = desks[role]
        told = page.request.get(address + path)
        if told.status != OPEN:
            wrong[path] = told.status
        elif "html" in told.headers["content-type"]:
            page.goto(address + path)
            for name, width in WIDTHS.items():
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=folder / f"{re.sub(r'[^a-z0-9]+', '-', path)}-{name}.png", full_page=True)
            wrong |= _looked_at(page, path)
    assert wrong == {}


def _looked_at(page: Page, path: str) -> dict[str, object]:
    found: dict[str, object] = {}
    violations = Axe().run(page, options=RULES).response["violations"]
    if violations:
        found[path] = [(one["id"], one["nodes"][0]["html"][:160]) for one in violations]
    page.set_viewport_size({"width": NARROW, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > NARROW:
        found[f"{path} at {NARROW}"] = wide
    return found


def _public() -> Iterator[tuple[str, str]]:
    """Give every page that opens to everybody, with a round at each phase where it names one."""
    for door in (door for doors in DOORS.values() for door in doors):
        if door.visitor == OPEN and not door.shows and "{proposal}" not in door.address:
            yield from ((VISITOR, path) for path in _of_rounds(door))


def _of_rounds(door: Door) -> Iterator[str]:
    if "{round}" not in door.address:
        yield door.address
        return
    for phase, name in standings():
        if phase in door.phases and name == phase.replace(" ", "-"):
            yield door.address.replace("{round}", name)


def _acts(stood: Stood) -> Iterator[tuple[str, str]]:
    """Give every act on the first thing that it could be done on now, with somebody who may."""
    from commonweal.web.pages.work.acts import href
    from commonweal.web.pages.work.every_act import ACTS
    from commonweal.web.procedures.invite_person import BY_INVITATION
    from tests.web.pages.test_every_door import subjects

    yield from ((role, "/work/") for role in BY_INVITATION)
    for act in ACTS.values():
        role = next(role for role in RIGHTS[act.procedure].roles if role in BY_INVITATION)
        open_ = (
            ids
            for phase, ids in subjects(stood, act.about)
            if act.exists(ids) and answer(act.procedure, role, phase) == OPEN
        )
        ids = next(open_, None)
        if ids is not None:
            yield role, href(act, ids)
