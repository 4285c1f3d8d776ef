"""Counting a round whose ballots were opened here, and publishing the result."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import MappingProxyType

from commonweal.errors import Fault
from commonweal.funding.box.opening import to_count
from commonweal.funding.rounds import read_rules
from commonweal.funding.spec import RuleSpec
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.counting import counted, publish_count
from commonweal.web.procedures.phases import phase_of, today
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import balloting, read


def count_round(round_id: str, *, at: datetime, actors: Actors) -> Entry:
    """Count the opened ballots of a round by its frozen rules and the lot that was drawn, and publish the result.

    Args:
        round_id: the round.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``result_provisional``; it may be challenged for as many days as the rules say.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the ballots were not opened, the lot was not drawn, or there is nothing to count.
        NotAccepted: where the verifier finds a fault.
    """
    return count_ahead(round_id, at=at, actors=actors)()


def ready_to_count(round_id: str, *, at: datetime, actors: Actors) -> str:
    """Refuse what can be refused without counting; give the lot that was drawn. What it takes is soon done.

    Raises:
        NotAllowed: as for :func:`count_round`; NotNow too.
    """
    check_right("count_round", actors, phase=phase_of(round_id, at), subject=round_id)
    lot = balloting.payload_of(round_id, "lot_drawn")
    if balloting.payload_of(round_id, "ballots_opened") is None:
        raise not_now("count_round", round_id, Fault("its ballots were not opened"))
    if lot is None:
        raise not_now("count_round", round_id, Fault("the lot that breaks ties was not drawn"))
    return str(lot["seed"])


def count_ahead(round_id: str, *, at: datetime, actors: Actors) -> Callable[[], Entry]:
    """Count, which may take its time, with nothing held; give what then publishes the count, and is soon done.

    Raises:
        NotAllowed: as for :func:`count_round`; NotNow and NotAccepted too.
    """
    seed = ready_to_count(round_id, at=at, actors=actors)
    rules = read_rules(read.rules_of(round_id))
    form = balloting.form_of(round_id)
    poll = to_count(form, balloting.opened_of(round_id, form), balloting.withdrawn(round_id)).poll
    if not poll.projects or not poll.voters:
        raise not_now("count_round", round_id, Fault("there is nothing to count"))
    options = MappingProxyType({**rules.spec.options, "seed": seed})
    count = counted(round_id, poll, RuleSpec(rules.spec.name, rules.spec.version, options))
    days = rules.held.days.challenge_days if rules.held else 0

    def publish() -> Entry:
        with one_act():
            # Counting takes its time and holds nobody up: whether it may be published is asked again here.
            check_right("count_round", actors, phase=phase_of(round_id, at), subject=round_id)
            return publish_count(count, challenge_until=today(at) + timedelta(days=days), at=at, actors=actors)

    return publish
