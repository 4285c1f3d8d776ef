"""Whom a choice serves: worked out person by person, and held against the float index of the profile."""

from fractions import Fraction

import pytest

from commonweal.evidence.inequality import concentration_index
from commonweal.evidence.siting import site
from commonweal.evidence.siting_effects import effect
from commonweal.evidence.siting_inputs import distances_mm
from commonweal.evidence.siting_told import told
from commonweal.formats.prose import prose
from tests.evidence.siting_cases import question
from tests.evidence.test_siting import KINDS, SEEDS


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_person_is_counted_once_where_they_go(seed, kind):
    siting = question(seed, **KINDS[kind])
    away = distances_mm(siting.residents, siting.candidates).tolist()
    for option in site(siting).options:
        found = effect(siting, option)
        ways = []
        for k, one in enumerate(siting.residents):
            own = [away[k][j] for j, count in option.served[k] for _ in range(count)]
            left = one.people - len(own)
            near = min(away[k][j] for j in option.sites)
            ways.append([(mm, mm > siting.reach_mm) for mm in own] + [(near, True)] * left)
        everybody = [way for area in ways for way in area]
        assert found.everybody.people == len(everybody) == sum(one.people for one in siting.residents)
        assert found.everybody.mean_mm == Fraction(sum(mm for mm, _ in everybody), len(everybody))
        assert found.everybody.beyond == sum(far for _, far in everybody)
        for decile, way in enumerate(found.deciles, 1):
            here = [one for k, area in enumerate(ways) if siting.residents[k].decile == decile for one in area]
            assert (way.people, way.beyond) == (len(here), sum(far for _, far in here))
            assert way.mean_mm == (Fraction(sum(mm for mm, _ in here), len(here)) if here else None)
        assert sum(found.used) == sum(count for row in option.served for _, count in row)
        means = [float(way.mean_mm or 0) for way in found.by_area]
        people, ranks = ([getattr(one, name) for one in siting.residents] for name in ("people", "rank"))
        assert float(found.concentration) == pytest.approx(
            concentration_index(means, people, [-rank for rank in ranks])
        )


def test_what_is_said_of_an_answer():
    siting = question(1, kept=1)
    found = site(siting)
    words = [prose().text(one) for one in told(found, [effect(siting, one) for one in found.options])]
    assert words[0].startswith("With 3 sites the people of Saltmarsh have ")
    assert words[1] == "Sites that stay: 1."
    assert any(one.startswith("No other choice of sites is better: that is proven") for one in words)
    assert any("In tenth " in one for one in words)
    assert any("3 other choices" in one for one in words)
