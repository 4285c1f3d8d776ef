"""Reading what a place writes down of cuts, support for groups, incomes and named groups, beside its other evidence."""

from dataclasses import replace

from commonweal.evidence.inputs import Evidence, Offer
from commonweal.formats import bodies_table, cuts_table, sector_tables, tags_table
from commonweal.formats.costing_tables import Costing
from commonweal.formats.evidence_tables import AREAS, NEEDS, SERVICES
from commonweal.formats.file_reading import FileReading
from commonweal.formats.organisations_table import FILE as ORGANISATIONS
from commonweal.handover.inputs import HandoverTables


def with_sector(reading: FileReading, evidence: Evidence, offers: tuple[Offer, ...]) -> Evidence:
    """Read the tables of the sector, of cuts and of tags, and put them beside what was read already.

    Args:
        reading: of the place.
        evidence: with areas, organisations, bodies and needs.
        offers: the services that a row may name.
    """
    folder = reading.folder
    localities = reading.names(AREAS, "neighbourhood", (area.neighbourhood for area in evidence.areas))
    after = (AREAS, SERVICES)
    known = {
        **dict.fromkeys(reading.names(ORGANISATIONS, "id", (body.id for body in evidence.organisations))),
        **dict.fromkeys(reading.names(bodies_table.FILE, "id", (body.id for body in evidence.bodies or ()))),
    } or None
    groups = None if NEEDS in reading.unsound else {need.group for need in evidence.needs}
    support, income = sector_tables.INFRASTRUCTURE, sector_tables.INCOME
    return replace(
        evidence,
        cuts=reading.table(cuts_table.CUTS, lambda: cuts_table.read_cuts(folder, offers, localities), after=after),
        new_money=reading.table(
            cuts_table.NEW, lambda: cuts_table.read_new_money(folder, offers, localities), after=after
        ),
        infrastructure=reading.table(
            support, lambda: sector_tables.read_infrastructure(folder, known), after=(ORGANISATIONS,)
        ),
        incomes=reading.table(income, lambda: sector_tables.read_incomes(folder, known), after=(ORGANISATIONS,)),
        tags=reading.table(tags_table.FILE, lambda: tags_table.read_tags(folder, groups)),
    )


def with_budgets(evidence: Evidence, handover: HandoverTables | None, costing: Costing | None) -> Evidence:
    """Say which services a budget on file has a line for: of the hand-over, of the full costs, or of new money."""
    if handover is None and costing is None and evidence.new_money is None:
        return evidence
    lines = {row.service for row in handover.transfers} if handover else set()
    lines |= {budget.service for budget in costing.budgets} if costing else set()
    lines |= {one.service for one in evidence.new_money or () if one.runs_on(evidence.as_at)}
    return replace(evidence, budgeted=frozenset(lines - {""}))
