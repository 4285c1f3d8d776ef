"""Drafting the rules of a round: work in hand, which nobody but those who act sees."""

from datetime import datetime

from commonweal.funding.rounds import RoundRules
from commonweal.web.procedures.acting import one_act
from commonweal.web.procedures.frozen_rules import require_own_name, require_rules
from commonweal.web.procedures.phases import phase_of
from commonweal.web.rights import Actors, check_right
from commonweal.web.store import keep


def draft_round(rules: RoundRules, *, at: datetime, actors: Actors) -> None:
    """Keep the rules of a round as they are drafted, in place of an earlier draft.

    Args:
        rules: all of them.
        at: when.
        actors: who.

    Raises:
        NotAllowed: where the role may not.
        NotNow: where the rules of this round were published, or a scored award has its name.
        RoundFaults: where the rules contradict themselves.
    """
    require_rules(rules)
    with one_act():
        check_right("draft_round", actors, phase=phase_of(rules.id, at), subject=rules.id)
        require_own_name("draft_round", rules.id)
        keep.keep_draft(rules.id, rules.as_json())
