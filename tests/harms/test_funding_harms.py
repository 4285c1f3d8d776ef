"""Harms of a count: figures that look surer than they are, and ballots that take more than their due."""

import json
import re

import pytest

from commonweal.errors import PollFaults
from commonweal.formats import pabulib
from commonweal.formats.counts import count_files
from commonweal.formats.prose import prose
from commonweal.funding.explain import explain
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.samples.polls import sample_poll

CLAIM = re.compile(r"\b(?:would have|more votes?|nearly|almost|only just)\b")


def test_sums_are_told_to_the_hundredth_and_kept_exactly_beside():
    poll = sample_poll(8, 12, 97)
    result = RULES["equal_shares"](poll, read_spec("equal_shares", ["utility=votes", "seed=drawn"]))
    told = json.loads(count_files(poll, result)["explanation.json"])
    paid = [project for project in told["projects"] if project["each"]]
    assert any("/" in project["each"] and not project["each"].endswith("/1") for project in paid)
    for project in told["projects"]:
        for sentence in project["sentences"]:
            assert not re.search(r"\.\d{3}", sentence["text"]), sentence["text"]


def test_no_sentence_claims_how_many_votes_were_missing():
    """Under Equal Shares more votes can do harm; a number that no recount has checked is never said."""
    for seed in range(6):
        poll = sample_poll(seed, 10, 60)
        for rule in RULES:
            explained = explain(poll, RULES[rule](poll, read_spec(rule, ["seed=drawn"])))
            for account in explained.projects:
                said = " ".join(prose().text(sentence) for sentence in account.sentences)
                assert not CLAIM.search(said), said


@pytest.mark.parametrize(
    ("kind", "vote", "said"),
    [
        ("approval", "1,2,3", "more than the 2 allowed"),
        ("approval", "1,1", "more than once"),
        ("choose-1", "1,2", "more than the 1 allowed"),
        ("cumulative", "1,2;5,5", "more than the 6 allowed"),
    ],
)
def test_a_ballot_that_takes_more_than_its_due_is_refused_by_line(kind, vote, said):
    columns = "voter_id;vote;points" if kind == "cumulative" else "voter_id;vote"
    meta = f"META\nkey;value\nbudget;9\nvote_type;{kind}\nmax_length;2\nmax_sum_points;6\n"
    text = f"{meta}PROJECTS\nproject_id;cost\n1;2\n2;3\n3;4\nVOTES\n{columns}\n7;{vote}\n"
    with pytest.raises(PollFaults, match=f"line 14, .*{said}"):
        pabulib.read(text.encode())
