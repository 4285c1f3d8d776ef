"""The pages and the ballots: casting them, counting them, and showing a result with a reason for each project."""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from bench.rows import Row

PROJECTS, VOTERS, TIMES = 60, 400, 40


def rows() -> Iterator[Row]:
    """Give the rows of this stage."""
    from bench import web_ballots, web_scale

    yield from web_ballots.rows()
    yield from web_scale.rows()
    yield result_page()


def result_page() -> Row:
    """Give what it costs to make a result page anew.

    Raises:
        RuntimeError: where the page does not show every project, so that its time would mean nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        address, names = _published(Path(folder))
        from django.template import Context, Engine
        from django.test import Client

        client = Client()
        page = client.get(address, HTTP_HOST="localhost").content.decode()
        if any(name not in page for name in names):
            message = "the page does not show every project: its time would mean nothing"
            raise RuntimeError(message)
        bare = Engine().from_string(_BARE)
        cells = Context(
            {"rows": [(name, "Funded", 120, "£1,000", "Its supporters paid £8.33 each.") for name in names]}
        )
        ours = _cpu_ms(lambda: client.get(address, HTTP_HOST="localhost"))
        peer = _cpu_ms(lambda: bare.render(cells))
    size = f"{PROJECTS} projects, {len(page) // 1000} kB with its pictures"
    return Row.against(
        f"result page, read from the database and written through the catalogue ({size}), beside its bare table "
        "filled from memory by Django's template engine",
        ours=ours,
        peer=peer,
        target=50,
        unit="ms of CPU",
        better="lower",
    )


_BARE = "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"


def _published(place: Path) -> tuple[str, list[str]]:
    """Publish a count in a place of its own; give the address of its page and the projects' names."""
    from commonweal.funding.spec import read_spec
    from commonweal.samples.polls import sample_poll
    from commonweal.web import setup

    setup(place)
    from commonweal.funding.rounds import RoundRules
    from commonweal.web.procedures.close_round import close_round
    from commonweal.web.procedures.open_place import open_place
    from commonweal.web.procedures.publish_rules import publish_rules
    from commonweal.web.rights import actors_of

    at, closes = datetime(2027, 3, 1, tzinfo=UTC), date(2027, 3, 1)
    poll = sample_poll(1, voters=VOTERS, projects=PROJECTS)
    spec = read_spec("equal_shares", ["completion=add1u", "seed=2026"])
    known = {"name": "Bench", "board": "the board", "accountable_body": "the council"}
    open_place(known, at=at, actors=actors_of("open_place"))
    publish_rules(RoundRules("bench", "Bench", spec, closes), at=at, actors=actors_of("publish_rules"))
    close_round("bench", poll, challenge_until=closes, at=at, actors=actors_of("close_round"))
    return "/decide/bench/", [project.name for project in poll.projects]


def _cpu_ms(work: Callable[[], object]) -> float:
    work()
    began = time.process_time()
    for _ in range(TIMES):
        work()
    return (time.process_time() - began) / TIMES * 1000
