"""Tallies: the same bits however scenarios are cut up, and counts that add up."""

import random

import numpy as np
import pytest

from commonweal.handover.stress import tally as tallies
from commonweal.handover.stress.case import case
from commonweal.handover.stress.draws import draw
from commonweal.handover.stress.futures import futures
from commonweal.handover.stress.simulate import simulate
from commonweal.handover.stress.tally import block_size, joined, parts, tally, tally_part
from tests.handover.stress.ranges import OFTEN
from tests.handover.tiny import solved


@pytest.fixture(scope="module")
def tried():
    problem, plan, _ = solved(1)
    return case(problem, plan.decisions), futures(problem, OFTEN)


def bits(found):
    return [np.asarray(getattr(found, name)).tobytes() for name in found.__slots__]


def test_parts_in_any_order_and_blocks_of_any_size_give_the_same_bits(tried, monkeypatch):
    made, ranges = tried
    whole = tally(made, ranges, 4, 0, 100)
    monkeypatch.setattr(tallies, "LARGE", 9)
    monkeypatch.setattr(tallies, "SMALL", 9)
    cut = [(0, 31), (31, 1), (32, 60), (92, 8)]
    random.Random(1).shuffle(cut)
    assert bits(joined([tally_part((made, ranges, 4), part) for part in cut])) == bits(whole)


@pytest.mark.parametrize("cut", [[(0, 5), (6, 5)], [(0, 5), (4, 5)], [(0, 5), (0, 5)]])
def test_a_range_that_is_missing_or_there_twice_is_seen(tried, cut):
    with pytest.raises(ValueError, match=r"\d"):
        joined([tally(*tried, 4, *part) for part in cut])


def test_counts_are_those_of_the_scenarios(tried):
    made, ranges = tried
    found = tally(made, ranges, 4, 0, 60)
    block = simulate(made, draw(made.problem, ranges, 4, 0, 60))
    assert found.breached.tolist() == block.breached.sum(axis=1).tolist()
    assert found.breached.sum()
    assert found.overloaded.tolist() == block.overloaded.sum(axis=1).tolist()
    of = [made.problem.cells[c].service for c in made.handed]
    for s, times in enumerate(found.services):
        rows = [row for row, service in zip(block.breached, of, strict=True) if service == s]
        assert times == np.any(rows, axis=0).sum() if rows else times == 0
    assert found.seen[0].tolist() == block.breached.any(axis=0).tolist()
    assert found.seen[5].tolist() == block.overloaded.any(axis=0).tolist()
    assert found.unmet[0, 0] == round(block.unmet[0, 0] * 10_000)
    assert found.count == 60


def test_parts_cover_every_scenario_once(tried, monkeypatch):
    made, _ = tried
    monkeypatch.setattr(tallies, "SECONDS", 1)
    cut = parts(made, 1000)
    assert [first for first, _ in cut] == list(range(0, 1000, block_size(made)))
    assert sum(count for _, count in cut) == 1000
