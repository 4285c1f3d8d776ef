"""What is published of one service: figures through the gate, a map and a table of tenths where it is not sensitive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.evidence.access import Conservation
from commonweal.evidence.figures import Figure
from commonweal.evidence.gaps import REASONS, UNKNOWN_AREAS, Estimate, Gap, Reason
from commonweal.evidence.group_gaps import GroupGap, shown_together
from commonweal.evidence.inequality import Value, decile_rows, share
from commonweal.evidence.inputs import TRUTHS, Evidence, Truth
from commonweal.evidence.measures import LocalGap, Measured, Reading
from commonweal.evidence.pictures import AreaMap, AreaValue, DecileTable
from commonweal.evidence.publishing import TOO_FEW, ShownEstimate, shown, shown_estimate
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

NEEDS, SITES = ("needs.csv",), ("sites.csv",)
ACCESS = ("areas.csv", "needs.csv", "sites.csv")
GAP = ("areas.csv", "needs.csv", "services.csv", "sites.csv")
PEOPLE = say("people in need")
ROUNDED = say("rounded to the nearest 5; 1 to 7 is not shown")


@dataclass(frozen=True, slots=True)
class LocalFigures:
    """Need and gap of a service in one neighbourhood, through the gate.

    Attributes:
        neighbourhood: its name.
        need: people in need.
        gap: people who lack the standard.
    """

    neighbourhood: str
    need: Figure
    gap: Figure


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Need and gap of a service among one group of people, through the gate.

    Attributes:
        group: its name.
        need: people in need.
        gap: people who lack the standard.
    """

    group: str
    need: Figure
    gap: Figure


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
    """

    id: str
    name: str
    unit: str
    sensitive: bool
    up_for_transfer: bool
    figures: Mapping[str, Figure]
    conservation: Mapping[Truth, Conservation]
    local: tuple[LocalFigures, ...]
    access: tuple[Value, ...]
    map: AreaMap | None
    deciles: DecileTable | None
    sentence: Sentence
    groups: tuple[GroupFigures, ...] = ()


def service_profile(measured: Measured, evidence: Evidence) -> ServiceProfile:
    """Pass one measured service through the gate."""
    service = measured.offer.service
    needs = sum(need.service == service.id for need in evidence.needs)
    size = _Size(len(evidence.areas), needs, measured.sites)
    figures = _place_figures(measured, size)
    conservation: dict[Truth, Conservation] = {}
    for truth in TRUTHS:
        reading = measured.readings[truth]
        figures |= _access_figures(measured, truth, reading, size)
        if isinstance(reading, Reading):
            conservation[truth] = reading.conservation
    reading = measured.readings["delivered"]
    drawn = isinstance(reading, Reading) and not service.sensitive
    sentence = _gap_sentence(service.name, figures["gap"], measured.sites)
    return ServiceProfile(
        id=service.id,
        name=service.name,
        unit=service.unit,
        sensitive=service.sensitive,
        up_for_transfer=measured.offer.up_for_transfer,
        figures=figures,
        conservation=conservation,
        local=tuple(_local(here, size) for here in measured.local) if not service.sensitive else (),
        access=reading.by_area if isinstance(reading, Reading) and drawn else (),
        map=_map(measured, evidence, reading) if isinstance(reading, Reading) and drawn else None,
        deciles=_deciles(measured, evidence, reading) if isinstance(reading, Reading) and drawn else None,
        sentence=sentence,
        groups=_groups(measured.by_group, size) if len(measured.by_group) > 1 else (),
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


def _place_figures(measured: Measured, size: _Size) -> dict[str, Figure]:
    offer = measured.offer
    unit = say("{unit}", unit=offer.service.unit)
    standard = offer.standard if isinstance(offer.standard, Unknown) else float(offer.standard)
    each = say("{unit} for each person in need", unit=offer.service.unit)
    gap = measured.gap
    whole = gap.people if isinstance(gap, Gap) else gap
    method = say(
        "people in need times what is missing of the standard; low and high from the interval of the need; "
        "rounded to the nearest 5; 1 to 7 is not shown"
    )
    figures = {
        "need": _people(measured.need, NEEDS, size.needs, ROUNDED),
        "capacity": Figure(measured.capacity, unit, SITES, size.sites),
        "standard": Figure(standard, each, ("services.csv",), 1, say("as the place states it")),
        "gap": _people(whole, GAP, size.gap, method),
    }
    for reason in REASONS:
        part = _part(gap, reason)
        figures[f"gap:{reason}"] = _people(part, GAP, size.gap, method)
    return figures


def _part(gap: Gap | Unknown, reason: Reason) -> Estimate | Unknown:
    """Give a part of a gap; where the need of an area is not known, neither is how much of it is of any reason."""
    if isinstance(gap, Unknown):
        return gap
    return UNKNOWN_AREAS if gap.unknown_areas else gap.by_reason[reason]


def _people(estimate: Estimate | Unknown, files: tuple[str, ...], rows: int, method: Sentence) -> Figure:
    return _counted(shown_estimate(estimate), files, rows, method)


def _counted(told: ShownEstimate, files: tuple[str, ...], rows: int, method: Sentence) -> Figure:
    value, low, high = told
    return Figure(value, PEOPLE, files, rows, method, low, high)


def _groups(parts: Sequence[GroupGap], size: _Size) -> tuple[GroupFigures, ...]:
    needs, gaps = shown_together([one.need for one in parts]), shown_together([one.gap for one in parts])
    return tuple(
        GroupFigures(one.group, _counted(need, NEEDS, size.needs, ROUNDED), _counted(gap, GAP, size.gap, ROUNDED))
        for one, need, gap in zip(parts, needs, gaps, strict=True)
    )


def _local(here: LocalGap, size: _Size) -> LocalFigures:
    return LocalFigures(
        here.neighbourhood,
        _people(here.need, NEEDS, size.needs, ROUNDED),
        _people(here.gap, GAP, size.gap, ROUNDED),
    )


def _access_figures(measured: Measured, truth: Truth, reading: Reading | Unknown, size: _Size) -> dict[str, Figure]:
    mean: Value
    index: Value
    alone: Value
    if isinstance(reading, Unknown):
        mean = index = alone = reading
    else:
        mean, index = reading.mean, reading.concentration
        alone = share(reading.without, measured.need_by_area, shown)
    where = say("where it is delivered") if truth == "delivered" else say("where the organisation is based")
    floating = say("enhanced two-step floating catchment area, by {where}", where=where)
    ranked = say(
        "concentration index of access, by {where}, areas ordered from the most deprived by score", where=where
    )
    nobody = say(
        "share of people in need with no site that they may use within the outermost band, by {where}", where=where
    )
    each = say("{unit} for each person in need", unit=measured.offer.service.unit)
    return {
        f"access:{truth}": Figure(mean, each, ACCESS, size.access, floating),
        f"concentration_index:{truth}": Figure(index, say("index, -1 to 1"), ACCESS, size.access, ranked),
        f"zero_access:{truth}": Figure(alone, say("share of people in need"), ACCESS, size.access, nobody),
    }


def _map(measured: Measured, evidence: Evidence, reading: Reading) -> AreaMap:
    service = measured.offer.service
    return AreaMap(
        f"access-{service.id}",
        say("{service}: what is within reach", service=service.name),
        say("{unit} for each person in need", unit=service.unit),
        _index_sentence(service.name, reading.concentration),
        tuple(
            AreaValue(area.code, area.name, area.neighbourhood, value)
            for area, value in zip(evidence.areas, reading.by_area, strict=True)
        ),
        higher_is_better=True,
    )


def _deciles(measured: Measured, evidence: Evidence, reading: Reading) -> DecileTable:
    service = measured.offer.service
    # An area of unknown need counts as one person, so that its Unknown is not passed over.
    people = [1.0 if isinstance(w, Unknown) else n for w, n in zip(reading.without, measured.need_by_area, strict=True)]
    return DecileTable(
        service.id,
        say("{service}: what is within reach, by tenth of deprivation", service=service.name),
        say("{unit} for each person in need", unit=service.unit),
        _index_sentence(service.name, reading.concentration),
        decile_rows(evidence.areas, reading.by_area, people, reading.without, shown),
    )


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
    if value == TOO_FEW:
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
