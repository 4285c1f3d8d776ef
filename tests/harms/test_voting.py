"""Harms of a vote: groups outvoted, the vote gamed, and voters watched."""

import json
from fractions import Fraction

import pytest

from commonweal.errors import CommonwealError
from commonweal.formats import pabulib
from commonweal.formats.counts import count_files
from commonweal.funding.explain import explain
from commonweal.funding.poll import Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.samples.polls import hard_poll, sample_poll

PROJECTS = [Project(f"p{k}", f"Project {k}", Fraction(5_000 + 1_000 * (k % 7 if k < 40 else 0))) for k in range(48)]
MINORITIES = {
    "people with a learning disability": ["p40", "p41", "p42", "p43", "p44"],
    "people who use drugs": ["p45", "p46", "p47"],
}


def selected(poll, rule, *settings):
    return set(RULES[rule](poll, read_spec(rule, ["seed=drawn", *settings])).selected)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_minority_that_greedy_leaves_with_nothing_is_heard_under_equal_shares(seed):
    hard = hard_poll(seed, PROJECTS, MINORITIES, voters=1_000)
    by_votes = selected(hard.poll, "greedy")
    by_shares = selected(hard.poll, "equal_shares", "utility=cost", "completion=add1", "step=1")
    for minority in hard.minorities:
        assert by_votes.isdisjoint(minority.projects), minority.name
        assert by_shares & set(minority.projects), minority.name


def test_a_hostile_majority_that_votes_as_one_cannot_take_every_share():
    """Everybody else agrees on one list with the highest turnout; a sixth of the voters still gets its sixth."""
    poll = pabulib.read(
        pabulib_text(
            [("m", 4_000, 50), ("n", 4_000, 50), ("o", 4_000, 50), ("own", 1_500, 10)],
            budget=9_000,
            ballots=[("m,n,o", 50), ("own", 10)],
        )
    )
    assert "own" not in selected(poll, "greedy")
    assert "own" in selected(poll, "equal_shares", "utility=cost")


def pabulib_text(projects, budget, ballots):
    lines = ["META", "key;value", "description;x", "country;x", "unit;x", "instance;x", "vote_type;approval"]
    lines += [f"budget;{budget}", f"num_projects;{len(projects)}", f"num_votes;{sum(n for _, n in ballots)}"]
    lines += ["rule;greedy", "date_begin;2026", "date_end;2026", "PROJECTS", "project_id;cost;votes;name"]
    lines += [f"{id_};{cost};{votes};{id_}" for id_, cost, votes in projects]
    lines += ["VOTES", "voter_id;vote"]
    each = [vote for vote, n in ballots for _ in range(n)]
    lines += [f"{k};{vote}" for k, vote in enumerate(each)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def test_a_voter_who_stands_twice_in_the_file_is_refused_by_line():
    once = pabulib_text([("a", 10, 2), ("b", 20, 1)], 30, [("a", 1), ("a,b", 1)])
    twice = once.replace(b"\n1;a,b\n", b"\n0;a,b\n")
    with pytest.raises(CommonwealError) as refused:
        pabulib.read(twice, "poll.pb")
    assert [fault.line for fault in refused.value.faults] == [twice.count(b"\n")]


def test_nothing_published_of_a_count_links_a_choice_to_a_person():
    poll = sample_poll(4, 8, 60)
    head, _, votes = pabulib.write(poll).decode("utf-8").partition("VOTES\n")
    columns, *ballots = votes.splitlines()
    marked = [f"{columns};age;sex;neighbourhood"]
    marked += [f"resident-{900 + k}{line[line.index(';') :]};{31 + k};F;Quayside" for k, line in enumerate(ballots)]
    named = pabulib.read((head + "VOTES\n" + "\n".join(marked) + "\n").encode("utf-8"))
    result = RULES["greedy"](named, read_spec("greedy"))
    published = count_files(named, result, explain(named, result))
    everything = b"\n".join(published.values())
    assert b"resident-" not in everything
    assert b"Quayside" not in everything
    assert b";F;" not in everything
    cast = published["poll.pb"].decode("utf-8").partition("VOTES\n")[2].splitlines()[1:]
    choices = [line.partition(";")[2] for line in cast]
    assert [line.partition(";")[0] for line in cast] == [str(n) for n in range(1, len(cast) + 1)]
    assert choices == sorted(choices, key=choices.index), "the order of ballots would tell who came when"
    reversed_order = pabulib.read((head + "VOTES\n" + "\n".join([marked[0], *marked[:0:-1]]) + "\n").encode("utf-8"))
    assert pabulib.write(reversed_order) == pabulib.write(named)


def test_how_many_voted_and_how_many_go_without_stands_beside_the_result():
    """A small turnout cannot be presented as the consent of a place."""
    poll = sample_poll(6, 10, 75)
    result = RULES["greedy"](poll, read_spec("greedy"))
    files = count_files(poll, result, explain(poll, result))
    assert json.loads(files["result.json"])["voters"] == 75
    assert "75" in files["explanation.txt"].decode("utf-8")
