"""Who could take a service over: ready, willing and with room, in a stated order; every other with its reasons."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commonweal.handover.step_in.successors import Candidate, successors, unfit
from tests.handover.step_in.cases import AGREEMENT, CANDIDATES, FRIENDS

DAY = date(2026, 6, 1)
AWAY = {"Fathom Rise": 900, "Weir End": 400}
NAMES = {name: f"The {name.title()}" for name in ("friends", "quay", "weir", "mill", "hall", "a", "b", "c", "d")}


def able(candidates, away=AWAY):
    return [one.candidate.organisation for one in successors(AGREEMENT, candidates, DAY, away, NAMES).able]


def at(name, neighbourhood):
    return replace(FRIENDS, organisation=name, neighbourhood=neighbourhood)


def test_the_same_neighbourhood_comes_first_then_the_nearest_and_the_unknown_last():
    listed = [at("a", "Elsewhere"), at("b", "Fathom Rise"), at("c", "Weir End"), at("d", "Herring Hill")]
    assert able(listed) == ["d", "c", "b", "a"]
    assert able(listed, {**AWAY, "Weir End": 0}) == ["d", "c", "b", "a"]


def test_of_equal_ones_the_first_by_name_comes_first():
    assert able([at("b", "Weir End"), at("a", "Weir End")]) == ["a", "b"]


def test_everybody_else_is_excluded_with_every_reason():
    found = successors(AGREEMENT, CANDIDATES, DAY, AWAY, NAMES)
    assert [one.candidate.organisation for one in found.able] == ["friends"]
    told = {one.candidate.organisation: [str(reason) for reason in one.reasons] for one in found.excluded}
    assert told == {
        "mill": [
            "its readiness check does not say that it is ready",
            "it is willing only from 2026-07-01 on",
            "it has 5 units free, and the service needs 20",
        ],
        "quay": ["its readiness check ran out on 2026-02-28"],
        "weir": ["it has not recorded that it is willing"],
    }
    assert list(told) == ["mill", "quay", "weir"]


def test_the_last_day_of_a_check_and_the_first_of_a_willingness_count():
    edge = replace(FRIENDS, ready_until=DAY, willing_since=DAY, free_units=AGREEMENT.load_units)
    assert unfit(AGREEMENT, edge, DAY) == ()


def test_bodies_of_other_services_are_no_part_of_the_list():
    found = successors(AGREEMENT, [replace(FRIENDS, service="youth")], DAY, AWAY, NAMES)
    assert (found.able, found.excluded) == ((), ())


@given(
    st.lists(
        st.builds(
            Candidate,
            st.sampled_from(["a", "b", "c", "d", "hall"]),
            st.sampled_from(["library", "youth"]),
            st.none() | st.dates(date(2026, 5, 1), date(2026, 7, 1)),
            st.none() | st.dates(date(2026, 5, 1), date(2026, 7, 1)),
            st.integers(10, 30).map(Fraction),
            st.sampled_from(["Herring Hill", "Weir End", "Elsewhere"]),
        ),
        unique_by=lambda one: (one.organisation, one.service),
        max_size=8,
    )
)
def test_whoever_is_on_the_list_is_either_able_or_excluded_with_a_reason(listed):
    found = successors(AGREEMENT, listed, DAY, AWAY, NAMES)
    ours = [one for one in listed if one.service == "library"]
    assert len(found.able) + len(found.excluded) == len(ours)
    assert all(one.reasons for one in found.excluded)
    for one in found.able:
        assert one.candidate.ready_until is not None
        assert one.candidate.ready_until >= DAY
        assert one.candidate.willing_since is not None
        assert one.candidate.willing_since <= DAY
