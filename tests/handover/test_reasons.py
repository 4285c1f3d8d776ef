"""Reasons: exact shares that are those of the priced cost, and none where need itself asks for nothing else."""

from fractions import Fraction

import pytest

from commonweal.formats.prose import prose
from commonweal.handover.pathways import start_choices
from commonweal.handover.priced import priced
from commonweal.handover.reasons import best_by_need, gained, listed, reasons
from commonweal.handover.scarce import tariff
from commonweal.handover.search import find_plan
from commonweal.handover.view import view
from tests.handover.asking import asking, bringing
from tests.handover.tiny import looks_back, solved, tiny

SEEDS = (0, 2, 6, 7, 13, 22, 26, 32)


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_add_up_to_1_and_the_reduced_cost_is_that_of_the_closed_form(seed):
    assert_priced(*solved(seed))


def test_so_it_is_where_a_place_asks_more_and_delivery_adds_to_social_action():
    kinds = set()
    for seed in (0, 5, 7, 13):
        problem = bringing(asking(tiny(seed, quarters=6, places=4), seed), seed)
        kinds |= assert_priced(problem, *find_plan(problem))
    assert "largest share" in kinds


def assert_priced(problem, plan, certificate):
    """Check the reasons of a plan against the closed form, and give what they name."""
    kinds = set()
    found = priced(view(problem), tariff(certificate.prices))
    for c, (reason, way) in enumerate(
        zip(reasons(problem, plan, certificate.prices), plan.decisions.pathways, strict=True)
    ):
        if reason is None:
            continue
        assert sum(share for _, share in reason.shares) in ({1} if reason.shares else {0})
        assert all(share > 0 for _, share in reason.shares)
        planned = found.cost[way.offer, way.start] if way else found.kept[c]
        assert float(reason.reduced) == pytest.approx(
            found.cost[reason.way.offer, reason.way.start] - planned, abs=1e-6
        )
        kinds |= {kind for (kind, _), _ in reason.shares}
    return kinds


def test_some_of_them_name_each_kind_of_scarce_thing():
    kinds = set()
    for seed in SEEDS:
        problem, plan, certificate = solved(seed)
        for reason in reasons(problem, plan, certificate.prices):
            kinds |= {kind for (kind, _), _ in reason.shares} if reason else set()
    assert kinds >= {"capacity", "volunteers", "step in", "statutory", "devolved"}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_by_need_is_the_best_of_all_ways_to_begin(seed):
    problem = solved(seed)[0]
    for c, way in enumerate(best_by_need(problem)):
        all_ways = [one for one in start_choices(problem) if problem.offers[one.offer].cell == c]
        gains = {one: gained(problem, one) for one in all_ways}
        most = max(gains.values(), default=Fraction(0))
        ties = [one for one, gain in gains.items() if gain == most and gain > 0]
        assert way == min(ties, key=lambda one: (one.start, one.offer), default=None)


def test_what_had_begun_before_needs_no_reason():
    problem, plan, certificate = solved(7)
    begun = next(way.start for way in plan.decisions.pathways if way)
    again = looks_back(problem, plan, begun + 1)
    for c, reason in enumerate(reasons(again, plan, certificate.prices)):
        if again.adopted.starts[c]:
            assert reason is None


def test_a_share_under_a_hundredth_is_not_told_as_nothing():
    problem = solved(7)[0]
    shares = [(("statutory", 0), Fraction(199, 200)), (("devolved", 0), Fraction(1, 200))]
    assert prose().text(listed(problem, shares)) == "the council's money (100%), the devolved money (under 1%)"
