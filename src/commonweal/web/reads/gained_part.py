"""Who gained and who lost: by tenth of deprivation and by community group, on the page of a result and of a plan."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from commonweal.cycle.residents import Residents, residents
from commonweal.cycle.turnout import UNNAMED
from commonweal.cycle.who_gets_what import (
    NO_BALLOTS,
    ballot_parts,
    by_tenth,
    group_parts,
    money_parts,
    plan_parts,
)
from commonweal.evidence.publishing import TOO_FEW, shown
from commonweal.evidence.who_gets_what import Part, met_sentences, money_sentences
from commonweal.formats.measures import read_who
from commonweal.formats.pabulib import targets
from commonweal.funding.who import WhoGets
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown
from commonweal.web.reads import proposed, stored
from commonweal.web.reads.counted import Counted, counted
from commonweal.web.reads.planned import Planned
from commonweal.web.reads.profiled import AREAS, Profiled
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table
from commonweal.web.reads.stored import StoredRound
from commonweal.web.store import balloting

_AREAS = f"/bundle/profile/{AREAS}"
_NOT_MEASURED = say("What earlier rounds gave to whom is not known: not all of their counts were measured.")
_BESIDE = Unknown("another figure could be worked out from it")
_NO_FIRST = Unknown("there was no round before")


def gained_by_round(one: StoredRound, count: Counted, profile: Profiled | None) -> tuple[Section, ...]:
    """Show who gained and who lost by a round; nothing where its projects name no area or no profile was published.

    Args:
        one: the round.
        count: its count.
        profile: the profile of the place, from which residents and tenths are.
    """
    if profile is None or count.measures is None or not any(row["area"] for row in count.measures["who"]):
        return ()
    known = _known(profile, [row["area"] for row in count.measures["who"]])
    before = [(each, counted(each.count)) for each in _earlier(one) if each.count is not None]
    past = [_who(told) for _, told in before if told.measures is not None]
    parts = money_parts(past, _who(count), known.tenths, known.people)
    ballots = _ballots(one, before, by_tenth(known.people, known.tenths))
    money = _groups(one, count)
    groups = group_parts([_groups(*each) for each in before], money, _sizes(profile))
    said = money_sentences(parts, str(count.result["currency"]))
    if len(past) < len(before):
        said = (*said, _NOT_MEASURED)
    return (
        Section(
            "gained",
            say("Who gained, and who lost"),
            said=(
                *said,
                say("What is for the whole place is for everybody alike, and left out here."),
                say("How support hours were shared out is not known here: no record of them is published by area."),
            ),
            folded=(
                *((_money_table(count, parts, ballots),) if parts else ()),
                *((_group_table(count, groups, money),) if groups else ()),
            ),
        ),
    )


def gained_by_plan(found: Planned, profile: Profiled | None) -> tuple[Section, ...]:
    """Show who gains and who loses by a plan; nothing where no profile was published.

    Args:
        found: the plan.
        profile: the profile of the place, from which residents and tenths are.
    """
    if profile is None:
        return ()
    known = _known(profile, [place.name for place in found.problem.neighbourhoods])
    through, against = plan_parts(found.problem, found.plan, known.tenths, known.people)
    return (
        Section(
            "gained",
            say("Who gains, and who loses"),
            said=met_sentences(through, against),
            folded=(_met_table(through, against),),
        ),
    )


def _known(profile: Profiled, named: Sequence[str]) -> Residents:
    areas = profile.small_areas()
    return residents(areas, {*(area.neighbourhood for area in areas), *named} - {""})


def _earlier(one: StoredRound) -> list[StoredRound]:
    """Give the rounds before one that were counted and not stopped, the first first."""
    found = []
    for each in stored.rounds():
        if each.id == one.id:
            break
        if each.count is not None and not stored.standing(each.id).stopped:
            found.append(each)
    return found


def _who(count: Counted) -> WhoGets:
    return read_who(count.measures["who"])[0] if count.measures else WhoGets((), ())


def _groups(one: StoredRound, count: Counted) -> dict[str, Fraction]:
    """Give the money of each community group that a funded project names; several groups share it in equal parts."""
    named: Mapping[str, tuple[str, ...]] = {
        each.id: (each.group,) for each in proposed.put_forward(one.id) if each.group
    }
    if not named and one.count is not None and "poll.pb" in one.count.files:
        named = targets(one.count.files["poll.pb"])
    money: dict[str, Fraction] = {}
    for told in count.told["projects"]:
        groups = named.get(told["id"], ()) if told["funded"] else ()
        for group in groups:
            money[group] = money.get(group, Fraction(0)) + Fraction(told["cost"]) / len(groups)
    return money


def _sizes(profile: Profiled) -> dict[str, int | Unknown]:
    """Give how many people are in each group, as far as the published profile says."""
    told: Mapping[str, Mapping[str, Any]] = profile.told.get("group_sizes") or {}
    return {
        name: Unknown(one["unknown_because"]) if one["value"] is None else int(one["value"])
        for name, one in told.items()
    }


def _ballots(
    one: StoredRound, before: Sequence[tuple[StoredRound, Counted]], people: Mapping[str, int | Unknown]
) -> tuple[Part, ...]:
    """Give the ballots of each tenth, in the last round before and in this one; nothing where no code named an area."""
    last = _used(before[-1][0]) if before else _NO_FIRST
    found = ballot_parts(last, _used(one), people)
    return found if any(not isinstance(part.after, Unknown) for part in found) else ()


def _used(one: StoredRound) -> Mapping[str, int | Unknown] | Unknown:
    """Give the ballots of each tenth as the record holds them: counts that passed the gate when voting closed."""
    closed = balloting.payload_of(one.id, "round_closed")
    groups = closed.get("by_tenth") if closed else None
    if not isinstance(groups, list | tuple):
        return NO_BALLOTS
    return {
        one["group"]: one["used"] if isinstance(one["used"], int) else TOO_FEW if one["used"] == "too few" else _BESIDE
        for one in groups
        if one["group"] != UNNAMED
    } or NO_BALLOTS


def _money_table(count: Counted, parts: Sequence[Part], ballots: Sequence[Part]) -> Table:
    rates = {part.name: part for part in ballots}
    rows = tuple(
        Row(
            (
                Cell(_name(part)),
                Cell(_people(part.people), href=_AREAS),
                *(Cell(_money(count, value), unit=unit) for value, unit in _ends(part)),
                *((Cell(_rate(rates.get(part.name)), unit=say("ballots for each 100 people")),) if ballots else ()),
            )
        )
        for part in parts
    )
    columns = (
        Column(say("Tenth by deprivation")),
        Column(say("People"), "number"),
        Column(say("For each person, before"), "number"),
        Column(say("With this round"), "number"),
        *((Column(say("Ballots for each 100 people"), "number"),) if ballots else ()),
    )
    return Table(say("See what each tenth of deprivation has, before and after"), columns, rows)


def _group_table(count: Counted, parts: Sequence[Part], now: Mapping[str, Fraction]) -> Table:
    rows = tuple(
        Row(
            (
                Cell(part.name),
                Cell(say("{sum}", sum=count.money(now.get(part.name, Fraction(0))))),
                *(Cell(_known_money(count, value), unit=unit) for value, unit in _ends(part)),
            )
        )
        for part in parts
    )
    columns = (
        Column(say("Group")),
        Column(say("This round"), "number"),
        Column(say("For each person, before"), "number"),
        Column(say("With this round"), "number"),
    )
    return Table(say("See what projects for each community group get"), columns, rows)


def _met_table(through: Sequence[Part], against: Sequence[Part]) -> Table:
    kept = {part.name: part.before for part in against}
    rows = tuple(
        Row(
            (
                Cell(_name(part)),
                Cell(_people(part.people), href=_AREAS),
                *(Cell(_share(value)) for value in (part.before, part.after, kept[part.name])),
            )
        )
        for part in through
    )
    columns = (
        Column(say("Tenth by deprivation")),
        Column(say("People"), "number"),
        Column(say("Need met in the first quarter"), "number"),
        Column(say("Need met in the last"), "number"),
        Column(say("Were everything kept"), "number"),
    )
    return Table(say("See what part of need is met in each tenth of deprivation"), columns, rows)


def _ends(part: Part) -> tuple[tuple[Fraction | Unknown, Sentence], ...]:
    return (part.before, say("for each person, before")), (part.after, say("with this round"))


def _name(part: Part) -> Sentence:
    return say("{n}", n=int(part.name)) if part.name else say("not known")


def _people(count: int | Unknown) -> Sentence:
    told = count if isinstance(count, Unknown) else shown(count)
    return say("not known: {reason}", reason=told.reason) if isinstance(told, Unknown) else say("{n}", n=told)


def _money(count: Counted, value: Fraction | Unknown) -> Sentence:
    return say("not known") if isinstance(value, Unknown) else say("{sum}", sum=count.money(value))


def _share(value: Fraction | Unknown) -> Sentence:
    return say("not known") if isinstance(value, Unknown) else say("{share:percent1}", share=value)


def _rate(part: Part | None) -> Sentence:
    if part is None or isinstance(part.after, Unknown):
        return say("not known")
    if isinstance(part.before, Unknown):
        return say("{n:decimal1}", n=100 * part.after)
    return say("{n:decimal1} (before: {before:decimal1})", n=100 * part.after, before=100 * part.before)


def _known_money(count: Counted, value: Fraction | Unknown) -> Sentence:
    if isinstance(value, Unknown):
        return say("not known: {reason}", reason=value.reason)
    return _money(count, value)
