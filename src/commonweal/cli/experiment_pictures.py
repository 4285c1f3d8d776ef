"""The phase diagram of the experiment on chronology."""

from collections.abc import Sequence

from commonweal.charts.order_grid import OrderCell, OrderGrid, order_grid
from commonweal.charts.picture import Picture
from commonweal.formats.prose import ENGLISH, prose
from commonweal.handover.order_conclusion import OrderTrial
from commonweal.handover.orders import OrdersCompared
from commonweal.terms.sentences import Sentence, say

BETTER = {"action first": "first", "delivery first": "second", "undecided": "undecided"}


def phase_diagram(trials: Sequence[OrderTrial]) -> Picture:
    """Draw which order is better: cuts and capacity across, growth and social action down.

    Args:
        trials: at least one, each with four levels.
    """
    columns = _each([one.levels[:2] for one in trials])
    rows = _each([one.levels[2:] for one in trials])
    cells = tuple(
        _cell(one.compared, rows.index(_both(one.levels[2:])), columns.index(_both(one.levels[:2]))) for one in trials
    )
    orders = (say("Social action first"), say("services first"))
    return order_grid("chronology", OrderGrid(orders, tuple(rows), tuple(columns), cells), prose(ENGLISH).text)


def _both(levels: Sequence[Sentence]) -> Sentence:
    return say("{one}, {other}", one=levels[0], other=levels[1])


def _each(pairs: Sequence[Sequence[Sentence]]) -> list[Sentence]:
    found: list[Sentence] = []
    for pair in pairs:
        if (told := _both(pair)) not in found:
            found.append(told)
    return found


def _cell(compared: OrdersCompared, row: int, column: int) -> OrderCell:
    action, delivery = compared.outcomes["action first"], compared.outcomes["delivery first"]
    most = max(action.objective, delivery.objective)
    return OrderCell(
        row,
        column,
        BETTER[compared.whole_time],
        (delivery.objective - action.objective) / most if most else most,
        action.certified_gap + delivery.certified_gap,
    )
