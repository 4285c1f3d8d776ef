"""Opening: nothing is lost or added between what was sealed and what is counted."""

import json
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import BallotsDiffer
from commonweal.formats import pabulib
from commonweal.funding.ballots import Ballot
from commonweal.funding.box.choices import Choices
from commonweal.funding.box.opening import opened_bytes, receipt_list, require_same, tallied, to_count
from tests.funding.box.boxes import IDS, ballots, form

receipts = st.lists(st.binary(min_size=1, max_size=4).map(lambda data: sha256(data).hexdigest()), unique=True)


@given(receipts)
def test_the_list_is_sorted_one_receipt_a_line_and_hashed_as_it_is_published(found):
    listed = receipt_list(found)
    assert listed == receipt_list(found[::-1])
    assert listed.data.decode() == "".join(f"{one}\n" for one in sorted(found))
    assert (listed.ballots, listed.digest) == (len(found), sha256(listed.data).hexdigest())


def test_the_hash_of_no_ballots_is_that_of_an_empty_file():
    assert receipt_list([]).digest == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_ballots_that_are_not_those_of_the_close_are_refused_with_each_difference():
    stood = receipt_list(["a" * 64, "b" * 64])
    require_same(stood, ballots=2, digest=stood.digest, round_id="r1")
    for found, differences in [(["a" * 64], 2), (["a" * 64, "c" * 64], 1), (["a" * 64, "b" * 64, "c" * 64], 2)]:
        with pytest.raises(BallotsDiffer) as refused:
            require_same(receipt_list(found), ballots=2, digest=stood.digest, round_id="r1")
        assert len(refused.value.faults) == differences


@given(st.lists(ballots))
def test_every_ballot_is_counted_once_and_their_order_says_nothing(cast):
    opened = tallied(cast)
    assert sum(one.voters for one in opened) == len(cast)
    assert opened == tallied(cast[::-1])
    assert len({one.choices for one in opened}) == len(opened)
    lines = [json.loads(line) for line in opened_bytes(opened).splitlines()]
    assert [(tuple(line["chosen"]), line["voters"]) for line in lines] == [(o.choices.chosen, o.voters) for o in opened]


@given(st.lists(ballots), st.sets(st.sampled_from(IDS)))
def test_withdrawn_projects_are_taken_off_and_every_ballot_is_counted_or_reported(cast, withdrawn):
    counted = to_count(form(), tallied(cast), withdrawn)
    ids = [project.id for project in counted.poll.projects]
    assert ids == [name for name in IDS if name not in withdrawn]
    assert counted.poll.voters + counted.left_empty == len(cast)
    assert counted.left_empty == sum(set(one.chosen) <= withdrawn for one in cast)
    for at, name in enumerate(ids):
        supporters = sum(ballot.voters for ballot in counted.poll.ballots if at in ballot.choices)
        assert supporters == sum(name in one.chosen for one in cast)


def test_rankings_keep_their_order_and_points_their_projects_when_one_is_withdrawn():
    ranked = to_count(form("ordinal"), tallied([Choices(("c", "a", "b"))]), ["a"])
    assert list(ranked.poll.ballots) == [Ballot((1, 0))]
    given_points = to_count(form("cumulative"), tallied([Choices(("a", "b", "c"), (1, 2, 3))]), ["b"])
    assert list(given_points.poll.ballots) == [Ballot((0, 1), (1, 3))]
    assert given_points.poll.max_points == 10


def test_the_poll_says_how_people_could_vote():
    poll = to_count(form("knapsack", fewest=1, most=3), tallied([Choices(("a",))])).poll
    assert (poll.vote_type, poll.min_length, poll.max_length) == ("approval", 1, 3)
    assert (poll.budget, poll.currency, poll.max_points) == (Fraction(300), "GBP", None)


def test_a_ballot_shortened_by_a_withdrawal_still_makes_a_file_that_can_be_read_and_counted():
    cast = [Choices(("a", "b")), Choices(("b", "c"))]
    assert to_count(form(fewest=2), tallied(cast)).poll.min_length == 2
    poll = to_count(form(fewest=2), tallied(cast), ["a"]).poll
    assert poll.min_length == 1
    assert pabulib.read(pabulib.write(poll), "r1.pb").ballots == poll.ballots


@pytest.mark.parametrize("kind", ["approval", "choose-1", "ordinal", "cumulative", "knapsack"])
def test_what_is_opened_can_be_written_and_read_as_a_poll(kind):
    points = (2,) if kind == "cumulative" else ()
    poll = to_count(form(kind), tallied([Choices(("c",), points), Choices(("a",), points)])).poll
    assert pabulib.read(pabulib.write(poll), "r1.pb").ballots == poll.ballots
