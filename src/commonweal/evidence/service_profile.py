"""What is published of one service: figures through the gate, a map and a table of tenths where it is not sensitive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from commonweal.evidence.access import Conservation
from commonweal.evidence.disclosure_rules import NHS, Rule
from commonweal.evidence.figures import Figure
from commonweal.evidence.gaps import REASONS
from commonweal.evidence.inequality import Value, decile_rows
from commonweal.evidence.inputs import TRUTHS, Evidence, Truth
from commonweal.evidence.measures import Measured, Reading
from commonweal.evidence.pictures import AreaMap, AreaValue, DecileRow, DecileTable
from commonweal.evidence.publishing import TOO_FEW, shown_mean, shown_rate, shown_share
from commonweal.evidence.service_counts import FEW_NEED_IT, ServiceCounts, service_counts
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

NEEDS, SITES = ("needs.csv",), ("sites.csv",)
ACCESS = ("areas.csv", "needs.csv", "sites.csv")
GAP = ("areas.csv", "needs.csv", "services.csv", "sites.csv")
PEOPLE = say("people in need")


@dataclass(frozen=True, slots=True)
class PartFigures:
    """Need and gap of a service in one neighbourhood, or among one group of people, through the gate.

    Attributes:
        name: of the neighbourhood or the group.
        need: people in need.
        gap: people who lack the standard.
        groups: the same of each group in a neighbourhood, where groups are large enough to be told of there.
    """

    name: str
    need: Figure
    gap: Figure
    groups: "tuple[PartFigures, ...]" = ()


@dataclass(frozen=True, slots=True)
class ServiceProfile:
    """What is published of one service.

    Attributes:
        id: the service's id.
        name: its name.
        unit: what one unit of it is.
        sensitive: whether it is given for the whole place only.
        up_for_transfer: whether it may be handed over.
        figures: by name: ``need``, ``capacity``, ``standard``, ``gap``, ``gap:REASON`` for each reason, and for each
            truth ``access:TRUTH``, ``concentration_index:TRUTH`` and ``zero_access:TRUTH``.
        conservation: the certificate of access under each truth that was measured.
        local: need and gap by neighbourhood; none for a sensitive service.
        access: units for one person in need, by area, where the service is delivered; none for a sensitive service.
        map: access by area; None for a sensitive service.
        deciles: access by tenth of deprivation; None for a sensitive service.
        sentence: what the gap is, in words.
        groups: need and gap by group of people, where there are several; none for a sensitive service.
        counts: every count of people as it came through the gate, with the proof.
    """

    id: str
    name: str
    unit: str
    sensitive: bool
    up_for_transfer: bool
    figures: Mapping[str, Figure]
    conservation: Mapping[Truth, Conservation]
    local: tuple[PartFigures, ...]
    access: tuple[Value, ...]
    map: AreaMap | None
    deciles: DecileTable | None
    sentence: Sentence
    counts: ServiceCounts
    groups: tuple[PartFigures, ...] = ()


def service_profile(measured: Measured, evidence: Evidence) -> ServiceProfile:
    """Pass one measured service through the gate, every count of people together."""
    service, rule = measured.offer.service, evidence.disclosure
    needs = sum(need.service == service.id for need in evidence.needs)
    size = _Size(len(evidence.areas), needs, measured.sites)
    counts = service_counts(measured, evidence)
    figures = _place_figures(measured, counts, size, rule)
    conservation: dict[Truth, Conservation] = {}
    for truth in TRUTHS:
        reading = measured.readings[truth]
        figures |= _access_figures(measured, counts, truth, size)
        if isinstance(reading, Reading):
            conservation[truth] = reading.conservation.as_shown()
    reading = measured.readings["delivered"]
    drawn = isinstance(reading, Reading) and not service.sensitive
    by_area = reading.by_area if isinstance(reading, Reading) and drawn else ()
    sentence = _gap_sentence(service.name, figures["gap"], measured.sites)
    return ServiceProfile(
        id=service.id,
        name=service.name,
        unit=service.unit,
        sensitive=service.sensitive,
        up_for_transfer=measured.offer.up_for_transfer,
        figures=figures,
        conservation=conservation,
        local=_parts("@", [one.name for one in measured.local], counts, size, rule, measured.groups),
        access=by_area,
        map=_map(measured, evidence, by_area, _index(reading)) if drawn else None,
        deciles=_deciles(measured, counts, evidence, reading) if isinstance(reading, Reading) and drawn else None,
        sentence=sentence,
        groups=_parts("#", measured.groups, counts, size, rule) if len(measured.by_group) > 1 else (),
        counts=counts,
    )


@dataclass(frozen=True, slots=True)
class _Size:
    """How many rows stand behind a service's figures."""

    areas: int
    needs: int
    sites: int

    @property
    def access(self) -> int:
        return self.areas + self.needs + self.sites

    @property
    def gap(self) -> int:
        return self.access + 1


