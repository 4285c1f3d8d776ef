"""Where sites should be: the best of all choices on small places, a proof that needs no solver, and Liverpool."""

from dataclasses import replace
from math import hypot
from random import Random

import numpy as np
import pytest

from commonweal.errors import NobodyLivesHere, SensitiveSited, SitesImpossible, SitingTooLarge
from commonweal.evidence.inputs import Evidence, Site
from commonweal.evidence.points import Point
from commonweal.evidence.siting import Effort, site
from commonweal.evidence.siting_bound import SCALE, bound, bounds_with, nearest, whole
from commonweal.evidence.siting_faults import asked, centres, residents, sites_kept
from commonweal.evidence.siting_inputs import Candidate, Residents, Spot, costs, distances_mm
from commonweal.evidence.siting_search import Found, greedy, swapped
from commonweal.terms.places import Area
from commonweal.terms.services import Service
from commonweal.terms.sources import Unknown
from tests.evidence.siting_cases import cost_by_hand, every_choice, question

SEEDS = range(6)
KINDS = {
    "distance": {},
    "with kept sites": {"kept": 2},
    "coverage": {"aim": "coverage"},
    "with room": {"room": True},
    "with room and kept sites": {"room": True, "kept": 1},
    "coverage with room": {"aim": "coverage", "room": True},
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_best_of_all_choices_is_found_and_proven(seed, kind):
    siting = question(seed, **KINDS[kind])
    found = site(siting, Effort(parts=200))
    tried = {choice: cost_by_hand(siting, choice) for choice in every_choice(siting)}
    least = min(cost for cost in tried.values() if cost is not None)
    best = found.options[0]
    assert best.cost == tried[best.sites] == least
    assert found.proof.bound == least
    assert found.gap == 0
    for one in found.options[1:]:
        assert one.cost == tried[one.sites] >= least
    assert len({one.sites for one in found.options}) == len(found.options)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_prices_whatever_give_a_bound_above_any_choice(seed, kind):
    siting = question(seed, **KINDS[kind])
    random, prices = np.random.default_rng(seed), costs(siting)
    tried = {choice: cost_by_hand(siting, choice) for choice in every_choice(siting)}
    least = min(cost for cost in tried.values() if cost is not None)
    top = int(prices.each.max()) * SCALE
    for _ in range(60):
        drawn = random.integers(-top // 4, top + 1, len(prices.people))
        assert whole(bound(prices, drawn)) <= least
        out = int(random.integers(0, len(siting.candidates)))
        for inside, outside in (({out}, ()), ((), {out})):
            part = [cost for choice, cost in tried.items() if cost is not None and (out in choice) == bool(inside)]
            value = bound(prices, drawn, inside, outside)
            if value is None:
                assert not part
            elif part:
                assert whole(value) <= min(part)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_bounds_with_each_candidate_are_those_of_the_bound_itself(seed, kind):
    siting = question(seed, **KINDS[kind])
    random, prices = np.random.default_rng(seed), costs(siting)
    top = int(prices.each.max()) * SCALE
    for out in ((), {5}):
        drawn = random.integers(-top // 4, top + 1, len(prices.people))
        found = bounds_with(prices, drawn, out)
        assert set(found) == set(range(6)) - set(siting.kept) - set(out)
        assert found == {j: bound(prices, drawn, {j}, out) for j in found}


def test_a_search_that_is_stopped_says_how_far_it_may_be_from_the_best():
    for seed in range(20):
        siting = question(seed, areas=14, candidates=12, sites=4, room=True)
        short, long = (site(siting, Effort(parts=parts)) for parts in (1, 400))
        assert short.proof.bound <= long.proof.bound <= long.options[0].cost
        assert short.gap >= long.gap >= 0
        if short.gap > 0:
            return
    pytest.fail("no question needed more than one part")


def test_more_sites_never_serve_worse():
    siting = question(3, candidates=7)
    found = [site(replace(siting, sites=sites)).options[0].cost for sites in range(1, 8)]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1]


def test_the_same_question_gives_the_same_answer():
    siting = question(4, areas=20, candidates=15, sites=5)
    assert site(siting) == site(siting)


def test_distances_are_to_the_nearest_millimetre_however_far():
    random = Random(1)
    spots = [Spot(random.randint(0, 10**9), random.randint(0, 10**9)) for _ in range(60)]
    rows = tuple(Residents(str(k), 1, 1, 1, at) for k, at in enumerate(spots))
    found = distances_mm(rows, tuple(Candidate(str(k), "", at) for k, at in enumerate(spots)))
    for k, a in enumerate(spots):
        for j, b in enumerate(spots):
            square = (a.easting_mm - b.easting_mm) ** 2 + (a.northing_mm - b.northing_mm) ** 2
            away = int(found[k, j])
            assert (2 * away - 1) ** 2 <= 4 * square <= (2 * away + 1) ** 2 or square == away == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_swaps_end_where_no_swap_helps_and_every_kept_site_stays(seed):
    siting = question(seed, areas=12, candidates=9, sites=4, kept=1)
    prices = costs(siting)
    weighted = (prices.each * prices.people[:, None]).astype(float)
    found = Found()
    here = swapped(weighted, prices, greedy(weighted, prices), found)
    best = found.best
    assert 0 in best
    assert nearest(prices, best)[1] == here == found.costs[best]
    for out in set(best) - {0}:
        for into in set(range(9)) - set(best):
            other = tuple(sorted({*best, into} - {out}))
            assert nearest(prices, other)[1] >= here
            assert other not in found.costs or found.costs[other] == nearest(prices, other)[1]


def area(code, people, decile=1, east=0.0):
    return Area(code, f"Area {code}", "North", people, decile, decile, 1.0, east, 0.0)


def test_everything_that_keeps_sites_from_being_placed_is_told_at_once():
    here = [area("a", 10), area("b", 20, east=1000.0)]
    kept = Candidate("a", "A", Spot(0, 0), 5, kept=True)
    with pytest.raises(SitesImpossible) as found:
        asked("Saltmarsh", residents(here), [kept, *centres(here, 5)], sites=4, reach_mm=1)
    told = [str(fault) for fault in found.value.faults]
    assert any("4 sites are asked for, and there are 3 places" in one for one in told)
    assert any("a stands twice" in one for one in told)
    assert any("have room for 15 people at most, and 30 live here" in one for one in told)
    with pytest.raises(SitesImpossible, match="2 that are there shall be kept"):
        asked("Saltmarsh", residents(here), [kept, replace(kept, id="x")], sites=1, reach_mm=1)
    with pytest.raises(NobodyLivesHere):
        asked("Saltmarsh", residents([area("a", 0)]), centres(here), sites=1, reach_mm=1)
    with pytest.raises(SitingTooLarge):
        asked(
            "Saltmarsh",
            residents(here) * 1001,
            [replace(kept, id=str(k), most=None) for k in range(2000)],
            sites=2000,
            reach_mm=1,
        )


def test_sites_of_a_service_that_are_open_are_kept_and_those_of_a_sensitive_one_never_named():
    from datetime import date

    service = Service("hub", "Hubs", "hours", 1, 0)
    here, nowhere = Point(1.5, 2.25), Unknown("not stated")

    def standing(name, at, **more):
        return Site(name, name.title(), "hub", "", at, nowhere, nowhere, **more)

    evidence = Evidence(
        "Saltmarsh",
        date(2026, 1, 1),
        (),
        sites=(standing("hall", here), standing("gone", here, delivered_to=date(2025, 1, 1))),
    )
    assert sites_kept(evidence, service) == (Candidate("hall", "Hall", Spot(1500, 2250), None, kept=True),)
    with pytest.raises(SitesImpossible, match="not stated where Barn delivers"):
        sites_kept(replace(evidence, sites=(standing("barn", nowhere),)), service)
    with pytest.raises(SensitiveSited):
        sites_kept(evidence, replace(service, sensitive=True))


@pytest.mark.real_data
def test_twenty_sites_in_liverpool_are_the_published_optimum(data_folder):
    import csv

    with (data_folder / "places" / "liverpool_lsoa21.csv").open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    areas = [
        Area(
            row["lsoa21_code"],
            row["lsoa21_name"],
            row["ward24_name"],
            int(row["pop21"]),
            int(row["IMD_rank"]),
            int(row["IMD_decile"]),
            float(row["IMD_score"]),
            float(row["easting"]),
            float(row["northing"]),
        )
        for row in rows
    ]
    asking = asked("Liverpool", residents(areas), centres(areas), sites=20, reach_mm=1_000_000)
    found = site(asking)
    assert found.gap == 0
    # People times kilometres, from the centres as they are published and not to the nearest millimetre.
    chosen = [areas[j] for j in found.options[0].sites]
    whole = sum(
        one.population * min(hypot(one.easting - to.easting, one.northing - to.northing) for to in chosen)
        for one in areas
    )
    assert f"{whole / 1000:,.2f}" == "395,689.52"
    assert found.options[0].cost / 1e6 == pytest.approx(whole / 1000, rel=1e-6)
