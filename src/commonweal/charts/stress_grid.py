"""A grid of services and neighbourhoods: how often each falls below its floor in the futures that were tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commonweal.charts.canvas import BRICK, CARD, INK, LINE, OCHRE, OCHRE_TINT, QUIET, Canvas, layered
from commonweal.charts.drawing import HOVER, drawn
from commonweal.charts.labels import shortened, text_width, wrapped
from commonweal.charts.marks import Layer, boxes, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.charts.standalone import standalone
from commonweal.handover.problem import Problem
from commonweal.handover.stress.trial import CellTrial, Trial
from commonweal.terms.sentences import Sentence, say

_ROW, _HEAD_LINE, _HEAD = 30, 16, 13
_MOST_ROWS, _MOST_COLUMNS = 20, 10
_FEW, _SOME = Fraction(5, 100), Fraction(20, 100)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StressGrid:
    """Services and neighbourhoods, and what each may meet.

    Attributes:
        services: names by id, in the order of the drawing.
        cells: every service in every neighbourhood where it is needed.
    """

    services: Mapping[str, str]
    cells: tuple[CellTrial, ...]

    @property
    def neighbourhoods(self) -> tuple[str, ...]:
        """Names, in the order in which they first occur."""
        return tuple(dict.fromkeys(cell.neighbourhood for cell in self.cells))

    def worst(self, names: Sequence[str], most: int, *, service: bool) -> list[str]:
        """Give so many of some services or neighbourhoods, the likeliest to fall below a floor, in their order."""
        times = dict.fromkeys(names, -1)
        for cell in self.cells:
            name = cell.service if service else cell.neighbourhood
            times[name] = max(times[name], cell.floor.times)
        likeliest = sorted(names, key=lambda name: -times[name])[:most]
        return [name for name in names if name in set(likeliest)]


def stress_grid(name: str, shown: StressGrid, text: Text) -> Picture:
    """Draw how often each service falls below its floor in each neighbourhood, as a share of the futures tried.

    At most 20 services and 10 neighbourhoods are drawn, the likeliest to fall below a floor; the table has all.

    Args:
        name: lower-case letters, digits and hyphens; unique on its page.
        shown: at least one cell.
        text: writes a sentence in the reader's language.
    """
    services = shown.worst(list(shown.services), _MOST_ROWS, service=True)
    places = shown.worst(shown.neighbourhoods, _MOST_COLUMNS, service=False)
    title, description = _finding(shown), _seen(shown, services, places)
    said = (text(title), text(description))
    drawings = []
    numbered = {}
    for wide, width in ((True, 960), (False, 360)):
        left = 250 if wide else 0
        heads = _heads(places, (width - left - 2) / len(places), wide=wide)
        numbered[wide] = heads == _numbers(places)
        top = 10 + _HEAD_LINE * max(len(head.splitlines()) for head in heads)
        height = top + 8 + (_ROW if wide else 2 * _ROW - 6) * len(services)
        canvas = Canvas("wide" if wide else "narrow", width, height, left=left, right=2, top=top)
        drawings.append(drawn(name, canvas, layered(canvas, _layers(shown, services, places, canvas, text)), said))
    return Picture(
        name, title, description, drawings[0], drawings[1], _table(shown), _key(places, narrow=not numbered[True])
    )


def grid_of(problem: Problem, cells: tuple[CellTrial, ...]) -> StressGrid:
    """Give the grid of a trial's cells, with the services named as residents know them."""
    return StressGrid({service.id: service.name for service in problem.services}, cells)


def trial_drawing(problem: Problem, trial: Trial, text: Text) -> str:
    """Draw a trial's grid as a file that stands alone."""
    return standalone(stress_grid("stress", grid_of(problem, trial.cells), text).wide)


def _finding(shown: StressGrid) -> Sentence:
    worst = max(shown.cells, key=lambda cell: cell.floor.times)
    if not worst.floor.times:
        return say("No service falls below its floor in any neighbourhood in any of the futures that were tried.")
    return say(
        "{service} in {neighbourhood} is the likeliest to fall below its floor: in {times} of {n} futures.",
        service=shown.services[worst.service],
        neighbourhood=worst.neighbourhood,
        times=worst.floor.times,
        n=worst.floor.scenarios,
    )


def _seen(shown: StressGrid, services: Sequence[str], places: Sequence[str]) -> Sentence:
    return say(
        "A row for each of {services} services, a column for each of {places} neighbourhoods: the share of futures in "
        "which the service falls below its floor there; the darker, the likelier. The table has all {cells}.",
        services=len(services),
        places=len(places),
        cells=len(shown.cells),
    )


def _heads(places: Sequence[str], step: float, *, wide: bool) -> list[str]:
    """Give the names of the columns where the longest word of any has room, otherwise numbers."""
    longest = max((word for place in places for word in place.split()), key=len, default="")
    if wide and text_width(longest, _HEAD) <= step - 4:
        return [wrapped(place, step - 4, _HEAD) for place in places]
    return _numbers(places)


def _numbers(places: Sequence[str]) -> list[str]:
    return [str(k) for k in range(1, len(places) + 1)]


