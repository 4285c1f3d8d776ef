"""Reading back an answer of where sites should be, such as a place keeps in its folder to publish with its profile."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from commonweal.errors import Fault
from commonweal.evidence.siting_faults import residents
from commonweal.evidence.siting_inputs import Candidate, Residents, Siting, Spot
from commonweal.evidence.siting_tree import Option
from commonweal.formats.folders import MANIFEST
from commonweal.terms.places import Area

FOLDER, FILE = "siting", "siting.json"
FILES = (FILE, "sites.csv", "deciles.csv", "siting.txt", "siting.svg", MANIFEST)
"""What ``commonweal siting`` writes; the picture only where the place has boundaries."""


def siting_of(told: Mapping[str, Any]) -> tuple[Siting, tuple[Option, ...]]:
    """Give the question and its options back.

    Args:
        told: ``siting.json``, read.
    """
    candidates = tuple(
        Candidate(one["id"], one["name"], _spot(one), one["people_at_most"], one["kept"]) for one in told["candidates"]
    )
    people = tuple(
        Residents(one["area"], one["people"], one["decile"], one["rank"], _spot(one)) for one in told["residents"]
    )
    number = {one.id: j for j, one in enumerate(candidates)}
    options = tuple(
        Option(
            tuple(number[name] for name in one["sites"]),
            one["cost"],
            tuple(tuple((j, count) for j, count in served) for served in one["served"]),
        )
        for one in told["options"]
    )
    return Siting(told["place"], people, candidates, told["sites"], told["reach_mm"], told["aim"]), options


def kept_siting(place: Path, areas: Sequence[Area]) -> tuple[Mapping[str, bytes], tuple[Fault, ...]]:
    """Read the answer that a place folder holds, as it was written.

    Whether it is a good answer the verifier says; here only that it is one, about the areas and people of today.

    Args:
        place: the place folder.
        areas: its small areas.

    Returns:
        The bytes of each file by its name, none where the place keeps no answer; and what is wrong with it.
    """
    folder = place / FOLDER
    if not folder.is_dir():
        return {}, ()
    files = {name: (folder / name).read_bytes() for name in FILES if (folder / name).is_file()}
    where = f"{FOLDER}/{FILE}"
    try:
        asked, _ = siting_of(json.loads(files[FILE]))
    except (KeyError, TypeError, ValueError, AttributeError):
        return {}, (Fault("this is no answer that commonweal siting wrote", {}, where),)
    if asked.residents != residents(areas):
        return {}, (
            Fault("its areas or their people are not those of areas.csv: run commonweal siting again", {}, where),
        )
    return files, ()


def _spot(one: Mapping[str, Any]) -> Spot:
    return Spot(one["easting_mm"], one["northing_mm"])
