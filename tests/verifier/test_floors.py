"""Whether floors can be met: as by trying every set, and with an end to the work."""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from commonweal.verifier import floors
from commonweal.verifier.floors import Search
from commonweal.verifier.items import items_of
from commonweal.verifier.poll import read_poll
from commonweal.verifier.reading import Folder
from commonweal.verifier.rising import Endless
from commonweal.verifier.specs import NoSpec, constraints
from tests.verifier import definition, small_polls


def search(poll, options):
    read, _ = read_poll(Folder({"poll.pb": poll.text()}))
    return Search(items_of(read, options, constraints(read, options)))


@pytest.mark.parametrize("sums", [floors._MOST_SUMS, -1], ids=["by sums where they tell", "by sets alone"])
@pytest.mark.parametrize("block", range(4))
def test_what_can_be_completed_is_what_some_set_completes(block, sums, monkeypatch):
    monkeypatch.setattr(floors, "_MOST_SUMS", sums)
    told = []
    for number in range(block * 400, block * 400 + 400):
        poll = small_polls.small_poll(number)
        rule, options = small_polls.some_spec(number, poll)
        if not options["floors"]:
            continue
        try:
            ground, found = definition.Ground(poll, rule, options), search(poll, options)
        except (definition.Refused, NoSpec):
            continue
        for size in range(3):
            forced = Random(number).sample(range(len(ground.items)), min(size, len(ground.items)))
            told.append(found.completes(forced))
            assert told[-1] == ground.can_be_completed([ground.items[k] for k in forced]), number
    assert min(told.count(True), told.count(False)) > 20


def hard_poll(count):
    """Costs that come to no round sum, and a floor that only one exact sum could meet."""
    drawn = Random(7)
    costs = [drawn.randint(10**14, 10**15) * 2 for _ in range(count)]
    return small_polls.SmallPoll(
        [f"p{k}" for k in range(count)],
        [Fraction(cost) for cost in costs],
        [["a"]] * count,
        [""] * count,
        Fraction(10**17),
        "approval",
        1,
        sorted(((k,), (1,)) for k in range(count)),
    )


def test_a_floor_that_asks_for_every_set_ends_in_a_finding(monkeypatch):
    monkeypatch.setattr(floors, "MOST_WORK", 100_000)
    poll = hard_poll(40)
    odd = sum(poll.costs[:20]) + 1
    options = {"ties": "lot", "seed": "x", **small_polls.PLAIN}
    options |= {"floors": f"category:a={odd}", "caps": f"category:a={odd}"}
    with pytest.raises(Endless, match="floors"):
        search(poll, options).completes([])


def test_a_floor_that_takes_nearly_all_of_a_budget_is_weighed_by_sums():
    poll = hard_poll(40)
    poll.costs[:] = [cost / 10**12 // 1 for cost in poll.costs]
    reserved = sum(poll.costs[:20])
    options = {"ties": "lot", "seed": "x", **small_polls.PLAIN, "floors": f"category:a={reserved}"}
    tight = replace(poll, budget=Fraction(reserved))
    assert search(tight, options).completes([])
    assert not search(replace(tight, budget=tight.budget - 1), options).completes([])
