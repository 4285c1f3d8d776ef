"""Where public money goes, as ``profile.json`` and its tables hold it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from commonweal.evidence.local_spend import LocalSpend
from commonweal.evidence.spending import NearSpend, SupplierSpend
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.terms.sources import Unknown

_YEAR = ("year", "pounds", "pounds_in_the_place", "pounds_voluntary", "pounds_small_or_medium", "unknown_contracts")
_SUPPLIER = ("kind", "supplier", "pounds", "count", "unknown")


def spending_section(spend: LocalSpend, figures: Mapping[str, Any]) -> dict[str, Any]:
    """Give the section of ``profile.json``.

    Args:
        spend: where public money goes.
        figures: its figures, as every section of ``profile.json`` holds figures.
    """
    voice = prose(ENGLISH)
    return {
        "sentences": [voice.text(sentence) for sentence in spend.sentences],
        "figures": figures,
        "years": [dict(zip(_YEAR, map(_plain, _year(one)), strict=True)) for one in spend.years],
        "paid": [_supplier(one) for one in spend.paid],
        "awarded": [_supplier(one) for one in spend.awarded],
    }


def spending_tables(spend: LocalSpend) -> Iterator[tuple[str, bytes]]:
    """Give the tables of a profile about public money, each by its name."""
    yield "spend_by_year", write_table(_YEAR, (_year(one) for one in spend.years))
    rows = (("paid", one) for one in spend.paid), (("awarded", one) for one in spend.awarded)
    yield (
        "spend_by_supplier",
        write_table(
            _SUPPLIER,
            (
                (kind, one.supplier, Fraction(one.pence, 100), one.count, one.unknown)
                for part in rows
                for kind, one in part
            ),
        ),
    )


def _year(one: NearSpend) -> tuple[object, ...]:
    sums = (Fraction(pence, 100) for pence in (one.known, one.near, one.voluntary, one.small))
    return (one.year, *sums, one.unknown)


def _supplier(one: SupplierSpend) -> dict[str, Any]:
    return {
        "supplier": one.supplier,
        "pounds": one.pence / 100,
        "count": one.count,
        "unknown": one.unknown,
        "share": None if isinstance(one.share, Unknown) else float(one.share),
    }


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Fraction) else value
