"""``commonweal displacement``: whether a problem that became less in one place moved to the places around it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.output import Json, answer, refusals
from commonweal.terms.sentences import Sentence, say

_File = Annotated[Path, typer.Argument(metavar="FILE", help="The table of counts.", show_default=False)]
_Place = Annotated[
    Path | None,
    typer.Option(
        "--place", metavar="PLACE", help="A place folder, to name the areas near a target.", show_default=False
    ),
]
_Within = Annotated[int, typer.Option("--within", metavar="METRES", min=1, help="How near an area is to be named.")]


def displacement(file: _File, place: _Place = None, within: _Within = 500, *, as_json: Json = False) -> None:
    """Say whether what became less where something was tried became more around it, beside areas like it."""
    with refusals(as_json=as_json):
        lines, machine = _told(file, place, within)
    answer(lines, machine, as_json=as_json)


def _told(file: Path, place: Path | None, within: int) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.evidence.displacement import displacements
    from commonweal.formats.displacement_table import read_displacement
    from commonweal.formats.figures import figure_value
    from commonweal.formats.profile_displacement import displacement as machine

    counts, source = read_displacement(file)
    found = displacements(counts) or ()
    lines: list[Sentence | str] = []
    near = {one.measure: _near(counts, one.measure, place, within) for one in found}
    for one in found:
        lines.append(one.sentence)
        if one.buffers:
            lines.append(say("Watched around it: {areas}.", areas=", ".join(one.buffers)))
        if near[one.measure]:
            lines.append(
                say(
                    "Within {metres} m of it, and not watched: {areas}. Ask the boards beside you as well.",
                    metres=within,
                    areas=", ".join(near[one.measure]),
                )
            )
    told = machine(found, lambda figure: figure_value(figure, {"displacement.csv": source}))
    for part in told:
        part["not_watched"] = near[part["measure"]]
    return lines, {"measures": told}


def _near(counts: Any, measure: str, place: Path | None, within: int) -> list[str]:
    """Name the areas of a place that lie near the measure's targets and that none of its rows names."""
    if place is None:
        return []
    from commonweal.evidence.displacement import buffer_areas
    from commonweal.formats.evidence_tables import read_areas

    areas, _ = read_areas(place)
    rows = [one for one in counts if one.measure == measure]
    named = {one.area for one in rows}
    codes = {area.code for area in areas if {area.code, area.name} & {one.area for one in rows if one.role == "target"}}
    return [area.name for area in buffer_areas(areas, codes, within) if not {area.code, area.name} & named]
