"""Freezing the rules of a round, before anything is put forward or counted."""

from datetime import datetime

from commonweal.errors import Fault, NotOnRecord, nearest
from commonweal.funding.rounds import RoundRules
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.floors import require_round_floors
from commonweal.web.procedures.frozen_rules import require_own_name, require_rules
from commonweal.web.procedures.phases import phase_of, today
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import funds, keep


def publish_rules(rules: RoundRules, *, at: datetime, actors: Actors) -> Entry:
    """Freeze and publish the rules of a round.

    Args:
        rules: all of them.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``rules_published``.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the round has rules already, which are never changed; where ideas would have opened before; where
            a scored award has its name; or where its fund has not so much money of this kind that may be put to the
            vote.
        RoundFaults: where the rules contradict themselves.
        NotOnRecord: where there is no such fund.
        FloorNotKept: where the rules of a round that is held here are below a floor that is not switched off.
    """
    require_rules(rules)
    value = rules.as_json()
    with one_act():
        check_right("publish_rules", actors, phase=phase_of(rules.id, at), subject=rules.id)
        if rules.held and today(at) > rules.held.days.ideas_from:
            fault = Fault("ideas would have opened before anybody could read the rules", field="ideas_from")
            raise not_now("publish_rules", rules.id, fault)
        require_own_name("publish_rules", rules.id)
        _require_money(rules)
        require_round_floors(value, at)
        entry = keep.keep_entry(draft("rules_published", at, actors, value))
        keep.keep_poll(entry, rules.id, value)
        keep.drop_draft(rules.id)
        return entry


def _require_money(rules: RoundRules) -> None:
    held = rules.held
    if held is None or not held.fund:
        return
    standing = funds.fund_of(held.fund)
    if standing is None:
        raise NotOnRecord(thing="fund", name=held.fund, nearest=nearest(held.fund, funds.fund_ids()))
    faults = standing.ledger.out_of_reach(rules.id, held.period, held.money, held.budget)
    if faults:
        raise not_now("publish_rules", rules.id, faults[0])
