"""Rule specs: which rule counts, in which version, with every option spelled out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from types import MappingProxyType

from commonweal.errors import Fault, RuleFaults, UnknownName, nearest
from commonweal.funding.options import (
    CONSTRAINTS,
    OPTIONS,
    VERSIONS,
    Group,
    Option,
    Sets,
    read_sets,
    read_sums,
    written,
)
from commonweal.terms.sentences import say


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
        """The words of the tie order that count, first the one that decides first; no lot where no seed was drawn."""
        words = tuple(self.options["ties"].split(","))
        return words if self.options["seed"] else tuple(word for word in words if word != "lot")

    @property
    def minimum_support(self) -> int:
        """The lowest score of a project that can be funded."""
        return int(self.options["minimum_support"])

    @property
    def exclusive(self) -> Sets:
        """Sets of project ids of which at most one is funded."""
        return read_sets(self.options["exclusive"])

    @property
    def packages(self) -> Sets:
        """Sets of project ids that stand or fall together."""
        return read_sets(self.options["packages"])

    @property
    def caps(self) -> tuple[tuple[Group, Fraction], ...]:
        """The most that may be spent on each of some groups, in the currency's main unit."""
        return read_sums(self.options["caps"])

    @property
    def floors(self) -> tuple[tuple[Group, Fraction], ...]:
        """The least that must be spent on each of some groups, in the currency's main unit."""
        return read_sums(self.options["floors"])

    @property
    def constraints(self) -> tuple[str, ...]:
        """The options that limit what can be funded and are not at their default, sorted."""
        known = OPTIONS[self.name]
        return tuple(option for option in CONSTRAINTS if self.options[option] != known[option].default)

    def value(self) -> dict[str, object]:
        """Give the spec as the value that is published and hashed."""
        return {"name": self.name, "version": self.version, "spec": dict(self.options)}


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
        >>> read_spec("greedy", ["caps = area:Old Town = 050.00"]).options["caps"]
        'area:Old Town=50'
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
            given[wanted] = known[wanted].written(value) or value
    faults.extend(_contradictions(name, given))
    if faults:
        raise RuleFaults(*faults, rule=name)
    if "completion" in known and given.get("completion", "none") == "none":
        given.setdefault("start", "rational")
    for wanted, option in known.items():
        given.setdefault(wanted, option.default)
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


def _setting_fault(known: Mapping[str, Option], given: Mapping[str, str], name: str, value: str | None) -> Fault | None:
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
    if not option.values and option.written(value) is None:
        return Fault("{value} is not {what}", {"value": value, "what": say(option.what)}, field=name)
    return None


def _contradictions(name: str, given: Mapping[str, str]) -> Iterable[Fault]:
    if name == "equal_shares" and "step" in given and given.get("completion", "none") == "none":
        yield Fault("a step needs a completion: without one the share never rises", {}, field="step")
    packages = [set(ids) for ids in read_sets(given.get("packages", ""))]
    for ids in read_sets(given.get("exclusive", "")):
        for package in packages:
            both = [id_ for id_ in ids if id_ in package]
            if len(both) > 1:
                figures: dict[str, object] = {"projects": ", ".join(both)}
                what = "{projects} are of one package, so they cannot exclude one another"
                yield Fault(what, figures, field="exclusive")
    caps = dict(read_sums(given.get("caps", "")))
    for group, least in read_sums(given.get("floors", "")):
        if group in caps and least > caps[group]:
            figures = {"group": str(group), "floor": written(least), "cap": written(caps[group])}
            yield Fault("{group} has a floor of {floor}, above its cap of {cap}", figures, field="floors")
