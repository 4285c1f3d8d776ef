"""``handover/consortia.csv``, which may be absent: who stands behind a consortium that offers to run something.

A partner of two consortia that offer the same service in the same neighbourhood would bid against itself, and what it
can carry there would count twice.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from commonweal.errors import Fault, TableFaults
from commonweal.formats.tables import Column, read_table
from commonweal.terms.sentences import key

FILE = "consortia.csv"
Offered = tuple[str, str, str]
"""An organisation, a service and a neighbourhood."""


def consortia_faults(folder: Path, organisations: Collection[str], offered: Sequence[Offered]) -> list[Fault]:
    """Find what is wrong with a place's consortia, where it has any.

    Args:
        folder: the ``handover/`` folder.
        organisations: ids of the place's bodies, consortia among them.
        offered: what each offers to run, and where.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    known = set(organisations)
    shape = (Column("consortium", among=known), Column("partner", among=known))
    try:
        table = read_table(path, shape)
    except TableFaults as found:
        return list(found.faults)
    return [*_faults(list(zip(table.rows, table.lines, strict=True)), offered)]


def _faults(rows: Sequence[tuple[Mapping[str, Any], int]], offered: Sequence[Offered]) -> Iterator[Fault]:
    fields: dict[str, set[tuple[str, str]]] = {}
    for body, service, place in offered:
        fields.setdefault(body, set()).add((service, place))
    before: dict[str, list[tuple[str, int]]] = {}
    for row, line in rows:
        name, partner = row["consortium"], row["partner"]
        if name == partner:
            yield Fault("{name} is no partner of itself", {"name": name}, FILE, line, "partner")
        for other, at in before.setdefault(partner, []):
            figures = {"partner": partner, "first": at, "other": other}
            shared = sorted(fields.get(name, set()) & fields.get(other, set()))
            if other == name:
                yield Fault("{partner} stands in {other} already at line {first}", figures, FILE, line, "partner")
            elif shared:
                figures |= {"service": shared[0][0], "neighbourhood": shared[0][1]}
                what = key(
                    "{partner} is already in {other} (line {first}), and both offer to run {service} in"
                    " {neighbourhood}: take it out of one of them, or take one of the two offers out of offers.csv"
                )
                yield Fault(what, figures, FILE, line, "partner")
        before[partner].append((name, line))
