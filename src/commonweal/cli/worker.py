"""``commonweal worker``: what is done without anybody asking, in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from commonweal.cli.output import Json, refusals

_Place = Annotated[Path, typer.Argument(metavar="[PLACE]", help="The place folder.")]
_Beside = Annotated[int, typer.Option("--beside", metavar="PID", help="End when the process of this number ends.")]
_Once = Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")]
_LOOK_SECONDS = 2


def worker(place: _Place = Path(), *, once: _Once = False, beside: _Beside = 0, as_json: Json = False) -> None:
    """Destroy what has been kept long enough, every night and when a round is over, until it is stopped.

    commonweal serve begins one by itself; where another server runs the pages, run this beside it.
    """
    with refusals(as_json=as_json):
        if beside:
            Thread(target=end_with, args=(beside,), daemon=True).start()
        _work(place, once=once)


@contextmanager
def working_beside(place: Path) -> Iterator[None]:
    """Run a worker while the block runs; it ends with the block, and with this process however that ends."""
    command = [sys.executable, "-m", "commonweal.cli.main", "worker", str(place), "--beside", str(os.getpid())]
    apart = {"creationflags": 0x200} if sys.platform == "win32" else {"start_new_session": True}  # Ctrl-C is not for it
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, **apart) as process:  # noqa: S603
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def _work(place: Path, *, once: bool) -> None:
    from commonweal.web import setup_served

    setup_served(place)
    from commonweal.web.background import work

    work(once=once)


def end_with(parent: int) -> None:
    """Wait until the process that began this one is gone, and end then."""
    if os.name == "posix":  # other processes of the server hold the other end of stdin too
        while os.getppid() == parent:
            time.sleep(_LOOK_SECONDS)
    else:
        sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
