"""Row (11) for each of several devolved funds: what each use costs is split among the funds that allow it."""

from typing import Protocol

import numpy as np

from commonweal.handover.devolved import USES, pairs
from commonweal.handover.programme import Rows
from commonweal.handover.view import View, floats
from commonweal.handover.ways import Floats, Options, Places


class Written(Protocol):
    """The columns that these rows are about."""

    @property
    def starts(self) -> Places:
        """As the model's own."""

    @property
    def ready(self) -> Places:
        """As the model's own."""

    @property
    def building(self) -> Places:
        """As the model's own."""

    @property
    def spending(self) -> Places:
        """As the model's own."""

    @property
    def loans(self) -> Places:
        """As the model's own."""

    @property
    def balances(self) -> Places:
        """As the model's own."""

    @property
    def paid(self) -> Places:
        """As the model's own."""


def write_blended(view: View, rows: Rows, at: Written, begun: tuple[Options, Options], dearer: Floats) -> None:
    """Write what each use costs as the sum of what funds pay, and the balance of each fund.

    Args:
        view: the problem.
        rows: the model's, which are added to.
        at: where the variables stand.
        begun: the ways to begin that are open, and those that are taken.
        dearer: by how much everything is made dearer, by quarter.
    """
    funds, quarters = view.problem.funds.blended, view.quarters
    if not funds:
        return
    paid = rows.add("paid", (len(USES), quarters), *_taken(view, begun[1], dearer))
    for k, (_, u) in enumerate(pairs(funds)):
        rows.put(paid[u], at.paid[k], 1)
    _put_spent(view, rows, at, begun[0], paid, dearer)
    income = np.stack([floats(fund.income) for fund in funds])
    kept = rows.add("blended", income.shape, income, income)
    rows.put(kept, at.balances, 1)
    rows.put(kept[:, 1:], at.balances[:, :-1], -1)
    for k, (f, _) in enumerate(pairs(funds)):
        rows.put(kept[f], at.paid[k], 1)
    for f, fund in enumerate(funds):
        if fund.borrows:
            rows.put(kept[f], at.loans, -1)


def _taken(view: View, taken: Options, dearer: Floats) -> tuple[Floats, Floats]:
    """Give what is due whatever is decided, by use and quarter: the legal work of what is taken."""
    due = np.zeros((len(USES), view.quarters))
    legal = np.bincount(taken.start, view.legal[view.cell[taken.offer]], view.quarters)
    spared = view.freed(taken)
    if view.ran is not None and spared is not None:
        legal = legal + view.ran.legal.sum(axis=0)
        legal = legal - np.bincount(spared.when, spared.legal, view.quarters + 1)[: view.quarters]
        # The plan makes nobody ready who was active before it.
        opened = float(view.problem.parameters.activation_cost) * view.ran.before.sum()
        due[USES.index("activation"), 0] = -opened * dearer[0]
    due[USES.index("legal work")] = legal * dearer
    return due, due


def _put_spent(view: View, rows: Rows, at: Written, options: Options, paid: Places, dearer: Floats) -> None:
    settings = view.problem.parameters
    building, action, activation, legal = paid
    put = rows.put
    put(np.broadcast_to(building, at.building.shape), at.building, -float(settings.building_cost) * dearer)
    put(np.broadcast_to(action, at.spending.shape), at.spending, -float(settings.action_cost) * dearer)
    opened = float(settings.activation_cost) * dearer
    put(np.broadcast_to(activation, at.ready.shape), at.ready, -opened)
    put(np.broadcast_to(activation[1:], at.ready[:, 1:].shape), at.ready[:, :-1], opened[1:])
    start = options.start
    put(legal[start], at.starts, -view.legal[view.cell[options.offer]] * dearer[start])
    freed = view.freed(options)
    if freed is not None:
        which = np.flatnonzero(freed.when < view.quarters)
        when = freed.when[which]
        put(legal[when], at.starts[freed.which[which]], freed.legal[which] * dearer[when])
