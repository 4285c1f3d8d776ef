"""Small places planned in three orders, once for all tests of them."""

from fractions import Fraction
from functools import cache

from commonweal.handover.order_conclusion import OrderTrial
from commonweal.handover.orders import OrderOutcome, OrdersCompared, compare_orders
from commonweal.handover.search import Effort
from commonweal.samples.chronology import chronology_settings, sample_chronology, told_levels
from commonweal.samples.regions import Size

SMALL = Size(services=2, organisations=2, neighbourhoods=6, quarters=9, offers=2)
EFFORT = Effort(gap=Fraction(1, 200), direct=0)


@cache
def small_trials() -> tuple[OrderTrial, ...]:
    """Plan a small place in every fifth setting."""
    return tuple(
        OrderTrial(told_levels(setting), compare_orders(sample_chronology(1, setting, SMALL), EFFORT))
        for setting in chronology_settings()[::5]
    )


def outcome(order, objective, bound, last=10, share="0.2", gap="0.05"):
    """Make what a plan comes to."""
    figures = (Fraction(str(value)) for value in (objective, bound, last, share, gap))
    return OrderOutcome(order, *figures, 3, "i", "p", "none")


def made_trial(level, action, delivery, free=(80, 70)):
    """Make a setting with these figures for each order."""
    outcomes = {
        "action first": outcome("action first", *action),
        "delivery first": outcome("delivery first", *delivery),
        "interleaved": outcome("interleaved", *free),
    }
    return OrderTrial((level,), OrdersCompared(Fraction(200), outcomes, None))
