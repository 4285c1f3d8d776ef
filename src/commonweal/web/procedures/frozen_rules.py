"""What rules of a round are held to before they are kept as a draft, and again before they are frozen."""

from commonweal.errors import RoundFaults
from commonweal.funding.rounds import RoundRules, round_faults
from commonweal.proposals.questions import chosen, question_faults


def require_rules(rules: RoundRules) -> None:
    """Let rules through that do not contradict themselves, and whose questions can be asked at every size of grant.

    Raises:
        RoundFaults: with every fault.
    """
    found = round_faults(rules)
    if rules.held:
        asked = [{"question": one.id, "asks": one.asks, "risk": one.risk} for one in rules.held.questions]
        found.extend(question_faults(chosen(asked)))
    if found:
        raise RoundFaults(*found, round=rules.id)
