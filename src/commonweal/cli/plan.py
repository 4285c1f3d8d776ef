"""``commonweal plan``: plan hand-overs without a gap, and write what lets anyone check the plan again."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.handover.plan import Certificate, Plan
from commonweal.handover.problem import Problem
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.formats.place_folder import PlaceFolder
    from commonweal.handover.inputs import HandoverTables
    from commonweal.handover.search import Effort

_Place = Annotated[Path, typer.Argument(metavar="PLACE", help="The place folder.", show_default=False)]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]
_Gap = Annotated[
    float, typer.Option("--gap", metavar="SHARE", min=0, max=1, help="How far from the best the plan may be.")
]
_Seconds = Annotated[
    float, typer.Option("--seconds", metavar="N", min=1, help="How long the solver may search at once.")
]
_Seed = Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Of the solver's random choices.")]
_Parts = Annotated[
    int,
    typer.Option(
        "--parts", metavar="N", min=1, help="In how many parts a small place's plan may be proved; 1 takes least time."
    ),
]
_Since = Annotated[
    Path | None,
    typer.Option(
        "--since",
        metavar="DIR",
        help="The folder of the plan published before; of plans as good and no dearer the closest to it is sought.",
    ),
]
_Others = Annotated[
    bool,
    typer.Option(
        "--alternatives",
        help="Also say what would help most, and set other plans beside this one; takes some minutes more.",
    ),
]


def plan(  # noqa: PLR0913 - each option of the command is an argument
    place: _Place,
    out: _Out,
    *,
    gap: _Gap = 0.01,
    seconds: _Seconds = 300.0,
    seed: _Seed = 0,
    parts: _Parts = 200,
    since: _Since = None,
    alternatives: _Others = False,
    as_json: Json = False,
) -> None:
    """Plan which services are handed over, when and to whom; keeping each one is always a choice.

    Stopped halfway, it leaves the last plan that the verifier accepted beside the folder; run again, it goes on.
    """
    with refusals(as_json=as_json):
        from commonweal.handover.search import Effort

        effort = Effort(Fraction(str(gap)), seconds, seed, parts=parts, stages=3)
        lines, machine = _planned(place, out, effort, since, compared=alternatives)
    answer(lines, machine, as_json=as_json)


def _planned(
    place: Path, out: Path, effort: "Effort", since: Path | None, *, compared: bool
) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.cycle import planning
    from commonweal.formats.folders import require_room, write_folder
    from commonweal.formats.place_folder import read_place
    from commonweal.formats.searches import forget_search, unfinished_path
    from commonweal.handover.chronology import chronology
    from commonweal.handover.explain import explain
    from commonweal.handover.staying import staying

    require_room(out)
    progress(say("Reading {path}.", path=str(place)))
    found = read_place(place)
    tables, missing = _gated(found, place)
    problem = planning.problem(found.evidence, tables, found.organisations)
    if since is not None:
        problem = _since(problem, since)
    progress(
        say(
            "Planning {services} services over {quarters} quarters.",
            services=len(problem.services),
            quarters=problem.quarters,
        )
    )
    made, certificate = _searched(problem, effort, out)
    told = explain(problem, made, certificate)
    others = None
    if compared:
        write_folder(unfinished_path(out), _accepted(problem, made, certificate))
        others = _compared(problem, made, certificate)
    write_folder(out, _accepted(problem, made, certificate, others))
    forget_search(out)
    waiting = (
        *staying(tables, [offer.service for offer in found.evidence.offers]),
        *chronology(tables, {body.id: body.name for body in found.organisations}, missing),
    )
    where = say("The verifier accepts this plan. Read {file} for every service.", file=str(out / "explanation.txt"))
    if compared:
        where = say("{where} Read {file} for other plans.", where=where, file=str(out / "alternatives.txt"))
    lines: list[Sentence | str] = [*told.sentences, "", *waiting, *([""] if waiting else []), where]
    return lines, _machine(made, certificate, out)


def _since(problem: Problem, folder: Path) -> Problem:
    """Hold a problem against the plan that was published before it.

    Raises:
        FileMissing: where there is no such folder.
        PlanFolderRefused: with every finding, where the verifier does not accept it.
        LastPlanElsewhere: where it has nothing in common with the problem.
    """
    from commonweal.cli.plan_folder import read_accepted
    from commonweal.handover.stages import held_against

    before, plan, certificate = read_accepted(folder)
    return held_against(problem, before, plan, certificate.plan_sha256)


def _searched(problem: Problem, effort: "Effort", out: Path) -> tuple[Plan, Certificate]:
    """Search for a plan, keeping beside the folder how far the search has come, and the last plan that was accepted."""
    from commonweal.errors import CommonwealError
    from commonweal.formats.folders import write_folder
    from commonweal.formats.searches import forget_search, read_search, search_path, unfinished_path, write_search
    from commonweal.handover.search import certify, find_plan, steps

    kept = search_path(out)
    last = read_search(kept, problem, effort)
    if last is not None:
        progress(say("Going on with the search that was stopped."))
    try:
        for state in steps(problem, effort, progress, last):
            last = state
            if state.decisions is not None and state.step != "done":
                write_folder(unfinished_path(out), _accepted(problem, *certify(problem, state)))
            write_search(kept, state, problem, effort)
    except CommonwealError:
        forget_search(out)
        raise
    if last is None:
        return find_plan(problem, effort)
    progress(say("Certifying the plan from the prices."))
    return certify(problem, last)


def _gated(found: "PlaceFolder", place: Path) -> tuple["HandoverTables", Mapping[str, Sentence]]:
    """Give the tables of the hand-over once the chronology gate let them through, and what each body still lacks.

    Raises:
        FileMissing: where the place has no hand-over to plan.
        CommonwealError: where the gate refuses.
    """
    from commonweal.cycle.readiness import gated
    from commonweal.errors import FileMissing

    if found.handover is None or found.settings.handover is None:
        raise FileMissing(kind="[handover] in", path=place / "place.toml")
    names = {body.id: body.name for body in found.organisations}
    through = gated(found.handover, found.readiness, found.wanted, found.settings.handover.adopted, names)
    return through.tables, through.missing


def _compared(problem: Problem, made: Plan, certificate: Certificate) -> Mapping[str, bytes]:
    """Give what would help most, and other plans to set beside this one."""
    from commonweal.formats.plan_others import others_files
    from commonweal.handover.alternatives import nearly_as_good, other_ideas
    from commonweal.handover.scarce import what_would_help

    helps = what_would_help(problem, made, certificate.prices, progress)
    near, ideas = nearly_as_good(problem, made, progress), other_ideas(problem, progress)
    return others_files(problem, made, certificate, helps=helps, near=near, ideas=ideas)


def _accepted(
    problem: Problem, made: Plan, certificate: Certificate, others: Mapping[str, bytes] | None = None
) -> Mapping[str, bytes]:
    """Give the folder of a plan once the verifier accepts it.

    Raises:
        PlanNotAccepted: with every finding, where it does not.
    """
    from commonweal.errors import Fault, PlanNotAccepted
    from commonweal.formats.plans import plan_files
    from commonweal.verifier.published import check_published
    from commonweal.verifier.reading import Folder

    files = plan_files(problem, made, certificate, others=others)
    progress(say("Checking the plan again, with the verifier."))
    findings = check_published(Folder(files))
    if findings:
        raise PlanNotAccepted(*(Fault("{what}", {"what": seen.what}, seen.where) for seen in findings))
    return files


def _stages(made: Plan) -> dict[str, Any]:
    """Give what the later stages came to, by name; nothing where there were none."""
    from commonweal.handover.written import written

    return {"stages": written(made.stages)} if made.stages else {}


def _machine(made: Plan, certificate: Certificate, out: Path) -> dict[str, Any]:
    from commonweal.terms.canon import fraction_text

    return {
        "cells": len(made.decisions.pathways),
        "handed_over": sum(1 for choice in made.decisions.pathways if choice),
        "objective": fraction_text(certificate.objective),
        "keep": fraction_text(certificate.keep),
        "bound": fraction_text(certificate.bound),
        "gap_objective": fraction_text(certificate.gap_objective),
        "gap_value": fraction_text(certificate.gap_value),
        "solver": certificate.solver,
        "solver_gap": fraction_text(certificate.solver_gap),
        **_stages(made),
        "violations": 0,
        "accepted": True,
        "folder": str(out),
    }
