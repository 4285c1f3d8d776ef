"""What rules of a round are held to before they are kept as a draft, and again before they are frozen."""

from commonweal.errors import Fault, RoundFaults
from commonweal.funding.rounds import RoundRules, round_faults
from commonweal.proposals.questions import chosen, question_faults
from commonweal.web.rights import not_now
from commonweal.web.store import awards


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


def require_own_name(procedure: str, round_id: str) -> None:
    """Let a round through whose name no scored award has: sums of money and promises are told apart by it.

    Raises:
        NotNow: where an award has it.
    """
    if round_id in awards.names():
        fault = Fault("an award by scores has this name: choose another name for the round", field="round")
        raise not_now(procedure, round_id, fault)
