"""``wanted.csv``: what a place wants to begin when, kept to what is offered and to the quarters of the plan."""

import pytest

from commonweal.errors import TableFaults
from commonweal.formats.wanted_table import read_wanted, write_wanted
from commonweal.handover.chronology import Wanted
from commonweal.terms.periods import Quarter
from tests.formats.handover_folder import BODIES, tables

GIVEN = tables()
OFFER = GIVEN.offers[0]
GOOD = Wanted(OFFER.organisation, OFFER.service, OFFER.neighbourhood, Quarter(2025, 2), 2)


def read(tmp_path, text):
    (tmp_path / "wanted.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_wanted(tmp_path, GIVEN, [body.id for body in BODIES])


def test_what_is_written_is_read_back_with_its_line(tmp_path):
    assert read(tmp_path, write_wanted([GOOD])) == (GOOD,)


BAD = [
    ("2025-Q2", "2025-Q1", "quarter", "2025-Q1 is not in the plan, in which transfers begin from 2025-Q2 to 2026-Q2"),
    ("2025-Q2", "2024-Q2", "quarter", "2024-Q2 is not in the plan"),
    ("2025-Q2", "2026-Q3", "quarter", "2026-Q3 is not in the plan"),
    ("2025-Q2", "soon", "quarter", "soon is not a quarter"),
    (OFFER.organisation, "council", "organisation", "has no offer of council for"),
    (OFFER.organisation, "nobody", "organisation", "nobody is not known"),
    (OFFER.service, "dentist", "service", "dentist is not known"),
    (OFFER.neighbourhood, "Elsewhere", "neighbourhood", "Elsewhere is not known"),
]


@pytest.mark.parametrize("bad", BAD, ids=[one[3] for one in BAD])
def test_a_fault_is_named_with_its_line_and_column(tmp_path, bad):
    find, put, field, what = bad
    with pytest.raises(TableFaults) as refused:
        read(tmp_path, write_wanted([GOOD]).decode().replace(find, put))
    assert [(one.line, one.field) for one in refused.value.faults if what in str(one)] == [(2, field)]
