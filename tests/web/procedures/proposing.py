"""A round in which ideas and proposals are put forward: ideas in the first ten days of November, then the review."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from commonweal.proposals.ideas import Idea
from commonweal.proposals.questions import form_for
from commonweal.proposals.review import Found
from commonweal.proposals.submission import Submission
from commonweal.terms.money import Pence
from commonweal.web.rights import Actors
from tests.web.procedures import rounds

RULES: dict[str, Any] = {
    "round": "r1",
    "title": "A small round",
    "rule": "greedy",
    "version": 1,
    "spec": {},
    "ideas_from": "2026-11-01",
    "ideas_until": "2026-11-10",
    "opens": "2026-12-10",
    "closes": "2026-12-20",
    "appeal_days": 14,
}
RESIDENT, PROPOSER = Actors("resident"), Actors("proposer")
CVS = Actors("CVS worker", person="p-cvs")
OFFICER = Actors("council officer", person="p-off")
SECRETARY = Actors("board secretary", person="p-sec")
OTHERS = Actors("board secretary", "board member", "p-sec", "p-mem")
"""Two people, neither of whom reviews here."""
IDEA = Idea("A bench by the stop", "So that people can wait sitting.", "web", "residents", "", "Quayside")
WEIGHED = Found("eligibility", "ineligible", "outside-place", "The stop lies beyond the boundary.")


def day(number: int, month: int = 11) -> datetime:
    return datetime(2026, month, number, 12, tzinfo=UTC)


FOURTH, FIFTH, LAST = day(4), day(5), day(30)


def begun(**rules: Any) -> None:
    """Open the place and freeze the rules of a round."""
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.store import keep

    rounds.opened()
    told = {**RULES, **rules}
    with one_act():
        entry = keep.keep_entry(draft("rules_published", rounds.hour(1), Actors("board secretary"), told))
        keep.keep_poll(entry, told["round"], told)


def submission(title: str = "Tea on Tuesdays", pence: int = 250_000, **more: Any) -> Submission:
    answers = {one.id: "Answered as it is." for one in form_for(Pence(pence))}
    return Submission(
        title, "Tea and company.", "o1", Pence(pence), answers={**answers, **more.pop("answers", {})}, **more
    )


def put_forward(idea: Idea = IDEA, actors: Actors = RESIDENT, **more: Any) -> Any:
    from commonweal.web.procedures.submit_idea import submit_idea

    return submit_idea("r1", idea, at=day(2), actors=actors, **more)


def published(idea: Idea = IDEA, actors: Actors = RESIDENT) -> str:
    """Put an idea forward and publish it; give its identifier."""
    from commonweal.web.procedures.publish_idea import publish_idea

    ticket = put_forward(idea, actors)
    publish_idea("r1", ticket.id, at=day(3), actors=SECRETARY)
    return str(ticket.id)


def proposed(title: str = "Tea on Tuesdays", actors: Actors = PROPOSER, at: datetime = FOURTH, **more: Any) -> Any:
    from commonweal.web.procedures.submit_proposal import submit_proposal

    return read("r1", submit_proposal("r1", submission(title, **more), contact="at the hub", at=at, actors=actors), at)


def read(round_id: str, ticket: Any, at: datetime) -> Any:
    """Have somebody read a proposal, or a change of one, that waits; give its ticket with the name it then has."""
    from commonweal.web.procedures.publish_proposal import publish_proposal
    from commonweal.web.store.unread import unread_of

    if unread_of(ticket.id) is None:
        return ticket
    entry = publish_proposal(round_id, ticket.id, at=at, actors=SECRETARY)
    return replace(ticket, id=entry.payload["proposal"])


def reviewed(name: str, *found: Found, at: datetime = FIFTH, actors: Actors = OFFICER) -> Any:
    from commonweal.web.procedures.review_proposal import review_proposal

    return [review_proposal("r1", name, one, at=at, actors=actors) for one in found][-1]


FOR_IT = (Found("eligibility", "eligible"), Found("feasibility", "feasible"))


def ballot(*projects: tuple[str, str, int], at: datetime = LAST) -> None:
    """Publish the ballot, as its own procedure does once the shortlist lets it."""
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.procedures.shortlisting import require_shortlist
    from commonweal.web.store import keep

    require_shortlist("r1", {name: (title, pence) for name, title, pence in projects}, at)
    payload = {
        "round": "r1",
        "projects": [{"project": name, "title": title, "pence": pence} for name, title, pence in projects],
        "key": "ab" * 32,
        "opens": "2026-12-10",
        "closes": "2026-12-20",
    }
    with one_act():
        keep.keep_entry(draft("ballot_published", at, Actors("returning officer", "council officer"), payload))


def stand(name: str) -> str:
    from commonweal.web.store import proposed as store

    return store.proposal("r1", name).course.state


def last() -> Any:
    from commonweal.web.reads import stored

    return stored.entries()[-1]


def later(start: datetime, days: int) -> datetime:
    return start + timedelta(days=days)
