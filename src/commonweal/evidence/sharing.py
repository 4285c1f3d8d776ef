"""By how few people the sites within reach of an area are shared: what a rate of access there could give away."""

import numpy as np

from commonweal.evidence.access import Demand, Floats, Supply
from commonweal.evidence.inputs import Bands


def fewest_sharing(demand: Demand, supply: Supply, bands: Bands) -> tuple[float, ...]:
    """Give the fewest people in need, weighted by distance, by whom a site within reach of each area is shared.

    Args:
        demand: who needs the service.
        supply: who offers it.
        bands: how access falls with distance.

    Returns:
        By area; without end where no site is within reach.
    """
    from scipy.spatial import cKDTree

    fewest: Floats = np.full(len(demand.centres), np.inf)
    limits, weights = np.array(bands.limits_m), np.array([float(weight) for weight in bands.weights])
    if not len(supply.points):
        return tuple(fewest.tolist())
    people = np.where(demand.known, demand.people, 0.0)
    tree = cKDTree(demand.centres)
    for point, may in zip(supply.points, supply.eligible, strict=True):
        near = np.array(sorted(tree.query_ball_point(point, limits[-1])), dtype=np.intp)
        distance = np.hypot(*(demand.centres[near] - point).T)
        band = np.minimum(np.searchsorted(limits, distance), len(limits) - 1)
        sharing = float((weights[band] * people[near][:, may].sum(axis=1)).sum())
        fewest[near] = np.minimum(fewest[near], sharing)
    return tuple(fewest.tolist())
