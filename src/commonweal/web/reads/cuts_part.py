"""Whether what is handed over, or a fund, replaces public money: the cuts log as the profile published it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from commonweal.evidence.cuts import VERDICTS, MoneyStanding, ServiceMoney
from commonweal.evidence.cuts_log import AS_DECIDED
from commonweal.formats.profile_cuts import read_money, read_standing
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown
from commonweal.web.reads.profiled import Profiled, newest, opens
from commonweal.web.reads.shown import Aside, Cell, Column, Row, Said, Section, Table, plain

_NO_LOG = say(
    "Nobody has published a log of what was cut here, so that it cannot be said whether anything is replaced."
)
_SEE = say("See each cut and each sum of new money, with who decided it and where that stands")


def replaced(services: Collection[str] | None = None) -> Section:
    """Show spending before and after, service by service, with the verdict on each.

    Args:
        services: ids of the services to show, such as those that a plan hands over; None for all that the log names
            and all that may be handed over.
    """
    found = newest()
    told = found.told.get("cuts") if found else None
    heading = say("Does it replace public money?")
    if found is None or told is None:
        return Section("replaced", heading, said=(_NO_LOG,))
    shown = [one for one in read_money(told) if services is None or one.service in services]
    silent = [one.name for one in shown if one.now.verdict == "nothing new" and not one.ahead]
    told_of = [one for one in shown if one.name not in silent]
    said: list[Said] = [_whole(told)] if services is None else []
    if silent:
        said.append(say("The log names no cut and no new money for: {services}.", services=", ".join(silent)))
    said.append(AS_DECIDED)
    return Section(
        "replaced",
        heading,
        said=tuple(said),
        asides=_asides(told_of),
        tables=(_table(told_of),) if told_of else (),
        folded=(_each(found, {one.service for one in told_of}),) if told_of else (),
    )


def lead(services: Collection[str]) -> Sentence | None:
    """Say of services that are handed over which of them replace public money; None where none is known to."""
    found = newest()
    told = found.told.get("cuts") if found else None
    names = [
        one.name
        for one in (read_money(told) if told else ())
        if one.service in services and one.now.verdict == "replaces public money"
    ]
    return say("This replaces public money: {services}.", services=", ".join(names)) if names else None


def _whole(told: Mapping[str, Any]) -> Sentence:
    whole = read_standing(told["whole"])
    if not whole.cut and not whole.new:
        return plain(told["sentence"])
    return whole.sentence()


def _asides(shown: Sequence[ServiceMoney]) -> tuple[Aside, ...]:
    harm = tuple(one.sentence() for one in shown if one.now.verdict == "replaces public money")
    return (Aside(say("This replaces public money"), harm, tone="refused"),) if harm else ()


def _table(shown: Sequence[ServiceMoney]) -> Table:
    columns = (
        Column(say("Service")),
        Column(say("Spent a year before"), "number"),
        Column(say("Cut a year"), "number"),
        Column(say("New a year"), "number"),
        Column(say("Spent a year now"), "number"),
        Column(say("What that means"), "why"),
    )
    rows: list[Row] = []
    for one in shown:
        rows.append(_row(one.name, one.now, one.service))
        rows.extend(
            _row(say("{service} in {neighbourhood}", service=one.name, neighbourhood=name), here)
            for name, here in one.local
        )
        if one.ahead:
            rows.append(_row(say("{service}, from {day}", service=one.name, day=one.ahead.day), one.ahead))
    return Table(say("Public money before and now, and new money"), columns, tuple(rows))


def _row(name: Said, one: MoneyStanding, service: str = "") -> Row:
    sums = {"before": one.before, "cut": one.cut, "new": one.new, "after": one.after}
    cells = (Cell(_money(sum_), opens("cuts", f"{which}:{service}") if service else "") for which, sum_ in sums.items())
    return Row((Cell(name), *cells, Cell(VERDICTS[one.verdict])))


def _each(found: Profiled, services: Collection[str]) -> Table:
    told, names = found.told["cuts"], {one["id"]: one["name"] for one in found.told["cuts"]["services"]}
    columns = (
        Column(say("From")),
        Column(say("Service")),
        Column(say("Where")),
        Column(say("Pounds a year"), "number"),
        Column(say("Who decided or gives it")),
        Column(say("Where that stands"), "why"),
    )
    both = [(one, say("{sum} less", sum=_amount(one)), one["decided_by"]) for one in told["cuts"]]
    both += [(one, say("{sum} more", sum=_amount(one)), one["giver"]) for one in told["new_money"]]
    rows = tuple(
        Row(
            (
                Cell(say("{day}", day=date.fromisoformat(one["starts"]))),
                Cell(names.get(one["service"], one["service"])),
                Cell(one["neighbourhood"] or say("the whole place")),
                Cell(sum_),
                Cell(who),
                Cell(one["source"]),
            )
        )
        for one, sum_, who in sorted(both, key=lambda each: str(each[0]["starts"]))
        if one["service"] in services
    )
    return Table(_SEE, columns, rows)


def _amount(one: Mapping[str, Any]) -> Amount:
    return Amount(Fraction(one["pounds_a_year"]))


def _money(sum_: Pence | Unknown) -> Sentence:
    return say("not written down") if isinstance(sum_, Unknown) else say("{sum}", sum=Amount.of_pence(sum_))
