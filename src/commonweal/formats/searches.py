"""A search for a plan as it is kept on disk while it goes on, so that one that was stopped goes on where it was."""

import json
import shutil
from dataclasses import asdict, fields
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.formats.folders import write_over
from commonweal.handover.branches import Branch
from commonweal.handover.last_plan import Stages
from commonweal.handover.plan import Decisions
from commonweal.handover.problem import Problem
from commonweal.handover.search import Effort, State
from commonweal.handover.tariff import Tariff
from commonweal.handover.ways import Floats, Options, Places
from commonweal.handover.written import read_back, written
from commonweal.terms.canon import encode


def search_path(folder: Path) -> Path:
    """Give the file in which the search for a folder's plan is kept: beside it."""
    return folder.with_name(f"{folder.name}.search.json")


def unfinished_path(folder: Path) -> Path:
    """Give the folder in which the last plan that was accepted stands while the search goes on: beside the other."""
    return folder.with_name(f"{folder.name}.unfinished")


def forget_search(folder: Path) -> None:
    """Take away what a search for a folder's plan kept beside it."""
    search_path(folder).unlink(missing_ok=True)
    shutil.rmtree(unfinished_path(folder), ignore_errors=True)


def write_search(path: Path, state: State, problem: Problem, effort: Effort) -> None:
    """Keep how far a search has come, whole or not at all.

    Args:
        path: the file.
        state: what to keep.
        problem: what is searched.
        effort: with which effort.

    Raises:
        FolderNotWritten: where the disk refuses.
    """
    value = {
        "of": _of(problem, effort),
        "step": state.step,
        "tariff": _tariff(state.tariff),
        "bound": state.bound,
        "open": _options(state.open),
        "opening": state.opening.tolist(),
        "taken": _options(state.taken),
        "used": state.used.tolist(),
        "decisions": written(state.decisions),
        "solver_gap": str(state.solver_gap),
        "branches": written(state.branches),
        "leaves": [_tariff(leaf) for leaf in state.leaves],
        "found": written(state.found),
    }
    write_over(path, json.dumps(value).encode())


def read_search(path: Path, problem: Problem, effort: Effort) -> State | None:
    """Read back how far a search has come; None where there is none, or it is of another problem or effort."""
    try:
        value = json.loads(path.read_bytes())
        if value["of"] != _of(problem, effort):
            return None
        return _state(value)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _of(problem: Problem, effort: Effort) -> str:
    """Give the hash that a search is known by."""
    tried = {name: str(one) for name, one in asdict(effort).items()}
    return sha256(encode({"problem": written(problem), "effort": tried})).hexdigest()


def _state(value: Any) -> State:
    return State(
        step=str(value["step"]),
        tariff=_read_tariff(value["tariff"]),
        bound=float(value["bound"]),
        open=_read_options(value["open"]),
        opening=_places(value["opening"]),
        taken=_read_options(value["taken"]),
        used=_floats(value["used"]),
        decisions=None if value["decisions"] is None else read_back(Decisions, value["decisions"]),
        solver_gap=Fraction(value["solver_gap"]),
        branches=tuple(read_back(Branch, branch) for branch in value["branches"]),
        leaves=tuple(_read_tariff(leaf) for leaf in value["leaves"]),
        found=None if value["found"] is None else read_back(Stages, value["found"]),
    )


def _tariff(tariff: Tariff) -> dict[str, Any]:
    return {field.name: getattr(tariff, field.name).tolist() for field in fields(Tariff)}


def _read_tariff(value: Any) -> Tariff:
    return Tariff(**{name: _floats(rows) for name, rows in value.items()})


def _options(options: Options) -> list[list[int]]:
    return [options.offer.tolist(), options.start.tolist()]


def _read_options(value: Any) -> Options:
    return Options(_places(value[0]), _places(value[1]))


def _places(value: Any) -> Places:
    return np.array(value, np.int64)


def _floats(value: Any) -> Floats:
    return np.array(value, np.float64)
