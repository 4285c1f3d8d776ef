from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest

from commonweal.evidence.disclosure_rules import NHS, RULES
from commonweal.evidence.group_sizes import KEPT_SAFE
from commonweal.evidence.inputs import Evidence, Need, Offer
from commonweal.evidence.profile import profile
from commonweal.evidence.publishing import TOO_FEW, Shown
from commonweal.terms.places import Area
from commonweal.terms.services import Service
from commonweal.terms.sources import Unknown

AREAS = (
    Area("a", "A", "Hill", 1000, 1, 1, 60.0, 0.0, 0.0),
    Area("b", "B", "Dale", 1000, 2, 2, 50.0, 9_000.0, 0.0),
)
BUS, HUB = (Service(name, name.title(), "places", Fraction(1), Fraction(0)) for name in ("bus", "hub"))
NEEDS = (
    Need("a", "bus", "parents", 30, 30, 30),
    Need("b", "bus", "parents", 31, 31, 31),
    Need("a", "hub", "parents", 99, 99, 99),
    Need("b", "hub", "parents", 0, 0, 0),
    Need("a", "hub", "refugees", 5, 5, 5),
    Need("b", "hub", "refugees", 0, 0, 0),
)


@pytest.fixture
def made():
    def made(needs, *services, disclosure=NHS):
        needs = [need for need in needs if need.service in {one.id for one in services or (BUS, HUB)}]
        offers = tuple(Offer(one, Fraction(1)) for one in services or (BUS, HUB))
        return profile(Evidence("Saltmarsh", date(2026, 10, 1), AREAS, offers, tuple(needs), disclosure=disclosure))

    return made


def values(found):
    return {name: figure.value for name, figure in found.group_sizes.items()}


def test_a_group_is_as_large_as_the_service_that_most_of_it_needs_and_few_are_not_shown(made):
    found = made(NEEDS)
    assert values(found) == {"parents": 100, "refugees": TOO_FEW}
    assert isinstance(found.group_sizes["parents"].value, Shown)
    assert found.group_sizes["parents"].rows == 4


def test_a_size_is_never_told_where_the_gate_holds_the_count_back(made):
    """Of 99 parents and 5 refugees who come to 104, telling either would give the other away."""
    found = made(NEEDS, HUB, disclosure=RULES["below-10"])
    told = {one.name: one.need.value for one in found.services[0].groups}
    assert found.services[0].figures["need"].value == 104
    assert values(found) == told == {"parents": TOO_FEW, "refugees": TOO_FEW}


def test_of_a_sensitive_service_no_group_by_itself_is_told(made):
    safe = replace(HUB, sensitive=True)
    assert values(made(NEEDS, BUS, safe)) == {"parents": 60, "refugees": KEPT_SAFE}


def test_an_unknown_need_makes_the_size_of_its_group_unknown(made):
    why = Unknown("not asked")
    found = values(made((replace(NEEDS[0], people=why), *NEEDS[1:])))
    assert isinstance(found["parents"], Unknown)
    assert found["parents"] != TOO_FEW


def test_where_no_need_is_on_file_nothing_is_said(made):
    assert made(()).group_sizes is None


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
@pytest.mark.parametrize("seed", range(4))
def test_whoever_has_the_services_as_published_has_every_size_and_subtracts_nothing_new(made, rule, seed):
    """A size is no sum of anything: it is the largest count of its group that is shown anyhow, and nothing besides."""
    random = Random(seed)
    needs = [replace(need, people=n, low=n, high=n) for need in NEEDS for n in (random.choice((0, 3, 8, 21, 99)),)]
    found = made(needs, BUS, HUB, replace(HUB, id="night", sensitive=True), disclosure=rule)
    parents = [service.groups[0].need if service.groups else service.figures["need"] for service in found.services[:2]]
    refugees = [found.services[1].groups[1].need]
    for group, figures in (("parents", parents), ("refugees", refugees)):
        shown = [figure.value for figure in figures if not isinstance(figure.value, Unknown)]
        assert values(found)[group] == (max(shown) if shown else TOO_FEW)
