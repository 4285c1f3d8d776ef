"""How far a body lives on one funder: the share of the largest, and the Herfindahl index, in exact fractions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from commonweal.evidence.bodies import Body
from commonweal.terms.money import Pence
from commonweal.terms.sources import Unknown

NOT_ALL = Unknown("what some of its funders gave is not stated")
NO_INCOME = Unknown("it had no income")
MORE_THAN_ALL = Unknown("the largest funder is said to give more than the whole")
BANDS = ("up to a quarter", "up to half", "more than half", "all of it", "not known")
"""How much of a body's income its largest funder gives."""


@dataclass(frozen=True, slots=True)
class Income:
    """What one funder gave a body in a year.

    Attributes:
        organisation: id of the body.
        funder: who gave it; gifts of people stand together as one, and so does what a body earns.
        year: the year in which its year of accounts ended.
        pence: how much, or Unknown.
    """

    organisation: str
    funder: str
    year: int
    pence: Pence | Unknown


@dataclass(frozen=True, slots=True)
class Reliance:
    """How far one body lives on one funder.

    Attributes:
        organisation: id of the body.
        year: the year of accounts, or None where that is not stated.
        total: its income.
        largest: who gave most, or why that is not known.
        share: what the largest funder gave, as a share of the income, 0 to 1.
        herfindahl: the sum of the squares of the funders' shares, 1 for one funder alone; its least and greatest value
            where only the largest funder is known, the same twice where all are.
    """

    organisation: str
    year: int | None
    total: Pence | Unknown
    largest: str | Unknown
    share: Fraction | Unknown
    herfindahl: tuple[Fraction, Fraction] | Unknown

    @property
    def band(self) -> str:
        """Which of :data:`BANDS` it is in."""
        if isinstance(self.share, Unknown):
            return "not known"
        if self.share == 1:
            return "all of it"
        return "up to a quarter" if self.share <= Fraction(1, 4) else _half(self.share)


def herfindahl(sums: Sequence[Pence]) -> Fraction:
    """Give the Herfindahl index of some sums: the sum of the squares of their shares.

    Source: A. O. Hirschman, National Power and the Structure of Foreign Trade (1945); O. C. Herfindahl, Concentration
        in the U.S. Steel Industry (1950).

    Args:
        sums: each 0 or more; not all 0.

    Raises:
        ZeroDivisionError: where all are 0.

    Examples:
        >>> herfindahl([Pence(50), Pence(50)]), herfindahl([Pence(75), Pence(25)])
        (Fraction(1, 2), Fraction(5, 8))
    """
    total = sum(sums)
    return sum((Fraction(one, total) ** 2 for one in sums), Fraction(0))


def herfindahl_bounds(share: Fraction) -> tuple[Fraction, Fraction]:
    """Give the least and greatest Herfindahl index that a body can have of which the largest share alone is known.

    The least (never reached) is with all others vanishingly small; the greatest with as many funders as large as the
    largest as can be, and one with what is left.

    Args:
        share: of the largest funder, above 0 and at most 1.

    Examples:
        >>> herfindahl_bounds(Fraction(3, 5))
        (Fraction(9, 25), Fraction(13, 25))
    """
    as_large = floor(1 / share)
    return share**2, as_large * share**2 + (1 - as_large * share) ** 2


def reliances(incomes: Iterable[Income], bodies: Iterable[Body] = ()) -> tuple[Reliance, ...]:
    """Say how far each body lives on one funder, by its newest year.

    Args:
        incomes: what funders gave, of any number of years.
        bodies: what registers tell; taken for the bodies of which ``incomes`` says nothing.
    """
    told = {name: _from_rows(name, rows) for name, rows in _newest(incomes).items()}
    told |= {body.id: _from_register(body) for body in bodies if body.id not in told}
    return tuple(told.values())


def funders(incomes: Iterable[Income]) -> dict[str, Pence] | Unknown:
    """Add up what each funder gave to all bodies in the newest year of each, the greatest first."""
    found: dict[str, Pence] = {}
    for row in (row for rows in _newest(incomes).values() for row in rows):
        if isinstance(row.pence, Unknown):
            return NOT_ALL
        found[row.funder] = Pence(found.get(row.funder, 0) + row.pence)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _newest(incomes: Iterable[Income]) -> dict[str, list[Income]]:
    """Give the rows of each body's newest year."""
    rows: dict[str, list[Income]] = {}
    for row in incomes:
        rows.setdefault(row.organisation, []).append(row)
    newest = {name: max(row.year for row in some) for name, some in rows.items()}
    return {name: [row for row in some if row.year == newest[name]] for name, some in rows.items()}


def _from_rows(name: str, rows: Sequence[Income]) -> Reliance:
    year = rows[0].year
    given = [(row.funder, row.pence) for row in rows]
    known = [(funder, pence) for funder, pence in given if not isinstance(pence, Unknown)]
    if len(known) < len(given):
        return Reliance(name, year, NOT_ALL, NOT_ALL, NOT_ALL, NOT_ALL)
    sums = [pence for _, pence in known]
    total = Pence(sum(sums))
    if not total:
        return Reliance(name, year, total, NO_INCOME, NO_INCOME, NO_INCOME)
    largest, most = max(known, key=lambda pair: pair[1])
    index = herfindahl(sums)
    return Reliance(name, year, total, largest, Fraction(most, total), (index, index))


def _from_register(body: Body) -> Reliance:
    year = None if isinstance(body.year_end, Unknown) else body.year_end.year
    total, most, largest = body.income, body.largest_funder_income, body.largest_funder
    for value in (total, most, largest):
        if isinstance(value, Unknown):
            return Reliance(body.id, year, total, largest, value, value)
    if isinstance(total, Unknown) or isinstance(most, Unknown) or not total:
        return Reliance(body.id, year, total, NO_INCOME, NO_INCOME, NO_INCOME)
    if most > total:
        return Reliance(body.id, year, total, largest, MORE_THAN_ALL, MORE_THAN_ALL)
    share = Fraction(most, total)
    return Reliance(body.id, year, total, largest, share, herfindahl_bounds(share) if share else NO_INCOME)


def _half(share: Fraction) -> str:
    return "up to half" if share <= Fraction(1, 2) else "more than half"
