"""The electorate: who supports which item, in columns, whatever the ballots and packages are."""

import pytest

from commonweal.errors import RuleFaults
from commonweal.funding.electorate import electorate
from commonweal.funding.spec import read_spec
from tests.funding import naive, small


def voters_of(poll, *settings):
    return electorate(poll, read_spec("equal_shares", [f"utility={naive.UTILITY[poll.vote_type][0]}", *settings]))


def packaged(seed):
    """A small poll, and a spec that packages two of its projects where there are three."""
    poll = small.placed(seed)
    return poll, ([f"packages={poll.projects[0].id},{poll.projects[2].id}"] if len(poll.projects) > 2 else [])


@pytest.mark.parametrize("seed", range(120))
def test_what_items_are_worth_is_what_every_voter_says(seed):
    poll, settings = packaged(seed)
    voters = voters_of(poll, *settings)
    told = naive.Naive(poll, read_spec("equal_shares", [f"utility={naive.UTILITY[poll.vote_type][0]}", *settings]))
    for item in range(len(voters.items)):
        worth = dict.fromkeys(range(len(voters.voters)), 0)
        for group, weight in zip(voters.backers(item).tolist(), voters.strengths(item).tolist(), strict=True):
            worth[group] = weight * voters.factors[item]
        people = [w for group, w in worth.items() for _ in range(int(voters.voters[group]))]
        assert people == [person[item] for person in told.worth]


@pytest.mark.parametrize("seed", range(120))
def test_rows_say_of_groups_what_columns_say_of_items(seed):
    poll, settings = packaged(seed)
    voters = voters_of(poll, *settings)
    groups, items = range(len(voters.voters)), range(len(voters.items))
    by_row = voters.matrix(voters.row_starts[:-1] * 0 + list(groups), items)
    for item in items:
        column = dict(zip(voters.backers(item).tolist(), voters.strengths(item).tolist(), strict=True))
        assert by_row[:, item].tolist() == [column.get(group, 0) for group in groups]
        points = sum(int(voters.voters[group]) * weight for group, weight in column.items())
        assert voters.points(item, voters.backers(item)) == points == voters.totals[item]
    every = voters.row_starts[:-1] * 0 + list(groups)
    of_all, of_none = voters.given([every, every[:0]], [voters.voters, voters.voters[:0]], items)
    assert of_all == [voters.points(item, voters.backers(item)) for item in items]
    assert of_none == [0 for _ in items]


def test_points_beyond_what_floats_can_add_are_added_exactly():
    poll = next(poll for poll in map(naive.small_poll, range(80)) if poll.vote_type == "cumulative")
    voters = voters_of(poll)
    huge = type(voters)(
        **{
            name: getattr(voters, name) for name in voters.__slots__ if name not in {"weights", "row_weights", "voters"}
        },
        weights=voters.weights + 10**17,
        row_weights=voters.row_weights + 10**17,
        voters=voters.voters * 10**6,
    )
    for item in range(len(huge.items)):
        backers = huge.backers(item)
        exact = sum(int(w) * int(v) for w, v in zip(huge.strengths(item), huge.voters[backers], strict=True))
        assert huge.points(item, backers) == exact
        assert huge.given([backers], [huge.voters[backers]], [item]) == [[exact]]


def test_an_unfit_utility_is_refused():
    poll = next(poll for poll in map(naive.small_poll, range(50)) if poll.vote_type == "ordinal")
    with pytest.raises(RuleFaults, match="utility cost does not fit ordinal ballots, which allow borda"):
        electorate(poll, read_spec("equal_shares", []))
