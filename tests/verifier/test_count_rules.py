"""The verifier's own rules, on small polls, against the naive count."""

import pytest

from commonweal.formats import pabulib
from commonweal.funding.spec import read_spec
from commonweal.verifier.equal_shares import run, setting
from commonweal.verifier.greedy import greedy
from commonweal.verifier.poll import read_poll
from commonweal.verifier.reading import Folder
from tests.funding import naive


@pytest.mark.parametrize("seed", range(150))
def test_a_run_is_that_of_the_definition(seed):
    poll = naive.small_poll(seed)
    spec = read_spec("equal_shares", naive.settings_for(seed, poll))
    published, _ = read_poll(Folder({"poll.pb": pabulib.write(poll)}))
    share = poll.budget / poll.voters
    assert list(run(setting(published, spec.options), share)) == naive.one_run(poll, spec, share)


@pytest.mark.parametrize("seed", range(100))
def test_greedy_is_that_of_the_definition(seed):
    poll = naive.small_poll(seed)
    order, overflow = ("votes", "votes_per_cost")[seed % 2], ("skip", "stop")[seed // 2 % 2]
    spec = read_spec(
        "greedy", [f"order={order}", f"overflow={overflow}", f"minimum_support={seed % 4}", f"seed={seed}"]
    )
    published, _ = read_poll(Folder({"poll.pb": pabulib.write(poll)}))
    assert greedy(published, spec.options) == naive.greedy(poll, spec)
