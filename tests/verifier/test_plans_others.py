"""The verifier of the plans set beside one: accepts what was worked out, and refuses every mutation."""

import json
from fractions import Fraction
from functools import cache

import pytest

from commonweal.formats.plan_others import others_files
from commonweal.formats.plans import plan_files
from commonweal.handover.alternatives import nearly_as_good, other_ideas
from commonweal.handover.scarce import what_would_help
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.handover.tiny import solved
from tests.verifier.plan_folders import change, repair_manifest

FILE = "alternatives.json"


@cache
def made():
    problem, plan, certificate = solved(7)
    found = others_files(
        problem,
        plan,
        certificate,
        helps=what_would_help(problem, plan, certificate.prices),
        near=nearly_as_good(problem, plan),
        ideas=other_ideas(problem),
    )
    return tuple(plan_files(problem, plan, certificate, others=found).items())


def found(files):
    repair_manifest(files)
    return check_published(Folder(files))


def test_what_was_worked_out_is_accepted_and_told():
    files = dict(made())
    assert found(files) == []
    text = files["alternatives.txt"].decode()
    assert text.startswith("What would help most\n")
    for words in (
        "fewest organisations: ",
        "most local: ",
        "do nothing: ",
        "social action first: ",
        "delivery first: ",
    ):
        assert f"\n{words}" in text


def near(files, how):
    change(files, FILE, lambda value: how(value["near"][0]))


def a_row_broken(files):
    change(files, FILE, lambda value: value["ideas"][1]["plan"]["capacity"][0].__setitem__(2, "1000/1"))


def an_objective_lowered(files):
    near(files, lambda one: one["plan"].update(objective="1/1"))


def figures_changed(files):
    near(files, lambda one: one["figures"].update(unmet="1/100"))


def a_figure_added(files):
    near(files, lambda one: one["figures"].update(cheapest="1/1"))


def another_plan_said_to_be_the_same(files):
    near(files, lambda one: one.update(same=not one["same"]))


def a_plan_that_is_not_nearly_as_good(files):
    def swap(value):
        value["near"][0].update(plan=value["ideas"][0]["plan"], figures=value["ideas"][0]["figures"], same=False)

    change(files, FILE, swap)


def a_plan_that_does_not_follow_its_idea(files):
    def swap(value):
        for one in value["ideas"]:
            if one["name"] in ("do nothing", "action first"):
                one.update(plan=value["ideas"][1]["plan"], figures=value["ideas"][1]["figures"], same=False)

    change(files, FILE, swap)


def a_member_added(files):
    near(files, lambda one: one.update(praise="very good"))


def a_plan_taken_out_of_order(files):
    change(files, FILE, lambda value: value["near"].reverse())


def the_margin_widened(files):
    change(files, FILE, lambda value: value.update(worse="1/2"))


def of_another_plan(files):
    change(files, FILE, lambda value: value.update(plan_sha256="0" * 64))


def only_the_text_left(files):
    del files[FILE]


MUTATIONS = [
    (a_row_broken, "V306"),
    (an_objective_lowered, "V306"),
    (figures_changed, "V306"),
    (a_figure_added, "V306"),
    (another_plan_said_to_be_the_same, "V306"),
    (a_plan_that_is_not_nearly_as_good, "V306"),
    (a_plan_that_does_not_follow_its_idea, "V306"),
    (a_member_added, "V306"),
    (a_plan_taken_out_of_order, "V306"),
    (the_margin_widened, "V306"),
    (of_another_plan, "V301"),
    (only_the_text_left, "V306"),
]


@pytest.mark.parametrize(("mutate", "code"), MUTATIONS, ids=[how.__name__ for how, _ in MUTATIONS])
def test_a_mutation_is_refused(mutate, code):
    files = dict(made())
    mutate(files)
    assert code in {finding.code for finding in found(files)}


def test_the_figures_are_exact_numbers():
    for one in json.loads(dict(made())[FILE])["ideas"]:
        if one["figures"]:
            assert 0 <= Fraction(one["figures"]["unmet_poorest"]) <= 1
