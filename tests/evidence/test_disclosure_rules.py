"""Rules of disclosure control: what a cell says, and what everybody may infer from it alone."""

import numpy as np
import pytest

from commonweal.errors import UnknownName
from commonweal.evidence.disclosure_rules import NHS, RULES, UNBOUNDED, rule_named


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_what_everybody_knows_of_a_cell_is_every_count_that_it_would_say(rule):
    counts = np.arange(200)
    hidden = rule.hides(counts)
    shown = rule.rounds(counts)
    low, high = rule.known(shown, hidden)
    for count in counts[:150]:
        if hidden[count]:
            assert (low[count], high[count]) == (1, UNBOUNDED)
        else:
            same = counts[(shown == shown[count]) & ~hidden]
            assert (low[count], high[count]) == (same.min(), same.max())


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_rule_is_dated_has_a_source_and_leaves_as_many_values_as_it_hides(rule):
    assert rule.source
    assert rule.date[:4].isdigit()
    assert rule.hidden_values >= rule.few
    assert rule_named(rule.name) is rule


def test_the_rule_of_the_health_service_hides_1_to_7_and_rounds_to_5():
    counts = np.array([0, 1, 7, 8, 12, 13])
    assert NHS.hides(counts).tolist() == [False, True, True, False, False, False]
    assert NHS.rounds(counts).tolist()[3:] == [10, 10, 15]
    assert NHS.spans(NHS.rounds(counts), NHS.hides(counts)).tolist() == [0, 6, 6, 1, 1, 1]


def test_a_rule_of_another_name_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="nhs-sub-national"):
        rule_named("nhs-subnational")
