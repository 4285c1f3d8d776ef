"""The sample place as a place folder: samples give the values, formats their bytes."""

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from commonweal.cycle.demand import demand
from commonweal.evidence.counted import FILE as DISPLACEMENT
from commonweal.evidence.inputs import Bands, Evidence
from commonweal.formats import (
    bodies_table,
    costing_tables,
    costing_writing,
    cuts_table,
    displacement_table,
    equality_table,
    evidence_tables,
    grants_table,
    handover_tables,
    organisations_table,
    pabulib,
    place_folder,
    place_settings,
    proposals_table,
    rates_table,
    readiness_tables,
    sector_tables,
    step_in_tables,
    tags_table,
    wanted_table,
)
from commonweal.formats.place_settings import (
    HandoverSettings,
    PlaceSettings,
    RoundSettings,
    SourceSettings,
    Withdrawal,
)
from commonweal.formats.place_writing import settings_text
from commonweal.funding.poll import Project
from commonweal.handover.chronology import WANTED
from commonweal.handover.step_in.tables import StepInTables
from commonweal.proposals.proposal import Proposal
from commonweal.samples.costings import sample_costing
from commonweal.samples.cuts import sample_cuts, sample_new_money
from commonweal.samples.displacement import sample_displacement
from commonweal.samples.equality import sample_equality
from commonweal.samples.grants import sample_grants
from commonweal.samples.handovers import FIRST_QUARTER, sample_handover
from commonweal.samples.places import SamplePlace, sample_place
from commonweal.samples.polls import HardPoll, hard_poll
from commonweal.samples.proposals import sample_proposals
from commonweal.samples.readiness import sample_readiness, sample_wanted
from commonweal.samples.registered_bodies import sample_bodies, sample_tags
from commonweal.samples.sector import sample_incomes, sample_infrastructure
from commonweal.samples.step_ins import sample_step_in
from commonweal.terms.places import neighbourhoods

AS_AT = date(2023, 12, 31)
PLAN_ADOPTED = date(2024, 11, 15)
QUARTERS = 12
BACKED_OUT = Withdrawal(
    organisation="lanternfish-play",
    from_quarter=FIRST_QUARTER + QUARTERS // 2,
    on=date(2026, 5, 29),
    reason="lost its main funder",
)
ROUND_ID = "fund-2024"
POLL = f"polls/{ROUND_ID}.pb"


def sample_files(seed: int) -> Mapping[str, bytes]:
    """Make the sample place: the hard case, whole, as the files of a place folder.

    Args:
        seed: the same seed gives the same bytes.
    """
    place = sample_place(seed)
    evidence = Evidence(place.name, AS_AT, place.areas, place.offers, place.needs, place.sites)
    localities = neighbourhoods(place.areas)
    transfers = [offer.service for offer in place.offers if offer.up_for_transfer]
    tables = sample_handover(seed, transfers, localities, place.organisations, demand(evidence), quarters=QUARTERS)
    stepping_in = _stepping_in(seed, place)
    offers = sample_proposals(seed, place.organisations, [one.name for one in localities])
    files = {
        "areas.csv": evidence_tables.write_areas(place.areas),
        place_folder.BOUNDARIES: json.dumps(place.boundaries, ensure_ascii=False).encode("utf-8"),
        "services.csv": evidence_tables.write_services(place.offers),
        "needs.csv": evidence_tables.write_needs(place.needs),
        "sites.csv": evidence_tables.write_sites(place.sites),
        DISPLACEMENT: displacement_table.write_displacement(sample_displacement(seed, place)),
        equality_table.FILE: equality_table.write_equality(sample_equality()),
        grants_table.FILE: grants_table.write_given_grants(sample_grants(seed, place.areas, place.organisations)),
        cuts_table.CUTS: cuts_table.write_cuts(sample_cuts(place)),
        cuts_table.NEW: cuts_table.write_new_money(sample_new_money(place)),
        sector_tables.INFRASTRUCTURE: sector_tables.write_infrastructure(sample_infrastructure(place)),
        sector_tables.INCOME: sector_tables.write_incomes(sample_incomes(place)),
        bodies_table.FILE: bodies_table.write_bodies(sample_bodies(place)),
        tags_table.FILE: tags_table.write_tags(sample_tags()),
        organisations_table.FILE: organisations_table.write_organisations(place.organisations, place.summaries),
        proposals_table.FILE: proposals_table.write_proposals(offers),
        POLL: pabulib.write(sample_vote(seed, offers, place.name).poll),
        **{f"{place_folder.HANDOVER}/{name}": data for name, data in handover_tables.write_handover(tables).items()},
        **{f"{place_folder.STEP_IN}/{name}": data for name, data in step_in_tables.write_step_in(stepping_in).items()},
        **_costing(seed, [one.name for one in localities]),
    }
    settings = _settings(place, [name for name in files if "/" not in name])
    readiness = sample_readiness(seed, place.organisations, tables, PLAN_ADOPTED)
    return {
        place_settings.FILE: settings_text(settings).encode("utf-8"),
        **files,
        **readiness_tables.write_readiness(readiness),
        **({WANTED: wanted_table.write_wanted(wanted)} if (wanted := sample_wanted(tables)) else {}),
    }


