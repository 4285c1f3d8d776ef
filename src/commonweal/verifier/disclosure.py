"""Tables of counts as published: every witness added up again, and every hidden count held to be uncertain enough.

A witness is a whole table that agrees with everything that is published. Where two of them differ by so much in a
hidden cell, nobody who sees what is published can tell that count more closely, by whatever sums.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from .cells import rows as table_rows
from .findings import Finding
from .guard import guarded
from .layout import layout
from .manifests import FORMAT, MANIFEST, is_canonical
from .reading import Folder

FILE, WITNESSES, ACCOUNT = "proof.json", "witnesses.csv", "account.txt"
COUNT, HIDDEN = "count", "*"
RULES: Mapping[str, tuple[int, int, int, int]] = {
    "nhs-sub-national": (7, 5, 7, 2),
    "below-10": (9, 1, 9, 1),
    "below-10-to-5": (9, 5, 9, 2),
}
"""Of each rule: the greatest count that is hidden, the step of rounding, and how many values a hidden and a rounded
count must be able to have."""
Cell = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be shown of counts: the greatest hidden one, the step, and how many values each must be able to have."""

    few: int
    step: int
    hidden_values: int
    rounded_values: int

    def possible(self, text: str) -> bool:
        """Say whether a cell of a table may say this."""
        if text in (HIDDEN, "0"):
            return True
        if not text.isascii() or not text.isdecimal() or text.startswith("0"):
            return False
        return int(text) % self.step == 0 and int(text) + (self.step - 1) // 2 > self.few

    def ends(self, text: str) -> tuple[int, int | None]:
        """Give the least and the greatest count of which a cell may say this; None where there is no greatest."""
        if text == HIDDEN:
            return 1, None
        said = int(text)
        if not said:
            return 0, 0
        least = said - self.step // 2
        return max(self.few + 1, least), least + self.step - 1

    def span(self, text: str) -> int:
        """Give how far apart witnesses must lie in a cell that says this."""
        if text == HIDDEN:
            return self.hidden_values - 1
        return self.rounded_values - 1 if int(text) and self.step > 1 else 0


def rule_of(told: Any) -> Rule | None:
    """Give a rule as it is stated; None where no rule of that name says so."""
    stated = tuple(told[name] for name in ("few", "step", "hidden_values", "rounded_values"))
    known = RULES.get(told["name"])
    return Rule(*known) if known == stated else None


@dataclass(slots=True)
class KnownRange:
    """What everybody knows of one count: its least and greatest value, and how uncertain it must be."""

    least: int = 0
    greatest: int | None = None
    span: int = 0

    def learn(self, least: int, greatest: int | None, span: int) -> None:
        """Add what one more place says of it."""
        self.least, self.span = max(self.least, least), max(self.span, span)
        if greatest is not None:
            self.greatest = greatest if self.greatest is None else min(self.greatest, greatest)


def check_safe_tables(folder: Folder) -> list[Finding]:
    """Check the files of safe tables: the form of each, every witness against all that is published, and every cell.

    The words of ``account.txt`` are not read.
    """
    return [finding for part in (_layout, _proof) for finding in guarded(part, folder)]


def _layout(folder: Folder) -> list[Finding]:
    told = folder.read_json(FILE) if FILE in folder else {}
    named = {one["file"] for one in [*told.get("tables", []), *told.get("earlier", [])]}
    return layout(folder, named | {FILE, WITNESSES, ACCOUNT, MANIFEST})


def _proof(folder: Folder) -> list[Finding]:
    told = folder.read_json(FILE)
    if not isinstance(told, dict) or (told.get("format"), told.get("kind")) != (FORMAT, "safe tables"):
        return [Finding("V901", FILE, f"these are not safe tables of the form {FORMAT}")]
    findings = []
    if not is_canonical(told, folder.read(FILE)):
        findings.append(Finding("V901", FILE, "it is not written in the one canonical form"))
    if not told["tables"] or any(one["rule"] != told["rule"] for one in told["tables"]):
        findings.append(Finding("V901", FILE, "its tables are not all by its rule"))
    known: dict[Cell, KnownRange] = {}
    sums: list[tuple[Cell, list[Cell]]] = []
    for one in [*told["tables"], *told["earlier"]]:
        rule = rule_of(one["rule"])
        if rule is None:
            return [*findings, Finding("V901", FILE, f"{one['file']} is by a rule that is not known as it is stated")]
        wrong = list(axes_wrong(one["axes"]))
        if wrong:
            return [*findings, *(Finding("V901", FILE, what) for what in wrong)]
        findings.extend(_learn(folder, one, rule, known))
        sums.extend(sums_of(one["axes"]))
    return findings + _witnesses(folder, told["witnesses"], known, sums)


