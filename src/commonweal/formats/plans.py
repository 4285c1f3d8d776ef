"""The folder of one hand-over plan: its input, the plan, its certificate and its explanation, as published bytes."""

import json
from collections.abc import Mapping
from typing import Any

from commonweal.formats.counts import sentence_value
from commonweal.formats.folders import with_manifest
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.handover.explain import PlanExplanation, explain
from commonweal.handover.explain_running import Fate
from commonweal.handover.pictures import GanttRow, gantt_rows
from commonweal.handover.plan import Certificate, Plan
from commonweal.handover.problem import Problem
from commonweal.handover.written import plan_form, read_back, written
from commonweal.terms.canon import encode

INPUT, PLAN, CERTIFICATE = "input.json", "plan.json", "certificate.json"
_TITLES: Mapping[Fate, str] = {
    "over": "Handed over",
    "on": "Handed on to another body",
    "back": "Handed back to the council",
    "stay": "Staying with the body that runs it",
    "kept": "Kept by the council",
}
_ALWAYS = ("over", "kept")


def plan_files(
    problem: Problem,
    plan: Plan,
    certificate: Certificate,
    explanation: PlanExplanation | None = None,
    others: Mapping[str, bytes] | None = None,
) -> Mapping[str, bytes]:
    """Give the folder of one plan: everything that lets anyone check it again.

    Args:
        problem: the data.
        plan: the plan.
        certificate: its certificate.
        explanation: of the plan, where it has been made already.
        others: what :func:`commonweal.formats.plan_others.others_files` gives, where that was asked for.

    Returns:
        The bytes of ``input.json``, ``plan.json``, ``certificate.json``, ``explanation.json``, ``explanation.txt``,
        ``timetable.csv`` and ``manifest.json``, and those of the others.
    """
    told = explanation or explain(problem, plan, certificate)
    files = {
        INPUT: encode(written(problem)),
        PLAN: encode(plan_form(plan, certificate.input_sha256)),
        CERTIFICATE: encode(written(certificate)),
        "explanation.json": encode(_explanation_value(told, certificate)),
        "explanation.txt": _explanation_text(problem, told).encode("utf-8"),
        "timetable.csv": _timetable(problem, plan),
        **(others or {}),
    }
    return with_manifest("plan", files)


def read_plan(files: Mapping[str, bytes]) -> tuple[Problem, Plan, Certificate]:
    """Read the folder of a plan back, exactly.

    Raises:
        ValueError: where a file is not as :func:`plan_files` writes it. What a stranger wrote is for the verifier.
    """
    problem, plan, certificate = (json.loads(files[name]) for name in (INPUT, PLAN, CERTIFICATE))
    plan.pop("input_sha256", None)
    return read_back(Problem, problem), read_back(Plan, plan), read_back(Certificate, certificate)


def _explanation_value(told: PlanExplanation, certificate: Certificate) -> dict[str, Any]:
    return {
        "kind": "plan explanation",
        "input_sha256": certificate.input_sha256,
        "plan_sha256": certificate.plan_sha256,
        "summary": [sentence_value(sentence) for sentence in told.sentences],
        "cells": [
            {
                "service": cell.service,
                "neighbourhood": cell.neighbourhood,
                "organisation": cell.organisation,
                "start": cell.start,
                "sentences": [sentence_value(sentence) for sentence in cell.sentences],
            }
            for cell in told.cells
        ],
    }


def _explanation_text(problem: Problem, told: PlanExplanation) -> str:
    voice = prose(ENGLISH)
    lines = ["Hand-over plan", "", *(voice.text(sentence) for sentence in told.sentences)]
    names = {service.id: service.name for service in problem.services}
    for fate, title in _TITLES.items():
        cells = [cell for cell in told.cells if cell.fate == fate]
        if cells or fate in _ALWAYS:
            lines += ["", title, "-" * len(title)]
        for cell in cells:
            lines += ["", f"{names[cell.service]}, {cell.neighbourhood}"]
            lines += [f"  {voice.text(sentence)}" for sentence in cell.sentences]
    return "\n".join(lines) + "\n"


def _who(row: GanttRow) -> str:
    """Say who runs a row's service in the end, and from whom it comes where a body ran it already."""
    last = row.phases[-1].stage
    if last == "handed on":
        return f"handed on from {row.before} to {row.organisation}"
    return f"handed back by {row.before}" if last == "handed back" else row.organisation


def _timetable(problem: Problem, plan: Plan) -> bytes:
    """Write who runs what in each quarter, for a spreadsheet."""
    rows = []
    for row in gantt_rows(problem, plan):
        stages = {t: phase.stage for phase in row.phases for t in range(phase.first, phase.last + 1)}
        rows.append((row.service, row.neighbourhood, _who(row), *(stages[t] for t in range(problem.quarters))))
    quarters = [str(problem.quarter(t)) for t in range(problem.quarters)]
    return write_table(["service", "neighbourhood", "organisation", *quarters], rows)
