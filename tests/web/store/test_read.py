"""What is read of a place is what its rows say, and no more of it than is asked for."""

from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonweal.web.store import read
from tests.web.pages import standing


def test_the_files_of_a_count_are_read_when_one_of_them_is_asked_for(stored_place: Path) -> None:
    del stored_place
    standing.stand()
    with CaptureQueriesContext(connection) as asked:
        found = read.round_of(standing.BY_FOLDER)
    assert found is not None
    assert found.count is not None
    assert len(found.count.digest) == 64
    assert not [one["sql"] for one in asked if "store_filerow" in one["sql"]]
    assert found.count.files["result.json"].startswith(b"{")
    assert [*found.count.files] == sorted(found.count.files)


def test_all_rounds_are_read_with_as_many_questions_as_one(stored_place: Path) -> None:
    del stored_place
    standing.stand()
    with CaptureQueriesContext(connection) as of_all:
        found = read.rounds()
    with CaptureQueriesContext(connection) as of_one:
        one = read.round_of(standing.BY_FOLDER)
    assert len(found) > 5
    assert one in found
    assert len(of_all) == len(of_one)
