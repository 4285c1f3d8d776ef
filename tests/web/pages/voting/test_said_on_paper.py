"""What is said about each project, on paper: as much as on the screen, and never on what goes into the envelope."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from commonweal.proposals.statements import Statement
from commonweal.terms.sentences import say
from tests.web.pages.markup import faults_of
from tests.web.pages.signed import client, person
from tests.web.pages.voting import officers
from tests.web.pages.voting.officers import OPEN, Officers, with_ballot
from tests.web.pages.voting.voter import at, page
from tests.web.procedures import proposing, voting

SAID = (
    Statement("specialist statement", "The drains were looked at.", "org-7"),
    Statement("displacement note", "Cars may park further on.", "", ("Hilltop",)),
    Statement("support partner", "We help whoever comes.", "org-8"),
)
SHEETS = ("letters", "/work/round/r1/paper/", "/work/round/r1/said/")


@pytest.fixture
def ready(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Officers:
    from commonweal.web.procedures.add_statement import add_statement
    from commonweal.web.store import proposed

    at(monkeypatch, officers.BEFORE)
    made = officers.reviewed()
    first = proposed.proposals("r1")[0].proposal.id
    for one in SAID:
        add_statement("r1", first, one, at=proposing.FIFTH, actors=proposing.SECRETARY)
    with_ballot(made)
    return made


def letters(people: Officers) -> str:
    given = {"by": "post", "whom": "named", "numbers": "1 2", "contact": "Ring 01632 960000."}
    return page(people.returning.post("/work/issue-codes/r1/", given))


def sheets(people: Officers, which: str) -> str:
    return letters(people) if which == "letters" else page(people.returning.get(which))


def parts(html: str, name: str) -> list[str]:
    """Give the text of each sheet or part of one that bears a class of its own."""
    found = re.findall(rf'<div class="{name}">(.*?)</div>\s*</section>', html, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in found]


@pytest.mark.parametrize("which", SHEETS)
def test_paper_says_all_that_the_screen_says_of_each_project_in_its_order(ready: Officers, which: str) -> None:
    from commonweal.formats.prose import prose
    from commonweal.web.reads.ballot_paper import ballot_paper

    html = sheets(ready, which)
    assert [fault for fault in faults_of(html) if fault not in {"0 <header>", "0 <footer>"}] == []
    known = ballot_paper("r1")
    assert known is not None
    assert len(known.projects[0].statements) == len(SAID) + 2
    said = parts(html, "said")
    assert len(said) == (2 if which == "letters" else 1)
    for text in said:
        rest = text
        for project in known.projects:
            cost = prose().text(say("{cost}", cost=project.cost))
            wanted = [f"{project.number} {project.title}", cost, project.organisation, project.summary]
            for one in project.statements:
                wanted += [prose().text(one.heading), one.organisation, one.areas, one.words]
            for words in filter(None, wanted):
                assert words in rest, words
                rest = rest[rest.index(words) + len(words) :]


def test_what_the_screen_shows_beside_a_choice_is_what_the_paper_shows(
    ready: Officers, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = letters(ready)
    code = re.findall(r'<p class="code">([^<]*)</p>', html)[0]
    at(monkeypatch, OPEN)
    screen = page(Client().post("/vote/r1/", {"go": "open", "code": code}))
    for part in (r'<p class="(?:summary|by)">(.*?)</p>', r"<h[34]>([^<]*)</h[34]>"):
        shown = re.findall(part, screen, re.DOTALL)
        assert len(shown) > 3
        assert {one for one in shown if one not in html} == set()


@pytest.mark.parametrize("which", SHEETS[:2])
def test_the_ballot_that_goes_into_the_envelope_bears_none_of_it(ready: Officers, which: str) -> None:
    html = sheets(ready, which)
    ballots = [one.split("</section>")[0] for one in html.split('class="paper-ballot"')[1:]]
    assert len(ballots) == (2 if which == "letters" else 1)
    for words in ("The drains", "Good: Tea", "Dear: Tea", "What is said"):
        assert not any(words in one for one in ballots)
    assert "Keep it: it goes into no envelope." in html
    assert "Print on one side only" in html


def test_a_withdrawn_project_of_which_nothing_is_said_says_both(
    place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, voting.OPEN)
    voting.voting()
    voting.withdraw("a")
    html = page(client(person("returning officer", at=voting.OPEN)).get("/work/round/r1/said/"))
    first, *others = html.split('<div class="project">')[1:]
    assert "Whoever put it forward took it back." in first
    assert not any("took it back" in one for one in others)
    assert html.count("Nothing more was said about it.") == 1 + len(others) == len(voting.PROJECTS)


def test_who_saves_paper_prints_it_apart_from_the_letters(ready: Officers) -> None:
    html = letters(ready)
    assert 'type="checkbox" id="with" checked' in html
    assert html.count('<section class="sheet with">') == 2
    assert 'href="/work/round/r1/said/"' in html
    assert "What is said about each project, by itself" in page(ready.returning.get("/work/round/r1/"))
    assert ready.returning.get("/work/round/no/said/").status_code == 404
    assert Client().get("/work/round/r1/said/").status_code == 302
