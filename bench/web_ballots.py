"""Ballots cast at once through the real server, on both databases, beside the disk's floor and a usual Django app."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.client import Run, posts, send, token
from bench.disk import shim, syncs_per_second
from bench.polling import ADDRESS, MOST_CHOSEN, PROJECTS
from bench.rows import Row
from bench.serving import act, children, cpu_of, environ_of, served

CONNECTIONS, BALLOTS, WARM, PEERS = 32, 4_000, 200, 1_000
SLOW = 0.004
"""Seconds that a sync of the slow disk takes besides."""
_PEER = "bench.peer_ballots:application"


@dataclass(frozen=True, slots=True)
class Measured:
    """A run of ballots: what came back, and the milliseconds of CPU that a ballot took the app and its database."""

    run: Run
    app_ms: float
    database_ms: float


@dataclass(frozen=True, slots=True)
class _Database:
    name: str
    environ: Mapping[str, str]
    process: int


def rows() -> Iterator[Row]:
    """Give the rows of voting.

    Raises:
        RuntimeError: where a ballot was not acknowledged, so that its figures would mean nothing.
    """
    with tempfile.TemporaryDirectory(prefix="cw-bench-") as name:
        folder = Path(name)
        slow = shim(folder)
        for slowed in [{}, {"LD_PRELOAD": str(slow), "SLOW_DISK_US": str(int(SLOW * 1_000_000))}] if slow else [{}]:
            for kind in ("SQLite", "PostgreSQL"):
                yield from _on(folder, kind, slowed)


def _on(folder: Path, kind: str, slowed: dict[str, str]) -> Iterator[Row]:
    ballots = BALLOTS if not slowed else BALLOTS // 2
    disk = f", a sync taking {SLOW * 1000:.0f} ms more" if slowed else ""
    floor = syncs_per_second(folder, slowed=SLOW if slowed else 0.0)
    with tempfile.TemporaryDirectory(dir=folder) as one, _database(kind, Path(one), slowed) as database:
        ours = measure(Path(one), database, ballots)
    after = syncs_per_second(folder, slowed=SLOW if slowed else 0.0)
    with tempfile.TemporaryDirectory(dir=folder) as one, _database(kind, Path(one), slowed) as database:
        peer = measure_peer(Path(one), database, PEERS // (4 if slowed else 1))
    name = f"{ballots - WARM:,} ballots at {CONNECTIONS} connections, {kind}{disk}"
    rate, share = ours.run.per_second, ours.run.own_cpu / ours.run.seconds
    yield Row.against(
        f"{name}: beside a ModelForm and the ORM ({len(peer.run.answers):,} ballots)",
        ours=rate,
        peer=peer.run.per_second,
        target=8,
        unit="ballots/s",
        better="higher",
    )
    yield Row.against(
        f"{name}: beside one sync a ballot on the same disk",
        ours=rate,
        peer=(floor + after) / 2,
        target=1 if slowed else 0.5,
        unit="ballots/s",
        better="higher",
    )
    for part, target in ((0.5, None), (0.99, 100)):
        yield Row.against(
            f"{name}: answered to {part:.0%}, the peer within {peer.run.within(part):.0f}",
            ours=ours.run.within(part),
            peer=None,
            target=target,
            unit="ms",
            better="lower",
        )
    yield Row.against(
        f"{name}: CPU of the app a ballot, the peer {peer.app_ms:.2f} (the client took {share:.0%} of a core besides)",
        ours=ours.app_ms,
        peer=None,
        target=1,
        unit="ms of CPU",
        better="lower",
    )
    if database.process:
        yield Row.against(
            f"{name}: CPU of PostgreSQL a ballot, with the peer {peer.database_ms:.2f}",
            ours=ours.database_ms,
            peer=None,
            target=None,
            unit="ms of CPU",
            better="lower",
        )


def measure(place: Path, database: _Database, ballots: int) -> Measured:
    """Cast ballots, each with a code of its own, the steps before the last having been taken."""
    forms = act(place, "prepare", "--codes", str(ballots), environ=database.environ)
    with served(place, environ=database.environ) as server:
        held = [token(server.port, ADDRESS) for _ in range(CONNECTIONS)]
        requests = posts(ADDRESS, forms, held)
        send(server.port, requests[:WARM], connections=CONNECTIONS)
        app, behind = server.cpu(), _behind(database)
        run = send(server.port, requests[WARM:], connections=CONNECTIONS)
        app, behind = server.cpu() - app, _behind(database) - behind
    receipts = {answer.receipt for answer in run.answers.values()}
    if len(receipts) != ballots - WARM or "" in receipts:
        message = "not every ballot was acknowledged: its time would mean nothing"
        raise RuntimeError(message)
    return Measured(run, 1000 * app / len(run.answers), 1000 * behind / len(run.answers))


def measure_peer(place: Path, database: _Database, ballots: int) -> Measured:
    """Cast as many ballots with the peer, under the same server and settings of the database."""
    ballots += WARM
    environ = {**database.environ, "COMMONWEAL_PLACE": str(place)}
    (place / ".commonweal").mkdir(exist_ok=True)
    command = [sys.executable, "-c", f"from bench.peer_ballots import prepare; prepare({PROJECTS}, {ballots})"]
    subprocess.run(command, env=environ_of(place, environ), check=True, timeout=300)
    forms = [
        "&".join([f"typed=code-{n}", *(f"choices={1 + (n + 7 * k) % PROJECTS}" for k in range(1 + n % MOST_CHOSEN))])
        for n in range(ballots)
    ]
    with served(place, target=_PEER, environ=environ) as server:
        held = [token(server.port, "/vote/") for _ in range(CONNECTIONS)]
        requests = posts("/vote/", forms, held)
        send(server.port, requests[:WARM], connections=CONNECTIONS)
        app, behind = server.cpu(), _behind(database)
        run = send(server.port, requests[WARM:], connections=CONNECTIONS)
        app, behind = server.cpu() - app, _behind(database) - behind
    if any(answer.status != 200 or b"is cast" not in answer.page for answer in run.answers.values()):
        message = "the peer did not take every ballot: its time would mean nothing"
        raise RuntimeError(message)
    return Measured(run, 1000 * app / len(run.answers), 1000 * behind / len(run.answers))


def _behind(database: _Database) -> float:
    process = database.process
    return sum(cpu_of(one) for one in [*children(process), process]) if process else 0.0


@contextmanager
def _database(kind: str, place: Path, slowed: dict[str, str]) -> Iterator[_Database]:
    """Give a database of its own, which has what it acknowledged on the disk."""
    if kind == "SQLite":
        yield _Database(kind, slowed, 0)
        return
    from tests.databases import LASTING, postgres_server, with_name

    place.parent.chmod(0o755)  # its user must reach what is loaded before the C library
    with postgres_server(LASTING, slowed) as server:
        yield _Database(kind, {"DATABASE_URL": with_name(server.url, "postgres")}, server.process)
