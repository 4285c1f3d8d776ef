"""What ``commonweal cost`` and ``commonweal options`` share: the place's costing folder, read beside the place."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.cli.output import progress
from commonweal.terms.sentences import say

if TYPE_CHECKING:
    from commonweal.formats.costing_tables import Costing


def checked(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Give the files of a folder once the verifier accepts it.

    Raises:
        CostNotAccepted: with every finding, where it does not.
    """
    from commonweal.errors import CostNotAccepted, Fault
    from commonweal.verifier.main import check_folder
    from commonweal.verifier.reading import Folder

    progress(say("Working everything out again, with the verifier."))
    findings = check_folder(Folder(files))
    if findings:
        raise CostNotAccepted(*(Fault("{what}", {"what": seen.what}, seen.where) for seen in findings))
    return files


def costing_of(place: Path, file: str) -> "Costing":
    """Read what a place's budgets and options are made from.

    Args:
        place: the place folder.
        file: the table without which there is nothing to work out.

    Raises:
        NothingToCost: where the place has no such table.
    """
    from commonweal.errors import NothingToCost
    from commonweal.formats.costing_tables import FOLDER, Known, read_costing
    from commonweal.formats.place_folder import read_place

    progress(say("Reading {path}.", path=str(place)))
    found = read_place(place)
    if not (place / FOLDER / file).is_file():
        raise NothingToCost(path=place, file=file)
    known = Known(
        [offer.service.id for offer in found.evidence.offers],
        [body.id for body in found.organisations],
        [one.name for one in found.neighbourhoods],
    )
    return read_costing(place / FOLDER, known)
