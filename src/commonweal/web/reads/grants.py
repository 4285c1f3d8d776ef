"""The awards of a place as 360Giving publishes grants, from the record alone."""

from datetime import date

from commonweal.formats.threesixty import Grant, grants_csv, grants_json
from commonweal.terms.money import Pence
from commonweal.web.reads import stored
from commonweal.web.reads.site import day, names


def as_json() -> bytes | None:
    """Give every award as a 360Giving package, or None while there is none."""
    found = grants()
    return grants_json(found) if found else None


def as_table() -> bytes | None:
    """Give every award as a table with the standard's column titles, or None while there is none."""
    found = grants()
    return grants_csv(found) if found else None


def grants() -> tuple[Grant, ...]:
    """Give every award that was decided, in order."""
    place = stored.place() or {}
    called, name = names(place), str(place.get("name", ""))
    prefix = "-".join(name.lower().split()) or "place"
    promises = {promise["id"]: promise for promise in stored.undertakings()}
    found = []
    for entry in stored.entries_of("awards_decided"):
        round_id = entry.payload["round"]
        for award in entry.payload["awards"]:
            promise = promises.get(f"{round_id}-{award['project']}", {})
            title = str(promise.get("promise", award["project"]))
            found.append(
                Grant(
                    id=f"{prefix}-{round_id}-{award['project']}",
                    title=title,
                    description=title,
                    award=Pence(award["pence"]),
                    currency=called.currency,
                    on=day(entry),
                    until=date.fromisoformat(promise["due"]) if "due" in promise else None,
                    recipient=(f"{prefix}-org-{award['organisation']}", called.organisation(award["organisation"])),
                    funder=(f"{prefix}-accountable-body", str(place.get("accountable_body", ""))),
                    programme=called.rounds.get(round_id, round_id),
                )
            )
    return tuple(found)
