"""The awards of a place as 360Giving publishes grants: each to the body that gets the money, partners too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.formats.grants import AwardedGrant, Named
from commonweal.formats.grants_write import written_grants
from commonweal.terms.money import Pence
from commonweal.web.reads import stored
from commonweal.web.reads.site import day, names
from commonweal.web.store import proposed


@dataclass(frozen=True, slots=True)
class _Part:
    """What of an award one body gets.

    Attributes:
        organisation: the body, by its short name.
        name: as it was called when it was put forward, or "".
        does: its part, or "" where it does all of it.
        pence: its share.
    """

    organisation: str
    name: str
    does: str
    pence: Pence


def as_json() -> bytes | None:
    """Give every award as a 360Giving package, or None while there is none."""
    return _written("grants.json")


def as_table() -> bytes | None:
    """Give every award as a table with the standard's column titles, or None while there is none."""
    return _written("grants.csv")


def _written(name: str) -> bytes | None:
    found = grants()
    return written_grants(name, [award.grant() for award in found]).data if found else None


def grants() -> tuple[AwardedGrant, ...]:
    """Give every award that was decided, in order; one that partners share is a grant to each of them.

    A body is named as the place names it, with its number in a public register where the place has it. One that only
    a proposal named bears the name that stood there.
    """
    place = stored.place() or {}
    called, name = names(place), str(place.get("name", ""))
    prefix = "-".join(name.lower().split()) or "place"
    known = {str(body["id"]): body for body in place.get("organisations", ())}
    promises = {promise["id"]: promise for promise in stored.undertakings()}
    found = []
    for entry in stored.entries_of("awards_decided"):
        round_id = entry.payload["round"]
        for award in entry.payload["awards"]:
            promise = promises.get(f"{round_id}-{award['project']}", {})
            title = str(promise.get("promise", award["project"]))
            parts = tuple(_parts(award))
            for part in parts:
                own = f"-{part.organisation}" if len(parts) > 1 else ""
                found.append(
                    AwardedGrant(
                        id=f"{prefix}-{round_id}-{award['project']}{own}",
                        title=title,
                        description=f"{title}: {part.does}" if part.does else title,
                        award=part.pence,
                        currency=called.currency,
                        on=day(entry),
                        until=date.fromisoformat(promise["due"]) if "due" in promise else None,
                        recipient=_body(part, known, prefix),
                        funder=Named(f"{prefix}-accountable-body", str(place.get("accountable_body", ""))),
                        programme=called.rounds.get(round_id, round_id),
                    )
                )
    return tuple(found)


def _parts(award: Mapping[str, Any]) -> Iterator[_Part]:
    """Give what each body gets of an award: the shares that its partners put forward, or all of it to one body."""
    shares = proposed.shares_of(award["project"])
    if len(shares) > 1 and sum(share.pence for share in shares) == award["pence"]:
        yield from (_Part(share.organisation, share.name, share.does, share.pence) for share in shares)
        return
    name = next((share.name for share in shares if share.organisation == award["organisation"]), "")
    yield _Part(award["organisation"], name, "", Pence(award["pence"]))


def _body(part: _Part, known: Mapping[str, Mapping[str, Any]], prefix: str) -> Named:
    """Give identifier and name of a body: its number in a public register, or one that this place made up for it."""
    body = known.get(part.organisation, {})
    identifier = str(body.get("registered") or f"{prefix}-org-{part.organisation}")
    return Named(identifier, str(body.get("name") or part.name or part.organisation))
