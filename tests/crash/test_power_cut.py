"""The power goes while people vote: what was not synced is gone, and not one ballot that was acknowledged is.

The cut is simulated. A library loaded before the C library copies the database file and its write-ahead log at each
sync; the cut kills the app and puts these copies in their place. So all that was written and not synced is lost, which
is the worst that a disk may do that keeps what it says it keeps; blocks half written or out of order are not simulated.
"""

import shutil
from pathlib import Path

import pytest

from bench.disk import shim
from bench.serving import OURS, Served, served
from tests.crash.voters import Voters, often, voters

pytestmark = [pytest.mark.crash, pytest.mark.xdist_group("crash")]
EACH = 150


def cut_the_power(people: Voters, server: Served) -> None:
    """Kill the app, and leave of the database what had reached the disk."""
    server.kill()
    database = people.place / ".commonweal" / "place.sqlite3"
    database.with_name(f"{database.name}-shm").unlink()
    for file in (database, database.with_name(f"{database.name}-wal")):
        kept = file.with_name(f"{file.name}.durable")
        if kept.exists():
            kept.replace(file)
        else:  # it was never synced since the start: a file made meanwhile is not there at all
            file.unlink()


def after_cuts(people: Voters, library: Path, target: str, cuts: int) -> set[str]:
    """Cut the power so many times while people vote; give the receipts that were shown and are gone."""
    environ = {"LD_PRELOAD": str(library), "LOST_UNSYNCED": "yes"}
    folder = people.place / ".commonweal"
    for cut in range(cuts):
        # The file as it is before the app begins is on the disk.
        shutil.copy(folder / "place.sqlite3", folder / "place.sqlite3.durable")
        numbers = range(cut * EACH, (cut + 1) * EACH)
        with served(people.place, target=target, environ=environ) as server:

            def watch(answered: int, server: Served = server, cut: int = cut) -> None:
                if answered == 60 + 11 * cut:
                    cut_the_power(people, server)

            assert people.vote(server, numbers, watch), "nobody was voting when the power went"
    return people.lost()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    made = shim(tmp_path)
    if made is None:
        pytest.skip("simulating a power cut needs a C compiler (cc)")
    return made


def test_the_power_is_cut_while_people_vote(tmp_path: Path, library: Path) -> None:
    cuts = often(1, 5)
    people = voters(tmp_path / "place", EACH * cuts)
    assert after_cuts(people, library, OURS, cuts) == set()
    assert len(people.told) >= 60 * cuts


def test_the_same_cut_loses_ballots_where_sqlite_does_not_wait_for_the_disk(tmp_path: Path, library: Path) -> None:
    people = voters(tmp_path / "place", EACH)
    assert len(after_cuts(people, library, "tests.crash.careless:application", 1)) >= 60