def _layers(
    shown: StressGrid, services: Sequence[str], places: Sequence[str], canvas: Canvas, text: Text
) -> list[Layer]:
    step = (canvas.width - canvas.left - canvas.right) / len(places)
    cells = {(cell.service, cell.neighbourhood): cell for cell in shown.cells}
    row = _ROW if canvas.wide else 2 * _ROW - 6
    names: list[Row] = []
    figures: list[Row] = []
    filled: dict[int, list[Row]] = {}
    for k, service in enumerate(services):
        top = canvas.top + 4 + k * row
        # On a phone the name stands above its boxes, so that it has the whole width.
        high = top + row - _ROW
        room = canvas.left - 12 if canvas.wide else canvas.width - 2
        names.append({"x": 1, "y": top + _ROW / 2 - (0 if canvas.wide else 4)})
        names[-1]["text"] = shortened(shown.services[service], room)
        for j, place in enumerate(places):
            cell = cells.get((service, place))
            if cell is None:
                continue
            x = canvas.left + j * step
            box = {"x": round(x + 1, 1), "x2": round(x + step - 1, 1), "y": high + 2, "y2": high + _ROW - 2}
            filled.setdefault(_step(cell), []).append(box | {"hover": HOVER + text(_said(shown, cell))})
            figures.append({"x": round(x + step / 2, 1), "y": high + _ROW / 2, "text": text(_short(cell))})
    heads = _heads(places, step, wide=canvas.wide)
    placed = [
        {
            "x": round(canvas.left + (j + 0.5) * step, 1),
            "y": canvas.top - _HEAD_LINE * (len(head.splitlines()) - 0.5),
            "text": head,
        }
        for j, head in enumerate(heads)
    ]
    return [
        *(boxes(rows, **_FILLS[which]) for which, rows in sorted(filled.items())),
        words(names, color=INK),
        words(figures, align="center", color=INK, fontSize=_HEAD),
        words(placed, align="center", color=QUIET, fontSize=_HEAD, lineHeight=_HEAD_LINE),
    ]


_FILLS: tuple[Mapping[str, Any], ...] = (
    {"fill": CARD, "stroke": LINE},
    {"fill": OCHRE_TINT, "stroke": LINE},
    {"fill": OCHRE, "fillOpacity": 0.45},
    {"fill": BRICK, "fillOpacity": 0.45},
)


def _step(cell: CellTrial) -> int:
    share = cell.floor.share
    return 0 if not cell.floor.times else 1 if share <= _FEW else 2 if share <= _SOME else 3


def _run_by_body(cell: CellTrial) -> bool:
    """Answer whether a body runs it at some time; what the council keeps all the time never falls below its floor."""
    return cell.handed or cell.run_already


def _who(cell: CellTrial) -> Sentence:
    if cell.run_already:
        return say("a body already; handed on or back") if cell.handed else say("a body already")
    return say("handed over") if cell.handed else say("the council")


def _short(cell: CellTrial) -> Sentence:
    if not _run_by_body(cell):
        return figure("–")
    # What is seldom is not nothing.
    return figure(cell.floor.share, "percent1" if 0 < cell.floor.share < Fraction(1, 100) else "percent")


def _said(shown: StressGrid, cell: CellTrial) -> Sentence:
    figures = {"service": shown.services[cell.service], "neighbourhood": cell.neighbourhood}
    if not _run_by_body(cell):
        return say("{service}, {neighbourhood}: kept by the council, at its floor or above", **figures)
    return say(
        "{service}, {neighbourhood}: below its floor in {times} of {n} futures",
        **figures,
        times=cell.floor.times,
        n=cell.floor.scenarios,
    )


def _key(places: Sequence[str], *, narrow: bool) -> tuple[KeyEntry, ...]:
    """Give what shades and numbers mean; the numbers stand in the narrow drawing alone, or in both."""
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'

    def swatch(which: int) -> str:
        fill = _FILLS[which]
        opacity = f' fill-opacity="{fill["fillOpacity"]}"' if "fillOpacity" in fill else ""
        return f'{begin}<rect x="2" y="2" width="12" height="12" fill="{fill["fill"]}"{opacity} stroke="{LINE}"/></svg>'

    labels = (
        say("in no future, or kept by the council (–)"),
        say("in up to {share:percent} of futures", share=_FEW),
        say("in up to {share:percent} of futures", share=_SOME),
        say("in more than {share:percent} of futures", share=_SOME),
    )
    steps = (KeyEntry(f"step-{which}", label, swatch(which)) for which, label in enumerate(labels))
    numbered = (
        KeyEntry(
            f"place-{k}",
            figure(place),
            f'{begin}<text x="8" y="13" text-anchor="middle" font-size="13" fill="{QUIET}">{k}</text></svg>',
            narrow=narrow,
        )
        for k, place in enumerate(places, start=1)
    )
    named = KeyEntry("places", say("the neighbourhoods by their numbers:"), "", narrow=narrow)
    return (*steps, named, *numbered)


def _table(shown: StressGrid) -> PictureTable:
    columns = (
        Column(say("Service")),
        Column(say("Neighbourhood")),
        Column(say("Who runs it")),
        Column(say("Futures below its floor"), number=True),
        Column(say("Chance, 95% interval"), number=True),
        Column(say("Need not met, nine futures of ten"), number=True),
    )
    rows = tuple(
        (
            figure(shown.services[cell.service]),
            figure(cell.neighbourhood),
            _who(cell),
            say("{times} of {n}", times=cell.floor.times, n=cell.floor.scenarios),
            say("{low:percent1} to {high:percent1}", low=cell.floor.least, high=cell.floor.most),
            say("{low:percent} to {high:percent}", low=cell.unmet.low, high=cell.unmet.high),
        )
        for cell in shown.cells
    )
    return PictureTable(columns, rows)
