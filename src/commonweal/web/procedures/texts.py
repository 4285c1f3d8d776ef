"""Text as people type it: what is printed on one line holds no character that hides or turns the text round."""

import unicodedata
from collections.abc import Iterator

from commonweal.errors import Fault
from commonweal.record.forms import ID, LINE

_ALLOWED = {"\n", "\t", "\u200c", "\u200d"}
"""Line ends and tabs, and the two joiners that some languages cannot be written without."""


def line_faults(**lines: str) -> Iterator[Fault]:
    """Find what keeps a text from standing on one public line: see :data:`commonweal.record.forms.LINE`."""
    for field, text in lines.items():
        hidden = next((letter for letter in text if unicodedata.category(letter)[0] == "C"), "")
        if hidden:
            yield Fault("it holds a character that does not show: {name}", {"name": _name(hidden)}, field=field)
        elif not LINE.holds(text):
            yield Fault("this is not {what}", {"what": LINE.what}, field=field)


def id_faults(**ids: str) -> Iterator[Fault]:
    """Find what keeps a text from being an identifier; one that may be left out is left out by the caller."""
    for field, text in ids.items():
        if not ID.holds(text):
            yield Fault("this is not {what}", {"what": ID.what}, field=field)


def words_faults(**texts: str) -> Iterator[Fault]:
    """Find characters in longer text that hide or turn it round; line ends, and the joiners of languages, may stand."""
    for field, text in texts.items():
        hidden = next((one for one in text if unicodedata.category(one)[0] == "C" and one not in _ALLOWED), "")
        if hidden:
            yield Fault("it holds a character that does not show: {name}", {"name": _name(hidden)}, field=field)


def tidy(text: str) -> str:
    r"""Give longer text with one kind of line end, as browsers and sheets send several.

    Examples:
        >>> tidy(" Two lines,\r\nas a browser sends them. ")
        'Two lines,\nas a browser sends them.'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _name(letter: str) -> str:
    return unicodedata.name(letter, f"U+{ord(letter):04X}").lower()
