"""The options of every rule: their defaults, their closed lists, and the one way in which a free one is written."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, get_args

from commonweal.funding.poll import Project
from commonweal.terms.sentences import key

TIE_WORDS = ("lower-cost", "higher-cost", "more-votes", "lot")
_SEED = re.compile(r"[A-Za-z0-9._-]{1,64}")
SEED = key("1 to 64 letters, digits, full stops, hyphens or underscores")
"""What a seed may be."""
_DECIMAL = re.compile(r"\d{1,15}(\.\d{1,9})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,15}", re.ASCII)

Kind = Literal["category", "area"]
Sets = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A category or an area: the projects of it, which a cap or floor speaks of.

    Attributes:
        kind: which of the two it is.
        name: as it is written in the poll.
    """

    kind: Kind
    name: str

    def __str__(self) -> str:
        """Write it as a spec does."""
        return f"{self.kind}:{self.name}"

    def holds(self, project: Project) -> bool:
        """Say whether a project is of this category or area."""
        return self.name in project.categories if self.kind == "category" else self.name == project.area


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a rule.

    Attributes:
        default: its value where none is set.
        values: the closed list of its values; empty where it is free.
        written: gives the one way in which a free value is written, or None where it is none of the option's.
        what: what a free value must be.
    """

    default: str
    values: tuple[str, ...] = ()
    written: Callable[[str], str | None] = str
    what: str = ""


def written(sum_: Fraction) -> str:
    """Write a sum as a decimal where it has a finite one, otherwise as ``n/d``.

    Examples:
        >>> written(Fraction(21, 2)), written(Fraction(1, 3))
        ('10.5', '1/3')
    """
    decimal = Decimal(sum_.numerator) / Decimal(sum_.denominator)
    return f"{decimal:f}" if Fraction(decimal) == sum_ else str(sum_)


def read_sets(text: str) -> Sets:
    """Read sets of project ids, as they stand in a spec: ``a,b;c,d,e``."""
    return tuple(tuple(part.split(",")) for part in text.split(";")) if text else ()


def read_sums(text: str) -> tuple[tuple[Group, Fraction], ...]:
    """Read sums of money for groups, as they stand in a spec: ``KIND:NAME=AMOUNT;...``, in the main unit."""
    return tuple(
        (Group("category" if kind == "category" else "area", name), Fraction(amount))
        for kind, name, amount in _sums(text)
    )


def _sums(text: str) -> Iterator[tuple[str, str, str]]:
    for part in text.split(";") if text else ():
        group, _, amount = part.rpartition("=")
        kind, _, name = group.partition(":")
        yield kind.strip(), name.strip(), amount.strip()


def _ties(text: str) -> str | None:
    words = text.split(",")
    good = (
        all(word in TIE_WORDS for word in words)
        and len(set(words)) == len(words)
        and "lot" not in words[:-1]
        and not {"lower-cost", "higher-cost"} <= set(words)
    )
    return text if good else None


def _seed(text: str) -> str | None:
    return text if not text or _SEED.fullmatch(text) else None


def _whole(text: str) -> str | None:
    return _plain(text) if _WHOLE.fullmatch(text) else None


def _positive(text: str) -> str | None:
    return _plain(text) if _DECIMAL.fullmatch(text) and Fraction(text) > 0 else None


def _plain(text: str) -> str:
    """Write a number in one way: no leading zeros, no trailing ones after the point."""
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")


def _sets(text: str) -> str | None:
    sets = [[id_.strip() for id_ in part.split(",")] for part in text.split(";")] if text else []
    good = all(len(ids) > 1 and all(ids) and len(set(ids)) == len(ids) for ids in sets)
    return ";".join(",".join(ids) for ids in sets) if good else None


def _parted(text: str) -> str | None:
    """Write sets of which no two share a project."""
    ids = [id_.strip() for part in text.split(";") for id_ in part.split(",")]
    return _sets(text) if len(set(ids)) == len(ids) else None


def _amounts(text: str) -> str | None:
    parts = list(_sums(text))
    good = all(kind in get_args(Kind) and name and _DECIMAL.fullmatch(amount) for kind, name, amount in parts)
    if not good or len({part[:2] for part in parts}) < len(parts):
        return None
    return ";".join(f"{kind}:{name}={_plain(amount)}" for kind, name, amount in parts)


def _amounts_above_0(text: str) -> str | None:
    return None if any(not amount.strip("0.") for _, _, amount in _sums(text)) else _amounts(text)


_SETS = key("sets of two or more different project ids, like a,b;c,d,e")
_OF_EACH = {
    "ties": Option(
        "lower-cost,more-votes,lot",
        (),
        _ties,
        key("an order of lower-cost or higher-cost, more-votes, and lot, which can only come last"),
    ),
    "seed": Option("", (), _seed, SEED),
    "minimum_support": Option("0", (), _whole, key("a whole number, 0 or more")),
    "exclusive": Option("", (), _sets, _SETS),
    "packages": Option(
        "", (), _parted, key("sets of two or more different project ids, none of them in two sets, like a,b;c,d,e")
    ),
    "caps": Option(
        "", (), _amounts, key("one amount for each of some groups, like category:NAME=AMOUNT;area:NAME=AMOUNT")
    ),
    "floors": Option(
        "",
        (),
        _amounts_above_0,
        key("one amount above 0 for each of some groups, like category:NAME=AMOUNT;area:NAME=AMOUNT"),
    ),
}
CONSTRAINTS = ("caps", "exclusive", "floors", "minimum_support", "packages")
"""The options that limit what can be funded, sorted."""
OPTIONS: Mapping[str, Mapping[str, Option]] = MappingProxyType(
    {
        "greedy": {
            "order": Option("votes", ("votes", "votes_per_cost")),
            "overflow": Option("skip", ("skip", "stop")),
            **_OF_EACH,
        },
        "equal_shares": {
            "utility": Option("cost", ("cost", "votes", "points", "borda")),
            "completion": Option("none", ("none", "add1", "add1-exhaustive", "add1u")),
            "step": Option("1", (), _positive, key("a decimal number above 0")),
            "start": Option("integral", ("integral", "rational")),
            "comparison": Option("none", ("none", "greedy")),
            **_OF_EACH,
        },
        "phragmen": {"overflow": Option("stop", ("stop", "skip")), **_OF_EACH},
    }
)
"""Every rule's options, by the rule's name."""
VERSIONS: Mapping[str, int] = MappingProxyType({"greedy": 1, "equal_shares": 1, "phragmen": 1})
