"""Two programs, written apart: whatever a rule counts, the verifier counts too, under every kind of constraint."""

import os

import pytest

from commonweal.errors import FloorsNotMet, TieOpen
from commonweal.formats.counts import count_files
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.funding import naive, small

SMALL, LIMITED = (4_000, 2_000) if os.environ.get("COMMONWEAL_ORACLES") == "all" else (160, 160)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("limited", [False, True])
def test_the_verifier_accepts_every_count(rule, limited):
    accepted = 0
    for seed in range(LIMITED if limited else SMALL):
        poll = small.placed(seed) if limited else naive.small_poll(seed)
        settings = small.settings_for(seed, poll, rule)
        spec = read_spec(rule, [*settings, *(small.constraints_for(seed, poll) if limited else ())])
        try:
            result = RULES[rule](poll, spec)
        except (TieOpen, FloorsNotMet):
            continue
        assert check_published(Folder(count_files(poll, result))) == [], (seed, spec.options)
        accepted += 1
    assert accepted > 80
