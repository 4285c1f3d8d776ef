"""The small invented place that ``commonweal init`` makes: few rows, every column, something of each kind."""

import json
from collections.abc import Mapping

from commonweal.cli.sample_folder import AS_AT, PLAN_ADOPTED, QUARTERS
from commonweal.cycle.demand import demand
from commonweal.evidence.inputs import Bands, Evidence
from commonweal.formats import evidence_tables, handover_tables, organisations_table
from commonweal.formats.place_settings import HandoverSettings, PlaceSettings, SourceSettings
from commonweal.formats.place_writing import settings_text
from commonweal.samples.handovers import sample_handover
from commonweal.samples.places import SamplePlace, sample_place
from commonweal.terms.places import neighbourhoods

SEED = 5
KEPT = ("library", "after-school", "refuge", "lunch-club")
"""Two services up for transfer, a sensitive one, and one of which not every capacity is known."""
README = """\
This is a place folder. Everything commonweal says about a place is made from it.

All of it is invented and small, so that you can see what goes where. Write your own figures over it, a file at a time:

place.toml          who decides, where each file comes from, and which rules you chose
areas.csv           small areas: people, deprivation, and where the middle of each is
boundaries.geojson  the shape of each area, for maps
services.csv        the services, with the standard that you state for each
needs.csv           how many people of which group need a service, by area; blank means nobody knows
sites.csv           where a service is delivered and how much is free; blank means nobody has said
organisations.csv   the bodies of the place
handover/           what a hand-over plan is made from: providers, offers, money, volunteers

A sensitive service, such as a refuge, has no location here: leave it blank.
The documentation lists every column. Then run:

commonweal profile THIS_FOLDER --out profile
commonweal plan THIS_FOLDER --out plan
commonweal publish THIS_FOLDER --out published
"""


def first_files(name: str) -> Mapping[str, bytes]:
    """Make the files of a small place folder to begin with.

    Args:
        name: what the place is to be called; the rest is invented, and the same each time.
    """
    place = sample_place(SEED, areas=8, neighbourhoods=3, people=12_000, organisations=20)
    offers = tuple(offer for offer in place.offers if offer.service.id in KEPT)
    needs = tuple(need for need in place.needs if need.service in KEPT)
    sites = tuple(site for site in place.sites if site.service in KEPT)
    evidence = Evidence(name, AS_AT, place.areas, offers, needs, sites)
    transfers = [offer.service for offer in offers if offer.up_for_transfer]
    localities = neighbourhoods(place.areas)
    plan = sample_handover(SEED, transfers, localities, place.organisations, demand(evidence), quarters=QUARTERS)
    files = {
        "areas.csv": evidence_tables.write_areas(place.areas),
        "boundaries.geojson": json.dumps(place.boundaries, ensure_ascii=False).encode(),
        "services.csv": evidence_tables.write_services(offers),
        "needs.csv": evidence_tables.write_needs(needs),
        "sites.csv": evidence_tables.write_sites(sites),
        organisations_table.FILE: organisations_table.write_organisations(place.organisations, place.summaries),
        **{f"handover/{file}": data for file, data in handover_tables.write_handover(plan).items()},
    }
    settings = _settings(name, place, sorted(file for file in files if "/" not in file))
    return {"place.toml": settings_text(settings).encode(), "README.txt": README.encode(), **files}


def _settings(name: str, place: SamplePlace, files: list[str]) -> PlaceSettings:
    invented = SourceSettings(publisher="nobody: these figures are invented", licence="CC0-1.0")
    return PlaceSettings(
        name=name,
        summary=f"{sum(area.population for area in place.areas):,} invented people. Write your own figures over these.",
        board=f"The board of {name} (write its name here)",
        accountable_body=f"The council of {name} (write its name here)",
        as_at=AS_AT,
        time_zone="Europe/London",
        currency="GBP",
        sources=dict.fromkeys(files, invented),
        access=Bands(),
        rounds=(),
        handover=HandoverSettings(adopted=PLAN_ADOPTED),
        withdrawals=(),
    )
