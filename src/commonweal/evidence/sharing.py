"""By how few people the sites within reach of an area are shared: what a rate of access there could give away."""

from dataclasses import replace

import numpy as np

from commonweal.evidence.access import Demand, Floats, Supply
from commonweal.evidence.disclosure_rules import Rule
from commonweal.evidence.inputs import Bands


def shared_as_shown(demand: Demand, supply: Supply, bands: Bands, rule: Rule) -> tuple[Supply, tuple[float, ...]]:
    """Give sites as if each were shared by as many as a rule shows, and the fewest by whom one within reach is shared.

    What a site can offer is public: who divides it by what is within reach of an area knows how many share it.

    Args:
        demand: who needs the service.
        supply: who offers it.
        bands: how access falls with distance.
        rule: by which so many are shown.

    Returns:
        The sites, each with its capacity times those in need, weighted by distance, over as many as are shown; and the
        fewest of these by area, without end where no site is within reach.
    """
    from scipy.spatial import cKDTree

    fewest: Floats = np.full(len(demand.centres), np.inf)
    limits, weights = np.array(bands.limits_m), np.array([float(weight) for weight in bands.weights])
    if not len(supply.points):
        return supply, tuple(fewest.tolist())
    people = np.where(demand.known, demand.people, 0.0)
    tree = cKDTree(demand.centres)
    sharing: Floats = np.zeros(len(supply.points))
    for j, (point, may) in enumerate(zip(supply.points, supply.eligible, strict=True)):
        near = np.array(sorted(tree.query_ball_point(point, limits[-1])), dtype=np.intp)
        distance = np.hypot(*(demand.centres[near] - point).T)
        band = np.minimum(np.searchsorted(limits, distance), len(limits) - 1)
        sharing[j] = float((weights[band] * people[near][:, may].sum(axis=1)).sum())
        fewest[near] = np.minimum(fewest[near], sharing[j])
    shown = rule.blurs(sharing)
    scaled = np.divide(sharing, shown, out=np.ones_like(sharing), where=shown > 0)
    return replace(supply, capacity=supply.capacity * scaled), tuple(fewest.tolist())
