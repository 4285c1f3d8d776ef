"""Turning a confirmed result into awards, and each award into a promise that anyone can follow."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from commonweal.cycle.awards import undertakings
from commonweal.cycle.departures import Counsel, Departure, as_rows, awarded
from commonweal.delivery.undertakings import Undertaking
from commonweal.proposals.proposal import Proposal
from commonweal.record.entries import Entry
from commonweal.terms.money import Pence
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.interests import check_interests, touched
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import balloting, keep, read


def decide_awards(  # noqa: PLR0913 - all that an award says
    round_id: str,
    proposals: Iterable[Proposal],
    *,
    receiver: str,
    due: date,
    at: datetime,
    actors: Actors,
    departures: Sequence[Departure] = (),
) -> tuple[Entry, ...]:
    """Award the money of a round to the bodies whose projects were funded.

    Args:
        round_id: the round.
        proposals: those that stood on the ballot.
        receiver: the body that the promises are made to.
        due: the day by which the funded work is to be done.
        at: when.
        actors: who: two people.
        departures: where the board does otherwise than an advisory result, with the reason for each.

    Returns:
        The entry ``awards_decided``, then one ``undertaking_given`` for each award.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the result is not confirmed, or awards were decided already.
        InterestDeclared: where either person has an interest in a project that is funded or departed from, in its body
            or in a partner.
        DepartureRefused: where the result binds the board, or a departure has no reason or would cost too much.
        AwardWithoutProposal: where nobody proposed a funded project.
    """
    with one_act():
        check_right("decide_awards", actors, phase=phase_of(round_id, at), subject=round_id)
        selected = json.loads(read.count_of(round_id).files["result.json"])["selected"]
        proposals = tuple(proposals)
        counsel = _counsel(round_id, selected)
        concerned = {*selected, *(one.project for one in departures)}
        bodies = {one.id: one.organisation for one in proposals if one.id in concerned}
        check_interests("decide_awards", actors, [*touched(round_id, bodies), *bodies.values()])
        chosen = awarded(counsel, departures)
        promises = undertakings(round_id, chosen, proposals, receiver, due)
        awards = [
            {"project": project, "organisation": promise.giver, "pence": promise.award}
            for project, promise in zip(chosen, promises, strict=True)
        ]
        payload: dict[str, Any] = {
            "round": round_id,
            "awards": awards,
            "pence": sum(promise.award for promise in promises),
        }
        if departures:
            payload["departures"] = as_rows(counsel, departures)
        decided = keep.keep_entry(draft("awards_decided", at, actors, payload))
        return (decided, *(give(round_id, promise, at, actors) for promise in promises))


def _counsel(round_id: str, selected: Sequence[str]) -> Counsel:
    rules = read.rules_of(round_id)
    ballot = balloting.payload_of(round_id, "ballot_published") or {"projects": ()}
    gone = balloting.withdrawn(round_id)
    costs = {one["project"]: Pence(one["pence"]) for one in ballot["projects"] if one["project"] not in gone}
    advisory = rules.get("binding") == "advisory"
    return Counsel(round_id, advisory, selected, costs, Pence(rules.get("budget_pence", 0)))


def give(of: str, promise: Undertaking, at: datetime, actors: Actors) -> Entry:
    """Record a promise and keep it; the record must be held.

    Args:
        of: the round or the scored award that it comes from.
        promise: what is promised, by whom, to whom, and by when.
        at: when.
        actors: who decided the award.
    """
    said = promise.as_json()
    payload = {**{key: value for key, value in said.items() if key != "state"}, "round": of}
    entry = keep.keep_entry(draft("undertaking_given", at, Actors(actors.role), payload))
    keep.keep_undertaking(entry, of, said)
    return entry
