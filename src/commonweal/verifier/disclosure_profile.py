"""The counts of people in a profile: every sum between them, and every hidden one held to be uncertain enough."""

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import ceil, floor
from typing import Any

from .cells import rows as table_rows
from .disclosure import HIDDEN, KnownRange, Rule, first_wrong, rule_of, too_close
from .disclosure_tables import wrong_tables
from .findings import Finding
from .manifests import FORMAT, is_canonical
from .reading import Folder, Unreadable

PROFILE, FILE, AREAS = "profile.json", "disclosure.json", "tables/areas.csv"
REASONS = ("no provider", "too far", "not eligible", "provider full", "unknown")
HIDDEN_BECAUSE = "too few people to show, here or in a figure beside it"
ENDS = {"": "value", ":low": "low", ":high": "high"}
Cells = dict[frozenset[tuple[str, str]], str]


def check_profile(folder: Folder) -> list[Finding]:
    """Check the counts of people in a profile; one that says nothing about disclosure was made before it could.

    Raises:
        Unreadable: where a file of it is missing or is not JSON.
    """
    if PROFILE not in folder:
        return []
    try:
        told = json.loads(folder.read(PROFILE))
    except ValueError as bad:
        raise Unreadable(PROFILE, f"this is not JSON: {bad}") from None
    if not isinstance(told, dict) or "disclosure" not in told:
        return []
    proof = folder.read_json(FILE)
    wrong = _wrong_form(folder, told, proof)
    if wrong:
        return [Finding("V901", FILE, wrong)]
    rule = rule_of(proof["rule"]) or Rule(0, 1, 1, 1)
    areas = [(row["neighbourhood"], int(row["deprivation_decile"])) for row in table_rows(folder, AREAS)]
    tables = {table["id"]: table for table in told["deciles"]}
    elsewhere = [Finding("V902", file, what) for file, what in wrong_tables(folder, told)]
    return elsewhere + [
        Finding(code, FILE, f"{service['name']}: {what}")
        for service, one in zip(told["services"], proof["services"], strict=True)
        for code, what in _Service(service, one, tables.get(service["id"]), areas).faults(rule)
    ]


def _wrong_form(folder: Folder, told: Any, proof: Any) -> str:
    """Say what is wrong with the form of a proof, or nothing."""
    if not isinstance(proof, dict) or (proof.get("format"), proof.get("kind")) != (FORMAT, "disclosure of a profile"):
        return f"this is no proof of the form {FORMAT}"
    if not is_canonical(proof, folder.read(FILE)):
        return "it is not written in the one canonical form"
    if rule_of(proof["rule"]) is None or told["disclosure"] != {"rule": proof["rule"], "proof": FILE}:
        return "its rule is not the one that the profile states, or is not known as it is stated"
    if [one["id"] for one in proof["services"]] != [one["id"] for one in told["services"]]:
        return "it does not speak of each service of the profile once"
    return ""