def axes_wrong(axes: Any) -> Iterator[str]:
    """Find axes that do not have each group once, below one total of all."""
    for axis in axes:
        labels, whole = axis["labels"], axis["whole"]
        if len(set(labels)) != len(labels) or len(whole) != len(labels):
            yield f"{axis['name']} does not name each of its groups once"
        elif whole.count(None) != 1 or not all(one is None or one in labels for one in whole):
            yield f"{axis['name']} does not have one total over all"
        else:
            above = dict(zip(labels, whole, strict=True))
            for label in labels:
                steps, at = 0, label
                while above[at] is not None and steps <= len(labels):
                    at, steps = above[at], steps + 1
                if steps > len(labels):
                    yield f"{axis['name']} has groups that are parts of themselves"
                    break
    if len({axis["name"] for axis in axes}) != len(axes):
        yield "two axes have one name"


def roots_of(axes: Any) -> list[tuple[str, str]]:
    """Give of each axis its name, and the group that is its total."""
    return [(axis["name"], axis["labels"][axis["whole"].index(None)]) for axis in axes]


def cell_of(roots: Sequence[tuple[str, str]], labels: Sequence[str]) -> Cell:
    """Name whom a cell counts; an axis that is summed over wholly is left out."""
    return frozenset((name, label) for (name, root), label in zip(roots, labels, strict=True) if label != root)


def sums_of(axes: Any) -> Iterator[tuple[Cell, list[Cell]]]:
    """Give every sum of a table: the whole and its parts, along each axis at every group of the others."""
    roots = roots_of(axes)
    for nth, axis in enumerate(axes):
        parts: dict[str, list[str]] = {}
        for label, whole in zip(axis["labels"], axis["whole"], strict=True):
            if whole is not None:
                parts.setdefault(whole, []).append(label)
        others = [other["labels"] for k, other in enumerate(axes) if k != nth]
        for rest in product(*others):
            for whole, among in parts.items():
                yield (
                    cell_of(roots, [*rest[:nth], whole, *rest[nth:]]),
                    [cell_of(roots, [*rest[:nth], part, *rest[nth:]]) for part in among],
                )


def _learn(folder: Folder, told: Any, rule: Rule, known: dict[Cell, KnownRange]) -> Iterator[Finding]:
    file, axes = told["file"], told["axes"]
    found = table_rows(folder, file)
    expected = list(product(*(axis["labels"] for axis in axes)))
    roots = roots_of(axes)
    names = [axis["name"] for axis in axes]
    if [tuple(row[name] for name in names) for row in found] != [tuple(map(_written, labels)) for labels in expected]:
        yield Finding("V902", file, "its rows are not every group of each axis crossed, in their order")
        return
    for number, (row, labels) in enumerate(zip(found, expected, strict=True), 2):
        text = row[COUNT]
        if not rule.possible(text):
            yield Finding("V902", file, f"line {number} says what its rule does not allow")
            return
        known.setdefault(cell_of(roots, labels), KnownRange()).learn(*rule.ends(text), rule.span(text))


def _written(label: str) -> str:
    """Give a group's name as a table has it: one that a spreadsheet would take for a formula has a mark before it."""
    return f"'{label}" if label[:1] in {"=", "+", "-", "@", "\t", "\r"} else label


def _witnesses(
    folder: Folder, many: Any, known: Mapping[Cell, KnownRange], sums: Iterable[tuple[Cell, list[Cell]]]
) -> list[Finding]:
    found = table_rows(folder, WITNESSES)
    names = [str(k + 1) for k in range(many)]
    if type(many) is not int or len(found) != len(known) or any(list(row) != names for row in found):
        return [Finding("V903", WITNESSES, "it does not give one count of each cell for each witness")]
    tables = [dict(zip(known, (int(row[name]) for row in found), strict=True)) for name in names]
    told = list(sums)
    findings = []
    for name, table in zip(names, tables, strict=True):
        wrong = first_wrong(table, known, told)
        if wrong:
            findings.append(
                Finding("V903", WITNESSES, f"witness {name} does not agree with what is published: {wrong}")
            )
    return findings + [Finding("V904", WITNESSES, what) for what in too_close(tables, known)]


def first_wrong(
    table: Mapping[Any, int], known: Mapping[Any, KnownRange], sums: Iterable[tuple[Any, Sequence[Any]]]
) -> str:
    """Say what is wrong with a witness, or nothing."""
    for cell, one in known.items():
        if table[cell] < one.least or (one.greatest is not None and table[cell] > one.greatest):
            return f"the count of {name_of(cell)} is not what its cell says"
    for whole, parts in sums:
        if sum(table[part] for part in parts) != table[whole]:
            return f"the parts of {name_of(whole)} do not add up to it"
    return ""


def too_close(tables: Sequence[Mapping[Any, int]], known: Mapping[Any, KnownRange]) -> Iterator[str]:
    """Find the cells in which the witnesses lie too close together."""
    for cell, one in known.items():
        seen = [table[cell] for table in tables]
        if one.span and (not seen or max(seen) - min(seen) < one.span):
            yield f"the count of {name_of(cell)} is not shown to be uncertain enough"


def name_of(cell: Any) -> str:
    """Name whom a cell counts."""
    if isinstance(cell, str):
        return cell
    return ", ".join(f"{axis} {label}" for axis, label in sorted(cell)) if cell else "everybody"
