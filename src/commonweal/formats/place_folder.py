"""A place folder: the file form of a place, read whole or refused with every fault of every file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from commonweal.cycle.readiness import ReadinessTables
from commonweal.errors import Fault, FileMissing, PlaceFaults
from commonweal.evidence.counted import FILE as DISPLACEMENT
from commonweal.evidence.equality import Impact
from commonweal.evidence.inputs import Evidence, Offer
from commonweal.formats import (
    bodies_table,
    boundaries,
    costing_tables,
    displacement_table,
    equality_table,
    evidence_tables,
    grants_table,
    handover_tables,
    libraries,
    organisations_table,
    pabulib,
    place_settings,
    proposals_table,
    readiness_tables,
    spending_tables,
    step_in_tables,
    wanted_table,
)
from commonweal.formats.boundaries import Shape
from commonweal.formats.costing_tables import Costing
from commonweal.formats.evidence_tables import AREAS, NEEDS, SERVICES, SITES
from commonweal.formats.file_reading import FileReading
from commonweal.formats.place_settings import PlaceSettings
from commonweal.formats.sector_reading import with_budgets, with_sector
from commonweal.formats.siting_reading import kept_siting
from commonweal.funding.poll import Poll
from commonweal.handover.chronology import WANTED, Wanted
from commonweal.handover.inputs import HandoverTables
from commonweal.handover.step_in.tables import StepInTables
from commonweal.proposals.proposal import Proposal
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Area, Neighbourhood, neighbourhoods
from commonweal.terms.sentences import key
from commonweal.terms.services import Service
from commonweal.terms.sources import Source, Unknown

BOUNDARIES, HANDOVER, ORGANISATIONS = "boundaries.geojson", "handover", organisations_table.FILE
STEP_IN = "step_in"


@dataclass(frozen=True, slots=True)
class PlaceFolder:
    """All that a place folder holds.

    Attributes:
        settings: ``place.toml``.
        evidence: areas, services, needs, sites, and what others publish of the place, with the source of each file.
        boundaries: the shape of each area by its code; empty where the place has none on file.
        organisations: its bodies.
        summaries: what each body does, by its id.
        proposals: what stands on its ballots.
        polls: the poll of each round, by the round's id.
        handover: what its hand-over plan is made from, or None.
        step_in: what was agreed, reported and done about stepping in, or None.
        readiness: what it writes down about readiness, or None; for whoever plans, never published.
        wanted: transfers that it wants to begin in a certain quarter.
        costing: its budgets, and options for services, or None.
        equality: what its hand-over plan does to people of each protected characteristic; empty where nobody has
            looked.
        siting: the files of its answer of where sites should be, by name; empty where it keeps none.
    """

    settings: PlaceSettings
    evidence: Evidence
    boundaries: Mapping[str, Shape]
    organisations: tuple[Organisation, ...]
    summaries: Mapping[str, str]
    proposals: tuple[Proposal, ...]
    polls: Mapping[str, Poll]
    handover: HandoverTables | None
    step_in: StepInTables | None = None
    readiness: ReadinessTables | None = None
    wanted: tuple[Wanted, ...] = ()
    costing: Costing | None = None
    equality: tuple[Impact, ...] = ()
    siting: Mapping[str, bytes] = field(default_factory=dict)

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


class _Reading(FileReading):
    """Reads the files of one place one after another, gathering faults."""

    def __init__(self, folder: Path, settings: PlaceSettings) -> None:
        super().__init__(folder)
        self.settings = settings

    def place(self) -> PlaceFolder:
        """Read everything in the order in which files refer to one another."""
        areas = self.table(AREAS, lambda: evidence_tables.read_areas(self.folder), needed=True) or ()
        codes = self.names(AREAS, "code", (area.code for area in areas))
        localities = self.names(AREAS, "neighbourhood", (area.neighbourhood for area in areas))
        offers = self.table(SERVICES, lambda: evidence_tables.read_services(self.folder)) or ()
        bodies, summaries = self.bodies(localities)
        ids = self.names(ORGANISATIONS, "id", (body.id for body in bodies))
        shapes = self.table(BOUNDARIES, lambda: self.read_boundaries(codes), after=(AREAS,))
        proposals = self.table(
            proposals_table.FILE,
            lambda: proposals_table.read_proposals(self.folder, ids, localities),
            after=(AREAS, ORGANISATIONS),
        )
        self.check_names(ids)
        handover = self.handover(localities, offers, ids)
        equality = self.table(equality_table.FILE, lambda: equality_table.read_equality(self.folder)) or ()
        costing = self.costing(localities, self.names(SERVICES, "id", (offer.service.id for offer in offers)), ids)
        evidence = with_budgets(self.evidence(areas, codes, offers, bodies), handover, costing)
        return PlaceFolder(
            settings=self.settings,
            evidence=evidence,
            boundaries=shapes or {},
            organisations=bodies,
            summaries=summaries,
            proposals=proposals or (),
            polls=self.polls(),
            handover=handover,
            step_in=self.step_in(localities, self.names(SERVICES, "id", (offer.service.id for offer in offers)), ids),
            readiness=self.readiness(ids),
            wanted=self.wanted(handover, ids),
            equality=equality,
            costing=costing,
            siting=self.siting(areas),
        )

    def read_boundaries(self, codes: Collection[str]) -> tuple[Mapping[str, Shape], Source]:
        """Read the shapes, one for each area."""
        return boundaries.read_boundaries(self.folder / BOUNDARIES, codes)

    def bodies(self, localities: Collection[str]) -> tuple[tuple[Organisation, ...], Mapping[str, str]]:
        """Read the organisations and what each does."""

        def read() -> tuple[tuple[tuple[Organisation, ...], Mapping[str, str]], Source]:
            found, summaries, source = organisations_table.read_organisations(self.folder, localities)
            return (found, summaries), source

        return self.table(ORGANISATIONS, read, after=(AREAS,)) or ((), {})

    def evidence(
        self,
        areas: tuple[Area, ...],
        codes: Collection[str],
        offers: tuple[Offer, ...],
        organisations: tuple[Organisation, ...],
    ) -> Evidence:
        """Read needs, sites, libraries and the rest, and put them beside the areas and services."""
        ids = self.names(ORGANISATIONS, "id", (body.id for body in organisations))
        services = self.names(SERVICES, "id", (offer.service.id for offer in offers))
        needs = self.table(
            NEEDS, lambda: evidence_tables.read_needs(self.folder, codes, services), after=(AREAS, SERVICES)
        )
        groups = {name: {need.group for need in needs or () if need.service == name} for name in services}
        known = None if {NEEDS, SERVICES} & self.unsound else groups
        sites = self.table(
            SITES,
            lambda: evidence_tables.read_sites(self.folder, offers or _stand_ins(services), ids or None, known),
            after=(SERVICES, ORGANISATIONS),
        )
        counted = self.table(DISPLACEMENT, lambda: displacement_table.folder_table(self.folder))
        evidence = Evidence(
            name=self.settings.name,
            as_at=self.settings.as_at,
            areas=areas,
            offers=offers,
            needs=needs or (),
            sites=sites or (),
            libraries=self.table(libraries.FILE, lambda: libraries.read_libraries(self.folder)),
            grants=self.table(grants_table.FILE, lambda: grants_table.read_given_grants(self.folder)),
            bodies=self.table(bodies_table.FILE, lambda: bodies_table.read_bodies(self.folder)),
            spending=self.table(spending_tables.SPENDING, lambda: spending_tables.read_spending(self.folder)),
            contracts=self.table(spending_tables.CONTRACTS, lambda: spending_tables.read_contracts(self.folder)),
            bands=self.settings.access,
            displacement=counted or (),
            organisations=organisations,
            disclosure=self.settings.disclosure,
        )
        evidence = with_sector(self, evidence, offers or _stand_ins(services))
        told = self.settings.sources
        sources = {name: told[name].of(one) if name in told else one for name, one in sorted(self.sources.items())}
        return replace(evidence, sources=sources)

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
            return pabulib.read(path.read_bytes(), file)

        return self.attempt(file, read)

    def handover(
        self, localities: Collection[str], offers: tuple[Offer, ...], ids: Collection[str]
    ) -> HandoverTables | None:
        """Read what the hand-over plan is made from, where the place has one."""
        if self.settings.handover is None or self.nameless & {AREAS, SERVICES, ORGANISATIONS}:
            return None
        known = offers or _stand_ins(self.names(SERVICES, "id", ()))
        return self.attempt(
            HANDOVER,
            lambda: handover_tables.read_handover(
                self.folder / HANDOVER, [offer.service.id for offer in known if offer.up_for_transfer], ids, localities
            ),
        )

    def step_in(
        self, localities: Collection[str], services: Collection[str], ids: Collection[str]
    ) -> StepInTables | None:
        """Read what was written down of stepping in, where the place has a folder for it."""
        folder = self.folder / STEP_IN
        if not folder.is_dir() or self.nameless & {AREAS, SERVICES, ORGANISATIONS}:
            return None
        return self.attempt(STEP_IN, lambda: step_in_tables.read_step_in(folder, services, ids, localities))

    def costing(self, localities: Collection[str], services: Collection[str], ids: Collection[str]) -> Costing | None:
        """Read budgets and options, where the place has a folder for them."""
        folder = self.folder / costing_tables.FOLDER
        if not folder.is_dir() or self.nameless & {AREAS, SERVICES, ORGANISATIONS}:
            return None
        known = costing_tables.Known(services, ids, localities)
        return self.attempt(costing_tables.FOLDER, lambda: costing_tables.read_costing(folder, known))

    def readiness(self, ids: Collection[str]) -> ReadinessTables | None:
        """Read what the place writes down about readiness; it is no source of any published figure."""
        if not readiness_tables.is_kept(self.folder) or ORGANISATIONS in self.nameless:
            return None
        return self.attempt(readiness_tables.CHECKS, lambda: readiness_tables.read_readiness(self.folder, ids))

    def wanted(self, handover: HandoverTables | None, ids: Collection[str]) -> tuple[Wanted, ...]:
        """Read the transfers that the place wants, where it has a hand-over plan."""
        if not (self.folder / WANTED).is_file() or self.nameless & {AREAS, SERVICES, ORGANISATIONS}:
            return ()
        if handover is None:
            if HANDOVER not in self.unsound:
                self.faults.append(Fault("the place has no [handover] in its place.toml", {}, WANTED))
            return ()
        return self.attempt(WANTED, lambda: wanted_table.read_wanted(self.folder, handover, ids)) or ()

    def siting(self, areas: tuple[Area, ...]) -> Mapping[str, bytes]:
        """Read the answer of where sites should be that the place keeps."""
        if {AREAS} & (self.unsound | self.nameless):
            return {}
        files, faults = kept_siting(self.folder, areas)
        self.faults.extend(faults)
        return files

    def check_names(self, organisations: Collection[str]) -> None:
        """See that ``place.toml`` names only files and bodies that exist."""
        for gone in self.settings.withdrawals:
            if gone.organisation not in organisations and ORGANISATIONS not in self.nameless:
                what = key("{organisation} is not an organisation of the place")
                self.faults.append(
                    Fault(what, {"organisation": gone.organisation}, place_settings.FILE, None, "withdrawals")
                )
        for file in self.settings.sources:
            if not (self.folder / file).is_file():
                self.faults.append(Fault("the file is missing", {}, place_settings.FILE, None, f"sources.{file}"))


def _stand_ins(services: Collection[str]) -> tuple[Offer, ...]:
    """Stand for the services of a file at fault, of which only the ids are sure; nothing is computed from them."""
    unsaid = Unknown("services.csv is at fault")
    return tuple(
        Offer(Service(name, name, "", Fraction(1), Fraction(0)), unsaid, up_for_transfer=True)
        for name in sorted(services)
    )
