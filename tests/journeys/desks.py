"""People at their own browsers in a journey: each signed in with a role, or a resident without an account.

Whoever acts by keyboard reaches every field, link and button with the Tab key.
"""

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
BEGUN = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""A day after the sample place was published."""
MOST_TABS = 500


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
        keyboard: whether they act by keyboard alone.
    """

    base: str
    context: BrowserContext
    looks: bool
    wrong: dict[str, Any]
    keyboard: bool = False
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
                field = self.page.locator(f'main [name="{name}"]')
                if self.keyboard:
                    _fill_by_keyboard(field, one)
                else:
                    _fill(field, one)

    def press(self, name: str = "") -> Page:
        """Press the one main button, or the one of this name."""
        named = self.page.get_by_role("button", name=name)
        return self.choose(named if name else self.page.locator("main button.act:visible").last)

    def follow(self, name: str) -> Page:
        """Follow the link of this name."""
        return self.choose(self.page.get_by_role("link", name=name, exact=True))

    def choose(self, button: Locator) -> Page:
        """Press a button or follow a link, and come to the next page."""
        if self.keyboard:
            _reach(button)
        with self.page.expect_navigation():
            if self.keyboard:
                self.page.keyboard.press("Enter")
            else:
                button.click()
        return self.look()

    def act(self, address: str, more: str = "", **given: Any) -> Page:
        """Open an act, ask for one more of some rows, fill it in and press its button; it must not be refused."""
        self.go(f"/work/{address}/")
        if more:
            self.choose(self.page.locator(f'button[name="more"][value="{more}"]'))
        self.fill(**given)
        self.press()
        faults = self.page.locator('[role="alert"]')
        assert faults.count() == 0, f"{address}: {faults.first.inner_text()}"
        return self.page

    def with_second(self, other: "Desk", address: str, /, **given: Any) -> None:
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
    kind = _kind(found)
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


def _reach(wanted: Locator) -> None:
    """Press the Tab key until something has the focus."""
    for _ in range(MOST_TABS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        wanted.page.keyboard.press("Tab")
    message = f"the Tab key never reaches {wanted}"
    raise AssertionError(message)


def _fill_by_keyboard(found: Locator, value: Any) -> None:
    keys, kind = found.page.keyboard, _kind(found)
    if kind == "radio":
        _choose_by_keyboard(found, found.and_(found.page.locator(f'[value="{value}"]')))
    elif kind == "checkbox":
        box = found if value is True else found.and_(found.page.locator(f'[value="{value}"]'))
        _reach(box)
        if not box.is_checked():
            keys.press("Space")
    elif kind == "file":
        _reach(found)
        with found.page.expect_file_chooser() as chooser:
            keys.press("Space")
        chooser.value.set_files(value)
    elif kind == "select":
        _reach(found)
        keys.type(found.locator(f'option[value="{value}"]').inner_text())
        assert found.input_value() == value
    elif kind == "date":
        _reach(found)
        year, month, day = str(value).split("-")
        keys.type(f"{month}{day}{year}")  # as this browser without a window asks for it
        assert found.input_value() == str(value)
    else:
        _reach(found)
        keys.press("Control+a")
        keys.type(str(value))


def _choose_by_keyboard(group: Locator, wanted: Locator) -> None:
    """Go to a group of buttons of which one is chosen, and with the arrow keys to the one that is wanted."""
    keys = group.page.keyboard
    for _ in range(MOST_TABS):
        if group.evaluate_all("all => all.includes(document.activeElement)"):
            break
        keys.press("Tab")
    if wanted.evaluate("one => one === document.activeElement"):
        keys.press("Space")
    for _ in range(group.count()):
        if not wanted.is_checked():
            keys.press("ArrowDown")
    assert wanted.is_checked()


def _kind(found: Locator) -> str:
    kind: str = found.first.evaluate("one => one.tagName === 'INPUT' ? one.type : one.tagName.toLowerCase()")
    return kind


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
