"""A rising share: what is skipped is what every step would have given, and the work has an end."""

from fractions import Fraction
from itertools import combinations

import pytest

from commonweal.verifier import rising
from commonweal.verifier.equal_shares import Round, run, setting
from commonweal.verifier.items import OpenTie, items_of
from commonweal.verifier.poll import read_poll
from commonweal.verifier.reading import Folder
from commonweal.verifier.rising import Endless, Rising, Runs, same_between
from commonweal.verifier.specs import NoSpec, constraints
from tests.verifier import small_polls


def ground(number, **options):
    """A small poll's setting and options, or None where its spec means nothing."""
    poll = small_polls.small_poll(number)
    _, chosen = small_polls.some_spec(number, poll, rule="equal_shares")
    chosen |= options
    read, _ = read_poll(Folder({"poll.pb": poll.text()}))
    try:
        return read, setting(items_of(read, chosen, constraints(read, chosen)), chosen), chosen
    except NoSpec:
        return None


@pytest.mark.parametrize("block", range(4))
def test_every_share_between_two_runs_that_the_lemma_joins_funds_the_same_in_the_same_order(block):
    joined = turned = 0
    for number in range(block * 250, block * 250 + 250):
        poll = small_polls.wider_poll(number)
        _, options = small_polls.some_spec(number, poll, rule="equal_shares", constrained=False)
        read, _ = read_poll(Folder({"poll.pb": poll.text()}))
        given = setting(items_of(read, options, constraints(read, options)), options)
        runs = [run_or_none(given, Fraction(k, 3)) for k in range(6, 36, 2)]
        for first, last in combinations(range(len(runs)), 2):
            between = {order(each) for each in runs[first + 1 : last]}
            if None in {order(runs[first]), order(runs[last])} or order(runs[first]) != order(runs[last]):
                continue
            if same_between(runs[first], runs[last]):
                joined += 1
                assert between <= {order(runs[first])}, number
            elif between - {order(runs[first])}:
                turned += 1
    assert joined > 500
    assert turned > 5  # the same at both ends but not between: what the lemma is there to tell apart


def run_or_none(given, share):
    try:
        return run(given, share)
    except OpenTie:
        return None


def order(rounds):
    return None if rounds is None else tuple(each.item for each in rounds)


@pytest.mark.parametrize(
    ("price", "other", "joined"),
    [
        ((Fraction(2), 1), (Fraction(3), 0), True),
        ((Fraction(2), 1), (Fraction(2), 2), True),
        ((Fraction(2), 1), (Fraction(2), 1), False),
        ((Fraction(2), 1), (Fraction(2), 0), False),
        ((Fraction(2), 1), (Fraction(1), 2), False),
        ((Fraction(2), 1), None, True),
    ],
)
def test_another_item_must_be_dearer_with_the_larger_share_or_come_later(price, other, joined):
    larger = [Round(0, (Fraction(1), 1), other)]
    assert same_between([Round(0, price, None)], larger) is joined
    assert not same_between([], larger)
    assert not same_between([Round(1, price, None)], larger)


@pytest.mark.parametrize("block", range(4))
def test_the_rise_is_that_of_every_step_followed(block, monkeypatch):
    saved = 0
    for number in range(block * 75, block * 75 + 75):
        made = ground(number, step=["1", "0.1", "0.05"][number % 3], completion=["add1", "add1-exhaustive"][number % 2])
        if made is None:
            continue
        _, given, options = made
        told = []
        with monkeypatch.context() as patched:
            for leap in (True, False):
                if not leap:
                    patched.setattr(rising, "same_between", lambda *_: False)
                runs = Runs(given.items)
                try:
                    told.append(Rising(given, options, (), runs).ended(0))
                except OpenTie:
                    told.append(None)
                saved += -runs.made if leap else runs.made
        assert told[0] == told[1], number
    assert saved > 0


def test_the_runs_have_an_end():
    _, given, options = ground(
        3, step="0.000000000000000001", completion="add1", ties="lot", seed="x", **small_polls.PLAIN
    )
    runs = Runs(given.items)
    runs.most = 3
    with pytest.raises(Endless, match="3 counts at most"):
        Rising(given, options, (), runs).ended(0)


def test_how_many_runs_are_made_falls_with_the_size_of_the_poll():
    read, given, _ = ground(3, **small_polls.PLAIN)
    assert Runs(given.items).most == rising.MOST_RUNS
    read.backers[0][1] = [0] * 10**6
    assert Runs(given.items).most == rising.FEWEST_RUNS


def test_groups_without_end_leave_no_work_for_runs():
    _, given, _ = ground(3, **small_polls.PLAIN)
    given.items.capped.update({("category", str(k)): list(range(1000)) for k in range(100)})
    assert Runs(given.items).most == 0
