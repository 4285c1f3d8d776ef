"""Growth: what was bought shows after its own quarters, to the last bit, however many scenarios there are."""

import numpy as np
import pytest

from commonweal.formats.library_survival import yearly_failure_ranges
from commonweal.handover.stress.case import case
from commonweal.handover.stress.draws import draw
from commonweal.handover.stress.futures import futures
from commonweal.handover.stress.growth import arrived, growth_of
from tests.handover.tiny import solved


@pytest.mark.parametrize("scenarios", [1, 2, 7, 700])
def test_what_shows_is_what_was_bought_so_many_quarters_ago_to_the_last_bit(scenarios):
    problem, plan, _ = solved(2)
    draws = draw(problem, futures(problem, yearly_failure_ranges()), 5, 0, scenarios)
    growth, random = growth_of(case(problem, plan.decisions), draws), np.random.default_rng(1)
    planned, paid = random.random((150, problem.quarters)), random.random((problem.quarters, scenarios))
    for name, shows in (("building_lag_quarters", growth.built_shows), ("action_lag_quarters", growth.spent_shows)):
        for t in range(problem.quarters):
            found = arrived(planned, paid, shows, t)
            for k, lag in enumerate(draws.settings[name]):
                when = t + 1 - int(lag)
                expected = planned[:, when] * paid[when, k] if when >= 0 else np.zeros(len(planned))
                assert found[:, k].tolist() == expected.tolist()
