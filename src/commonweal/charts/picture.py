"""Pictures: a finding said in one sentence, drawn twice, with the table of every value in it."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence

Text = Callable[[Sentence], str]
"""Writes a sentence in the reader's language."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a picture's table.

    Attributes:
        title: its heading, with the unit where there is one.
        number: whether it holds numbers, which stand to the right.
    """

    title: Sentence
    number: bool = False


@dataclass(frozen=True, slots=True)
class PictureTable:
    """Every value that a picture shows, for those who cannot see it or want the figures.

    Attributes:
        columns: the headings, in order.
        rows: one cell for each column.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """What one sign of a picture means, to stand as text beneath it.

    Attributes:
        sign: a name of the sign that stays the same ("step-1", "hatched", "triangle").
        label: what it means.
        swatch: the sign itself as an SVG element of 16 by 16, hidden from those who hear the page.
        narrow: whether it is a sign of the narrow drawing alone.
    """

    sign: str
    label: Sentence
    swatch: str
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for a page, drawn once for wide windows and once for phones.

    Attributes:
        name: lower-case letters, digits and hyphens; unique on its page, since ids begin with it.
        title: the finding, not the axis.
        description: what is to be seen, for those who cannot see it.
        wide: SVG element of class ``wide``, about 960 units wide.
        narrow: SVG element of class ``narrow``, about 360 units wide, never a shrunken wide one.
        table: every value shown.
        key: what the signs mean, where no label fits in the drawing.
    """

    name: str
    title: Sentence
    description: Sentence
    wide: str
    narrow: str
    table: PictureTable
    key: tuple[KeyEntry, ...] = ()


def figure(value: "int | float | Fraction | Amount | str", form: str = "") -> Sentence:
    """Say a bare figure or name.

    Args:
        value: the figure.
        form: how it is written, as in a message: "percent1", "decimal2"; "" for whole numbers, money and names.

    Examples:
        >>> figure(0.82, "percent").message
        '{value:percent}'
    """
    message = f"{{value:{form}}}" if form else "{value}"
    return Sentence(message, MappingProxyType({"value": value}))
