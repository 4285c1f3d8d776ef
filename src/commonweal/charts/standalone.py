"""Drawings that stand alone: the page's tokens replaced by the colours that it has by daylight and on paper."""

import re

LIGHT = {
    "ink": "#1b2421",
    "quiet": "#55605b",
    "line": "#d9d5c9",
    "card": "#ffffff",
    "green": "#1c5a45",
    "green-tint": "#e6efe9",
    "ochre": "#8a5206",
    "ochre-tint": "#fbf0dc",
    "brick": "#9c2f1b",
}
"""The tokens that pictures use, as the page's stylesheet sets them by daylight."""

_TOKEN = re.compile(r"var\(--([a-z-]+)\)")
_FONT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"


def standalone(svg: str) -> str:
    """Give a drawing that needs no page: a file to open, to print or to set into a document of its own.

    Args:
        svg: of a picture, ``wide`` or ``narrow``.

    Raises:
        KeyError: where it holds a token that no picture may use.

    Examples:
        >>> standalone('<svg xmlns="http://www.w3.org/2000/svg" class="wide"><path fill="var(--green)"/></svg>')[39:]
        ' class="wide"><path fill="#1c5a45"/></svg>'
    """
    coloured = _TOKEN.sub(lambda found: LIGHT[found[1]], svg)
    return coloured.replace('font-family="inherit"', f'font-family="{_FONT}"')
