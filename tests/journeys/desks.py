"""People at their own browsers in a journey: each signed in with a role, or a resident without an account."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
PASSWORD = "a long and odd password"
BEGUN = datetime(2026, 11, 1, 12, tzinfo=UTC)


@dataclass
class Clock:
    """The clock of the server, which a journey moves."""

    day: int = 0

    def now(self) -> datetime:
        """Give noon of the day."""
        return BEGUN + timedelta(days=self.day)


@dataclass
class Desk:
    """Somebody at a browser.

    Attributes:
        base: where the pages are served.
        context: their browser.
        looks: whether each page they come to is looked at with axe, which needs JavaScript in the browser.
        wrong: what axe found, by address.
    """

    base: str
    context: BrowserContext
    looks: bool
    wrong: dict[str, Any]
    seat: str = ""
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        """Open the browser."""
        self.page = self.context.new_page()

    def go(self, address: str) -> Page:
        """Open an address."""
        self.page.goto(address if address.startswith("http") else self.base + address)
        return self.look()

    def look(self) -> Page:
        """Look at the page with axe; remember what it finds."""
        if self.looks:
            violations = Axe().run(self.page, options=RULES).response["violations"]
            if violations:
                found = [(one["id"], one["nodes"][0]["html"][:160]) for one in violations]
                self.wrong.setdefault(self.page.url.removeprefix(self.base), found)
        return self.page

    def fill(self, **given: Any) -> None:
        """Fill in the fields of the page's form by their names; a list ticks several boxes."""
        for name, value in given.items():
            for one in value if isinstance(value, list) else [value]:
                _fill(self.page.locator(f'main [name="{name}"]'), one)

    def press(self, name: str = "") -> Page:
        """Press the one main button, or the one of this name."""
        button = (
            self.page.get_by_role("button", name=name) if name else self.page.locator("main button.act:visible").last
        )
        button.click()
        return self.look()

    def act(self, address: str, more: str = "", **given: Any) -> Page:
        """Open an act, ask for one more of some rows, fill it in and press its button; it must not be refused."""
        self.go(f"/work/{address}/")
        if more:
            self.page.locator(f'button[name="more"][value="{more}"]').click()
            self.look()
        self.fill(**given)
        self.press()
        faults = self.page.locator('[role="alert"]')
        assert faults.count() == 0, f"{address}: {faults.first.inner_text()}"
        return self.page

    def with_second(self, other: "Desk", address: str, **given: Any) -> None:
        """Begin an act that takes two, and have somebody else confirm it at their own desk."""
        self.act(address, **given)
        assert "/work/second/" in self.page.url, self.page.locator("main").inner_text()
        waiting = self.page.url
        other.go("/work/")
        other.go(waiting)
        other.press("Confirm, and do it")
        assert "/work/?done=" in other.page.url, other.page.locator("main").inner_text()

    def link(self, beginning: str) -> str:
        """Give the first address on the page that begins so."""
        found = self.page.locator(f'main a[href^="{beginning}"]')
        assert found.count() > 0, self.text()
        return found.first.get_attribute("href") or ""

    def text(self) -> str:
        """Give what the page says."""
        return self.page.locator("main").inner_text()


def _fill(found: Locator, value: Any) -> None:
    kind = found.first.evaluate("one => one.tagName === 'INPUT' ? one.type : one.tagName.toLowerCase()")
    if kind in {"radio", "checkbox"}:
        found.and_(found.page.locator(f'[value="{value}"]')).check() if value is not True else found.check()
    elif kind == "select":
        found.select_option(value)
    elif kind == "file":
        found.set_input_files(value)
    elif kind == "date":
        found.fill(str(value))
    else:
        found.fill(str(value))


def signed(desk: Desk, role: str, organisation: str = "") -> Desk:
    """Give somebody a role, and put the cookie of a sign-in by both steps into their browser."""
    from commonweal.web import clock
    from tests.web.pages.signed import client, person

    desk.seat = person(role, organisation=organisation, at=clock.now())
    cookie = client(desk.seat).cookies["sessionid"].value
    desk.context.add_cookies([{"name": "sessionid", "value": cookie, "url": desk.base}])
    return desk


def codes_on(page: Page) -> Iterator[str]:
    """Give the codes of printed letters, one for each."""
    told = page.locator("p.code").all_inner_texts()
    yield from told[::2]
