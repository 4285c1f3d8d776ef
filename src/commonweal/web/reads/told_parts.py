"""Parts of a profile, each with a file of its own, and every figure in them, however deep, by what leads to it.

A part is whatever a profile holds under its name in ``profile.json``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.terms.sentences import Sentence

_NAMES = ("name", "measure", "title", "neighbourhood", "service", "group", "id", "code")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a profile.

    Attributes:
        key: its name in ``profile.json``.
        heading: what it answers.
    """

    key: str
    heading: Sentence


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure found in a part.

    Attributes:
        path: what leads to it: the part's key, then names.
        figure: as ``profile.json`` holds it.
    """

    path: tuple[str, ...]
    figure: Mapping[str, Any]

    @property
    def label(self) -> str:
        """What it is called: what leads to it, without the part."""
        return ": ".join(name.replace("_", " ").replace(":", ", ") for name in self.path[1:])


def stated_in(key: str, value: object) -> Iterator[Stated]:
    """Give every figure of a part with what leads to it."""
    yield from _stated((key,), value)


def _stated(path: tuple[str, ...], value: object) -> Iterator[Stated]:
    if isinstance(value, Mapping):
        if "value" in value and "unit" in value:
            yield Stated(path, value)
            return
        for key, inner in value.items():
            yield from _stated(path if key == "figures" else (*path, str(key)), inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, inner in enumerate(value, start=1):
            yield from _stated((*path, _called(inner, number)), inner)


def _called(item: object, number: int) -> str:
    if isinstance(item, Mapping):
        for name in _NAMES:
            if isinstance(item.get(name), str):
                return str(item[name])
    return str(number)
