"""The folder of an answer of where sites should be: every figure with its proof, two tables, and plain words."""

from collections.abc import Iterator, Sequence
from typing import Any

from commonweal.evidence.siting import Sited
from commonweal.evidence.siting_bound import SCALE
from commonweal.evidence.siting_effects import DECILES, Effect, Way
from commonweal.evidence.siting_inputs import Siting
from commonweal.evidence.siting_tree import Option
from commonweal.formats.counts import sentence_value
from commonweal.formats.folders import FORMAT, with_manifest
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.terms.canon import encode
from commonweal.terms.sentences import Sentence
from commonweal.terms.sources import Source

SITE_COLUMNS = ("option", "site", "name", "kept", "people")
DECILE_COLUMNS = ("option", "decile", "people", "mean_metres", "beyond_people")


def siting_files(
    sited: Sited, effects: Sequence[Effect], words: Sequence[Sentence], sources: Sequence[Source], picture: str | None
) -> dict[str, bytes]:
    """Give the files of an answer.

    Args:
        sited: the answer.
        effects: of each of its options.
        words: the answer in plain sentences.
        sources: the files that it was made from.
        picture: a drawing that stands alone, where the place has boundaries to draw.

    Returns:
        The bytes of ``siting.json`` (exact, canonical), ``sites.csv``, ``deciles.csv`` (metres rounded to the nearest),
        ``siting.txt``, ``siting.svg`` where there is a picture, and ``manifest.json``.
    """
    voice = prose(ENGLISH)
    files = {
        "siting.json": encode(_value(sited, effects, words, sources)),
        "sites.csv": write_table(SITE_COLUMNS, _site_rows(sited, effects)),
        "deciles.csv": write_table(DECILE_COLUMNS, _decile_rows(effects)),
        "siting.txt": ("\n".join(voice.text(one) for one in words) + "\n").encode("utf-8"),
    }
    if picture is not None:
        files["siting.svg"] = picture.encode("utf-8")
    return with_manifest("siting", files)


def _value(
    sited: Sited, effects: Sequence[Effect], words: Sequence[Sentence], sources: Sequence[Source]
) -> dict[str, Any]:
    siting, proof = sited.siting, sited.proof
    return {
        "format": FORMAT,
        "kind": "siting",
        "place": siting.place,
        "aim": siting.aim,
        "sites": siting.sites,
        "reach_mm": siting.reach_mm,
        "scale": SCALE,
        "residents": [
            {"area": one.area, "people": one.people, "decile": one.decile, "rank": one.rank, **_spot(one)}
            for one in siting.residents
        ],
        "candidates": [
            {"id": one.id, "name": one.name, "people_at_most": one.most, "kept": one.kept, **_spot(one)}
            for one in siting.candidates
        ],
        "options": [_option(siting, one, how) for one, how in zip(sited.options, effects, strict=True)],
        "proof": {
            "sieves": [{"candidates": list(one.candidates), "prices": list(one.prices)} for one in proof.sieves],
            "branches": [{"candidate": one.candidate, "yes": one.yes, "no": one.no} for one in proof.branches],
            "leaves": [list(one) for one in proof.leaves],
            "bound": proof.bound,
        },
        "gap": sited.gap,
        "solver": sited.solver,
        "sources": [{"file": one.file, "sha256": one.sha256} for one in sources],
        "explanation": [sentence_value(one) for one in words],
    }


def _spot(one: Any) -> dict[str, int]:
    return {"easting_mm": one.at.easting_mm, "northing_mm": one.at.northing_mm}


def _option(siting: Siting, option: Option, how: Effect) -> dict[str, Any]:
    return {
        "sites": [siting.candidates[j].id for j in option.sites],
        "cost": option.cost,
        "served": [[list(pair) for pair in served] for served in option.served],
        "everybody": _way(how.everybody),
        "deciles": [_way(one) for one in how.deciles],
        "concentration": how.concentration,
        "used": list(how.used),
    }


def _way(one: Way) -> dict[str, Any]:
    return {"mean_mm": one.mean_mm, "beyond": one.beyond, "people": one.people}


def _site_rows(sited: Sited, effects: Sequence[Effect]) -> Iterator[tuple[object, ...]]:
    for n, (option, how) in enumerate(zip(sited.options, effects, strict=True), 1):
        for j, people in zip(option.sites, how.used, strict=True):
            one = sited.siting.candidates[j]
            yield n, one.id, one.name, one.kept, people


def _decile_rows(effects: Sequence[Effect]) -> Iterator[tuple[object, ...]]:
    for n, how in enumerate(effects, 1):
        for decile, way in zip(DECILES, how.deciles, strict=True):
            metres = None if way.mean_mm is None else round(way.mean_mm / 1000)
            yield n, decile, way.people, metres, way.beyond
