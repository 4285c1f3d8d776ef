"""The few forms in which a page shows things: figures with their source, steps, tables, what comes next, proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from commonweal.charts.picture import Picture
from commonweal.terms.sentences import Sentence, say

Said = Sentence | str
"""What a page says: a sentence of ours, or the very words of somebody else (a name, a title)."""
_LONG = 40
"""A table beneath a picture that has more rows is not printed; a map's has one for each area."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere.

    Attributes:
        text: the words.
        href: an address of this site, beginning with ``/``.
    """

    text: Said
    href: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that matters.

    Attributes:
        value: the figure with its unit.
        label: what it is, and what to compare it with.
        source: where it opens to its source.
    """

    value: Said
    label: Sentence
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way, and where we stand.

    Attributes:
        name: what is done in it.
        when: its date or span, or "" where nobody has said.
        state: done, now, or to come.
        href: the page that tells of it, or "".
    """

    name: Sentence
    when: Said
    state: Literal["done", "now", "later"]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: what stands in it.
        href: where it leads, or "".
        tone: "yes", "no" or "harm" for a word in a box, or "" for plain text.
        unit: the unit to say beside the number on a phone.
    """

    text: Said
    href: str = ""
    tone: str = ""
    unit: Said = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        head: what stands over it, with the unit.
        kind: "text", "number", or "why" (the reason, on a line of its own on a phone).
    """

    head: Said
    kind: Literal["text", "number", "why"] = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells in order (the first names the row), and an anchor where others point to it."""

    cells: tuple[Cell, ...]
    anchor: str = ""

    def under(self, columns: Sequence[Column]) -> list[tuple[Column, Cell]]:
        """Pair the cells after the first with their columns."""
        return list(zip(columns[1:], self.cells[1:], strict=True))


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, columns and rows."""

    caption: Said
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def long(self) -> bool:
        """Whether it would fill pages of its own on paper."""
        return len(self.rows) > _LONG

    @property
    def lines(self) -> list[tuple[Row, list[tuple[Column, Cell]]]]:
        """The rows with their cells paired to columns, as a template needs them."""
        return [(row, row.under(self.columns)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: what, by when, who decides, and how to object."""

    what: Said
    when: Said
    who: Said
    objection: Said


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        when: the day, and whatever else goes in small print.
        said: what happened, in plain words.
        link: where it is told in full, or None.
        harm: whether it was a setback, which has a shape of its own.
        inner: what it sums up, folded beneath it.
    """

    when: Said
    said: Said
    link: Link | None = None
    harm: bool = False
    inner: tuple["Event", ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things to open: its name, where it leads, and what it says in a sentence."""

    link: Link
    said: Said


@dataclass(frozen=True, slots=True)
class Aside:
    """Something said aside: a limit, a warning or a way to act, with links that go with it.

    Attributes:
        heading: what it is about.
        said: its paragraphs.
        links: where to go.
        tone: "" for agreeable, "warn" for what needs attention, "refused" for harm.
    """

    heading: Sentence
    said: tuple[Said, ...]
    links: tuple[Link, ...] = ()
    tone: Literal["", "warn", "refused"] = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One step of how to do something, with what to type where it is typed.

    Attributes:
        said: what to do.
        typed: the line to type, exactly, or "".
        links: what to fetch or open.
        address: an address of this site to be written down, shown whole; "" where there is none.
    """

    said: Said
    typed: str = ""
    links: tuple[Link, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under its heading; what is set is shown in the order below.

    Attributes:
        id: its anchor.
        heading: its title.
        said: paragraphs.
        ways: how to do it, step by step.
        asides: what is said aside, before the pictures.
        pictures: each with its table folded beneath.
        tables: shown open.
        folded: tables behind the words of their caption.
        links: many short links side by side, such as one for each neighbourhood.
        choices: things to open.
        events: what happened, in order.
    """

    id: str
    heading: Sentence
    said: tuple[Said, ...] = ()
    ways: tuple[Way, ...] = ()
    asides: tuple[Aside, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    folded: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    choices: tuple[Choice, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """How a page can be checked: what it was made by and from, the files, and its entry in the record."""

    said: tuple[Said, ...]
    files: tuple[Link, ...] = ()
    entry: Link | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """All that one page shows, in the order of every page: the answer comes before the method.

    Attributes:
        here: key of the place bar's item that it belongs to, or "".
        trail: the pages above it; its own title comes last by itself.
        title: its title.
        lead: one sentence that is the answer.
        answer: the part of the answer that must not be missed, said after the lead.
        steps: where we are.
        figures: the three or four that matter.
        sections: the picture, the table with a reason per row, and the rest.
        next: what comes next.
        act: the one main action, or None.
        beside: what the action does, said beside it.
        act_first: whether it stands before everything else, since it is what most people come for.
        proof: how to check it, or None where the page states no decision.
        words: anchors of the glossary's words that the page uses and may need.
    """

    here: str
    trail: tuple[Link, ...]
    title: Said
    lead: Said
    answer: Said = ""
    steps: tuple[Step, ...] = ()
    figures: tuple[Figure, ...] = ()
    sections: tuple[Section, ...] = ()
    next: Next | None = None
    act: Link | None = None
    beside: Said = ""
    act_first: bool = False
    proof: Proof | None = None
    words: frozenset[str] = frozenset()


def table_of(picture: Picture) -> Table:
    """Give the table of every value that a picture shows."""
    columns = tuple(Column(column.title, "number" if column.number else "text") for column in picture.table.columns)
    rows = tuple(Row(tuple(Cell(text) for text in row)) for row in picture.table.rows)
    return Table(say("Every value in this picture"), columns, rows)


def plain(text: object) -> Sentence:
    """Say words that are somebody's own, or were written before, as a sentence of no language."""
    return say("{text}", text=str(text))
