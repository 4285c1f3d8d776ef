"""Closing a round whose votes were cast elsewhere: counting them by the frozen rules, and publishing the result."""

from datetime import date, datetime

from commonweal.funding.poll import Poll
from commonweal.funding.rounds import read_rules
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.counting import counted, publish_count
from commonweal.web.procedures.phases import phase_of, require_day
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep, read


def close_round(
    round_id: str, poll: Poll, *, challenge_until: date, at: datetime, actors: Actors
) -> tuple[Entry, Entry]:
    """Count a round and publish what the count gives, once the verifier accepts it.

    Args:
        round_id: the round.
        poll: its projects, budget and ballots.
        challenge_until: the day until which the result may be challenged.
        at: when.
        actors: who: two people.

    Returns:
        The entries ``round_closed`` and ``result_provisional``.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the round's rules were not published, voting has not closed, or it was counted before.
        NotAccepted: where the verifier finds a fault.
    """
    check_right("close_round", actors, phase=phase_of(round_id, at), subject=round_id)
    rules = read_rules(read.rules_of(round_id))
    require_day("close_round", round_id, rules.closes, at)
    count = counted(round_id, poll, rules.spec)
    with one_act():
        # Counting takes its time and holds nobody up: whether it may be published is asked again here.
        check_right("close_round", actors, phase=phase_of(round_id, at), subject=round_id)
        closed = keep.keep_entry(draft("round_closed", at, actors, {"round": round_id, "ballots": poll.voters}))
        return closed, publish_count(count, challenge_until=challenge_until, at=at, actors=actors)
