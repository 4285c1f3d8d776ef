"""Rule specs: which rule counts, in which version, with every option spelled out."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from types import MappingProxyType

from commonweal.errors import Fault, RuleFaults, UnknownName, nearest
from commonweal.terms.sentences import key, say

TIE_WORDS = ("lower-cost", "higher-cost", "more-votes", "lot")
_SEED = re.compile(r"[A-Za-z0-9._-]{1,64}")
_DECIMAL = re.compile(r"\d{1,15}(\.\d{1,9})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule with every option spelled out; it is hashed into the certificate.

    Attributes:
        name: the rule's name, a key of ``RULES``.
        version: of the rule's text; a changed rule gets a new name, a clarified one a new version.
        options: every option of the rule and its value as text, defaults included.
    """

    name: str
    version: int
    options: Mapping[str, str]

    @property
    def ties(self) -> tuple[str, ...]:
        """The words of the tie order, first the one that decides first."""
        return tuple(self.options["ties"].split(","))

    def value(self) -> dict[str, object]:
        """Give the spec as the value that is published and hashed."""
        return {"name": self.name, "version": self.version, "spec": dict(self.options)}


@dataclass(frozen=True, slots=True)
class _Option:
    """One option of a rule: its default, the closed list of its values or how a free one is checked, and what it is."""

    default: str
    values: tuple[str, ...] = ()
    good: Callable[[str], bool] = bool
    what: str = ""
    number: bool = False


def _ties(text: str) -> bool:
    words = text.split(",")
    known = all(word in TIE_WORDS for word in words)
    return (
        known
        and len(set(words)) == len(words)
        and words[-1] == "lot"
        and not {"lower-cost", "higher-cost"} <= set(words)
    )


def _positive(text: str) -> bool:
    return bool(_DECIMAL.fullmatch(text)) and Fraction(text) > 0


_BOTH = {
    "ties": _Option(
        "lower-cost,more-votes,lot",
        (),
        _ties,
        key("an order of lower-cost or higher-cost, more-votes, and lot at the end"),
    ),
    "seed": _Option(
        "0",
        (),
        lambda text: bool(_SEED.fullmatch(text)),
        key("1 to 64 letters, digits, full stops, hyphens or underscores"),
    ),
}
OPTIONS: Mapping[str, Mapping[str, _Option]] = MappingProxyType(
    {
        "greedy": {
            "order": _Option("votes", ("votes", "votes_per_cost")),
            "overflow": _Option("skip", ("skip", "stop")),
            "minimum_support": _Option(
                "0", (), lambda text: bool(_WHOLE.fullmatch(text)), key("a whole number, 0 or more"), number=True
            ),
            **_BOTH,
        },
        "equal_shares": {
            "utility": _Option("cost", ("cost", "votes", "points", "borda")),
            "completion": _Option("none", ("none", "add1", "add1-exhaustive", "add1u")),
            "step": _Option("1", (), _positive, key("a decimal number above 0"), number=True),
            "start": _Option("integral", ("integral", "rational")),
            "comparison": _Option("none", ("none", "greedy")),
            **_BOTH,
        },
    }
)
"""Every rule's options, by the rule's name."""
VERSIONS: Mapping[str, int] = MappingProxyType({"greedy": 1, "equal_shares": 1})


def read_spec(name: str, settings: Iterable[str] = ()) -> RuleSpec:
    """Read a rule's spec from ``KEY=VALUE`` texts; what is not set has its default.

    Args:
        name: the rule.
        settings: one text for each option that is set.

    Raises:
        UnknownName: where there is no such rule.
        RuleFaults: for an unknown option or value, one set twice, or options that contradict each other.

    Examples:
        >>> read_spec("greedy", ["overflow=stop"]).options["overflow"]
        'stop'
    """
    if name not in OPTIONS:
        raise UnknownName(kind="rule", name=name, nearest=nearest(name, OPTIONS))
    known = OPTIONS[name]
    faults: list[Fault] = []
    given: dict[str, str] = {}
    for setting in settings:
        wanted, equals, value = (part.strip() for part in setting.partition("="))
        fault = _setting_fault(known, given, wanted, value if equals else None)
        if fault:
            faults.append(fault)
        else:
            given[wanted] = value
    faults.extend(_contradictions(name, given))
    if faults:
        raise RuleFaults(*faults, rule=name)
    if "completion" in known and given.get("completion", "none") == "none":
        given.setdefault("start", "rational")
    for wanted, option in known.items():
        text = given.get(wanted, option.default)
        given[wanted] = _plain(text) if option.number else text
    return RuleSpec(name, VERSIONS[name], MappingProxyType(dict(sorted(given.items()))))


def lot(seed: str, project: str) -> str:
    """Give a project's lot: of projects that nothing else tells apart, the smallest lot comes first.

    The lot is the SHA-256 of the seed, a line feed and the project's id in UTF-8, as hexadecimal digits: anyone can
    draw it again, and nobody can know it before the seed is drawn in public.

    Examples:
        >>> lot("2027-03-01", "17")[:8]
        '0336d58e'
    """
    return sha256(f"{seed}\n{project}".encode()).hexdigest()


def _plain(text: str) -> str:
    """Write a number in one way: no leading zeros, no trailing ones after the point."""
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")


def _setting_fault(
    known: Mapping[str, _Option], given: Mapping[str, str], name: str, value: str | None
) -> Fault | None:
    if value is None:
        return Fault("{text} is not of the form KEY=VALUE", {"text": name}, field=name)
    if name not in known:
        figures: dict[str, object] = {"name": name, "nearest": nearest(name, known)}
        return Fault("there is no option called {name}{nearest}", figures, field=name)
    if name in given:
        return Fault("the option is set twice", {}, field=name)
    option = known[name]
    if option.values and value not in option.values:
        figures = {"value": value, "nearest": nearest(value, option.values), "values": ", ".join(option.values)}
        return Fault("{value} is not one of {values}{nearest}", figures, field=name)
    if not option.values and not option.good(value):
        return Fault("{value} is not {what}", {"value": value, "what": say(option.what)}, field=name)
    return None


def _contradictions(name: str, given: Mapping[str, str]) -> Iterable[Fault]:
    if name == "equal_shares" and "step" in given and given.get("completion", "none") == "none":
        yield Fault("a step needs a completion: without one the share never rises", {}, field="step")
