"""What is private, drafted or not yet read is on no page, in no file and on no desk but where it belongs."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from commonweal.proposals.ideas import Idea
from tests.web.pages import signed, standing
from tests.web.pages.crawl import MAIN, Seen, crawled
from tests.web.procedures import proposing, rounds, voting

OPEN_ROUND = "ideas-open"
PERSONAL = {
    "an idea that nobody read": "Lanterns along the quay",
    "its words": "Because the quay is dark",
    "how to reach whoever has it": "the third boat on the left",
    "how to reach a proposer": "above the ropemaker",
    "an answer to a reviewer's question": "Two adults stay until nine",
    "a concern": "He locks her in",
    "where it is": "behind the cannery",
    "how to reach whoever raised it": "only while the ferry is out",
    "somebody on the register": "Registered Somebody",
    "where they live": "9 Ropewalk",
}
"""What only those see whose work it is, and an auditor or a steward never."""
IN_HAND = {
    "the rules of a drafted round": "A round that is only drafted",
    "an agenda that is prepared": "An agenda that is only prepared",
    "whoever is invited": "Invited Somebody",
    "where they are reached": "invited@example.org",
    "what waits for a second person": "Decision that waits for a second person",
    "why an act was declined": "Declined since the sums differ",
}
"""What those see who act, and the public does not."""


@pytest.fixture
def stood(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> standing.Stood:
    from commonweal.web import clock

    del place_on_sqlite
    stood = standing.stand()
    monkeypatch.setattr(clock, "now", lambda: standing.NOW)
    _written_in_private()
    _in_hand()
    return stood


def _written_in_private() -> None:
    from commonweal.web.procedures.raise_urgent import raise_urgent
    from commonweal.web.procedures.submit_idea import submit_idea
    from commonweal.web.procedures.submit_proposal import submit_proposal
    from commonweal.web.procedures.take_register import take_register
    from commonweal.web.rights import Actors

    at, told = standing.NOW, PERSONAL
    idea = Idea(told["an idea that nobody read"], told["its words"], "web", "residents", "", "")
    reached = told["how to reach whoever has it"]
    submit_idea(OPEN_ROUND, idea, contact=reached, at=at, actors=proposing.RESIDENT)
    put = proposing.submission("Soup", pence=20_000, answers={"safe": told["an answer to a reviewer's question"]})
    reached = told["how to reach a proposer"]
    submit_proposal(OPEN_ROUND, put, contact=reached, at=at, actors=proposing.PROPOSER)
    place, reached = told["where it is"], told["how to reach whoever raised it"]
    raise_urgent(told["a concern"], place=place, contact=reached, at=at, actors=Actors("resident"))
    rows = [["number", "name", "address", "area"]]
    rows += [["901", told["somebody on the register"], told["where they live"], ""]]
    take_register("review", rows, at=at, actors=voting.pair("take_register"))


def _in_hand() -> None:
    import json
    from dataclasses import replace

    from commonweal.web.procedures import waiting
    from commonweal.web.procedures.call_meeting import Meeting
    from commonweal.web.procedures.draft_meeting import draft_meeting
    from commonweal.web.procedures.draft_round import draft_round
    from commonweal.web.procedures.invite_person import invite_person
    from commonweal.web.reads.who import Appointment, Begun
    from commonweal.web.rights import Actors, actors_of

    at, told = standing.NOW, IN_HAND
    rules = replace(rounds.held_rules("second-draft"), title=told["the rules of a drafted round"])
    draft_round(rules, at=at, actors=actors_of("draft_round"))
    meeting = Meeting("prepared", at.date() + timedelta(days=9), agenda=(told["an agenda that is prepared"],))
    draft_meeting(meeting, actors=Actors("board secretary"))
    email, name = told["where they are reached"], told["whoever is invited"]
    invite_person(email, name, Appointment("auditor"), token="t" * 40, at=at, actors=Actors("steward"))
    seat = signed.person("board secretary", at=at)
    form = json.dumps({"title": [told["what waits for a second person"]]})
    for reason in ("", told["why an act was declined"]):
        number = waiting.begin(Begun("take_decision", "", form, "board secretary", seat), at=at)
        if reason:
            waiting.decline(number, reason=reason, seat=seat, at=at)


def told_in(pages: dict[str, Seen], *wanted: dict[str, str]) -> list[str]:
    """Give what of all that is wanted stands on which page, also inside what is packed."""
    found = []
    for address, seen in pages.items():
        text = "".join(_unpacked(seen.body)) if seen.kind == "application/zip" else seen.text
        found += [f"{address}: {what}" for words in wanted for what, said in words.items() if said in text]
    return found


def _unpacked(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]


def _asked_for(*places: str) -> list[str]:
    """Give addresses that somebody could guess: of every round and of one that is only drafted."""
    return [
        f"/{place}/{name}/"
        for place in places
        for name in (*(name for _, name in standing.standings()), "second-draft")
    ]


def test_nothing_private_or_drafted_is_on_any_public_page_or_in_any_file(stood: standing.Stood) -> None:
    from commonweal.web.reads import downloads

    pages = crawled(Client(), [*MAIN, *_asked_for("decide", "ideas", "vote")])
    assert len(pages) > 150
    assert told_in(pages, PERSONAL, IN_HAND) == []
    whole = {name: Seen(200, "", data) for name, data in downloads.whole_bundle().items()}
    assert told_in(whole, PERSONAL, IN_HAND) == []


def test_whoever_runs_the_software_or_audits_sees_nothing_personal_and_those_whose_work_it_is_do(
    stood: standing.Stood,
) -> None:
    from commonweal.web.pages.work.acts import href
    from commonweal.web.pages.work.every_act import ACTS

    acts = [href(act) for act in ACTS.values() if not act.about]
    acts += [href(act, ("review",)) for act in ACTS.values() if act.about == ("round",)]
    beginnings = ["/work/", "/work/urgent/", *acts, *_asked_for("work/queue", "work/round")]
    seen = {
        role: crawled(signed.sign_in(role, at=standing.NOW), beginnings, within="/work/")
        for role in ("steward", "auditor", "CVS worker", "board secretary")
    }
    for role in ("steward", "auditor"):
        assert told_in(seen[role], PERSONAL) == [], role
    # What is looked for is there to be seen.
    queue, desk = (told_in(seen[role], PERSONAL, IN_HAND) for role in ("CVS worker", "board secretary"))
    assert {one.partition(": ")[2] for one in queue} >= {"an idea that nobody read", "its words", "a concern"}
    prepared = told_in(
        crawled(
            signed.sign_in("board secretary", at=standing.NOW),
            ["/work/change-meeting/prepared/"],
            within="/work/change-m",
        ),
        IN_HAND,
    )
    assert prepared
    assert {one.partition(": ")[2] for one in desk} >= {"the rules of a drafted round"}
