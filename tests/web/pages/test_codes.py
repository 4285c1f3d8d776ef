"""No page shows a code of the record as it is written there: whoever reads in another language reads their own words.

The language here is made up: every letter of every sentence that is said bears a mark. Whatever still stands in plain
letters came as a figure, and is a code where it is one of those below.
"""

import re
from dataclasses import replace
from gettext import NullTranslations
from html import unescape
from pathlib import Path

import pytest

from commonweal.proposals.ideas import CHANNELS
from commonweal.record.kinds import ROLES
from commonweal.record.kinds.boards import INTERESTS
from commonweal.web.codes import CHANNEL_WORDS, INTEREST_WORDS, PHASE_WORDS, phase_called
from commonweal.web.rights import PHASES, Actors, wrong_phase
from commonweal.web.roles import ROLE_WORDS, each_called
from tests.web.pages import standing
from tests.web.pages.acting import page
from tests.web.pages.signed import client, person
from tests.web.pages.voting import officers

CODES = tuple(
    sorted({*(one for one in (*CHANNELS, *PHASES, *INTERESTS) if one not in {"web", "other"}), *ROLES} - {"board"})
)
"""Without two that are also ordinary words, and the board, which stands in names."""
PUBLIC = ("/", "/board/", "/decide/", "/record/")
OF_ROUND = (
    "/decide/{}/",
    "/decide/{}/proposals/",
    "/ideas/{}/",
    "/ideas/{}/new/",
    "/vote/{}/",
    "/decide/{}/challenge/",
)
DESK = ("/work/", "/work/invite-person/", "/work/declare-interest/", "/work/end-interest/", "/work/end-role/")


class Marked(NullTranslations):
    """A language that puts a mark on every letter of a sentence, and leaves its figures alone."""

    def gettext(self, message: str) -> str:
        return "".join(
            part if part.startswith("{") else re.sub(r"([A-Za-z])", "\\1\u0307", part)
            for part in re.split(r"(\{[^}]*\})", message)
        )

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    from commonweal.formats import prose
    from commonweal.web.reads import drawn

    made = prose.Prose()
    monkeypatch.setattr(made, "_messages", Marked())
    monkeypatch.setattr(prose, "_prose", lambda _: made)
    monkeypatch.setattr(drawn, "_PICTURES", {})


def codes_on(html: str) -> set[str]:
    """Give the codes that a page shows as they are written in the record."""
    main = html.split("<main", 1)[1].split("</main>", maxsplit=1)[0]
    shown = unescape(re.sub(r"<pre.*?</pre>|<code.*?</code>|<[^>]+>", " ", main, flags=re.DOTALL))
    # A refusal names the round that it is about, and the rounds here are called by their phase.
    shown = re.sub(r"\([a-z-]+\)", " ", shown)
    return {code for code in CODES if re.search(rf"(?<![\w\u0307-]){re.escape(code)}(?![\w\u0307-])", shown)}


def test_every_code_has_words() -> None:
    assert set(PHASE_WORDS) == set(PHASES)
    assert set(CHANNEL_WORDS) == set(CHANNELS)
    assert set(INTEREST_WORDS) == set(INTERESTS)
    assert set(ROLE_WORDS) == set(ROLES)
    assert str(each_called("board member + CVS worker")) == "board member + CVS worker"
    assert str(phase_called("voting")) == "voting"


def test_a_refusal_says_the_phase_in_words() -> None:
    (fault,) = wrong_phase("cast_ballot", "r1", "ideas open").faults
    assert fault.figures["phase"] is PHASE_WORDS["ideas open"]


def test_no_page_shows_a_code(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch, marked: None) -> None:
    from commonweal.web import clock

    stood = standing.stand()
    monkeypatch.setattr(clock, "now", lambda: standing.NOW)
    reader = client(person("board secretary", at=standing.NOW))
    rounds = tuple(standing.ROUNDS.values())[1:]
    addresses = [*PUBLIC, *DESK, *(one.format(name) for name in rounds for one in OF_ROUND)]
    for name in rounds:
        addresses += [f"/decide/{name}/proposals/{one}/" for one in stood.of("proposal", name)]
        addresses += [f"/work/round/{name}/", f"/work/queue/{name}/", f"/work/cast-ballot/{name}/"]
    found = {}
    for address in addresses:
        answer = reader.get(address)
        if "text/html" in answer.get("Content-Type", "") and answer.content and (codes := codes_on(page(answer))):
            found[address] = codes
    assert found == {}


def test_an_interest_and_an_idea_on_paper_are_told_in_words(place_on_sqlite: Path, marked: None) -> None:
    from django.test import Client

    from tests.web.procedures import boards, proposing

    proposing.begun(**officers.RULES)
    boards.appointed("p-1", name="Somebody")
    boards.declared()
    for number, channel in enumerate(CHANNELS):
        helper = "" if channel == "web" else "CVS worker"
        idea = replace(proposing.IDEA, title=f"Idea {number}", channel=channel, helper=helper)
        proposing.published(idea, Actors(helper or "resident"))
    for address in ("/board/", "/ideas/r1/", "/decide/r1/proposals/", "/record/"):
        answer = page(Client().get(address))
        assert codes_on(answer) == set(), address
        assert "\u0307" in answer
