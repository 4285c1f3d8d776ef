"""What gives away where a sensitive service is: texts that no published word may hold."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

COLUMNS = (
    "address",
    "postcode",
    "neighbourhood",
    "provider",
    "easting",
    "northing",
    "latitude",
    "longitude",
    "never_shown",
)
"""Columns that may say where a proposal is, and that are dropped while its table is read."""
_POSTCODE = re.compile(r"(?<![^\W_])[A-Za-z]{1,2}[0-9][A-Za-z0-9]?\s*[0-9][A-Za-z]{2}(?![^\W_])")
_COORDINATES = re.compile(r"-?\d{1,3}\.\d{3,}|(?<!\d)\d{6}\s*[,;/ ]\s*\d{6}(?!\d)|\b[A-Z]{2}\s?\d{3,5}\s?\d{3,5}\b")
_LONG = 6
"""From this many letters on, a text is also found where it is written as one word or broken up."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What may not be said of one sensitive proposal. It lives only while a folder is read, and never shows its words.

    Attributes:
        anywhere: phrases that no published text may hold.
        nearby: phrases (neighbourhood, rest of an address) that its own name, group and reason may not hold.
    """

    anywhere: tuple[str, ...] = field(repr=False)
    nearby: tuple[str, ...] = field(repr=False)


def hidden(cells: Mapping[str, str]) -> Hidden:
    """Give what may not be said, from the cells of a sensitive proposal.

    Args:
        cells: the text of each of :data:`COLUMNS` that is filled in; ``never_shown`` holds phrases between semicolons.
    """
    parts = [part.strip() for part in re.sub(r"^(\d+\w?)\s*,", r"\1", cells.get("address", "")).split(",")]
    numbered = [part for part in parts if re.search(r"\d", part)]
    anywhere = [
        *(cells.get(name, "") for name in COLUMNS if name not in {"neighbourhood", "never_shown"}),
        *cells.get("never_shown", "").split(";"),
        *(cells.get(name, "").partition(".")[0] for name in ("easting", "northing")),
        *parts[:1],
        *numbered,
        *(re.sub(r"^\d+\w?\s+|\s+\d+\w?$", "", part) for part in numbered),
    ]
    nearby = [*parts, cells.get("neighbourhood", ""), *cells.get("postcode", "").split()[:1]]
    return Hidden(_phrases(anywhere), _phrases(nearby))


def gives_away(text: str, phrases: Iterable[str]) -> bool:
    """Say whether a text holds any phrase, however it is spaced, cased or punctuated.

    Examples:
        >>> gives_away("Beds at 12, MILL-LANE", hidden({"address": "12 Mill Lane, Saltmarsh"}).anywhere)
        True
        >>> gives_away("A safe place to stay", hidden({"address": "12 Mill Lane, Saltmarsh"}).anywhere)
        False
    """
    said = f" {_words(text)} "
    run = said.replace(" ", "")
    return any(
        f" {phrase} " in said or (len(bare := phrase.replace(" ", "")) >= _LONG and bare in run) for phrase in phrases
    )


def points_somewhere(text: str) -> bool:
    """Say whether a text holds what looks like a postcode, a grid reference or coordinates.

    Examples:
        >>> points_somewhere("Wound care near sm12ab"), points_somewhere("Wound care, 3 mornings a week")
        (True, False)
    """
    plain = _plain(text)
    return bool(_POSTCODE.search(plain) or _COORDINATES.search(plain))


def _phrases(texts: Iterable[str]) -> tuple[str, ...]:
    """Give each text as words; a number of fewer than five digits says nothing alone."""
    found = (_words(text) for text in texts)
    return tuple(sorted({words for words in found if words and not re.fullmatch(r"[\d ]{1,4}", words)}))


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", _plain(text).casefold()))


def _plain(text: str) -> str:
    """Write letters in one form, without the invisible ones that break up words."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