class _Service:
    """The counts of one service, read from the profile, and the sums between them.

    Args:
        told: the service in the profile.
        proof: the service in the proof.
        table: its table of tenths, where it has one.
        areas: the neighbourhood and the tenth of each area.
    """

    def __init__(self, told: Any, proof: Any, table: Any, areas: Sequence[tuple[str, int]]) -> None:
        self.told, self.proof, self.table, self.areas = told, proof, table, areas
        self.said: dict[str, str] = {}
        self.free: list[str] = []
        self.crossed: list[str] = []
        self.closed: list[tuple[str, list[str]]] = []
        self.less: list[tuple[str, list[str]]] = []

    def faults(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """Find everything that is wrong."""
        self._figures()
        self._shares()
        yield from (("V902", what) for what in self._wrong_shares())
        for name, text in self.said.items():
            if not rule.possible(text):
                yield "V902", f"{name} says what the rule does not allow"
                return
        self._sums()
        known = {name: KnownRange() for name in (*self.said, *self.free)}
        for name, text in self.said.items():
            known[name].learn(*rule.ends(text), rule.span(text))
        yield from self._witnesses(known)

    def _figures(self) -> None:
        for name in ("need", "gap", *(f"gap:{reason}" for reason in REASONS)):
            self._figure(name, self.told["figures"][name])
        for here in self.told["neighbourhoods"]:
            self._figure(f"need@{here['name']}", here["need"])
            self._figure(f"gap@{here['name']}", here["gap"])
            for one in here.get("groups", ()):
                self.crossed.append(f"@{here['name']}#{one['name']}")
                self._figure(f"need{self.crossed[-1]}", one["need"])
                self._figure(f"gap{self.crossed[-1]}", one["gap"])
        for one in self.told["groups"]:
            self._figure(f"need#{one['name']}", one["need"])
            self._figure(f"gap#{one['name']}", one["gap"])

    def _figure(self, name: str, figure: Mapping[str, Any]) -> None:
        """Take a figure with its ends, unless nobody knows it."""
        if figure["value"] is None and figure["unknown_because"] != HIDDEN_BECAUSE:
            return
        for end, key in ENDS.items():
            value = figure.get(key)
            self.said[f"{name}{end}"] = HIDDEN if value is None else str(value)
        self.less += [(name, [f"{name}:low"]), (f"{name}:high", [name])]

    def _shares(self) -> None:
        for name, value in [*self.proof["without"].items(), *self.proof["deciles"].items()]:
            self.said[name] = str(value)

    def _wrong_shares(self) -> Iterator[str]:
        """Find shares that are not those of the counts that the proof states for them."""
        figures = self.told["figures"]
        for truth in ("delivered", "based"):
            yield from self._share(f"without:{truth}", "need", figures[f"zero_access:{truth}"]["value"])
        for row in self.table["rows"] if self.table else ():
            tenth = f"decile:{row['decile']}"
            yield from self._share(f"without:{tenth}", f"need:{tenth}", row["zero_access"])

    def _share(self, part: str, whole: str, stated: Any) -> Iterator[str]:
        parts, people = self.said.get(part), self.said.get(whole)
        known = parts not in {None, HIDDEN} and people not in {None, HIDDEN, "0"}
        found = float(min(Fraction(1), Fraction(int(parts or 0), int(people or 1)))) if known else None
        if stated != found:
            yield f"the share of {part} is not that of its counts"

    def _sums(self) -> None:
        places = [f"@{here['name']}" for here in self.told["neighbourhoods"]]
        groups = [f"#{one['name']}" for one in self.told["groups"]]
        for end in ENDS:
            self._sum(f"gap{end}", [f"gap:{reason}{end}" for reason in REASONS])
            for where in ("", *places, *groups, *self.crossed):
                self.less.append((f"need{where}{end}", [f"gap{where}{end}"]))
            for name, parts in product(("need", "gap"), (places, groups)):
                self._sum(f"{name}{end}", [f"{name}{part}{end}" for part in parts])
            for name, place in product(("need", "gap"), places if self.crossed else ()):
                self._sum(f"{name}{place}{end}", [f"{name}{place}{group}{end}" for group in groups])
            for name, group in product(("need", "gap"), groups if self.crossed else ()):
                self._sum(f"{name}{group}{end}", [f"{name}{place}{group}{end}" for place in places])
        self._tenths()

    def _tenths(self) -> None:
        for truth in ("delivered", "based"):
            self.less.append(("need", [f"without:{truth}"]))
        self._sum("without:delivered", [f"gap:{reason}" for reason in REASONS[:3]])
        tenths = range(1, 11)
        if any(f"need:decile:{tenth}" in self.said for tenth in tenths):
            self._sum("need", [f"need:decile:{tenth}" for tenth in tenths])
            self._sum("without:delivered", [f"without:decile:{tenth}" for tenth in tenths])
            for nth in tenths:
                self.less.append((f"need:decile:{nth}", [f"without:decile:{nth}"]))
            if "need" in self.said:
                self._crossed()

    def _crossed(self) -> None:
        crossed = list(dict.fromkeys(self.areas))
        self.free = [f"need@{place}:decile:{tenth}" for place, tenth in crossed]
        for here in dict.fromkeys(place for place, _ in crossed):
            parts = [f"need@{place}:decile:{tenth}" for place, tenth in crossed if place == here]
            self._sum(f"need@{here}", parts)
        for nth in dict.fromkeys(tenth for _, tenth in crossed):
            parts = [f"need@{place}:decile:{tenth}" for place, tenth in crossed if tenth == nth]
            self._sum(f"need:decile:{nth}", parts)

    def _sum(self, whole: str, parts: list[str]) -> None:
        self.closed.append((whole, parts))

    def _witnesses(self, known: Mapping[str, KnownRange]) -> Iterator[tuple[str, str]]:
        names = self.proof["names"]
        if sorted(names) != sorted(known):
            yield "V903", "the witnesses are not of its counts, each once"
            return
        closed: list[tuple[str, list[str]]] = []
        less: list[tuple[str, list[str]]] = []
        for whole, parts in self.closed:
            there = [part for part in parts if part in known]
            if whole in known and there:
                (closed if len(there) == len(parts) else less).append((whole, there))
        less += [(whole, parts) for whole, parts in self.less if whole in known and parts[0] in known]
        tables = []
        for number, values in enumerate(self.proof["witnesses"], 1):
            table = dict(zip(names, values, strict=True))
            wrong = first_wrong(table, known, closed) or _beyond(table, less) or self._served(table)
            if wrong:
                yield "V903", f"witness {number} does not agree with what is published: {wrong}"
            tables.append(table)
        yield from (("V904", what) for what in too_close(tables, known))

    def _served(self, table: Mapping[str, int]) -> str:
        """Hold a witness to how many a sensitive service serves, which everybody knows of its capacity and standard."""
        capacity, standard = (self.told["figures"][name]["value"] for name in ("capacity", "standard"))
        if not self.told["sensitive"] or capacity is None or standard is None:
            return ""
        people = capacity / standard
        least, most = floor(people + 1e-9), ceil(people - 1e-9)
        for end in ENDS:
            if f"gap{end}" in table:
                need, lack = table[f"need{end}"], table[f"gap{end}"]
                if need - lack > most or (lack and need - lack < least):
                    return f"need{end} and gap{end} differ by others than the service serves"
        return ""


def _beyond(table: Mapping[str, int], less: Sequence[tuple[str, Sequence[str]]]) -> str:
    for whole, parts in less:
        if sum(table[part] for part in parts) > table[whole]:
            return f"parts of {whole} come to more than it"
    return ""
