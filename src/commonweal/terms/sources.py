"""Where a figure comes from, and what it means to have none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A file that figures were read from.

    Attributes:
        file: the file's name, without a folder.
        sha256: of its bytes, 64 hexadecimal digits.
        publisher: who published it, or "" where nobody said.
        licence: its licence, or "".
        date: what date or period it speaks of, as published ("2025", "2024-11-26"), or "".
    """

    file: str
    sha256: str
    publisher: str = ""
    licence: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A figure that nobody has, with the reason; never zero.

    Attributes:
        reason: why it is not known, in the words of whoever says so.
    """

    reason: str
