"""A table of 300 areas by 20 kinds by 5 groups with every margin: made safe, audited, and the proof added up again.

No other tool in Python does this. What stands beside ours is what analysts do by hand or by a macro: wherever a hidden
cell is the only one in its row, column or layer, the smallest other one there is hidden too, until none stands alone.
It takes less time and hides less, and the auditor says of how many cells anybody can still tell more than the rule
allows.
"""

from collections.abc import Iterator
from time import perf_counter

import numpy as np

from bench.rows import Row
from commonweal.evidence.disclosure import audit
from commonweal.evidence.disclosure_rules import RULES, Bools, Ints
from commonweal.evidence.linked import SafeTables, Table, protect_tables
from commonweal.evidence.sums import Axis, Sums, crossed
from commonweal.evidence.suppression import Counts, published
from commonweal.formats.safe_tables import safe_files
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder

SHAPE = (300, 20, 5)
MOST_SECONDS = 60.0
RULE = RULES["nhs-sub-national"]


def table(shape: tuple[int, ...] = SHAPE, seed: int = 7) -> Table:
    """Make a table of counts as such tables are: many nobody, many few, some many, with every margin."""
    random = np.random.default_rng(seed)
    sizes = [random.gamma(2.0, 0.5, size) for size in shape]
    mean = 12.0 * sizes[0][:, None, None] * sizes[1][None, :, None] * sizes[2][None, None, :]
    counts = random.poisson(mean * random.gamma(2.0, 0.5, shape)).astype(np.int64)
    for axis in range(len(shape)):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    axes = tuple(
        Axis(name, (*(f"{name} {k + 1}" for k in range(size)), "all"), (*([size] * size), -1))
        for name, size in zip(("area", "kind", "group"), shape, strict=True)
    )
    return Table("table.csv", axes, counts.ravel())


def rows() -> Iterator[Row]:
    """Take the rows of this stage."""
    made = table()
    sums = crossed(made.axes)
    name = "x".join(map(str, SHAPE)) + " with margins"
    start = perf_counter()
    found = protect_tables(RULE, [made])
    protecting = perf_counter() - start
    start = perf_counter()
    by_hand = never_alone(sums, made.counts, RULE.hides(made.counts))
    yield _row(f"{name}: making it safe, beside never leaving one alone", protecting, perf_counter() - start, "s")
    yield from _audited(name, sums, made, found)
    left = len(audit(published(RULE, Counts(sums, made.counts), by_hand)).narrow)
    few = int(found.safe.few.sum())
    beside = int(by_hand.sum()) - few
    yield _row(f"{name}: cells hidden beside {few:,} few", found.safe.beside, beside, "cells")
    yield _row(f"{name}: cells of which too much can be told", 0, left, "cells", target=0)


def _audited(name: str, sums: Sums, made: Table, found: SafeTables) -> Iterator[Row]:
    told = published(RULE, Counts(sums, made.counts), found.safe.hidden)
    start = perf_counter()
    again = audit(told)
    yield _row(f"{name}: audit ({len(again.witnesses)} witnesses)", perf_counter() - start, None, "s", MOST_SECONDS)
    assert again.safe
    files = safe_files(found)
    start = perf_counter()
    findings = check_folder(Folder(files))
    yield _row(f"{name}: verifier", perf_counter() - start, None, "s")
    assert not findings, findings[:3]
    yield _row(f"{name}: the folder", sum(map(len, files.values())) / 2**20, None, "MB")


def never_alone(sums: Sums, counts: Ints, few: Bools) -> Bools:
    """Hide the smallest other cell wherever a hidden one stands alone among those that are not 0, until none does."""
    hidden = few.copy()
    changed = True
    while changed:
        changed = False
        lone = np.flatnonzero(np.add.reduceat(hidden[sums.columns].astype(np.int64), sums.starts[:-1]) == 1)
        for row in lone.tolist():
            cells = sums.row(row)
            others = cells[(counts[cells] > 0) & ~hidden[cells]]
            if len(others) and hidden[cells].sum() == 1:
                hidden[others[np.argmin(counts[others])]] = changed = True
    return hidden


def _row(name: str, ours: float, peer: float | None, unit: str, target: float | None = None) -> Row:
    return Row.against(name, ours=float(ours), peer=peer, target=target, unit=unit, better="lower")