def _costing(seed: int, localities: list[str]) -> Mapping[str, bytes]:
    made = sample_costing(seed, rates_table.packaged_rates(), localities)
    costing = costing_tables.Costing(made.budgets, made.uplifts, rates_table.packaged_rates(), (made.comparison,))
    written = costing_writing.write_costing(costing)
    return {f"{costing_tables.FOLDER}/{name}": data for name, data in written.items()}


def sample_vote(seed: int, offers: tuple[Proposal, ...], place: str) -> HardPoll:
    """Make the sample's vote: most of the money's worth of votes on what is asked for everywhere, a fifth elsewhere."""
    groups: dict[str, list[str]] = {}
    for offer in offers:
        if offer.group:
            groups.setdefault(offer.group, []).append(offer.id)
    return hard_poll(
        seed,
        [
            Project(
                offer.id,
                offer.title,
                Fraction(offer.cost, 100),
                targets=(offer.group,) if offer.group else (),
                area=offer.neighbourhood,
            )
            for offer in offers
        ],
        groups,
        description=f"{place} Fund 2024",
    )


def _stepping_in(seed: int, place: SamplePlace) -> StepInTables:
    bodies = {body.id: body for body in place.organisations}
    library, day_support = (bodies[id_] for id_ in ("kelpside-community-association", "open-door-self-advocates"))
    associations = [body for body in place.organisations if body.id.endswith("community-association")]
    return sample_step_in(seed, (library, library.home), (day_support, day_support.home), associations)


def _settings(place: SamplePlace, files: list[str]) -> PlaceSettings:
    made = SourceSettings(publisher="commonweal's sample place", licence="CC0-1.0", date=str(AS_AT.year))
    people = sum(area.population for area in place.areas)
    return PlaceSettings(
        name=place.name,
        summary=(
            f"An invented place of {people:,} people. Drug use in {place.troubled} spills over into {place.beside};"
            f" parents in {place.affluent} offer to run a club that the council will close."
        ),
        board=f"{place.name} Neighbourhood Board",
        accountable_body=f"{place.name} Council",
        as_at=AS_AT,
        time_zone="Europe/London",
        currency="GBP",
        sources=dict.fromkeys(sorted(files), made),
        access=Bands(),
        rounds=(
            RoundSettings(
                id=ROUND_ID,
                title=f"{place.name} Fund 2024",
                file=POLL,
                rule="equal_shares",
                spec=MappingProxyType({"utility": "cost", "completion": "add1", "step": "5", "seed": "2024-04-02"}),
                rules_published=date(2024, 1, 15),
                closed=date(2024, 3, 31),
                confirmed=date(2024, 4, 21),
                due=date(2027, 3, 31),
            ),
        ),
        handover=HandoverSettings(adopted=PLAN_ADOPTED),
        withdrawals=(BACKED_OUT,),
    )
