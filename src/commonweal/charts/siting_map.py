"""The map of an answer of where sites should be: how far each area's people have, and where the sites are."""

from collections.abc import Mapping

from commonweal.charts.area_map import Spot, Spots, area_map
from commonweal.charts.outlines import Shape
from commonweal.charts.picture import Picture, Text
from commonweal.evidence.pictures import AreaMap, AreaValue
from commonweal.evidence.siting_effects import effect
from commonweal.evidence.siting_inputs import Siting
from commonweal.evidence.siting_tree import Option
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown


def siting_map(
    siting: Siting,
    option: Option,
    areas: Mapping[str, tuple[str, str]],
    boundaries: Mapping[str, Shape],
    said: Sentence,
    text: Text,
) -> Picture:
    """Draw a choice of sites.

    Args:
        siting: the question.
        option: the choice.
        areas: name and neighbourhood of each area by its code.
        boundaries: the shape of each area by its code.
        said: what the map says, for those who cannot see it.
        text: writes a sentence in the reader's language.
    """
    nobody = Unknown("nobody lives here")
    shown = AreaMap(
        "siting",
        say("How far people have to {sites} sites in {place}", sites=siting.sites, place=siting.place),
        say("metres to the site that people use, on average"),
        said,
        tuple(
            AreaValue(
                one.area,
                *areas[one.area],
                nobody if way.mean_mm is None else float(round(way.mean_mm / 1000)),
            )
            for one, way in zip(siting.residents, effect(siting, option).by_area, strict=True)
        ),
        higher_is_better=False,
        whole=True,
    )
    chosen = [siting.candidates[j] for j in option.sites]
    kinds = {"new": say("a new site"), "kept": say("a site that stays")}
    spots = tuple(
        Spot(one.name, "kept" if one.kept else "new", one.at.easting_mm / 1000, one.at.northing_mm / 1000)
        for one in chosen
    )
    there = {spot.kind for spot in spots}
    return area_map(
        shown, boundaries, text, Spots({kind: name for kind, name in kinds.items() if kind in there}, spots)
    )
