"""Pictures drawn once in each language: they depend on published folders alone, which never change."""

from collections.abc import Callable

from commonweal.charts.picture import Picture
from commonweal.formats.prose import prose

_MOST = 200
"""Pictures kept in memory; a place with twelve services has about thirty."""
_PICTURES: dict[tuple[str, str, str], Picture] = {}


def drawn_once(digest: str, name: str, draw: Callable[[], Picture]) -> Picture:
    """Give a picture, drawing it only where it was not drawn before.

    Args:
        digest: hash of the folder that it shows.
        name: its name among the pictures of that folder.
        draw: draws it.
    """
    key = (digest, name, str(prose().locale))
    if key not in _PICTURES:
        while len(_PICTURES) >= _MOST:
            _PICTURES.pop(next(iter(_PICTURES)))
        _PICTURES[key] = draw()
    return _PICTURES[key]
