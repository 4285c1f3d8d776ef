"""How many people are in each group of people in need, in the whole place, through the gate."""

from collections.abc import Mapping

from commonweal.evidence.figures import Figure
from commonweal.evidence.inputs import Evidence, Need
from commonweal.evidence.publishing import shown
from commonweal.terms.sentences import say
from commonweal.terms.sources import Unknown

NEEDS = ("needs.csv",)


def group_sizes(evidence: Evidence) -> Mapping[str, Figure] | None:
    """Give the people of each group that ``needs.csv`` names, in the order in which it first names them.

    A group may need several services, and one person may need them all: its size is that of the service which most of
    it needs. It is Unknown where the need of an area is.

    Args:
        evidence: what the place wrote down.

    Returns:
        The size of each group by its name; None where no need is on file.
    """
    named: dict[str, dict[str, list[Need]]] = {}
    for need in evidence.needs:
        named.setdefault(need.group, {}).setdefault(need.service, []).append(need)
    return {group: _size(by_service) for group, by_service in named.items()} or None


def _size(by_service: Mapping[str, list[Need]]) -> Figure:
    rows = [need for needs in by_service.values() for need in needs]
    unknown = next((need.people for need in rows if isinstance(need.people, Unknown)), None)
    most = max(
        sum(need.people for need in needs if not isinstance(need.people, Unknown)) for needs in by_service.values()
    )
    method = say("by the service that most of them need; rounded to the nearest 5; 1 to 7 is not shown")
    return Figure(unknown or shown(most), say("people in need"), NEEDS, len(rows), method)
