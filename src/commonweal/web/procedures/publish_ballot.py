"""Publishing what stands on a ballot: the shortlist as the reviews made it, and the key that ballots are sealed to."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from commonweal.errors import Fault, NoBox
from commonweal.funding.countable import require_countable
from commonweal.funding.rounds import Held, read_rules
from commonweal.proposals.proposal import Proposal
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.interests import check_interests, touched
from commonweal.web.procedures.phases import phase_of, today
from commonweal.web.procedures.shortlisting import require_before_ballot, require_shortlist, shortlisted
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import balloting, keep, proposed, read


def publish_ballot(round_id: str, *, at: datetime, actors: Actors) -> Entry:
    """Publish the ballot of a round: from then on nothing is put on it, taken off it or changed.

    Voting opens and closes on the days of the rules; where the opening day has passed, it opens today, for as long as
    the rules give it.

    Args:
        round_id: the round.
        at: when.
        actors: who: two people, neither with an interest in a proposal on it.

    Returns:
        The entry ``ballot_published``.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where ideas are still taken, the ballot was published before, or nothing stands on it.
        ShortlistOpen: where a proposal still waits for something.
        NoBox: where no key was registered.
        BallotUncountable: where nobody could fill the ballot in, or the frozen rule could never count it.
        InterestDeclared: where either person has an interest in a proposal, in whoever put it forward, or in a partner.
    """
    with one_act():
        check_right("publish_ballot", actors, phase=phase_of(round_id, at), subject=round_id)
        require_before_ballot("publish_ballot", round_id)
        listed = shortlisted(round_id, at).listed
        check_interests("publish_ballot", actors, touched(round_id, [one.id for one in listed]))
        require_shortlist(round_id, {one.id: (one.title, int(one.cost)) for one in listed}, at)
        if not listed:
            raise not_now("publish_ballot", round_id, Fault("no proposal may stand on it"))
        key = balloting.key_of(round_id)
        if not key:
            raise NoBox(Fault("no key was registered"), round=round_id)
        rules = read_rules(read.rules_of(round_id))
        held = rules.held
        if held is None:
            raise not_now("publish_ballot", round_id, Fault("its votes are cast elsewhere"))
        payload: dict[str, Any] = {
            "round": round_id,
            "projects": _projects(round_id, listed),
            "key": key,
            **_days(held, today(at)),
            "shares": 3,
            "needed": 2,
        }
        require_countable(balloting.form_from(rules.as_json(), payload["projects"]), rules.spec, round_id)
        return keep.keep_entry(draft("ballot_published", at, actors, payload))


def _projects(round_id: str, listed: Iterable[Proposal]) -> list[dict[str, Any]]:
    """Write what stands on the ballot, with the groups that caps and floors speak of; what is not said is left out."""
    kinds = {one.proposal.id: one.category for one in proposed.proposals(round_id)}
    return [
        {"project": one.id, "title": one.title, "pence": int(one.cost)}
        | {
            name: said
            for name, said in (
                ("neighbourhood", one.neighbourhood),
                ("category", kinds[one.id]),
                ("group", one.group),
            )
            if said
        }
        for one in listed
    ]


def _days(held: Held, now: date) -> dict[str, str]:
    opens, closes = held.days.opens, held.days.closes
    late = max((now - opens).days, 0)
    return {
        "opens": max(opens, now).isoformat(),
        "closes": date.fromordinal(closes.toordinal() + late).isoformat(),
    }
