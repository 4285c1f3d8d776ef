"""Releases of the Open Contracting Data Standard: streamed, each checked, and what was awarded to whom taken out."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from commonweal.errors import Fault, RecordsRefused
from commonweal.evidence.spending import PublicContract, same_name
from commonweal.formats.json_shapes import look
from commonweal.formats.json_stream import Item, Listing, items
from commonweal.formats.ocds import PACKAGE, RELEASE
from commonweal.formats.people_names import without_person
from commonweal.formats.postcodes import postcode_in
from commonweal.terms.money import Pence
from commonweal.terms.sources import Source, Unknown

STANDARD = "OCDS 1.1"
_LISTS = ("releases",)
_SIZES: Mapping[Any, bool] = {"sme": True, "micro": True, "small": True, "medium": True, "large": False}
NO_POSTCODE = Unknown("no postcode of the supplier is published, or none that is on file here")
NO_VALUE = Unknown("no value is published")
NO_DAY = Unknown("the day of the award is not published")
Locate = Callable[[str], str | None]
"""Gives the code of the small area in which a postcode lies, or None."""


@dataclass(frozen=True, slots=True)
class Releases:
    """What was read of a file of releases.

    Attributes:
        contracts: what was awarded to whom, the last word on each award, in the file's order.
        rows: line of the file on which the release of each contract begins.
        read: how many releases there are.
        others: how many awards are of other buyers than those that were asked for.
        unnamed: members that the standard does not name, with how often each stands; they were not taken.
        left: what is wrong with each release that was left out.
        source: the file, hashed.
    """

    contracts: tuple[PublicContract, ...]
    rows: tuple[int, ...]
    read: int
    others: int
    unnamed: Mapping[str, int]
    left: tuple[Fault, ...]
    source: Source


@dataclass(slots=True)
class _Found:
    """The awards of the releases so far: each with the date of its release, its line, and the suppliers' parts."""

    awards: dict[str, tuple[str, int, tuple[PublicContract, ...]]]
    unnamed: Counter[str]
    faults: list[Fault]
    seen: set[bytes]


def read_releases(
    path: Path, buyers: Collection[str] = (), locate: Locate | None = None, *, leave_faulty: bool = False
) -> Releases:
    """Read a package of releases, or a bare list of them.

    Nothing of a contact point is read: those are people. A supplier with a title before its name and no word for a firm
    is a person too, and only what was awarded is kept.

    Args:
        path: the file.
        buyers: names of the buyers whose awards are taken, capitals, spaces and full stops aside; none is all of them.
        locate: finds the small area of a postcode; without it no supplier's area is known.
        leave_faulty: whether a release at fault is left out and told, rather than everything refused.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: where it is not JSON.
        RecordsRefused: with every fault of every release, and of the package, at once.
    """
    listing, read = Listing(), 0
    found = _Found({}, Counter(), [], set())
    for item in items(path, _LISTS, listing):
        read += 1
        _take(item, path.name, found, locate)
    found.faults.extend(replace(one, file=path.name) for one in _package(listing.beside))
    if found.faults and not leave_faulty:
        raise RecordsRefused(*found.faults, file=path.name, standard=STANDARD)
    wanted = {same_name(name) for name in buyers}
    kept = [one for one in found.awards.values() if not wanted or same_name(one[2][0].buyer) in wanted]
    contracts = [(contract, line) for _, line, parts in kept for contract in parts]
    return Releases(
        tuple(contract for contract, _ in contracts),
        tuple(line for _, line in contracts),
        read,
        len(found.awards) - len(kept),
        dict(sorted(found.unnamed.items())),
        tuple(found.faults),
        _told(listing),
    )


def _told(listing: Listing) -> Source:
    """Give the source with what the package says of itself."""
    publisher, licence = listing.beside.get("publisher"), listing.beside.get("license")
    return replace(
        listing.source,
        publisher=str(publisher.get("name") or "") if isinstance(publisher, dict) else "",
        licence=str(licence or ""),
        date=str(listing.beside.get("publishedDate") or "")[:10],
    )


def _package(beside: Mapping[str, Any]) -> Iterator[Fault]:
    yield from look(dict(beside), PACKAGE).faults if beside else ()


def _take(item: Item, file: str, found: _Found, locate: Locate | None) -> None:
    release = item.value
    findings = look(release, RELEASE)
    faults = list(findings.faults)
    mark = sha256(json.dumps(release, sort_keys=True).encode()).digest()
    if mark in found.seen:
        faults.append(Fault("the list holds the same item twice"))
    found.seen.add(mark)
    for fault in faults:
        name = f"releases[{item.nth}]"
        found.faults.append(
            replace(fault, file=file, line=item.line, field=f"{name}.{fault.field}" if fault.field else name)
        )
    if faults:
        return
    found.unnamed.update(findings.unnamed)
    for award in release.get("awards", ()):
        name, day = f"{release['ocid']}/{award['id']}", release["date"]
        if name in found.awards and found.awards[name][0] > day:
            continue
        found.awards.pop(name, None)
        if award.get("status") in {"cancelled", "unsuccessful"}:
            continue
        parts = tuple(_parts(name, release, award, locate))
        if parts:
            found.awards[name] = (day, item.line, parts)


def _parts(
    name: str, release: Mapping[str, Any], award: Mapping[str, Any], locate: Locate | None
) -> Iterator[PublicContract]:
    """Give one contract for each supplier of an award; of a value that several share, nobody's part is known."""
    parties = {party.get("id"): party for party in release.get("parties", ())}
    suppliers = [one for one in award.get("suppliers", ()) if one.get("name") or one.get("id")]
    value = _value(award.get("value", {}))
    if len(suppliers) > 1:
        value = Unknown(f"{len(suppliers)} suppliers share one award, and no part is published")
    day = award.get("date") or ""
    for nth, supplier in enumerate(suppliers, 1):
        party = {
            **parties.get(supplier.get("id"), {}),
            **{key: one for key, one in supplier.items() if one is not None},
        }
        details = party.get("details") or {}
        yield PublicContract(
            name if len(suppliers) == 1 else f"{name}/{nth}",
            date.fromisoformat(day[:10]) if day else NO_DAY,
            str(release.get("buyer", {}).get("name") or ""),
            without_person(str(party.get("name") or party.get("id"))),
            _identifier(party),
            str(award.get("title") or release.get("tender", {}).get("title") or ""),
            value,
            _area(party, locate),
            _SIZES.get(details.get("scale")) if isinstance(details.get("scale"), str) else None,
            details.get("vcse") if isinstance(details.get("vcse"), bool) else None,
        )


def _value(value: Mapping[str, Any]) -> Pence | Unknown:
    units, currency = value.get("amount"), value.get("currency")
    if units is None:
        return NO_VALUE
    if currency not in {"GBP", None}:
        return Unknown(f"its value is published in {currency}")
    pence = Decimal(repr(units)) * 100
    if pence != pence.to_integral_value():
        return Unknown(f"its value is published as {units}, which is no sum of whole pence")
    return Pence(int(pence))


def _identifier(party: Mapping[str, Any]) -> str:
    identifier = party.get("identifier") or {}
    if identifier.get("scheme") and identifier.get("id"):
        return f"{identifier['scheme']}-{identifier['id']}"
    return str(party.get("id") or "")


def _area(party: Mapping[str, Any], locate: Locate | None) -> str | Unknown:
    """Give the small area of a party's postcode, which some publishers write at the end of the street only."""
    address = party.get("address") or {}
    postcode = address.get("postalCode") or postcode_in(address.get("streetAddress") or "")
    return (locate(postcode) if locate and postcode else None) or NO_POSTCODE
