"""``commonweal check`` says how a place is, and ``commonweal tidy`` destroys what was kept long enough."""

import json
from pathlib import Path

from typer.testing import CliRunner

from commonweal.cli.main import app
from tests.web.procedures import rounds, voting


def run(*arguments: object) -> tuple[int, str]:
    from django.db import connections

    connections.close_all()
    told = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return told.exit_code, told.output


def test_a_sound_place_is_told_line_by_line(place_on_sqlite: Path) -> None:
    rounds.opened()
    status, out = run("check", place_on_sqlite)
    assert status == 0
    assert "good    The record holds together: 1 entries." in out
    assert "advice  No mail is sent" in out
    assert out.rstrip().endswith("Nothing is wrong.")
    machine = run("check", place_on_sqlite, "--json")
    told = json.loads(machine[1])
    assert (machine[0], told["healthy"]) == (0, True)
    assert {"check": "guards", "level": "good"}.items() <= told["findings"][3].items()


def test_a_fault_ends_with_status_1(place_on_sqlite: Path) -> None:
    from django.db import connection

    rounds.opened()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER store_entryrow_no_delete")
    status, out = run("check", place_on_sqlite)
    assert status == 1
    assert "FAULT   1 guard(s) of the database do not stand: store_entryrow_no_delete." in out
    assert json.loads(run("check", place_on_sqlite, "--json")[1])["healthy"] is False


def test_tables_of_another_release_are_a_fault_and_stay_as_they_are(place_on_sqlite: Path) -> None:
    from commonweal.web.opening import migrate_to

    migrate_to({"store": "0001_initial"})
    for _ in range(2):
        status, out = run("check", place_on_sqlite)
        assert (status, "The tables are of another release" in out) == (1, True)


def test_a_place_that_was_never_served_is_refused_and_left_alone(tmp_path: Path) -> None:
    for command in ("check", "tidy", "worker"):
        status, out = run(command, tmp_path)
        assert (status, "CW601" in out) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_tidying_says_what_it_destroyed_and_names_nobody(place_on_sqlite: Path) -> None:
    from tests.web.procedures import test_apply_retention as retention

    voting.voting(2)
    retention.ended(at=voting.PLANNED)
    from commonweal.web import clock

    def later() -> object:
        return voting.PLANNED

    kept, clock.now = clock.now, later  # type: ignore[assignment]
    try:
        status, out = run("tidy", place_on_sqlite, "--json")
        again = run("tidy", place_on_sqlite)
    finally:
        clock.now = kept
    assert (status, json.loads(out)) == (0, {"destroyed": {"registers": 1, "secrets": 1}})
    assert again == (0, "Nothing has been kept long enough to be destroyed.\n")
