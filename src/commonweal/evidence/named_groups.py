"""How many bodies work with named groups of people, told from their own words and corrected for what words miss.

A tag is a regular expression: words by which a body that works with a group may be known. Words miss some bodies and
take in others, so that the bodies they find are no count. How often they do either is estimated from bodies that were
tagged by hand, and the count is corrected by it, with an interval. Nothing here counts by area, and nothing ranks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from commonweal.evidence.patterns import LONGEST, bounded
from commonweal.evidence.proportions import Interval, wilson
from commonweal.terms.sentences import key
from commonweal.terms.sources import Unknown

NO_SAMPLE = Unknown(key("the sample tagged by hand holds no body of this group"))
NO_OTHERS = Unknown(key("the sample tagged by hand holds no body outside this group"))
NO_BETTER = Unknown(key("in the sample tagged by hand these words are no better than chance"))
NO_BODIES = Unknown(key("no body on file says what it does"))
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class HandTagged:
    """How a tag's words did on bodies that were tagged by hand.

    Attributes:
        both: of the group, and found by its words.
        missed: of the group, and not found.
        wrongly: not of the group, but found.
        neither: not of the group, and not found.
    """

    both: int
    missed: int
    wrongly: int
    neither: int

    @property
    def sensitivity(self) -> Interval | Unknown:
        """The share of the group's bodies that its words find."""
        of = self.both + self.missed
        return wilson(self.both, of) if of else NO_SAMPLE

    @property
    def specificity(self) -> Interval | Unknown:
        """The share of all other bodies that its words pass over."""
        of = self.neither + self.wrongly
        return wilson(self.neither, of) if of else NO_OTHERS

    @property
    def precision(self) -> Interval | Unknown:
        """The share of what the words find that is of the group, in the sample; elsewhere it is another."""
        of = self.both + self.wrongly
        return wilson(self.both, of) if of else Unknown(key("the words find nothing in the sample"))


@dataclass(frozen=True, slots=True)
class Tag:
    """Words by which bodies that work with a group are known.

    Attributes:
        code: in the scheme that it is from ("BE101").
        name: of the group, as the scheme has it.
        include: a regular expression that finds a body, in capitals or not.
        exclude: one that leaves a body out which the first has found, or "".
        sample: how the two did on bodies tagged by hand.
        groups: the groups of ``needs.csv`` that it speaks of.
    """

    code: str
    name: str
    include: str
    exclude: str
    sample: HandTagged
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected count of bodies.

    Attributes:
        value: the best figure, to the nearest body.
        low: the lower end of its 95 % interval, rounded down.
        high: the upper end, rounded up.
        clipped: whether the best figure or an end was outside what is possible, below none or above all, and was set to
            that bound.
    """

    value: int
    low: int
    high: int
    clipped: bool


def found_by(tag: Tag, texts: Iterable[str]) -> list[bool]:
    """Say of each text whether a tag's words find it.

    Args:
        tag: the tag.
        texts: each of at most :data:`~commonweal.evidence.patterns.LONGEST` letters.

    Raises:
        ValueError: where a text is longer, or an expression is not sure to end in time.
    """
    include = bounded(tag.include)
    exclude = bounded(tag.exclude) if tag.exclude else None
    answers = []
    for text in texts:
        if len(text) > LONGEST:
            raise ValueError(tag.code)
        answers.append(bool(include.search(text)) and not (exclude and exclude.search(text)))
    return answers


def hand_tagged(tag: Tag, texts: Sequence[str], truth: Sequence[bool]) -> HandTagged:
    """Compare what a tag's words find with what was tagged by hand.

    Args:
        tag: the tag; its own sample is not looked at.
        texts: what each body of the sample says of itself.
        truth: whether it was tagged by hand with the tag, or with a narrower one.
    """
    pairs = list(zip(found_by(tag, texts), truth, strict=True))
    return HandTagged(*(pairs.count(pair) for pair in ((True, True), (False, True), (True, False), (False, False))))


def corrected(hits: int, bodies: int, sample: HandTagged) -> Corrected | Unknown:
    """Correct a count of bodies for what the words miss and what they take in wrongly.

    The best figure is ``bodies * (hits / bodies + specificity - 1) / (sensitivity + specificity - 1)``. The interval is
    that of Lang and Reiczigel, which allows for sensitivity and specificity being estimates from samples of their own,
    and for the bodies being a sample; where they are all the bodies of a place it is on the wide side.

    Sources: W. J. Rogan and B. Gladen, Estimating prevalence from the results of a screening test, American Journal of
        Epidemiology 107 (1978); Zs. Lang and J. Reiczigel, Confidence limits for prevalence of disease adjusted for
        estimated sensitivity and specificity, Preventive Veterinary Medicine 113 (2014), section 2.2.

    Args:
        hits: bodies that the words find.
        bodies: bodies whose words were read.
        sample: how the words did on bodies tagged by hand.

    Returns:
        The count, set to 0 or to all bodies where it or an end of its interval lies beyond; Unknown where nothing can
        be corrected.

    Examples:
        >>> corrected(9, 700, HandTagged(21, 1, 9, 4172))
        Corrected(value=8, low=3, high=18, clipped=False)
    """
    if not bodies:
        return NO_BODIES
    sensitivity, specificity = sample.sensitivity, sample.specificity
    for one in (sensitivity, specificity):
        if isinstance(one, Unknown):
            return one
    if isinstance(sensitivity, Unknown) or isinstance(specificity, Unknown):
        return NO_SAMPLE
    better = float(sensitivity.value + specificity.value) - 1
    if better <= 0:
        return NO_BETTER
    value = (hits / bodies + float(specificity.value) - 1) / better
    ends = _lang_reiczigel(hits, bodies, sample)
    if isinstance(ends, Unknown):
        return ends
    within = [min(1.0, max(0.0, one)) for one in (value, *ends)]
    best, low, high = (bodies * one for one in within)
    count = round(best)
    return Corrected(count, min(count, floor(low)), max(count, ceil(high)), within != [value, *ends])


def _lang_reiczigel(hits: int, bodies: int, sample: HandTagged) -> tuple[float, float] | Unknown:
    inside, outside = sample.both + sample.missed, sample.neither + sample.wrongly
    square = _Z * _Z
    found = (hits + square / 2) / (bodies + square)
    sensitivity, specificity = (sample.both + 1) / (inside + 2), (sample.neither + 1) / (outside + 2)
    better = sensitivity + specificity - 1
    if better <= 0:
        return NO_BETTER
    share = (found + specificity - 1) / better
    spread_in = sensitivity * (1 - sensitivity) / (inside + 2)
    spread_out = specificity * (1 - specificity) / (outside + 2)
    shift = 2 * square * (share * spread_in - (1 - share) * spread_out)
    spread = found * (1 - found) / (bodies + square) + share**2 * spread_in + (1 - share) ** 2 * spread_out
    half = _Z * sqrt(spread) / better
    return share + shift - half, share + shift + half
