"""The verifier's counts, on small polls full of ties, against the definitions."""

import pytest

from commonweal.verifier import equal_shares
from commonweal.verifier.counts import check_count
from commonweal.verifier.items import OpenTie
from commonweal.verifier.poll import read_poll
from commonweal.verifier.reading import Folder
from commonweal.verifier.recount import Said, recount
from commonweal.verifier.specs import NoSpec
from tests.verifier import definition, small_polls


def counted(poll, rule, options, said=Said()):  # noqa: B008 - a value
    """What the verifier says that a certificate must say, or that there is none."""
    read, findings = read_poll(Folder({"poll.pb": poll.text()}))
    assert findings == []
    return recount(read, rule, options, said)


def agree(seed, rule, *, constrained):
    poll = small_polls.small_poll(seed)
    rule, options = small_polls.some_spec(seed, poll, rule=rule, constrained=constrained)
    try:
        files = small_polls.folder_of(poll, rule, options)
    except definition.Refused:
        with pytest.raises((OpenTie, NoSpec)):
            counted(poll, rule, options)
        return "refused"
    assert check_count(Folder(files)) == [], (seed, rule, options)
    return "counted"


@pytest.mark.parametrize("rule", ["greedy", "equal_shares", "phragmen"])
@pytest.mark.parametrize("block", range(5))
def test_a_count_is_that_of_the_definition(rule, block):
    told = [agree(seed, rule, constrained=False) for seed in range(block * 100, block * 100 + 100)]
    assert told.count("counted") > 50


@pytest.mark.parametrize("rule", ["greedy", "equal_shares", "phragmen"])
@pytest.mark.parametrize("block", range(5))
def test_a_count_under_constraints_is_that_of_the_definition(rule, block):
    told = [agree(seed, rule, constrained=True) for seed in range(block * 200, block * 200 + 200)]
    assert min(told.count("counted"), told.count("refused")) > 30


TIED_LATER = [961, 1495, 2441, 2800, 5011, 5998]
"""Polls in which a step that the rule never comes to would meet an open tie."""


@pytest.mark.parametrize("seeds", [*(range(k * 50, k * 50 + 50) for k in range(3)), TIED_LATER])
def test_what_a_certificate_says_of_its_steps_never_changes_the_count(seeds):
    for seed in seeds:
        poll = small_polls.small_poll(seed)
        _, options = small_polls.some_spec(seed, poll, rule="equal_shares", constrained=seeds is not TIED_LATER)
        told = []
        for steps in (0, 1, 2, 3, 7, 30, 10**30, -3):
            try:
                told.append(counted(poll, "equal_shares", options, Said((), steps)))
            except (OpenTie, NoSpec) as bad:
                told.append(type(bad))
        assert all(one == told[0] for one in told), seed


@pytest.mark.parametrize("passes", [0, 1])
def test_the_count_is_the_same_whichever_way_the_poorest_are_found(passes, monkeypatch):
    monkeypatch.setattr(equal_shares, "_PASSES", passes)
    monkeypatch.setattr(equal_shares, "_TIDY", 1)
    for seed in range(150):
        agree(seed, "equal_shares", constrained=False)
