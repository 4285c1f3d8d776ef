"""The timeline of a place's libraries: each one's line through the years, by what it came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.charts.canvas import BRICK, CARD, GREEN, LINE, OCHRE, QUIET, Canvas, Span, layered
from commonweal.charts.drawing import HOVER, drawn, hatched
from commonweal.charts.labels import shortened, text_width
from commonweal.charts.marks import Layer, boxes, halo, rules, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.evidence.libraries import SURVEYS, YEARS
from commonweal.evidence.library_history import ENDS, End, Hands, LibraryCourse, PlaceHistory
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

_WIDE = Canvas("wide", 960, 0, left=322, right=8, top=34)
_NARROW = Canvas("narrow", 360, 0, left=2, right=6, top=30)
_PITCH = {"wide": 26, "narrow": 44}
_HEAD = 34
_FIFTH_AT = 300

_HANDS: Mapping[Hands, Sentence] = {
    "council": say("run by the council"),
    "paid body": say("run by a body that the council pays"),
    "community": say("run by the community"),
    "between": say("changed hands between two surveys"),
    "not recorded": say("open; the file does not say who ran it"),
}
_ENDS: Mapping[End, Sentence] = {
    "community": say("Run by the community in 2023"),
    "closed": say("Closed by 2023"),
    "paid body": say("Run by a body that the council pays in 2023"),
    "council": say("Run by the council in 2023"),
    "not recorded": say("The file does not say who ran it in 2023"),
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the drawing.

    Attributes:
        y: its middle.
        words: what is written before or over it.
        course: what it shows; None for a heading.
    """

    y: float
    words: str
    course: LibraryCourse | None = None


def library_timeline(history: PlaceHistory, text: Text, name: str = "library-timeline") -> Picture:
    """Draw who ran each library of a place in each year from 2010 to 2023.

    A thin line is the council, a full box the community, a hollow one a body that the council pays, a hatched one a
    change of hands between two surveys, a dashed line that the file does not say; where a line ends the library closed.

    Args:
        history: of the place; it has at least one library.
        text: writes a sentence in the reader's language.
        name: lower-case letters, digits and hyphens; unique on its page.
    """
    title, description = _finding(history), _seen(history)
    drawings = []
    for room in (_WIDE, _NARROW):
        lines, height = _lines(history, room, text)
        canvas = Canvas(room.form, room.width, height, room.left, room.right, room.top)
        layers = _layers(lines, canvas, text)
        drawings.append(drawn(name, canvas, layered(canvas, layers), (text(title), text(description))))
    return Picture(name, title, description, drawings[0], drawings[1], _table(history), _key(history))


def fifth_said(course: LibraryCourse) -> Sentence:
    """Say in which fifth of deprivation a library stands, or that it is not known."""
    fifth = course.placed.fifth
    return say("not known") if isinstance(fifth, Unknown) else figure(fifth)


def _lines(history: PlaceHistory, room: Canvas, text: Text) -> tuple[list[_Line], int]:
    y = float(room.top)
    lines: list[_Line] = []
    for end in ENDS:
        courses = history.ended(end)
        if not courses:
            continue
        heading = say("{what}: {n}", what=_ENDS[end], n=len(courses))
        lines.append(_Line(y + _HEAD / 2 + 4, text(heading)))
        y += _HEAD
        for course in courses:
            middle = _PITCH[room.form] / 2 if room.wide else _PITCH[room.form] - 12
            lines.append(_Line(y + middle, _label(course, room, text), course))
            y += _PITCH[room.form]
    return lines, round(y + 8)


def _label(course: LibraryCourse, room: Canvas, text: Text) -> str:
    """Write a library's name, shortened where it must be; on a phone with its fifth, which is never cut off."""
    if room.wide:
        return shortened(course.library.name, _FIFTH_AT - 28)
    beside = text(say("fifth {fifth}", fifth=fifth_said(course)))
    return f"{shortened(course.library.name, room.width - text_width(beside) - 30)} · {beside}"


def _layers(lines: Sequence[_Line], canvas: Canvas, text: Text) -> list[Layer]:
    across = canvas.across(YEARS[0], YEARS[-1] + 1)
    return [
        *_axis(canvas, across),
        *_stretches(lines, across, text),
        *_ends(lines, across, text),
        *_names(lines, canvas, text),
    ]


def _axis(canvas: Canvas, across: Span) -> list[Layer]:
    """Name the years; those in which it was asked who runs each library stand in bold."""
    edges = [{"x": across.at(year), "x2": across.at(year), "y": 24, "y2": canvas.height} for year in YEARS]
    shown = [year for year in YEARS if canvas.wide or year in {2010, 2013, 2016, 2019, 2022}]
    # The first year of a narrow drawing begins at its edge: half a name would be cut off there.
    placed = [{"x": max(across.at(year + 0.5), 20), "y": 12, "text": str(year)} for year in shown]
    bold = [one for one, year in zip(placed, shown, strict=True) if year in SURVEYS]
    plain = [one for one in placed if one not in bold]
    return [
        rules(edges, color=LINE),
        words(plain, align="center", color=QUIET),
        words(bold, align="center", fontWeight=700),
    ]


