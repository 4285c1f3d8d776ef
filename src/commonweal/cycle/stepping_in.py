"""What a step-in case needs of the rest of its place: distances, the money held to step in, and names to tell it by."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import hypot

from commonweal.handover.inputs import DEFAULTS, HandoverTables, Setting
from commonweal.handover.step_in.agreement import StepInAgreement
from commonweal.handover.step_in.standing import Standing
from commonweal.handover.step_in.told import Shown
from commonweal.terms.places import Area
from commonweal.terms.sentences import say
from commonweal.terms.services import Service


def distances(areas: Iterable[Area], neighbourhood: str) -> Mapping[str, int]:
    """Give how far every other neighbourhood is: between the middles of their people, in a straight line.

    Args:
        areas: of the place.
        neighbourhood: from where.

    Returns:
        Whole metres by name; empty where the neighbourhood has no areas.

    Examples:
        >>> west = Area("a", "A", "West", 100, 1, 1, 40.0, 0.0, 0.0)
        >>> east = Area("b", "B", "East", 300, 2, 1, 20.0, 3000.0, 4000.0)
        >>> distances([west, east], "West")
        {'East': 5000}
    """
    members: dict[str, list[Area]] = {}
    for area in areas:
        members.setdefault(area.neighbourhood, []).append(area)
    middles = {name: _middle(among) for name, among in members.items()}
    if neighbourhood not in middles:
        return {}
    east, north = middles.pop(neighbourhood)
    return {name: round(hypot(x - east, y - north)) for name, (x, y) in middles.items()}


def held_each(tables: HandoverTables | None) -> tuple[Setting, Fraction]:
    """Give what is held to step in for each unit of load, with its range, and the pounds in a unit.

    Args:
        tables: the place's hand-over tables; without them, or where they do not name it, the plan's defaults.
    """
    given = {setting.name: setting for setting in tables.settings} if tables else {}
    return given.get("step_in", DEFAULTS["step_in"]), given.get("unit_gbp", DEFAULTS["unit_gbp"]).value


def shown_names(
    agreement: StepInAgreement, service: Service, standing: Standing, names: Mapping[str, str], council: str
) -> Shown:
    """Give the names that a case is told by.

    Of a service whose address is never shown, neither the neighbourhood nor a body is named: either would lead there.

    Args:
        agreement: what was agreed.
        service: the service.
        standing: where the case stands.
        names: of the organisations, by id.
        council: name of the accountable body.
    """
    end = standing.course.end
    taken = end.successor if end else ""
    if service.sensitive:
        return Shown(
            service.name,
            say("the whole place"),
            say("the organisation that runs it"),
            council,
            say("another organisation") if taken else "",
        )
    return Shown(
        service.name, agreement.neighbourhood, names[agreement.organisation], council, names[taken] if taken else ""
    )


def _middle(areas: list[Area]) -> tuple[float, float]:
    people = sum(area.population for area in areas)
    weights = [area.population if people else 1 for area in areas]
    whole = sum(weights)
    return (
        sum(weight * area.easting for weight, area in zip(weights, areas, strict=True)) / whole,
        sum(weight * area.northing for weight, area in zip(weights, areas, strict=True)) / whole,
    )
