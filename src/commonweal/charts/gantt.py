"""The Gantt chart of hand-overs: who runs each service in each neighbourhood, quarter by quarter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from commonweal.charts.canvas import BRICK, CARD, GREEN, OCHRE, QUIET, Canvas, Span, layered
from commonweal.charts.drawing import HOVER, drawn, hatched
from commonweal.charts.labels import shortened, text_width
from commonweal.charts.marks import Layer, boxes, halo, rules, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.charts.quarters import quarter_axis, quarter_name
from commonweal.handover.pictures import GanttRow
from commonweal.terms.periods import Quarter
from commonweal.terms.sentences import Sentence, say

_WIDE = Canvas("wide", 960, 0, left=250, right=8, top=50)
_NARROW = Canvas("narrow", 360, 0, left=2, right=8, top=30)
_PITCH = {"wide": 27, "narrow": 46}
_NOTE, _SMALL = 22, 13
_ALONE = ("handed over", "handed on", "run by a body")
"""Stages in which a body runs a service alone."""
_MOVED = ("handed over", "handed on", "handed back")
"""Stages in which a service has moved."""


@dataclass(frozen=True, slots=True)
class _Note:
    """What is written at a cut.

    Attributes:
        x: of its line.
        left: where its words begin.
        level: row of its words, so that two cuts near one another can both be read.
        words: what is written.
    """

    x: float
    left: float
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the drawing: a service's heading, or one of its rows.

    Attributes:
        y: middle of its bar.
        row: what it shows; None for a heading, and for the line of all that stay.
        words: what stands before it or over it.
        stays: whether it is the line of all that stay.
    """

    y: float
    row: GanttRow | None
    words: str
    stays: bool = False


def gantt(
    found: Sequence[GanttRow], text: Text, cuts: Mapping[str, Sentence] | None = None, name: str = "hand-overs"
) -> Picture:
    """Draw who runs each service in each neighbourhood, quarter by quarter.

    A thin line is the council, a hollow box preparing, a hatched one double running, a full one handed over,
    with the body's name. Within a service those handed over first stand first; the neighbourhoods in which the council
    keeps it share one line, and the table names them.

    Args:
        found: from :func:`commonweal.handover.pictures.gantt_rows`, at least one.
        text: writes a sentence in the reader's language.
        cuts: what to write at the beginning of a quarter (``YYYY-Qn``) in which money is cut.
        name: lower-case letters, digits and hyphens; unique on its page.
    """
    order = _ordered(found)
    title, description = _finding(order), _seen(order)
    said = (text(title), text(description))
    drawings = []
    for room in (_WIDE, _NARROW):
        notes = _notes(order[0].quarters, cuts or {}, room, text)
        head = room.top + _NOTE * (1 + max((note.level for note in notes), default=-1))
        lines, height = _lines(order, replace(room, top=head), text)
        canvas = replace(room, top=head, height=height)
        drawings.append(drawn(name, canvas, layered(canvas, _layers(lines, order, canvas, notes, text)), said))
    return Picture(name, title, description, drawings[0], drawings[1], _table(order), _key())


def _ordered(found: Sequence[GanttRow]) -> list[GanttRow]:
    services = list(dict.fromkeys(row.service for row in found))
    return sorted(
        found, key=lambda row: (services.index(row.service), _start(row, len(row.quarters)), row.neighbourhood)
    )


def _start(row: GanttRow, never: int) -> int:
    return next((phase.first for phase in row.phases if phase.stage == "double running"), never)


def _lines(order: Sequence[GanttRow], room: Canvas, text: Text) -> tuple[list[_Line], int]:
    wide, pitch = room.wide, _PITCH[room.form]
    middle = pitch / 2 if wide else pitch - 12
    y = float(room.top)
    lines: list[_Line] = []
    for service in dict.fromkeys(row.service for row in order):
        y += 8
        lines.append(_Line(y + 12, None, service))
        y += 28
        cells = [row for row in order if row.service == service]
        for row in cells:
            if row.organisation or row.before:
                who = row.organisation or row.before
                label = row.neighbourhood if wide else f"{row.neighbourhood} · {who}"
                lines.append(_Line(y + middle, row, label))
                y += pitch
        stay = [row.neighbourhood for row in cells if not row.organisation and not row.before]
        if stay:
            lines.append(_Line(y + middle, None, text(_staying(stay, len(cells))), stays=True))
            y += pitch
    return lines, round(y + 8)