def _place_figures(measured: Measured, counts: ServiceCounts, size: _Size, rule: Rule) -> dict[str, Figure]:
    offer = measured.offer
    unit = say("{unit}", unit=offer.service.unit)
    standard = offer.standard if isinstance(offer.standard, Unknown) else float(offer.standard)
    each = say("{unit} for each person in need", unit=offer.service.unit)
    method = _lacking(rule)
    figures = {
        "need": _people(counts, "need", NEEDS, size.needs, _as_shown(rule)),
        "capacity": Figure(measured.capacity, unit, SITES, size.sites),
        "standard": Figure(standard, each, ("services.csv",), 1, say("as the place states it")),
        "gap": _people(counts, "gap", GAP, size.gap, method),
    }
    for reason in REASONS:
        figures[f"gap:{reason}"] = _people(counts, f"gap:{reason}", GAP, size.gap, method)
    return figures


def _as_shown(rule: Rule) -> Sentence:
    """Say how counts of people are shown by a rule."""
    if rule == NHS:
        return say("rounded to the nearest 5; 1 to 7 is not shown")
    if rule.step == 1:
        return say("1 to {few} is not shown", few=rule.few)
    return say("rounded to the nearest {step}; 1 to {few} is not shown", step=rule.step, few=rule.few)


def _lacking(rule: Rule) -> Sentence:
    """Say how the people who lack a service are counted, and shown by a rule."""
    if rule == NHS:
        return say(
            "people in need times what is missing of the standard; low and high from the interval of the need; "
            "rounded to the nearest 5; 1 to 7 is not shown"
        )
    return say(
        "people in need times what is missing of the standard; low and high from the interval of the need; {shown}",
        shown=_as_shown(rule),
    )


def _people(counts: ServiceCounts, name: str, files: tuple[str, ...], rows: int, method: Sentence) -> Figure:
    value, low, high = counts.estimate(name)
    return Figure(value, PEOPLE, files, rows, method, low, high)


def _parts(
    sign: str, names: Sequence[str], counts: ServiceCounts, size: _Size, rule: Rule, groups: Sequence[str] = ()
) -> tuple[PartFigures, ...]:
    """Give need and gap of parts, by the sign that stands before a part in the names of counts.

    Args:
        sign: "@" for neighbourhoods, "#" for groups.
        names: of the parts.
        counts: the counts of the service.
        size: how many rows stand behind them.
        rule: by which they are shown.
        groups: names of the groups that may be told of within each part.
    """
    method = _as_shown(rule)
    return tuple(
        PartFigures(
            name,
            _people(counts, f"need{sign}{name}", NEEDS, size.needs, method),
            _people(counts, f"gap{sign}{name}", GAP, size.gap, method),
            _parts(
                f"{sign}{name}#",
                [group for group in groups if f"need{sign}{name}#{group}" in counts.counts],
                counts,
                size,
                rule,
            ),
        )
        for name in names
    )


def _access_figures(measured: Measured, counts: ServiceCounts, truth: Truth, size: _Size) -> dict[str, Figure]:
    reading = measured.readings[truth]
    alone = shown_share(counts.counts[f"without:{truth}"], counts.counts["need"])
    where = say("where it is delivered") if truth == "delivered" else say("where the organisation is based")
    floating = say(
        "enhanced two-step floating catchment area, by {where}; units within reach for each person in need as shown",
        where=where,
    )
    ranked = say(
        "concentration index of access, by {where}, areas ordered from the most deprived by score", where=where
    )
    nobody = say(
        "share of people in need with no site that they may use within the outermost band, by {where}", where=where
    )
    each = say("{unit} for each person in need", unit=measured.offer.service.unit)
    return {
        f"access:{truth}": Figure(_mean(measured, counts, reading), each, ACCESS, size.access, floating),
        f"concentration_index:{truth}": Figure(_index(reading), say("index, -1 to 1"), ACCESS, size.access, ranked),
        f"zero_access:{truth}": Figure(alone, say("share of people in need"), ACCESS, size.access, nobody),
    }


