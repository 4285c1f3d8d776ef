"""What stands beside a plan: accepted as it was made, and refused mutation by mutation."""

from fractions import Fraction
from functools import cache

import pytest

from commonweal.delivery.options import compare_options
from commonweal.formats.library_survival import yearly_failure_ranges
from commonweal.formats.option_comparisons import option_files
from commonweal.formats.plan_beside import beside_files
from commonweal.formats.plans import plan_files
from commonweal.formats.stress_folder import PublishedTrial, stress_files
from commonweal.handover.inputs import build_problem
from commonweal.handover.search import find_plan
from commonweal.handover.stress.codes import codes
from commonweal.handover.stress.explain import explain_stress
from commonweal.handover.stress.futures import futures
from commonweal.handover.stress.tried import whole_trial
from commonweal.samples.handovers import sample_handover
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Neighbourhood
from commonweal.terms.services import Service
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.delivery.budgets import UPLIFTS
from tests.delivery.comparisons import HUB
from tests.verifier.plan_folders import change, repair_manifest

TRIAL = "stress.json"
PARAMETERS = "parameters.csv"


@cache
def made():
    library = Service("library", "Libraries", "hours", Fraction(1), Fraction("0.6"), statutory=True)
    clubs = Service("clubs", "Clubs", "places", Fraction(1), Fraction("0.4"), statutory=False)
    places = [Neighbourhood("Herring Hill", 900, 1), Neighbourhood("Fathom Rise", 1100, 2)]
    bodies = [Organisation("hall", "The Hall", "charity", "Herring Hill"), Organisation("club", "The Club", "CIC", "")]
    needs = {(one.id, place.name): Fraction(40) for one in (library, clubs) for place in places}
    tables = sample_handover(1, [library, clubs], places, bodies, needs, quarters=8)
    problem = build_problem(tables, needs, [library, clubs], bodies, places)
    plan, certificate = find_plan(problem)
    ranges = futures(problem, yearly_failure_ranges())
    tried = whole_trial(problem, {"plan": plan.decisions}, ranges, (40, 5))
    told = explain_stress(problem, ranges, tried.trial, tried.ends[0])
    shas = certificate.input_sha256, certificate.plan_sha256
    numbers = codes(problem, plan.decisions, certificate.plan_sha256)
    trial = stress_files(
        PublishedTrial(problem, *shas, ranges, tried.trial, told, tried.ends[0], tried.fans, numbers), ""
    )
    options = option_files([compare_options(HUB, UPLIFTS)], ())
    others = beside_files(trial, options, tables.settings)
    return tuple(plan_files(problem, plan, certificate, others=others).items())


def found(files):
    repair_manifest(files)
    return check_published(Folder(files))


def test_what_was_made_is_accepted():
    assert found(dict(made())) == []


def test_a_plan_without_any_of_it_is_accepted():
    gone = ("stress.", "options.", "parameters.")
    assert found({name: data for name, data in made() if not name.startswith(gone)}) == []


@pytest.mark.parametrize(
    "name", ["stress.json", "stress.csv", "stress.txt", "options.json", "options.csv", "options.txt"]
)
def test_a_file_of_a_set_may_not_be_left_out(name):
    files = {one: data for one, data in made() if one != name}
    assert [(one.code, one.where) for one in found(files)] == [("V107", name)]


def trial(files, how):
    change(files, TRIAL, how)


def of_another_plan(files):
    trial(files, lambda value: value.update(plan_sha256="0" * 64))


def of_another_input(files):
    trial(files, lambda value: value.update(input_sha256="0" * 64))


def a_chance_lowered(files):
    trial(files, lambda value: value["plans"][0]["dangers"]["overload"].update(times=0))


def an_interval_narrowed(files):
    trial(files, lambda value: value["kinds_alone"]["late"]["floor"].update(most="1/1000000"))


def fewer_futures_than_were_tried(files):
    trial(files, lambda value: value.update(scenarios=39))


def the_body_that_would_hurt_most_named(files):
    trial(files, lambda value: value["hurts_most"].update(body="The Hall"))


def more_said_of_whose_end_hurts(files):
    trial(files, lambda value: value["hurts_most"].update(worst="2027-Q3"))


def a_kept_cell_said_to_be_handed_over(files):
    trial(files, lambda value: value["cells"][0].update(handed_over=not value["cells"][0]["handed_over"]))


