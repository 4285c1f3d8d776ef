"""``commonweal serve``: the web app of one place, on this machine."""

import os
import socket
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.errors import PortTaken
from commonweal.terms.sentences import say

if TYPE_CHECKING:
    from granian.server.common import AbstractServer

HOST = "127.0.0.1"
APPLICATION = "commonweal.web.wsgi:application"
_Place = Annotated[Path, typer.Argument(metavar="[PLACE]", help="The place folder.")]
_LOGS: dict[str, Any] = {
    "formatters": {"line": {"()": "commonweal.web.logs.OneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
}
"""What the server itself tells goes out in the same form, without the words of whoever asked."""
_NoWorker = Annotated[bool, typer.Option("--no-worker", help="Run no worker beside it: one runs as its own service.")]
_Port = Annotated[int, typer.Option(min=1, max=65535, metavar="P", help="The port to listen on.")]


def serve(place: _Place = Path(), port: _Port = 8000, *, no_worker: _NoWorker = False, as_json: Json = False) -> None:
    """Take a place folder into its database, and show its pages until Ctrl-C.

    What the record holds already is left as it is. Tables of an older release are brought up to date, after a backup.
    """
    with refusals(as_json=as_json):
        require_free(port)
        take_in_place(place)
        if as_json:
            answer([], {"place": str(place), "address": _address(port)}, as_json=True)
        run(place, port, worker=not no_worker)


def require_free(port: int) -> None:
    """Let a port through that nobody listens on.

    Raises:
        PortTaken: where somebody does.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # there, it only lets a port through that a server left a moment ago
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise PortTaken(port=str(port)) from None


def take_in_place(place: Path) -> None:
    """Bring what a place folder says into its database, up to now.

    Raises:
        CommonwealError: where the folder cannot be read, or a procedure refuses.
    """
    from datetime import UTC, datetime
    from secrets import token_bytes

    from commonweal.formats.place_folder import read_place
    from commonweal.web import setup

    progress(say("Reading {path}.", path=str(place)))
    folder = read_place(place)
    setup(place)
    from commonweal.web.procedures.take_in import take_in

    for sentence in take_in(folder, at=datetime.now(UTC), salts=token_bytes, told=progress).sentences():
        progress(sentence)


def _address(port: int) -> str:
    return f"http://{HOST}:{port}"


def run(place: Path, port: int, *, worker: bool = True) -> None:
    """Serve the pages of a place that was set up, on this machine only, until Ctrl-C.

    No line is kept of who asked for what. Where asked for, a worker runs beside it, and ends with it.
    """
    from django.db import connections

    from commonweal.cli.worker import working_beside

    connections.close_all()
    os.environ["COMMONWEAL_PLACE"] = str(place.resolve())
    progress(say("Open {address} – press Ctrl-C to stop.", address=_address(port)))
    made = server(APPLICATION, port)
    made.signal_handler_interrupt = _once(made.signal_handler_interrupt)  # type: ignore[method-assign]
    with working_beside(place) if worker else nullcontext():
        made.serve(target_loader=partial(_beside, os.getpid()))
    progress(say("Stopped."))


def _once(stop: Callable[[], None]) -> Callable[..., None]:
    """Let the first signal stop the server, by a thread, and no other.

    A terminal sends Ctrl-C to every process of a command, and some of them pass it on. The server's own handler takes a
    lock that it may hold already when a second signal comes, or the first at the wrong moment, and would wait for ever.
    """
    stopping = False

    def handler(*_: object) -> None:
        nonlocal stopping
        if stopping:
            return
        stopping = True
        Thread(target=stop, daemon=True).start()

    return handler


def _beside(parent: int, application: str) -> Any:
    """Load the application in a process that the server began, and end it with the server, however that ends."""
    from commonweal.cli.worker import end_with

    if os.name == "posix":
        Thread(target=end_with, args=(parent,), daemon=True).start()
    module, _, name = application.partition(":")
    return getattr(import_module(module), name)


def server(application: str, port: int) -> "AbstractServer[Any]":
    """Give the server of an application, with the settings that every measure of it is taken under.

    Args:
        application: its module and name.
        port: where it listens, on this machine only.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        application,
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=16,  # most wait for the disk, and the more ballots wait the more are written at once
        log_level=LogLevels.error,  # it would warn of so many threads
        log_dictconfig=_LOGS,
        log_access=False,
    )
