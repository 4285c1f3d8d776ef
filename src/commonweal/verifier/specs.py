"""What a spec may say, and what its constraints come to on a poll."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .poll import DECIMAL, Group, Poll
from .votes import WHOLE

TIES = ("lower-cost", "higher-cost", "more-votes", "lot")
CONSTRAINTS = {"caps": "", "exclusive": "", "floors": "", "minimum_support": "0", "packages": ""}
"""The options that constrain what can be funded, with what they are where they constrain nothing."""
_STEP = re.compile(r"\d{1,18}(\.\d{1,18})?", re.ASCII)
_SEED = re.compile(r"[A-Za-z0-9._-]{0,64}")
_AMOUNT = re.compile(r"(category|area):(.+)=([0-9.]+)", re.DOTALL)
_UTILITIES = {"approval": ("cost", "votes"), "choose-1": ("cost", "votes"), "cumulative": ("points",)}
_COMMON: Mapping[str, tuple[str, ...]] = {"ties": (), "seed": (), **dict.fromkeys(CONSTRAINTS, ())}
_OPTIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "greedy": {"order": ("votes", "votes_per_cost"), "overflow": ("skip", "stop"), **_COMMON},
    "equal_shares": {
        "utility": ("cost", "votes", "points", "borda"),
        "completion": ("none", "add1", "add1-exhaustive", "add1u"),
        "step": (),
        "start": ("integral", "rational"),
        "comparison": ("none", "greedy"),
        **_COMMON,
    },
    "phragmen": {"overflow": ("stop", "skip"), **_COMMON},
}


class NoSpec(Exception):
    """A spec that means nothing on the poll it is stated for; its text says why."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """What may be funded together, by positions of projects.

    Attributes:
        support: the least score of a project that can be funded.
        exclusive: sets of projects of which at most one is funded.
        packages: projects that stand or fall together.
        caps: the most that may be spent on a category or area.
        floors: the least that must be spent on one.
    """

    support: int
    exclusive: tuple[tuple[int, ...], ...]
    packages: tuple[tuple[int, ...], ...]
    caps: Mapping[Group, Fraction]
    floors: Mapping[Group, Fraction]


def spec_fault(rule: Any, vote_type: str) -> str:
    """Say what is wrong with a spec as such, or nothing.

    Args:
        rule: what a certificate states as its rule.
        vote_type: of the poll, or "" where the poll cannot be read.
    """
    if not isinstance(rule, dict) or set(rule) != {"name", "version", "spec"} or not isinstance(rule["spec"], dict):
        return "the rule is not a name, a version and a spec"
    options, known = rule["spec"], _OPTIONS.get(str(rule["name"]))
    if known is None or type(rule["version"]) is not int or rule["version"] != 1:
        return f"there is no rule {rule['name']} in version {rule['version']}"
    if set(options) != set(known):
        return "the spec does not state exactly the rule's options"
    for key, value in options.items():
        if not isinstance(value, str) or (known[key] and value not in known[key]) or not _free_value(key, value):
            return f"{value} is no value of {key}"
    utility = options.get("utility")
    if utility and vote_type and utility not in _UTILITIES.get(vote_type, ("borda",)):
        return f"the utility {utility} does not fit {vote_type} ballots"
    return ""


def _free_value(key: str, value: str) -> bool:
    if key == "ties":
        words = value.split(",")
        known = set(words) <= set(TIES) and len(set(words)) == len(words)
        return known and "lot" not in words[:-1] and not {"lower-cost", "higher-cost"} <= set(words)
    if key == "step":
        return bool(_STEP.fullmatch(value)) and Fraction(value) > 0
    if key == "minimum_support":
        return bool(WHOLE.fullmatch(value))
    return key != "seed" or bool(_SEED.fullmatch(value))


def constraints(poll: Poll, options: Mapping[str, str]) -> Constraints:
    """Read the constraints of a spec whose form is known to be good.

    Raises:
        NoSpec: where a text is not in the one form, names what the poll does not have, or contradicts itself.
    """
    exclusive, packages = _sets(poll, "exclusive", options), _sets(poll, "packages", options)
    caps, floors = _amounts(poll, "caps", options), _amounts(poll, "floors", options)
    package = {k: number for number, members in enumerate(packages) for k in members}
    if len(package) != sum(map(len, packages)):
        raise NoSpec("a project stands in two packages")
    for set_ in exclusive:
        packed = [package[k] for k in set_ if k in package]
        if len(set(packed)) != len(packed):
            raise NoSpec("an exclusive set holds two projects of one package")
    for group, floor in floors.items():
        if floor == 0:
            raise NoSpec(f"the floor of {_name(group)} is nothing")
        if group in caps and floor > caps[group]:
            raise NoSpec(f"the floor of {_name(group)} is above its cap")
    return Constraints(int(options["minimum_support"]), exclusive, packages, caps, floors)


def _sets(poll: Poll, key: str, options: Mapping[str, str]) -> tuple[tuple[int, ...], ...]:
    place = {id_: k for k, id_ in enumerate(poll.ids)}
    sets = []
    for text in options[key].split(";") if options[key] else ():
        ids = text.split(",")
        unknown = [id_ for id_ in ids if id_ not in place]
        if unknown:
            raise NoSpec(f"{key} names {unknown[0] or 'nothing'}, which is not a project")
        if len(set(ids)) != len(ids) or len(ids) < 2:
            raise NoSpec(f"{text} in {key} is not a set of two or more projects")
        sets.append(tuple(place[id_] for id_ in ids))
    return tuple(sets)


def _amounts(poll: Poll, key: str, options: Mapping[str, str]) -> dict[Group, Fraction]:
    known = frozenset[Group]().union(*poll.groups)
    amounts: dict[Group, Fraction] = {}
    for text in options[key].split(";") if options[key] else ():
        read = _AMOUNT.fullmatch(text)
        if read is None or not DECIMAL.fullmatch(read[3]):
            raise NoSpec(f"{text} in {key} is not KIND:NAME=AMOUNT")
        group = read[1], read[2]
        if group not in known:
            raise NoSpec(f"{key} names {_name(group)}, which the poll does not have")
        if group in amounts:
            raise NoSpec(f"{key} names {_name(group)} twice")
        amounts[group] = Fraction(read[3])
    return amounts


def _name(group: Group) -> str:
    return f"the {group[0]} {group[1]}"
