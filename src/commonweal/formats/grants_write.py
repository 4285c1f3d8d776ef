"""Writing grants as 360Giving's standard carries them: a JSON package; tables are for :mod:`grant_tables`.

Source: 360Giving Data Standard 1.4.3, package schema.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from commonweal.errors import GrantFormUnknown
from commonweal.formats.grants import VERSION, Grant
from commonweal.terms.sentences import Sentence

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def grants_json(grants: Iterable[Grant], package: Mapping[str, Any] = _NOTHING) -> bytes:
    """Write grants as a package; reading it again gives the same grants, each number with its digits.

    Args:
        grants: the grants.
        package: what the package says of itself; without a version it names the one that we write by.
    """
    whole = {"version": VERSION, **package, "grants": [dict(grant.members) for grant in grants]}
    return ("".join(_json(whole, "\n")) + "\n").encode("utf-8")


def _json(value: Any, line: str) -> Iterator[str]:
    """Write a value of exact numbers, which the standard library would make floats of."""
    inner = line + "  "
    if isinstance(value, Mapping) and value:
        for nth, (name, item) in enumerate(value.items()):
            yield f"{',' if nth else '{'}{inner}{json.dumps(name, ensure_ascii=False)}: "
            yield from _json(item, inner)
        yield line + "}"
    elif isinstance(value, list) and value:
        for nth, item in enumerate(value):
            yield f"{',' if nth else '['}{inner}"
            yield from _json(item, inner)
        yield line + "]"
    else:
        yield str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class WrittenGrants:
    """Grants as the bytes of a file.

    Attributes:
        data: the bytes.
        notes: what the form cannot carry as others read it, and how it is written instead.
    """

    data: bytes
    notes: tuple[Sentence, ...] = ()


def written_grants(name: str, grants: Sequence[Grant]) -> WrittenGrants:
    """Write grants in the form that a file's name ends in.

    Args:
        name: the file's name.
        grants: the grants.

    Raises:
        GrantFormUnknown: where it ends in none of the forms.
    """
    if not name.lower().endswith(".json"):
        raise GrantFormUnknown(file=name)
    return WrittenGrants(grants_json(grants))
