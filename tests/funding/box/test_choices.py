"""Ballots as they are filled in: everything that is wrong is said at once, and nothing of the form is trusted."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import BallotRefused
from commonweal.funding.box.choices import BallotForm, Choices, Filled, read_choices, read_kept
from commonweal.funding.poll import Project
from tests.funding.box.boxes import IDS, form, some

OVER = (
    "its projects cost Amount(units=Fraction(50, 1), currency='GBP') more than the "
    "Amount(units=Fraction(300, 1), currency='GBP') there is"
)
KINDS = ("approval", "choose-1", "cumulative", "ordinal", "knapsack")


def faults(kind, filled, **named):
    with pytest.raises(BallotRefused) as refused:
        read_choices(form(kind, **named), filled)
    return [str(fault) for fault in refused.value.faults]


@given(some)
def test_an_approval_is_kept_in_the_ballots_order_and_a_ranking_in_the_voters(names):
    assert read_choices(form(), Filled(names)) == Choices(tuple(name for name in IDS if name in names))
    assert read_choices(form("ordinal"), Filled(names)) == Choices(names)


@given(st.dictionaries(st.sampled_from(IDS), st.integers(1, 5), min_size=1, max_size=2))
def test_points_stay_with_their_projects(given_points):
    filled = Filled(points=tuple((name, str(points)) for name, points in given_points.items()))
    kept = read_choices(form("cumulative"), filled)
    assert dict(zip(kept.chosen, kept.points, strict=True)) == given_points
    assert list(kept.chosen) == [name for name in IDS if name in given_points]


def test_a_knapsack_may_cost_the_budget_and_not_a_pound_more_whatever_the_form_says_of_costs():
    assert read_choices(form("knapsack"), Filled(("c", "a"))) == Choices(("a", "c"))
    assert faults("knapsack", Filled(("a", "b"))) == [OVER]
    assert form("knapsack").vote_type == "approval"


def test_every_fault_is_said_at_once():
    told = faults("approval", Filled(("x", "a", "a", "b", "c"), (("a", "1"),)), most=2)
    assert told == [
        "this ballot takes no points",
        "x: there is no such project on this ballot",
        "a: it is named 2 times; once is enough",
        "it names 4 projects, and 2 is the most",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_ballot_is_refused(kind):
    assert faults(kind, Filled(), fewest=0) == ["it names 0 project(s), and 1 is the fewest"]


def test_fewest_and_most_hold_on_both_sides():
    named = {"fewest": 2, "most": 3}
    assert faults("approval", Filled(("a",)), **named) == ["it names 1 project(s), and 2 is the fewest"]
    assert len(read_choices(form(**named), Filled(("a", "b"))).chosen) == 2
    assert len(read_choices(form(**named), Filled(("a", "b", "c"))).chosen) == 3
    assert faults("approval", Filled(IDS), **named) == ["it names 4 projects, and 3 is the most"]


def test_choose_one_is_one():
    assert faults("choose-1", Filled(("a", "b")), most=3) == ["it names 2 projects, and 1 is the most"]


@pytest.mark.parametrize(
    "points", ["0", "00", "-1", "+1", "NaN", "nan", "inf", "1e3", "1.0", "", " 1", "1_0", "٣", "1\n", "9" * 10]
)
def test_points_that_are_no_whole_number_above_zero_are_refused(points):
    told = faults("cumulative", Filled(points=(("a", points), ("b", "2"))))
    assert told == [f"a: {points} is not a whole number of points, 1 or more"]


def test_points_may_come_to_their_most_and_no_further():
    assert read_choices(form("cumulative"), Filled(points=(("a", "4"), ("b", "6")))).points == (4, 6)
    assert faults("cumulative", Filled(points=(("a", "4"), ("b", "7")))) == ["it gives 11 points, and 10 is the most"]
    assert faults("cumulative", Filled(points=(("a", "999999999"),))) == [
        "it gives 999999999 points, and 10 is the most"
    ]


def test_points_are_asked_for_where_they_are_taken():
    assert "takes points for each project" in faults("cumulative", Filled(("a",)))[0]
    assert faults("cumulative", Filled(points=(("a", "1"), ("a", "2")))) == ["a: it is named 2 times; once is enough"]
    assert faults("cumulative", Filled(points=(("zz", "1"),))) == ["zz: there is no such project on this ballot"]


def test_a_long_name_is_cut_in_what_is_said():
    assert faults("approval", Filled(("x" * 5000,)))[0] == f"{'x' * 100}…: there is no such project on this ballot"


@given(st.sampled_from(KINDS), some, st.integers(1, 999_999_999))
def test_what_is_kept_reads_back_and_is_shorter_than_every_sealed_ballot(kind, names, points):
    names = names[:1] if kind in {"choose-1", "knapsack"} else names
    filled = Filled(points=tuple((name, str(points)) for name in names)) if kind == "cumulative" else Filled(names)
    wide = form(kind, points=None)
    kept = read_choices(wide, filled)
    assert read_kept(wide, kept.canonical()) == kept
    assert len(kept.canonical()) < wide.length
    assert wide.length % 32 == 0


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5, unique=True), st.integers(1, 5))
def test_the_padded_length_holds_the_longest_ballot_whatever_the_projects_are_called(ids, most):
    ids = [name for name in ids if name.isprintable()] or ["a"]
    wide = BallotForm("approval", tuple(Project(i, i, Fraction(1)) for i in ids), Fraction(9), most=most)
    longest = sorted(ids, key=lambda name: len(Choices((name,)).canonical()))[-most:]
    assert len(read_choices(wide, Filled(tuple(longest))).canonical()) < wide.length


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"chosen":["b","a"],"points":[]}',
        b'{"chosen":["a"], "points":[]}',
        b'{"chosen":["a"],"points":[1]}',
        b'{"chosen":"a","points":[]}',
        b'{"chosen":[1],"points":[]}',
        b'{"chosen":[["a"]],"points":[]}',
        b'{"chosen":["x"],"points":[]}',
        b"\xff",
    ],
)
def test_what_is_not_written_as_ballots_are_kept_is_refused(data):
    with pytest.raises(BallotRefused):
        read_kept(form(), data)
    assert read_kept(form(), b'{"chosen":["a"],"points":[]}') == Choices(("a",))
