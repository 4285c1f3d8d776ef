"""``commonweal options``: ways to go on with a service side by side, over its whole life."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.costing import checked, costing_of
from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

_Place = Annotated[Path, typer.Argument(metavar="PLACE", help="The place folder.", show_default=False)]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]


def options(place: _Place, out: _Out, *, as_json: Json = False) -> None:
    """Put keeping, reshaping, transferring, closing and doing nothing side by side, and mark false economies."""
    with refusals(as_json=as_json):
        lines, machine = _compared(place, out)
    answer(lines, machine, as_json=as_json)


def _compared(place: Path, out: Path) -> tuple[list[Sentence | str], dict[str, Any]]:
    import json

    from commonweal.cli.option_pictures import option_picture
    from commonweal.delivery.options import compare_options
    from commonweal.delivery.options_told import comparison_sentences
    from commonweal.formats.folders import write_folder
    from commonweal.formats.option_comparisons import money_sentences, option_files

    costing = costing_of(place, "comparisons.csv")
    progress(
        say(
            "Comparing the options for {n} service.",
            plural="Comparing the options for {n} services.",
            by="n",
            n=len(costing.comparisons),
        )
    )
    found = [compare_options(asked, costing.uplifts) for asked in costing.comparisons]
    files = checked(option_files(found, [option_picture(one, k) for k, one in enumerate(found, 1)]))
    write_folder(out, files)
    lines: list[Sentence | str] = []
    for one in found:
        lines += [*comparison_sentences(one), *money_sentences(one), ""]
    lines.append(
        say(
            "The verifier accepts each figure. The options stand side by side in {file}.", file=str(out / "options.txt")
        )
    )
    return lines, {**json.loads(files["options.json"]), "folder": str(out)}
