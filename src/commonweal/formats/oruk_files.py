"""Files of Open Referral UK: a directory of services read whole, or without what is at fault, and written.

A file may be a page of a list (``contents``), a bare list, one service, one service at a location, or one organisation
with its services: what the standard's web addresses give. Version 1 is read too, and turned into version 3.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from commonweal.errors import Fault, RecordsRefused
from commonweal.formats.json_records import shape_of
from commonweal.formats.json_shapes import Findings, look
from commonweal.formats.json_stream import Item, Listing, items
from commonweal.formats.oruk import Location, Organization, ServiceRecord
from commonweal.formats.oruk_v1 import SHAPE as SHAPE_1
from commonweal.formats.oruk_v1 import Lost, as_version_3, is_version_1
from commonweal.terms.sources import Source

STANDARD = "Open Referral UK"
_LISTS = ("contents", "content", "services")
_PAGE = frozenset(
    {
        *("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"),
        *("totalElements", "totalPages", "number", "numberOfElements", "first", "last"),
    }
)
Version = Literal["1.0", "3.0"]


@dataclass(frozen=True, slots=True)
class Taken:
    """A service as it was taken from a file.

    Attributes:
        service: the service, as version 3 holds it.
        line: the line of the file on which it begins.
    """

    service: ServiceRecord
    line: int


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory of services.

    Attributes:
        version: of the standard that the file was written in.
        services: every sound service, in the file's order.
        unnamed: members that the standard does not name and that were kept, with how often each stands.
        lost: what version 1 said and version 3 has no place for, with how often each stands.
        left: what is wrong with each record that was left out.
        source: the file, hashed.
    """

    version: Version
    services: tuple[Taken, ...]
    unnamed: Mapping[str, int]
    lost: Mapping[str, int]
    left: tuple[Fault, ...]
    source: Source


def read_directory(path: Path, *, leave_faulty: bool = False) -> Directory:
    """Read a directory of services.

    Args:
        path: the file.
        leave_faulty: whether a record that is at fault is left out and told, rather than everything refused.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: where it is not JSON.
        RecordsRefused: with every fault of every record at once.
    """
    listing, unnamed, lost = Listing(), Counter[str](), Lost()
    services: list[Taken] = []
    faults: list[Fault] = []
    version: Version = "3.0"
    for item in items(path, _LISTS, listing):
        if item.nth == 1 and is_version_1(item.value, listing.name):
            version = "1.0"
        service, findings = _one(item.value, version, lost)
        faults.extend(_placed(findings.faults, path.name, item))
        if service is not None:
            unnamed.update(findings.unnamed)
            services.append(Taken(service, item.line))
    body, wrong = _body(listing.beside)
    faults.extend(replace(fault, file=path.name) for fault in wrong)
    if faults and not leave_faulty:
        raise RecordsRefused(*faults, file=path.name, standard=STANDARD)
    return Directory(
        version,
        tuple(_of_body(taken, body) for taken in services),
        dict(sorted(unnamed.items())),
        dict(sorted(lost.members.items())),
        tuple(faults),
        listing.source,
    )


def directory_json(services: Sequence[ServiceRecord]) -> bytes:
    """Write services as the one page of a list, as version 3 of the standard gives it."""
    page = {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": [service.as_json() for service in services],
    }
    return (json.dumps(page, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")


@dataclass(frozen=True, slots=True)
class Double:
    """A service that stands in a directory twice.

    Attributes:
        first: the service as it stands first.
        again: as it stands again.
    """

    first: Taken
    again: Taken


def doubles(services: Iterable[Taken]) -> tuple[Double, ...]:
    """Find services that stand twice: the same identifier, or the same name of one organisation at the same place.

    Capitals and spaces make no difference; a place is a location's identifier, an address, or a point to a metre or so.
    """
    seen: dict[tuple[str, ...], Taken] = {}
    found = []
    for taken in services:
        marks = _marks(taken.service)
        first = next((seen[mark] for mark in marks if mark in seen), None)
        if first is not None:
            found.append(Double(first, taken))
        for mark in marks:
            seen.setdefault(mark, taken)
    return tuple(found)


def _marks(service: ServiceRecord) -> list[tuple[str, ...]]:
    body = service.organization
    of = _plain(body.name) if body else service.organization_id or ""
    named = (of, _plain(service.name))
    places = [place for at in service.service_at_locations or () if at.location for place in _places(at.location)]
    return [("id", service.id), *((*named, place) for place in places or [""])]


def _places(location: Location) -> Iterator[str]:
    yield location.id
    if location.latitude is not None and location.longitude is not None:
        yield f"{location.latitude:.5f} {location.longitude:.5f}"
    yield from (_plain(f"{address.address_1} {address.postal_code}") for address in location.addresses or ())


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _one(value: Any, version: Version, lost: Lost) -> tuple[ServiceRecord | None, Findings]:
    """Read one record: the service, and what is wrong with it or kept beside what the standard names."""
    if version == "1.0":
        findings = look(value, SHAPE_1)
        if findings.faults:
            return None, findings
        value = as_version_3(value, lost)
    elif isinstance(value, dict) and isinstance(value.get("service"), dict) and "status" not in value:
        value = _at_location(value)
    findings = look(value, shape_of(ServiceRecord))
    return (None if findings.faults else ServiceRecord.of(value)), findings


def _placed(faults: Iterable[Fault], file: str, item: Item) -> Iterator[Fault]:
    """Give faults their file, line and record."""
    name = item.value.get("name") if isinstance(item.value, dict) else None
    record = f"{name} [{item.nth}]" if isinstance(name, str) else f"[{item.nth}]"
    for fault in faults:
        field = f"{record} {fault.field}" if fault.field else record
        yield replace(fault, file=file, line=item.line, field=field)


def _at_location(value: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a service at a location inside out: the service, with that location."""
    here = {name: member for name, member in value.items() if name != "service"}
    return {**value["service"], "service_at_locations": [here, *value["service"].get("service_at_locations", [])]}


def _body(beside: Mapping[str, Any]) -> tuple[Organization | None, Sequence[Fault]]:
    """Read the organisation whose services the file lists, where it is such a file."""
    members = {name: value for name, value in beside.items() if name not in _PAGE}
    if "id" not in members:
        return None, ()
    findings = look(members, shape_of(Organization))
    return (None, findings.faults) if findings.faults else (Organization.of(members), ())


def _of_body(taken: Taken, body: Organization | None) -> Taken:
    if body is None or taken.service.organization is not None:
        return taken
    return Taken(replace(taken.service, organization=body), taken.line)
