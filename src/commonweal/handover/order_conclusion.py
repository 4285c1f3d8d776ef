"""What a comparison of orders shows, in plain sentences that follow from its figures, and what it cannot show."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.handover.orders import OrdersCompared, Verdict
from commonweal.terms.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class OrderTrial:
    """One setting of a comparison of orders.

    Attributes:
        levels: what is set, one sentence for each thing that is varied, in the order of the other trials.
        compared: what came of it.
    """

    levels: tuple[Sentence, ...]
    compared: OrdersCompared


def conclusion(trials: Sequence[OrderTrial]) -> tuple[Sentence, ...]:
    """Say what some trials show, the answer first.

    Args:
        trials: at least one.
    """
    return (
        _answer(trials),
        _counted(
            trials,
            lambda one: one.compared.whole_time,
            say("unmet need over the whole time, proved by the bounds"),
        ),
        *_by_level(trials),
        _counted(trials, lambda one: one.compared.last_quarter, say("unmet need in the last quarter")),
        _counted(
            trials,
            lambda one: one.compared.gap_at_end,
            say("how far the most deprived fifth is behind the least deprived at the end"),
        ),
        *_interleaved(trials),
    )


def _wins(trials: Sequence[OrderTrial], asked: Callable[[OrderTrial], Verdict]) -> Counter[Verdict]:
    return Counter(asked(one) for one in trials)


def _answer(trials: Sequence[OrderTrial]) -> Sentence:
    wins, n = _wins(trials, lambda one: one.compared.whole_time), len(trials)
    action, delivery = wins["action first"], wins["delivery first"]
    if action and delivery:
        return say("Neither order is always the better one: it depends on the setting.")
    if action == n:
        return say("In every setting tried, social action first leaves less unmet need than services first.")
    if delivery == n:
        return say("In every setting tried, services first leaves less unmet need than social action first.")
    if action:
        return say("Wherever these settings decide it, social action first leaves less unmet need.")
    if delivery:
        return say("Wherever these settings decide it, services first leaves less unmet need.")
    return say("These settings decide nothing: every difference is smaller than what the bounds leave open.")


def _counted(trials: Sequence[OrderTrial], asked: Callable[[OrderTrial], Verdict], what: Sentence) -> Sentence:
    wins = _wins(trials, asked)
    return say(
        "Of {n} settings, by {what}: social action first is better in {action}, services first in {delivery};"
        " undecided: {undecided}.",
        n=len(trials),
        what=what,
        action=wins["action first"],
        delivery=wins["delivery first"],
        undecided=wins["undecided"],
    )


def _by_level(trials: Sequence[OrderTrial]) -> tuple[Sentence, ...]:
    """Count over the whole time for each thing that was set, where that took more than one value."""
    said = []
    for k in range(len(trials[0].levels)):
        levels = {one.levels[k].message: one.levels[k] for one in trials}
        for message, level in levels.items() if len(levels) > 1 else ():
            some = [one for one in trials if one.levels[k].message == message]
            wins = _wins(some, lambda one: one.compared.whole_time)
            said.append(
                say(
                    "With {level}: social action first {action}, services first {delivery}, undecided: {undecided}.",
                    level=level,
                    action=wins["action first"],
                    delivery=wins["delivery first"],
                    undecided=wins["undecided"],
                )
            )
    return tuple(said)


def _interleaved(trials: Sequence[OrderTrial]) -> tuple[Sentence, ...]:
    """Say what either order costs against holding nothing back."""
    better = [
        1 - outcomes["interleaved"].objective / least
        for outcomes in (one.compared.outcomes for one in trials)
        if (least := min(outcomes["action first"].objective, outcomes["delivery first"].objective))
    ]
    said = [
        say(
            "Holding nothing back is never worse, by construction: its plans leave {least:percent1} to {most:percent1}"
            " less unmet need than the better of the two orders.",
            least=min(better, default=Fraction(0)),
            most=max(better, default=Fraction(0)),
        )
    ]
    borrowed = sum(1 for one in trials if one.compared.borrowed)
    if borrowed:
        said.append(
            say(
                "In {n} setting the search with nothing held back found no better plan than one of the two orders.",
                plural="In {n} settings the search with nothing held back found no better plan than one of the two"
                " orders.",
                by="n",
                n=borrowed,
            )
        )
    return tuple(said)


def limits_of_trials(trials: Sequence[OrderTrial]) -> tuple[Sentence, ...]:
    """Say what some trials cannot show.

    Args:
        trials: at least one.
    """
    widest = max(outcome.certified_gap for one in trials for outcome in one.compared.outcomes.values())
    return (
        say("The place is made up, and it is one place. Another seed is another place and may answer otherwise."),
        say(
            "Nobody has measured how quickly social action grows or what capacity it yields. Both are guesses, set to"
            " either end of a range."
        ),
        say("The two profiles of cuts differ in how deep they go as well as in how fast, as they did."),
        say(
            "First means the first third of the time. In social action first no hand-over begins in it; in services"
            " first the grant for building and social action is held back until it is over. Other meanings may answer"
            " otherwise."
        ),
        say(
            "A setting is decided only where the plan of one order is better than any plan of the other can be. The"
            " plans are within {gap:percent1} of the best of their order. A smaller difference is undecided, which"
            " does not mean that there is none.",
            gap=widest,
        ),
        say(
            "The bounds speak of the whole time. In the last quarter, and for the fifths, a difference counts only"
            " where it is larger than both gaps together; other plans as good over the whole time may differ there."
        ),
        say(
            "Legal work, opening and loans are left out, so that the devolved fund pays for building and social action"
            " alone. What social action is worth in itself is not counted."
        ),
    )
