"""The English Indices of Deprivation, 2019 and 2025: the official File 7 as CSV, or the same as parquet."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from commonweal.errors import Fault, TableFaults
from commonweal.evidence.deprivation import DOMAINS, Deprivation, Domain, Edition, Floats, Whole
from commonweal.evidence.tenths import EVERY, Tenth
from commonweal.formats.typed_columns import Kind, TypedColumns, Wanted, read_columns
from commonweal.terms.sources import Source

CODES: Mapping[Edition, tuple[str, ...]] = {
    2019: ("lsoa11_code", "LSOA code (2011)"),
    2025: ("lsoa21_code", "LSOA code (2021)"),
}
"""The column of codes, which says which edition a file is of."""
PUBLISHER, LICENCE = "Ministry of Housing, Communities and Local Government", "Open Government Licence v3.0"
_OFFICIAL: Mapping[Domain, str] = {
    "imd": "Index of Multiple Deprivation (IMD)",
    "income": "Income",
    "employment": "Employment",
    "education": "Education, Skills and Training",
    "health": "Health Deprivation and Disability",
    "crime": "Crime",
    "housing": "Barriers to Housing and Services",
    "environment": "Living Environment",
}
_SHORT: Mapping[Domain, tuple[str, ...]] = {
    "imd": ("IMD",),
    "housing": ("Housing_and_Services", "Housing_and_Access"),
    **{domain: (domain.capitalize(),) for domain in DOMAINS if domain not in {"imd", "housing"}},
}
_MEASURES: Mapping[str, tuple[Kind, tuple[str, ...]]] = {
    "score": ("number", ("Score", "Score (rate)")),
    "rank": ("rank", ("Rank (where 1 is most deprived)",)),
    "decile": ("tenth", ("Decile (where 1 is most deprived 10% of LSOAs)",)),
}
_PEOPLE = ("Total population: mid 2022", "Total population: mid 2015 (excluding prisoners)", "total_population")


def read_deprivation(path: Path) -> Deprivation:
    """Read one edition of the Indices.

    Which edition it is, the column of codes says: that of areas of 2011 is the edition of 2019, that of areas of 2021
    the one of 2025. Columns of the official CSV are called as in its File 7; of the parquet ``IMD_rank``,
    ``Income_decile`` and so on. Scores and people may be missing; ranks and tenths may not. Areas may share a rank, as
    26 pairs of 2019 do.

    Raises:
        FileMissing: where there is no such file.
        TableFaults: with every fault at once.
    """
    table = read_columns(path, _wanted())
    older = "lsoa11" in table.cells
    if older == ("lsoa21" in table.cells):
        what = Fault(
            "it must have one column of area codes: lsoa11_code or lsoa21_code", {}, path.name, None, "lsoa21_code"
        )
        raise TableFaults(what, file=path.name)
    edition: Edition = 2019 if older else 2025
    return Deprivation(
        edition,
        table.cells["lsoa11" if older else "lsoa21"],
        table.rows,
        {domain: _whole(table, f"{domain}:rank") for domain in DOMAINS},
        {domain: _tenths(table, domain) for domain in DOMAINS},
        {domain: _floats(table, f"{domain}:score") for domain in DOMAINS if f"{domain}:score" in table.cells},
        _whole(table, "people") if "people" in table.cells else None,
        Source(table.source.file, table.source.sha256, PUBLISHER, LICENCE, str(edition)),
    )


def _wanted() -> tuple[Wanted, ...]:
    codes = (
        Wanted("lsoa11", CODES[2019], "code", needed=False, unique=True, begins="E01"),
        Wanted("lsoa21", CODES[2025], "code", needed=False, unique=True, begins="E01"),
    )
    measures = tuple(
        Wanted(
            f"{domain}:{measure}",
            (
                *(f"{short}_{measure}" for short in _SHORT[domain]),
                *(f"{_OFFICIAL[domain]} {ending}" for ending in endings),
            ),
            kind,
            needed=measure != "score",
        )
        for domain in DOMAINS
        for measure, (kind, endings) in _MEASURES.items()
    )
    return (*codes, *measures, Wanted("people", _PEOPLE, "count", needed=False))


def _whole(table: TypedColumns, name: str) -> Whole:
    array = np.array(table.cells[name], dtype=np.int64)
    array.setflags(write=False)
    return array


def _floats(table: TypedColumns, name: str) -> Floats:
    array = np.array(table.cells[name], dtype=np.float64)
    array.setflags(write=False)
    return array


def _tenths(table: TypedColumns, domain: Domain) -> tuple[Tenth, ...]:
    return tuple(EVERY[place - 1] for place in table.cells[f"{domain}:decile"])
