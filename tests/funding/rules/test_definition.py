"""Every rule against its definition: small polls full of ties, counted voter by voter in fractions."""

import os

import pytest

from commonweal.funding.rules import RULES
from tests.funding import small

SMALL, LIMITED = (20_000, 5_000) if os.environ.get("COMMONWEAL_ORACLES") == "all" else (1_200, 800)
"""How many polls of each rule, without and with constraints; ``just oracles`` asks for more."""
PARTS = 8


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("rule", RULES)
def test_small_polls_full_of_ties_give_what_the_definition_gives(rule, part):
    for seed in range(part, SMALL, PARTS):
        poll = small.placed(seed)
        settings = small.settings_for(seed, poll, rule)
        assert small.counted(poll, rule, settings) == small.expected(poll, rule, settings), seed


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("rule", RULES)
def test_constraints_give_what_their_definition_gives(rule, part):
    kinds = set()
    for seed in range(part, LIMITED, PARTS):
        poll = small.placed(seed)
        settings = [*small.settings_for(seed, poll, rule), *small.constraints_for(seed, poll)]
        told = small.counted(poll, rule, settings)
        kinds.add(told if isinstance(told, str) else "counted")
        assert told == small.expected(poll, rule, settings), seed
    assert kinds >= {"counted", "unmet"}
