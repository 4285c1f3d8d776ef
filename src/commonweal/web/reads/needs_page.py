"""Needs: what people need, what they can reach, and where the gap is; and one page for each service."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from commonweal.charts.picture import Picture
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import cuts_part, equality_part, fair_part, gaps_part, group_sizes_part, siting_part, stored
from commonweal.web.reads.libraries_part import libraries, library_figures
from commonweal.web.reads.parts import parts
from commonweal.web.reads.profiled import (
    Profiled,
    amount,
    decile_picture,
    map_picture,
    newest,
    opens,
    shown_figure,
    slugs,
)
from commonweal.web.reads.sector_part import sector_parts
from commonweal.web.reads.shown import (
    Aside,
    Cell,
    Choice,
    Column,
    Figure,
    Link,
    Next,
    Page,
    Proof,
    Row,
    Section,
    Table,
    plain,
)
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.unknown_part import not_known
from commonweal.web.reads.way import NO_DAY, decider, objection

NEEDS = Link(say("Needs"), "/needs/")
_NONE_YET = say("What people need here has not been published yet.")
WORDS = frozenset(
    {
        "access",
        "area",
        "board",
        "checkpoint",
        "concentration-index",
        "entry",
        "fingerprint",
        "fund",
        "gap",
        "hand-over",
        "need",
        "neighbourhood",
        "proposal",
        "record",
        "round",
    }
)
_REASONS = {
    "no provider": say("nobody offers it"),
    "too far": say("it is too far away"),
    "not eligible": say("what is near is not for them"),
    "provider full": say("what is near is shared by too many"),
    "unknown": say("nobody knows"),
}


def needs() -> Page:
    """Show the needs of the place."""
    place, found = stored.place() or {}, newest()
    board = name_of(place, "board")
    if found is None:
        ahead = say("The board publishes what people need, what they can reach, and what is missing.")
        coming = Next(ahead, NO_DAY, decider(board), objection(board))
        return Page("needs", (), say("Needs"), _NONE_YET, next=coming)
    widest = _widest(found)
    return Page(
        here="needs",
        trail=(),
        title=say("Needs: what is missing, and where"),
        lead=answer() or plain(found.told["headlines"][0]),
        answer=_unsaid(found) or "",
        figures=_figures(found),
        sections=(
            *((_seen(found, widest),) if widest else ()),
            *gaps_part.services(found),
            *group_sizes_part.group_sizes(found),
            *gaps_part.groups(found),
            _neighbourhoods(found),
            *libraries(found),
            _deprivation(found),
            *fair_part.how_even(found, widest["id"] if widest else ""),
            *siting_part.siting(found),
            *parts(found),
            *equality_part.assessed(found),
            *sector_parts(found),
            *((cuts_part.replaced(),) if "cuts" in found.told else ()),
            *not_known(found),
        ),
        next=Next(
            say("Proposals that would close a gap can stand in the next round."),
            NO_DAY,
            decider(board),
            say("Is a need missing or wrong here? {how}", how=objection(board)),
        ),
        proof=proof(found),
        words=WORDS,
    )


def service(name: str) -> Page | None:
    """Show the need of one service, or None where there is no such service."""
    found = newest()
    one = found.service(name) if found else None
    if found is None or one is None:
        return None
    figures = one["figures"]
    board = name_of(stored.place() or {}, "board")
    return Page(
        here="needs",
        trail=(NEEDS,),
        title=one["name"],
        lead=plain(one["sentence"]),
        figures=_service_figures(one),
        sections=(
            *((_seen(found, one),) if _has_pictures(found, one) else ()),
            *((_hidden(),) if one["sensitive"] else ()),
            *fair_part.how_even_one(found, name),
            Section("why", say("Why people go without"), tables=(_reasons(name, figures),)),
            *gaps_part.service_groups(found, one),
            *gaps_part.neighbourhoods(found, one),
            *not_known(found, name),
        ),
        next=Next(
            say("Proposals that would close the gap can stand in the next round."),
            NO_DAY,
            decider(board),
            say("Is this wrong? {how}", how=objection(board)),
        ),
        proof=proof(found),
        words=WORDS,
    )


def choice() -> Choice:
    """Say what the needs pages hold, for the page of the place."""
    return Choice(
        NEEDS, answer() or (_NONE_YET if newest() is None else say("What people need, and where it is missing."))
    )


def answer() -> Sentence | None:
    """Give the widest gap in a sentence, or None where nothing was published."""
    found = newest()
    widest = _widest(found) if found else None
    if found is None or (widest is None and len(found.told["headlines"]) < 2):
        return None
    return plain(widest["sentence"] if widest else found.told["headlines"][1])


def _unsaid(found: Profiled) -> Sentence | None:
    """Say of how many services nobody can tell who goes without; None where it can be told of all."""
    silent = [one for one in found.services if one["figures"]["gap"]["value"] is None]
    if not silent:
        return None
    return say(
        "Of {services} services, nobody can say how many people lack one of them.",
        plural="Of {services} services, nobody can say how many people lack {n} of them.",
        by="n",
        services=len(found.services),
        n=len(silent),
    )


def main_map() -> tuple[Picture, ...]:
    """Give the one map that shows the place best: of its widest gap, else of deprivation; none without boundaries."""
    found = newest()
    if found is None:
        return ()
    widest = _widest(found)
    drawn = _pictures(found, widest)[:1] if widest and _has_pictures(found, widest) else ()
    return drawn if drawn and drawn[0].name.startswith("map-") else _deprivation(found).pictures


def figures() -> tuple[Figure, ...]:
    """Give the figures of the whole place."""
    found = newest()
    return _figures(found) if found else ()


def _figures(found: Profiled) -> tuple[Figure, ...]:
    told, widest = found.told["figures"], _widest(found)
    whole = (
        shown_figure(told["people"], say("people live here"), opens("place", "people")),
        shown_figure(
            told["most_deprived_tenth"],
            say("of {areas} areas are in the most deprived tenth of the country", areas=told["areas"]["value"]),
            opens("place", "most_deprived_tenth"),
        ),
    )
    if widest is None:
        return (*whole, *library_figures(found))
    gap = say(
        "of the {need} people who need it go without: {service}, where the greatest share does",
        need=widest["figures"]["need"]["value"],
        service=widest["name"],
    )
    return (*whole, shown_figure(widest["figures"]["gap"], gap, opens(widest["id"], "gap")))


def _service_figures(one: Mapping[str, Any]) -> tuple[Figure, ...]:
    told, name = one["figures"], one["id"]
    found = [
        shown_figure(told["need"], say("people need it"), opens(name, "need")),
        shown_figure(told["gap"], say("people lack it, measured against the standard"), opens(name, "gap")),
        shown_figure(told["capacity"], say("{unit} on offer", unit=one["unit"]), opens(name, "capacity")),
    ]
    if not one["sensitive"]:
        alone = say("of people in need have none within reach")
        found.append(
            shown_figure(told["zero_access:delivered"], alone, opens(name, "zero_access:delivered"), ":percent")
        )
    return tuple(found)


def _widest(found: Profiled) -> Mapping[str, Any] | None:
    """Give the service that the greatest share of those who need it lack; none where no gap is known."""
    known = [one for one in found.services if one["figures"]["gap"]["value"] and one["figures"]["need"]["value"]]
    return max(known, key=lambda one: one["figures"]["gap"]["value"] / one["figures"]["need"]["value"], default=None)


def _has_pictures(found: Profiled, one: Mapping[str, Any]) -> bool:
    return not one["sensitive"] and found.deciles(one["id"]) is not None


def _seen(found: Profiled, one: Mapping[str, Any]) -> Section:
    return Section(
        "seen",
        say("{service}: what is within reach, and where", service=one["name"]),
        pictures=_pictures(found, one) if _has_pictures(found, one) else (),
    )


def _pictures(found: Profiled, one: Mapping[str, Any]) -> tuple[Picture, ...]:
    table = found.deciles(one["id"])
    if table is None:
        return ()
    shown = found.map_of(
        f"access_{one['id']}".replace("-", "_"),
        title=_least(found, one),
        unit=table.unit,
        sentence=say("The stronger its colour, the less is within reach of the people of an area."),
        better=True,
    )
    drawn = map_picture(found, shown) if shown else None
    return (*((drawn,) if drawn else ()), *decile_picture(found, table))


def _least(found: Profiled, one: Mapping[str, Any]) -> Sentence:
    """Say where least is within reach: the finding of a map."""
    column = f"access_{one['id']}".replace("-", "_")
    known, areas = found.known_of(column)
    if 2 * known < areas:
        return say(
            "{service}: in {unknown} of {areas} areas nobody knows what is within reach",
            service=one["name"],
            unknown=areas - known,
            areas=areas,
        )
    poorest = found.least_within_reach(column)
    if len(poorest) < 2:
        return say("{service}: what is within reach of each area", service=one["name"])
    return say(
        "{service}: the least is within reach in {first} and {second}",
        service=one["name"],
        first=poorest[0],
        second=poorest[1],
    )


def _reasons(name: str, figures: Mapping[str, Mapping[str, Any]]) -> Table:
    rows = tuple(
        Row(
            (
                Cell(said),
                Cell(amount(figures[f"gap:{reason}"]), href=opens(name, f"gap:{reason}"), unit=say("people")),
            )
        )
        for reason, said in _REASONS.items()
    )
    columns = (Column(say("Because")), Column(say("People"), "number"))
    return Table(say("People who go without, by the reason"), columns, rows)


def _hidden() -> Section:
    why = say(
        "Where it is given is not shown, to protect the people who use it. What is said here is said of the whole"
        " place, never of a part of it."
    )
    return Section("hidden", say("Why there is no map"), asides=(Aside(say("A service that is kept safe"), (why,)),))


def _deprivation(found: Profiled) -> Section:
    told = found.told["figures"]
    shown = found.map_of(
        "deprivation_decile",
        title=say(
            "{worst} of {areas} areas are in the most deprived tenth of the country",
            worst=told["most_deprived_tenth"]["value"],
            areas=told["areas"]["value"],
        ),
        unit=say("tenth of the country, 1 the most deprived"),
        sentence=say("The stronger its colour, the more deprived an area is."),
        better=True,
    )
    drawn = map_picture(found, shown) if shown else None
    return Section(
        "deprivation",
        say("Deprivation"),
        said=() if drawn else (say("No boundaries were published, so there is no map."),),
        pictures=(drawn,) if drawn else (),
    )


def proof(found: Profiled) -> Proof:
    """Say how a page that is made from a profile can be checked."""
    entry = found.folder.entry
    return Proof(
        said=(
            say("Each figure opens to the files, rows and method that it was made from."),
            say("The official files are named by publisher, date and fingerprint."),
            say("They speak of {day}, unless a file says another date.", day=date.fromisoformat(found.told["as_at"])),
            say(
                "What lies beyond the boundary is not counted: near the edge, people may reach more, or need more, than"
                " is shown."
            ),
        ),
        files=(
            Link(say("Where the figures come from"), "/sources/"),
            Link(say("All figures for machines (profile.json)"), "/bundle/profile/profile.json"),
            Link(say("Each area (areas.csv)"), "/bundle/profile/tables/areas.csv"),
            Link(say("Need and gap by neighbourhood (gaps.csv)"), "/bundle/profile/tables/gaps.csv"),
            *_newer(found),
        ),
        entry=Link(say("Entry {number:plain} of the record", number=entry), f"/record/{entry}/") if entry else None,
    )


def _newer(found: Profiled) -> tuple[Link, ...]:
    """Link the tables that a profile published before they were thought of does not hold."""
    named = (
        (say("What is near each neighbourhood (near.csv)"), "tables/near.csv"),
        (say("What is not known (not_known.csv)"), "tables/not_known.csv"),
    )
    return tuple(Link(text, f"/bundle/profile/{path}") for text, path in named if path in found.told["tables"])


def _neighbourhoods(found: Profiled) -> Section:
    """Lead to the page of each neighbourhood."""
    links = slugs(found)
    listed = tuple(Link(name, f"/neighbourhoods/{links[name]}/") for name in sorted(links))
    said = say(
        "Each neighbourhood has a page of its own: what its people need, what is near, what is planned, and who to "
        "talk to."
    )
    every = Choice(
        Link(say("All neighbourhoods side by side"), "/neighbourhoods/"), say("In the order of their names.")
    )
    return Section("neighbourhoods", say("Your neighbourhood"), said=(said,), links=listed, choices=(every,))
