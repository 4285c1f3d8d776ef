"""What is published of how unequally each service is within reach: indices with intervals, slopes, and curves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from commonweal.evidence.concentration import Z_95, Concentration, concentration, erreygers, wagstaff
from commonweal.evidence.figures import Figure
from commonweal.evidence.inequality import Value
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.measures import Measured, Reading
from commonweal.evidence.pictures import DecileRow
from commonweal.evidence.proportions import wilson
from commonweal.evidence.publishing import shown_rate
from commonweal.evidence.service_profile import ServiceProfile
from commonweal.evidence.slope import FEWEST, Limits, RankedGroup, Slope, SlopeSpec, slope_index
from commonweal.evidence.spread import (
    CurvePoint,
    SpreadCurves,
    Theil,
    concentration_curve,
    gini,
    good_of_first,
    lorenz_curve,
    theil,
)
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

FILES = ("areas.csv", "needs.csv", "sites.csv")
OF_RESIDENTS = ("concentration_index:residents", "gini", "theil", "theil:between", "theil:within")
"""Worked out from what is published of areas alone: whoever has that has these."""
FIFTH = 0.2
FEW_TENTHS = Unknown("the place has people in fewer than three tenths of deprivation")
REPETITIONS = 10_000
INDEX = say("index, -1 to 1")
SHARE = say("share of people in need")
TIMES = say("times as much at the least deprived end of the line")
NOBODY_WITHOUT = Unknown("everybody in need has a site within reach")
BELOW_NOUGHT = Unknown("the line passes below 0, where nothing is times as much as another")
NO_INTERVAL = Unknown("what is within reach of a tenth is reckoned, not sampled, so that it has no error of its own")


@dataclass(frozen=True, slots=True)
class ServiceInequality:
    """How unequally one service is within reach, where it is delivered.

    Attributes:
        id: the service's id.
        name: its name.
        figures: by name: ``concentration_index`` (of people in need), ``concentration_index:residents``, ``gini``,
            ``theil``, ``theil:between``, ``theil:within``, ``slope``, ``relative``, and of the share with none within
            reach ``without:erreygers``, ``without:wagstaff``, ``without:slope``, ``without:relative``.
        curves: to be drawn; None where what is within reach is not known everywhere.
        sentences: what they say, the most important first.
    """

    id: str
    name: str
    figures: Mapping[str, Figure]
    curves: SpreadCurves | None
    sentences: tuple[Sentence, ...]


def service_inequalities(
    measured: Sequence[Measured], services: Sequence[ServiceProfile], evidence: Evidence
) -> tuple[ServiceInequality, ...] | None:
    """Say how unequally each service is within reach, in the order of ``services.csv``.

    Gini's index, Theil's index and the curves count residents, so that they can be reckoned again from the published
    areas; the slopes are of the tenths as they are published, for the same reason; the concentration index counts
    people in need. A sensitive service, of which nothing about distance is given, is left out.

    Returns:
        One for each service, or None where there is no service of which anything can be said.
    """
    told = tuple(
        _service(one, reading, published, evidence)
        for one, published in zip(measured, services, strict=True)
        if isinstance(reading := one.readings["delivered"], Reading) and not one.offer.service.sensitive
    )
    return told or None


def _service(measured: Measured, reading: Reading, published: ServiceProfile, evidence: Evidence) -> ServiceInequality:
    service = measured.offer.service
    rows = len(evidence.areas) + sum(need.service == service.id for need in evidence.needs) + measured.sites
    seen = _Seen(measured, reading, published, evidence, rows)
    unit = say("{unit} for each person in need", unit=service.unit)
    exact = {**seen.indices(), **seen.spread(), **seen.slopes(unit), **seen.without()}
    figures = {name: one if name in OF_RESIDENTS else _as_shown(one) for name, one in exact.items()}
    curves = seen.curves(service.id, service.name, figures)
    return ServiceInequality(service.id, service.name, figures, curves, _sentences(service.name, figures, curves))


def curves_of(
    name: str,
    service: str,
    points: tuple[Sequence[CurvePoint], Sequence[CurvePoint]],
    indices: tuple[float, float],
) -> SpreadCurves:
    """Put the curves of a service together, with what they say.

    Args:
        name: its id.
        service: what it is called.
        points: of the curve along deprivation, and of that from those with the least.
        indices: the concentration index, and Gini's.
    """
    along, lorenz = (tuple(curve) for curve in points)
    said = say(
        "The most deprived fifth of residents has {poorest:percent} of what is within reach, and the fifth that "
        "has least has {least:percent}; evenly spread it would be {even:percent}.",
        poorest=good_of_first(along, FIFTH),
        least=good_of_first(lorenz, FIFTH),
        even=FIFTH,
    )
    return SpreadCurves(name, say("{service}: how it is spread", service=service), said, along, lorenz, *indices)


def _as_shown(figure: Figure) -> Figure:
    """Pass an index through the gate: all its digits would say too much of a place of few areas."""
    low, high = (None if one is None else shown_rate(one, 0.0) for one in (figure.low, figure.high))
    return replace(figure, value=shown_rate(figure.value, 0.0), low=low, high=high)


@dataclass(frozen=True, slots=True)
class _Seen:
    """One service as measured and as published, from which every figure is made."""

    measured: Measured
    reading: Reading
    published: ServiceProfile
    evidence: Evidence
    rows: int

    @property
    def need(self) -> tuple[float, ...]:
        """People in need by area, as coarsely as may be; one where it is not known, so that this is not passed over."""
        blurred = self.evidence.disclosure.blurs(np.array(self.measured.need_by_area)).tolist()
        return tuple(
            1.0 if isinstance(without, Unknown) else count
            for without, count in zip(self.reading.without, blurred, strict=True)
        )

    @property
    def residents(self) -> tuple[float, ...]:
        return tuple(float(area.population) for area in self.evidence.areas)

    @property
    def scores(self) -> tuple[float, ...]:
        return tuple(area.deprivation_score for area in self.evidence.areas)

    def indices(self) -> dict[str, Figure]:
        """Give the concentration index of people in need and of residents."""
        order = say(
            "areas ordered from the most deprived by score; interval of Kakwani, Wagstaff and van Doorslaer, 95 %"
        )
        values = self.reading.by_area
        return {
            "concentration_index": self._index(concentration(values, self.need, self.scores), order),
            "concentration_index:residents": self._index(concentration(values, self.residents, self.scores), order),
        }

    def spread(self) -> dict[str, Figure]:
        """Give Gini's and Theil's indices."""
        values, people = self.reading.by_area, self.residents
        whole = theil(values, people, [area.neighbourhood for area in self.evidence.areas])
        unit = say("index, 0 where it is evenly spread")
        each = say("counted by residents of areas")
        parts = {
            "theil": whole.total if isinstance(whole, Theil) else whole,
            "theil:between": whole.between if isinstance(whole, Theil) else whole,
            "theil:within": whole.within if isinstance(whole, Theil) else whole,
        }
        how = say("counted by residents of areas, between neighbourhoods and within them")
        return {
            "gini": Figure(gini(values, people), unit, FILES, self.rows, each),
            **{name: Figure(value, unit, FILES, self.rows, how) for name, value in parts.items()},
        }

    def slopes(self, unit: Sentence) -> dict[str, Figure]:
        """Give the slope and relative index of what is within reach, over tenths of deprivation."""
        return self._slope_figures(
            "", self._slope(lambda row, people: RankedGroup(people, row.access, NO_INTERVAL)), unit
        )

    def without(self) -> dict[str, Figure]:
        """Give how the share with none within reach runs along deprivation; hidden where how many they are is."""
        bounded = say("of the share of people in need with none within reach; corrected for its bounds, 95 %")
        alone = self.published.counts.counts["without:delivered"]
        if isinstance(alone, Unknown) or not alone:
            why = alone if isinstance(alone, Unknown) else NOBODY_WITHOUT
            return {
                f"without:{name}": Figure(why, unit, FILES, self.rows, bounded)
                for name, unit in (("erreygers", INDEX), ("wagstaff", INDEX), ("slope", SHARE), ("relative", TIMES))
            }
        people, scores = self.need, self.scores
        shares = [
            without if isinstance(without, Unknown) else min(1.0, without / count) if count else 0.0
            for without, count in zip(self.reading.without, self.measured.need_by_area, strict=True)
        ]
        found = self._slope(lambda row, people: RankedGroup(people, row.zero_access, _error(row.zero_access, people)))
        return {
            "without:erreygers": self._index(erreygers(shares, people, scores), bounded),
            "without:wagstaff": self._index(wagstaff(shares, people, scores), bounded),
            **self._slope_figures("without:", found, SHARE),
        }

    def curves(self, name: str, service: str, figures: Mapping[str, Figure]) -> SpreadCurves | None:
        """Give the curves, where they are known everywhere."""
        values, people = self.reading.by_area, self.residents
        along, lorenz = concentration_curve(values, people, self.scores), lorenz_curve(values, people)
        index, unequal = figures["concentration_index:residents"].value, figures["gini"].value
        if isinstance(along, Unknown) or isinstance(lorenz, Unknown):
            return None
        if isinstance(index, Unknown) or isinstance(unequal, Unknown):
            return None
        return curves_of(name, service, (along, lorenz), (index, unequal))

    def _slope(self, group: Callable[[DecileRow, int], RankedGroup]) -> Slope | Unknown:
        """Give the slope over the published tenths in which anybody is in need, each with as many as are shown."""
        table, counts = self.published.deciles, self.published.counts.counts
        groups = []
        for row in table.rows if table else ():
            people = counts[f"need:decile:{row.decile}"]
            if isinstance(people, Unknown):
                return people
            if people:
                groups.append(group(row, people))
        return slope_index(groups, SlopeSpec(repetitions=REPETITIONS)) if len(groups) >= FEWEST else FEW_TENTHS

    def _slope_figures(self, name: str, found: Slope | Unknown, unit: Sentence) -> dict[str, Figure]:
        how = say(
            "line through tenths of deprivation, each counted by its people in need, from the most to the least "
            "deprived; interval by {n} drawings, 95 %",
            n=REPETITIONS,
        )
        if isinstance(found, Unknown):
            return {
                f"{name}slope": Figure(found, unit, FILES, self.rows, how),
                f"{name}relative": Figure(found, TIMES, FILES, self.rows, how),
            }
        relative, limits = found.relative, found.relative_limits
        if found.intercept <= 0 or found.intercept + found.slope < 0:
            relative = limits = BELOW_NOUGHT
        elif not isinstance(limits, Unknown) and limits[0].low < 0:
            limits = BELOW_NOUGHT
        return {
            f"{name}slope": Figure(found.slope, unit, FILES, self.rows, how, *_ends(found.slope_limits)),
            f"{name}relative": Figure(relative, TIMES, FILES, self.rows, how, *_ends(limits)),
        }

    def _index(self, found: Concentration | Unknown, how: Sentence) -> Figure:
        if isinstance(found, Unknown):
            return Figure(found, INDEX, FILES, self.rows, how)
        return Figure(found.index, INDEX, FILES, self.rows, how, found.low, found.high)


def _ends(limits: tuple[Limits, ...] | Unknown) -> tuple[float | Unknown, float | Unknown]:
    return (limits, limits) if isinstance(limits, Unknown) else (limits[0].low, limits[0].high)


def _error(share: Value, people: int) -> float | Unknown:
    """Give the standard error of a share of so many people: that of Wilson's interval, which none of ten has too."""
    if isinstance(share, Unknown):
        return share
    found = wilson(round(share * people), people)
    return float(found.high - found.low) / (2 * Z_95)


