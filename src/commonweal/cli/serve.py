"""``commonweal serve``: the web app of one place, on this machine."""

import os
import socket
from pathlib import Path
from typing import Annotated

import typer

from commonweal.cli.output import progress, refusals
from commonweal.errors import PortTaken

HOST = "127.0.0.1"


def serve(
    place: Annotated[Path, typer.Argument(help="The place folder.")] = Path(),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
) -> None:
    """Take a place folder into its database and show its pages until you press Ctrl-C.

    What is in the record already is left as it is. Tables of an older release are brought up to date, after a backup.
    """
    with refusals(as_json=False):
        require_free(port)
        take_in_place(place)
        run(place, port)


def require_free(port: int) -> None:
    """Let a port through that nobody listens on.

    Raises:
        PortTaken: where somebody does.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # there, this only lets a port through that a server left a moment ago
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise PortTaken(port=port) from None


def take_in_place(place: Path) -> None:
    """Bring what a place folder says into its database, up to now."""
    from datetime import UTC, datetime
    from secrets import token_bytes

    from commonweal.formats.place_folder import read_place
    from commonweal.web import setup

    progress(f"Reading {place.resolve()} ...")
    folder = read_place(place)
    setup(place)
    from commonweal.web.procedures.take_in import take_in

    for line in take_in(folder, at=datetime.now(UTC), salts=token_bytes).lines():
        progress(line)


def run(place: Path, port: int) -> None:
    """Serve the pages of a place that was set up, on this machine only, until Ctrl-C."""
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    connections.close_all()
    os.environ["COMMONWEAL_PLACE"] = str(place.resolve())
    progress(f"Serving {place.resolve()} at http://{HOST}:{port} - press Ctrl-C to stop.")
    Granian(
        "commonweal.web.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        log_level=LogLevels.warning,
        log_access=False,
    ).serve()
    progress("Stopped.")