def a_cell_left_out(files):
    trial(files, lambda value: value["cells"].pop())


def a_body_left_out(files):
    trial(files, lambda value: value["bodies"].pop())


def a_body_named(files):
    trial(files, lambda value: value["bodies"][0].update(body="The Hall"))


def more_said_of_a_body(files):
    trial(files, lambda value: value["bodies"][0].update(name="The Hall"))


def a_quarter_of_a_body_left_out(files):
    trial(files, lambda value: value["bodies"][0]["quarters"].pop())


def a_body_that_comes_back(files):
    trial(files, lambda value: value["bodies"][0]["quarters"][-1].update(goes_on=41))


def a_range_upside_down(files):
    def turn(value):
        value["bodies"][0]["quarters"][0]["capacity"].update(low="1000000/1")

    trial(files, turn)


def unmet_need_upside_down(files):
    trial(files, lambda value: value["cells"][0]["unmet"].update(low="2/1"))


def a_member_added(files):
    trial(files, lambda value: value.update(praise="sound"))


def a_service_that_never_breaks(files):
    trial(files, lambda value: value["services"][0].update(service="other"))


def the_table_of_another_trial(files):
    files["stress.csv"] = files["stress.csv"].replace(b",yes,40,", b",no,40,", 1)


def another_parameter(files):
    files[PARAMETERS] = files[PARAMETERS].replace(b"\nnatural_loss,0.02,", b"\nnatural_loss,0.03,")


def another_share(files):
    files[PARAMETERS] = files[PARAMETERS].replace(b"\nlegal_share,0.25,", b"\nlegal_share,0.26,")


def another_derived_share(files):
    files[PARAMETERS] = files[PARAMETERS].replace(b"\nactivation_share,0.04,", b"\nactivation_share,0.05,")


def another_scale(files):
    files[PARAMETERS] = files[PARAMETERS].replace(b"\nunit_gbp,1000,", b"\nunit_gbp,1001,")


def an_effect_that_is_none_stated(files):
    files[PARAMETERS] = files[PARAMETERS].replace(b"\ndelivery_action,0,", b"\ndelivery_action,0.01,")


def a_parameter_left_out(files):
    lines = files[PARAMETERS].split(b"\n")
    files[PARAMETERS] = b"\n".join(line for line in lines if not line.startswith(b"step_in,"))


def a_source_left_out(files):
    files[PARAMETERS] = files[PARAMETERS].replace(b"a choice of scale", b"")


def an_option_made_cheaper(files):
    def cheaper(value):
        value["comparisons"][0]["options"][0]["cost_over_all_years_pence"]["central"] -= 1

    change(files, "options.json", cheaper)


MUTATIONS = [
    (of_another_plan, "V301"),
    (of_another_input, "V301"),
    (a_chance_lowered, "V307"),
    (an_interval_narrowed, "V307"),
    (fewer_futures_than_were_tried, "V307"),
    (the_body_that_would_hurt_most_named, "V307"),
    (more_said_of_whose_end_hurts, "V307"),
    (a_kept_cell_said_to_be_handed_over, "V307"),
    (a_cell_left_out, "V106"),
    (a_body_left_out, "V307"),
    (a_body_named, "V307"),
    (more_said_of_a_body, "V307"),
    (a_quarter_of_a_body_left_out, "V307"),
    (a_body_that_comes_back, "V307"),
    (a_range_upside_down, "V307"),
    (unmet_need_upside_down, "V307"),
    (a_member_added, "V307"),
    (a_service_that_never_breaks, "V307"),
    (the_table_of_another_trial, "V307"),
    (another_parameter, "V308"),
    (another_share, "V308"),
    (another_derived_share, "V308"),
    (another_scale, "V308"),
    (an_effect_that_is_none_stated, "V308"),
    (a_parameter_left_out, "V308"),
    (a_source_left_out, "V308"),
    (an_option_made_cheaper, "V712"),
]


@pytest.mark.parametrize(("mutate", "code"), MUTATIONS, ids=[how.__name__ for how, _ in MUTATIONS])
def test_a_mutation_is_refused(mutate, code):
    files = dict(made())
    before = dict(files)
    mutate(files)
    assert files != before, "the mutation changes nothing"
    assert code in {finding.code for finding in found(files)}
