"""A result page that many read at once, and a round of a hundred thousand ballots counted and published."""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from bench.client import HOST, get, send
from bench.polling import ROUND, open_round, planned, two
from bench.rows import Row
from bench.serving import served

CONNECTIONS, REQUESTS, WARM = 32, 6_000, 300
VOTERS, PROJECTS = 100_000, 60
_BARE = "bench.bare:application"


def rows() -> Iterator[Row]:
    """Give the rows of a large round, from its opened ballots to readers of its result.

    Raises:
        RuntimeError: where a page is not as it should be, so that its time would mean nothing.
    """
    with tempfile.TemporaryDirectory(prefix="cw-bench-") as name:
        place = Path(name)
        taken = counted_and_published(place)
        size = f"{VOTERS:,} ballots x {PROJECTS} projects"
        for what, seconds in taken.items():
            yield _seconds(f"{size}: {what}", seconds, None)
        yield _seconds(f"{size}: from the opened ballots to site and bundle", sum(taken.values()), 60)
        yield from _read_at_once(place)


def counted_and_published(place: Path) -> dict[str, float]:
    """Hold a round in a new place whose ballots are opened, count it and publish it; give the seconds of each part."""
    from commonweal.web import setup

    setup(place)
    now = datetime.now(UTC)
    _opened(now)
    from commonweal.web.procedures.count_round import count_round

    after = now + timedelta(days=31)
    taken = {
        "ballots read, counted by Equal Shares, explained, certified, verified and kept": _taken(
            lambda: count_round(ROUND, at=after, actors=two("count_round"))
        )
    }
    from commonweal.web.static_site import whole_site

    site: dict[str, bytes] = {}
    taken["bundle verified, static site made"] = _taken(lambda: site.update(whole_site()))
    if f"decide/{ROUND}/index.html" not in site:
        message = "the site has no page of the round: its time would mean nothing"
        raise RuntimeError(message)
    from django.db import connections

    connections.close_all()
    return taken


def _opened(now: datetime) -> None:
    """Hold a round up to its opening with a sample's ballots, which are put where voting and the opening put them."""
    from commonweal.funding.box.choices import Choices
    from commonweal.funding.box.opening import opened_bytes, tallied
    from commonweal.samples.polls import sample_poll
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.procedures.close_voting import close_voting
    from commonweal.web.procedures.draw_lot import draw_lot
    from commonweal.web.store import balloting, keep

    sample = sample_poll(1, voters=VOTERS, projects=PROJECTS)
    listed = [(project.name, int(project.cost * 100)) for project in sample.projects]
    open_round(now, listed, int(sample.budget * 100), sample.max_length or PROJECTS)
    _came_in(now)
    after = now + timedelta(days=30)
    close_voting(ROUND, at=after, actors=two("close_voting"))
    draw_lot(ROUND, "4-2-6", how="Three dice", at=after, actors=two("draw_lot"))
    by_title = {project.name: (at, project.id) for at, project in enumerate(balloting.form_of(ROUND).projects)}
    names = [by_title[project.name] for project in sample.projects]
    opened = tallied(
        Choices(tuple(name for _, name in sorted(names[at] for at in ballot.choices)))
        for ballot in sample.ballots
        for _ in range(ballot.voters)
    )
    told = {"round": ROUND, "ballots": VOTERS, "paper": 0, "spoilt": 0, "left_empty": 0}
    digest = sha256(opened_bytes(opened)).hexdigest()
    with one_act():
        entry = keep.keep_entry(draft("ballots_opened", after, two("open_ballots"), {**told, "opened": digest}))
        balloting.keep_opened(entry, ROUND, opened)
        balloting.destroy_ballots(ROUND)


def _came_in(now: datetime) -> None:
    """Put a code and a sealed ballot for each voter where voting puts them; the sealed bytes are no ballot's."""
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import balloting, in_batches, keep
    from commonweal.web.store.balloting import Issued

    marks = [sha256(b"code %d" % n).hexdigest() for n in range(VOTERS)]
    issued = {"round": ROUND, "codes": VOTERS, "by": "event"}
    with one_act():
        keep.keep_entry(draft("codes_issued", planned(now), two("issue_codes"), issued))
        for start in range(0, VOTERS, 2_000):
            some = marks[start : start + 2_000]
            balloting.keep_codes(ROUND, [Issued(mark, "", "event", None) for mark in some])
            in_batches.landed_ids([(mark[:32], ROUND, mark, "online", "", "", "2027-01-01") for mark in some])
            in_batches.keep_sealed([(sha256(mark.encode()).hexdigest(), ROUND, mark.encode()) for mark in some])


def _read_at_once(place: Path) -> Iterator[Row]:
    address = f"/decide/{ROUND}/"
    request = f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode("ascii")
    with served(place) as server:
        page = get(server.port, address)
        if page.status != 200:
            message = f"the result page was answered {page.status}: its time would mean nothing"
            raise RuntimeError(message)
        send(server.port, [request] * WARM, connections=CONNECTIONS)
        cpu = server.cpu()
        run = send(server.port, [request] * REQUESTS, connections=CONNECTIONS)
        cpu = server.cpu() - cpu
    with served(place, target=_BARE) as server:
        bare = send(server.port, [request] * REQUESTS, connections=CONNECTIONS)
    kept = f"result page from memory ({len(page.page) // 1000} kB), {CONNECTIONS} connections"
    share = run.own_cpu / run.seconds
    yield Row.against(
        f"{kept}, the client taking {share:.0%} of a core",
        ours=run.per_second,
        peer=None,
        target=1000,
        unit="requests/s",
        better="higher",
    )
    yield Row.against(
        f"{kept}: beside Django answering two words, without middleware",
        ours=run.per_second,
        peer=bare.per_second,
        target=None,
        unit="requests/s",
        better="higher",
    )
    yield Row.against(
        f"{kept}: 99%", ours=run.within(0.99), peer=bare.within(0.99), target=None, unit="ms", better="lower"
    )
    yield Row.against(
        f"{kept}: CPU a request", ours=1000 * cpu / REQUESTS, peer=None, target=None, unit="ms of CPU", better="lower"
    )


def _taken(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _seconds(name: str, seconds: float, target: float | None) -> Row:
    return Row.against(name, ours=seconds, peer=None, target=target, unit="s", better="lower")
