"""A proof in parts: accepted as it was found, and refused where its questions leave a plan out or prove too much."""

import json
from fractions import Fraction
from functools import cache

import pytest

from commonweal.formats.plans import plan_files
from commonweal.handover.search import Effort, find_plan
from commonweal.verifier.plans import check_plan
from commonweal.verifier.reading import Folder
from tests.handover.tiny import looks_back, solved, tiny
from tests.verifier.plan_folders import change, repair

CERTIFICATE = "certificate.json"


@cache
def _folder(seed, again):
    problem = tiny(seed, quarters=5)
    if again:
        problem, plan, _ = solved(seed)
        problem = looks_back(problem, plan, 3)
    plan, certificate = find_plan(problem, Effort(gap=Fraction(0), parts=30))
    assert len(certificate.branches) > 2
    return tuple(plan_files(problem, plan, certificate).items())


def folder(seed=2, *, again=False):
    return dict(_folder(seed, again))


@pytest.mark.parametrize(("seed", "again"), [(2, False), (4, False), (7, True)])
def test_a_proof_in_parts_is_accepted(seed, again):
    assert check_plan(Folder(folder(seed, again=again))) == []


def _change(files, how):
    change(files, CERTIFICATE, how)


def a_part_left_out(value):
    """A branch that is no question at all: both of its answers lead to the part that proves more."""
    last = value["branches"][-1]
    last["no"] = last["yes"]


def a_part_taken_away(value):
    del value["leaves"][-1]


def a_part_that_nobody_comes_to(value):
    value["leaves"].append(value["leaves"][0])


def all_questions_taken_away(value):
    del value["branches"]


def answers_exchanged(value):
    for branch in value["branches"]:
        branch["yes"], branch["no"] = branch["no"], branch["yes"]


def a_question_that_leads_back(value):
    value["branches"][1]["yes"] = 0


def a_question_about_nothing(value):
    value["branches"][0]["question"] = {"kind": "begins", "of": 10_000, "offer": None, "by": None}


def a_question_of_another_kind(value):
    value["branches"][0]["question"]["kind"] = "likes"


def a_question_about_a_quarter_after_the_plan(value):
    value["branches"][0]["question"]["by"] = 99


def a_question_with_more_to_it(value):
    value["branches"][0]["question"]["unless"] = 1


def an_offer_of_another_cell(value):
    value["branches"][0]["question"].update(kind="begins", of=0, offer=len(value["prices"]["capacity"]) + 3)


def a_body_asked_about_with_an_offer(value):
    value["branches"][0]["question"].update(kind="ready", of=0, offer=0, by=None)


def a_part_whose_prices_are_below_nothing(value):
    value["leaves"][0]["statutory"][0] = "-1/1"


def a_part_whose_money_is_dearer_later(value):
    value["leaves"][1]["devolved"][-1] = "1000/1"


def a_bound_that_is_not_the_least_of_the_parts(value):
    bound = Fraction(value["bound"]) + Fraction(1, 10**9)
    value["bound"] = f"{bound.numerator}/{bound.denominator}"


MUTATIONS = [
    *(a_part_left_out, a_part_taken_away, a_part_that_nobody_comes_to, all_questions_taken_away, answers_exchanged),
    *(a_question_that_leads_back, a_question_about_nothing, a_question_of_another_kind, an_offer_of_another_cell),
    *(a_question_about_a_quarter_after_the_plan, a_question_with_more_to_it, a_body_asked_about_with_an_offer),
    *(
        a_part_whose_prices_are_below_nothing,
        a_part_whose_money_is_dearer_later,
        a_bound_that_is_not_the_least_of_the_parts,
    ),
]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.__name__)
def test_every_change_to_a_proof_in_parts_is_refused(mutation):
    files = folder()
    _change(files, mutation)
    repair(files)
    assert {found.code for found in check_plan(Folder(files))} == {"V304"}


def test_a_proof_that_is_written_and_empty_is_refused():
    files = dict(_folder(2, False))

    def empty(value):
        value["branches"], value["leaves"] = [], []

    _change(files, empty)
    repair(files)
    assert "V303" in {found.code for found in check_plan(Folder(files))}


@pytest.mark.parametrize("way", ["cell", "body"])
def test_a_question_about_what_has_begun_is_refused(way):
    files = folder(7, again=True)
    begun = next(c for c, one in enumerate(json.loads(files["input.json"])["adopted"]["starts"]) if one)
    offer = json.loads(files["input.json"])["adopted"]["starts"][begun][0]
    body = json.loads(files["input.json"])["offers"][offer]["provider"]
    kind, of = ("begins", begun) if way == "cell" else ("ready", body)
    question = {"kind": kind, "of": of, "offer": None, "by": None}
    _change(files, lambda value: value["branches"][0].update(question=question))
    repair(files)
    assert "V304" in {found.code for found in check_plan(Folder(files))}
