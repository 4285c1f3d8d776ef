"""Comparison: each outcome is its rule's own, on the same ballots."""

import pytest

from commonweal.errors import RuleFaults
from commonweal.funding.compare import compare, usual_rules
from commonweal.funding.explain import reach
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.samples.polls import sample_poll
from tests.funding.polls import positions


@pytest.mark.parametrize("kind", ["approval", "choose-1", "cumulative", "ordinal"])
def test_the_usual_rules_fit_every_kind_of_ballot(kind):
    poll = sample_poll(3, 10, 120, kind)
    rules = usual_rules(kind, step="100", seed="7")
    compared = compare(poll, rules)
    assert [one.name for one in compared.outcomes] == list(rules)
    assert {"greedy", "greedy-per-cost"} < set(rules)
    for one in compared.outcomes:
        result = RULES[rules[one.name].name](poll, rules[one.name])
        assert one.result == result
        assert one.reach == reach(poll, positions(result))
        assert one.who.spent == result.spent
        assert one.result.spec.options["seed"] == "7"
        assert one.result.spec.options.get("step", "100") == "100"
        assert (one.claims is None) == (kind in {"cumulative", "ordinal"})


def test_each_project_knows_the_rules_that_fund_it():
    poll = sample_poll(3, 10, 120)
    compared = compare(poll, usual_rules("approval", step="100"))
    for project in poll.projects:
        names = [one.name for one in compared.outcomes if project.id in one.result.selected]
        assert list(compared.funding(project.id)) == names


def test_a_rule_that_does_not_fit_the_ballots_is_refused():
    with pytest.raises(RuleFaults):
        compare(sample_poll(3, 4, 20, "ordinal"), {"x": read_spec("equal_shares", ["utility=cost"])})
