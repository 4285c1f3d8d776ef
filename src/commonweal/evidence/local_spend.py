"""What stays near of public money: by year, by supplier, and how much of it nobody can tell.

Contracts and payments are never added together: a contract is a promise to pay, a payment is money that went.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.evidence.figures import Figure
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.spending import (
    A_PERSON,
    NearSpend,
    Payment,
    PublicContract,
    SupplierSpend,
    near_spend,
    spend_by_supplier,
)
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

MOST = 10
"""Suppliers that are told by name: those that had most."""
_CONTRACTS, _PAYMENTS = ("contracts.csv", "areas.csv"), ("spending.csv",)
_METHOD = say("by the value of contracts of which value and supplier's postcode are known")


@dataclass(frozen=True, slots=True)
class LocalSpend:
    """Where public money goes.

    Attributes:
        years: what of the contracts' value stays near, by year of award.
        paid: the suppliers that the council paid most, the largest first.
        awarded: the suppliers that were awarded most, the largest first.
        figures: ``near``, ``voluntary`` and ``small`` (shares of the newest year of which something is known),
            ``awarded`` (pounds), ``unknown_contracts``, ``paid`` (pounds) and ``largest_supplier`` (share of what was
            paid), as far as there is something on file.
        sentences: what it comes to.
    """

    years: tuple[NearSpend, ...]
    paid: tuple[SupplierSpend, ...]
    awarded: tuple[SupplierSpend, ...]
    figures: Mapping[str, Figure]
    sentences: tuple[Sentence, ...]


def local_spend(evidence: Evidence) -> LocalSpend | None:
    """Tell where public money goes; None where the place has neither payments nor contracts on file."""
    if evidence.contracts is None and evidence.spending is None:
        return None
    contracts, payments = evidence.contracts or (), evidence.spending or ()
    years = near_spend(contracts, {area.code: area for area in evidence.areas})
    newest = next((year for year in reversed(years) if year.known > 0), None)
    paid, awarded = spend_by_supplier(payments), spend_by_supplier(contracts)
    figures = {**_near(newest, contracts), **_paid(payments, paid)}
    sentences = (*_of_payments(payments, paid), *_of_contracts(newest, contracts))
    return LocalSpend(years, paid[:MOST], awarded[:MOST], figures, sentences)


def _near(year: NearSpend | None, contracts: Sequence[PublicContract]) -> dict[str, Figure]:
    if not contracts:
        return {}
    rows = len(contracts)
    unknown = Figure(_untold(contracts), say("contracts"), _CONTRACTS, rows)
    if year is None:
        why = Unknown("of no contract are value and postcode known")
        shares: dict[str, float | Unknown] = dict.fromkeys(("near", "voluntary", "small"), why)
    else:
        parts = {"near": year.near, "voluntary": year.voluntary, "small": year.small}
        shares = {name: part / year.known for name, part in parts.items()}
    unit = say("share")
    awarded = sum(one.pence for one in contracts if not isinstance(one.pence, Unknown))
    return {
        **{name: Figure(share, unit, _CONTRACTS, rows, _METHOD) for name, share in shares.items()},
        "awarded": Figure(awarded / 100, say("pounds"), _CONTRACTS[:1], rows, say("sum over contracts of known value")),
        "unknown_contracts": unknown,
    }


def _paid(payments: Sequence[Payment], suppliers: Sequence[SupplierSpend]) -> dict[str, Figure]:
    if not payments:
        return {}
    rows = len(payments)
    largest = next((one.share for one in suppliers if one.supplier != A_PERSON), Unknown("only people were paid"))
    return {
        "paid": Figure(_total(payments) / 100, say("pounds"), _PAYMENTS, rows, say("what came back is taken off")),
        "largest_supplier": Figure(
            largest if isinstance(largest, Unknown) else float(largest), say("share"), _PAYMENTS, rows
        ),
    }


def _of_contracts(year: NearSpend | None, contracts: Sequence[PublicContract]) -> tuple[Sentence, ...]:
    if not contracts:
        return ()
    untold = say(
        "Of {all} contracts, {n} have no known value or no known postcode of the supplier; they are in no share.",
        n=_untold(contracts),
        all=len(contracts),
    )
    if year is None:
        return (untold,)
    return (
        say(
            "Of contracts for {sum} awarded in {year:plain}, {near:percent1} went to suppliers in the place, "
            "{voluntary:percent1} to voluntary and community bodies and {small:percent1} to small and medium firms.",
            sum=Amount.of_pence(year.known),
            year=year.year,
            near=Fraction(year.near, year.known),
            voluntary=Fraction(year.voluntary, year.known),
            small=Fraction(year.small, year.known),
        ),
        untold,
    )


def _of_payments(payments: Sequence[Payment], suppliers: Sequence[SupplierSpend]) -> tuple[Sentence, ...]:
    if not payments:
        return ()
    total = say(
        "The council paid {sum} to {n} suppliers, of what it publishes.",
        sum=Amount.of_pence(_total(payments)),
        n=len(suppliers),
    )
    largest = next((one for one in suppliers if one.supplier != A_PERSON), None)
    if largest is None or isinstance(largest.share, Unknown):
        return (total,)
    return (
        total,
        say("{supplier} had most of it, {share:percent1}.", supplier=largest.supplier, share=largest.share),
    )


def _untold(contracts: Sequence[PublicContract]) -> int:
    return sum(isinstance(one.pence, Unknown) or isinstance(one.area, Unknown) for one in contracts)


def _total(payments: Sequence[Payment]) -> Pence:
    return Pence(sum(one.pence for one in payments))