def _staying(names: Sequence[str], number: int) -> Sentence:
    if len(names) == 1:
        return figure(names[0])
    if len(names) == number:
        return say("all {n} neighbourhoods", n=number)
    return say("the {n} other neighbourhoods", n=len(names))


def _layers(
    lines: Sequence[_Line], order: Sequence[GanttRow], canvas: Canvas, notes: Sequence[_Note], text: Text
) -> list[Layer]:
    labels = order[0].quarters
    across = canvas.across(0, len(labels))
    axis = (float(canvas.top - (2 if canvas.wide else 0)), float(canvas.height))
    years, *names = quarter_axis(canvas, labels, across, axis, text)
    return [
        years,
        *_bars(lines, across, text),
        *_cut_lines(notes, canvas),
        *names,
        *_labels(lines, across, canvas),
    ]


def _bars(lines: Sequence[_Line], across: Span, text: Text) -> list[Layer]:
    stays = [{"x": across.start, "x2": across.end, "y": line.y, "y2": line.y} for line in lines if line.stays]
    runs: dict[str, list[dict[str, Any]]] = {"preparing": [], "double running": [], "handed over": []}
    full = {"handed on": "handed over", "run by a body": "handed over"}
    for line in lines:
        for phase in line.row.phases if line.row else ():
            x, x2 = across.at(phase.first), across.at(phase.last + 1)
            if phase.stage in {"statutory", "handed back"}:
                stays.append({"x": x, "x2": x2 - 1, "y": line.y, "y2": line.y})
                continue
            hover = HOVER + text(_phase_name(phase.stage))
            runs[full.get(phase.stage, phase.stage)].append(
                {"x": x + 1, "x2": x2 - 1, "y": line.y - 9, "y2": line.y + 9, "hover": hover}
            )
    return [
        rules(stays, color=QUIET, strokeWidth=1.5),
        boxes(runs["preparing"], fill=CARD, stroke=OCHRE, strokeWidth=2),
        boxes(runs["double running"], fill=CARD),
        boxes(runs["double running"], fill=hatched("green"), stroke=GREEN, strokeWidth=1.5),
        boxes(runs["handed over"], fill=GREEN, stroke=GREEN, strokeWidth=1.5),
    ]


def _phase_name(stage: str) -> Sentence:
    names = {
        "statutory": say("the council runs it"),
        "preparing": say("preparing"),
        "double running": say("double running: both run it, both are paid"),
        "handed over": say("handed over"),
        "run by a body": say("a body runs it already"),
        "handed on": say("handed on to another body"),
        "handed back": say("handed back to the council"),
    }
    return names[stage]


def _notes(labels: Sequence[str], cuts: Mapping[str, Sentence], room: Canvas, text: Text) -> list[_Note]:
    across = room.across(0, len(labels))
    notes: list[_Note] = []
    reached: list[float] = []
    for label in sorted(cuts):
        if label in labels:
            x, said = across.at(labels.index(label)), text(cuts[label])
            width = text_width(said, bold=True)
            left = max(min(x, room.width - width - 2), 0)
            level = next((k for k, right in enumerate(reached) if right + 12 < left), len(reached))
            reached[level : level + 1] = [left + width]
            notes.append(_Note(x, round(left, 1), level, said))
    return notes


def _cut_lines(notes: Sequence[_Note], canvas: Canvas) -> list[Layer]:
    lines = [{"x": note.x, "x2": note.x, "y": 20 + _NOTE * note.level, "y2": canvas.height} for note in notes]
    placed = [{"x": note.left, "y": 12 + _NOTE * note.level, "text": note.words} for note in notes]
    return [rules(lines, color=BRICK, strokeWidth=2, strokeDash=[2, 3]), halo(placed, color=BRICK, fontWeight=600)]


def _labels(lines: Sequence[_Line], across: Span, canvas: Canvas) -> list[Layer]:
    heads, names = [], []
    room = (canvas.left if canvas.wide else canvas.width) - 8
    for line in lines:
        if line.row or line.stays:
            y = line.y + (0 if canvas.wide else -21)
            names.append({"x": 0, "y": y, "text": shortened(line.words, room)})
        else:
            heads.append({"x": 0, "y": line.y, "text": shortened(line.words, canvas.width, bold=True)})
    layers = [halo(heads, fontWeight=700), halo(names)]
    if canvas.wide:
        layers += _bodies(lines, across)
    return layers


