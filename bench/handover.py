"""Hand-over plans of the sample place: checking one beside solving it, and how close to the best it is shown to be."""

import time
from datetime import date

from bench.rows import Row
from commonweal.cycle.demand import demand
from commonweal.evidence.inputs import Evidence
from commonweal.formats.plans import plan_files
from commonweal.handover.check import violations
from commonweal.handover.inputs import build_problem
from commonweal.handover.pathways import start_choices
from commonweal.handover.problem import Problem
from commonweal.handover.search import find_plan
from commonweal.samples.handovers import sample_handover
from commonweal.samples.places import sample_place
from commonweal.terms.places import neighbourhoods
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder

SEED = 1
AS_AT = date(2026, 9, 30)


def rows() -> list[Row]:
    """Give the rows of this stage.

    Raises:
        RuntimeError: where the plan is not accepted, so that times would mean nothing.
    """
    problem = sample_problem(SEED)
    size = f"{len(problem.cells)} cells x {problem.quarters} quarters, {len(list(start_choices(problem))):,} starts"
    began = time.perf_counter()
    plan, certificate = find_plan(problem)
    solving = time.perf_counter() - began
    files = plan_files(problem, plan, certificate)
    began = time.perf_counter()
    broken = violations(problem, plan)
    checking = time.perf_counter() - began
    began = time.perf_counter()
    findings = check_published(Folder(files))
    verifying = time.perf_counter() - began
    if broken or findings:
        message = "the plan is not accepted: its times would mean nothing"
        raise RuntimeError(message)
    return [
        Row.against(
            f"re-checking a published plan and its bound in exact fractions, beside solving it with HiGHS ({size})",
            ours=verifying,
            peer=solving,
            target=1 / 5,
            unit="s",
            better="lower",
        ),
        Row.against(
            f"every row by loops, exactly ({size})",
            ours=checking,
            peer=solving,
            target=1 / 20,
            unit="s",
            better="lower",
        ),
        Row.against(
            f"certified gap of the objective; the solver's own is {float(certificate.solver_gap):.2%} ({size})",
            ours=float(certificate.gap_objective),
            peer=None,
            target=0.0239,
            unit="share",
            better="lower",
        ),
        Row.against(
            f"certified gap of the value at stake ({size})",
            ours=float(certificate.gap_value),
            peer=None,
            target=0.041,
            unit="share",
            better="lower",
        ),
    ]


def sample_problem(seed: int) -> Problem:
    """Give the sample place's hand-over."""
    place = sample_place(seed)
    evidence = Evidence(place.name, AS_AT, place.areas, place.offers, place.needs, place.sites)
    services = [offer.service for offer in place.offers if offer.up_for_transfer]
    localities = neighbourhoods(place.areas)
    need = demand(evidence)
    tables = sample_handover(seed, services, localities, place.organisations, need)
    return build_problem(tables, need, services, place.organisations, localities)
