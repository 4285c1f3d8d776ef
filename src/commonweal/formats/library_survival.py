"""What became of English libraries, as a small table of facts that travels with the product, and its writer.

The table holds counts that were made from Arts Council England's basic dataset, never rows of it. It is written by
``python -m tools.library_survival FILE`` and a test holds it equal to what the real file gives.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any

from commonweal.errors import Fault, TableFaults
from commonweal.evidence.libraries import Operation
from commonweal.evidence.proportions import Interval
from commonweal.evidence.survival import (
    COMMUNITY,
    COUNCIL,
    FIFTHS,
    PlacedLibrary,
    Survival,
    cohort,
    handed_over,
    yearly_losses,
)
from commonweal.formats.table_folder import DAY
from commonweal.formats.tables import WHOLE, Column, table_of, write_table
from commonweal.terms.sources import Source

FILE = "library_survival.csv"
PUBLISHER = "Arts Council England, basic dataset, as cleaned by Libraries Hacked"
LICENCE = "Open Government Licence v3.0"
PERIOD = "2010 to 2023"
COHORTS = ("community", "handed over since 2016", "council")
"""Run by the community in 2016; first found so by a later survey; run by the council in 2016."""
COUNTS = ("libraries", "closed", "lost_from_sight", "library_years")
COLUMNS = ("cohort", "fifth", *COUNTS, "source", "sha256", "read_on")
UNPLACED = "unknown"


@dataclass(frozen=True, slots=True)
class LibrarySurvival:
    """What became of English libraries.

    Attributes:
        by_fifth: for each of :data:`COHORTS`, what became of its libraries by fifth, 1 the most deprived.
        unplaced: for each, those whose area is not known.
        source: the file that was counted, hashed.
        read_on: the day on which it was.
    """

    by_fifth: Mapping[str, Mapping[int, Survival]]
    unplaced: Mapping[str, Survival]
    source: Source
    read_on: date


def yearly_failure() -> Mapping[int, Interval]:
    """Give the chance that a handed-over service is lost within a year, by fifth of deprivation, 1 the most deprived.

    It is what became of the English libraries that the community ran in 2016: the best evidence that there is, and of
    libraries only. The fifths are of England's small areas, not of one place's: a whole place may lie in the first.
    Each rate is what was seen (``value``) with the ends of its 95 % interval (``low``, ``high``), in exact fractions.

    Examples:
        >>> worst = yearly_failure()[1]
        >>> [float(round(rate, 3)) for rate in (worst.low, worst.value, worst.high)]
        [0.009, 0.018, 0.036]
    """
    return yearly_losses(library_survival().by_fifth["community"])


def yearly_failure_ranges() -> Mapping[int, tuple[Fraction, Fraction]]:
    """Give the least and the most that the yearly chance of loss is likely to be, by fifth, as a stress test draws it.

    Examples:
        >>> [str(end) for end in yearly_failure_ranges()[1]]
        ['4283/500000', '4493/125000']
    """
    return {fifth: (rate.low, rate.high) for fifth, rate in yearly_failure().items()}


@lru_cache(maxsize=1)
def library_survival() -> LibrarySurvival:
    """Read the facts that travel with the product."""
    return read_survival(files(__package__).joinpath("facts", FILE).read_bytes())


def read_survival(data: bytes) -> LibrarySurvival:
    """Read a table of facts as :func:`write_survival` writes it.

    Raises:
        TableFaults: with every fault at once.
    """
    table = table_of(
        FILE,
        data,
        (
            Column("cohort", among=COHORTS),
            Column("fifth", among=[*map(str, FIFTHS), UNPLACED]),
            *(Column(name, *WHOLE) for name in COUNTS),
            Column("source"),
            Column("sha256"),
            Column("read_on", *DAY),
        ),
        _check,
    )
    found = {(row["cohort"], row["fifth"]): Survival(*(row[name] for name in COUNTS)) for row in table.rows}
    wanted = [(name, fifth) for name in COHORTS for fifth in (*map(str, FIFTHS), UNPLACED)]
    missing = [one for one in wanted if one not in found]
    if missing or len(table.rows) != len(wanted):
        told = ", ".join(f"{name} {fifth}" for name, fifth in missing) or FILE
        raise TableFaults(Fault("one row is needed for {rows}", {"rows": told}, FILE), file=FILE)
    first = table.rows[0]
    return LibrarySurvival(
        {name: {fifth: found[name, str(fifth)] for fifth in FIFTHS} for name in COHORTS},
        {name: found[name, UNPLACED] for name in COHORTS},
        Source(first["source"], first["sha256"], PUBLISHER, LICENCE, PERIOD),
        first["read_on"],
    )


def write_survival(libraries: Iterable[PlacedLibrary], source: Source, read_on: date) -> bytes:
    """Count what became of libraries, and write the table of facts.

    Args:
        libraries: every library of England.
        source: the file they were read from.
        read_on: the day.
    """
    every = tuple(libraries)
    counted = dict(zip(COHORTS, (_cohort(every, COMMUNITY), handed_over(every), _cohort(every, COUNCIL)), strict=True))
    return write_table(
        COLUMNS,
        (
            (name, fifth, *(getattr(found, count) for count in COUNTS), source.file, source.sha256, read_on.isoformat())
            for name, (by_fifth, unplaced) in counted.items()
            for fifth, found in [*by_fifth.items(), (UNPLACED, unplaced)]
        ),
    )


def _cohort(
    libraries: tuple[PlacedLibrary, ...], run_by: tuple[Operation, ...]
) -> tuple[Mapping[int, Survival], Survival]:
    found = cohort(libraries, run_by)
    return found.by_fifth, found.unplaced


def _check(row: Mapping[str, Any]) -> Iterable[Fault]:
    counts = [row[name] for name in COUNTS]
    if None not in counts and counts[1] + counts[2] > counts[0]:
        yield Fault("more libraries closed or were lost from sight than there were", field="closed")
