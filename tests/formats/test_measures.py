"""The file of the measures: exact figures of every project, and an explanation that says what would have helped."""

import json
from fractions import Fraction

import pytest

from commonweal.formats.counts import count_files
from commonweal.formats.folders import sha256_of
from commonweal.formats.measures import read_who
from commonweal.funding.ballots import Ballot
from commonweal.funding.measures import measures
from commonweal.samples.polls import sample_poll
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.funding.polls import counted, poll_of


def files_of(kind="approval", **settings):
    poll = sample_poll(2, 8, 60, kind)
    result = counted(poll, "greedy")
    made = measures(poll, result, **{"draws": 10, "recounts": 60, **settings})
    return poll, made, count_files(poll, result, made=made)


@pytest.mark.parametrize("kind", ["approval", "choose-1", "cumulative", "ordinal"])
def test_a_measured_count_is_accepted_and_the_same_each_time(kind):
    _, _, files = files_of(kind)
    assert check_published(Folder(files)) == []
    assert files_of(kind)[2] == files


def test_the_figures_are_those_of_the_measures():
    poll, made, files = files_of()
    told = json.loads(files["measures.json"])
    assert told["poll"] == sha256_of(files["poll.pb"])
    assert [claim["project"] for claim in told["claims"]] == [poll.projects[c.project].id for c in made.claims]
    assert [one["funded"] for one in told["robustness"]["projects"]] == list(made.robustness.funded)
    levers = {one["id"]: one for one in told["levers"]["projects"]}
    for k, lever in made.levers.by_project.items():
        said = levers[poll.projects[k].id]
        assert (said["supporters"], said["tried"], said["finished"]) == (lever.supporters, lever.tried, lever.finished)
        assert said["cost"] == lever.cost
    assert sum(one["voters"] for one in told["portions"]) == poll.voters
    assert [one["name"] for one in told["others"]] == [one.name for one in made.others]


def test_the_explanation_says_what_would_have_funded_a_project():
    _, made, files = files_of()
    found = [lever.supporters for lever in made.levers.by_project.values() if lever.supporters]
    assert found
    for number in found:
        assert f"{number:,} more voter" in files["explanation.txt"].decode("utf-8")


def test_a_count_that_was_not_measured_has_no_such_file():
    poll = sample_poll(2, 8, 60)
    assert "measures.json" not in count_files(poll, counted(poll, "greedy"))


def split(rule, *settings):
    ballots = [Ballot((0, 2, 3), voters=6), Ballot((1,), voters=4)]
    costs = [Fraction(241, 4), 40, Fraction(161, 4), 10]
    poll = poll_of(costs, ballots, 111, areas=["Hill", "Quay", "Hill", ""])
    result = counted(poll, rule, *settings)
    made = measures(poll, result, draws=2, recounts=4, costs=False)
    return made, count_files(poll, result, made=made)


def test_who_gets_what_is_exact_and_read_back():
    made, files = split("equal_shares", "utility=cost")
    told = json.loads(files["measures.json"])["who"]
    assert any("/" in str(one["asked"]) for one in told)
    assert read_who(told) == (made.who, made.who_by_votes)
    for one in told:
        assert Fraction(one["spent"]) - Fraction(one["by_votes"]["spent"]) == Fraction(one["by_votes"]["more"])
    result = json.loads(files["result.json"])
    assert sum(Fraction(one["spent"]) for one in told) == Fraction(result["spent"])
    text = files["explanation.txt"].decode("utf-8")
    assert "Who gets what\n-------------\nAgainst most votes alone, Quay gains most (£40 more)" in text
    assert "\nHill: £" in text


def test_where_votes_decided_nothing_is_set_beside():
    made, files = split("greedy", "seed=1")
    told = json.loads(files["measures.json"])["who"]
    assert read_who(told) == (made.who, None)
    assert "Against most votes alone" not in files["explanation.txt"].decode("utf-8")


def test_a_poll_without_areas_says_nothing_of_them_in_its_text():
    assert "Who gets what" not in files_of()[2]["explanation.txt"].decode("utf-8")
