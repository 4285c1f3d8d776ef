"""Tiny places that ask something of their plan beyond the model's own rows, drawn so that on some seed each binds."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from commonweal.handover.conditions import Blackout, CapacityGain, Conditions, LargestShare, Lot, PriceFloor
from commonweal.handover.faults import problem_faults

EFFECTS = (Fraction("0.01"), Fraction("0.05"), Fraction("0.3"))
KINDS = ("blackouts", "price_floors", "largest_shares", "lots", "gains")


def asking(problem, seed, kinds=KINDS):
    """Give the problem with conditions of some kinds, each there on most seeds."""
    random = Random(f"conditions {seed}")
    drawn = {
        "blackouts": _blackouts(random, problem),
        "price_floors": _price_floors(random, problem),
        "largest_shares": _largest_shares(random, problem),
        "lots": _lots(random, problem),
        "gains": _gains(random, problem),
    }
    made = replace(problem, conditions=Conditions(**{kind: drawn[kind] for kind in kinds}))
    assert not list(problem_faults(made))
    return made


def bringing(problem, seed):
    """Give the problem with an effect of delivery on social action, small, middling or large."""
    effect = Random(f"effect {seed}").choice(EFFECTS)
    return replace(problem, parameters=replace(problem.parameters, delivery_action=effect))


def _blackouts(random, problem):
    quarters = random.sample(range(1, problem.quarters - 1), random.choice([0, 1]))
    services = [None, *range(len(problem.services))]
    return tuple(Blackout(t, random.choice(services), "an election") for t in quarters)


def _price_floors(random, problem):
    some = [s for s in range(len(problem.services)) if random.random() < 0.4]
    return tuple(PriceFloor(s, Fraction(random.randint(40, 90), 100), "a wage survey") for s in some)


def _largest_shares(random, problem):
    some = [s for s in range(len(problem.services)) if random.random() < 0.6]
    return tuple(LargestShare(s, Fraction(random.randint(20, 80), 100), "no dependence on one") for s in some)


def _lots(random, problem):
    """Two or three lots of one group, drawn over all cells; some cells are in none."""
    if random.random() < 0.3:
        return ()
    names = ("north", "south", "rest")[: random.choice([2, 3])]
    members = {name: [] for name in names}
    for c in range(len(problem.cells)):
        name = random.choice([*names, None])
        if name:
            members[name].append(c)
    return tuple(Lot("areas", name, tuple(cells)) for name, cells in members.items() if cells)


def _gains(random, problem):
    mean = sum((body.capacity for body in problem.providers), Fraction(0)) / len(problem.providers)
    some = [p for p in range(len(problem.providers)) if random.random() < 0.6]
    return tuple(
        CapacityGain(p, random.randint(1, problem.quarters - 1), mean * random.randint(5, 60) / 100, "a second site")
        for p in some
    )