def _mean(measured: Measured, counts: ServiceCounts, reading: Reading | Unknown) -> Value:
    """Give what is within reach for each person in need, of whom as many are taken as are shown."""
    if isinstance(reading, Unknown):
        return reading
    return shown_mean(reading.mean, sum(measured.need_by_area), counts.counts["need"])


def _index(reading: Reading | Unknown) -> Value:
    return reading if isinstance(reading, Unknown) else shown_rate(reading.concentration, 0.0)


def _map(measured: Measured, evidence: Evidence, by_area: tuple[Value, ...], index: Value) -> AreaMap:
    service = measured.offer.service
    return AreaMap(
        f"access-{service.id}",
        say("{service}: what is within reach", service=service.name),
        say("{unit} for each person in need", unit=service.unit),
        _index_sentence(service.name, index),
        tuple(
            AreaValue(area.code, area.name, area.neighbourhood, value)
            for area, value in zip(evidence.areas, by_area, strict=True)
        ),
        higher_is_better=True,
    )


def _deciles(measured: Measured, counts: ServiceCounts, evidence: Evidence, reading: Reading) -> DecileTable:
    service = measured.offer.service
    # An area of unknown need counts as one person, so that its Unknown is not passed over.
    need = evidence.disclosure.blurs(np.array(measured.need_by_area)).tolist()
    people = [1.0 if isinstance(w, Unknown) else n for w, n in zip(reading.without, need, strict=True)]
    return DecileTable(
        service.id,
        say("{service}: what is within reach, by tenth of deprivation", service=service.name),
        say("{unit} for each person in need", unit=service.unit),
        _index_sentence(service.name, _index(reading)),
        tuple(
            _decile(row, counts, evidence.disclosure)
            for row in decile_rows(evidence.areas, reading.by_area, people, reading.without)
        ),
    )


def _decile(row: DecileRow, counts: ServiceCounts, rule: Rule) -> DecileRow:
    need, without = (counts.counts[f"{name}:decile:{row.decile}"] for name in ("need", "without"))
    rate = row.access if isinstance(row.access, Unknown) else shown_rate(row.access, need, rule)
    return replace(row, access=rate, zero_access=shown_share(without, need))


def _index_sentence(service: str, index: Value) -> Sentence:
    if isinstance(index, Unknown):
        return say(
            "{service}: how access runs along deprivation is not known: {reason}.", service=service, reason=index.reason
        )
    if abs(index) < 0.01:
        return say(
            "{service}: access is about the same in more and less deprived areas (index {index:decimal3}).",
            service=service,
            index=index,
        )
    if index > 0:
        return say(
            "{service}: the less deprived areas have more within reach (index {index:decimal3}).",
            service=service,
            index=index,
        )
    return say(
        "{service}: the more deprived areas have more within reach (index {index:decimal3}).",
        service=service,
        index=index,
    )


def _gap_sentence(service: str, gap: Figure, sites: int) -> Sentence:
    value, low, high = gap.value, gap.low, gap.high
    if value in {TOO_FEW, FEW_NEED_IT}:
        return say("{service}: too few people lack it to show how many.", service=service)
    if isinstance(value, Unknown):
        return say("{service}: how many people lack it is not known: {reason}.", service=service, reason=value.reason)
    if value == 0:
        return say("{service}: everybody in need has the standard within reach.", service=service)
    if not sites:
        return say(
            "{service}: about {people} people need it, and nobody offers it.", service=service, people=int(value)
        )
    if isinstance(low, float | int) and isinstance(high, float | int) and (low, high) != (value, value):
        return say(
            "{service}: as much is missing as about {people} people need (between {low} and {high}).",
            service=service,
            people=int(value),
            low=int(low),
            high=int(high),
        )
    return say("{service}: as much is missing as about {people} people need.", service=service, people=int(value))
