"""Lies about what a plan does: who begins what and when, what is built and spent, and what is left.

Each changes the files of a folder in place, whatever the size of the place.
"""

import json
from fractions import Fraction

from tests.verifier.plan_folders import change

LITTLE = Fraction(1, 10**9)


def read(files, name):
    return json.loads(files[name])


def text(value):
    return f"{value.numerator}/{value.denominator}"


def add(row, t, by):
    row[t] = text(Fraction(row[t]) + by)


def add_to(value, member, by):
    value[member] = text(Fraction(value[member]) + by)


def first_positive(rows):
    return next((k, t) for k, row in enumerate(rows) for t, value in enumerate(row) if Fraction(value) > 0)


def allowed(data, k, start):
    """Say whether an offer may begin in a quarter."""
    offer = data["offers"][k]
    service = data["services"][data["cells"][offer["cell"]]["service"]]
    body = data["providers"][offer["provider"]]
    counted = Fraction(offer["quality"]) * ((1 - Fraction(offer["volunteer_share"])) if service["statutory"] else 1)
    last = data["quarters"] - 1 - data["parameters"]["overlap_quarters"]
    return body["willing"] and counted >= Fraction(service["floor"]) and max(1, body["ready_from"]) <= start <= last


def handed(files):
    """Give what is handed over: for each such cell its place and its way."""
    ways = read(files, "plan.json")["decisions"]["pathways"]
    return [(c, way) for c, way in enumerate(ways) if way]


def go(files, c, **another):
    """Let a cell go another way, and the explanation say so."""
    change(files, "plan.json", lambda plan: plan["decisions"]["pathways"][c].update(another))
    if "start" in another:
        change(files, "explanation.json", lambda told: told["cells"][c].update(start=another["start"]))


def a_start_moved(files):
    data = read(files, "input.json")
    c, way = next(
        (c, way) for c, way in handed(files) if any(allowed(data, way["offer"], way["start"] + by) for by in (1, -1))
    )
    go(files, c, start=next(way["start"] + by for by in (1, -1) if allowed(data, way["offer"], way["start"] + by)))


def an_offer_swapped(files):
    data = read(files, "input.json")
    for c, way in handed(files):
        for k, offer in enumerate(data["offers"]):
            if offer["cell"] == c and k != way["offer"] and allowed(data, k, way["start"]):
                go(files, c, offer=k)
                return
    raise AssertionError("no cell has two offers that may begin")


def an_offer_of_another_cell(files):
    (c, _), data = handed(files)[0], read(files, "input.json")
    go(files, c, offer=next(k for k, offer in enumerate(data["offers"]) if offer["cell"] != c))


def a_start_too_late(files):
    data, (c, _) = read(files, "input.json"), handed(files)[0]
    go(files, c, start=data["quarters"] - data["parameters"]["overlap_quarters"])


def a_hand_over_left_out(files):
    c, _ = handed(files)[0]
    change(files, "plan.json", lambda plan: plan["decisions"]["pathways"].__setitem__(c, None))


def a_body_made_ready_too_early(files):
    def early(plan):
        p = next(p for p, quarter in enumerate(plan["ready"]) if quarter)
        plan["ready"][p] -= 1

    change(files, "plan.json", early)


def a_load_lightened(files):
    def lighten(plan):
        k, t = first_positive(plan["load"])
        add(plan["load"][k], t, -LITTLE)

    change(files, "plan.json", lighten)


def a_capacity_raised(files):
    change(files, "plan.json", lambda plan: add(plan["capacity"][0], -1, LITTLE))


def an_overload_hidden(files):
    def hide(plan):
        k, t = first_positive(plan["overload"])
        plan["overload"][k][t] = "0/1"

    change(files, "plan.json", hide)


def an_overload_made_up(files):
    change(files, "plan.json", lambda plan: add(plan["overload"][0], 0, LITTLE))


def social_action_made_up(files):
    change(files, "plan.json", lambda plan: add(plan["social_action"][-1], -1, LITTLE))


def beyond(files, what, limit):
    """Let a body build, or a place spend, a billionth more than it may in the last quarter."""
    change(files, "plan.json", lambda plan: plan["decisions"][what][0].__setitem__(-1, text(limit(plan) + LITTLE)))


def more_built_than_can_be_absorbed(files):
    data = read(files, "input.json")
    settings, home = data["parameters"], data["providers"][0]["home"]

    def limit(plan):
        stock = Fraction(plan["social_action"][home][-1]) if home is not None else Fraction(0)
        return (
            Fraction(settings["build_share"]) * Fraction(plan["capacity"][0][-1])
            + Fraction(settings["build_per_action"]) * stock
        )

    beyond(files, "building", limit)


def more_social_action_than_there_can_be(files):
    data = read(files, "input.json")
    share, base = Fraction(data["parameters"]["spend_share"]), Fraction(data["neighbourhoods"][0]["spend_base"])
    beyond(files, "spending", lambda plan: share * Fraction(plan["social_action"][0][-1]) + base)


def less_than_nothing_built(files):
    change(files, "plan.json", lambda plan: plan["decisions"]["building"][0].__setitem__(-1, text(-LITTLE)))


def a_loan_not_repaid(files):
    change(files, "plan.json", lambda plan: plan["decisions"]["loans"].__setitem__(-1, text(LITTLE)))


def a_loan_beyond_its_limit(files):
    most = Fraction(read(files, "input.json")["parameters"]["loan_limit"])
    change(files, "plan.json", lambda plan: plan["decisions"]["loans"].__setitem__(0, text(most + LITTLE)))


def a_reserve_spent(files):
    change(files, "plan.json", lambda plan: add(plan["statutory_balance"], 2, -LITTLE))


def devolved_money_made_up(files):
    change(files, "plan.json", lambda plan: add(plan["devolved_balance"], 2, LITTLE))


def an_objective_lowered(files):
    change(files, "plan.json", lambda plan: plan.update(objective="1/1"))
    change(files, "certificate.json", lambda value: value.update(objective="1/1"))


def an_objective_lowered_to_its_bound(files):
    """Everything that is said of it then fits."""
    least = read(files, "certificate.json")["bound"]
    change(files, "plan.json", lambda plan: plan.update(objective=least))
    said = {"objective": least, "gap_objective": "0/1", "gap_value": "0/1"}
    change(files, "certificate.json", lambda value: value.update(said))


def a_cost_said_to_be_lower(files):
    change(files, "plan.json", lambda plan: add_to(plan["stages"], "cost", -LITTLE))
