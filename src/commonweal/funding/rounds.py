"""The rules of a round: what is frozen and published before anybody puts an idea forward or votes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from commonweal.errors import Fault, RoundFaults
from commonweal.funding.box.choices import BallotKind, counted_as
from commonweal.funding.electorate import UTILITIES
from commonweal.funding.fund.constitution import Money
from commonweal.funding.options import written
from commonweal.funding.spec import RuleSpec
from commonweal.terms.money import Pence
from commonweal.terms.sentences import key

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


@dataclass(frozen=True, slots=True)
class Timetable:
    """The days of a round, each inclusive.

    Attributes:
        ideas_from: the first day on which ideas are taken.
        ideas_until: the last.
        opens: the first day of voting.
        closes: the last.
        due: the day by which funded work is to be done.
        appeal_days: how long a review may be appealed against.
        challenge_days: how long a result may be challenged.
    """

    ideas_from: date
    ideas_until: date
    opens: date
    closes: date
    due: date
    appeal_days: int
    challenge_days: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question that proposers answer: its identifier, what it asks, and the risk that it is asked for."""

    id: str
    asks: str
    risk: str


@dataclass(frozen=True, slots=True)
class Held:
    """What the rules of a round say besides, where its ideas and votes come in here.

    Attributes:
        budget: what may be spent.
        days: its timetable.
        ballot: how voters may choose.
        fewest: fewest projects that a ballot may name.
        most: most projects that a ballot may name, or None.
        points: points that each voter gives out, where the ballot is cumulative, else None.
        who: who may vote, in words.
        lot: how the lot that breaks ties is drawn in public after voting closed, in words.
        binding: whether the board must follow the result.
        fund: the fund whose money it is, or "".
        period: the period of the fund, or "".
        money: whether it is capital or revenue.
        questions: what proposers are asked.
        currency: ISO 4217 code.
    """

    budget: Pence
    days: Timetable
    ballot: BallotKind
    fewest: int
    most: int | None
    points: int | None
    who: str
    lot: str
    binding: bool
    fund: str = ""
    period: str = ""
    money: Money = "revenue"
    questions: tuple[Question, ...] = ()
    currency: str = "GBP"


