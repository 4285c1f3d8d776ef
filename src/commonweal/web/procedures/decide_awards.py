"""Turning a confirmed result into awards, and each award into a promise that anyone can follow."""

import json
from collections.abc import Iterable
from datetime import date, datetime

from commonweal.cycle.awards import undertakings
from commonweal.delivery.undertakings import Undertaking
from commonweal.proposals.proposal import Proposal
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.interests import check_interests, touched
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, read


def decide_awards(
    round_id: str, proposals: Iterable[Proposal], *, receiver: str, due: date, at: datetime, actors: Actors
) -> tuple[Entry, ...]:
    """Award the money of a round to the bodies whose projects were funded.

    Args:
        round_id: the round.
        proposals: those that stood on the ballot.
        receiver: the body that the promises are made to.
        due: the day by which the funded work is to be done.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``awards_decided``, then one ``undertaking_given`` for each award.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the result is not confirmed, or awards were decided already.
        InterestDeclared: where either person has an interest in a funded project, its body or a partner.
        AwardWithoutProposal: where nobody proposed a funded project.
    """
    with one_act():
        check_right("decide_awards", actors, phase=phase_of(round_id, at), subject=round_id)
        selected = json.loads(read.count_of(round_id).files["result.json"])["selected"]
        proposals = tuple(proposals)
        funded = {one.id: one.organisation for one in proposals if one.id in selected}
        check_interests("decide_awards", actors, [*touched(round_id, funded), *funded.values()])
        promises = undertakings(round_id, selected, proposals, receiver, due)
        awards = [
            {"project": project, "organisation": promise.giver, "pence": promise.award}
            for project, promise in zip(selected, promises, strict=True)
        ]
        payload = {"round": round_id, "awards": awards, "pence": sum(promise.award for promise in promises)}
        decided = keep.keep_entry(draft("awards_decided", at, actors, payload))
        return (decided, *(_given(round_id, promise, at, actors) for promise in promises))


def _given(round_id: str, promise: Undertaking, at: datetime, actors: Actors) -> Entry:
    said = promise.as_json()
    payload = {**{key: value for key, value in said.items() if key != "state"}, "round": round_id}
    entry = keep.keep_entry(draft("undertaking_given", at, Actors(actors.role), payload))
    keep.keep_undertaking(entry, round_id, said)
    return entry
