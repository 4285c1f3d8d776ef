"""Values as canonical JSON holds them, and what of a place folder is published as the place itself."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from commonweal.formats.place_folder import PlaceFolder
from commonweal.terms.periods import Quarter
from commonweal.terms.sources import Unknown


def plain(value: Any) -> Any:
    """Give a value as canonical JSON holds it: a record is a mapping, a day is text, a float its shortest exact text.

    Examples:
        >>> from commonweal.terms.parties import Organisation
        >>> plain(Organisation("o1", "Harbour Hub", "charity"))
        {'id': 'o1', 'name': 'Harbour Hub', 'kind': 'charity', 'home': '', 'registered': ''}
    """
    if isinstance(value, Unknown):
        return {"unknown": value.reason}
    if isinstance(value, Quarter | date | float):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def place_value(place: PlaceFolder) -> dict[str, Any]:
    """Give what a place says about itself: its settings, areas, services, bodies and proposals.

    People's needs and the sites of services are no part of it: the profile alone publishes them, through its gate.
    """
    bodies = [{**plain(body), "summary": place.summaries.get(body.id, "")} for body in place.organisations]
    return {
        **plain(place.settings),
        "areas": plain(place.areas),
        "neighbourhoods": plain(place.neighbourhoods),
        "services": plain([offer.service for offer in place.evidence.offers]),
        "organisations": bodies,
        "proposals": plain(place.proposals),
    }
