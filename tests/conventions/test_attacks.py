"""``docs/attacks.md`` names the tests that show the defence against each attack and accident."""

import pytest

from tests.conventions.guards import faults_of, named_in, rows_of

ROWS = rows_of("attacks.md")


def test_every_known_attack_has_a_row_with_its_defence():
    assert len(ROWS) == 35
    assert all(len(row) == 3 and all(row) for row in ROWS)
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_each_defence_is_shown(row):
    assert named_in(row[2]), "no test shows it"
    assert faults_of(row[2]) == []
