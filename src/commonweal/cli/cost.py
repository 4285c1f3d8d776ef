"""``commonweal cost``: what services and projects cost in full, who pays, and what nobody pays."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.costing import checked, costing_of
from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

_Place = Annotated[Path, typer.Argument(metavar="PLACE", help="The place folder.", show_default=False)]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]
_On = Annotated[
    datetime | None,
    typer.Option(
        "--on", metavar="DATE", formats=["%Y-%m-%d"], help="The day by which wage rates may be old; else today."
    ),
]


def cost(place: _Place, out: _Out, on: _On = None, *, as_json: Json = False) -> None:
    """Work out the full cost of each budget: fair overheads, the living wage, the gap and who fills it."""
    with refusals(as_json=as_json):
        lines, machine = _costed(place, out, on)
    answer(lines, machine, as_json=as_json)


def _costed(place: Path, out: Path, on: datetime | None) -> tuple[list[Sentence | str], dict[str, Any]]:
    import json

    from commonweal.delivery.cost_told import cost_sentences
    from commonweal.formats.costing_tables import costs_of
    from commonweal.formats.folders import write_folder
    from commonweal.formats.full_costs import cost_files

    costing = costing_of(place, "budgets.csv")
    day = (on or datetime.now().astimezone()).date()
    progress(
        say(
            "Working out the full cost of {n} budget.",
            plural="Working out the full cost of {n} budgets.",
            by="n",
            n=len(costing.budgets),
        )
    )
    costs = costs_of(costing)
    files = checked(cost_files(costs, costing, day))
    write_folder(out, files)
    lines: list[Sentence | str] = []
    for found in costs:
        lines += [*cost_sentences(found, costing.uplifts, costing.rates, day), ""]
    lines.append(
        say("The verifier accepts each figure. Every line of every year is in {file}.", file=str(out / "cost.csv"))
    )
    return lines, {**json.loads(files["cost.json"]), "folder": str(out)}
