"""EJR+ up to any project implies EJR up to any project, which pabutools, an independent program, checks over groups."""

import warnings

import pytest

from commonweal.funding.fairness import claims
from tests.funding import naive
from tests.oracles import peer

with warnings.catch_warnings():
    # It loads libraries that warn of their own future.
    warnings.simplefilter("ignore")
    from pabutools.analysis.justifiedrepresentation import is_EJR_any_approval
    from pabutools.election import Cost_Sat


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_outcome_without_a_claim_satisfies_the_weaker_axiom():
    held = 0
    for poll in map(naive.small_poll, range(120)):
        if poll.vote_type != "approval":
            continue
        instance, profile = peer.theirs(poll)
        for size in range(len(poll.projects) + 1):
            funded = list(range(size))
            if sum(poll.projects[k].cost for k in funded) <= poll.budget and not claims(poll, funded):
                ids = {poll.projects[k].id for k in funded}
                assert is_EJR_any_approval(instance, profile, Cost_Sat, [one for one in instance if one.name in ids])
                held += 1
    assert held > 20
