"""Access by E2SFCA, against PySAL ``access``, on every small area of England, or a synthetic country without the data.

The peer takes every pair of places ready made; making them with a kd-tree is part of its time, as it has no other way
to know who is near whom. Both must give the same figures, to twelve digits, or there is no row. Seconds are the
processor's own. Ours is measured in a process of its own, so that its memory is its own: what it takes above what the
areas and providers take.
"""

import multiprocessing
import os
import resource
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from bench.rows import Row
from bench.siting import rows as siting_rows
from commonweal.evidence.access import Demand, Supply, access
from commonweal.evidence.inputs import Bands

Floats = NDArray[np.float64]
PROVIDERS = 20_000
TARGETS = {5: 1 / 12, 10: 1 / 20, 30: 1 / 50}
"""Ours to the peer's time, by the reach in kilometres."""
MEGABYTES, KIB = 250, 1024
"""What ours may take above its start; and what the system counts memory in."""


def rows() -> Iterator[Row]:
    """Take the rows of this stage, each as soon as it is measured; the peer takes 5 GB and minutes for the last."""
    for reach, target in TARGETS.items():
        yield from _rows(reach, target)
    yield from siting_rows()


def _rows(reach: int, target: float) -> Iterator[Row]:
    name, centres, people = _country()
    with multiprocessing.get_context("spawn").Pool(1) as alone:
        ours, found, taken = alone.apply(_alone, (reach,))
    peer, theirs = _theirs(centres, people, *_providers(centres), _bands(reach))
    np.testing.assert_allclose(found, theirs, rtol=1e-12, atol=1e-15)
    what = f"E2SFCA, {len(centres):,} {name} x {PROVIDERS:,} providers, {reach} km"
    yield Row.against(what, ours=ours, peer=peer, target=target, unit="s", better="lower")
    yield Row.against(f"{what}: memory", ours=taken, peer=None, target=MEGABYTES, unit="MB", better="lower")


def _alone(reach: int) -> tuple[float, Floats, float]:
    """Measure ours: seconds, access of each area, and megabytes above the start."""
    _, centres, people = _country()
    sites, capacity = _providers(centres)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, found = _ours(centres, people, sites, capacity, _bands(reach))
    return seconds, found, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / KIB


def _country() -> tuple[str, Floats, Floats]:
    return _england() or _synthetic()


def _bands(reach: int) -> Bands:
    limit = reach * 1000.0
    return Bands((limit / 5, limit / 2, limit), (Fraction(1), Fraction(68, 100), Fraction(22, 100)))


def _providers(centres: Floats) -> tuple[Floats, Floats]:
    random = np.random.default_rng(7)
    sites = centres[random.integers(0, len(centres), PROVIDERS)] + random.normal(0, 300, (PROVIDERS, 2))
    return sites, random.integers(10, 200, PROVIDERS).astype(float)


def _ours(centres: Floats, people: Floats, sites: Floats, capacity: Floats, bands: Bands) -> tuple[float, Floats]:
    start = process_time()
    demand = Demand(centres, people[:, None], np.ones((len(people), 1), dtype=bool))
    count = len(sites)
    found = access(demand, Supply(sites, capacity, np.ones(count, dtype=bool), np.ones((count, 1), dtype=bool)), bands)
    return process_time() - start, found.ratios[:, 0]


def _theirs(centres: Floats, people: Floats, sites: Floats, capacity: Floats, bands: Bands) -> tuple[float, Floats]:
    from access import Access, weights

    limit = bands.limits_m[-1]
    steps = {edge: float(weight) for edge, weight in zip(bands.limits_m, bands.weights, strict=True)}
    start = process_time()
    pairs = cKDTree(centres).sparse_distance_matrix(cKDTree(sites), limit, output_type="ndarray")
    peer = Access(
        demand_df=pd.DataFrame({"id": np.arange(len(people)), "people": people}),
        demand_index="id",
        demand_value="people",
        supply_df=pd.DataFrame({"id": np.arange(len(sites)), "capacity": capacity}),
        supply_index="id",
        supply_value="capacity",
        cost_df=pd.DataFrame({"origin": pairs["i"], "dest": pairs["j"], "cost": pairs["v"]}),
        cost_origin="origin",
        cost_dest="dest",
        cost_name="cost",
        neighbor_cost_df=pd.DataFrame({"origin": [0], "dest": [0], "cost": [0.0]}),
        neighbor_cost_origin="origin",
        neighbor_cost_dest="dest",
        neighbor_cost_name="cost",
    )
    table = peer.enhanced_two_stage_fca(
        name="e2sfca", cost="cost", max_cost=limit, weight_fn=weights.step_fn(steps), normalize=False
    )
    took = process_time() - start
    return took, table["e2sfca_capacity"].reindex(np.arange(len(people))).fillna(0).to_numpy()


def _england() -> tuple[str, Floats, Floats] | None:
    folder = Path(os.environ.get("COMMONWEAL_DATA", Path(__file__).parents[2] / "shared" / "data")) / "england"
    path = folder / "lsoa21_centroids.parquet"
    if not path.is_file():
        return None
    import polars as pl

    table = pl.read_parquet(path).filter(pl.col("lsoa21_code").str.starts_with("E")).sort("lsoa21_code")
    return (
        "areas of England",
        table.select("easting", "northing").to_numpy().astype(float),
        table["pop21"].to_numpy().astype(float),
    )


def _synthetic() -> tuple[str, Floats, Floats]:
    random = np.random.default_rng(3)
    towns = random.uniform(0, 400_000, (400, 2))
    centres = towns[random.integers(0, 400, 33_755)] + random.normal(0, 4000, (33_755, 2))
    return "synthetic areas", centres, random.integers(1000, 3000, 33_755).astype(float)
