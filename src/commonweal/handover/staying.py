"""Services that no plan can hand over as things stand: told, not refused, since keeping is always a choice."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from commonweal.handover.inputs import HandoverTables, OfferRow
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.services import Service


def staying(tables: HandoverTables, services: Sequence[Service]) -> tuple[Sentence, ...]:
    """Say of each service that stays where it is whatever the plan why that is, and what would change it.

    Args:
        tables: the place's ``handover/`` folder.
        services: of the place.
    """
    by_id = {service.id: service for service in services}
    willing = {row.organisation for row in tables.providers if row.willing}
    return tuple(one for row in tables.transfers for one in _told(by_id[row.service], tables, willing))


def _told(service: Service, tables: HandoverTables, willing: set[str]) -> Iterator[Sentence]:
    where = _with_whom(service, tables)
    offers = [row for row in tables.offers if row.service == service.id]
    able = [row for row in offers if row.organisation in willing]
    if not offers:
        yield say(
            "{service} stays {with_whom}: nobody offers to run it. An offer is a row of offers.csv.",
            service=service.name,
            with_whom=where,
        )
    elif not able:
        yield say(
            "{service} stays {with_whom}: nobody who offers to run it has recorded that it is willing. Once one"
            " has, write yes in the column willing of providers.csv.",
            service=service.name,
            with_whom=where,
        )
    elif (most := max(_counted(row, service) for row in able)) < service.floor:
        yield say(
            "{service} stays {with_whom}: its floor is {floor:percent} of need, and no willing organisation would"
            " meet more than {most:percent} that counts towards it. Ask for better offers, or look at the floor.",
            service=service.name,
            with_whom=where,
            floor=service.floor,
            most=most,
        )
    else:
        yield from _below_price(
            service, where, tables, [row for row in able if _counted(row, service) >= service.floor]
        )


def _below_price(
    service: Service, where: Sentence, tables: HandoverTables, able: Sequence[OfferRow]
) -> Iterator[Sentence]:
    least = next((row.least for row in tables.conditions.price_floors if row.service == service.id), Fraction(0))
    dearest = max(row.price for row in able)
    if dearest < least:
        yield say(
            "{service} stays {with_whom}: a unit of it costs {least:decimal3} of the council's own cost or more"
            " with the living wage, and no willing organisation that would hold the floor asks more than"
            " {dearest:decimal3}. Ask for offers with the living wage in them, or look at price_floors.csv.",
            service=service.name,
            with_whom=where,
            least=least,
            dearest=dearest,
        )


def _with_whom(service: Service, tables: HandoverTables) -> Sentence:
    if any(row.service == service.id for row in tables.running):
        return say("with those who run it today")
    return say("with the council")


def _counted(row: OfferRow, service: Service) -> Fraction:
    """Give what counts towards the floor: volunteers' time does not for a statutory service."""
    return row.quality * (1 - row.volunteer_share) if service.statutory else row.quality
