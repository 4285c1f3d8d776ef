"""The facts of how long libraries last: written, read again, and refused where they are at fault."""

from datetime import date
from fractions import Fraction

import pytest

from commonweal.errors import TableFaults
from commonweal.evidence.survival import Survival, whole
from commonweal.formats.library_survival import (
    COHORTS,
    COLUMNS,
    library_survival,
    read_survival,
    write_survival,
    yearly_failure,
    yearly_failure_ranges,
)
from commonweal.terms.sources import Source
from tests.evidence.test_survival import BACK, GONE, LOST, NOWHERE, OPEN, library

MADE_FROM = Source("england.csv", "0" * 64)


def test_what_is_written_is_read_again_the_same():
    every = [OPEN, LOST, GONE, BACK, library("LA CR - - -", closed=2020, tenth=10), library("LA LA LA LA -")]
    found = read_survival(
        write_survival([*every, library("ICL - - - -", tenth=NOWHERE)], MADE_FROM, date(2026, 11, 26))
    )
    assert found.by_fifth["community"][1] == Survival(4, 1, 1, 19)
    assert found.unplaced["community"] == Survival(1, 0, 1, 0)
    assert found.by_fifth["handed over since 2016"][5] == Survival(1, 1, 0, 1)
    assert found.by_fifth["council"][1] == Survival(1, 0, 1, 6)
    assert found.by_fifth["council"][5] == Survival(1, 1, 0, 4)
    assert (found.source.file, found.source.sha256, found.read_on) == ("england.csv", "0" * 64, date(2026, 11, 26))


def test_the_facts_that_travel_with_the_product_are_whole_and_say_where_they_are_from():
    facts = library_survival()
    assert set(facts.by_fifth) == set(COHORTS)
    assert facts.source.publisher.startswith("Arts Council England")
    assert len(facts.source.sha256) == 64
    assert whole(facts.by_fifth["community"], facts.unplaced["community"]) == Survival(346, 32, 3, 2301)


def test_a_stress_test_gets_exact_rates_with_their_intervals_for_every_fifth():
    rates = yearly_failure()
    assert list(rates) == [1, 2, 3, 4, 5]
    assert all(isinstance(end, Fraction) for rate in rates.values() for end in (rate.low, rate.value, rate.high))
    assert all(0 < rate.low < rate.value < rate.high < Fraction(1, 10) for rate in rates.values())
    assert rates[1].value == Fraction(7, 397)
    assert yearly_failure_ranges() == {fifth: (rate.low, rate.high) for fifth, rate in rates.items()}


def table(change):
    """The table of facts with some rows changed, given as lists of cells."""
    rows = [line.split(",") for line in write_survival([OPEN], MADE_FROM, date(2026, 11, 26)).decode().splitlines()]
    change(rows)
    return "\n".join(",".join(row) for row in rows).encode()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda rows: rows.pop(3), "one row is needed for community 3"),
        (lambda rows: rows.append(rows[3]), "one row is needed for library_survival.csv"),
        (lambda rows: rows[1].__setitem__(3, "2"), "more libraries closed or were lost from sight than there were"),
        (lambda rows: rows[1].__setitem__(1, "6"), "6 is not known"),
        (lambda rows: rows[1].__setitem__(0, "parish"), "parish is not known"),
        (lambda rows: rows[1].__setitem__(2, "-1"), "-1 is not a whole number"),
        (lambda rows: rows[1].__setitem__(8, "soon"), "soon is not a date"),
        (lambda rows: rows[0].__setitem__(5, "years"), "the column is missing"),
    ],
)
def test_facts_at_fault_are_refused(change, what):
    with pytest.raises(TableFaults, match=what):
        read_survival(table(change))


def test_the_table_has_the_columns_that_the_docs_name():
    assert table(len).decode().splitlines()[0] == ",".join(COLUMNS)


def shown(found):
    """How the docs write a count of closures: of how many, the share and the yearly rate, each with its interval."""
    rates = []
    for rate in (found.share, found.yearly):
        low, value, high = (f"{float(end * 100):.1f}" for end in (rate.low, rate.value, rate.high))
        rates.append(f"{value} % ({low}–{high})")
    return f"{found.closed} of {found.libraries:,} | {' | '.join(rates)}"


def test_the_docs_give_the_facts(repository):
    page = (repository / "docs" / "library-history.md").read_text("utf-8")
    community, council = (library_survival().by_fifth[name] for name in ("community", "council"))
    for fifth, label in [(1, "1, the most deprived"), *((k, str(k)) for k in (2, 3, 4)), (5, "5, the least deprived")]:
        assert f"| {label} | {shown(community[fifth])} | {shown(council[fifth])} |" in page
    assert f"| all | {shown(whole(community))} | {shown(whole(council))} |" in page


def test_every_library_of_the_facts_was_placed():
    """So that what is said of the five fifths together is said of all."""
    assert {found.libraries for found in library_survival().unplaced.values()} == {0}
