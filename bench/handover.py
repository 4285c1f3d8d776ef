"""Hand-over plans: how close to the best a town and a city come, beside the model given to the solver as a whole."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from bench.rows import Row
from commonweal.cycle.demand import demand
from commonweal.evidence.inputs import Evidence
from commonweal.formats.plans import plan_files
from commonweal.handover.check import violations
from commonweal.handover.inputs import build_problem
from commonweal.handover.model import model
from commonweal.handover.pathways import start_choices
from commonweal.handover.priced import priced
from commonweal.handover.problem import Problem
from commonweal.handover.search import Effort, find_plan
from commonweal.handover.solve import Limits, whole
from commonweal.handover.tariff import Tariff, lifted
from commonweal.handover.view import View, view
from commonweal.handover.ways import Floats
from commonweal.samples.handovers import sample_handover
from commonweal.samples.places import sample_place
from commonweal.samples.regions import CITY, Size, sample_region
from commonweal.terms.places import neighbourhoods
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder

SEED = 1
SEEDS = (1, 2, 3, 4, 5)
AS_AT = date(2026, 9, 30)
MONOLITH_SECONDS = 60
MONOLITHS = (Size(4, 12, 20, 10), Size(8, 24, 40, 12))
TARGETS = {"town": (0.015, 60.0, None), "city": (0.02, 400.0, 4096.0)}
VERIFYING = 60.0


def rows() -> Iterator[Row]:
    """Give the rows of this stage, each as soon as it is measured."""
    yield from _sample()
    yield _pricing()
    for size in MONOLITHS:
        yield from _monolith(size)
    for name in TARGETS:
        yield from region(name, SEEDS)


def region(name: str, seeds: Sequence[int]) -> Iterator[Row]:
    """Give the rows of a town or a city: medians and worst over some seeds, each planned in a process of its own."""
    runs = [_run(name, seed) for seed in seeds]
    gap, seconds, memory = TARGETS[name]
    what = f"{name}, {len(seeds)} seeds"
    for kind, pick in (("median", statistics.median), ("worst", max)):

        def figure(key: str, pick: object = pick) -> float:
            return float(pick(run[key] for run in runs))  # type: ignore[operator]

        yield _row(f"{what}: certified gap of the objective, {kind}", figure("gap"), gap, "share")
        yield _row(f"{what}: certified gap of the value at stake, {kind}", figure("gap_value"), None, "share")
        yield _row(f"{what}: planned and certified, {kind}", figure("seconds"), seconds, "s")
        yield _row(f"{what}: checked again by the verifier, {kind}", figure("verifying"), VERIFYING, "s")
    yield _row(f"{what}: memory, worst", max(run["megabytes"] for run in runs), memory, "MB")


def _row(name: str, ours: float, target: float | None, unit: str) -> Row:
    return Row.against(name, ours=ours, peer=None, target=target, unit=unit, better="lower")


def _run(name: str, seed: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.handover_one", name, str(seed)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(f"{name}, seed {seed}: {found}", file=sys.stderr, flush=True)
    return found


def _pricing() -> Row:
    """One pass of the bound over every way to begin of a city."""
    looked = view(sample_region(SEED, CITY))
    random, shape = np.random.default_rng(SEED), (len(looked.home), looked.quarters)
    place = (len(looked.problem.neighbourhoods), looked.quarters)

    def grid(shape: tuple[int, int]) -> Floats:
        return random.random(shape) * 0.1

    watched = random.random((len(looked.watched), looked.quarters))
    scarce = (grid(shape), grid(shape), grid(shape), grid(place), grid(shape))
    tariff = lifted(Tariff(*scarce, random.random(looked.quarters), random.random(looked.quarters), watched))
    times = []
    for _ in range(5):
        began = time.perf_counter()
        priced(looked, tariff)
        times.append(time.perf_counter() - began)
    ways = len(looked.options())
    return _row(f"the bound over {ways:,} ways to begin, one pass", statistics.median(times), 0.15, "s")


def _monolith(size: Size) -> Iterator[Row]:
    """The whole model in whole numbers, given to HiGHS for a minute, by us and by linopy, beside ours step by step."""
    problem = sample_region(SEED, size)
    looked = view(problem)
    began = time.perf_counter()
    found = whole(model(looked, looked.options()).programme, Limits(gap=0.001, seconds=MONOLITH_SECONDS))
    whole_time = time.perf_counter() - began
    began = time.perf_counter()
    plan, certificate = find_plan(problem, Effort(direct=0, stages=1))
    ours = time.perf_counter() - began
    ways = f"{len(looked.options()):,} ways to begin"
    yield Row.against(
        f"{ways}: weighted unmet need, beside the whole model in HiGHS",
        ours=float(plan.objective),
        peer=found.objective if len(found.values) else None,
        target=1.01,
        unit="units",
        better="lower",
    )
    yield Row.against(
        f"{ways}: gap, ours certified, the solver's its own word",
        ours=float(certificate.gap_objective),
        peer=found.gap,
        target=None,
        unit="share",
        better="lower",
    )
    yield Row.against(f"{ways}: time", ours=ours, peer=whole_time, target=1.0, unit="s", better="lower")
    yield from _linopy(ways, looked, float(plan.objective), ours)


def _linopy(ways: str, looked: View, objective: float, ours: float) -> Iterator[Row]:
    """The same model written with linopy and given to HiGHS for as long."""
    from bench.linopy_peer import Written

    began = time.perf_counter()
    rows = model(looked, looked.options())
    rows.rows.compressed(rows.columns.count)
    own = time.perf_counter() - began
    began = time.perf_counter()
    written = Written(looked, looked.options())
    building = time.perf_counter() - began
    found = written.solve(time_limit=MONOLITH_SECONDS, mip_rel_gap=0.001)
    theirs = time.perf_counter() - began
    yield Row.against(
        f"{ways}: the model written, beside linopy", ours=own, peer=building, target=1.0, unit="s", better="lower"
    )
    yield Row.against(
        f"{ways}: weighted unmet need, beside the whole model from linopy in HiGHS",
        ours=objective,
        peer=found.objective,
        target=1.01,
        unit="units",
        better="lower",
    )
    yield Row.against(f"{ways}: time, beside linopy", ours=ours, peer=theirs, target=1.0, unit="s", better="lower")


def _sample() -> Iterator[Row]:
    """The sample place: checking its plan beside solving it.

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
    for name, ours, target in (
        ("re-checking a published plan and its bound exactly, beside solving it with HiGHS", verifying, 1 / 5),
        ("every row by loops, exactly", checking, 1 / 20),
    ):
        yield Row.against(f"{name} ({size})", ours=ours, peer=solving, target=target, unit="s", better="lower")
    own = f"the solver's own is {float(certificate.solver_gap):.2%}"
    yield _row(f"certified gap of the objective; {own} ({size})", float(certificate.gap_objective), None, "share")
    yield _row(f"certified gap of the value at stake ({size})", float(certificate.gap_value), None, "share")


def sample_problem(seed: int) -> Problem:
    """Give the sample place's hand-over."""
    place = sample_place(seed)
    evidence = Evidence(place.name, AS_AT, place.areas, place.offers, place.needs, place.sites)
    services = [offer.service for offer in place.offers if offer.up_for_transfer]
    localities = neighbourhoods(place.areas)
    need = demand(evidence)
    tables = sample_handover(seed, services, localities, place.organisations, need)
    return build_problem(tables, need, services, place.organisations, localities)
