"""A place folder: the file form of a place, read whole or refused with every fault of every file."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from commonweal.errors import CommonwealError, Fault, FileMissing, PlaceFaults
from commonweal.evidence.inputs import Evidence, Offer
from commonweal.formats import (
    boundaries,
    evidence_tables,
    handover_tables,
    libraries,
    organisations_table,
    pabulib,
    place_settings,
    proposals_table,
)
from commonweal.formats.boundaries import Shape
from commonweal.formats.place_settings import PlaceSettings
from commonweal.funding.poll import Poll
from commonweal.handover.inputs import HandoverTables
from commonweal.proposals.proposal import Proposal
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Area, Neighbourhood, neighbourhoods
from commonweal.terms.sources import Source

BOUNDARIES, HANDOVER = "boundaries.geojson", "handover"
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class PlaceFolder:
    """All that a place folder holds.

    Attributes:
        settings: ``place.toml``.
        evidence: areas, services, needs, sites and libraries, with the source of each file.
        boundaries: the shape of each area by its code; empty where the place has none on file.
        organisations: its bodies.
        summaries: what each body does, by its id.
        proposals: what stands on its ballots.
        polls: the poll of each round, by the round's id.
        handover: what its hand-over plan is made from, or None.
    """

    settings: PlaceSettings
    evidence: Evidence
    boundaries: Mapping[str, Shape]
    organisations: tuple[Organisation, ...]
    summaries: Mapping[str, str]
    proposals: tuple[Proposal, ...]
    polls: Mapping[str, Poll]
    handover: HandoverTables | None

    @property
    def areas(self) -> tuple[Area, ...]:
        """Its small areas."""
        return self.evidence.areas

    @property
    def neighbourhoods(self) -> tuple[Neighbourhood, ...]:
        """Its neighbourhoods, the most deprived first."""
        return neighbourhoods(self.areas)


def read_place(folder: Path) -> PlaceFolder:
    """Read a place folder.

    ``place.toml`` and ``areas.csv`` are needed, and each poll that ``place.toml`` names; others may be absent.

    Raises:
        FileMissing: where there is no such folder, or no place.toml in it.
        PlaceFaults: with every fault of every file at once.
    """
    if not folder.is_dir():
        raise FileMissing(kind="place folder", path=folder)
    reading = _Reading(folder, place_settings.read_settings(folder))
    place = reading.place()
    if reading.faults:
        raise PlaceFaults(*reading.faults, file=folder.name)
    return place


class _Reading:
    """Reads the files of one place one after another, gathering faults.

    A file that refers to one at fault is left unread: its own faults could not be told from that one's.
    """

    def __init__(self, folder: Path, settings: PlaceSettings) -> None:
        self.folder = folder
        self.settings = settings
        self.faults: list[Fault] = []
        self.sources: dict[str, Source] = {}
        self.unsound: set[str] = set()

    def place(self) -> PlaceFolder:
        """Read everything in the order in which files refer to one another."""
        areas = self.table("areas.csv", lambda: evidence_tables.read_areas(self.folder), needed=True) or ()
        names = {area.neighbourhood for area in areas}
        offers = self.table("services.csv", lambda: evidence_tables.read_services(self.folder)) or ()
        bodies, summaries = self.bodies(names)
        ids = {body.id for body in bodies}
        shapes = self.table(BOUNDARIES, lambda: self.read_boundaries(areas), after=("areas.csv",))
        proposals = self.table(
            proposals_table.FILE,
            lambda: proposals_table.read_proposals(self.folder, ids, names),
            after=("areas.csv", organisations_table.FILE),
        )
        self.check_names(ids)
        return PlaceFolder(
            settings=self.settings,
            evidence=self.evidence(areas, offers, bodies),
            boundaries=shapes or {},
            organisations=bodies,
            summaries=summaries,
            proposals=proposals or (),
            polls=self.polls(),
            handover=self.handover(areas, offers, bodies),
        )

    def attempt(self, file: str, read: Callable[[], _Read]) -> _Read | None:
        """Read a file, or take its faults and go on without it."""
        try:
            return read()
        except FileMissing:
            self.faults.append(Fault("the file is missing", {}, file))
        except CommonwealError as refused:
            self.faults.extend(refused.faults)
        self.unsound.add(file)
        return None

    def table(
        self,
        file: str,
        read: Callable[[], tuple[_Read, Source]],
        *,
        needed: bool = False,
        after: Collection[str] = (),
    ) -> _Read | None:
        """Read a file that may be absent, and note where it comes from."""
        if not needed and not (self.folder / file).is_file():
            return None
        if not self.unsound.isdisjoint(after):
            self.unsound.add(file)
            return None
        found = self.attempt(file, read)
        if found is None:
            return None
        value, self.sources[file] = found
        return value

    def read_boundaries(self, areas: Collection[Area]) -> tuple[Mapping[str, Shape], Source]:
        """Read the shapes, one for each area."""
        return boundaries.read_boundaries(self.folder / BOUNDARIES, [area.code for area in areas])

    def bodies(self, names: Collection[str]) -> tuple[tuple[Organisation, ...], Mapping[str, str]]:
        """Read the organisations and what each does."""

        def read() -> tuple[tuple[tuple[Organisation, ...], Mapping[str, str]], Source]:
            found, summaries, source = organisations_table.read_organisations(self.folder, names)
            return (found, summaries), source

        return self.table(organisations_table.FILE, read, after=("areas.csv",)) or ((), {})

    def evidence(
        self, areas: tuple[Area, ...], offers: tuple[Offer, ...], bodies: tuple[Organisation, ...]
    ) -> Evidence:
        """Read needs, sites and libraries, and put them beside the areas and services."""
        codes, services = {area.code for area in areas}, {offer.service.id for offer in offers}
        base = ("areas.csv", "services.csv", organisations_table.FILE)
        needs = (
            self.table("needs.csv", lambda: evidence_tables.read_needs(self.folder, codes, services), after=base[:2])
            or ()
        )
        groups = {service: {need.group for need in needs if need.service == service} for service in services}
        ids = {body.id for body in bodies} if bodies else None
        sites = self.table(
            "sites.csv",
            lambda: evidence_tables.read_sites(self.folder, offers, ids, groups),
            after=(*base, "needs.csv"),
        )
        told = self.settings.sources
        return Evidence(
            name=self.settings.name,
            as_at=self.settings.as_at,
            areas=areas,
            offers=offers,
            needs=needs,
            sites=sites or (),
            libraries=self.table(libraries.FILE, lambda: libraries.read_libraries(self.folder)),
            bands=self.settings.access,
            sources={
                file: told[file].of(source) if file in told else source for file, source in sorted(self.sources.items())
            },
        )

    def polls(self) -> Mapping[str, Poll]:
        """Read the poll of each round."""
        found = {item.id: self.poll(item.file) for item in self.settings.rounds}
        return {name: poll for name, poll in found.items() if poll is not None}

    def poll(self, file: str) -> Poll | None:
        """Read one poll."""

        def read() -> Poll:
            path = self.folder / file
            if not path.is_file():
                raise FileMissing(kind="poll", path=path)
            return pabulib.read(path.read_bytes(), path.name)

        return self.attempt(file, read)

    def handover(
        self, areas: tuple[Area, ...], offers: tuple[Offer, ...], bodies: tuple[Organisation, ...]
    ) -> HandoverTables | None:
        """Read what the hand-over plan is made from, where the place has one."""
        if self.settings.handover is None or self.unsound & {"areas.csv", "services.csv", organisations_table.FILE}:
            return None
        services = [offer.service for offer in offers if offer.up_for_transfer]
        places = neighbourhoods(areas)
        return self.attempt(
            HANDOVER, lambda: handover_tables.read_handover(self.folder / HANDOVER, services, bodies, places)
        )

    def check_names(self, organisations: Collection[str]) -> None:
        """See that ``place.toml`` names only files and bodies that exist."""
        for gone in self.settings.withdrawals:
            if gone.organisation not in organisations and organisations_table.FILE not in self.unsound:
                what = "{organisation} is not an organisation of the place"
                self.faults.append(
                    Fault(what, {"organisation": gone.organisation}, place_settings.FILE, None, "withdrawals")
                )
        for file in self.settings.sources:
            if not (self.folder / file).is_file():
                self.faults.append(Fault("the file is missing", {}, place_settings.FILE, None, f"sources.{file}"))
