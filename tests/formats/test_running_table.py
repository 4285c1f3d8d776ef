"""``handover/running.csv``: read back as written, absent for most places, and each fault of it named."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.errors import NoWayOn, TableFaults
from commonweal.formats.handover_tables import read_handover, write_handover
from commonweal.handover.inputs import DEFAULTS, build_problem
from commonweal.handover.running_inputs import RunningRow
from commonweal.samples.handovers import sample_handover
from commonweal.terms.parties import Organisation
from commonweal.terms.periods import Quarter
from commonweal.terms.places import Neighbourhood
from commonweal.terms.services import Service

SERVICES = [Service("library", "Libraries", "opening hours", Fraction(1), Fraction("0.6"), statutory=True)]
PLACES = [Neighbourhood("Herring Hill", 900, 1), Neighbourhood("Fathom Rise", 1100, 2)]
BODIES = [
    Organisation("hall", "The Hall", "charity", "Herring Hill"),
    Organisation("friends", "The Friends", "charity", "Fathom Rise"),
]
NEED = {("library", "Herring Hill"): Fraction(40), ("library", "Fathom Rise"): Fraction(60)}


def tables(**changed):
    made = sample_handover(1, SERVICES, PLACES, BODIES, NEED, quarters=8)
    offers = tuple(row for row in made.offers if (row.organisation, row.neighbourhood) != ("hall", "Herring Hill"))
    row = RunningRow("hall", "library", "Herring Hill", Fraction("0.8"), Fraction("0.9"), Fraction("0.1"), None)
    reserve = replace(DEFAULTS["statutory_reserve_gbp"], value=Fraction(10**6))
    settings = (*(one for one in made.settings if one.name != reserve.name), reserve)
    return replace(made, offers=offers, settings=settings, running=(replace(row, **changed),))


def read(folder, made):
    for name, data in write_handover(made).items():
        (folder / name).write_bytes(data)
    return read_handover(folder, ["library"], ["hall", "friends"], [place.name for place in PLACES])


@pytest.mark.parametrize("until", [None, Quarter(2026, 2)])
def test_it_is_read_back_as_written(tmp_path, until):
    made = tables(until=until)
    assert read(tmp_path, made).running == made.running
    assert "running.csv" not in write_handover(replace(made, running=()))


def test_who_runs_something_is_in_the_problem_even_where_it_would_take_on_nothing_more():
    made = tables(until=Quarter(2026, 2))
    unwilling = tuple(replace(row, willing=row.organisation != "hall") for row in made.providers)
    problem = build_problem(replace(made, providers=unwilling), NEED, SERVICES, BODIES, PLACES)
    now = problem.runs(0)
    assert (problem.providers[problem.offers[now.offer].provider].id, now.last) == ("hall", 5)
    assert problem.runs(1) is None
    assert [offer for offer in problem.offers if problem.providers[offer.provider].id == "hall"] == [
        problem.offers[now.offer]
    ]


def test_each_fault_is_named(tmp_path):
    made = tables()
    again = replace(made.running[0], organisation="friends")
    beside = replace(made, running=(made.running[0], again))
    with pytest.raises(TableFaults, match=r"running\.csv") as found:
        read(tmp_path, beside)
    assert len(found.value.faults) == 1
    offered = sample_handover(1, SERVICES, PLACES, BODIES, NEED, quarters=8)
    same = next(row for row in offered.offers if row.organisation == "hall")
    row = replace(made.running[0], neighbourhood=same.neighbourhood)
    with pytest.raises(TableFaults, match="its offer is no hand-on"):
        read(tmp_path, replace(offered, running=(row,)))


def test_a_row_that_leaves_no_way_on_is_refused():
    with pytest.raises(NoWayOn, match=r"running\.csv"):
        build_problem(tables(until=Quarter(2025, 1)), NEED, SERVICES, BODIES, PLACES)
