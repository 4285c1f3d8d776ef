"""Full costs as published: accepted as they are, refused mutation by mutation, however well the hashes are mended."""

import json
from datetime import date

import pytest
from hypothesis import given, settings

from commonweal.delivery.full_cost import full_cost
from commonweal.formats.costing_tables import Costing, costs_of
from commonweal.formats.folders import with_manifest
from commonweal.formats.full_costs import cost_files
from commonweal.terms.canon import encode
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from tests.delivery.budgets import RATES, budgets
from tests.formats.costing import COSTING

FILES = cost_files(costs_of(COSTING), COSTING, date(2026, 11, 26))


def codes(files):
    return {found.code for found in check_folder(Folder(files))}


def mended(kind, files):
    """Give a folder whose manifest fits whatever is in it."""
    return with_manifest(kind, {name: data for name, data in files.items() if name != "manifest.json"})


def mutated(change):
    value = json.loads(FILES["cost.json"])
    change(value)
    return mended("costs", FILES | {"cost.json": encode(value)})


def test_what_is_published_is_accepted():
    assert codes(FILES) == set()


@settings(max_examples=40)
@given(budgets())
def test_whatever_budget_there_is_is_worked_out_the_same_by_both(made):
    budget, uplifts = made
    told = type(uplifts)(uplifts.shares, {"pay": ("a forecast",), "prices": ("a forecast",)})
    costing = Costing((budget,), told, RATES)
    assert codes(cost_files([full_cost(budget, told, RATES)], costing, date(2026, 6, 1))) == set()


YEARS = [
    *("full_cost_pence", "paid_pence", "gap_pence", "filled_pence", "unfilled_pence"),
    *("lifting_pence", "living_wage_pence_per_hour"),
]


@pytest.mark.parametrize("name", YEARS)
def test_a_figure_of_a_year_that_is_a_penny_off_is_found(name):
    def change(value):
        value["budgets"][0]["years"][1][name] += 1

    assert "V702" in codes(mutated(change))


def first(value):
    return value["budgets"][0]["input"]


MUTATIONS = {
    "a line": lambda value: value["budgets"][0]["years"][0]["lines"][0].update(pence=1),
    "a total": lambda value: value["budgets"][0].update(total_pence=1),
    "a year left out": lambda value: value["budgets"][0]["years"].pop(),
    "a flag left out": lambda value: value["budgets"][0]["years"][0]["below_living_wage"].pop(),
    "a wage said to be known": lambda value: value["budgets"][0]["years"][1].update(living_wage_known=True),
    "a label": lambda value: value["budgets"][0]["years"][1].update(label="2028/29"),
    "a payer": lambda value: value["budgets"][0]["years"][0]["income"][0].update(payer="nobody"),
    "a hope left out": lambda value: value["budgets"][0]["years"][0].update(hoped_for=[]),
    "a figure more": lambda value: value["budgets"][0]["years"][0].update(also=1),
    "pay": lambda value: first(value)["staff"][0].update(pay_pence_per_hour=1701),
    "hours": lambda value: first(value)["staff"][0].update(hours_per_week="31/1"),
    "an on-cost": lambda value: first(value)["on_costs"][0].update(share_of_wages="1/9"),
    "a direct line": lambda value: first(value)["lines"][0].update(pence=1),
    "the kind of a line": lambda value: first(value)["lines"][0].update(kind="one-off"),
    "an overhead": lambda value: first(value)["overheads"][0].update(share="1/4"),
    "what an overhead is of": lambda value: first(value)["overheads"][0].update(share_of="staff"),
    "who agreed": lambda value: first(value)["income"][2].update(agreed=True),
    "an uplift": lambda value: value["uplifts"][0].update(share="1/10"),
    "a rate": lambda value: [one.update(pence_per_hour=1400) for one in value["rates"]],
    "the area of the wage": lambda value: first(value).update(living_wage_area="London"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_each_mutation_is_found(name):
    assert "V702" in codes(mutated(MUTATIONS[name]))


def test_a_table_that_says_other_than_the_figures_is_found():
    lines = FILES["cost.csv"].splitlines(keepends=True)
    for table in ([*lines[:-1]], [*lines, lines[-1]], [lines[0], lines[2], lines[1], *lines[3:]]):
        assert codes(mended("costs", FILES | {"cost.csv": b"".join(table)})) == {"V703"}


def test_another_form_or_byte_is_found():
    assert "V701" in codes(mutated(lambda value: value.update(kind="costs")))
    assert "V701" in codes(mended("costs", FILES | {"cost.json": FILES["cost.json"] + b" "}))
    assert codes(FILES | {"cost.txt": b"all is well"}) == {"V104"}
    assert "V107" in codes(mended("costs", {name: data for name, data in FILES.items() if name != "cost.csv"}))
    assert "V108" in codes(mended("costs", FILES | {"more.txt": b""}))


@pytest.mark.parametrize("spoilt", [b"[]", b"{}", b"nonsense", b'{"format":"commonweal/1","kind":"full costs"}'])
def test_nonsense_is_a_finding_and_never_a_crash(spoilt):
    assert codes(mended("costs", FILES | {"cost.json": spoilt}))
