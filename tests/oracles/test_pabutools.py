"""pabutools, an independent program, funds the same in the same order: polls made here, and real elections."""

import pytest

from commonweal.formats import pabulib
from commonweal.formats.counts import count_files
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.samples.polls import sample_poll
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.funding import naive
from tests.oracles import facts, peer
from tests.oracles.elections import ALL, REFUSED, chosen

POLLS = [
    *(sample_poll(seed, 12, 150) for seed in range(300 if ALL else 6)),
    *(sample_poll(seed, 9, 80, "choose-1") for seed in range(40 if ALL else 3)),
    *(sample_poll(seed, 9, 80, "cumulative") for seed in range(40 if ALL else 4)),
    *(poll for poll in map(naive.small_poll, range(400 if ALL else 60)) if poll.vote_type == "approval"),
]


@pytest.mark.parametrize("kind", ["equal_shares cost", "equal_shares votes", "equal_shares points"])
def test_equal_shares_funds_the_same_in_the_same_order(kind):
    wrong = []
    for number, poll in enumerate(POLLS):
        if (poll.vote_type == "cumulative") == (kind == "equal_shares points"):
            ours = RULES["equal_shares"](poll, peer.spec_of(kind)).selected
            wrong += [number] if list(ours) != peer.funded(poll, kind) else []
    assert wrong == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_rising_share_funds_the_same():
    wrong = []
    for number, poll in enumerate(POLLS[:: 1 if ALL else 4]):
        step = 1 if poll.budget < 100 else 25
        kind = "equal_shares points" if poll.vote_type == "cumulative" else "equal_shares cost"
        # pabutools raises the share from a fraction, and stops once nothing more fits.
        utility = peer.KINDS[kind][1]
        settings = [*utility, "completion=add1-exhaustive", "start=rational", f"step={step}", "seed=2026"]
        ours = RULES["equal_shares"](poll, read_spec("equal_shares", settings)).selected
        wrong += [number] if list(ours) != peer.funded(poll, kind, step) else []
    assert wrong == []


@pytest.mark.parametrize("kind", ["greedy votes", "greedy votes_per_cost"])
def test_greedy_funds_the_same_in_the_same_order(kind):
    wrong = []
    for number, poll in enumerate(POLLS):
        if poll.vote_type != "cumulative":
            ours = RULES["greedy"](poll, peer.spec_of(kind)).selected
            wrong += [number] if list(ours) != peer.funded(poll, kind) else []
    assert wrong == []


@pytest.mark.real_data
def test_real_elections_are_counted_as_pabutools_counted_them(data_folder):
    """Source: the table of facts that ``python -m tests.oracles.facts`` writes."""
    told, wrong, compared = facts.kept(), [], 0
    for path in chosen(data_folder, 45, largest=3_000):
        data = path.read_bytes()
        if path.name in REFUSED:
            continue
        file_hash, by_kind = told[path.name]
        assert file_hash == facts.digest(data)
        poll = pabulib.read(data, path.name)
        for kind, (funded, order) in by_kind.items():
            name, _, vote_type = peer.KINDS[kind]
            read = peer.read_as(poll, vote_type)
            result = RULES[name](read, peer.spec_of(kind))
            compared += 1
            wrong += (
                [(path.name, kind)]
                if (len(result.selected), facts.of_order(result.selected)) != (funded, order)
                else []
            )
            # Nothing counts as agreeing that the verifier does not accept.
            wrong += [(path.name, kind, found) for found in check_published(Folder(count_files(read, result)))]
    assert wrong == []
    assert compared > 150


def test_the_table_of_facts_holds_three_hundred_elections_and_a_hundred_with_points_or_ranks():
    told = facts.kept()
    of_kind = {kind: sum(kind in by_kind for _, by_kind in told.values()) for kind in peer.KINDS}
    assert all(count >= 300 for kind, count in of_kind.items() if "points" not in kind and "borda" not in kind)
    assert of_kind["equal_shares points"] + of_kind["equal_shares borda"] >= 100
