"""The synthetic fund and the hostile poll: seeded, sound, and as hostile as they say."""

import pytest

from commonweal.formats.folders import write_folder
from commonweal.formats.fund_tables import PROPOSALS, read_fund_folder
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.samples.funds import FOR_THE_VOTE, SET_ASIDE, WHERE, hostile_poll, sample_fund


@pytest.mark.parametrize("seed", range(6))
def test_a_sample_is_sound_and_holds_whereabouts_to_hide(tmp_path, seed):
    files = sample_fund(seed)
    write_folder(tmp_path / "fund", files)
    folder = read_fund_folder(tmp_path / "fund")
    assert (folder.fund.for_the_vote, folder.fund.set_aside) == (FOR_THE_VOTE, SET_ASIDE)
    assert {one.sensitive for one in folder.requests["protected"].proposals} == {True, False}
    assert set(WHERE) <= set(files[PROPOSALS].decode("utf-8").splitlines()[0].split(","))


def test_the_same_seed_gives_the_same_fund_and_another_gives_another():
    assert sample_fund(1) == sample_fund(1) != sample_fund(2)
    assert hostile_poll(1, FOR_THE_VOTE) == hostile_poll(1, FOR_THE_VOTE) != hostile_poll(2, FOR_THE_VOTE)


@pytest.mark.parametrize("seed", range(3))
def test_nineteen_of_twenty_voters_support_only_other_projects(seed):
    poll = hostile_poll(seed, FOR_THE_VOTE)
    protected = {k for k, project in enumerate(poll.projects) if project.id.startswith("s")}
    hostile = sum(ballot.voters for ballot in poll.ballots if protected.isdisjoint(ballot.choices))
    assert (hostile, poll.voters) == (950, 1_000)
    assert not [
        id_ for id_ in RULES["greedy"](poll, read_spec("greedy", ["seed=drawn"])).selected if id_.startswith("s")
    ]
