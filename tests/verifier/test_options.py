"""Options as published: accepted as they are, and refused mutation by mutation, however well the hashes are mended."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from commonweal.delivery.options import compare_options
from commonweal.formats.option_comparisons import option_files
from commonweal.terms.canon import encode
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from tests.delivery.budgets import UPLIFTS
from tests.delivery.comparisons import CLOSE, HUB, KEEP, comparisons
from tests.verifier.test_costs import mended

FILES = option_files([compare_options(HUB, UPLIFTS)], [])


def codes(files):
    return {found.code for found in check_folder(Folder(files))}


def mutated(change):
    value = json.loads(FILES["options.json"])
    change(value["comparisons"][0])
    return mended("options", FILES | {"options.json": encode(value)})


def test_what_is_published_is_accepted():
    assert codes(FILES) == set()


@settings(max_examples=40)
@given(comparisons())
def test_whatever_is_compared_is_worked_out_the_same_by_both(asked):
    found = check_folder(Folder(option_files([compare_options(asked, UPLIFTS)], [])))
    kept = any(option.kind == "keep" for option in asked.options)
    assert {one.what for one in found} == (
        set() if kept else {"for s it does not say which ways to go on were left out"}
    )


def option(value, k=2):
    return value["options"][k]


MUTATIONS = {
    "a year's cost": ("V712", lambda hub: option(hub)["years"][0]["cost_pence"].update(low=1)),
    "a part": ("V712", lambda hub: option(hub)["years"][1]["parts"]["failure demand"].update(high=1)),
    "what is paid now": ("V712", lambda hub: option(hub)["paid_in_first_year_pence"].update(central=1)),
    "the whole": ("V712", lambda hub: option(hub)["cost_over_all_years_pence"].update(central=1)),
    "a figure": ("V712", lambda hub: option(hub)["figures"][0]["range"].update(central=60_001)),
    "a range upside down": ("V712", lambda hub: option(hub)["figures"][1]["range"].update(low=999_999_999)),
    "a saving without a source": ("V712", lambda hub: option(hub)["figures"][1].update(counted=True)),
    "costs said to be known": ("V712", lambda hub: option(hub).update(costs_known=False)),
    "what nobody worked out": ("V712", lambda hub: option(hub).update(not_worked_out=["full cost"])),
    "a budget": ("V712", lambda hub: option(hub, 1)["budget"].update(pence=[1, 1])),
    "how far a budget may be out": ("V712", lambda hub: option(hub, 1)["budget"].update(high_share="1/1")),
    "prices": ("V712", lambda hub: hub.update(prices=[{"year": 2027, "share": "1/2"}])),
    "a discount": ("V712", lambda hub: hub.update(discounting="3.5 %")),
    "ways left out": ("V712", lambda hub: hub.update(not_compared=[])),
    "no keeping": ("V712", lambda hub: option(hub, 0).update(kind="reshape")),
    "no mark": ("V713", lambda hub: hub.update(marked=[])),
    "a mark on another": ("V713", lambda hub: hub["marked"][0].update(option="keep")),
    "a surer mark": ("V713", lambda hub: hub["marked"][0].update(sure=True)),
    "what is saved now": ("V713", lambda hub: hub["marked"][0].update(saved_now_pence=1)),
    "a cut": ("V714", lambda hub: option(hub, 1)["public_money"].update(after_pence=999_999)),
    "a verdict": ("V714", lambda hub: option(hub, 1)["public_money"].update(verdict="new money")),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_each_mutation_is_found(name):
    code, change = MUTATIONS[name]
    assert code in codes(mutated(change))


@pytest.mark.parametrize("source", ["", "a guess"])
def test_a_saving_that_is_counted_everywhere_but_has_no_source_is_found(source):
    sold = tuple(replace(one, source="the sale") if one.what == "saving" else one for one in CLOSE.figures)
    asked = replace(HUB, options=(KEEP, replace(CLOSE, figures=sold)))
    files = option_files([compare_options(asked, UPLIFTS)], [])
    value = json.loads(files["options.json"])
    assert codes(files) == set()
    for figure in value["comparisons"][0]["options"][1]["figures"]:
        if figure["what"] == "saving":
            figure["source"] = source
    assert codes(mended("options", files | {"options.json": encode(value)})) == {"V712"}


def test_another_form_or_byte_is_found():
    other = json.loads(FILES["options.json"]) | {"kind": "options"}
    assert codes(mended("options", FILES | {"options.json": encode(other)})) == {"V711"}
    assert "V711" in codes(mended("options", FILES | {"options.json": FILES["options.json"] + b" "}))
    assert codes(FILES | {"options.txt": b"all is well"}) == {"V104"}
    assert "V107" in codes(mended("options", {name: data for name, data in FILES.items() if name != "options.csv"}))
    assert "V108" in codes(mended("options", FILES | {"more.txt": b""}))
    assert codes(mended("options", FILES | {"pictures/1-hub.svg": b"<svg/>"})) == set()


@pytest.mark.parametrize(
    "spoilt", [b"[]", b"{}", b"nonsense", b'{"format":"commonweal/1","kind":"option comparisons"}']
)
def test_nonsense_is_a_finding_and_never_a_crash(spoilt):
    assert codes(mended("options", FILES | {"options.json": spoilt}))
