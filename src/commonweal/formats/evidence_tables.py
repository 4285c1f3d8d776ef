"""A place's own tables of evidence: ``areas.csv``, ``services.csv``, ``sites.csv`` and ``needs.csv``."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from commonweal.errors import Fault
from commonweal.evidence.inputs import Need, Offer, Site
from commonweal.evidence.points import Point
from commonweal.formats.table_folder import DAY, SHARE
from commonweal.formats.tables import AMOUNT, EXACT, WHOLE, YES_NO, Column, amount, read_table, whole, write_table
from commonweal.terms.places import Area
from commonweal.terms.sentences import key
from commonweal.terms.services import Service
from commonweal.terms.sources import Source, Unknown

AREAS, SERVICES, SITES, NEEDS = "areas.csv", "services.csv", "sites.csv", "needs.csv"
AREA_COLUMNS = (
    "code",
    "name",
    "neighbourhood",
    "population",
    "deprivation_rank",
    "deprivation_decile",
    "deprivation_score",
    "easting",
    "northing",
    "source_row",
)
SERVICE_COLUMNS = (
    "id",
    "name",
    "unit",
    "criticality",
    "floor",
    "statutory",
    "sensitive",
    "standard_per_person_in_need",
    "up_for_transfer",
    "unknown_because",
)
SITE_COLUMNS = (
    "id",
    "name",
    "service",
    "organisation",
    "easting",
    "northing",
    "based_easting",
    "based_northing",
    "capacity",
    "groups",
    "delivered_from",
    "delivered_to",
    "unknown_because",
)
NEED_COLUMNS = ("area", "service", "group", "people", "low", "high", "basis", "unknown_because")


def _above_nought(text: str) -> Fraction:
    if (value := amount(text)) == 0:
        raise ValueError
    return value


def _rank(text: str) -> int:
    if (value := whole(text)) == 0:
        raise ValueError
    return value


def _tenth(text: str) -> int:
    if not 1 <= (value := whole(text)) <= 10:
        raise ValueError
    return value


TENTH = (_tenth, key("a whole number from 1 to 10"))
_ABOVE = (_above_nought, key("a decimal number above 0"))


def read_areas(folder: Path) -> tuple[tuple[Area, ...], Source]:
    """Read the small areas of a place folder.

    Raises:
        FileMissing: where there is no areas.csv.
        TableFaults: with every fault at once.
    """
    table = read_table(
        folder / AREAS,
        (
            Column("code", unique=True),
            Column("name"),
            Column("neighbourhood"),
            Column("population", *WHOLE),
            Column("deprivation_rank", _rank, key("a whole number, 1 or more")),
            Column("deprivation_decile", *TENTH),
            Column("deprivation_score", *EXACT),
            Column("easting", *EXACT),
            Column("northing", *EXACT),
        ),
    )
    return tuple(
        Area(
            row["code"],
            row["name"],
            row["neighbourhood"],
            row["population"],
            row["deprivation_rank"],
            row["deprivation_decile"],
            float(row["deprivation_score"]),
            float(row["easting"]),
            float(row["northing"]),
        )
        for row in table.rows
    ), table.source


def read_services(folder: Path) -> tuple[tuple[Offer, ...], Source]:
    """Read the services of a place folder, with their standards; a blank standard is Unknown.

    Raises:
        FileMissing: where there is no services.csv.
        TableFaults: with every fault at once.
    """
    table = read_table(
        folder / SERVICES,
        (
            Column("id", unique=True),
            Column("name"),
            Column("unit"),
            Column("criticality", *_ABOVE),
            Column("floor", *SHARE),
            Column("statutory", *YES_NO),
            Column("sensitive", *YES_NO),
            Column("standard_per_person_in_need", *_ABOVE, needed=False),
            Column("up_for_transfer", *YES_NO),
            Column("unknown_because", needed=False),
        ),
        _service_faults,
    )
    return tuple(
        Offer(
            Service(
                row["id"],
                row["name"],
                row["unit"],
                row["criticality"],
                row["floor"],
                statutory=row["statutory"],
                sensitive=row["sensitive"],
            ),
            _known(row, "standard_per_person_in_need", "no standard is stated"),
            row["up_for_transfer"],
        )
        for row in table.rows
    ), table.source


def read_sites(
    folder: Path,
    offers: Sequence[Offer],
    organisations: Collection[str] | None = None,
    groups: Mapping[str, Collection[str]] | None = None,
) -> tuple[tuple[Site, ...], Source]:
    """Read the points of delivery of a place folder; a blank capacity is Unknown, never zero.

    A site of a sensitive service must have no coordinates: nothing here needs them, so nothing can give them away.

    Args:
        folder: the place folder.
        offers: the services a site may deliver.
        organisations: ids that may run a site; None where any may.
        groups: names of the groups in need of each service; None where any name may stand.

    Raises:
        FileMissing: where there is no sites.csv.
        TableFaults: with every fault at once.
    """
    sensitive = {offer.service.id for offer in offers if offer.service.sensitive}

    def check(row: Mapping[str, Any]) -> Iterable[Fault]:
        yield from _site_faults(row, sensitive)
        known = groups.get(row["service"], ()) if groups is not None else row["groups"] or ()
        for group in row["groups"] or ():
            if group not in known:
                yield Fault("{group} is not a group of needs.csv for this service", {"group": group}, field="groups")

    table = read_table(
        folder / SITES,
        (
            Column("id", unique=True),
            Column("name"),
            Column("service", among={offer.service.id for offer in offers}),
            Column("organisation", needed=False, among=organisations),
            *(Column(name, *EXACT, needed=False) for name in SITE_COLUMNS[4:8]),
            Column("capacity", *AMOUNT, needed=False),
            Column("groups", _names, key("names with ; between them"), needed=False),
            Column("delivered_from", *DAY, needed=False),
            Column("delivered_to", *DAY, needed=False),
            Column("unknown_because", needed=False),
        ),
        check,
    )
    return tuple(_site(row, hidden=row["service"] in sensitive) for row in table.rows), table.source


def read_needs(folder: Path, areas: Collection[str], services: Collection[str]) -> tuple[tuple[Need, ...], Source]:
    """Read who needs what in a place folder; blank people are Unknown, never nobody.

    Args:
        folder: the place folder.
        areas: codes a row may name.
        services: ids a row may name.

    Raises:
        FileMissing: where there is no needs.csv.
        TableFaults: with every fault at once.
    """
    seen: set[tuple[str, str, str]] = set()

    def check(row: Mapping[str, Any]) -> Iterable[Fault]:
        mark = (row["area"], row["service"], row["group"])
        if None not in mark and mark in seen:
            yield Fault("this area, service and group stand already", field="group")
        seen.add(mark)
        figures = [row["low"], row["people"], row["high"]]
        if None in figures and figures != [None] * 3:
            yield Fault("people, low and high must all be given, or none of them", field="people")
        elif None not in figures and figures != sorted(figures):
            yield Fault("people must lie between low and high", field="people")

    table = read_table(
        folder / NEEDS,
        (
            Column("area", among=areas),
            Column("service", among=services),
            Column("group"),
            *(Column(name, *WHOLE, needed=False) for name in ("people", "low", "high")),
            Column("basis"),
            Column("unknown_because", needed=False),
        ),
        check,
    )
    why = "the number of people in need is not stated"
    return tuple(
        Need(
            row["area"],
            row["service"],
            row["group"],
            _known(row, "people", why),
            _known(row, "low", why),
            _known(row, "high", why),
            row["basis"],
        )
        for row in table.rows
    ), table.source


def write_areas(areas: Iterable[Area], rows: Sequence[int] = ()) -> bytes:
    """Write areas as ``areas.csv`` holds them.

    Args:
        areas: the areas.
        rows: the row of each in the file it was taken from, the header being row 1, where there is such a file.
    """
    kept = tuple(areas)
    taken_from = rows or (None,) * len(kept)
    names = AREA_COLUMNS[:-1]
    return write_table(
        AREA_COLUMNS,
        ((*(getattr(area, name) for name in names), row) for area, row in zip(kept, taken_from, strict=True)),
    )


def write_services(offers: Iterable[Offer]) -> bytes:
    """Write services and their standards as ``services.csv`` holds them."""
    return write_table(
        SERVICE_COLUMNS,
        (
            (
                offer.service.id,
                offer.service.name,
                offer.service.unit,
                offer.service.criticality,
                offer.service.floor,
                offer.service.statutory,
                offer.service.sensitive,
                _cell(offer.standard),
                offer.up_for_transfer,
                _reason(offer.standard),
            )
            for offer in offers
        ),
    )


def write_sites(sites: Iterable[Site]) -> bytes:
    """Write points of delivery as ``sites.csv`` holds them."""
    return write_table(
        SITE_COLUMNS,
        (
            (
                site.id,
                site.name,
                site.service,
                site.organisation,
                *_coordinates(site.delivered_at),
                *_coordinates(site.based_at),
                _cell(site.capacity),
                ";".join(site.groups),
                site.delivered_from,
                site.delivered_to,
                _reason(site.capacity),
            )
            for site in sites
        ),
    )


def write_needs(needs: Iterable[Need]) -> bytes:
    """Write people in need as ``needs.csv`` holds them."""
    return write_table(
        NEED_COLUMNS,
        (
            (
                need.area,
                need.service,
                need.group,
                _cell(need.people),
                _cell(need.low),
                _cell(need.high),
                need.basis,
                _reason(need.people),
            )
            for need in needs
        ),
    )


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(";"))
    if not all(names):
        raise ValueError
    return names


def _known(row: Mapping[str, Any], column: str, reason: str) -> Any:
    return row[column] if row[column] is not None else Unknown(row["unknown_because"] or reason)


def _service_faults(row: Mapping[str, Any]) -> Iterable[Fault]:
    if row["sensitive"] and row["up_for_transfer"]:
        what = "the service is sensitive: a hand-over plan would say in which neighbourhood it is delivered"
        yield Fault(what, field="up_for_transfer")


def _site_faults(row: Mapping[str, Any], sensitive: Collection[str]) -> Iterable[Fault]:
    for east, north in (("easting", "northing"), ("based_easting", "based_northing")):
        if (row[east] is None) != (row[north] is None):
            yield Fault("give both coordinates, or neither", field=east)
        if row["service"] in sensitive and row[east] is not None:
            yield Fault("the service is sensitive: its location may not be written down here", field=east)
    begins, ends = row["delivered_from"], row["delivered_to"]
    if begins is not None and ends is not None and ends < begins:
        yield Fault("it ends before it begins", field="delivered_to")


def _site(row: Mapping[str, Any], *, hidden: bool) -> Site:
    why = "the location of a sensitive service is never written down" if hidden else ""
    return Site(
        row["id"],
        row["name"],
        row["service"],
        row["organisation"] or "",
        _point(row["easting"], row["northing"], why or "where it is delivered is not stated"),
        _point(row["based_easting"], row["based_northing"], why or "where its organisation is based is not stated"),
        _known(row, "capacity", "its capacity is not stated"),
        row["groups"] or (),
        row["delivered_from"],
        row["delivered_to"],
    )


def _point(easting: Fraction | None, northing: Fraction | None, why: str) -> Point | Unknown:
    return Unknown(why) if easting is None or northing is None else Point(float(easting), float(northing))


def _coordinates(point: Point | Unknown) -> tuple[float | None, float | None]:
    return (None, None) if isinstance(point, Unknown) else (point.easting, point.northing)


def _cell(value: int | Fraction | Unknown) -> int | Fraction | None:
    return None if isinstance(value, Unknown) else value


def _reason(value: int | Fraction | Unknown) -> str | None:
    return value.reason if isinstance(value, Unknown) else None
