"""Pricing all ways to begin at once: the bound is the exact one, and what comes close is found."""

import numpy as np
import pytest

from commonweal.handover.bound import bound, projected
from commonweal.handover.priced import close, priced
from commonweal.handover.tariff import Tariff, lifted
from commonweal.handover.view import view
from tests.handover.asking import asking, bringing
from tests.handover.tiny import looks_back, random_prices, solved, tiny


def tariff(prices):
    """Prices as arrays."""

    def grid(rows):
        return np.array([[float(value) for value in row] for row in rows])

    return Tariff(
        grid(prices.capacity),
        grid(prices.ready_load),
        grid(prices.ready_capacity),
        grid(prices.volunteers),
        grid(prices.step_in),
        grid([prices.statutory])[0],
        grid([prices.devolved])[0],
        grid([prices.equity, *prices.detriment]),
        grid(prices.largest_share),
    )


@pytest.mark.parametrize("seed", range(30))
def test_the_bound_in_floating_point_is_the_exact_one(seed):
    problem = tiny(seed)
    prices = projected(problem, random_prices(problem, seed))
    exactly = float(bound(problem, prices))
    assert priced(view(problem), tariff(prices)).bound == pytest.approx(exactly, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", range(30))
def test_so_it_is_where_a_place_asks_more(seed):
    problem = asking(tiny(seed), seed)
    problem = bringing(problem, seed) if seed % 2 else problem
    prices = projected(problem, random_prices(problem, seed, scale=0.01))
    exactly = float(bound(problem, prices))
    assert priced(view(problem), tariff(prices)).bound == pytest.approx(exactly, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_planning_again_too(seed):
    problem, plan, _ = solved((0, 2, 6, 7, 13, 22)[seed])
    problem = looks_back(problem, plan, 3)
    prices = projected(problem, random_prices(problem, seed))
    exactly = float(bound(problem, prices))
    assert priced(view(problem), tariff(prices)).bound == pytest.approx(exactly, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
def test_lifting_prices_is_projecting_them(seed):
    problem = tiny(seed)
    drawn = random_prices(problem, seed)
    made, exactly = lifted(tariff(drawn)), tariff(projected(problem, drawn))
    assert np.allclose(made.statutory, exactly.statutory)
    assert np.allclose(made.devolved, exactly.devolved)


def test_what_comes_close_is_within_and_no_more_than_asked_for():
    looked = view(tiny(3))
    found = priced(looked, lifted(tariff(random_prices(looked.problem, 3, scale=0.01))))
    near = close(looked, found, 2, 1.0)
    least = found.kept.copy()
    np.minimum.at(least, looked.cell, found.cost.min(axis=1))
    assert len(near)
    assert (found.cost[near.offer, near.start] <= least[looked.cell[near.offer]] + 1.0).all()
    assert np.bincount(near.offer).max() <= 2
    best = [k for k in range(len(looked.cell)) if found.cost[k].min() <= least[looked.cell[k]]]
    assert set(best) <= set(near.offer.tolist())
