"""A grid of settings: which of two orders is better in each, and where that is undecided."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commonweal.charts.canvas import (
    CARD,
    GREEN,
    GREEN_TINT,
    INK,
    LINE,
    LINE_HEIGHT,
    OCHRE,
    OCHRE_TINT,
    QUIET,
    Canvas,
    layered,
)
from commonweal.charts.drawing import HOVER, drawn
from commonweal.charts.labels import wrapped
from commonweal.charts.marks import Layer, boxes, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.terms.sentences import Sentence, say

_ROW, _HEAD_LINE, _GAP = 52, 17, 3
_FILLS = {"first": (GREEN_TINT, GREEN), "second": (OCHRE_TINT, OCHRE), "undecided": (CARD, LINE)}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OrderCell:
    """One setting.

    Attributes:
        row: place of its row.
        column: place of its column.
        better: "first", "second" or "undecided".
        difference: by what share the plan of the first order is better, below 0 where it is worse.
        doubt: by what share that could be off.
    """

    row: int
    column: int
    better: str
    difference: Fraction
    doubt: Fraction


@dataclass(frozen=True, slots=True)
class OrderGrid:
    """Settings in rows and columns, and two orders.

    Attributes:
        orders: what the two are called.
        rows: what is set in each row.
        columns: what is set in each column.
        cells: the settings that were tried, at most one for each row and column.
    """

    orders: tuple[Sentence, Sentence]
    rows: tuple[Sentence, ...]
    columns: tuple[Sentence, ...]
    cells: tuple[OrderCell, ...]


def order_grid(name: str, shown: OrderGrid, text: Text) -> Picture:
    """Draw which order is better in which setting.

    Args:
        name: lower-case letters, digits and hyphens; unique on its page.
        shown: at least one row, one column and one cell.
        text: writes a sentence in the reader's language.
    """
    title, description = _finding(shown), _seen(shown)
    said = (text(title), text(description))
    drawings = []
    for form, width in (("wide", 960), ("narrow", 360)):
        wide = form == "wide"
        left = 250 if wide else 0
        heads = _heads(shown, (width - left - 2) / len(shown.columns), text, wide=wide)
        top = 10 + _HEAD_LINE * max(len(head.splitlines()) for head in heads)
        below = wrapped(text(_signs(shown)), width - 2)
        height = top + 12 + _row(wide=wide) * len(shown.rows) + LINE_HEIGHT * len(below.splitlines())
        canvas = Canvas("wide" if wide else "narrow", width, height, left=left, right=2, top=top)
        layers = [*_layers(shown, heads, canvas, text), _legend(shown, below, canvas)]
        drawings.append(drawn(name, canvas, layered(canvas, layers), said))
    return Picture(name, title, description, drawings[0], drawings[1], _table(shown), _key(shown))


def _row(*, wide: bool) -> int:
    return _ROW if wide else _ROW + 26


def _won(shown: OrderGrid, better: str) -> int:
    return sum(1 for cell in shown.cells if cell.better == better)


def _finding(shown: OrderGrid) -> Sentence:
    return say(
        "{first} is better in {a} of {n} settings, {second} in {b}; undecided: {c}.",
        first=shown.orders[0],
        second=shown.orders[1],
        n=len(shown.cells),
        a=_won(shown, "first"),
        b=_won(shown, "second"),
        c=_won(shown, "undecided"),
    )


def _seen(shown: OrderGrid) -> Sentence:
    return say(
        "A box for each of {n} settings in {rows} rows and {columns} columns: 1 where {first} is better, 2 where"
        " {second} is, a question mark where it is undecided, and by how much the plans differ.",
        n=len(shown.cells),
        rows=len(shown.rows),
        columns=len(shown.columns),
        first=shown.orders[0],
        second=shown.orders[1],
    )


def _sign(cell: OrderCell) -> str:
    return {"first": "1", "second": "2"}.get(cell.better, "?")


def _told(shown: OrderGrid, cell: OrderCell) -> Sentence:
    if cell.better == "undecided":
        return say("undecided")
    return shown.orders[0] if cell.better == "first" else shown.orders[1]


def _signs(shown: OrderGrid) -> Sentence:
    return say(
        "1: {first} is better. 2: {second} is better. ?: undecided. The share is by how much the plans found differ.",
        first=shown.orders[0],
        second=shown.orders[1],
    )


def _legend(shown: OrderGrid, below: str, canvas: Canvas) -> Layer:
    """Say what the signs mean inside the drawing, which may stand without its key."""
    y = canvas.top + _row(wide=canvas.wide) * len(shown.rows) + 4 + LINE_HEIGHT / 2
    return words([{"x": 1, "y": y, "text": below}], color=QUIET, lineHeight=LINE_HEIGHT)


def _layers(shown: OrderGrid, heads: Sequence[str], canvas: Canvas, text: Text) -> list[Layer]:
    across, height = canvas.across(0, len(shown.columns)), _row(wide=canvas.wide)
    drawn_boxes: dict[str, list[Row]] = {better: [] for better in _FILLS}
    texts: list[Row] = []
    names: list[Row] = []
    for k, row in enumerate(shown.rows):
        top = canvas.top + k * height
        room = canvas.left - 12 if canvas.wide else canvas.width - 2
        told = wrapped(text(row), room)
        middle = top + (height / 2 if canvas.wide else 13)
        names.append({"x": 1, "y": middle - 9.5 * (len(told.splitlines()) - 1), "text": told})
    for cell in shown.cells:
        bottom = canvas.top + (cell.row + 1) * height - _GAP
        top = bottom - _ROW + 2 * _GAP
        hover = HOVER + text(
            say(
                "{row}, {column}: {better}",
                row=shown.rows[cell.row],
                column=shown.columns[cell.column],
                better=_told(shown, cell),
            )
        )
        ends = {"x": across.at(cell.column) + _GAP, "x2": across.at(cell.column + 1) - _GAP, "y": top, "y2": bottom}
        drawn_boxes[cell.better].append({**ends, "hover": hover})
        said = f"{_sign(cell)} · {text(figure(abs(cell.difference), 'percent1'))}"
        texts.append({"x": across.at(cell.column + 0.5), "y": (top + bottom) / 2, "text": said})
    layers: list[Layer] = [
        boxes(placed, fill=_FILLS[better][0], stroke=_FILLS[better][1], strokeWidth=2)
        for better, placed in drawn_boxes.items()
        if placed
    ]
    placed = [
        {"x": across.at(j + 0.5), "y": canvas.top - _HEAD_LINE * (len(head.splitlines()) - 0.5), "text": head}
        for j, head in enumerate(heads)
    ]
    return [
        *layers,
        words(texts, align="center", color=INK),
        words(names, color=INK, lineHeight=LINE_HEIGHT),
        words(placed, align="center", color=QUIET, fontSize=13, lineHeight=_HEAD_LINE),
    ]


def _heads(shown: OrderGrid, step: float, text: Text, *, wide: bool) -> list[str]:
    if not wide:
        return [_letter(j) for j in range(len(shown.columns))]
    return [wrapped(f"{_letter(j)}. {text(column)}", step - 6, 13) for j, column in enumerate(shown.columns)]


def _letter(j: int) -> str:
    return "abcdefghijklmnop"[j]


def _key(shown: OrderGrid) -> tuple[KeyEntry, ...]:
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'

    def sign(better: str, mark: str) -> str:
        fill, stroke = _FILLS[better]
        box = f'<rect x="1" y="1" width="14" height="14" fill="{fill}" stroke="{stroke}" stroke-width="2"/>'
        return f'{begin}{box}<text x="8" y="12" text-anchor="middle" font-size="13" fill="{INK}">{mark}</text></svg>'

    lettered = (
        KeyEntry(
            f"column-{_letter(j)}",
            column,
            f'{begin}<text x="8" y="13" text-anchor="middle" font-size="13" fill="{QUIET}">{_letter(j)}</text></svg>',
        )
        for j, column in enumerate(shown.columns)
    )
    return (
        KeyEntry("first", say("{order} is better", order=shown.orders[0]), sign("first", "1")),
        KeyEntry("second", say("{order} is better", order=shown.orders[1]), sign("second", "2")),
        KeyEntry("undecided", say("undecided"), sign("undecided", "?")),
        *lettered,
    )


def _table(shown: OrderGrid) -> PictureTable:
    columns = (
        Column(say("Row")),
        Column(say("Column")),
        Column(say("Better")),
        Column(say("Less unmet need with {order}", order=shown.orders[0]), number=True),
        Column(say("What the bounds leave open"), number=True),
    )
    body = tuple(
        (
            shown.rows[cell.row],
            shown.columns[cell.column],
            _told(shown, cell),
            figure(cell.difference, "percent1"),
            figure(cell.doubt, "percent1"),
        )
        for cell in shown.cells
    )
    return PictureTable(columns, body)
