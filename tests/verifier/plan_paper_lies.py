"""Lies about what stands beside a plan: certificate, hashes, explanation, timetable, data and other plans."""

import json
from fractions import Fraction

from tests.verifier.plan_folders import change
from tests.verifier.plan_lies import LITTLE, add, add_to, first_positive, handed, read, text


def lie_of(member, by):
    """Make a figure of the certificate differ by a part, or by one unit of its own last place."""

    def tell(files):
        def move(value):
            true = Fraction(value[member])
            value[member] = text(true + (by or Fraction(1, true.denominator)))

        change(files, "certificate.json", move)

    return tell


def a_bound_raised(files):
    lie_of("bound", None)(files)


def a_gap_made_smaller(files):
    lie_of("gap_objective", Fraction(-1, 10**6))(files)


def a_gap_of_value_made_smaller(files):
    lie_of("gap_value", Fraction(-1, 10**6))(files)


def keeping_made_worse(files):
    lie_of("keep", None)(files)


def an_objective_certified_lower(files):
    lie_of("objective", -LITTLE)(files)


def price(files, name, how):
    change(files, "certificate.json", lambda value: how(value["prices"][name]))


def a_price_changed(files):
    def move(rows):
        k, t = first_positive(rows)
        add(rows[k], t, -LITTLE)

    price(files, "capacity", move)


def a_price_below_nothing(files):
    price(files, "equity", lambda row: row.__setitem__(0, text(-LITTLE)))


def a_price_of_a_body_below_nothing(files):
    price(files, "step_in", lambda rows: rows[-1].__setitem__(-1, text(-LITTLE)))


def money_dearer_later(files):
    price(files, "devolved", lambda row: row.__setitem__(-1, text(Fraction(row[-2]) + LITTLE)))


def statutory_money_dearer_later(files):
    price(files, "statutory", lambda row: row.__setitem__(-1, text(Fraction(row[-2]) + LITTLE)))


def prices_for_a_body_too_few(files):
    price(files, "capacity", lambda rows: rows.pop())


def prices_of_rows_that_are_none(files):
    change(files, "certificate.json", lambda value: value["prices"].update(goodwill=["1/1"]))


def another_hash(files, name, member):
    change(files, name, lambda value: value.update({member: "0" * 64}))


def a_plan_made_from_other_data(files):
    another_hash(files, "plan.json", "input_sha256")


def a_certificate_of_other_data(files):
    another_hash(files, "certificate.json", "input_sha256")


def a_certificate_of_another_plan(files):
    another_hash(files, "certificate.json", "plan_sha256")


def an_explanation_bound_to_another_plan(files):
    another_hash(files, "explanation.json", "plan_sha256")


def data_changed_after_the_plan(files):
    change(files, "input.json", lambda data: data["funds"].update(devolved_start="1000/1"))


def a_file_not_in_its_one_form(files):
    files["plan.json"] = json.dumps(read(files, "plan.json"), sort_keys=True).encode()


def an_explanation_of_another_body(files):
    change(files, "explanation.json", lambda told: told["cells"][0].update(organisation="somebody-else"))


def an_explanation_of_another_start(files):
    c, way = handed(files)[-1]
    change(files, "explanation.json", lambda told: told["cells"][c].update(start=way["start"] + 1))


def a_timetable_of_another_plan(files):
    lines = files["timetable.csv"].decode().split("\n")
    k = next(k for k, line in enumerate(lines) if "handed over" in line)
    lines[k] = lines[k].replace("handed over", "double running", 1)
    files["timetable.csv"] = "\n".join(lines).encode()


def a_timetable_cut_short(files):
    files["timetable.csv"] = b"\n".join(files["timetable.csv"].split(b"\n")[:-2])


def drop(files, name, *path):
    def out(value):
        for step in path[:-1]:
            value = value[step]
        del value[path[-1]]

    change(files, name, out)


def a_plan_without_its_objective(files):
    drop(files, "plan.json", "objective")


def a_certificate_without_its_bound(files):
    drop(files, "certificate.json", "bound")


def prices_without_those_of_volunteers(files):
    drop(files, "certificate.json", "prices", "volunteers")


def data_without_funds(files):
    drop(files, "input.json", "funds")


def an_explanation_without_cells(files):
    drop(files, "explanation.json", "cells")


def a_plan_with_a_member_more(files):
    change(files, "plan.json", lambda plan: plan.update(name="checked by everybody"))


def a_first_capacity_raised(files):
    change(files, "input.json", lambda data: add_to(data["providers"][0], "capacity", 1))
    change(files, "plan.json", lambda plan: add(plan["capacity"][0], 0, 1))


def a_floor_raised(files):
    """What a body does falls below it."""
    data = read(files, "input.json")
    found = ((c, Fraction(data["offers"][way["offer"]]["quality"])) for c, way in handed(files))
    c, quality = next((c, quality) for c, quality in found if quality < 1)
    s = data["cells"][c]["service"]
    change(files, "input.json", lambda data: data["services"][s].update(floor=text(quality + LITTLE)))


def a_service_said_to_have_met_all_need(files):
    """In the first quarter, in which nothing is handed over."""

    def raised(data):
        data["services"][data["cells"][0]["service"]]["level"][0] = "1/1"

    change(files, "input.json", raised)


def money_found_in_the_statutory_fund(files):
    change(files, "input.json", lambda data: add_to(data["funds"], "statutory_start", LITTLE))


def fewer_volunteers(files):
    def none_left(data):
        data["parameters"]["volunteers_per_action"] = "0/1"
        for place in data["neighbourhoods"]:
            place["volunteer_units"] = "0/1"

    change(files, "input.json", none_left)


def an_unwilling_body(files):
    def unwilling(data):
        for body in data["providers"]:
            body["willing"] = False

    change(files, "input.json", unwilling)


def a_readiness_put_off(files):
    data, (_, way) = read(files, "input.json"), handed(files)[0]
    p = data["offers"][way["offer"]]["provider"]
    change(files, "input.json", lambda data: data["providers"][p].update(ready_from=way["start"] + 1))


def a_need_made_smaller(files):
    change(files, "input.json", lambda data: add(data["cells"][-1]["demand"], 0, -LITTLE))


def a_floor_lowered(files):
    """Service 1 is cut below its floor and topped up to it, so the floor shows in what everything costs."""
    change(files, "input.json", lambda data: data["services"][1].update(floor="1/2"))


def a_smaller_reserve_asked_for(files):
    change(files, "input.json", lambda data: data["parameters"].update(step_in="0/1"))


def no_tolerance_for_the_poorest(files):
    change(files, "input.json", lambda data: data["parameters"].update(tolerance="0/1"))


def other(files, how):
    change(files, "alternatives.json", lambda value: how(value["ideas"][0]))


def another_plan_with_a_row_broken(files):
    other(files, lambda one: add(one["plan"]["capacity"][0], -1, LITTLE))


def another_plan_made_to_look_better(files):
    other(files, lambda one: one["figures"].update(unmet="1/100"))


def another_plan_with_a_better_objective(files):
    other(files, lambda one: one["plan"].update(objective="1/1"))
