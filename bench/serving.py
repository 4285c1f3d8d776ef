"""The real server, started by the measure that needs it on a free port of this machine, and ended by its own id."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.client import HOST

OURS = "commonweal.web.wsgi:application"
_ROOT = Path(__file__).resolve().parents[1]
_START = "import sys; from commonweal.cli.serve import server; server(sys.argv[1], int(sys.argv[2])).serve()"
_TICKS = os.sysconf("SC_CLK_TCK")
_LONGEST = 60.0


@dataclass(slots=True)
class Served:
    """A server that runs: its port and its first process."""

    port: int
    process: "subprocess.Popen[bytes]"

    def ids(self) -> list[int]:
        """Give the ids of its processes, the first one last."""
        return [*children(self.process.pid), self.process.pid]

    def cpu(self) -> float:
        """Give the seconds of CPU that its processes took so far."""
        return sum(cpu_of(one) for one in self.ids())

    def kill(self) -> None:
        """End it as a power failure of the app would, nothing being finished: kill -9 of its own processes."""
        kill_all(self.ids())
        self.process.wait(_LONGEST)


@contextmanager
def served(
    place: Path, *, target: str = OURS, port: int = 0, environ: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Serve a place as ``commonweal serve`` does, with two workers, for as long as the block lasts.

    Args:
        place: the place folder.
        target: the application.
        port: where to listen; 0 for a port that is free.
        environ: what is set besides.
    """
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", _START, target, str(port)], cwd=_ROOT, env=environ_of(place, environ)
    )
    one = Served(port, process)
    try:
        _wait(one)
        yield one
    finally:
        end(one)


def end(one: Served) -> None:
    """End a server, first kindly."""
    if one.process.poll() is None:
        ids = one.ids()
        one.process.send_signal(signal.SIGTERM)
        try:
            one.process.wait(10)
        except subprocess.TimeoutExpired:
            kill_all(ids)
            one.process.wait(_LONGEST)


def kill_all(ids: Sequence[int]) -> None:
    """Send kill -9 to processes, and wait until they are gone."""
    for one in ids:
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            continue
    until = time.monotonic() + _LONGEST
    while any(_runs(one) for one in ids) and time.monotonic() < until:
        time.sleep(0.01)


def act(place: Path, *arguments: str, environ: Mapping[str, str] | None = None) -> Any:
    """Do one act of :mod:`bench.polling` in a place, in a process of its own."""
    command = [sys.executable, "-m", "bench.polling", arguments[0], str(place), *arguments[1:]]
    told = subprocess.run(
        command, cwd=_ROOT, env=environ_of(place, environ), check=True, capture_output=True, timeout=300
    )
    return json.loads(told.stdout)


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def children(process: int) -> list[int]:
    """Give the ids of a process's children and theirs, those that were begun last first."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        told = _stat(int(folder.name))
        if told and int(told[1]) == process:
            found.append(int(folder.name))
    return [one for child in sorted(found, reverse=True) for one in (*children(child), child)]


def cpu_of(process: int) -> float:
    """Give the seconds of CPU that a process took so far, its threads and the children that ended among them."""
    told = _stat(process)
    return sum(map(int, told[11:15])) / _TICKS if told else 0.0


def environ_of(place: Path, environ: Mapping[str, str] | None) -> dict[str, str]:
    """Give the environment of a process that works on a place: none of what this one may have set for another."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    settings = {"COMMONWEAL_PLACE": str(place), "DJANGO_SETTINGS_MODULE": "commonweal.web.settings"}
    return kept | settings | dict(environ or {})


def _stat(process: int) -> list[str]:
    """Give what Linux tells of a process from its state on; nothing where it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _runs(process: int) -> bool:
    told = _stat(process)
    return bool(told) and told[0] not in {"Z", "X"}


def _wait(one: Served) -> None:
    until = time.monotonic() + _LONGEST
    while time.monotonic() < until and one.process.poll() is None:
        try:
            socket.create_connection((HOST, one.port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    message = "the server did not start"
    raise RuntimeError(message)
