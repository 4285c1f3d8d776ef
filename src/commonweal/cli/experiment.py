"""``commonweal experiment``: questions put to the model, whose answer anybody can work out again."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.handover.order_conclusion import OrderTrial

app = typer.Typer(
    help="Put a question to the model, on made-up places.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]
_Seed = Annotated[int, typer.Option("--seed", metavar="N", help="Of the made-up place.")]
_Settings = Annotated[
    int, typer.Option("--settings", metavar="N", min=1, max=16, help="How many of the 16 settings to try.")
]


@app.callback()
def experiment() -> None:
    """Put a question to the model, on made-up places."""


@app.command("chronology")
def chronology(out: _Out, *, seed: _Seed = 1, settings: _Settings = 16, as_json: Json = False) -> None:
    """Ask whether social action or services should come first."""
    with refusals(as_json=as_json):
        lines, machine = _told(out, seed, settings)
    answer(lines, machine, as_json=as_json)


def _told(out: Path, seed: int, settings: int) -> tuple[list[Sentence | str], dict[str, Any]]:
    import json

    from commonweal.charts.standalone import standalone
    from commonweal.cli.experiment_pictures import phase_diagram
    from commonweal.formats.folders import require_room, write_folder
    from commonweal.formats.order_trials import order_trial_files
    from commonweal.handover.order_conclusion import conclusion, limits_of_trials
    from commonweal.samples.chronology import SIZE, SOURCES

    require_room(out)
    trials = _tried(seed, settings)
    about = {
        "seed": seed,
        "services": SIZE.services,
        "organisations": SIZE.organisations,
        "neighbourhoods": SIZE.neighbourhoods,
        "quarters": SIZE.quarters,
    }
    sources = [say(source) for source in SOURCES.values()]
    picture = standalone(phase_diagram(trials).wide)
    files = order_trial_files(trials, about, sources, picture)
    write_folder(out, files)
    lines: list[Sentence | str] = [*conclusion(trials), "", *limits_of_trials(trials), ""]
    lines.append(say("Every figure is in {file}.", file=str(out / "experiment.json")))
    return lines, {**json.loads(files["experiment.json"]), "folder": str(out)}


def _tried(seed: int, settings: int) -> "Sequence[OrderTrial]":
    from fractions import Fraction

    from commonweal.handover.order_conclusion import OrderTrial
    from commonweal.handover.orders import compare_orders
    from commonweal.handover.search import Effort
    from commonweal.samples.chronology import chronology_settings, sample_chronology, told_levels

    # Stepwise and limited by nodes, never by the clock, so that every machine ends where this one does.
    effort = Effort(gap=Fraction(1, 200), direct=0)
    chosen, trials = chronology_settings(settings), []
    for k, setting in enumerate(chosen, start=1):
        progress(say("Planning setting {k} of {n} in three orders.", k=k, n=len(chosen)))
        trials.append(OrderTrial(told_levels(setting), compare_orders(sample_chronology(seed, setting), effort)))
    return trials
