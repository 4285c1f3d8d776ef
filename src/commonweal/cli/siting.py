"""``commonweal siting``: where so many sites would serve most people best, how sure that is, and whom it leaves far."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.evidence.siting_inputs import Siting
    from commonweal.formats.place_folder import PlaceFolder
    from commonweal.terms.sources import Source

_Place = Annotated[Path, typer.Argument(metavar="PLACE", help="The place folder.", show_default=False)]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]
_Sites = Annotated[
    int, typer.Option("--sites", min=1, help="How many sites there shall be, kept ones included.", show_default=False)
]
_Aim = Annotated[
    Literal["distance", "coverage"],
    typer.Option("--aim", help="The least way for all, or the most people within --reach."),
]
_Reach = Annotated[int, typer.Option("--reach", min=1, metavar="METRES", help="What counts as too far.")]
_Candidates = Annotated[
    Path | None,
    typer.Option("--candidates", metavar="FILE", help="Where sites could be; else areas' centres.", show_default=False),
]
_Service = Annotated[
    str | None, typer.Option("--service", metavar="ID", help="The service that they are for.", show_default=False)
]
_Keep = Annotated[bool, typer.Option("--keep", help="Keep the open sites of that service.")]
_Room = Annotated[
    int | None,
    typer.Option("--room", min=1, metavar="PEOPLE", help="How many people a site can serve.", show_default=False),
]
_Others = Annotated[int, typer.Option("--others", min=0, max=50, help="How many other choices to give.")]
_Parts = Annotated[int, typer.Option("--parts", min=1, max=100_000, help="Parts of the proof, at most.")]


def siting(  # noqa: PLR0913, PLR0917 - each option of the command is an argument
    place: _Place,
    out: _Out,
    sites: _Sites,
    aim: _Aim = "distance",
    reach: _Reach = 1000,
    candidates: _Candidates = None,
    service: _Service = None,
    room: _Room = None,
    others: _Others = 3,
    parts: _Parts = 400,
    *,
    keep: _Keep = False,
    as_json: Json = False,
) -> None:
    """Find where so many sites would serve a place best, with a proof of how good that is and whom it leaves far."""
    if keep and service is None:
        raise typer.BadParameter("name the --service whose sites stay", param_hint="--keep")
    with refusals(as_json=as_json):
        found = _read(place, service)
        asked, sources = _asked(found, (sites, aim, reach), candidates, service if keep else None, room)
        lines, machine = _sited(found, asked, sources, out, (others, parts))
    answer(lines, machine, as_json=as_json)


def _read(place: Path, service: str | None) -> "PlaceFolder":
    from commonweal.errors import UnknownName, nearest
    from commonweal.evidence.siting_faults import refuse_sensitive
    from commonweal.formats.place_folder import read_place

    progress(say("Reading {path}.", path=str(place)))
    found = read_place(place)
    if service is not None:
        known = {offer.service.id: offer.service for offer in found.evidence.offers}
        if service not in known:
            raise UnknownName(kind="service", name=service, nearest=nearest(service, known))
        refuse_sensitive(known[service])
    return found


def _asked(
    found: "PlaceFolder",
    wanted: tuple[int, Literal["distance", "coverage"], int],
    candidates: Path | None,
    keep: str | None,
    room: int | None,
) -> "tuple[Siting, list[Source]]":
    from commonweal.evidence.siting_faults import asked, centres, residents, sites_kept
    from commonweal.formats.candidates_table import read_candidates

    evidence, (sites, aim, reach) = found.evidence, wanted
    sources = [evidence.sources["areas.csv"]]
    places = centres(found.areas, room)
    if candidates is not None:
        places, source = read_candidates(candidates, room)
        sources.append(source)
    if keep is not None:
        service = next(offer.service for offer in evidence.offers if offer.service.id == keep)
        kept = sites_kept(evidence, service, room)
        places = (*kept, *places)
        sources += [evidence.sources["sites.csv"]] if kept else []
    made = asked(found.settings.name, residents(found.areas), places, sites=sites, reach_mm=reach * 1000, aim=aim)
    return made, sources


def _sited(
    found: "PlaceFolder", asked: "Siting", sources: "list[Source]", out: Path, how: tuple[int, int]
) -> tuple[list[Sentence | str], dict[str, Any]]:
    import json

    from commonweal.charts.siting_map import siting_map
    from commonweal.charts.standalone import standalone
    from commonweal.evidence.siting import Effort, site
    from commonweal.evidence.siting_effects import effect
    from commonweal.evidence.siting_told import told
    from commonweal.formats.folders import require_room, write_folder
    from commonweal.formats.prose import ENGLISH, prose
    from commonweal.formats.siting_folder import siting_files

    require_room(out)
    progress(
        say(
            "Looking for {sites} of {count} places for {areas} areas.",
            sites=asked.sites,
            count=len(asked.candidates),
            areas=len(asked.residents),
        )
    )
    others, parts = how
    answered = site(asked, Effort(parts=parts, others=others))
    effects = [effect(asked, one) for one in answered.options]
    words = told(answered, effects)
    picture = None
    if found.boundaries:
        named = {area.code: (area.name, area.neighbourhood) for area in found.areas}
        drawn = siting_map(asked, answered.options[0], named, found.boundaries, words[0], prose(ENGLISH).text)
        picture = standalone(drawn.wide)
    files = siting_files(answered, effects, words, sources, picture)
    write_folder(out, files)
    where = say(
        "The sites are in {file}, whom they serve in {deciles}.",
        file=str(out / "sites.csv"),
        deciles=str(out / "deciles.csv"),
    )
    return [*words, "", where], json.loads(files["siting.json"]) | {"folder": str(out)}
