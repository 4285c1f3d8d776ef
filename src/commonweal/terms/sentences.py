"""What is said to people: a message and its figures, not yet in a language.

A message is its own English source, the key of the one gettext catalogue; :mod:`commonweal.formats.prose` turns it
into text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from commonweal.terms.money import Amount

_NAME = re.compile(r"\{(\w+)(?::\w+)?\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message key and its figures.

    Attributes:
        message: English source with ``{names}`` for the figures. A name may say how its figure is written:
            ``{share:percent}``, ``{share:percent1}`` (one decimal), ``{x:decimal2}``, ``{year:plain}`` (digits alone);
            a bare name writes integers grouped, dates in full, and text as it is.
        figures: the value of each name. An :class:`~commonweal.terms.money.Amount` carries its own
            currency; a Sentence may stand inside another.
        plural: the message where the figure named ``by`` is not one.
        by: name of the integer figure that chooses between ``message`` and ``plural``.
    """

    message: str
    figures: Mapping[str, "int | float | str | Fraction | date | Amount | Sentence"]
    plural: str = ""
    by: str = ""

    def __str__(self) -> str:
        """Give the English source with its figures as Python writes them, for logs and tracebacks."""
        return _NAME.sub(lambda found: str(self.figures[found[1]]), self.message)


def key(message: str) -> str:
    """Mark the English source of a sentence that is said elsewhere, so that the catalogue holds it; gives it back.

    Examples:
        >>> say(key("a whole number")).message
        'a whole number'
    """
    return message


def say(
    message: str,
    /,
    plural: str = "",
    by: str = "",
    **figures: "int | float | str | Fraction | date | Amount | Sentence",
) -> Sentence:
    """Make a sentence from its message and figures.

    Examples:
        >>> say("{n} project is funded.", plural="{n} projects are funded.", by="n", n=30).figures["n"]
        30
    """
    return Sentence(message, MappingProxyType(dict(figures)), plural, by)
