"""Blind spots, named groups and the sector map, as the profile published them; each only where it has something."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.profiled import Profiled, amount, opens
from commonweal.web.reads.shown import Aside, Cell, Column, Row, Said, Section, Table, plain


def sector_parts(found: Profiled) -> tuple[Section, ...]:
    """Show what a place's profile tells of blind spots, named groups and its own groups."""
    told = found.told
    return (
        *((_blind(told["blind_spots"]),) if "blind_spots" in told else ()),
        *((_groups(told["named_groups"]),) if "named_groups" in told else ()),
        *((_sector(told["sector"]),) if "sector" in told else ()),
    )


def _blind(spots: list[Mapping[str, Any]]) -> Section:
    said = tuple(plain(one["sentence"]) for one in spots)
    return Section(
        "blind-spots", say("Needs that nobody meets"), asides=(Aside(say("Nobody offers it"), said, (), "warn"),)
    )


def _groups(told: Mapping[str, Any]) -> Section:
    columns = (
        Column(say("Group")),
        Column(say("Bodies that work with them, about"), "number"),
        Column(say("Services that say they are for them")),
        Column(say("In a sentence"), "why"),
    )
    rows = tuple(
        Row(
            (
                Cell(one["name"]),
                Cell(amount(one["bodies"]), opens("groups", one["code"])),
                Cell(", ".join(one["services"]) or say("none")),
                Cell(plain(one["sentence"])),
            )
        )
        for one in told["groups"]
    )
    silent = tuple(plain(one["sentence"]) for one in told["groups"] if one["silent"])
    return Section(
        "named-groups",
        say("Who speaks of whom"),
        said=(plain(told["caveat"]),),
        asides=(Aside(say("Met with silence"), silent, (), "warn"),) if silent else (),
        tables=(Table(say("How many bodies work with each group"), columns, rows),),
    )


def _sector(told: Mapping[str, Any]) -> Section:
    closing = tuple(plain(one["sentence"]) for one in told["if_closed"])
    warnings = tuple(plain(one) for one in told["warnings"])
    asides = (
        *((Aside(say("What rests on one body, or on nobody"), warnings, (), "warn"),) if warnings else ()),
        *((Aside(say("What if one of them closed"), closing),) if closing else ()),
    )
    return Section(
        "sector",
        say("Groups, and what supports them"),
        said=(plain(told["sentence"]),),
        asides=asides,
        tables=(_functions(told),) if told["functions"] else (),
        folded=(_local(told), *_reliance(told)),
    )


def _functions(told: Mapping[str, Any]) -> Table:
    rows = tuple(
        Row(
            (
                Cell(one["function"]),
                Cell(", ".join(told["names"][body] for body in one["bodies"]) or say("nobody")),
                Cell(say("{n}", n=len(one["bodies"]))),
            )
        )
        for one in told["functions"]
    )
    columns = (
        Column(say("What is done for other groups")),
        Column(say("Who does it")),
        Column(say("Bodies"), "number"),
    )
    return Table(say("Who supports other groups"), columns, rows)


def _local(told: Mapping[str, Any]) -> Table:
    columns = (
        Column(say("Neighbourhood")),
        Column(say("Groups based there"), "number"),
        Column(say("Community groups among them"), "number"),
        Column(say("Groups that deliver there"), "number"),
        Column(say("Based there for 1,000 residents"), "number"),
    )
    rows = tuple(
        Row(
            (
                Cell(one["name"]),
                Cell(say("{n}", n=one["based"])),
                Cell(say("{n}", n=one["community_groups_based"])),
                Cell(say("{n}", n=one["delivering"])),
                Cell(_rate(one["based"], one["people"])),
            )
        )
        for one in told["neighbourhoods"]
    )
    return Table(say("See the groups of each neighbourhood"), columns, rows)


def _reliance(told: Mapping[str, Any]) -> tuple[Table, ...]:
    if not told["reliance"]:
        return ()
    rows = tuple(
        Row(
            (
                Cell(told["names"].get(one["organisation"], one["organisation"])),
                Cell(one["largest_funder"] or say("not known")),
                Cell(_share(one["share"])),
            )
        )
        for one in told["reliance"]
    )
    columns = (Column(say("Body")), Column(say("Largest funder")), Column(say("What it gives of the income"), "number"))
    return (Table(say("See what those who support others live on"), columns, rows),)


def _share(share: str | None) -> Said:
    return say("not known") if share is None else say("{share:percent}", share=Fraction(share))


def _rate(count: int, people: int) -> Sentence:
    return say("{rate:decimal2}", rate=count * 1000 / people) if people else say("not known")
