"""A costing folder that the tests of its tables write, spoil and read."""

from dataclasses import replace

from commonweal.delivery.full_cost import full_cost
from commonweal.formats.costing_tables import Costing, Known, read_costing
from commonweal.formats.costing_writing import write_costing
from commonweal.formats.rates_table import joined
from tests.delivery.budgets import CLUB, UPLIFTS
from tests.delivery.comparisons import HUB

KNOWN = Known(["hub", "club"], ["trust", "council"], ["Old Town", "Harbour"])
RATES = joined(())
OPTIONS = tuple(
    replace(one, budget=full_cost(CLUB, UPLIFTS, RATES)) if one.budget is not None else one for one in HUB.options
)
COSTING = Costing((CLUB,), UPLIFTS, RATES, (replace(HUB, options=OPTIONS),))


def written(folder):
    """Write the folder and give it."""
    inside = folder / "costing"
    inside.mkdir()
    for name, data in write_costing(COSTING).items():
        (inside / name).write_bytes(data)
    return inside


def read(inside):
    return read_costing(inside, KNOWN)
