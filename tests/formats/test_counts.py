"""The folder of one count: exact members, no floats, the same bytes for the same count."""

import json
from fractions import Fraction

import pytest

from commonweal.formats.counts import count_files
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.samples.polls import sample_poll
from tests.funding import naive


def files_of(poll, rule="equal_shares", *settings):
    return count_files(poll, RULES[rule](poll, read_spec(rule, settings)))


def test_a_folder_holds_exactly_what_lets_anyone_count_again():
    files = files_of(sample_poll(1, 6, 40))
    assert sorted(files) == [
        "certificate.json",
        "explanation.json",
        "explanation.txt",
        "manifest.json",
        "poll.pb",
        "result.json",
    ]


def test_the_result_says_what_the_command_promises():
    poll = Poll(
        (Project("a", "A", Fraction(5, 2)),), Fraction(3), "approval", grouped([Ballot((0,), voters=2)], "approval")
    )
    result = json.loads(files_of(poll, "greedy")["result.json"])
    assert result["selected"] == ["a"]
    assert (result["spent"], result["budget"], result["voters"]) == ("5/2", 3, 2)
    assert set(result["rule"]) == {"name", "version", "spec"}
    assert result["rule"]["spec"]["overflow"] == "skip"


def test_prices_are_exact_fractions():
    poll = Poll(
        (Project("a", "A", Fraction(5)),), Fraction(9), "approval", grouped([Ballot((0,), voters=3)], "approval")
    )
    certificate = json.loads(files_of(poll, "equal_shares", "utility=votes")["certificate.json"])
    assert certificate["winners"] == [{"by": "equal_shares", "price": "5/3", "project": "a"}]
    assert (certificate["share"], certificate["stop"]) == ("3/1", "no completion")


@pytest.mark.parametrize("seed", range(25))
def test_the_same_count_gives_the_same_bytes_and_no_float(seed):
    poll = naive.small_poll(seed)
    settings = naive.settings_for(seed, poll)
    first = files_of(poll, "equal_shares", *settings)
    assert first == files_of(naive.small_poll(seed), "equal_shares", *settings)
    for name, data in first.items():
        if name.endswith(".json"):
            json.loads(data, parse_float=pytest.fail)


def test_the_text_for_people_names_every_project_once():
    poll = sample_poll(2, 7, 30)
    text = files_of(poll)["explanation.txt"].decode()
    assert text.startswith("Synthetic poll 2\n\n30 people voted on 7 projects, with £")
    for project in poll.projects:
        assert text.count(f"\n{project.id}. {project.name} (") == 1
    assert text.index("\nFunded\n") < text.index("\nNot funded\n")
