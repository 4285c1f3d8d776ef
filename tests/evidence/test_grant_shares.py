"""What funders gave by tenth and year: it adds up, and what nobody can place stands beside it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.grant_shares import grant_profile, placed_by_truth
from commonweal.evidence.grants import GivenGrant
from commonweal.evidence.inputs import Evidence
from commonweal.terms.money import Pence
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

NOBODY_SAYS = Unknown("nobody says")
AREAS = (
    Area("a", "A", "North", 100, 1, 1, 50.0, 0.0, 0.0),
    Area("b", "B", "North", 300, 2, 1, 40.0, 0.0, 0.0),
    Area("c", "C", "South", 200, 90, 10, 5.0, 0.0, 0.0),
    Area("d", "D", "South", 0, 50, 5, 20.0, 0.0, 0.0),
)


def grant(pence, delivered, based=NOBODY_SAYS, year=2024, name="g"):
    return GivenGrant(name, "", "", "f", "Funder", "r", "Body", Pence(pence), date(year, 5, 1), delivered, based)


GRANTS = (
    grant(40_000, "a", "c"),
    grant(10_000, "b", "elsewhere", 2023),
    grant(6_000, "c"),
    grant(4_000, NOBODY_SAYS, "a"),
    grant(900, "elsewhere", "elsewhere", 2025),
)


def at(found, year, decile):
    [one] = [row for row in found.sums if (row.year, row.decile) == (year, decile)]
    return one


def test_pounds_by_resident_by_tenth_worked_by_hand():
    found = placed_by_truth(GRANTS, AREAS, "delivered")
    assert at(found, None, 1).pounds_per_head == 500 / 400
    assert at(found, None, 1).at_most == 540 / 400
    assert at(found, None, 10).pounds_per_head == 60 / 200
    assert at(found, 2023, 1).pounds_per_head == 100 / 400
    assert at(found, None, 5).pounds_per_head == Unknown("nobody lives in areas of this tenth")
    assert at(found, None, None).grants == 3
    whole = found.years[0]
    assert (whole.pence, whole.here, whole.elsewhere, whole.unknown) == (60_900, 56_000, 900, 4_000)
    assert whole.unknown_share == 4_000 / 60_900
    assert [year.year for year in found.years] == [None, 2023, 2024, 2025]


def test_the_two_truths_are_apart():
    found = placed_by_truth(GRANTS, AREAS, "based")
    assert (at(found, None, 1).pence, at(found, None, 10).pence) == (4_000, 40_000)
    assert (found.years[0].elsewhere, found.years[0].unknown) == (10_900, 6_000)


def test_the_finding_by_each_truth_says_which_it_is_by():
    delivered, based = (str(placed_by_truth(GRANTS, AREAS, truth).deciles.sentence) for truth in ("delivered", "based"))
    assert delivered.startswith("By where it worked, ")
    assert based.startswith("By where its recipients are based, ")


def test_areas_that_are_not_known_to_have_had_any_are_counted():
    rows = placed_by_truth(GRANTS[2:], AREAS, "delivered").deciles.rows
    assert (rows[0].zero_access, rows[9].zero_access) == (1.0, 0.0)
    assert rows[1].zero_access == Unknown("nobody lives in areas of this tenth")


def test_where_nothing_can_be_placed_no_figure_is_made_up():
    found = placed_by_truth([grant(500, NOBODY_SAYS)], AREAS, "delivered")
    assert at(found, None, 1).pounds_per_head == Unknown("nobody says where any of it went")
    assert at(found, None, 1).at_most == 5 / 400
    assert str(found.deciles.sentence) == "Nobody says where any of it went."


PLACES = st.sampled_from(["a", "b", "c", "d", "elsewhere", NOBODY_SAYS])
SOME = st.lists(st.builds(grant, st.integers(0, 10**9), PLACES, PLACES, st.integers(2013, 2026)), max_size=12)


@given(SOME)
def test_every_penny_is_in_one_place(grants):
    for truth in ("delivered", "based"):
        found = placed_by_truth(grants, AREAS, truth)
        for year in found.years:
            assert year.here + year.elsewhere + year.unknown == year.pence
            tenths = [at(found, year.year, decile).pence for decile in range(1, 11)]
            assert sum(tenths) == at(found, year.year, None).pence == year.here
        for field in ("pence", "here", "elsewhere", "unknown"):
            assert sum(getattr(year, field) for year in found.years[1:]) == getattr(found.years[0], field)


@given(SOME, st.randoms())
def test_the_order_of_grants_changes_nothing(grants, shuffled):
    mixed = list(grants)
    shuffled.shuffle(mixed)
    assert placed_by_truth(mixed, AREAS, "delivered") == placed_by_truth(grants, AREAS, "delivered")


def test_a_place_without_grants_on_file_has_no_answer_and_one_with_none_says_so():
    evidence = Evidence("Harbour", date(2026, 1, 1), AREAS)
    assert grant_profile(evidence) is None
    found = grant_profile(replace(evidence, grants=()))
    assert [str(one) for one in found.sentences] == ["No grant is on file."]
    assert found.figures["unknown_share:based"].value == Unknown("nothing was awarded")


def test_figures_open_to_their_files_with_the_range_that_is_possible():
    found = grant_profile(Evidence("Harbour", date(2026, 1, 1), AREAS, grants=GRANTS))
    figure = found.figures["pounds_per_head:delivered"]
    assert (figure.value, figure.low, figure.high) == (560 / 600, 560 / 600, 600 / 600)
    assert (figure.files, figure.rows) == (("grants.csv", "areas.csv"), 9)
    assert found.figures["pounds"].value == float(Fraction(60_900, 100))
