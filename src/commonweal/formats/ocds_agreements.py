"""What a place awarded and what was promised for it, as releases of the Open Contracting Data Standard 1.1.

Each undertaking of the public record is one release, an award with its contract. The standard asks every process to
begin with a ``tender``; a vote of residents is none, and no tender is written.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.formats.ocds import VERSION
from commonweal.record.entries import Entry
from commonweal.terms.parties import Organisation

_STATUS: Mapping[str, str] = {
    "accepted": "active",
    "late": "active",
    "kept": "terminated",
    "broken": "terminated",
    "released": "cancelled",
}
"""How the standard calls the state of a contract: one kept and one broken have both come to a close."""


@dataclass(frozen=True, slots=True)
class Agreements:
    """Agreements as they are written.

    Attributes:
        data: the package of releases.
        count: how many agreements there are.
    """

    data: bytes
    count: int


def agreements(
    entries: Sequence[Entry], organisations: Sequence[Organisation] = (), currency: str = "GBP"
) -> Agreements:
    """Give the undertakings of a record as a package of releases.

    Args:
        entries: the record, whole.
        organisations: the place's bodies, for their names and numbers; a body that is not there bears its short name.
        currency: ISO 4217 code.
    """
    place = next((entry.payload for entry in entries if entry.kind == "place_opened"), {})
    bodies = {body.id: body for body in organisations}
    answered = {entry.payload["id"]: entry for entry in entries if entry.kind == "undertaking_answered"}
    prefix = "-".join(str(place.get("place", "place")).lower().split())
    buyer = {"id": f"{prefix}-accountable-body", "name": str(place.get("accountable_body") or prefix)}
    releases = [
        _release(entry, answered.get(entry.payload["id"]), prefix, buyer, _supplier(entry, bodies, prefix), currency)
        for entry in entries
        if entry.kind == "undertaking_given"
    ]
    package = {
        "uri": f"urn:commonweal:{prefix}:agreements",
        "version": VERSION,
        "publishedDate": entries[-1].at if entries else "",
        "publisher": {"name": str(place.get("board") or prefix)},
        "releases": releases,
    }
    data = (json.dumps(package, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")
    return Agreements(data, len(releases))


def _supplier(entry: Entry, bodies: Mapping[str, Organisation], prefix: str) -> dict[str, Any]:
    giver = str(entry.payload["giver"])
    body = bodies.get(giver)
    own = {"id": f"{prefix}-org-{giver}", "name": body.name if body else giver}
    if body is None or not body.registered:
        return own
    country, register, number = body.registered.split("-", 2)
    return {**own, "identifier": {"scheme": f"{country}-{register}", "id": number}}


def _release(
    entry: Entry,
    answer: Entry | None,
    prefix: str,
    buyer: Mapping[str, Any],
    supplier: Mapping[str, Any],
    currency: str,
) -> dict[str, Any]:
    told = entry.payload
    name = f"{prefix}-{told['id']}"
    pence = told.get("award_pence")
    value = {} if pence is None else {"value": {"amount": _pounds(int(pence)), "currency": currency}}
    ends = {"endDate": f"{told['due']}T23:59:59Z"}
    state = _STATUS[answer.payload["state"]] if answer else "pending"
    return {
        "ocid": name,
        "id": f"{name}-{(answer or entry).number}",
        "date": (answer or entry).at,
        "tag": ["award", "contract"],
        "initiationType": "tender",
        "language": "en",
        "parties": [{**buyer, "roles": ["buyer"]}, {**supplier, "roles": ["supplier"]}],
        "buyer": dict(buyer),
        "awards": [
            {
                "id": f"{name}-award",
                "title": told["promise"],
                "status": "active",
                "date": entry.at,
                **value,
                "suppliers": [{"id": supplier["id"], "name": supplier["name"]}],
                "contractPeriod": ends,
            }
        ],
        "contracts": [
            {
                "id": f"{name}-contract",
                "awardID": f"{name}-award",
                "title": told["promise"],
                "status": state,
                **value,
                "period": ends,
            }
        ],
    }


def _pounds(pence: int) -> float:
    """Give a sum as the standard wants it, a number in the main unit: exact, since it has at most two decimals."""
    return pence / 100 if pence % 100 else pence // 100
