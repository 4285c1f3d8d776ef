"""Freezing the rules of a round, before anything is counted."""

from datetime import date, datetime

from commonweal.funding.spec import RuleSpec
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep


def publish_rules(round_id: str, title: str, spec: RuleSpec, *, closes: date, at: datetime, actors: Actors) -> Entry:
    """Freeze and publish the rules of a round.

    Args:
        round_id: the round's identifier.
        title: as residents know it.
        spec: the rule with every option.
        closes: the day voting closes.
        at: when.
        actors: who: two people.

    Returns:
        The entry ``rules_published``.

    Raises:
        NotAllowed: where the roles may not.
        NotNow: where the round has rules already: they are never changed.
    """
    rules = {**_rules(spec), "round": round_id, "title": title, "closes": closes.isoformat()}
    with one_act():
        check_right("publish_rules", actors, phase=phase_of(round_id, at), subject=round_id)
        entry = keep.keep_entry(draft("rules_published", at, actors, rules))
        keep.keep_poll(entry, round_id, rules)
        return entry


def _rules(spec: RuleSpec) -> dict[str, object]:
    return {"rule": spec.name, "version": spec.version, "spec": dict(spec.options)}
