"""The peer: the model of a hand-over plan as it is usually written with linopy, from labelled arrays, row by row.

It takes the figures of the problem and shares no row with :mod:`commonweal.handover.model`. It knows rows (1) to (13a)
of a first plan: nothing that has begun before, nothing that a place may ask beyond them, one devolved fund, no effect
of delivery.
"""

from dataclasses import dataclass
from typing import Any

import linopy
import numpy as np
import xarray as xr

from commonweal.handover.conditions import Conditions
from commonweal.handover.view import View, floats
from commonweal.handover.ways import Options


@dataclass(frozen=True, slots=True)
class Found:
    """What the solver says of a model written with linopy.

    Attributes:
        objective: of what it found, or None where it found nothing.
        bound: its own.
    """

    objective: float | None
    bound: float | None


class Written:
    """The model of one problem, written.

    Args:
        view: the figures.
        options: the ways to begin that are open.
        whole: whether a hand-over must be whole, or may be split.

    Raises:
        ValueError: where the problem has what this model does not know.
    """

    def __init__(self, view: View, options: Options, *, whole: bool = True) -> None:
        self.view, self.options, self.problem = view, options, view.problem
        asked = self.problem.conditions != Conditions() or self.problem.funds.blended
        if asked or self.problem.adopted or self.problem.parameters.delivery_action:
            message = "this model is of the rows that every place has"
            raise ValueError(message)
        self.model = linopy.Model()
        self.active = np.unique(view.provider[options.offer])
        self.option = np.arange(len(options))
        self.quarter = np.arange(view.quarters)
        self.place = np.arange(len(self.problem.neighbourhoods))
        self.loads = self._by("option", view.loads(options))
        self.home = xr.DataArray(np.maximum(0, view.home[self.active]), dims="body", coords={"body": self.active})
        self.local = xr.DataArray(view.home[self.active] >= 0, dims="body", coords={"body": self.active})
        self._variables(whole=whole)
        for write in (self._bodies, self._places, self._statutory, self._devolved, self._fair, self._aim):
            write()

    def solve(self, **limits: Any) -> Found:
        """Give it to HiGHS, on one thread and without a word."""
        self.model.solve("highs", io_api="direct", threads=1, output_flag=False, **limits)
        value = self.model.objective.value
        found = None if value is None or np.isnan(value) else float(value) + self.view.kept_objective()
        info = self.model.solver_model.getInfo()
        return Found(found, info.mip_dual_bound + self.view.kept_objective())

    def _by(self, what: str, values: Any) -> xr.DataArray:
        """Label an array by what it is of, and by quarter where it has two axes."""
        labels = {"option": self.option, "body": self.active, "place": self.place}[what]
        dims = (what, "quarter")[: np.ndim(values)]
        return xr.DataArray(
            values, dims=dims, coords={what: labels, "quarter": self.quarter} if len(dims) > 1 else {what: labels}
        )

    def _over_time(self, values: Any) -> xr.DataArray:
        return xr.DataArray(values, dims="quarter", coords={"quarter": self.quarter})

    def _variables(self, *, whole: bool) -> None:
        add, problem, settings = self.model.add_variables, self.problem, self.problem.parameters
        nothing = self._over_time(np.zeros(self.view.quarters))
        bodies, places = (
            xr.zeros_like(self._by(k, np.zeros((n, self.view.quarters))))
            for k, n in (("body", len(self.active)), ("place", len(self.place)))
        )
        first = self.quarter == 0
        kind = {"binary": True} if whole else {"lower": 0, "upper": 1}
        self.starts = add(coords=[("option", self.option)], name="starts", **kind)
        if whole:
            self.ready = add(binary=True, coords=bodies.coords, name="ready")
        else:
            self.ready = add(lower=bodies, upper=bodies + 1, name="ready")
        holds = self._by("body", floats(problem.providers[p].capacity for p in self.active))
        stock = self._by("place", floats(place.social_action for place in problem.neighbourhoods))
        at_first = self._over_time(first)
        self.load, self.building, self.overload = (
            add(lower=bodies, name=name) for name in ("load", "building", "overload")
        )
        self.capacity = add(
            lower=(bodies + holds).where(at_first, 0.0), upper=(bodies + holds).where(at_first, np.inf), name="capacity"
        )
        self.action = add(
            lower=(places + stock).where(at_first, 0.0), upper=(places + stock).where(at_first, np.inf), name="action"
        )
        self.spending = add(lower=places, name="spending")
        self.statutory, self.devolved = (add(lower=nothing, name=name) for name in ("statutory", "devolved"))
        early = self.quarter <= self.view.quarters - 1 - settings.loan_quarters
        self.loans = add(
            lower=nothing, upper=self._over_time(np.where(early, float(settings.loan_limit), 0.0)), name="loans"
        )

    def _groups(self, what: str, of: Any) -> xr.DataArray:
        return xr.DataArray(of, dims="option", coords={"option": self.option}, name=what)

    def _bodies(self) -> None:
        add, settings = self.model.add_constraints, self.problem.parameters
        later = self._over_time(self.quarter > 0)
        cell = self.view.cell[self.options.offer]
        add(self.starts.groupby(self._groups("cell", cell)).sum() <= 1, name="one pathway")
        body = self._groups("body", self.view.provider[self.options.offer])
        add(self.load - (self.loads * self.starts).groupby(body).sum() == 0, name="loads")
        add(self.load - self.capacity - self.overload <= 0, name="within")
        add(self.overload - float(settings.overload_cap) * self.capacity <= 0, name="overloads")
        left = self._by("body", self.view.survival[self.active]).shift(quarter=1, fill_value=0.0)
        at_home = self.action.sel(place=self.home)
        grown = (
            self.capacity
            - left * _ago(self.capacity, 1)
            + float(settings.overload_loss) * _ago(self.overload, 1)
            - float(settings.building_yield) * _ago(self.building, settings.building_lag)
            - (float(settings.action_capacity) * self.local) * _ago(at_home, 1)
        )
        add(grown == 0, name="growth", mask=later)
        limit = float(settings.build_share) * self.capacity + (float(settings.build_per_action) * self.local) * at_home
        add(self.building - limit <= 0, name="absorption")
        add(self.load - self._by("body", self.view.ceiling[self.active]) * self.ready <= 0, name="ready load")
        add(self.capacity - float(settings.least_capacity) * self.ready >= 0, name="ready capacity")
        add(self.ready - _ago(self.ready, 1) >= 0, name="ready order", mask=later)
        add(self.statutory - float(settings.step_in) * self.load >= 0, name="step in")

    def _places(self) -> None:
        add, settings, view = self.model.add_constraints, self.problem.parameters, self.view
        later = self._over_time(self.quarter > 0)
        kept = (1 - float(settings.action_loss)) * _ago(self.action, 1)
        fresh = float(settings.action_yield) * _ago(self.spending, settings.action_lag)
        add(self.action - kept - fresh == 0, name="social action", mask=later)
        base = self._by("place", floats(place.spend_base for place in self.problem.neighbourhoods))
        add(self.spending - float(settings.spend_share) * self.action <= base, name="spends")
        of = self._groups("place", view.place[view.cell[self.options.offer]])
        share = self._by("option", view.volunteers[self.options.offer])
        asked = (self.loads * share * self.starts).groupby(of).sum()
        here = np.unique(of.values)
        hours = self._by("place", floats(place.volunteer_units for place in self.problem.neighbourhoods)).sel(
            place=here
        )
        stock = float(settings.volunteers_per_action) * self.action.sel(place=here)
        add(asked - stock <= hours, name="volunteers")

    def _statutory(self) -> None:
        problem, funds = self.problem, self.problem.funds
        income = floats(funds.statutory) - self.view.kept_money
        income[0] += float(funds.statutory_start)
        extra = self._by("option", self.view.extra_cost(self.options))
        spent = (extra * self.starts).sum("option") + self.statutory - _ago(self.statutory, 1)
        for k, back in enumerate(problem.repayments(), start=1):
            if k < self.view.quarters:
                spent = spent + float(back) * _ago(self.loans, k)
        self.model.add_constraints(spent == self._over_time(income), name="statutory fund")

    def _devolved(self) -> None:
        settings, funds = self.problem.parameters, self.problem.funds
        income = floats(funds.devolved)
        income[0] += float(funds.devolved_start)
        begins = self.options.start[:, None] == self.quarter
        legal = self._by("option", self.view.legal[self.view.cell[self.options.offer]][:, None] * begins)
        spent = (
            self.devolved
            - _ago(self.devolved, 1)
            - self.loans
            + (legal * self.starts).sum("option")
            + float(settings.building_cost) * self.building.sum("body")
            + float(settings.action_cost) * self.spending.sum("place")
            + float(settings.activation_cost) * (self.ready - _ago(self.ready, 1)).sum("body")
        )
        self.model.add_constraints(spent == self._over_time(income), name="devolved fund")

    def _fair(self) -> None:
        gains, cell = self.view.gains(self.options), self.view.cell[self.options.offer]
        for k, group in enumerate(self.view.watched):
            share = np.zeros(self.view.demand.shape)
            share[group.cells] = group.share
            worse = self._by("option", -gains * share[cell])
            self.model.add_constraints(
                (worse * self.starts).sum("option") <= self._over_time(group.room), name=f"watched {k}"
            )

    def _aim(self) -> None:
        settings, cell = self.problem.parameters, self.view.cell[self.options.offer]
        less = -(self.view.weight[cell] * self.view.gains(self.options)).sum(axis=1)
        build, act = (float(settings.spend_weight * cost) for cost in (settings.building_cost, settings.action_cost))
        self.model.add_objective(
            (self._by("option", less) * self.starts).sum() + build * self.building.sum() + act * self.spending.sum()
        )


def _ago(variable: Any, quarters: int) -> Any:
    """Give a variable as it stood so many quarters before, 0 before the first."""
    return variable.shift(quarter=quarters).fillna(0)
