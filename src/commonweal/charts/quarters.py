"""The axis of quarters: years named once, quarters numbered where there is room."""

from collections.abc import Sequence

from commonweal.charts.canvas import LINE, QUIET, Canvas, Span
from commonweal.charts.labels import text_width
from commonweal.charts.marks import Layer, halo, rules
from commonweal.charts.picture import Text
from commonweal.terms.periods import Quarter
from commonweal.terms.sentences import Sentence, say


def quarter_name(label: str) -> Sentence:
    """Say a quarter that is written ``YYYY-Qn``."""
    quarter = Quarter.read(label)
    return say("Q{number} {year}", number=quarter.number, year=str(quarter.year))


def quarter_axis(
    canvas: Canvas, labels: Sequence[str], across: Span, ends: tuple[float, float], text: Text
) -> list[Layer]:
    """Draw the quarters: a line where each year begins, its name, and the quarters' numbers on a wide canvas.

    Args:
        canvas: what is drawn on.
        labels: of the quarters, as ``YYYY-Qn``; quarter k lies between k and k + 1 of ``across``.
        across: the scale of time.
        ends: where the lines begin (at the names) and end.
        text: writes a sentence in the reader's language.

    Returns:
        The lines, and then the layers of their names, which may stand over what is drawn between.
    """
    quarters = [Quarter.read(label) for label in labels]
    begin, end = ends
    away = -1 if begin < end else 1
    apart = across.at(1) - across.at(0)
    years, numbers, lines = [], [], []
    for k, quarter in enumerate(quarters):
        middle = across.at(k + 0.5)
        numbers.append({"x": middle, "y": begin + away * 11, "text": text(say("Q{number}", number=quarter.number))})
        if k and quarter.number > 1:
            continue
        lines.append({"x": across.at(k), "x2": across.at(k), "y": begin, "y2": end})
        held = min(5 - quarter.number, len(quarters) - k)
        if canvas.wide:
            years.append({"x": middle, "y": begin + away * 30, "text": str(quarter.year)})
        elif held * apart > text_width("2000"):
            years.append({"x": across.at(k + held / 2), "y": begin + away * 12, "text": str(quarter.year)})
    weight = 600 if canvas.wide else 400
    layers = [rules(lines, color=LINE), halo(years, color=QUIET, align="center", fontWeight=weight)]
    if canvas.wide and apart > text_width("Q4") + 4:
        layers.append(halo(numbers, color=QUIET, align="center"))
    return layers
