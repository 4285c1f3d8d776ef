"""The map: one figure by area, light to dark, with places on it that differ by shape and colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10
from types import MappingProxyType

from commonweal.charts import canvas as tokens
from commonweal.charts.canvas import SIZE, Canvas, layered
from commonweal.charts.drawing import HOVER, LEADS, drawn, hatched
from commonweal.charts.labels import Box, clear_height, covers_nothing, text_width
from commonweal.charts.marks import Layer, dots, halo, shapes
from commonweal.charts.outlines import Fit, Outlines, Shape, fitted, outlines
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.evidence.pictures import AreaMap, AreaValue
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

WIDE, NARROW = Canvas("wide", 960, 700), Canvas("narrow", 360, 460)

_SIGNS = (
    ("circle", tokens.INK, "M8 2a6 6 0 1 0 .01 0Z"),
    ("triangle-up", tokens.GREEN, "M8 2L14 14L2 14Z"),
    ("cross", tokens.OCHRE, "M6 1h4v5h5v4h-5v5H6v-5H1V6h5Z"),
    ("square", tokens.BRICK, "M3 3h10v10H3Z"),
    ("diamond", tokens.INK, "M8 1L15 8L8 15L1 8Z"),
    ("triangle-down", tokens.QUIET, "M2 3L14 3L8 14Z"),
)
_LABELLED = 12
"""Of more neighbourhoods than this only those are named whose names stand clear of one another."""
_WORST = 2
"""Of many neighbourhoods the worst off are named first: they are what a map's title speaks of."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place marked on a map; never one of a sensitive service.

    Attributes:
        name: as people know it.
        kind: what sort of place it is; one of the map's kinds.
        easting: metres, British National Grid.
        northing: metres, British National Grid.
    """

    name: str
    kind: str
    easting: float
    northing: float


@dataclass(frozen=True, slots=True)
class Spots:
    """Places marked on a map, by kind.

    Attributes:
        kinds: what to call each kind, at most six, in the order of their signs.
        spots: the places.
    """

    kinds: Mapping[str, Sentence]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the scale from light to dark.

    Attributes:
        low: the least figure in it.
        high: the greatest figure in it.
        opacity: of its colour, 0 to 1; the darker, the worse.
    """

    low: float
    high: float
    opacity: float


def area_map(
    shown: AreaMap,
    boundaries: Mapping[str, Shape],
    text: Text,
    spots: Spots | None = None,
    leads: Mapping[str, str] = MappingProxyType({}),
) -> Picture:
    """Draw a map of one figure by area.

    Steps hold about as many areas each, and the darker one is the worse. An area whose figure is not known is hatched,
    never left white, and the key says so.

    Args:
        shown: the figure of every area.
        boundaries: the shape of every area by its code, as :mod:`commonweal.formats.boundaries` reads them.
        text: writes a sentence in the reader's language.
        spots: places to mark.
        leads: the address that each neighbourhood leads to, by its name; those without one lead nowhere.

    Returns:
        The picture, of class ``map``; its key holds the steps, the hatching and the signs, and says how many spots lie
        outside the map.
    """
    read = outlines(boundaries)
    steps = _steps(shown)
    marks = spots or Spots({}, ())
    said = (text(shown.title), text(shown.sentence))
    svgs = []
    for room in (WIDE, NARROW):
        canvas, fit = fitted(read, room)
        layers = [
            *_areas(shown, read, fit, steps, text, leads),
            *_names(shown, read, fit, canvas, marks, leads),
            *_spots(marks, fit, canvas),
        ]
        svgs.append(drawn(f"map-{shown.id}", canvas, layered(canvas, layers), said, extra="map"))
    key = (*_step_key(shown, steps), *_missing_key(shown), *_spot_key(marks, read), *_names_key(shown))
    return Picture(f"map-{shown.id}", shown.title, shown.sentence, svgs[0], svgs[1], _table(shown), key)


