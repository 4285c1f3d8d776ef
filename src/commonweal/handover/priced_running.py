"""What the ways of cells that bodies run already cost at some prices, in floating point."""

import numpy as np

from commonweal.handover.condition_rows import share_parts
from commonweal.handover.tariff import Tariff, Worth
from commonweal.handover.view import View
from commonweal.handover.view_running import Ran
from commonweal.handover.ways import Floats, Options


def _carried(view: View, tariff: Tariff) -> Floats:
    """Give what a unit of load on each provider costs, volunteers aside, P x T."""
    step_in = float(view.problem.parameters.step_in)
    return tariff.capacity + tariff.ready_load + step_in * tariff.step_in


def _earned(view: View, found: Worth) -> Floats:
    """Give what a unit of load earns by the social action that it adds a quarter later, N x T."""
    later = np.concatenate([found.action[:, 1:], np.zeros((len(found.action), 1))], axis=1)
    return float(view.problem.parameters.delivery_action) * later


def still_run(view: View, run: Ran, tariff: Tariff, found: Worth) -> Floats:
    """Give what a unit of load on who runs each cell already costs, R x T."""
    place = view.place[run.cell]
    hours = run.volunteers[:, None] * tariff.volunteers[place]
    return _carried(view, tariff)[run.provider] + hours - _earned(view, found)[place]


def kept_run(found: Ran, law: Floats, still: Floats) -> Floats:
    """Give what keeping each cell that a body runs already costs besides unmet need; shape R.

    Neither money nor largest shares are in it: what is kept counts in any case, and other ways by what they are above.
    """
    carried = found.kept_load * still + found.legal * law
    cost: Floats = carried.sum(axis=1)
    return cost


def price_run(
    view: View, found: Ran, tariff: Tariff, known: tuple[Floats, Floats, Floats, Worth], cost: Floats
) -> None:
    """Write the cost of each offer by start where a body runs the cell already."""
    weights, each_still, law, stocks = known
    offers = np.flatnonzero(found.at[view.cell] >= 0)
    every = Options(np.repeat(offers, view.quarters), np.tile(np.arange(view.quarters), len(offers)))
    every = every.at((every.start >= view.first[every.offer]) & (every.start <= view.latest[every.offer]))
    every = every.at(~view.shut(every))
    freed = view.freed(every)
    if freed is None or not len(every):
        return
    cell, at = view.cell[every.offer], found.at[view.cell[every.offer]]
    unmet = weights[cell] * (1 - view.kept[view.row[cell]] - view.gains(every))
    each = _carried(view, tariff)[view.provider[every.offer]]
    each += view.volunteers[every.offer, None] * tariff.volunteers[view.place[cell]]
    each -= _earned(view, stocks)[view.place[cell]]
    still = (found.kept_load[at] - freed.load) * each_still[at]
    money = tariff.statutory * view.extra_cost(every)
    paid = (found.legal[at] * law).sum(axis=1) + law[every.start] * view.legal[cell]
    spared = np.where(freed.when < view.quarters, freed.legal * np.append(law, 0)[freed.when], 0.0)
    total = (unmet + view.loads(every) * each + still + money).sum(axis=1)
    row, body, which, need = share_parts(view, every)
    shares = np.bincount(which, tariff.largest_share[row, body] * need, len(every)) if len(which) else 0.0
    cost[every.offer, every.start] = total + paid - spared + shares
