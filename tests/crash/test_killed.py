"""The app, or PostgreSQL, is killed while people vote: not one ballot that was acknowledged is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.serving import Served, children, kill_all, served
from tests.crash.voters import Voters, often, voters
from tests.databases import PostgresServer, with_name

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]
EACH = 120
"""How many vote before and around each crash."""


def around_a_crash(people: Voters, numbers: range, server: Served, crash: Callable[[], None], after: int) -> list[int]:
    """Let people vote, have something killed once so many were answered, and give who was shown no receipt."""

    def watch(answered: int) -> None:
        if answered == after:
            crash()

    return people.vote(server, numbers, watch)


def test_the_app_is_killed_while_people_vote(tmp_path: Path) -> None:
    kills = often(2, 20)
    people = voters(tmp_path / "place", EACH * kills)
    cut_off, before = [], range(0)
    for kill in range(kills):
        numbers = range(kill * EACH, (kill + 1) * EACH)
        with served(people.place) as server:
            # Those who saw a receipt before the last crash send their form again too, and see the same one.
            assert people.vote(server, before) == []
            cut_off.append(len(around_a_crash(people, numbers, server, server.kill, 20 + 7 * kill % 60)))
            before = numbers
    assert all(cut_off), "nobody was voting when the app was killed"
    with served(people.place) as server:
        assert people.vote(server, before) == []
    assert len(people.told) == EACH * kills
    assert people.lost() == set()


@pytest.mark.postgres
def test_postgres_is_killed_while_people_vote(tmp_path: Path, mortal_postgres: PostgresServer) -> None:
    kills = often(1, 5)
    environ = {"DATABASE_URL": with_name(mortal_postgres.url, "postgres")}
    people = voters(tmp_path / "place", EACH * kills, environ)

    def kill_postgres() -> None:
        first = mortal_postgres.process
        kill_all([first, *children(first)])

    with served(people.place, environ=environ) as server:
        for kill in range(kills):
            numbers = range(kill * EACH, (kill + 1) * EACH)
            without = around_a_crash(people, numbers, server, kill_postgres, 20 + 7 * kill)
            assert without, "nobody was voting when PostgreSQL was killed"
            mortal_postgres.start()
            assert people.vote(server, numbers) == []
    assert len(people.told) == EACH * kills
    assert people.lost() == set()