def _sentences(name: str, figures: Mapping[str, Figure], curves: SpreadCurves | None) -> tuple[Sentence, ...]:
    told = [_along(name, figures["concentration_index"])]
    if curves:
        told.append(curves.sentence)
    whole, between = figures["theil"].value, figures["theil:between"].value
    if not isinstance(whole, Unknown) and not isinstance(between, Unknown) and whole > 0:
        told.append(
            say(
                "Of the inequality between areas, {between:percent} lies between neighbourhoods and {within:percent} "
                "inside them.",
                between=between / whole,
                within=1 - between / whole,
            )
        )
    return tuple(told)


def _along(name: str, index: Figure) -> Sentence:
    value, low, high = index.value, index.low, index.high
    if isinstance(value, Unknown):
        return say(
            "{service}: how it runs along deprivation is not known: {reason}.", service=name, reason=value.reason
        )
    if low is None or high is None or isinstance(low, Unknown) or isinstance(high, Unknown):
        return say("{service}: too few areas to say how it runs along deprivation.", service=name)
    likely = say(
        "index {index:decimal3}, likely between {low:decimal3} and {high:decimal3}", index=value, low=low, high=high
    )
    if low <= 0 <= high:
        return say(
            "{service}: it cannot be said that more or less deprived areas have more within reach ({index}).",
            service=name,
            index=likely,
        )
    if value > 0:
        return say(
            "{service}: the less deprived areas have more within reach ({index}).",
            service=name,
            index=likely,
        )
    return say(
        "{service}: the more deprived areas have more within reach ({index}).",
        service=name,
        index=likely,
    )