def _stretches(lines: Sequence[_Line], across: Span, text: Text) -> list[Layer]:
    found: dict[Hands, list[dict[str, Any]]] = {hands: [] for hands in _HANDS}
    for line in lines:
        for stretch in line.course.stretches if line.course else ():
            x, x2 = across.at(stretch.first), across.at(stretch.last + 1)
            if stretch.hands in {"council", "not recorded"}:
                found[stretch.hands].append({"x": x + 1, "x2": x2 - 1, "y": line.y, "y2": line.y})
            else:
                hover = HOVER + text(_HANDS[stretch.hands])
                box = {"x": x + 1, "x2": x2 - 1, "y": line.y - 8, "y2": line.y + 8, "hover": hover}
                found[stretch.hands].append(box)
    return [
        rules(found["council"], color=QUIET, strokeWidth=2),
        rules(found["not recorded"], color=QUIET, strokeWidth=2, strokeDash=[2, 5]),
        boxes(found["paid body"], fill=CARD, stroke=OCHRE, strokeWidth=2),
        boxes(found["between"], fill=CARD),
        boxes(found["between"], fill=hatched("green"), stroke=GREEN, strokeWidth=1.5),
        boxes(found["community"], fill=GREEN, stroke=GREEN, strokeWidth=1.5),
    ]


def _ends(lines: Sequence[_Line], across: Span, text: Text) -> list[Layer]:
    """Mark where a library closed, in words beside the mark: after it where there is room, else before it."""
    marks: list[dict[str, Any]] = []
    after: list[dict[str, Any]] = []
    before: list[dict[str, Any]] = []
    for line in lines:
        closed = line.course.library.year_closed if line.course and line.course.end == "closed" else None
        if closed is None:
            continue
        x = across.at(max(closed, YEARS[0]))
        marks.append({"x": x, "x2": x, "y": line.y - 9, "y2": line.y + 9})
        said = text(say("closed {year:plain}", year=closed))
        (after if closed <= 2020 else before).append(
            {"x": x + (8 if closed <= 2020 else -8), "y": line.y, "text": said}
        )
    return [
        rules(marks, color=BRICK, strokeWidth=3),
        halo(after, color=BRICK),
        halo(before, color=BRICK, align="right"),
    ]


def _names(lines: Sequence[_Line], canvas: Canvas, text: Text) -> list[Layer]:
    heads, names, fifths = [], [], []
    for line in lines:
        if line.course is None:
            heads.append({"x": 0, "y": line.y, "text": shortened(line.words, canvas.width, bold=True)})
            continue
        names.append({"x": 0, "y": line.y - (0 if canvas.wide else 20), "text": line.words})
        if canvas.wide:
            fifth = line.course.placed.fifth
            fifths.append({"x": _FIFTH_AT, "y": line.y, "text": "–" if isinstance(fifth, Unknown) else str(fifth)})
    layers = [halo(heads, fontWeight=700), halo(names)]
    if canvas.wide:
        heading = [{"x": _FIFTH_AT + 8, "y": 12, "text": text(say("fifth"))}]
        layers += [words(fifths, align="center"), words(heading, align="right", color=QUIET)]
    return layers


def _finding(history: PlaceHistory) -> Sentence:
    return say(
        "{place}: of {n} libraries since 2010, the community ran {community} in 2023, and {closed} had closed.",
        place=history.place,
        n=len(history.courses),
        community=len(history.ended("community")),
        closed=len(history.ended("closed")),
    )


def _seen(history: PlaceHistory) -> Sentence:
    return say(
        "One line for each of {n} libraries, from 2010 to 2023. Who ran each was asked in 2016, 2019, 2021, 2022 and "
        "2023; a year between two equal answers is drawn like them. Where the file gives no year of opening the line "
        "begins in 2010. Fifth 1 is the most deprived fifth of England's areas.",
        n=len(history.courses),
    )


def _key(history: PlaceHistory) -> tuple[KeyEntry, ...]:
    """Explain the signs that the drawing has."""
    used = {stretch.hands for course in history.courses for stretch in course.stretches}
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
    box = '<rect x="1" y="2" width="14" height="12"'
    hatch = "".join(
        f'<path d="{d}" stroke="{GREEN}" stroke-width="2"/>' for d in ("M1 9L9 1", "M1 15L15 1", "M7 15L15 7")
    )
    line = f'<path d="M0 8h16" stroke="{QUIET}" stroke-width="2"'
    swatches: Mapping[Hands, tuple[str, str]] = {
        "council": ("line", f"{line}/>"),
        "community": ("full", f'{box} fill="{GREEN}"/>'),
        "paid body": ("hollow", f'{box} fill="{CARD}" stroke="{OCHRE}" stroke-width="2"/>'),
        "between": ("hatched", f'{hatch}{box} fill="none" stroke="{GREEN}"/>'),
        "not recorded": ("dashed", f'{line} stroke-dasharray="2 5"/>'),
    }
    return tuple(
        KeyEntry(sign, _HANDS[hands], f"{begin}{drawing}</svg>")
        for hands, (sign, drawing) in swatches.items()
        if hands in used
    )


def _table(history: PlaceHistory) -> PictureTable:
    columns = (
        Column(say("Library")),
        Column(say("Fifth of deprivation (1 is the most deprived)"), number=True),
        Column(say("In 2023")),
        Column(say("Passed to the community")),
        Column(say("Opened"), number=True),
        Column(say("Closed"), number=True),
        Column(say("Row in the published file"), number=True),
    )
    return PictureTable(columns, tuple(_row(course) for course in history.courses))


def _row(course: LibraryCourse) -> tuple[Sentence, ...]:
    library = course.library
    opened = say("not recorded") if library.year_opened is None else say("{year:plain}", year=library.year_opened)
    closed = say("{year:plain}", year=library.year_closed) if library.year_closed else say("–")
    row = say("{row:plain}", row=library.row)
    return figure(library.name), fifth_said(course), _ENDS[course.end], _passed(course), opened, closed, row


def _passed(course: LibraryCourse) -> Sentence:
    if course.handed_over:
        first, last = course.handed_over
        return say("between {first:plain} and {last:plain}", first=first, last=last)
    if course.community_from:
        return say("by {year:plain}, when it was first asked", year=course.community_from)
    return say("–")
