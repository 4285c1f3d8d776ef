"""Cover by day: who runs a service in a step-in case, how long it is open, and where the floor is not kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from commonweal.charts.canvas import BRICK, CARD, GREEN, LINE, OCHRE, QUIET, Canvas, Span, layered
from commonweal.charts.drawing import HOVER, drawn, hatched
from commonweal.charts.labels import text_width
from commonweal.charts.marks import Layer, boxes, halo, rules
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.handover.step_in.cover import CoverDay, Runner, runner_name
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

_WIDE = Canvas("wide", 960, 0, left=250, right=8, top=34)
_NARROW = Canvas("narrow", 360, 0, left=2, right=8, top=34)
_PITCH = {"wide": 30, "narrow": 46}
_BARS = 90
_RUNNERS: tuple[Runner, ...] = ("organisation", "both", "council", "successor")


@dataclass(frozen=True, slots=True)
class _Lane:
    """A line of the drawing, with one band for each run of days.

    Attributes:
        y: middle of its bands.
        name: what stands before it or over it.
        days: numbers of the days that it holds, from 0.
        look: fill and stroke of its bands.
    """

    y: float
    name: str
    days: tuple[int, ...]
    look: dict[str, Any]


def cover_chart(days: Sequence[CoverDay], text: Text, name: str = "cover") -> Picture:
    """Draw the cover of a step-in case, day by day.

    A band for each who runs the service, a bar for each day's hours before the hours agreed, and a band for the days on
    which the floor was not kept and for those of which nobody has told.

    Args:
        days: from :func:`commonweal.handover.step_in.cover.calendar`, at least one.
        text: writes a sentence in the reader's language.
        name: lower-case letters, digits and hyphens; unique on its page.
    """
    title, description = _finding(days), _seen(days)
    said = (text(title), text(description))
    drawings = []
    for room in (_WIDE, _NARROW):
        lanes, base, height = _lanes(days, room, text)
        canvas = replace(room, height=height)
        drawings.append(drawn(name, canvas, layered(canvas, _layers(days, lanes, base, canvas, text)), said))
    return Picture(name, title, description, drawings[0], drawings[1], _table(days), _key())


def _lanes(days: Sequence[CoverDay], room: Canvas, text: Text) -> tuple[list[_Lane], float, int]:
    """Place the bands, and give the base of the bars and the height of it all."""
    pitch = _PITCH[room.form]
    y = float(room.top)
    lanes = []
    for runner in _RUNNERS:
        held = tuple(k for k, day in enumerate(days) if day.runner == runner)
        if held:
            lanes.append(_Lane(y + pitch - 15, text(runner_name(runner)), held, _LOOKS[runner]))
            y += pitch
    base = y + _BARS + (8 if room.wide else 26)
    y = base + 8
    for kept, called, look in ((False, _BELOW, _BELOW_LOOK), (None, _UNTOLD, _UNTOLD_LOOK)):
        held = tuple(k for k, day in enumerate(days) if day.kept is kept)
        if held:
            lanes.append(_Lane(y + pitch - 15, text(called), held, look))
            y += pitch
    return lanes, base, round(y + 8)


_LOOKS: dict[Runner, dict[str, Any]] = {
    "organisation": {"fill": QUIET},
    "both": {"fill": hatched("ochre"), "stroke": OCHRE, "strokeWidth": 1.5},
    "council": {"fill": OCHRE},
    "successor": {"fill": GREEN},
}
_BELOW_LOOK = {"fill": BRICK}
_UNTOLD_LOOK = {"fill": hatched("quiet"), "stroke": QUIET, "strokeWidth": 1}
_BELOW, _UNTOLD = say("below the floor"), say("nobody has told")


def _layers(days: Sequence[CoverDay], lanes: Sequence[_Lane], base: float, canvas: Canvas, text: Text) -> list[Layer]:
    across = canvas.across(0, len(days))
    return [
        *_axis(days, across, canvas, text),
        *(layer for lane in lanes for layer in _bands(lane, across)),
        *_bars(days, across, base, text),
        *_names(lanes, base, canvas, text),
    ]


def _axis(days: Sequence[CoverDay], across: Span, canvas: Canvas, text: Text) -> list[Layer]:
    """Write the first day, and as many later ones as there is room for, whole weeks apart where they are many."""
    room = text_width("30 September 2026") + 16
    most = max(1, int((across.end - across.start) / room))
    step = -(-len(days) // most)
    step = step if step <= 6 else -(-step // 7) * 7
    marked = [k for k in range(0, len(days), step) if across.at(k) + room - 16 <= canvas.width]
    names = [{"x": across.at(k), "y": 12, "text": text(say("{day}", day=days[k].day))} for k in marked]
    lines = [{"x": across.at(k), "x2": across.at(k), "y": 22, "y2": canvas.height} for k in marked]
    return [rules(lines, color=LINE), halo(names, color=QUIET)]


def _bands(lane: _Lane, across: Span) -> list[Layer]:
    placed = [
        {
            "x": across.at(first),
            "x2": across.at(last + 1),
            "y": lane.y - 8,
            "y2": lane.y + 8,
            "hover": HOVER + lane.name,
        }
        for first, last in _runs(lane.days)
    ]
    return [boxes(placed, fill=CARD), boxes(placed, **lane.look)]


def _runs(days: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and runs[-1][1] == day - 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _bars(days: Sequence[CoverDay], across: Span, base: float, text: Text) -> list[Layer]:
    top = max([1, *(day.agreed_hours for day in days), *(_hours(day) for day in days)])
    up = Span(0, float(top), base, base - _BARS)
    agreed, floors = [], []
    full: list[dict[str, Any]] = []
    short: list[dict[str, Any]] = []
    for k, day in enumerate(days):
        x, x2 = across.at(k + 0.1), across.at(k + 0.9)
        agreed.append({"x": x, "x2": x2, "y": up.at(float(day.agreed_hours)), "y2": base})
        floors.append(
            {
                "x": across.at(k),
                "x2": across.at(k + 1),
                "y": up.at(float(day.floor_hours)),
                "y2": up.at(float(day.floor_hours)),
            }
        )
        if day.kept is not None and _hours(day) > 0:
            bar = {"x": x, "x2": x2, "y": up.at(float(_hours(day))), "y2": base, "hover": HOVER + text(_day_said(day))}
            (full if day.kept else short).append(bar)
    return [
        boxes(agreed, fill=LINE),
        boxes(full, fill=GREEN),
        boxes(short, fill=BRICK),
        rules(floors, color=BRICK, strokeWidth=1.5, strokeDash=[3, 2]),
        rules([{"x": across.start, "x2": across.end, "y": base, "y2": base}], color=QUIET),
    ]


def _hours(day: CoverDay) -> Any:
    return 0 if isinstance(day.open_hours, Unknown) else day.open_hours


def _day_said(day: CoverDay) -> Sentence:
    return say("{day}: open {open} of {agreed} hours", day=day.day, open=_hours(day), agreed=day.agreed_hours)


def _names(lanes: Sequence[_Lane], base: float, canvas: Canvas, text: Text) -> list[Layer]:
    lift = 0 if canvas.wide else -20
    placed = [{"x": 0, "y": lane.y + lift, "text": lane.name} for lane in lanes]
    hours = base - _BARS / 2 if canvas.wide else base - _BARS - 12
    placed.append({"x": 0, "y": hours, "text": text(say("hours open, of those agreed"))})
    return [halo(placed)]


def _finding(days: Sequence[CoverDay]) -> Sentence:
    below = sum(day.kept is False for day in days)
    untold = sum(day.kept is None for day in days)
    if below == untold == 0:
        return say("The floor was kept on {n} of {n} days.", n=len(days))
    return say(
        "The floor was kept on {kept} of {n} days and not kept on {below}; of {untold} nobody has told.",
        kept=len(days) - below - untold,
        n=len(days),
        below=below,
        untold=untold,
    )


def _seen(days: Sequence[CoverDay]) -> Sentence:
    return say(
        "One column for each day from {first} to {last}: who runs the service, its hours before those agreed, and the "
        "floor as a dashed line. The table gives every day.",
        first=days[0].day,
        last=days[-1].day,
    )


def _key() -> tuple[KeyEntry, ...]:
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
    box = '<rect x="1" y="2" width="14" height="12"'
    dash = f'<path d="M0 8h16" stroke="{BRICK}" stroke-width="2" stroke-dasharray="3 2"/>'
    return (
        KeyEntry("full", say("hours open"), f'{begin}{box} fill="{GREEN}"/></svg>'),
        KeyEntry("short", say("hours open, below the floor"), f'{begin}{box} fill="{BRICK}"/></svg>'),
        KeyEntry("agreed", say("hours agreed"), f'{begin}{box} fill="{LINE}"/></svg>'),
        KeyEntry("floor", say("floor"), f"{begin}{dash}</svg>"),
    )


def _table(days: Sequence[CoverDay]) -> PictureTable:
    columns = (
        Column(say("Day")),
        Column(say("Run by")),
        Column(say("Hours open"), number=True),
        Column(say("Hours agreed"), number=True),
        Column(say("Floor, hours"), number=True),
        Column(say("Floor kept")),
    )
    return PictureTable(columns, tuple(_row(day) for day in days))


def _row(day: CoverDay) -> tuple[Sentence, ...]:
    untold = isinstance(day.open_hours, Unknown)
    return (
        say("{day}", day=day.day),
        runner_name(day.runner),
        say("not known") if untold else figure(_hours(day)),
        figure(day.agreed_hours),
        figure(day.floor_hours),
        say("not known") if day.kept is None else say("yes") if day.kept else say("no"),
    )
