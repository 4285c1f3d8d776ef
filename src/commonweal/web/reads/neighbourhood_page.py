"""Neighbourhoods: one page for each, with its need and gaps, what is near, what is planned, and who to talk to."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from commonweal.charts.picture import Picture
from commonweal.evidence.near import REGISTER
from commonweal.evidence.shares import FEWEST
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown
from commonweal.web.reads import stored
from commonweal.web.reads.gaps_part import crossed_table, drawn, rounded, share_of
from commonweal.web.reads.needs_page import NEEDS, proof
from commonweal.web.reads.planned_here import planned_here
from commonweal.web.reads.profiled import AREAS, AreaRow, Profiled, amount, newest, opens, slugs
from commonweal.web.reads.shown import (
    Aside,
    Cell,
    Column,
    Figure,
    Link,
    Next,
    Page,
    Row,
    Said,
    Section,
    Table,
    plain,
)
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.way import NO_DAY, council, decider, objection

LIST = Link(say("Neighbourhoods"), "/neighbourhoods/")
WORDS = frozenset(
    {
        "access",
        "area",
        "board",
        "checkpoint",
        "entry",
        "fingerprint",
        "gap",
        "hand-over",
        "need",
        "neighbourhood",
        "proposal",
        "record",
        "round",
        "service",
    }
)
_AREAS_FILE = f"/bundle/profile/{AREAS}"


def listed() -> Page | None:
    """Show every neighbourhood, in the order of their names; None where no profile was published."""
    found = newest()
    if found is None:
        return None
    board = name_of(stored.place() or {}, "board")
    return Page(
        here="needs",
        trail=(NEEDS,),
        title=say("Neighbourhoods"),
        lead=say(
            "{place} has {n} neighbourhoods. Each has a page of its own: what its people need, what is near them, and "
            "who to talk to.",
            place=str(found.told["place"]),
            n=len(slugs(found)),
        ),
        sections=(table_of_all(found),),
        next=_next(board),
        proof=proof(found),
        words=WORDS,
    )


def one(slug: str) -> Page | None:
    """Show one neighbourhood, or None where there is none at that address."""
    found = newest()
    name = next((name for name, its in slugs(found).items() if its == slug), None) if found else None
    if found is None or name is None:
        return None
    place = stored.place() or {}
    here = [area for area in found.small_areas() if area.neighbourhood == name]
    return Page(
        here="needs",
        trail=(NEEDS, LIST),
        title=name,
        lead=_lead(found, here),
        answer=_answer(found, name),
        figures=_figures(here),
        sections=(
            *_needs(found, name, slug),
            *_near(found, name, place),
            planned_here(name, place),
            _talk(found, name, place),
            Section("areas", say("Its areas"), tables=(_areas(found, name),)),
        ),
        next=_next(name_of(place, "board")),
        proof=proof(found),
        words=WORDS,
    )


def table_of_all(found: Profiled) -> Section:
    """List every neighbourhood with who lives there, each leading to its page."""
    links = slugs(found)
    rows = tuple(
        Row(
            (
                Cell(name, href=f"/neighbourhoods/{links[name]}/"),
                Cell(say("{n}", n=_people(here)), unit=say("people")),
                Cell(say("{n}", n=len(here)), unit=say("areas")),
                Cell(say("{n}", n=_worst(here)), unit=say("in the most deprived tenth")),
            )
        )
        for name in sorted(links)
        for here in (_of(found, name),)
    )
    columns = (
        Column(say("Neighbourhood")),
        Column(say("People"), "number"),
        Column(say("Areas"), "number"),
        Column(say("Areas in the most deprived tenth of the country"), "number"),
    )
    said = say("They stand in the order of their names.")
    table = Table(say("Each neighbourhood, with a page of its own"), columns, rows)
    return Section("neighbourhoods", say("Each neighbourhood"), said=(said,), tables=(table,))


def _of(found: Profiled, name: str) -> list[AreaRow]:
    return [area for area in found.small_areas() if area.neighbourhood == name]


def _people(here: Sequence[AreaRow]) -> int:
    return sum(area.population for area in here)


def _worst(here: Sequence[AreaRow]) -> int:
    return sum(area.deprivation_decile == 1 for area in here)


def _next(board: str) -> Next:
    return Next(
        say("Proposals that would close a gap here can stand in the next round."),
        NO_DAY,
        decider(board),
        say("Is a need missing or wrong here? {how}", how=objection(board)),
    )


def _lead(found: Profiled, here: Sequence[AreaRow]) -> Sentence:
    return say(
        "{people} people live here, in {areas} of the {all} areas of {place}.",
        people=_people(here),
        areas=len(here),
        all=found.told["figures"]["areas"]["value"],
        place=str(found.told["place"]),
    )


def _answer(found: Profiled, name: str) -> Said:
    """Say which service most people here go without, as far as numbers that may be shown tell."""
    known = [
        (local["gap"]["value"], service["name"], local["gap"])
        for service, local in _local(found, name)
        if local["gap"]["value"]
    ]
    if not known:
        return ""
    most, service, gap = max(known, key=lambda one: (one[0], one[1]))
    del most
    return say("What is missing for most people is {service}: for {people}.", service=service, people=amount(gap))


def _figures(here: Sequence[AreaRow]) -> tuple[Figure, ...]:
    return (
        Figure(say("{n}", n=_people(here)), say("people live here"), _AREAS_FILE),
        Figure(
            say("{n}", n=_worst(here)),
            say("of {areas} areas are in the most deprived tenth of the country", areas=len(here)),
            _AREAS_FILE,
        ),
    )


def _local(found: Profiled, name: str) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    return [(one, local) for one in found.services for local in one["neighbourhoods"] if local["name"] == name]


def _needs(found: Profiled, name: str, slug: str) -> tuple[Section, ...]:
    told = _local(found, name)
    if not told:
        return ()
    shares = [(plain(one["name"]), local) for one, local in told if not isinstance(share_of(found, local), Unknown)]
    pictures: tuple[Picture, ...] = ()
    if len(shares) > 1:
        title = say("{place}: the share of people in need who go without", place=name)
        pictures = (drawn(found, f"in-{slug}", title, say("Service"), shares),)
    rows = tuple(
        Row(
            (
                Cell(one["name"], href=f"/needs/{quote(one['id'])}/"),
                Cell(amount(local["need"]), href=opens(one["id"], "need"), unit=say("need it")),
                Cell(amount(local["gap"]), href=opens(one["id"], "gap"), unit=say("lack it")),
            )
        )
        for one, local in told
    )
    columns = (
        Column(say("Service")),
        Column(say("People who need it"), "number"),
        Column(say("People who lack it"), "number"),
    )
    said = [
        rounded(found),
        say("A share is drawn only where at least {n} people are in need.", n=FEWEST),
    ]
    kept = [one["name"] for one in found.services if one["sensitive"]]
    asides = (_kept_safe(kept),) if kept else ()
    table = Table(say("Each service: who needs it here, and who goes without"), columns, rows)
    heading = say("What people here need")
    groups = [(one["name"], one["id"], group) for one, local in told for group in local.get("groups", ())]
    folded = (crossed_table(say("Service"), groups),) if groups else ()
    return (
        Section("needs", heading, said=tuple(said), asides=asides, pictures=pictures, tables=(table,), folded=folded),
    )


def _kept_safe(names: Sequence[str]) -> Aside:
    why = say(
        "{services}: what is known is told of the whole place, never of a part of it, to protect the people who use "
        "it.",
        services=", ".join(names),
    )
    links = (Link(say("All services of the place"), "/needs/#services"),)
    return Aside(say("Not told here"), (why,), links)


def _near(found: Profiled, name: str, place: Mapping[str, Any]) -> tuple[Section, ...]:
    told = [one for one in found.told.get("near", ()) if one["neighbourhood"] == name]
    if not told:
        return ()
    services = {one["id"]: one["name"] for one in found.services}
    rows = tuple(
        Row(
            (
                Cell(say("Libraries on the register"), href="/needs/#libraries")
                if one["service"] == REGISTER
                else Cell(services.get(one["service"], one["service"]), href=f"/needs/{quote(one['service'])}/"),
                Cell(one["site"] or say("none: {reason}", reason=str(one["unknown_because"]))),
                Cell(_far(one)),
                Cell(_within(one), unit=say("within reach")),
                Cell(say("see the register") if one["service"] == REGISTER else _body(place, one["organisation"])),
            )
        )
        for one in told
    )
    columns = (
        Column(say("Service")),
        Column(say("The nearest")),
        Column(say("About how far"), "number"),
        Column(say("Sites within reach"), "number"),
        Column(say("Run by")),
    )
    said = say(
        "How far is measured as the crow flies, from the middle of where people here live, to the nearest 100 metres."
    )
    table = Table(say("The nearest site of each service"), columns, rows)
    return (Section("near", say("What is near"), said=(said,), tables=(table,)),)


def _far(one: Mapping[str, Any]) -> Said:
    metres = one["distance_m"]
    if metres is None:
        return say("not known") if one["sites_unplaced"] else say("nowhere")
    if metres < 1000:
        return say("{m} metres", m=max(metres, 100))
    return say("{km:decimal1} km", km=metres / 1000)


def _within(one: Mapping[str, Any]) -> Said:
    if one["sites_unplaced"]:
        return say("at least {n}", n=one["sites_within_reach"])
    return say("{n}", n=one["sites_within_reach"])


def _body(place: Mapping[str, Any], body: str | None) -> Said:
    if not body:
        return say("not known")
    called = {one["id"]: one["name"] for one in place.get("organisations", ())}
    return str(called.get(body, body))


def _talk(found: Profiled, name: str, place: Mapping[str, Any]) -> Section:
    services = {one["id"]: str(one["name"]) for one in found.services}
    running: dict[str, list[str]] = {}
    for one in found.told.get("near", ()):
        if one["neighbourhood"] == name and one["organisation"]:
            running.setdefault(one["organisation"], []).append(services.get(one["service"], one["service"]))
    rows = [
        Row((Cell(decider(name_of(place, "board"))), Cell(say("what is decided here, and anything that is wrong")))),
        Row((Cell(council(place)), Cell(say("public services, and the money that the board answers for")))),
    ]
    # A body is named for what it runs in the open alone: one that is based here may run a service that is kept safe.
    for body, near in running.items():
        rows.append(Row((Cell(_body(place, body)), Cell(say("{services}", services=", ".join(near))))))
    columns = (Column(say("Who")), Column(say("About"), "why"))
    return Section("talk", say("Who to talk to"), tables=(Table(say("Bodies that work here"), columns, tuple(rows)),))


def _areas(found: Profiled, name: str) -> Table:
    rows = tuple(
        Row(
            (
                Cell(area.name),
                Cell(say("{n}", n=area.population), href=_AREAS_FILE, unit=say("people")),
                Cell(say("{n}", n=area.deprivation_decile), href=_AREAS_FILE),
            )
        )
        for area in _of(found, name)
    )
    columns = (
        Column(say("Area")),
        Column(say("People"), "number"),
        Column(say("Tenth of the country, 1 the most deprived"), "number"),
    )
    return Table(say("Each area, with its residents and its tenth of deprivation"), columns, rows)