@dataclass(frozen=True, slots=True)
class RoundRules:
    """The rules of a round.

    Attributes:
        id: the round's identifier.
        title: as residents know it.
        spec: the rule that counts, with every option.
        closes: the last day of voting.
        held: all the rest, or None where votes come from elsewhere and are counted from a file.
    """

    id: str
    title: str
    spec: RuleSpec
    closes: date
    held: Held | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the rules as they are published: whole pence, days as text."""
        rule = {"rule": self.spec.name, "version": self.spec.version, "spec": dict(self.spec.options)}
        value = {"round": self.id, "title": self.title, "closes": self.closes.isoformat(), **rule}
        return value | (_held(self.held) if self.held else {})


def check_rules(rules: RoundRules) -> None:
    """Refuse rules that contradict themselves.

    Raises:
        RoundFaults: with every fault.
    """
    found = round_faults(rules)
    if found:
        raise RoundFaults(*found, round=rules.id)


def round_faults(rules: RoundRules) -> list[Fault]:
    """Find everything by which rules contradict themselves."""
    return list(_of_held(rules, rules.held)) if rules.held else []


def read_rules(value: Mapping[str, Any]) -> RoundRules:
    """Read rules as they were published."""
    spec = RuleSpec(value["rule"], value["version"], MappingProxyType(dict(value["spec"])))
    held = _read_held(value) if "opens" in value else None
    title = value.get("title", value["round"])
    return RoundRules(value["round"], title, spec, date.fromisoformat(value["closes"]), held)


def _held(held: Held) -> dict[str, Any]:
    days = held.days
    told: dict[str, Any] = {
        "fund": held.fund,
        "period": held.period,
        "money": held.money,
        "budget_pence": held.budget,
        "currency": held.currency,
        "ballot": held.ballot,
        "fewest": held.fewest,
        "most": held.most,
        "points": held.points,
        "ideas_from": days.ideas_from.isoformat(),
        "ideas_until": days.ideas_until.isoformat(),
        "opens": days.opens.isoformat(),
        "due": days.due.isoformat(),
        "appeal_days": days.appeal_days,
        "challenge_days": days.challenge_days,
        "who": held.who,
        "lot": held.lot,
        "binding": "binding" if held.binding else "advisory",
        "questions": [{"question": one.id, "asks": one.asks, "risk": one.risk} for one in held.questions],
    }
    return {name: said for name, said in told.items() if said not in (None, "", [])}


def _read_held(value: Mapping[str, Any]) -> Held:
    begins, ends, opens, closes, due = (
        date.fromisoformat(value[name]) for name in ("ideas_from", "ideas_until", "opens", "closes", "due")
    )
    days = Timetable(begins, ends, opens, closes, due, value["appeal_days"], value["challenge_days"])
    return Held(
        budget=Pence(value["budget_pence"]),
        days=days,
        ballot=value["ballot"],
        fewest=value["fewest"],
        most=value.get("most"),
        points=value.get("points"),
        who=value["who"],
        lot=value["lot"],
        binding=value["binding"] == "binding",
        fund=value.get("fund", ""),
        period=value.get("period", ""),
        money=value["money"],
        questions=tuple(Question(one["question"], one["asks"], one["risk"]) for one in value.get("questions", ())),
        currency=value["currency"],
    )


def _of_held(rules: RoundRules, held: Held) -> Iterator[Fault]:
    if not _ID.fullmatch(rules.id):
        yield Fault("a round is named by small letters, digits and hyphens", field="round")
    if not rules.title.strip():
        yield Fault("it has no title", field="title")
    yield from _of_days(held.days)
    yield from _of_ballot(held)
    if held.budget <= 0:
        yield Fault("there must be something to spend", field="budget")
    yield from _of_rule(rules.spec, held)


def _of_rule(spec: RuleSpec, held: Held) -> Iterator[Fault]:
    """Find what would leave the ballots of a round uncounted, once they are cast and the sealed ones destroyed."""
    options, kind = spec.options, counted_as(held.ballot)
    if options["seed"]:
        yield Fault("the seed of the lot is drawn after voting closed, so that nobody knows it before", field="seed")
    if "utility" in options and options["utility"] not in UTILITIES[kind]:
        figures = {"utility": options["utility"], "type": held.ballot, "allowed": ", ".join(UTILITIES[kind])}
        yield Fault(
            "the utility {utility} does not fit {type} ballots, which allow {allowed}", figures, field="utility"
        )
    if options["ties"].split(",")[-1] != "lot":
        yield Fault("the order of ties must end in the lot: otherwise a tie could stay open for ever", field="ties")
    for field in ("exclusive", "packages"):
        if options[field]:
            yield Fault("no proposal is put forward before the rules are frozen, so none can be named", field=field)
    yield from _of_groups(spec, held)


def _of_groups(spec: RuleSpec, held: Held) -> Iterator[Fault]:
    for field, sums in (("caps", spec.caps), ("floors", spec.floors)):
        for group, _ in sums:
            if "=" in group.name:
                what = key("{group} holds an equals sign: write each option on a line of its own")
                yield Fault(what, {"group": str(group)}, field=field)
    if spec.floors and spec.minimum_support:
        what = key(
            "a floor and a least support cannot stand together: where too few people support the projects of a group, "
            "nothing could be counted"
        )
        yield Fault(what, field="minimum_support")
    areas = sum((least for group, least in spec.floors if group.kind == "area"), Fraction(0))
    over = [least for group, least in spec.floors if group.kind != "area" and 100 * least > held.budget]
    for least in [areas, *over] if 100 * areas > held.budget else over:
        figures = {"floors": written(least), "budget": written(Fraction(held.budget, 100))}
        yield Fault("the floors come to {floors}, and there is {budget} to spend", figures, field="floors")


def _of_days(days: Timetable) -> Iterator[Fault]:
    if days.ideas_until < days.ideas_from:
        yield Fault("ideas would close before they open", field="ideas_until")
    if days.opens <= _after(days.ideas_until, days.appeal_days):
        figures = {"days": days.appeal_days}
        what = key("voting opens before a review on the last day of ideas could be appealed against for {days} days")
        yield Fault(what, figures, field="opens")
    if days.closes < days.opens:
        yield Fault("voting would close before it opens", field="closes")
    if days.due <= _after(days.closes, days.challenge_days):
        yield Fault("work would be due before the result can be confirmed", field="due")
    for name in ("appeal_days", "challenge_days"):
        if getattr(days, name) < 1:
            yield Fault("people need at least one day", field=name)


def _after(day: date, days: int) -> date:
    """Give the day so many days later, and the last there is where none is so late."""
    return day + timedelta(days=days) if days <= (date.max - day).days else date.max


def _of_ballot(held: Held) -> Iterator[Fault]:
    if held.fewest < 1:
        yield Fault("a ballot names at least one project", field="fewest")
    if held.most is not None and held.most < held.fewest:
        yield Fault("the most is less than the fewest", field="most")
    if held.ballot == "choose-1" and (held.fewest, held.most) != (1, 1):
        yield Fault("a ballot that chooses one names one project, no more and no fewer", field="most")
    if (held.ballot == "cumulative") != (held.points is not None):
        yield Fault("points belong to a ballot that gives points, and to no other", field="points")
    if held.points is not None and held.points < held.fewest:
        yield Fault("there are fewer points than projects to give them to", field="points")
