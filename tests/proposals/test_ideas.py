"""Ideas of every channel are one kind of record, and joining or parting loses none of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import LineageFaults
from commonweal.proposals.ideas import CHANNELS, LED_BY, Idea, Lineage, Turning, idea_faults, joined, parted
from commonweal.record.kinds import KINDS
from commonweal.record.kinds import proposed as recorded

IDEA = Idea("A bench by the stop", "So that people can wait sitting.", "web", "residents")


def fields(idea):
    return [fault.field for fault in idea_faults(idea)]


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_same_idea_by_any_channel_is_the_same_record_but_for_how_it_came(channel):
    helper = "" if channel == "web" else "CVS worker"
    told = replace(IDEA, channel=channel, helper=helper)
    assert idea_faults(told) == []
    assert replace(told, channel="web", helper="") == IDEA


def test_the_lists_are_those_of_the_record():
    assert CHANNELS == recorded.CHANNELS
    assert KINDS["idea_published"].fields["led_by"].codes == LED_BY


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"words": "w" * 2_001}, "words"),
        ({"channel": "pigeon"}, "channel"),
        ({"led_by": "nobody"}, "led_by"),
        ({"channel": "paper form"}, "helper"),
    ],
)
def test_what_is_wrong_with_an_idea_is_said_at_its_field(change, field):
    assert fields(replace(IDEA, **change)) == [field]


def test_all_faults_are_told_at_once():
    assert fields(Idea("", "w" * 3_000, "x", "y")) == ["title", "words", "channel", "led_by"]


BEGUN = Lineage(("a", "b", "c"))


def test_a_joined_idea_lives_on_and_is_kept():
    told = joined(BEGUN, ("a", "c"), "d")
    assert told.standing() == ("b", "d")
    assert told.became("a") == ("d",)
    assert told.came_from("d") == ("a", "c")
    assert set(BEGUN.ideas) < set(told.ideas)


def test_a_parted_idea_lives_on_in_each_part():
    told = parted(BEGUN, "b", ("b1", "b2"))
    assert told.became("b") == ("b1", "b2")
    assert (told.came_from("b1"), told.came_from("a")) == (("b",), ("a",))


@pytest.mark.parametrize(
    ("act", "what"),
    [
        (lambda: joined(BEGUN, ("a",), "d"), "two ideas"),
        (lambda: joined(BEGUN, ("a", "a"), "d"), "named twice"),
        (lambda: joined(BEGUN, ("a", "x"), "d"), "no published idea x"),
        (lambda: joined(BEGUN, ("a", "b"), "c"), "already"),
        (lambda: joined(joined(BEGUN, ("a", "b"), "d"), ("a", "c"), "e"), "lives on in d"),
        (lambda: parted(BEGUN, "a", ("d",)), "two new ideas"),
        (lambda: parted(BEGUN, "a", ("d", "b")), "already"),
        (lambda: parted(joined(BEGUN, ("a", "b"), "d"), "b", ("e", "f")), "lives on in d"),
    ],
)
def test_what_cannot_be_joined_or_parted_is_refused(act, what):
    with pytest.raises(LineageFaults, match=what):
        act()


@st.composite
def histories(draw):
    told = Lineage(tuple(f"i{k}" for k in range(draw(st.integers(2, 6)))))
    for _ in range(draw(st.integers(0, 8))):
        standing, fresh = told.standing(), len(told.ideas)
        if draw(st.booleans()) and len(standing) > 1:
            chosen = draw(st.lists(st.sampled_from(standing), min_size=2, max_size=3, unique=True))
            told = joined(told, chosen, f"i{fresh}")
        else:
            told = parted(told, draw(st.sampled_from(standing)), (f"i{fresh}", f"i{fresh + 1}"))
    return told


@given(histories())
def test_no_idea_is_ever_lost(told):
    standing = set(told.standing())
    assert standing
    for idea in told.ideas:
        assert told.became(idea)
        assert set(told.became(idea)) <= standing
        assert idea in standing or idea not in told.became(idea)
    for idea in standing:
        for origin in told.came_from(idea):
            assert idea in told.became(origin)


def test_many_joinings_and_partings_are_followed_at_once():
    """Each step parts and joins again: followed one way at a time this would take 2 to the power of 60 steps."""
    told = Lineage(("i0",), ())
    for k in range(60):
        told = parted(told, f"i{k}", (f"l{k}", f"r{k}"))
        told = joined(told, (f"l{k}", f"r{k}"), f"i{k + 1}")
    assert told.became("i0") == ("i60",)
    assert isinstance(told.turnings[0], Turning)
