"""Files of Open Referral UK: a directory of services read whole, or without what is at fault, and written.

A file may be a page of a list (``contents``), a bare list, one service, one service at a location, or one organisation
with its services: what the standard's web addresses give. Version 1 is read too, and turned into version 3.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
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
_OF_BODY = "services"
_LISTS = ("contents", "content", _OF_BODY)
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
    reading = DirectoryReading(path)
    services = tuple(reading)
    if not leave_faulty:
        reading.require_sound()
    return Directory(
        reading.version,
        services,
        dict(sorted(reading.unnamed.items())),
        dict(sorted(reading.lost.members.items())),
        tuple(reading.faults),
        reading.source,
    )


class DirectoryReading:
    """One pass over a directory, service after service, so that a file of any length takes little memory.

    Services of an organisation's own file are given at its end, where it is known who gives them.

    Args:
        path: the file.

    Attributes:
        version: of the standard that the file was written in.
        read: how many sound services there were so far.
        unnamed: members that the standard does not name, with how often each stands.
        lost: what version 1 said and version 3 has no place for.
        faults: what is wrong with the records that were left out.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version: Version = "3.0"
        self.read = 0
        self.unnamed, self.lost = Counter[str](), Lost()
        self.faults: list[Fault] = []
        self._listing = Listing()

    @property
    def source(self) -> Source:
        """The file, hashed, once it was read to its end."""
        return self._listing.source

    def __iter__(self) -> Iterator[Taken]:
        """Give each sound service.

        Raises:
            FileMissing: where there is no such file.
            TableFaults: where it is not JSON.
        """
        held: list[Taken] = []
        for item in items(self.path, _LISTS, self._listing):
            if item.nth == 1 and is_version_1(item.value, self._listing.name):
                self.version = "1.0"
            service, findings = _one(item.value, self.version, self.lost)
            self.faults.extend(_placed(findings.faults, self.path.name, item))
            if service is None:
                continue
            self.read += 1
            self.unnamed.update(findings.unnamed)
            taken = Taken(service, item.line)
            if self._listing.name == _OF_BODY:
                held.append(taken)
            else:
                yield taken
        body, wrong = _body(self._listing.beside)
        self.faults.extend(replace(fault, file=self.path.name) for fault in wrong)
        yield from (_of_body(taken, body) for taken in held)

    def require_sound(self) -> None:
        """Refuse the file where something is wrong with a record, with every fault of every record at once.

        Raises:
            RecordsRefused: where there is any fault.
        """
        if self.faults:
            raise RecordsRefused(*self.faults, file=self.path.name, standard=STANDARD)


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


class Doubles:
    """Finds services that stand twice: the same identifier, or the same name of one organisation at the same place.

    Capitals and spaces make no difference; a place is a location's identifier, an address, or a point to a metre or so.
    Of each service a few numbers are kept.
    """

    def __init__(self) -> None:
        self._lines: dict[bytes, int] = {}

    def first(self, taken: Taken) -> int | None:
        """Give the line on which a service stood before, or None; from now on it has stood on its own."""
        marks = [sha256(repr(mark).encode()).digest()[:12] for mark in _marks(taken.service)]
        found = next((self._lines[mark] for mark in marks if mark in self._lines), None)
        for mark in marks:
            self._lines.setdefault(mark, taken.line)
        return found


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
    others = value["service"].get("service_at_locations", [])
    # What is no list stays, to be told as what is wrong with the service.
    return {**value["service"], "service_at_locations": [here, *others] if isinstance(others, list) else others}


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
