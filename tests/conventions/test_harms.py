"""``docs/harms.md`` names a test for each harm, or says which part brings its guard."""

import re

import pytest

from tests.conventions.guards import faults_of, named_in, rows_of, written_in
from tests.conventions.sources import ROOT

PARTS = {"evidence", "funding", "handover", "delivery", "web"}
ROWS = rows_of("harms.md")


def test_every_known_harm_has_a_row_with_its_guard():
    assert len(ROWS) == 19
    assert all(len(row) == 4 and all(row) for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_guard_is_shown_or_said_to_come(row):
    if not named_in(row[3]):
        later = re.fullmatch(r"later: (\w+)", row[3])
        assert later, f"neither a test nor a part: {row[3]}"
        assert later[1] in PARTS
    assert faults_of(row[3]) == []


def test_every_test_in_the_folder_of_harms_is_named_on_the_page():
    named = {test for row in ROWS for _, test in named_in(row[3])}
    files = [path.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests" / "harms").glob("test_*.py")]
    written = {name for file in files for name in written_in(file) if name.startswith("test_")}
    assert written - named == set()
