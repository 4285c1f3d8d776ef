"""Ballots in columns: read as a sequence, sorted whatever the numbers, and the same by row and by project."""

from random import Random

import pytest

from commonweal.funding.ballots import Ballot, grouped


def drawn_ballots(seed, most):
    drawn = Random(seed)
    return [
        Ballot(tuple(drawn.sample([0, 1, 5, most // 2, most - 1, most], drawn.randint(0, 4))), (), drawn.randint(1, 3))
        for _ in range(40)
    ]


@pytest.mark.parametrize("most", [9, 2**16 - 1, 2**16, 2**33])
@pytest.mark.parametrize("seed", range(5))
def test_ballots_are_sorted_and_grouped_as_tuples_are(seed, most):
    cast = drawn_ballots(seed, most)
    together = {}
    for ballot in cast:
        key = tuple(sorted(ballot.choices))
        together[key] = together.get(key, 0) + ballot.voters
    assert list(grouped(cast, "approval")) == [Ballot(key, (), together[key]) for key in sorted(together)]
    ranked = {ballot.choices for ballot in cast}
    assert [ballot.choices for ballot in grouped(cast, "ordinal")] == sorted(ranked)


@pytest.mark.parametrize("seed", range(5))
def test_the_columns_by_project_say_what_the_rows_say(seed):
    ballots = grouped(drawn_ballots(seed, 2**16 + 7), "approval")
    pairs = sorted((choice, row) for row, ballot in enumerate(ballots) for choice in ballot.choices)
    assert list(zip(ballots.choices[ballots.by_project].tolist(), ballots.backers.tolist(), strict=True)) == pairs


def test_ballots_are_a_sequence_that_nobody_can_change():
    ballots = grouped([Ballot((1,)), Ballot((0, 1), (), 2)], "approval")
    assert (len(ballots), ballots[0], ballots[-1], ballots[:1]) == (
        2,
        Ballot((0, 1), (), 2),
        Ballot((1,)),
        (ballots[0],),
    )
    assert ballots == grouped([Ballot((0, 1)), Ballot((1,)), Ballot((0, 1))], "approval") != grouped([], "approval")
    assert hash(ballots) == hash(grouped(list(ballots), "approval"))
    with pytest.raises(ValueError, match="read-only"):
        ballots.choices[0] = 7
