"""Names that look like another name: shown as they were typed, and pointed out to whoever reviews.

Source: Unicode Technical Standard 39, of which this knows the letters of Greek and Cyrillic that look like Latin ones.
"""

import unicodedata
from collections.abc import Iterable

from commonweal.terms.sentences import Sentence, say

_CAPITALS = str.maketrans("АВЕКМНОРСТХУІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXYIJSABEZHIKMNOPTYX")
_SMALL = str.maketrans("асеорхуһіјѕкмтвнԁԛԝαορχυικτνω01", "aceopxyhijskmtbhdqwaopxyiktvwol")
"""Letters that look like Latin ones. Capitals come first: a capital may look like one whose small form does not."""


def skeleton(text: str) -> str:
    """Give a form in which texts that look alike are the same: no accents, capitals, gaps or borrowed letters.

    Examples:
        >>> skeleton("Неdgehog Ноuse") == skeleton("HEDGEHOG house")
        True
    """
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    small = plain.translate(_CAPITALS).casefold().translate(_SMALL)
    return "".join(letter for letter in small if letter.isalnum())


def alphabets(text: str) -> frozenset[str]:
    """Give the alphabets that a text's letters come from, among Latin, Greek and Cyrillic.

    Examples:
        >>> sorted(alphabets("Неdgehog"))
        ['CYRILLIC', 'LATIN']
    """
    firsts = {unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha()}
    return frozenset(firsts & {"LATIN", "GREEK", "CYRILLIC"})


def looks_like(name: str, others: Iterable[str]) -> tuple[Sentence, ...]:
    """Say what is to be looked at twice in a name: letters of several alphabets in one word, or another one's look.

    Args:
        name: as it was typed.
        others: the names that are known.
    """
    found = []
    if any(len(alphabets(word)) > 1 for word in name.split()):
        found.append(say("One word mixes letters of several alphabets: {name}", name=name))
    own = skeleton(name)
    found.extend(
        say("{name} looks like {other}", name=name, other=other)
        for other in sorted({other for other in others if other != name and skeleton(other) == own})
    )
    return tuple(found)
