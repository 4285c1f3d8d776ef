from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import FileMissing, TableFaults
from commonweal.evidence.bodies import NO_AREA, NO_YEAR, Body
from commonweal.formats.bodies_table import FILE, read_bodies, unsaid, write_bodies
from commonweal.terms.money import Pence
from commonweal.terms.sources import Unknown

WHOLE = Body(
    "GB-CHC-1000001",
    "Harbour Lights",
    Pence(1_250_050),
    Pence(-30_000),
    40,
    3,
    Pence(0),
    "Harbour Council",
    Pence(700_000),
    '- a café, for everybody; "open" daily',
    ("How: Provides Services", "Who: Children/young People"),
    "E01000001",
    date(2025, 3, 31),
)
BARE = unsaid("GB-CHC-2", "Kelp Fund")


def kept(folder, *bodies):
    (folder / FILE).write_bytes(write_bodies(bodies))
    return read_bodies(folder)[0]


def test_what_is_written_is_read_again(tmp_path):
    assert kept(tmp_path, WHOLE, BARE) == (WHOLE, BARE)


def test_a_blank_is_unknown_and_never_nothing(tmp_path):
    [body] = kept(tmp_path, BARE)
    assert body.volunteers == Unknown("how many volunteer for it is not stated")
    assert (body.area, body.year_end) == (NO_AREA, NO_YEAR)


def test_a_reason_of_its_own_is_kept(tmp_path):
    [body] = kept(tmp_path, replace(BARE, income=Unknown("its accounts are late")))
    assert body.income == Unknown("its accounts are late")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z")), min_size=1))
def test_words_that_a_spreadsheet_would_compute_come_back_as_they_were(tmp_path_factory, text):
    [body] = kept(tmp_path_factory.mktemp("b"), replace(BARE, activities=text))
    assert body.activities == text or text.startswith(("'=", "'+", "'-", "'@"))


BAD = "id,name,income_pounds,reserves_pounds,volunteers,classes,year_end\n"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("a b,N,1,1,1,,", "id"),
        (",N,1,1,1,,", "id"),
        ("a,,1,1,1,,", "name"),
        ("a,N,-1,1,1,,", "income_pounds"),
        ("a,N,1.005,1,1,,", "income_pounds"),
        ("a,N,1,one,1,,", "reserves_pounds"),
        ("a,N,1,1,1.5,,", "volunteers"),
        ("a,N,1,1,1,x;;y,", "classes"),
        ("a,N,1,1,1,,31/03/2025", "year_end"),
    ],
)
def test_what_is_wrong_is_named_with_line_and_column(tmp_path, row, field):
    (tmp_path / FILE).write_text(BAD + row + "\n")
    with pytest.raises(TableFaults) as refused:
        read_bodies(tmp_path)
    assert [(fault.line, fault.field) for fault in refused.value.faults] == [(2, field)]


def test_a_body_may_stand_once_only(tmp_path):
    (tmp_path / FILE).write_text(BAD + "a,N,,,,,\na,M,,,,,\n")
    with pytest.raises(TableFaults, match="stands already at line 2"):
        read_bodies(tmp_path)


def test_a_place_without_the_table_has_no_file(tmp_path):
    with pytest.raises(FileMissing):
        read_bodies(tmp_path)
