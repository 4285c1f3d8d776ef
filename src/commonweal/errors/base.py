"""What every refusal is made of: a stable code, what is wrong, what to do, and the faults of the input."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input, and where.

    Attributes:
        what: what is wrong, with ``{names}`` for the figures.
        figures: the value of each name in ``what``.
        file: the input's file name, as the person gave it.
        line: line number, the first line being 1.
        field: column, key or member name.
    """

    what: str
    figures: Mapping[str, object] = field(default_factory=dict)
    file: str = ""
    line: int | None = None
    field: str = ""

    def __str__(self) -> str:
        """Give the fault in English, with its place first."""
        place = ", ".join(
            part for part in (self.file, f"line {self.line}" if self.line is not None else "", self.field) if part
        )
        text = self.what.format(**self.figures)
        return f"{place}: {text}" if place else text


class CommonwealError(Exception):
    """A refusal that a person can meet.

    Args:
        faults: all that is wrong with the input, each with its place.
        figures: the value of each ``{name}`` in the class's ``what`` and ``remedy``.

    Examples:
        >>> from commonweal.errors import UnknownName
        >>> print(UnknownName(kind="rule", name="equal_share", nearest="; the nearest is equal_shares"))
        CW001: There is no rule called equal_share; the nearest is equal_shares.
    """

    code: ClassVar[str] = ""
    what: ClassVar[str] = ""
    remedy: ClassVar[str] = ""

    def __init__(self, *faults: Fault, **figures: object) -> None:
        super().__init__(*faults)
        self.faults: tuple[Fault, ...] = faults
        self.figures: dict[str, object] = {"faults": len(faults), **figures}

    def __str__(self) -> str:
        """Give the refusal in English: the code, what is wrong, and each fault on a line of its own."""
        lines = [f"{self.code}: {self.what.format(**self.figures)}"]
        lines.extend(f"  {fault}" for fault in self.faults)
        return "\n".join(lines)


def nearest(name: str, known: object) -> str:
    """Give ``; the nearest is NAME`` for a misspelt name, or nothing when none is near.

    Args:
        name: what was given.
        known: the names that exist (any iterable of str).

    Examples:
        >>> nearest("utilities", ["utility", "step"])
        '; the nearest is utility'
    """
    found = get_close_matches(name, list(known), n=1, cutoff=0.5)  # type: ignore[call-overload]
    return f"; the nearest is {found[0]}" if found else ""
