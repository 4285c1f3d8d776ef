"""What public money goes to whom: payments and contracts by supplier, and how much of it stays near.

Sources: Local Government Transparency Code 2015 (spending above £500); Open Contracting Data Standard 1.1 (awards). The
two are never added together: a contract is a promise to pay, a payment is money that went.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from commonweal.terms.money import Pence
from commonweal.terms.sources import Unknown

A_PERSON = "a person, whose name is left out"
"""Stands for a supplier who is a person: only the sum is kept."""


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that a council paid.

    Attributes:
        on: the day it was paid.
        department: who paid within the council, or "".
        supplier: who was paid, as the council writes it; :data:`A_PERSON` where that is a person.
        purpose: what for, or "".
        pence: how much; below 0 where it came back.
        row: line of the published file, the header being 1, or None.
    """

    on: date
    department: str
    supplier: str
    purpose: str
    pence: Pence
    row: int | None = None


@dataclass(frozen=True, slots=True)
class PublicContract:
    """A contract that a public body awarded, or one supplier's part of it.

    Attributes:
        id: of the award, with the supplier's number where there are several.
        on: the day of the award, or Unknown.
        buyer: who buys.
        supplier: who was awarded it.
        supplier_id: its identifier, as the publisher writes it, or "".
        title: what is bought.
        pence: its value over its whole length; Unknown where none is published, or where several suppliers share one.
        area: code of the small area of the supplier's address, "elsewhere" where that is none of the place, or Unknown.
        small: whether the supplier is a small or medium-sized firm, or None where nobody says.
        voluntary: whether the supplier is a voluntary or community body, or None where nobody says.
    """

    id: str
    on: date | Unknown
    buyer: str
    supplier: str
    supplier_id: str
    title: str
    pence: Pence | Unknown
    area: str | Unknown
    small: bool | None = None
    voluntary: bool | None = None


@dataclass(frozen=True, slots=True)
class SupplierSpend:
    """What one supplier had.

    Attributes:
        supplier: its name.
        pence: the sum of what is known.
        count: how many payments or contracts there are.
        unknown: how many of them have no known value; they are in the count and not in the sum.
        share: of all that is known, 0 to 1; Unknown where all that is known adds up to nothing or less.
    """

    supplier: str
    pence: Pence
    count: int
    unknown: int
    share: Fraction | Unknown


def spend_by_supplier(spent: Iterable[Payment | PublicContract]) -> tuple[SupplierSpend, ...]:
    """Add up what each supplier had, the largest first; what came back is taken off.

    A supplier is one where the names are the same but for capitals, spaces and full stops: who is behind a name is not
    guessed at.

    Args:
        spent: payments, or contracts: never both together.

    Examples:
        >>> one = Payment(date(2025, 4, 1), "", "Acme Ltd", "", Pence(300))
        >>> two = Payment(date(2025, 4, 2), "", "ACME LTD.", "", Pence(100))
        >>> [(found.supplier, found.pence, found.count) for found in spend_by_supplier([one, two])]
        [('Acme Ltd', 400, 2)]
    """
    rows: dict[str, list[Payment | PublicContract]] = {}
    for one in spent:
        rows.setdefault(same_name(one.supplier), []).append(one)
    known = {
        name: sum(one.pence for one in found if not isinstance(one.pence, Unknown)) for name, found in rows.items()
    }
    total = sum(known.values())
    nothing = Unknown("what is known adds up to nothing")
    return tuple(
        SupplierSpend(
            found[0].supplier,
            Pence(known[name]),
            len(found),
            sum(isinstance(one.pence, Unknown) for one in found),
            Fraction(known[name], total) if total > 0 else nothing,
        )
        for name, found in sorted(rows.items(), key=lambda row: (-known[row[0]], row[0]))
    )


def same_name(name: str) -> str:
    """Give what two spellings of one name share.

    Examples:
        >>> same_name(" ACME  Ltd. ") == same_name("Acme ltd")
        True
    """
    return " ".join(name.casefold().replace(".", " ").split())


@dataclass(frozen=True, slots=True)
class NearSpend:
    """How much of what was spent in a year stays near: the measure that Preston made known.

    Attributes:
        year: calendar year.
        known: the sum of contracts of which value and supplier's address are known.
        near: what of it goes to suppliers of the place.
        voluntary: what of it goes to voluntary and community bodies.
        small: what of it goes to small and medium-sized firms.
        unknown: how many contracts lack a value or an address; they are in none of the sums.
    """

    year: int
    known: Pence
    near: Pence
    voluntary: Pence
    small: Pence
    unknown: int


def near_spend(contracts: Iterable[PublicContract], areas: Mapping[str, object]) -> tuple[NearSpend, ...]:
    """Add up, by year, how much of the contracts' value goes to the place, to voluntary bodies and to small firms.

    A contract without a date is left out of every year.

    Args:
        contracts: the contracts.
        areas: the place's small areas, by code.
    """
    years: dict[int, list[PublicContract]] = {}
    for one in contracts:
        if not isinstance(one.on, Unknown):
            years.setdefault(one.on.year, []).append(one)
    return tuple(_year(year, found, areas) for year, found in sorted(years.items()))


def _year(year: int, contracts: Iterable[PublicContract], areas: Mapping[str, object]) -> NearSpend:
    known = near = voluntary = small = unknown = 0
    for one in contracts:
        if isinstance(one.pence, Unknown) or isinstance(one.area, Unknown):
            unknown += 1
            continue
        known += one.pence
        near += one.pence if one.area in areas else 0
        voluntary += one.pence if one.voluntary else 0
        small += one.pence if one.small else 0
    return NearSpend(year, Pence(known), Pence(near), Pence(voluntary), Pence(small), unknown)
