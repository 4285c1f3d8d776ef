"""``commonweal stress``: try a published plan against many futures, and say what could go wrong and how likely."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.cli.plan_folder import read_accepted
from commonweal.handover.plan import Certificate
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.handover.stress.case import Case
    from commonweal.handover.stress.futures import Futures
    from commonweal.handover.stress.tally import Tally

MOST_SEED = 2**64 - 1

_Folder = Annotated[Path, typer.Argument(metavar="PLAN", help="The folder of a plan.", show_default=False)]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]
_Scenarios = Annotated[int, typer.Option("--scenarios", min=1, max=1_000_000, help="How many futures to try.")]
_Seed = Annotated[int, typer.Option("--seed", min=0, max=MOST_SEED, help="The same seed gives the same futures.")]
_Against = Annotated[
    list[Path] | None,
    typer.Option(
        "--against",
        metavar="PLAN",
        help="Another plan of the same data to compare with; may be given again.",
        show_default=False,
    ),
]
_Cluster = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="A Dask scheduler to send the work to.", show_default=False),
]
_Private = Annotated[
    Path | None,
    typer.Option(
        "--private", metavar="FILE", help="Write here, by name, whose end would hurt most.", show_default=False
    ),
]


def stress(  # noqa: PLR0913, PLR0917 - each option of the command is an argument
    folder: _Folder,
    out: _Out,
    scenarios: _Scenarios = 1000,
    seed: _Seed = 0,
    against: _Against = None,
    cluster: _Cluster = None,
    private: _Private = None,
    *,
    as_json: Json = False,
) -> None:
    """Try a plan against many futures: how often a floor breaks, need is not met, money runs out.

    The plan stays as it is published. Bodies end, volunteers stay away, cuts come deeper or earlier, need grows,
    capacity grows more slowly, hand-overs slip, a funder goes. Keeping everything is always compared.
    """
    if private and out.resolve() in private.resolve().parents:
        raise typer.BadParameter("the file must not lie in the folder to publish", param_hint="--private")
    with refusals(as_json=as_json):
        lines, machine = _tried(folder, out, (scenarios, seed), against or [], cluster, private)
    answer(lines, machine, as_json=as_json)


def _tried(
    folder: Path, out: Path, drawn: tuple[int, int], against: list[Path], cluster: str | None, private: Path | None
) -> tuple[list[Sentence | str], dict[str, Any]]:
    import json

    from commonweal.charts.stress_grid import trial_drawing
    from commonweal.errors import FileInTheWay
    from commonweal.formats.folders import write_folder, write_new
    from commonweal.formats.library_survival import yearly_failure_ranges
    from commonweal.formats.prose import ENGLISH, prose
    from commonweal.formats.stress_folder import PublishedTrial, hurts_text, stress_files
    from commonweal.handover.stress.codes import codes
    from commonweal.handover.stress.explain import explain_stress
    from commonweal.handover.stress.futures import futures
    from commonweal.handover.stress.tried import whole_trial

    if private and private.exists():
        raise FileInTheWay(path=private)
    problem, plan, certificate = read_accepted(folder)
    others, ranges = _others(folder, certificate, against), futures(problem, yearly_failure_ranges())
    tried = whole_trial(
        problem,
        {"plan": plan.decisions, **others},
        ranges,
        drawn,
        progress,
        lambda made, futures: _tally(made, futures, drawn, cluster),
    )
    hardest = tried.ends[0] if tried.ends else None
    told = explain_stress(problem, ranges, tried.trial, hardest)
    shas = certificate.input_sha256, certificate.plan_sha256
    numbers = codes(problem, plan.decisions, certificate.plan_sha256)
    trial = PublishedTrial(problem, *shas, ranges, tried.trial, told, hardest, tried.fans, numbers)
    files = stress_files(trial, trial_drawing(problem, tried.trial, prose(ENGLISH).text))
    write_folder(out, files)
    if private:
        write_new(private, hurts_text(problem, tried.ends, numbers))
    where = say(
        "Read {file}, or {table} in a spreadsheet.", file=str(out / "stress.txt"), table=str(out / "stress.csv")
    )
    lines: list[Sentence | str] = [*told.wrong, "", *told.likely, "", *told.fallback, "", where]
    return lines, json.loads(files["stress.json"]) | {"folder": str(out)}


def _others(folder: Path, certificate: Certificate, against: list[Path]) -> Mapping[str, Any]:
    """Read the plans to compare with, by their folders' paths.

    Raises:
        OtherPlanApart: where one was made from other data.
    """
    from commonweal.errors import OtherPlanApart

    found = {}
    for path in against:
        _, plan, other = read_accepted(path)
        if other.input_sha256 != certificate.input_sha256:
            raise OtherPlanApart(path=str(path), plan=str(folder))
        found[path.as_posix()] = plan.decisions
    return found


def _tally(made: "Case", ranges: "Futures", drawn: tuple[int, int], cluster: str | None) -> "Tally":
    from commonweal.cli.cluster import spread
    from commonweal.handover.stress.tally import joined, parts, tally_part

    scenarios, seed = drawn
    return joined(spread(tally_part, (made, ranges, seed), parts(made, scenarios), cluster))