def _bodies(lines: Sequence[_Line], across: Span) -> list[Layer]:
    """Write who takes over: on the bar where the name fits, before it where it does not."""
    inside, before, behind = [], [], []
    for line in lines:
        if not line.row:
            continue
        taken = [phase for phase in line.row.phases if phase.stage != "statutory"]
        bar = next((phase for phase in reversed(taken) if phase.stage in _ALONE), None)
        begin = across.at(taken[0].first)
        room = across.at(bar.last + 1) - across.at(bar.first) - 14 if bar else 0.0
        name = line.row.organisation or line.row.before
        width = text_width(name, _SMALL, bold=True)
        if bar and (width <= room or begin - across.start < width + 16):
            said = shortened(name, room, _SMALL, bold=True)
            inside.append({"x": across.at(bar.first) + 8, "y": line.y + 0.5, "text": said})
        else:
            before.append({"x": begin - 8, "y": line.y + 0.5, "text": name})
            behind.append({"x": begin - width - 14, "x2": begin - 2, "y": line.y - 8, "y2": line.y + 8})
    look = {"fontSize": _SMALL, "fontWeight": 600}
    return [
        words(inside, color=CARD, **look),
        boxes(behind, fill=CARD),
        words(before, color=GREEN, align="right", **look),
    ]


def _finding(order: Sequence[GanttRow]) -> Sentence:
    moved = [row for row in order if row.phases[-1].stage in _MOVED]
    if not moved:
        return say("Everything stays with the council.")
    first = min(moved, key=lambda row: _start(row, len(row.quarters)))
    return say(
        "{moved} of {all} services by neighbourhood is handed over, beginning on {day}.",
        plural="{moved} of {all} services by neighbourhood are handed over, the first beginning on {day}.",
        by="moved",
        moved=len(moved),
        all=len(order),
        day=Quarter.read(first.quarters[_start(first, 0)]).first_day,
    )


def _seen(order: Sequence[GanttRow]) -> Sentence:
    return say(
        "One row for each service in each neighbourhood, from {first} to {last}; Q1 is January to March. "
        "The council runs it until a body has prepared and both have run it side by side. The table says who and when.",
        first=Quarter.read(order[0].quarters[0]).first_day,
        last=Quarter.read(order[0].quarters[-1]).last_day,
    )


def _key() -> tuple[KeyEntry, ...]:
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
    hatch = "".join(
        f'<path d="{d}" stroke="{GREEN}" stroke-width="2"/>' for d in ("M1 9L9 1", "M1 15L15 1", "M7 15L15 7")
    )
    box = '<rect x="1" y="2" width="14" height="12"'
    return (
        KeyEntry(
            "line", _phase_name("statutory"), f'{begin}<path d="M0 8h16" stroke="{QUIET}" stroke-width="2"/></svg>'
        ),
        KeyEntry(
            "hollow", _phase_name("preparing"), f'{begin}{box} fill="{CARD}" stroke="{OCHRE}" stroke-width="2"/></svg>'
        ),
        KeyEntry("hatched", _phase_name("double running"), f'{begin}{hatch}{box} fill="none" stroke="{GREEN}"/></svg>'),
        KeyEntry("full", _phase_name("handed over"), f'{begin}{box} fill="{GREEN}"/></svg>'),
    )


def _table(order: Sequence[GanttRow]) -> PictureTable:
    columns = tuple(
        Column(title)
        for title in (
            say("Service"),
            say("Neighbourhood"),
            say("Handed over to"),
            say("Preparing"),
            say("Double running from"),
            say("Handed over from"),
        )
    )
    body = []
    for row in order:
        starts = {phase.stage: row.quarters[phase.first] for phase in row.phases}
        if row.phases[-1].stage in _MOVED:
            starts["handed over"] = row.quarters[row.phases[-1].first]
        when = [
            quarter_name(starts[stage]) if stage in starts else say("–")
            for stage in ("preparing", "double running", "handed over")
        ]
        to = _in_the_end(row)
        body.append((figure(row.service), figure(row.neighbourhood), to, *when))
    return PictureTable(columns, tuple(body))


def _in_the_end(row: GanttRow) -> Sentence:
    """Say who runs a row's service in the end."""
    last = row.phases[-1].stage
    if last == "handed on":
        return say("handed on from {before} to {after}", before=row.before, after=row.organisation)
    if last == "handed back":
        return say("handed back by {before}", before=row.before)
    if last == "run by a body":
        return say("stays with {name}", name=row.organisation)
    return figure(row.organisation) if row.organisation else say("stays with the council")
