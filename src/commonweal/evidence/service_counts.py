"""Every count of people of one service, through the gate together, since they add up to each other."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, floor

import numpy as np

from commonweal.errors import CannotBeSafe
from commonweal.evidence.disclosure_rules import NHS, UNBOUNDED, Bools, Ints, Rule
from commonweal.evidence.gaps import REASONS, UNKNOWN_AREAS, Estimate, Gap, PartGap, Reason
from commonweal.evidence.inputs import TRUTHS, Evidence
from commonweal.evidence.measures import Measured, Reading
from commonweal.evidence.publishing import CROSSED, Shown, passed, whole_people
from commonweal.evidence.sums import listed
from commonweal.evidence.suppression import Counts, Safe, protect
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

ENDS = ("", ":low", ":high")
"""What stands behind the name of a count for its best, least and greatest figure."""
WHOLE_PLACE = 10.0
"""How much dearer it is to hide how many need a service, or lack it, in the whole place."""
REST = "rest:"
"""Begins the name of a count that stands nowhere, of those who are in one count and not in a part of it."""
FEW_NEED_IT = Unknown("too few people to show may need it, so that how many of them lack it is not told")
"""Of a sensitive service everybody knows how many it serves, and would subtract that."""
FULLY_WITHOUT = ("no provider", "too far", "not eligible")
"""The reasons under which everybody stands who has no site within reach, and nobody else."""


@dataclass(frozen=True, slots=True)
class ServiceCounts:
    """The counts of people of one service as they may be published.

    Attributes:
        counts: by name: ``need``, ``gap``, ``gap:REASON``, ``need@NEIGHBOURHOOD``, ``gap@NEIGHBOURHOOD``,
            ``need#GROUP``, ``gap#GROUP``, and where groups are large ``need@NEIGHBOURHOOD#GROUP`` and
            ``gap@NEIGHBOURHOOD#GROUP``, each with ``:low`` and ``:high`` behind it for its ends; ``without:TRUTH``
            for people within reach of no site, and ``need:decile:N`` and ``without:decile:N`` for the tenths of
            deprivation.
        names: every count of the proof, those among them that are published nowhere.
        witnesses: whole numbers for all of these, each agreeing with all that is published: witnesses x names.
    """

    counts: Mapping[str, Shown | Unknown]
    names: tuple[str, ...]
    witnesses: tuple[tuple[int, ...], ...]

    def estimate(self, name: str) -> tuple[Shown | Unknown, Shown | Unknown, Shown | Unknown]:
        """Give the best, least and greatest figure of a count."""
        best, low, high = (self.counts[f"{name}{end}"] for end in ENDS)
        return best, low, high


def service_counts(measured: Measured, evidence: Evidence) -> ServiceCounts:
    """Pass every count of a service through the gate together, beside what was published of it before.

    A count that may be the one which an earlier release shows is taken for it. Where nothing can be made safe so, some
    have changed since, for what was safe then could be published as it was; then only those of the same files are.

    Raises:
        CannotBeSafe: where what was published before of the same people gives a count away.
    """
    built = _Built(measured, evidence.areas, evidence.disclosure)
    service = measured.offer.service.id
    try:
        safe = _safe(built, _before(service, evidence, built), evidence.disclosure)
    except CannotBeSafe:
        safe = _safe(built, _before(service, evidence, built, surely=True), evidence.disclosure)
    told = {
        name: passed(int(safe.shown[k]), hidden=bool(safe.hidden[k]))
        for k, name in enumerate(built.names)
        if not built.unsaid[k]
    }
    rest = _rest(built)
    names = tuple(name for name in built.names if not name.startswith(REST))
    witnesses = tuple(tuple(one) for one in safe.proof.witnesses[:, ~rest].tolist())
    return ServiceCounts({**told, **built.unknown}, names, witnesses)


def _safe(built: "_Built", before: "_Before", rule: Rule) -> Safe:
    """Protect the counts of a service beside what is known of them; no end is shown of what is hidden."""
    must_hide, values = before.must_hide, np.array(built.values, dtype=np.int64)
    low, high, untold = before.low.copy(), before.high.copy(), _rest(built) & rule.hides(values)
    for k, (least, most) in built.known.items():
        low[k], high[k], untold[k] = least, most, False
    while True:
        counts = Counts(
            listed(len(built.names), built.rows),
            values,
            built.names,
            unsaid=np.array(built.unsaid, dtype=bool),
            low=low,
            high=high,
            spans=before.spans,
            must_hide=must_hide,
            untold=np.where(untold, rule.hidden_values - 1, 0),
            weights=np.array([WHOLE_PLACE if name in {"need", "gap"} else 1.0 for name in built.names]),
        )
        safe = protect(rule, counts)
        ends = built.ends_of(safe.hidden)
        if not (ends & ~safe.hidden).any():
            return safe
        must_hide = safe.hidden | ends


def _rest(built: "_Built") -> Bools:
    rest: Bools = np.array([name.startswith(REST) for name in built.names], dtype=bool)
    return rest


@dataclass(frozen=True, slots=True)
class _Before:
    """What earlier releases say of the counts of a service.

    Attributes:
        low: least value of each, where they may count the very same people.
        high: greatest value.
        spans: how uncertain each must stay, where they do.
        must_hide: counts that would tell, beside an exact one from before, that a few people came or went.
    """

    low: Ints
    high: Ints
    spans: Ints
    must_hide: Bools


def _before(service: str, evidence: Evidence, built: "_Built", *, surely: bool = False) -> _Before:
    """Gather what earlier releases say of counts; where ``surely``, of those alone that are of the same files."""
    size, values = len(built.names), np.array(built.values, dtype=np.int64)
    found = _Before(np.zeros(size, np.int64), np.full(size, UNBOUNDED), np.zeros(size, np.int64), np.zeros(size, bool))
    made_from = {name: source.sha256 for name, source in evidence.sources.items()}
    for release in evidence.earlier:
        told = {name: count for name, count in release.services.get(service, {}).items() if name in built.number}
        at = np.array([built.number[name] for name in told], dtype=np.int64)
        hidden = np.array([count is None for count in told.values()], dtype=bool)
        counts = np.array([count or 0 for count in told.values()], dtype=np.int64)
        low, high = release.rule.known(counts, hidden)
        alike = _alike(list(told), (low <= values[at]) & (values[at] <= high))
        # The day and the bands of access stand in no table: where they changed, some count does not look the same.
        everybody = release.same_people(made_from) and bool(alike.all())
        in_need = np.array([name.startswith("need") for name in told], dtype=bool)
        same = alike & (everybody | (in_need & release.same_people(made_from, in_need=True)))
        linked = same if surely else alike
        found.low[at[linked]] = np.maximum(found.low[at], low)[linked]
        found.high[at[linked]] = np.minimum(found.high[at], high)[linked]
        found.spans[at[same]] = np.maximum(found.spans[at], release.rule.spans(counts, hidden))[same]
        if release.rule.step == evidence.disclosure.step == 1:
            found.must_hide[at] |= ~hidden & (values[at] > 0) & evidence.disclosure.hides(abs(values[at] - counts))
    return found


def _alike(names: Sequence[str], may: Bools) -> Bools:
    """Say which counts may be the same as before: an end of an interval only where its best figure may."""
    by_name = dict(zip(names, may.tolist(), strict=True))
    best = [by_name.get(name.removesuffix(":low").removesuffix(":high"), True) for name in names]
    may_best: Bools = may & np.array(best, dtype=bool)
    return may_best


def _part(gap: Gap | Unknown, reason: Reason) -> Estimate | Unknown:
    """Give a part of a gap; where the need of an area is not known, neither is how much of it is of any reason."""
    if isinstance(gap, Unknown):
        return gap
    return UNKNOWN_AREAS if gap.unknown_areas else gap.by_reason[reason]


def served(capacity: float, standard: float) -> tuple[int, int]:
    """Give the least and the most people whom so many units serve; they differ where these serve no whole number.

    Examples:
        >>> served(6.0, 2.0), served(5.0, 2.0)
        ((3, 3), (2, 3))
    """
    people = capacity / standard
    return floor(people + 1e-9), ceil(people - 1e-9)


class _Built:
    """Gathers the counts of a service and the sums between them.

    Args:
        measured: the service.
        areas: the place's areas.
        rule: by which so many are few.
    """

    def __init__(self, measured: Measured, areas: Sequence[Area], rule: Rule = NHS) -> None:
        self.names: list[str] = []
        self.values: list[int] = []
        self.unsaid: list[bool] = []
        self.unknown: dict[str, Unknown] = {}
        self.rows: list[tuple[int, list[int], bool]] = []
        self.number: dict[str, int] = {}
        self.people: dict[str, float] = {}
        self.known: dict[int, tuple[int, int]] = {}
        self.measured, self.areas, self.rule = measured, areas, rule
        self._people()
        self._served()
        self._without()
        self._deciles()

    def ends_of(self, hidden: Bools) -> Bools:
        """Give the ends of intervals whose best figure is hidden; of 0 everybody is told that it is 0."""
        ends = np.zeros_like(hidden)
        for name, k in self.number.items():
            if hidden[k] and f"{name}:low" in self.number:
                ends[[self.number[f"{name}:low"], self.number[f"{name}:high"]]] = True
        ends &= np.array(self.values) > 0
        return ends

    def _count(self, name: str, people: float, *, unsaid: bool = False) -> None:
        self.number[name] = len(self.names)
        self.people[name] = people
        self.names.append(name)
        self.values.append(whole_people(people))
        self.unsaid.append(unsaid)

    def _estimate(self, name: str, people: Estimate | Unknown) -> None:
        if isinstance(people, Unknown):
            self.unknown |= {f"{name}{end}": people for end in ENDS}
            return
        for end, value in zip(ENDS, (people.value, people.low, people.high), strict=True):
            self._count(f"{name}{end}", value)
        self._sum(name, [f"{name}:low"], less=True)
        self._sum(f"{name}:high", [name], less=True)

    def _sum(self, whole: str, parts: Sequence[str], *, less: bool = False) -> None:
        """Note that counts add up to one, or to no more than it; those that are not known could be anything."""
        known = [self.number[part] for part in parts if part in self.number]
        if whole in self.number and known:
            self.rows.append((self.number[whole], known, less or len(known) < len(parts)))

    def _part(self, whole: str, part: str) -> None:
        """Note that a count is a part of one; of the rest nothing may be told that could not be told of any other."""
        if whole in self.number and part in self.number:
            rest = f"{REST}{whole} not {part}"
            people = max(0.0, self.people[whole] - self.people[part])
            self._count(rest, people if people > 1e-9 else 0.0, unsaid=True)
            self._sum(whole, [part, rest])

    def _people(self) -> None:
        parts = self._parts()
        gap: Gap | Unknown = FEW_NEED_IT if self._few_need_it() else self.measured.gap
        self._estimate("need", self.measured.need)
        self._estimate("gap", gap.people if isinstance(gap, Gap) else gap)
        for reason in REASONS:
            self._estimate(f"gap:{reason}", _part(gap, reason))
        for where, one in parts.items():
            self._estimate(f"need{where}", one.need)
            self._estimate(f"gap{where}", one.gap)
        whole = self._made_of(parts)
        for end in ENDS:
            self._sum(f"gap{end}", [f"gap:{reason}{end}" for reason in REASONS])
            self._part(f"need{end}", f"gap{end}")
            for name, (where, inside) in product(("need", "gap"), whole):
                self._sum(f"{name}{where}{end}", [f"{name}{one}{end}" for one in inside])
            for where in parts:
                self._part(f"need{where}{end}", f"gap{where}{end}")

    def _few_need_it(self) -> bool:
        """Say whether few need a sensitive service, at any end: that nobody lacks it would tell how few."""
        need, gap = self.measured.need, self.measured.gap
        if not self.measured.offer.service.sensitive or isinstance(need, Unknown) or isinstance(gap, Unknown):
            return False
        ends = np.array([whole_people(end) for end in (need.value, need.low, need.high)], dtype=np.int64)
        return bool(self.rule.hides(ends).any())

    def _served(self) -> None:
        """Note how many a sensitive service serves: whoever has its capacity and its standard knows it."""
        capacity, standard = self.measured.capacity, self.measured.offer.standard
        if not self.measured.offer.service.sensitive or isinstance(capacity, Unknown) or isinstance(standard, Unknown):
            return
        least, most = served(capacity, float(standard))
        for end in ENDS:
            rest = self.number.get(f"{REST}need{end} not gap{end}")
            if rest is None:
                continue
            need = self.values[self.number[f"need{end}"]]
            for name in ("gap", *(f"gap:{reason}" for reason in REASONS)):
                k = self.number[f"{name}{end}"]
                self.values[k] = min(max(self.values[k], need - most), max(0, need - least)) if self.values[k] else 0
            lack = self.values[self.number[f"gap{end}"]]
            self.known[rest] = (least if lack else 0, most)

    def _parts(self) -> dict[str, PartGap]:
        """Give every part that is told by itself, by the signs and names that stand behind the names of its counts."""
        measured = self.measured
        several = len(measured.by_group) > 1
        return {
            **{f"@{one.name}": one for one in measured.local},
            **{f"#{one.name}": one for one in measured.by_group if several},
            **{f"@{place}#{group}": one for (place, group), one in measured.crossed.items() if self._large()},
        }

    def _large(self) -> bool:
        """Say whether each group has so many people in need that its parts by neighbourhood may be told."""
        measured = self.measured
        known = [one.need.value for one in measured.by_group if isinstance(one.need, Estimate)]
        sound = not any("#" in here.name for here in measured.local)
        return sound and len(known) == len(measured.by_group) > 1 and min(known) >= CROSSED * len(measured.local)

    def _made_of(self, parts: Collection[str]) -> list[tuple[str, list[str]]]:
        """Give each whole with the parts that add up to it: the place, and where both cross, either."""
        places = [f"@{one.name}" for one in self.measured.local]
        groups = [where for where in parts if where.startswith("#")]
        found = [("", places), ("", groups)]
        if len(parts) > len(places) + len(groups):
            found += [(place, [f"{place}{group}" for group in groups]) for place in places]
            found += [(group, [f"{place}{group}" for place in places]) for group in groups]
        return found

    def _without(self) -> None:
        """Count people within reach of no site, in the whole place and by tenth of deprivation."""
        for truth in TRUTHS:
            reading = self.measured.readings[truth]
            name = f"without:{truth}"
            without = reading.without if isinstance(reading, Reading) else (reading,)
            unknown = next((one for one in without if isinstance(one, Unknown)), None)
            if unknown is not None:
                self.unknown[name] = unknown
                continue
            self._count(name, sum(one for one in without if not isinstance(one, Unknown)))
            self._part("need", name)
        if isinstance(self.measured.gap, Gap):
            self._sum("without:delivered", [f"gap:{reason}" for reason in FULLY_WITHOUT])

    def _deciles(self) -> None:
        reading = self.measured.readings["delivered"]
        if not isinstance(reading, Reading):
            return
        tenths = sorted({area.deprivation_decile for area in self.areas})
        for tenth in range(1, 11):
            here = [k for k, area in enumerate(self.areas) if area.deprivation_decile == tenth]
            without = [reading.without[k] for k in here]
            unknown = next((one for one in without if isinstance(one, Unknown)), None)
            for name, people in (("need", [self.measured.need_by_area[k] for k in here]), ("without", without)):
                if unknown is not None:
                    self.unknown[f"{name}:decile:{tenth}"] = unknown
                else:
                    self._count(f"{name}:decile:{tenth}", sum(one for one in people if not isinstance(one, Unknown)))
            self._part(f"need:decile:{tenth}", f"without:decile:{tenth}")
        self._sum("need", [f"need:decile:{tenth}" for tenth in range(1, 11)])
        self._sum("without:delivered", [f"without:decile:{tenth}" for tenth in range(1, 11)])
        if not isinstance(self.measured.need, Unknown):
            self._crossed(tenths)

    def _crossed(self, tenths: Sequence[int]) -> None:
        """Cross neighbourhoods and tenths: what stands in neither table, and is a part of both."""
        crossed: dict[tuple[str, int], float] = {}
        for area, people in zip(self.areas, self.measured.need_by_area, strict=True):
            at = area.neighbourhood, area.deprivation_decile
            crossed[at] = crossed.get(at, 0.0) + people
        for (place, tenth), people in crossed.items():
            self._count(f"need@{place}:decile:{tenth}", people, unsaid=True)
        for place in dict.fromkeys(area.neighbourhood for area in self.areas):
            self._sum(f"need@{place}", [f"need@{place}:decile:{t}" for t in tenths if (place, t) in crossed])
        for tenth in tenths:
            self._sum(f"need:decile:{tenth}", [f"need@{place}:decile:{t}" for place, t in crossed if t == tenth])
