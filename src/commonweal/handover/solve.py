"""The solver: the only file of this stage that imports it. It proposes; nothing that it says is trusted."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Literal

import highspy
import numpy as np

from commonweal.handover.programme import Programme
from commonweal.handover.ways import Floats, Places

Ending = Literal["solved", "no solution", "out of time"]


@dataclass(frozen=True, slots=True)
class Limits:
    """When a search over whole numbers may stop.

    Attributes:
        gap: relative gap of the solver's own.
        seconds: of wall time.
        nodes: of its tree; unlike time, the same number gives the same answer everywhere.
        seed: of its random choices.
        enough: an objective that is good enough, if one is.
    """

    gap: float
    seconds: float = 300.0
    nodes: int = 1_000_000
    seed: int = 0
    enough: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver says.

    Attributes:
        ending: whether it solved the model, found that nothing keeps the rows, or ran out of time with nothing in hand.
        values: of the columns; empty where there are none.
        duals: of the rows; empty where there are none.
        objective: of the values.
        bound: its own bound.
    """

    ending: Ending
    values: Floats
    duals: Floats
    objective: float = 0.0
    bound: float = 0.0

    @property
    def gap(self) -> float:
        """Its own relative gap."""
        return max(0.0, self.objective - self.bound) / self.objective if self.objective > 0 else 0.0


NOTHING = np.zeros(0)
MOST_SIMPLEX = 40_000
"""Rows up to which the simplex method is the quicker one."""


def solver_name() -> str:
    """Name the solver with its version."""
    return f"HiGHS {version('highspy')}"


def relaxed(programme: Programme) -> Answer:
    """Solve the relaxation, whose row duals are prices.

    Large ones are solved by an interior-point method without crossover, which is quicker there and as good for prices.

    Args:
        programme: what to solve.
    """
    solver = _passed(programme, whole=False)
    if programme.rows.count > MOST_SIMPLEX:
        solver.setOptionValue("solver", "ipx")
        solver.setOptionValue("run_crossover", "off")
    else:
        solver.setOptionValue("primal_feasibility_tolerance", 1e-9)
    solver.run()
    ending = _ending(solver)
    if ending != "solved":
        return Answer(ending, NOTHING, NOTHING)
    found, objective = solver.getSolution(), solver.getInfo().objective_function_value
    return Answer(ending, np.array(found.col_value), np.array(found.row_dual), objective, objective)


def whole(programme: Programme, limits: Limits, begun: tuple[Places, Floats] | None = None) -> Answer:
    """Search for whole numbers.

    Args:
        programme: what to solve.
        limits: when to stop.
        begun: some columns with their values in an answer that is known.
    """
    solver = _passed(programme, whole=True)
    if begun is not None and len(begun[0]):
        solver.setSolution(len(begun[0]), begun[0].astype(np.int32), begun[1])
    solver.setOptionValue("mip_rel_gap", limits.gap)
    solver.setOptionValue("time_limit", limits.seconds)
    solver.setOptionValue("mip_max_nodes", limits.nodes)
    solver.setOptionValue("random_seed", limits.seed)
    if limits.enough is not None:
        solver.setOptionValue("objective_target", limits.enough)
    solver.run()
    info = solver.getInfo()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Answer("no solution", NOTHING, NOTHING)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer("out of time", NOTHING, NOTHING)
    values = np.array(solver.getSolution().col_value)
    return Answer("solved", values, NOTHING, info.objective_function_value, info.mip_dual_bound)


class Resolver:
    """Solves the relaxation of one programme again and again between other bounds, each time from an earlier solution.

    Args:
        programme: which.
    """

    def __init__(self, programme: Programme) -> None:
        self._solver = _passed(programme, whole=False)
        self._solver.setOptionValue("primal_feasibility_tolerance", 1e-9)
        self._columns = np.arange(len(programme.cost), dtype=np.int32)
        self._rows = np.arange(programme.rows.count, dtype=np.int32)
        self._row_upper = np.concatenate(programme.rows.upper)

    def solved(self, lower: Floats, upper: Floats, row_lower: Floats, since: Any = None) -> tuple[Answer, Any]:
        """Solve between other bounds.

        Args:
            lower: of the columns.
            upper: of the columns.
            row_lower: of the rows.
            since: from where, as an earlier solution gave it.

        Returns:
            the answer, with a dual ray for duals where there is no solution, and from where to go on.
        """
        solver = self._solver
        solver.changeColsBounds(len(self._columns), self._columns, lower, upper)
        solver.changeRowsBounds(len(self._rows), self._rows, row_lower, self._row_upper)
        if since is not None:
            solver.setBasis(since)
        solver.run()
        ending = _ending(solver)
        if ending == "solved":
            found, objective = solver.getSolution(), solver.getInfo().objective_function_value
            answer = Answer(ending, np.array(found.col_value), np.array(found.row_dual), objective, objective)
            return answer, solver.getBasis()
        _, there, ray = solver.getDualRay()
        return Answer(ending, NOTHING, np.array(ray) if there else NOTHING), None


def _ending(solver: Any) -> Ending:
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return "solved"
    return "out of time" if status == highspy.HighsModelStatus.kTimeLimit else "no solution"


def _passed(programme: Programme, *, whole: bool) -> Any:
    """Hand a programme to a quiet, single-threaded, seeded solver."""
    lp, rows = highspy.HighsLp(), programme.rows
    lp.num_col_, lp.num_row_ = len(programme.cost), rows.count
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = programme.cost, programme.lower, programme.upper
    lp.row_lower_, lp.row_upper_ = np.concatenate(rows.lower), np.concatenate(rows.upper)
    starts, columns, values = rows.compressed(len(programme.cost))
    lp.offset_ = programme.offset
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, columns, values
    if whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[int(flag)] for flag in programme.whole]
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 - the solver's own form
    solver.setOptionValue("threads", 1)
    solver.passModel(lp)
    return solver
