"""The shortlist follows from the reviews, and does not settle while anything waits."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import ShortlistChanged, ShortlistOpen
from commonweal.proposals.review import Event, course
from commonweal.proposals.shortlist import require_settled, require_unchanged, shortlist
from tests.proposals.test_proposal import TEA
from tests.proposals.test_review import DAY, LATER, appealed, decided, reviewed, submitted

AFTER = LATER + timedelta(days=1)
FEASIBLE = [submitted(), reviewed("eligible"), reviewed("feasible", 3, "feasibility")]
COURSES = {
    "feasible": (FEASIBLE, "listed"),
    "on ballot": ([*FEASIBLE, Event("put on ballot", 4, DAY)], "listed"),
    "not reviewed": ([submitted()], "waiting"),
    "eligible": ([submitted(), reviewed("eligible")], "waiting"),
    "window": ([submitted(), reviewed("ineligible", code="outside-place")], "waiting"),
    "sent back": ([submitted(), reviewed("returned", code="cost-unclear")], "waiting"),
    "appeal": ([submitted(), reviewed("ineligible"), appealed()], "waiting"),
    "refused": (
        [submitted(), reviewed("ineligible", code="outside-place"), appealed(), decided("refused")],
        "left out",
    ),
    "withdrawn": ([*FEASIBLE, Event("withdrawn", 4, DAY)], "left out"),
    "draft": ([], "left out"),
}


def where(found, name):
    parts = {"listed": [one.id for one in found.listed]}
    parts |= {"waiting": [one.proposal for one in found.waiting], "left out": [one.proposal for one in found.left_out]}
    return next(part for part, names in parts.items() if name in names)


@given(st.permutations(sorted(COURSES)), st.integers(0, 30))
def test_each_proposal_stands_in_one_part_whatever_the_order(order, days):
    told = [(replace(TEA, id=name), course(COURSES[name][0])) for name in order]
    found = shortlist(told, DAY + timedelta(days=days))
    assert len(found.listed) + len(found.waiting) + len(found.left_out) == len(COURSES)
    assert [one.id for one in found.listed] == ["feasible", "on ballot"]
    over = days > 14
    for name, (_, part) in COURSES.items():
        due = "left out" if over and name in {"window", "sent back"} else part
        assert where(found, name) == due, name
    assert all(str(one.because) for one in (*found.waiting, *found.left_out))


@pytest.mark.parametrize("name", [name for name, (_, part) in COURSES.items() if part == "waiting"])
def test_nothing_is_published_while_one_waits(name):
    found = shortlist([(TEA, course(FEASIBLE)), (replace(TEA, id="other"), course(COURSES[name][0]))], DAY)
    with pytest.raises(ShortlistOpen, match="other"):
        require_settled("r1", found)


def test_a_settled_shortlist_is_let_through_and_says_why_others_are_not_on_it():
    left = (replace(TEA, id="out"), course(COURSES["refused"][0]))
    found = shortlist([(TEA, course(FEASIBLE)), left], AFTER)
    require_settled("r1", found)
    assert "ineligible. It would be outside the place" in str(found.left_out[0].because)


def test_a_ballot_that_differs_from_the_shortlist_is_seen():
    found = shortlist([(TEA, course(FEASIBLE))], DAY)
    require_unchanged("r1", {"p1": (TEA.title, 250_000)}, found)
    for projects, fields in (
        ({}, ["p1"]),
        ({"p1": (TEA.title, 250_001)}, ["p1"]),
        ({"p1": ("Tea on Mondays", 250_000)}, ["p1"]),
        ({"p2": (TEA.title, 250_000)}, ["p2", "p1"]),
    ):
        with pytest.raises(ShortlistChanged) as refused:
            require_unchanged("r1", projects, found)
        assert [fault.field for fault in refused.value.faults] == fields


def test_what_nobody_read_yet_waits_beside_what_stands():
    found = shortlist([(TEA, course(FEASIBLE))], DAY, [("w-1", "Songs"), (TEA.id, "Tea, changed")])
    assert [(one.proposal, one.title, str(one.because)) for one in found.waiting] == [
        (TEA.id, "Tea, changed", "It waits to be read."),
        ("w-1", "Songs", "It waits to be read."),
    ]
    with pytest.raises(ShortlistOpen):
        require_settled("r1", found)
