"""The rows (14) for the solver: largest shares, and lots of which one organisation takes at most one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.condition_limits import lot_groups
from commonweal.handover.problem import Problem
from commonweal.handover.programme import Rows
from commonweal.handover.view import View, places
from commonweal.handover.ways import Floats, Options, Places


def held_shares(view: View, options: Options) -> Floats:
    """Give the need of each largest share's service that each provider runs in the last quarter by some options.

    It is counted besides what each runs where all is kept, and below 0 where options take more off it.
    """
    held = np.zeros(view.shares.most.shape)
    row, body, _, need = share_parts(view, options)
    np.add.at(held, (row, body), need)
    return held


def share_parts(view: View, options: Options) -> tuple[Places, Places, Places, Floats]:
    """Give what options add to largest shares, and take off who runs cells already.

    Returns:
        place of the largest share, of the provider, and of the option, and units of need, below 0 where taken off.
    """
    cell = view.cell[options.offer]
    row, which = view.shares.row[cell], np.arange(len(options))
    inside = row >= 0
    if view.ran is None:
        of = which[inside]
        return row[of], view.provider[options.offer[of]], of, view.demand[cell[of], -1]
    on, at = inside & ~view.ran.back[options.offer], view.ran.at[cell]
    off = inside & (at >= 0) & (view.ran.forced[at] == view.quarters)
    body = np.concatenate([view.provider[options.offer[on]], view.ran.provider[at[off]]])
    of, sign = np.concatenate([which[on], which[off]]), np.repeat([1.0, -1.0], [on.sum(), off.sum()])
    return row[of], body, of, sign * view.demand[cell[of], -1]


def put_shares(view: View, rows: Rows, options: Options, starts: Places, left: Floats) -> None:
    """Write the largest shares, where there are any.

    Args:
        view: the problem.
        rows: where they go.
        options: the ways to begin that are open.
        starts: the column of each.
        left: what each provider may still run, by largest share and provider.
    """
    if not left.size or not len(options):
        return
    made = rows.add("largest share", left.shape, -np.inf, np.maximum(left, 0.0))
    row, body, which, need = share_parts(view, options)
    rows.put(made[row, body], starts[which], need)


@dataclass(frozen=True, slots=True)
class Lots:
    """Which options lie in which lots, as far as that leaves anything to decide.

    Attributes:
        option: of each pair of an option and a lot that it lies in, the option.
        key: of each pair, the place of lot and provider among those that have a column.
        count: how many of lot and provider have a column.
        group: of each of those, the place of group and provider among those that have a row.
        limit: of each of those, how many lots more that provider may take.
    """

    option: Places
    key: Places
    count: int
    group: Places
    limit: Floats


def taken_lots(view: View, options: Options) -> NDArray[np.bool_]:
    """Give whether each provider runs something of each lot by some options, by lot and provider."""
    held = np.zeros((len(view.problem.conditions.lots), len(view.home)), bool)
    _, lot, body = _pairs(view, options)
    held[lot, body] = True
    return held


def lots(view: View, options: Options, held: NDArray[np.bool_]) -> Lots:
    """Give which of some options lie in which lots; those of a lot that their provider holds may be taken in any case.

    Args:
        view: the problem.
        options: the ways to begin that are open.
        held: whether each provider runs something of each lot, by lot and provider.
    """
    option, lot, body = _pairs(view, options)
    asked = ~held[lot, body]
    option, lot, body = option[asked], lot[asked], body[asked]
    bodies = len(view.home)
    keys, key = np.unique(lot * bodies + body, return_inverse=True)
    of = _group_of(view.problem)
    groups, group = np.unique(of[keys // bodies] * bodies + keys % bodies, return_inverse=True)
    used = np.zeros((len(lot_groups(view.problem)), bodies))
    np.add.at(used, of, held)
    # Where lots had begun when a plan is made again, there may be several; one more is none in any case.
    return Lots(option, key, len(keys), group, np.where(used.reshape(-1)[groups] > 0, 0.0, 1.0))


def put_lots(rows: Rows, found: Lots, offers: Places, starts: Places, columns: Places) -> None:
    """Write that of a group of lots one organisation takes no more than it may, where there are any.

    Args:
        rows: where they go.
        found: which options lie in which lots.
        offers: of each option.
        starts: the column of each option.
        columns: a column for each lot and provider: 1 where it takes something of the lot.
    """
    if not found.count:
        return
    offer = offers[found.option]
    _, first, each = np.unique(np.stack([offer, found.key]), axis=1, return_index=True, return_inverse=True)
    inside = rows.add("lot taken", (len(first),), -np.inf, 0)
    rows.put(inside[each], starts[found.option], 1)
    rows.put(inside, columns[found.key[first]], -1)
    rows.put(rows.add("exclusive lots", found.limit.shape, -np.inf, found.limit)[found.group], columns, 1)


def _pairs(view: View, options: Options) -> tuple[Places, Places, Places]:
    """Give the option, the lot and the provider wherever an option lies in a lot."""
    cell = view.cell[options.offer]
    inside = [np.flatnonzero(np.isin(cell, lot.cells)) for lot in view.problem.conditions.lots]
    option = np.concatenate([*inside, np.zeros(0, np.int64)])
    lot = np.repeat(np.arange(len(inside)), [len(row) for row in inside])
    if view.ran is not None:
        # Taking something back takes no lot.
        taking = ~view.ran.back[options.offer[option]]
        option, lot = option[taking], lot[taking]
    return option, lot, view.provider[options.offer[option]]


def _group_of(problem: Problem) -> Places:
    names = lot_groups(problem)
    return places(names.index(lot.group) for lot in problem.conditions.lots)
