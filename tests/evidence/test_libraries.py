import pytest

from commonweal.evidence.libraries import Library, library_years
from commonweal.evidence.points import Point


def library(*, opened=None, closed=None, **operation):
    return Library(
        "Central", "Static Library", Point(0, 0), {int(k[1:]): v for k, v in operation.items()}, opened, closed, "", 2
    )


@pytest.mark.parametrize(
    ("opened", "closed", "states"),
    [
        (None, None, ("open", "open", "open")),
        (2011, None, ("not yet open", "open", "open")),
        (None, 2011, ("open", "closed", "closed")),
        (2011, 2012, ("not yet open", "open", "closed")),
        (2012, None, ("not yet open", "not yet open", "open")),
    ],
)
def test_a_library_counts_as_closed_in_the_year_it_closed(opened, closed, states):
    found = library(opened=opened, closed=closed)
    assert tuple(found.status(year) for year in (2010, 2011, 2012)) == states


def test_one_that_closed_after_2016_served_then_and_not_in_2023():
    gone = library(closed=2019, y2016="LA", y2023="LA")
    assert gone.served(2016)
    assert not gone.served(2023)


def test_years_count_who_runs_what_and_what_is_not_recorded():
    years = library_years([library(y2016="CR"), library(y2016="LA"), library(), library(closed=2012)])
    found = {year.year: year for year in years}
    assert list(found) == list(range(2010, 2024))
    assert found[2011].run_by is None
    assert (found[2016].open, found[2016].closed, found[2016].not_yet_open) == (3, 1, 0)
    assert found[2016].run_by == {"LA": 1, "LAU": 0, "C": 0, "CR": 1, "ICL": 0}
    assert found[2016].not_recorded == 1
