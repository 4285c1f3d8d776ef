"""Regular expressions that are data: read only where they are sure to end in time on a text of bounded length.

Python's matcher tries ways one after another; an expression such as ``(a+)+b`` has so many that no text of a few dozen
letters is safe from it. Here an expression is taken apart first, and the ways it can be tried on a text are counted:
a number, and a number for each letter of the text where one part may repeat without end. What has more is refused.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

LONGEST = 4000
"""Letters of the longest text that is looked at."""
MOST_STEPS = 1_000_000_000
"""Ways of trying, over all places to begin, that the longest text may take."""
_MOST_TIMES, _MOST_WORDS = 32, 200
_SIGNS: tuple[tuple[str, tuple[int, int | None]], ...] = (("?", (0, 1)), ("*", (0, None)), ("+", (1, None)))
_PLAIN = re.compile(r"[^\\\[\](){}?*+|.^$]")
_ESCAPE = re.compile(r"\\[bBwWdDsS]|\\[^A-Za-z0-9]")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_TIMES = re.compile(r"\{(\d+)(?:(,)(\d*))?\}")


@dataclass(frozen=True, slots=True)
class _Part:
    """How a part of an expression can be tried.

    Attributes:
        ways: ways of trying it that do not depend on the length of the text.
        longer: ways for each letter of the text.
        scans: tries for each letter of the text that lead on in one way only.
        words: all that it matches, where that is a few words of letters; None otherwise.
        again: letters with which each further turn of a repeat without end begins, where these are known.
    """

    ways: int = 1
    longer: int = 0
    scans: int = 0
    words: frozenset[str] | None = None
    again: frozenset[str] = frozenset()

    @property
    def repeats_well(self) -> bool:
        """Whether it can be repeated without end, and every text still be read in one way only."""
        if self.longer or self.scans or self.words == frozenset({""}):
            return False
        if self.ways == 1:
            return True
        return self.words is not None and len(self.words) == self.ways and one_reading(self.words)

    def then(self, part: "_Part") -> "_Part":
        """Give the two one after the other."""
        return _Part(
            self.ways * part.ways,
            self.longer * part.ways + self.ways * part.longer,
            self.scans + self.ways * part.scans,
            _joined(self.words, part.words),
        )

    def ends_before(self, after: "_Part") -> bool:
        """Say whether what comes after a repeat tells where it ends: no turn of it begins with the same letter."""
        if not self.again or not after.words or "" in after.words:
            return False
        return self.again.isdisjoint(word[0] for word in after.words)


def steps(pattern: str, letters: int = LONGEST) -> int:
    """Give the most ways in which an expression can be tried on a text, over all places to begin.

    Args:
        pattern: letters, ``.``, classes, groups, alternatives and repeats; nothing that looks around or back.
        letters: length of the text.

    Raises:
        ValueError: where the expression holds something else, or repeats within a repeat.

    Examples:
        >>> steps("refugees?", 10), steps("disabled .* people", 10)
        (20, 110)
    """
    reader = _Reader(pattern)
    whole = reader.alternatives()
    if reader.at < len(pattern):
        raise ValueError(pattern)
    return letters * (whole.ways + (whole.longer + whole.scans) * letters)


def bounded(pattern: str) -> re.Pattern[str]:
    """Compile an expression that is sure to end in time on every text of up to :data:`LONGEST` letters.

    Capitals do not matter.

    Raises:
        ValueError: where it is none.
    """
    if steps(pattern) > MOST_STEPS:
        raise ValueError(pattern)
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as bad:
        raise ValueError(pattern) from bad


def one_reading(words: Collection[str]) -> bool:
    """Say whether every text that some words make, one after another, is made by them in one way only.

    Source: A. A. Sardinas and G. W. Patterson, A necessary and sufficient condition for the unique decomposition of
        coded messages, IRE Convention Record 8 (1953).

    Examples:
        >>> one_reading({"y", "ies"}), one_reading({"a", "aa"}), one_reading({"prep", "preparatory"})
        (True, False, True)
    """
    left = {two[len(one) :] for one in words for two in words if one != two and two.startswith(one)}
    seen: set[str] = set()
    while left - seen:
        if "" in left or left & set(words):
            return False
        seen |= left
        left = {two[len(one) :] for one in words for two in left if two.startswith(one)} | {
            one[len(two) :] for one in words for two in left if one.startswith(two)
        }
    return "" not in words and "" not in left


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self) -> _Part:
        """Read alternatives with ``|`` between them."""
        parts = [self.sequence()]
        while self.take("|"):
            parts.append(self.sequence())
        if len(parts) == 1:
            return parts[0]
        words = [part.words for part in parts if part.words is not None]
        every = frozenset().union(*words) if len(words) == len(parts) else None
        ways, longer, scans = (sum(getattr(part, of) for part in parts) for of in ("ways", "longer", "scans"))
        return _Part(ways, longer, scans, _few(every))

    def sequence(self) -> _Part:
        """Read parts one after another."""
        parts: list[_Part] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            parts.append(self.repeated(self.atom()))
        whole = _Part(words=frozenset({""}))
        for part, after in pairwise([*parts, _Part()]):
            if whole.longer and (part.longer or part.scans):
                raise ValueError(self.pattern)
            whole = whole.then(_Part(scans=1) if part.ends_before(after) else part)
        return whole

    def atom(self) -> _Part:
        """Read a letter, a class, or a group."""
        if self.take("(?:") or self.take("("):
            if self.pattern[self.at : self.at + 1] == "?":
                raise ValueError(self.pattern)
            inside = self.alternatives()
            if not self.take(")"):
                raise ValueError(self.pattern)
            return inside
        here = self.pattern[self.at]
        for form in (_CLASS, _ESCAPE, _PLAIN):
            found = form.match(self.pattern, self.at)
            if found:
                self.at = found.end()
                return _Part(words=frozenset({here.casefold()}) if form is _PLAIN else None)
        if here in ".^$":
            self.at += 1
            return _Part()
        raise ValueError(self.pattern)

    def repeated(self, part: _Part) -> _Part:
        """Read how often a part may stand."""
        least, most = self.times()
        if (least, most) == (1, 1):
            return part
        if most == 1:
            words = _few(part.words | {""}) if part.words is not None else None
            return _Part(1 + part.ways, part.longer, part.scans, words)
        if not part.repeats_well:
            raise ValueError(self.pattern)
        if most is None:
            return _Part(1, 1, again=frozenset(word[0] for word in part.words or ()))
        if most > _MOST_TIMES:
            raise ValueError(self.pattern)
        return _Part(most - least + 1)

    def times(self) -> tuple[int, int | None]:
        """Read ``?``, ``*``, ``+`` or ``{2,5}`` where it stands; once, where nothing does."""
        least: int = 1
        most: int | None = 1
        found = _TIMES.match(self.pattern, self.at)
        if found:
            self.at = found.end()
            least = int(found[1])
            most = int(found[3]) if found[3] else None if found[2] else least
        else:
            least, most = next((span for sign, span in _SIGNS if self.take(sign)), (1, 1))
        if self.pattern[self.at : self.at + 1] in {"?", "*", "+", "{"} and (least, most) != (1, 1):
            raise ValueError(self.pattern)
        return least, most

    def take(self, sign: str) -> bool:
        """Pass over a sign where it stands."""
        if not self.pattern.startswith(sign, self.at):
            return False
        self.at += len(sign)
        return True


def _few(words: frozenset[str] | None) -> frozenset[str] | None:
    return words if words is not None and len(words) <= _MOST_WORDS else None


def _joined(first: frozenset[str] | None, second: frozenset[str] | None) -> frozenset[str] | None:
    if first is None or second is None or len(first) * len(second) > _MOST_WORDS:
        return None
    return frozenset(one + two for one in first for two in second)
