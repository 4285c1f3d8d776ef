"""A grid of projects and rules: which rule funds which project, on the same ballots."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.charts.canvas import CARD, GREEN, INK, LINE, OCHRE, QUIET, Canvas, layered
from commonweal.charts.drawing import HOVER, drawn
from commonweal.charts.labels import shortened, wrapped
from commonweal.charts.marks import Layer, dots, rules, words
from commonweal.charts.picture import Column, KeyEntry, Picture, PictureTable, Text, figure
from commonweal.terms.sentences import Sentence, say

_ROW, _HEAD_LINE = 26, 16

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class GridProject:
    """A project of the grid.

    Attributes:
        name: its title.
        funded: for each rule, whether it funds it.
    """

    name: str
    funded: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class RulesGrid:
    """Projects and rules.

    Attributes:
        rules: what each rule is called.
        projects: every project of the poll, in the order of the drawing.
    """

    rules: tuple[Sentence, ...]
    projects: tuple[GridProject, ...]

    @property
    def decided_differently(self) -> tuple[GridProject, ...]:
        """The projects that some of the rules fund and others do not."""
        return tuple(one for one in self.projects if any(one.funded) and not all(one.funded))


def rules_grid(name: str, shown: RulesGrid, text: Text) -> Picture:
    """Draw which rule funds which project, for the projects that the rules decide differently.

    Where they all agree, every funded project is drawn. The table holds every project.

    Args:
        name: lower-case letters, digits and hyphens; unique on its page.
        shown: at least one rule and one project.
        text: writes a sentence in the reader's language.
    """
    rows = shown.decided_differently or tuple(one for one in shown.projects if any(one.funded)) or shown.projects[:1]
    title, description = _finding(shown), _seen(shown, rows)
    said = (text(title), text(description))
    drawings = []
    for form, width in (("wide", 960), ("narrow", 360)):
        wide = form == "wide"
        left = 400 if wide else 0
        heads = _heads(shown, (width - left - 2) / len(shown.rules), text) if wide else ["1"]
        top = 10 + _HEAD_LINE * max(len(head.splitlines()) for head in heads)
        height = top + 8 + _row(wide=wide) * len(rows)
        canvas = Canvas("wide" if wide else "narrow", width, height, left=left, right=2, top=top)
        drawings.append(drawn(name, canvas, layered(canvas, _layers(shown, rows, canvas, text)), said))
    return Picture(name, title, description, drawings[0], drawings[1], _table(shown), _key(shown))


def _row(*, wide: bool) -> int:
    return _ROW if wide else 2 * _ROW - 4


def _finding(shown: RulesGrid) -> Sentence:
    every, some = sum(all(one.funded) for one in shown.projects), len(shown.decided_differently)
    if not some:
        return say(
            "All {rules} rules fund the same {n} project.",
            plural="All {rules} rules fund the same {n} projects.",
            by="n",
            rules=len(shown.rules),
            n=every,
        )
    return say(
        "The rules decide {n} of {projects} projects differently; all of them fund {every}.",
        n=some,
        projects=len(shown.projects),
        every=every,
    )


def _seen(shown: RulesGrid, rows: Sequence[GridProject]) -> Sentence:
    return say(
        "A row for each of {projects} projects, a column for each of {rules} rules: a full circle where the rule funds "
        "the project, a hollow one where it does not. The table has all projects.",
        projects=len(rows),
        rules=len(shown.rules),
    )


def _layers(shown: RulesGrid, rows: Sequence[GridProject], canvas: Canvas, text: Text) -> list[Layer]:
    across = canvas.across(0, len(shown.rules))
    step = (canvas.width - canvas.left - canvas.right) / len(shown.rules)
    names: list[Row] = []
    lines: list[Row] = []
    full: list[Row] = []
    hollow: list[Row] = []
    row = _row(wide=canvas.wide)
    for k, one in enumerate(rows):
        top = canvas.top + 4 + k * row
        # On a phone the name stands above its circles, so that it has the whole width.
        y = top + row - _ROW / 2
        room = canvas.left - 12 if canvas.wide else canvas.width - 2
        names.append({"x": 1, "y": top + _ROW / 2, "text": shortened(one.name, room)})
        lines.append({"x": 1, "x2": canvas.width - 1, "y": top + row, "y2": top + row})
        for j, (rule, funded) in enumerate(zip(shown.rules, one.funded, strict=True)):
            state = say("funded") if funded else say("not funded")
            hover = HOVER + text(say("{name}, {rule}: {state}", name=one.name, rule=rule, state=state))
            (full if funded else hollow).append({"x": across.at(j + 0.5), "y": y, "hover": hover})
    layers = [rules(lines, color=LINE), words(names, color=INK)]
    layers += [dots(full, shape="circle", fill=GREEN, size=130)] if full else []
    layers += [dots(hollow, shape="circle", fill=CARD, stroke=OCHRE, strokeWidth=2, size=90)] if hollow else []
    heads = _heads(shown, step, text) if canvas.wide else [str(j + 1) for j in range(len(shown.rules))]
    # A text of several lines hangs from its first one.
    placed = [
        {"x": across.at(j + 0.5), "y": canvas.top - _HEAD_LINE * (len(head.splitlines()) - 0.5), "text": head}
        for j, head in enumerate(heads)
    ]
    return [*layers, words(placed, align="center", color=QUIET, fontSize=13, lineHeight=_HEAD_LINE)]


def _heads(shown: RulesGrid, step: float, text: Text) -> list[str]:
    return [wrapped(f"{j}. {text(rule)}", step - 6, 13) for j, rule in enumerate(shown.rules, start=1)]


def _key(shown: RulesGrid) -> tuple[KeyEntry, ...]:
    begin = '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">'
    full = f'{begin}<circle cx="8" cy="8" r="6" fill="{GREEN}"/></svg>'
    hollow = f'{begin}<circle cx="8" cy="8" r="5" fill="{CARD}" stroke="{OCHRE}" stroke-width="2"/></svg>'
    numbered = [
        KeyEntry(
            f"rule-{j}",
            rule,
            f'{begin}<text x="8" y="13" text-anchor="middle" font-size="13" fill="{QUIET}">{j}</text></svg>',
        )
        for j, rule in enumerate(shown.rules, start=1)
    ]
    return KeyEntry("full", say("funded"), full), KeyEntry("hollow", say("not funded"), hollow), *numbered


def _table(shown: RulesGrid) -> PictureTable:
    columns = (Column(say("Project")), *(Column(rule) for rule in shown.rules))
    yes, no = say("funded"), say("not funded")
    body = tuple((figure(one.name), *(yes if funded else no for funded in one.funded)) for one in shown.projects)
    return PictureTable(columns, body)
