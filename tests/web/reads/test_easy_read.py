"""Easy Read sheets: short sentences, one idea a line, and the facts of the round's own page."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonweal.formats.prose import prose
from commonweal.web.reads import easy_read
from commonweal.web.reads.easy_read import Sheet
from tests.web.pages.acting import page
from tests.web.pages.markup import faults_of
from tests.web.pages.voting.voter import at
from tests.web.procedures import rounds, voting

OPEN = date(2027, 3, 2)
VOTE, RESULT = "/decide/r1/easy-read/how-to-vote/", "/decide/r1/easy-read/what-was-decided/"
KINDS: dict[str, tuple[dict[str, Any], str]] = {
    "approval": ({}, "You can choose up to 2 projects."),
    "choose-1": ({"ballot": "choose-1", "most": 1}, "Choose one project."),
    "cumulative": ({"ballot": "cumulative", "points": 5}, "You have 5 points."),
    "ordinal": ({"ballot": "ordinal"}, "Write 1 beside the project that you want most."),
    "knapsack": ({"ballot": "knapsack"}, "Together they must not cost more than £300."),
}


def lines(sheet: Sheet | None) -> list[str]:
    assert sheet is not None
    return [prose().text(one) for part in sheet.parts for one in (part.heading, *part.lines, *part.listed)]


def counted(place: Path) -> None:
    rounds.opened()
    rounds.with_rules()
    rounds.counted()


@pytest.mark.parametrize("kind", KINDS)
def test_how_to_vote_says_what_the_rules_say_in_short_sentences(place_on_sqlite: Path, kind: str) -> None:
    rules, told = KINDS[kind]
    voting.voting(1, **rules)
    said = lines(easy_read.how_to_vote("r1", OPEN))
    assert told in said
    assert {"The first day is 1 March 2027.", "The last day is 14 March 2027."} <= set(said)
    assert "There is £300 for our area." in said
    longest = max(len(sentence.split()) for line in said for sentence in re.split(r"(?<=[.?:])\s", line))
    assert longest <= 11


def test_nothing_is_said_of_how_to_vote_where_nobody_votes_here(place_on_sqlite: Path) -> None:
    counted(place_on_sqlite)
    assert easy_read.how_to_vote("r1", OPEN) is None
    assert easy_read.how_to_vote("no", OPEN) is None
    assert easy_read.what_was_decided("no") is None


def test_after_the_close_it_says_that_voting_is_over(place_on_sqlite: Path) -> None:
    voting.voting(1)
    assert "Voting is over." in lines(easy_read.how_to_vote("r1", date(2027, 3, 15)))
    assert easy_read.what_was_decided("r1") is None


def test_a_vote_in_easy_read_is_linked_to_and_leads_to_the_ballot(
    place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, voting.OPEN)
    voting.voting(1)
    assert f'href="{VOTE}"' in page(Client().get("/decide/r1/"))
    assert f'href="/cy{VOTE}"' in page(Client().get("/cy/decide/r1/"))
    html = page(Client().get(VOTE))
    assert faults_of(html) == []
    assert "http://testserver/vote/r1/" in html
    assert '<html lang="cy">' in page(Client().get(f"/cy{VOTE}"))
    assert Client().get(RESULT).status_code == 404


def test_what_was_decided_has_each_project_where_its_page_has_it(stored_place: Path) -> None:
    from commonweal.web.reads import counted as counts
    from commonweal.web.reads import stored

    counted(stored_place)
    one = stored.round_of("r1")
    assert one is not None
    assert one.count is not None
    told = counts.counted(one.count).told["projects"]
    sheet = easy_read.what_was_decided("r1")
    assert sheet is not None
    by_heading = {prose().text(part.heading): [prose().text(line) for line in part.listed] for part in sheet.parts}
    for heading, funded in (("These projects get money", True), ("These projects get no money", False)):
        named = {each["name"] or each["id"] for each in told if each["funded"] is funded}
        assert {line.rpartition(":")[0] for line in by_heading.get(heading, [])} == named
    assert any("After that the result stands." in line for line in lines(sheet))
    html = page(Client().get(RESULT))
    assert faults_of(html) == []
    assert f'href="{RESULT}"' in page(Client().get("/decide/r1/"))