def _steps(shown: AreaMap) -> tuple[Step, ...]:
    known = sorted(area.value for area in shown.areas if not isinstance(area.value, Unknown))
    if not known:
        return ()
    tops = [known[(len(known) * fifth - 1) // 5] for fifth in range(1, 5)] + [known[-1]]
    ends = sorted({top if shown.whole else _two_figures(top) for top in tops} | ({0.0} if known[0] == 0 else set()))
    ends[-1] = max(ends[-1], known[-1])
    held = [[value for value in known if low < value <= high] for low, high in zip([-1e300, *ends], ends, strict=False)]
    ends = [end for end, values in zip(ends, held, strict=True) if values]
    lows = [known[0], *ends[:-1]]
    number = len(ends)
    shades = [0.14 + 0.86 * k / max(number - 1, 1) for k in range(number)] if number > 1 else [0.55]
    if shown.higher_is_better:
        shades.reverse()
    return tuple(Step(low, high, round(shade, 2)) for low, high, shade in zip(lows, ends, shades, strict=True))


def _two_figures(value: float) -> float:
    if value == 0:
        return 0.0
    return round(value, 1 - floor(log10(abs(value))))


def _shade(value: float | Unknown, steps: Sequence[Step]) -> tuple[str, float]:
    if isinstance(value, Unknown):
        return hatched("quiet"), 1.0
    return tokens.OCHRE, next(step.opacity for step in steps if value <= step.high)


def _areas(
    shown: AreaMap, read: Outlines, fit: Fit, steps: Sequence[Step], text: Text, leads: Mapping[str, str]
) -> list[Layer]:
    features = []
    for area in shown.areas:
        fill, opacity = _shade(area.value, steps)
        features.append(
            {
                "type": "Feature",
                "geometry": fit.shape(read.rings[area.code]),
                "fill": fill,
                "opacity": opacity,
                "hover": f"{HOVER}{area.name}: {text(_value(area, shown))}{_led(area.neighbourhood, leads)}",
            }
        )
    return [shapes(features, stroke=tokens.CARD, strokeWidth=0.7, strokeJoin="round")]


def _led(neighbourhood: str, leads: Mapping[str, str]) -> str:
    return LEADS + leads[neighbourhood] if neighbourhood in leads else ""


def _names(
    shown: AreaMap, read: Outlines, fit: Fit, canvas: Canvas, marks: Spots, leads: Mapping[str, str]
) -> list[Layer]:
    """Name the neighbourhoods, or of many those with room for their names, and draw the borders between them."""
    places: dict[str, list[tuple[float, float]]] = {}
    for area in shown.areas:
        ring = max(read.rings[area.code], key=len)
        centre = sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
        places.setdefault(area.neighbourhood, []).append(fit.at(*centre))
    places.pop("", None)
    if len(places) <= 1:
        return []
    many = len(places) > _LABELLED
    size = SIZE if canvas.wide else SIZE - 2
    taken = [(x - 9, y - 9, x + 9, y + 9) for x, y in (fit.at(spot.easting, spot.northing) for spot in marks.spots)]
    labels = []
    for name in _in_order(shown, places):
        points = places[name]
        half = text_width(name, size, bold=True) / 2
        x = sum(x for x, _ in points) / len(points)
        x = min(max(x, half), canvas.width - half)
        y = sum(y for _, y in points) / len(points)
        if not many:
            y = clear_height(y, (x - half, x + half), size, taken)
        box: Box = (x - half, y - size / 2, x + half, y + size / 2)
        if many and not covers_nothing(box, taken):
            continue
        taken.append((box[0] - size, box[1] - size, box[2] + size, box[3] + size) if many else box)
        led = {"hover": HOVER + _led(name, leads)} if leads else {}
        labels.append({"text": name, "x": round(x, 1), "y": round(y, 1), **led})
    neighbourhood = {area.code: area.neighbourhood for area in shown.areas}
    borders = {"type": "Feature", "geometry": fit.borders(read, neighbourhood)}
    width = 2.5 if canvas.wide or not many else 1.5
    lines = shapes([borders], filled=False, stroke=tokens.CARD, strokeWidth=width, strokeJoin="round")
    return [lines, halo(labels, fontSize=size, fontWeight=600, align="center")]


def _in_order(shown: AreaMap, places: Mapping[str, Sequence[tuple[float, float]]]) -> list[str]:
    """Give the neighbourhoods in the order of their names; of many, the worst off first, then the largest."""
    if len(places) <= _LABELLED:
        return sorted(places)
    known: dict[str, list[float]] = {}
    for area in shown.areas:
        if area.neighbourhood in places and not isinstance(area.value, Unknown):
            known.setdefault(area.neighbourhood, []).append(area.value)
    sign = 1 if shown.higher_is_better else -1
    worst = sorted(known, key=lambda name: (sign * sum(known[name]) / len(known[name]), name))[:_WORST]
    largest = sorted(places, key=lambda name: (-_extent(places[name]), name))
    return list(dict.fromkeys((*worst, *largest)))


def _extent(points: Sequence[tuple[float, float]]) -> float:
    return max(x for x, _ in points) - min(x for x, _ in points)


def _names_key(shown: AreaMap) -> list[KeyEntry]:
    if len({area.neighbourhood for area in shown.areas} - {""}) <= _LABELLED:
        return []
    return [KeyEntry("names", say("Only some neighbourhoods are named on the map; the table names every one."), "")]


def _spots(marks: Spots, fit: Fit, canvas: Canvas) -> list[Layer]:
    layers = []
    for (kind, _), (shape, colour, _) in zip(marks.kinds.items(), _SIGNS, strict=False):
        points = []
        for spot in marks.spots:
            x, y = fit.at(spot.easting, spot.northing)
            if spot.kind == kind and 0 <= x <= canvas.width and 0 <= y <= canvas.height:
                points.append({"x": x, "y": y, "hover": HOVER + spot.name})
        if points:
            size = 170 if canvas.wide else 110
            layers.append(dots(points, shape=shape, fill=colour, stroke=tokens.CARD, strokeWidth=2, size=size))
    return layers


def _value(area: AreaValue, shown: AreaMap) -> Sentence:
    if isinstance(area.value, Unknown):
        return say("not known: {reason}", reason=area.value.reason)
    return _number(area.value, shown)


def _number(value: float, shown: AreaMap) -> Sentence:
    if shown.whole or value == int(value):
        return figure(int(value))
    return figure(value, f"decimal{max(1, 1 - floor(log10(abs(value))))}")


def _step_key(shown: AreaMap, steps: Sequence[Step]) -> list[KeyEntry]:
    entries = [KeyEntry("unit", say("{unit}:", unit=shown.unit), "")] if steps else []
    for k, step in enumerate(steps):
        swatch = (
            f'<rect x="1" y="1" width="14" height="14" fill="{tokens.OCHRE}" fill-opacity="{step.opacity}" '
            f'stroke="{tokens.LINE}"/>'
        )
        label = _step_label(shown, step, first=k == 0)
        entries.append(KeyEntry(f"step-{k + 1}", label, _swatch(swatch)))
    return entries


def _step_label(shown: AreaMap, step: Step, *, first: bool) -> Sentence:
    high = _number(step.high, shown)
    if step.low == step.high or (shown.whole and not first and step.high - step.low == 1):
        return high
    if not shown.whole:
        return (
            say("up to {high}", high=high)
            if first
            else say("over {low}, to {high}", low=_number(step.low, shown), high=high)
        )
    return say("{low} to {high}", low=_number(step.low + (0 if first else 1), shown), high=high)


def _missing_key(shown: AreaMap) -> list[KeyEntry]:
    missing = sum(isinstance(area.value, Unknown) for area in shown.areas)
    if not missing:
        return []
    lines = "".join(f'<path d="{d}" stroke="{tokens.QUIET}" stroke-width="2"/>' for d in ("M1 9L9 1", "M4 14L14 4"))
    swatch = f'<rect x="1" y="1" width="14" height="14" fill="none" stroke="{tokens.LINE}"/>{lines}'
    label = say("not known ({areas} area)", plural="not known ({areas} areas)", by="areas", areas=missing)
    return [KeyEntry("hatched", label, _swatch(swatch))]


def _spot_key(marks: Spots, read: Outlines) -> list[KeyEntry]:
    west, south, east, north = read.box()
    entries = []
    for (kind, label), (shape, colour, path) in zip(marks.kinds.items(), _SIGNS, strict=False):
        of_kind = [spot for spot in marks.spots if spot.kind == kind]
        outside = sum(not (west <= at.easting <= east and south <= at.northing <= north) for at in of_kind)
        said = say("{kind} ({outside} outside this map)", kind=label, outside=outside) if outside else label
        entries.append(KeyEntry(shape, said, _swatch(f'<path d="{path}" fill="{colour}"/>')))
    return entries


def _swatch(inside: str) -> str:
    return f'<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">{inside}</svg>'


def _table(shown: AreaMap) -> PictureTable:
    columns = (Column(say("Area")), Column(say("Neighbourhood")), Column(shown.unit, number=True))
    body = tuple((figure(area.name), figure(area.neighbourhood), _value(area, shown)) for area in shown.areas)
    return PictureTable(columns, body)
