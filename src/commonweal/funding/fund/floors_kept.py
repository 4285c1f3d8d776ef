"""The floors that every place keeps, whatever its own rules: a closed list, each with its check."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal

from commonweal.errors import Fault, FloorNotKept
from commonweal.funding.fund.constitution import Constitution
from commonweal.funding.options import read_sums
from commonweal.terms.sentences import Sentence, say

CHALLENGE_DAYS, VOTING_DAYS, APPEAL_DAYS, RULES_DAYS = 7, 14, 7, 7
"""The least that residents have to challenge a result, to vote, to appeal, and to read the rules before ideas open."""
CHOICES, NOTICE_MONTHS = 3, 3
"""The fewest choices that a ballot lets voters make, and the least notice of a change that a fund gives."""


@dataclass(frozen=True, slots=True)
class Announced:
    """The rules of a round that is to be published, and what they are held against.

    Attributes:
        rules: as they would be frozen; days are text written YYYY-MM-DD.
        published: the day on which they would be published.
        constitution: of the fund whose money it is, or None where the rules name no fund.
    """

    rules: Mapping[str, Any]
    published: date
    constitution: Constitution | None = None

    def day(self, field: str) -> date | None:
        """Give a day that the rules set, or None where they set none."""
        told = self.rules.get(field)
        return date.fromisoformat(told) if isinstance(told, str) else told

    def number(self, field: str) -> int:
        """Give a whole number that the rules set, 0 where they set none."""
        return int(self.rules.get(field) or 0)


@dataclass(frozen=True, slots=True)
class KeptFloor:
    """A floor that every place keeps.

    Attributes:
        id: its name, by which alone it can be switched off.
        of: what is held to it: the rules of a round, or the constitution of a fund.
        words: what it asks for, and why.
        keeps: whether rules, or a constitution, keep it.
    """

    id: str
    of: Literal["round", "fund"]
    words: Sentence
    keeps: Callable[[Any], bool]


def broken(what: Announced | Constitution) -> tuple[KeptFloor, ...]:
    """Give the floors that the rules of a round, or a constitution, are below; none where all are kept."""
    of = "round" if isinstance(what, Announced) else "fund"
    return tuple(floor for floor in FLOORS.values() if floor.of == of and not floor.keeps(what))


def require_kept(what: Announced | Constitution, subject: str, *, switched_off: Collection[str]) -> None:
    """Let rules or a constitution through that keep every floor, but for those that were switched off in public.

    Args:
        what: the rules or the constitution.
        subject: what to call them in a refusal.
        switched_off: names of the floors that are switched off here.

    Raises:
        FloorNotKept: naming every floor that is not kept.
    """
    below = [floor for floor in broken(what) if floor.id not in switched_off]
    if below:
        faults = (Fault("{floor}: {words}", {"floor": floor.id, "words": floor.words}) for floor in below)
        raise FloorNotKept(*faults, subject=subject)


def _challenged(one: Announced) -> bool:
    return one.number("challenge_days") >= CHALLENGE_DAYS


def _long_enough(one: Announced) -> bool:
    opens, closes = one.day("opens"), one.day("closes")
    return opens is not None and closes is not None and (closes - opens).days + 1 >= VOTING_DAYS


def _appealed(one: Announced) -> bool:
    return one.number("appeal_days") >= APPEAL_DAYS


def _announced(one: Announced) -> bool:
    begins = one.day("ideas_from")
    return begins is not None and begins >= one.published + timedelta(days=RULES_DAYS)


def _several(one: Announced) -> bool:
    """Say whether voters may choose several; where nothing limits them, they may choose as many as there are."""
    if one.rules.get("ballot") == "choose-1":
        return False
    most = one.rules.get("most")
    return most is None or int(most) >= CHOICES


def _said_who(one: Announced) -> bool:
    return bool(str(one.rules.get("who") or "").strip())


def _groups_kept(one: Announced) -> bool:
    """Say whether the rule that counts holds each floor of the constitution, as a sum out of the round's budget."""
    if one.constitution is None or not one.constitution.equity_floors:
        return True
    told = one.rules.get("budget_pence")
    spec = one.rules.get("spec") or {}
    floors = {(group.kind, group.name): sum_ for group, sum_ in read_sums(str(spec.get("floors", "")))}
    if told is None:
        return False
    return all(
        floors.get((floor.kind, floor.name), Fraction(0)) >= floor.share * Fraction(told, 100)
        for floor in one.constitution.equity_floors
    )


def _protects(one: Constitution) -> bool:
    return bool(one.protected)


def _warns(one: Constitution) -> bool:
    return one.notice_months >= NOTICE_MONTHS


_LIST = (
    KeptFloor(
        "challenge_window",
        "round",
        say("a result may be challenged for {days} days or more before it stands", days=CHALLENGE_DAYS),
        _challenged,
    ),
    KeptFloor("voting_window", "round", say("voting is open for {days} days or more", days=VOTING_DAYS), _long_enough),
    KeptFloor(
        "appeal_window",
        "round",
        say("whoever put a proposal forward has {days} days or more to appeal against a review", days=APPEAL_DAYS),
        _appealed,
    ),
    KeptFloor(
        "notice_of_rules",
        "round",
        say("the rules stand published for {days} days or more before ideas may come in", days=RULES_DAYS),
        _announced,
    ),
    KeptFloor(
        "several_choices",
        "round",
        say("voters may choose {choices} projects or more, so that no one list decides", choices=CHOICES),
        _several,
    ),
    KeptFloor("who_may_vote", "round", say("the rules say in words who may vote"), _said_who),
    KeptFloor(
        "equity_floors",
        "round",
        say("the rule that counts holds every floor of a group that the fund's constitution sets"),
        _groups_kept,
    ),
    KeptFloor(
        "protected_stream",
        "fund",
        say("in every period some money is protected: it is not put to the vote"),
        _protects,
    ),
    KeptFloor(
        "notice_of_change",
        "fund",
        say("whoever depends on the fund is told {months} months or more before a change", months=NOTICE_MONTHS),
        _warns,
    ),
)
FLOORS: Mapping[str, KeptFloor] = MappingProxyType({floor.id: floor for floor in _LIST})
"""Every floor, by its name."""
