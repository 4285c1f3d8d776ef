"""The verifier of plans where a place asks more than the model's rows: every mutation refused."""

import json
from fractions import Fraction
from functools import cache

import pytest

from commonweal.formats.plans import plan_files
from commonweal.handover.replan import replan
from commonweal.handover.search import find_plan
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.handover.asking import asking, bringing
from tests.handover.tiny import tiny
from tests.verifier.plan_folders import change, repair

SEEDS = (1, 4, 9, 12)


@cache
def _made(seed):
    problem = asking(tiny(seed, quarters=6, places=4), seed)
    problem = bringing(problem, seed) if seed % 2 else problem
    return (problem, *find_plan(problem))


def folder(seed=4, *, again=False):
    problem, plan, certificate = _made(seed)
    if again:
        problem = replan(problem, plan, [], 3)
        plan, certificate = find_plan(problem)
    return dict(plan_files(problem, plan, certificate))


def codes(files):
    repair(files)
    return {finding.code for finding in check_published(Folder(files))}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("again", [False, True])
def test_a_plan_that_keeps_what_is_asked_is_accepted(seed, again):
    assert check_published(Folder(folder(seed, again=again))) == []


def test_all_that_can_be_asked_is_asked_on_some_seed():
    asked = [json.loads(folder(seed)["input.json"])["conditions"] for seed in SEEDS]
    assert all(any(one[kind] for one in asked) for kind in asked[0])
    assert any(any(map(any, _made(seed)[2].prices.largest_share)) for seed in SEEDS)


def _ways(files):
    """Each hand-over with its service, its body and its price."""
    data, plan = (json.loads(files[name]) for name in ("input.json", "plan.json"))
    for c, way in enumerate(plan["decisions"]["pathways"]):
        if way:
            yield c, data["cells"][c]["service"], data["offers"][way["offer"]], way["start"]


def a_quarter_closed(files):
    _, service, _, start = next(_ways(files))
    row = {"quarter": start, "service": service, "reason": "an election"}
    change(files, "input.json", lambda data: data["conditions"]["blackouts"].append(row))


def a_price_floor_raised(files):
    _, service, _, _ = next(_ways(files))
    row = {"service": service, "least": "5/1", "source": "a survey"}
    change(files, "input.json", lambda data: data["conditions"].update(price_floors=[row]))


def a_share_made_smaller(files):
    service = json.loads(files["input.json"])["conditions"]["largest_shares"][0]["service"]
    assert any(s == service for _, s, _, _ in _ways(files))
    change(files, "input.json", lambda data: data["conditions"]["largest_shares"][0].update(most="1/1000"))


def lots_drawn_otherwise(files):
    by_body = {}
    for c, _, offer, _ in _ways(files):
        by_body.setdefault(offer["provider"], []).append(c)
    one, two = next(cells[:2] for cells in by_body.values() if len(cells) > 1)
    lots = [{"group": "new", "name": "a", "cells": [one]}, {"group": "new", "name": "b", "cells": [two]}]
    change(files, "input.json", lambda data: data["conditions"].update(lots=lots))


def a_gain_made_larger(files):
    change(files, "input.json", lambda data: data["conditions"]["gains"][0].update(units="100/1"))


def a_price_of_a_share_changed(files):
    def move(certificate):
        rows = certificate["prices"]["largest_share"]
        k, p = next((k, p) for k, row in enumerate(rows) for p, price in enumerate(row) if Fraction(price) > 0)
        price = Fraction(rows[k][p]) * 2
        rows[k][p] = f"{price.numerator}/{price.denominator}"

    change(files, "certificate.json", move)


def no_price_of_a_share(files):
    change(files, "certificate.json", lambda value: value["prices"].pop("largest_share"))


def an_effect_of_delivery_made_larger(files):
    change(files, "input.json", lambda data: data["parameters"].update(delivery_action="1/1"))


def an_effect_of_delivery_left_out(files):
    change(files, "input.json", lambda data: data["parameters"].pop("delivery_action"))


def _seed_with(kind):
    for seed in SEEDS:
        problem, _, certificate = _made(seed)
        if kind == "effect" and problem.parameters.delivery_action:
            return seed
        if kind == "price" and any(map(any, certificate.prices.largest_share)):
            return seed
        if kind not in {"price", "effect"} and getattr(problem.conditions, kind) and next(_ways(folder(seed)), None):
            return seed
    raise AssertionError(kind)


MUTATIONS = [
    (a_quarter_closed, "blackouts", {"V302"}),
    (a_price_floor_raised, "price_floors", {"V302"}),
    (a_share_made_smaller, "price", {"V302", "V304"}),
    (lots_drawn_otherwise, "lots", {"V302"}),
    (a_gain_made_larger, "gains", {"V303", "V304"}),
    (a_price_of_a_share_changed, "price", {"V304"}),
    (no_price_of_a_share, "largest_shares", {"V106"}),
    (an_effect_of_delivery_made_larger, "effect", {"V303", "V304"}),
    (an_effect_of_delivery_left_out, "effect", {"V303", "V304"}),
]


@pytest.mark.parametrize(("mutate", "kind", "found"), MUTATIONS, ids=[mutate.__name__ for mutate, _, _ in MUTATIONS])
def test_a_mutation_is_refused_even_with_every_hash_repaired(mutate, kind, found):
    files = folder(_seed_with(kind))
    mutate(files)
    assert found <= codes(files)


def _asks(**members):
    return lambda data: data["conditions"].update(members)


CANNOT_BE = {
    "nothing asked": lambda data: data.update(
        conditions={"blackouts": [], "price_floors": [], "largest_shares": [], "lots": [], "gains": []}
    ),
    "an effect that is none": lambda data: data["parameters"].update(delivery_action="0/1"),
    "a member more": _asks(more=[]),
    "a member of a row more": _asks(blackouts=[{"quarter": 1, "service": None, "reason": "", "until": 2}]),
    "a quarter after the end": _asks(blackouts=[{"quarter": 99, "service": None, "reason": ""}]),
    "a service that is none": _asks(price_floors=[{"service": 99, "least": "1/1", "source": ""}]),
    "a share above the whole": _asks(largest_shares=[{"service": 0, "most": "2/1", "reason": ""}]),
    "a share twice": _asks(largest_shares=[{"service": 0, "most": "1/2", "reason": ""}] * 2),
    "a cell in two lots": _asks(
        lots=[{"group": "g", "name": "a", "cells": [0]}, {"group": "g", "name": "b", "cells": [0]}]
    ),
    "capacity at the start": _asks(gains=[{"provider": 0, "quarter": 0, "units": "1/1", "source": ""}]),
    "capacity below nothing": _asks(gains=[{"provider": 0, "quarter": 1, "units": "-1/1", "source": ""}]),
}


@pytest.mark.parametrize("name", CANNOT_BE)
def test_conditions_that_cannot_be_are_refused(name):
    files = folder()
    change(files, "input.json", CANNOT_BE[name])
    assert codes(files) == {"V106"}
