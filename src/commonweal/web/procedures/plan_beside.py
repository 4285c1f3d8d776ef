"""What is published beside a plan that a place folder tells of: its trial, the options for services, its parameters."""

from collections.abc import Callable, Mapping

from commonweal.delivery.options import compare_options
from commonweal.formats.costing_tables import Costing
from commonweal.formats.library_survival import yearly_failure_ranges
from commonweal.formats.option_comparisons import option_files
from commonweal.formats.place_folder import PlaceFolder
from commonweal.formats.plan_beside import beside_files
from commonweal.formats.stress_folder import PublishedTrial, stress_files
from commonweal.handover.plan import Certificate, Plan
from commonweal.handover.problem import Problem
from commonweal.handover.stress.codes import codes
from commonweal.handover.stress.explain import explain_stress
from commonweal.handover.stress.futures import futures
from commonweal.handover.stress.tried import whole_trial
from commonweal.terms.sentences import Sentence

FUTURES, SEED = 1000, 0
"""How a plan is tried before it is adopted; the seed is published, so that anybody can try it in the same futures."""


def beside(
    place: PlaceFolder, problem: Problem, plan: Plan, certificate: Certificate, told: Callable[[Sentence], None]
) -> Mapping[str, bytes]:
    """Try a plan, compare the options that the place wrote down, and give the files to keep beside the plan.

    Args:
        place: the place folder.
        problem: the data of the plan.
        plan: the plan.
        certificate: of the plan.
        told: is told of each stage.
    """
    settings = place.handover.settings if place.handover else ()
    return beside_files(_trial(problem, plan, certificate, told), _options(place.costing), settings, place.equality)


def _trial(
    problem: Problem, plan: Plan, certificate: Certificate, told: Callable[[Sentence], None]
) -> Mapping[str, bytes]:
    ranges = futures(problem, yearly_failure_ranges())
    tried = whole_trial(problem, {"plan": plan.decisions}, ranges, (FUTURES, SEED), told)
    hardest = tried.ends[0] if tried.ends else None
    words = explain_stress(problem, ranges, tried.trial, hardest)
    shas = certificate.input_sha256, certificate.plan_sha256
    numbers = codes(problem, plan.decisions, certificate.plan_sha256)
    trial = PublishedTrial(problem, *shas, ranges, tried.trial, words, hardest, tried.fans, numbers)
    # The page draws its picture from the figures, in the reader's language.
    return stress_files(trial, "")


def _options(costing: Costing | None) -> Mapping[str, bytes]:
    if costing is None or not costing.comparisons:
        return {}
    return option_files([compare_options(one, costing.uplifts) for one in costing.comparisons], ())
