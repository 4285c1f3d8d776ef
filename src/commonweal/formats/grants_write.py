"""Writing grants as 360Giving's standard carries them: a JSON package, a CSV table or a workbook.

Source: 360Giving Data Standard 1.4.3, package schema.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from commonweal.errors import GrantFormUnknown
from commonweal.formats.exact_json import exact_lines
from commonweal.formats.grant_columns import AS_JSON
from commonweal.formats.grant_csv import grants_csv
from commonweal.formats.grant_workbook import grants_xlsx
from commonweal.formats.grants import VERSION, Grant
from commonweal.terms.sentences import Sentence, say

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def grants_json(grants: Iterable[Grant], package: Mapping[str, Any] = _NOTHING) -> bytes:
    """Write grants as a package; reading it again gives the same grants, each number with its digits.

    Args:
        grants: the grants.
        package: what the package says of itself; without a version it names the one that we write by.
    """
    whole = {"version": VERSION, **package, "grants": [dict(grant.members) for grant in grants]}
    return ("".join(exact_lines(whole)) + "\n").encode("utf-8")


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
        GrantTooLong: where a workbook cannot hold a text of theirs.
    """
    form = name.lower().rpartition(".")[2]
    if form == "json":
        return WrittenGrants(grants_json(grants))
    if form not in _TABLES:
        raise GrantFormUnknown(file=name)
    data, cells = _TABLES[form](grants)
    return WrittenGrants(data, tuple(_noted(title, n) for title, n in sorted(cells.as_json.items())))


_TABLES = {"csv": grants_csv, "xlsx": grants_xlsx}


def _noted(title: str, n: int) -> Sentence:
    return say(
        "In {n} grant a table cannot carry all of {member} as the standard does: it stands as JSON in the column "
        "{title}, which others read as text.",
        plural="In {n} grants a table cannot carry all of {member} as the standard does: it stands as JSON in the "
        "column {title}, which others read as text.",
        by="n",
        member=title.removesuffix(AS_JSON),
        n=n,
        title=title,
    )
