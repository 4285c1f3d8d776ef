"""The model written a third time, with linopy: on tiny places it has the same optimum as ours, split or whole."""

import os

import pytest

from commonweal.handover.model import model
from commonweal.handover.solve import Limits, relaxed, whole
from commonweal.handover.view import view
from tests.handover.tiny import tiny

pytest.importorskip("linopy", reason="linopy is in the bench group: uv sync --group bench")
from bench.linopy_peer import Written

SEEDS = range(60 if os.environ.get("COMMONWEAL_ORACLES") == "all" else 3)


def places(seed):
    if seed % 3:
        return tiny(seed)
    return tiny(seed, services=2, places=4, bodies=4, quarters=6)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_plan_is_as_good(seed):
    looked = view(places(seed))
    ours = whole(model(looked, looked.options()).programme, Limits(gap=0.0))
    assert Written(looked, looked.options()).solve(mip_rel_gap=0.0).objective == pytest.approx(ours.objective, rel=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_plan_with_split_hand_overs_is_as_good(seed):
    looked = view(places(seed))
    ours = relaxed(model(looked, looked.options()).programme)
    assert Written(looked, looked.options(), whole=False).solve().objective == pytest.approx(ours.objective, rel=1e-6)
