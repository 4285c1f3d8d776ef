"""What the journeys may ask for: a browser, the pages served, and the pages on disk."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.published import published_folder, published_place, published_site, sample_place

__all__ = ["published_folder", "published_place", "published_site", "sample_place"]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first of these is the same browser without its windows, which takes half of the processor's time."""
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Visitor = Callable[..., BrowserContext]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        del format, args


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window; skips where there is none.

    The driver's event loop runs in this thread, where Django's database must still be let through.
    """
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("browser: there is no Chromium on this machine (apt-get install chromium-headless-shell)")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as driver:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
        browser = driver.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Makes a visitor: a browser window that remembers every request it made, in ``visitor.asked``."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def served(published_site: dict[str, bytes], published_place: Path) -> Iterator[str]:
    """The address of the published place's pages, served on this machine; its pictures were drawn for the site."""
    from commonweal.web.wsgi import application

    server = make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def on_disk(published_site: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the published site as files."""
    from commonweal.formats.folders import write_folder

    folder = tmp_path_factory.mktemp("site") / "a folder & more"
    write_folder(folder, published_site)
    return folder.as_uri()
