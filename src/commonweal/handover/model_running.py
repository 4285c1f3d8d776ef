"""What stands in a model's rows for who runs cells already: all where they are kept, less what ways to begin free.

Floating point; row numbers are those of ``docs/handover.md``.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.handover.programme import Rows
from commonweal.handover.view import View, Watched
from commonweal.handover.view_running import Freed, Ran, summed
from commonweal.handover.ways import Floats, Options, Places


class StillRun:
    """Who runs cells already, in one model.

    Args:
        view: the problem.
        found: what bodies run in it.
        options: the ways to begin that are open.
        taken: those that are taken in any case.
        starts: the column of each open one.
        rows: of the model.
    """

    def __init__(self, view: View, found: Ran, options: Options, taken: Options, starts: Places, rows: Rows) -> None:
        self.ran, self.starts, self.rows, self.quarters = found, starts, rows, view.quarters
        self.place = view.place[found.cell]
        self.freed, self.spared = _freed(view, options), _freed(view, taken)

    def carried(self, where: Places, count: int, share: Floats | None = None) -> Floats:
        """Give what who runs cells carries whatever the solver says, by where each of these cells belongs.

        Args:
            where: body or neighbourhood of each cell that is run.
            count: of bodies or neighbourhoods.
            share: of each cell's load that counts; all of it by default.
        """
        share = np.ones(len(where)) if share is None else share
        kept = summed(self.ran.kept_load * share[:, None], where, count)
        return kept - summed(self.spared.load * share[self.spared.at, None], where[self.spared.at], count)

    def put(self, rows: Places, where: Places, share: Floats, sign: Any) -> None:
        """Enter what open ways to begin take off it.

        Args:
            rows: of a family, by body or neighbourhood and quarter; perhaps without the last.
            where: body or neighbourhood of each cell that is run.
            share: of each cell's load that counts.
            sign: of the coefficients, perhaps by quarter.
        """
        quarters = rows.shape[-1]
        which, t = np.nonzero(self.freed.load[:, :quarters] * share[self.freed.at, None])
        at = self.freed.at[which]
        values = self.freed.load[which, t] * share[at] * np.broadcast_to(sign, self.quarters)[t]
        self.rows.put(rows[where[at], t], self.starts[self.freed.which[which]], values)

    def legal(self) -> Floats:
        """Give what the legal work of keeping costs where nothing else is taken, by quarter."""
        less = np.bincount(self.spared.when, self.spared.legal, self.quarters + 1)[: self.quarters]
        kept: Floats = self.ran.legal.sum(axis=0) - less
        return kept

    def put_legal(self, rows: Places, dearer: Floats) -> None:
        """Enter the legal work of hand-backs that open ways make needless, in the rows of the devolved fund."""
        which = np.flatnonzero(self.freed.when < self.quarters)
        when = self.freed.when[which]
        self.rows.put(rows[when], self.starts[self.freed.which[which]], -self.freed.legal[which] * dearer[when])


def _freed(view: View, options: Options) -> Freed:
    found = view.freed(options)
    assert found is not None  # noqa: S101 - asked for only where bodies run something
    return found


def active_in(view: View, options: Options, taken: Options) -> Places:
    """Give the providers that have any option, or a past, or run something already, as places in the problem's."""
    found = [view.provider[options.offer], view.provider[taken.offer]]
    past = view.problem.adopted
    if past is not None:
        found.append(np.flatnonzero([any(row) for row in past.building]))
    if view.ran is not None:
        found.append(view.ran.provider)
    return np.unique(np.concatenate(found))


def begun_by(view: View, active: Places, place: Places, taken: Options) -> Places:
    """Give the quarter in which each active provider begins, by what it runs already and by what is taken.

    Args:
        view: the problem.
        active: the active providers.
        place: of each provider its place among those.
        taken: the ways to begin that are taken in any case.
    """
    begun = np.full(len(active), view.quarters)
    if view.ran is not None:
        begun, taken = view.ran.begun[active], taken.at(~view.ran.back[taken.offer])
    np.minimum.at(begun, place[view.provider[taken.offer]], taken.start)
    return begun


def was_active(view: View) -> NDArray[np.bool_]:
    """Give whether each provider was active before the plan began."""
    return np.zeros(len(view.home), bool) if view.ran is None else view.ran.before


def left_for(view: View, taken: Options, margin: float) -> Floats:
    """Give how much worse each watched group may be off than by keeping everything, with what is taken; by quarter.

    Args:
        view: the problem.
        taken: ways to begin that are taken in any case.
        margin: how much tighter the limits are made.
    """
    rooms = np.stack([group.room - np.minimum(margin, group.room) for group in view.watched])
    gains, cell = view.gains(taken), view.cell[taken.offer]
    for k, group in enumerate(view.watched):
        rooms[k] += (gains * spread(view, group)[cell]).sum(axis=0)
    return rooms


def spread(view: View, group: Watched) -> Floats:
    """Give the share of a watched group's need that every cell has, by quarter, 0 outside it."""
    share = np.zeros(view.demand.shape)
    share[group.cells] = group.share
    return share
