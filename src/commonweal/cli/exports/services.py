"""``commonweal export services``: the services of a place as Open Referral UK publishes them."""

from pathlib import Path
from typing import Any

from commonweal.cli.exports.options import Place, To
from commonweal.cli.output import Json, answer, refusals
from commonweal.terms.sentences import Sentence, say


def services(place: Place, to: To, *, as_json: Json = False) -> None:
    """Write the services of a place as Open Referral UK 3.0 (JSON); of a sensitive one, never where it is."""
    with refusals(as_json=as_json):
        lines, machine = _exported(place, to)
    answer(lines, machine, as_json=as_json)


def _exported(place: Path, to: Path) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.formats.folders import write_over
    from commonweal.formats.oruk_export import services_of
    from commonweal.formats.oruk_files import directory_json
    from commonweal.formats.place_folder import read_place

    folder = read_place(place)
    found = services_of(folder.evidence, folder.organisations, folder.summaries)
    write_over(to, directory_json(found))
    places = sum(len(one.service_at_locations or ()) for one in found)
    sensitive = [offer.service.name for offer in folder.evidence.offers if offer.service.sensitive]
    lines: list[Sentence | str] = [
        say("{file} holds {n} services, given at {places} places.", file=str(to), n=len(found), places=places),
        say("Capacities stand in {field}, an extension of our own.", field="commonweal_capacity"),
    ]
    if sensitive:
        lines.append(say("Where these are given was left out: {services}.", services=", ".join(sensitive)))
    return lines, {"file": str(to), "services": len(found), "places": places, "without_place": sensitive}
