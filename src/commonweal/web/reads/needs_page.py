"""Needs: what people need, what they can reach, and where the gap is; and one page for each service."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from commonweal.charts.picture import Picture
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import cuts_part, stored
from commonweal.web.reads.libraries_part import libraries, library_figures
from commonweal.web.reads.profiled import (
    Profiled,
    amount,
    decile_picture,
    map_picture,
    newest,
    opens,
    shown_figure,
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
    Said,
    Section,
    Table,
    plain,
)
from commonweal.web.reads.telling import name_of
from commonweal.web.reads.way import NO_DAY, decider, objection

NEEDS = Link(say("Needs"), "/needs/")
_NONE_YET = say("What people need here has not been published yet.")
WORDS = frozenset(
    {
        "access",
        "area",
        "checkpoint",
        "concentration-index",
        "entry",
        "fingerprint",
        "gap",
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
        lead=plain(found.told["headlines"][0]),
        answer=answer() or "",
        figures=_figures(found),
        sections=(
            *((_seen(found, widest),) if widest else ()),
            *((_services(found),) if found.services else ()),
            *libraries(found),
            _deprivation(found),
            *((cuts_part.replaced(),) if "cuts" in found.told else ()),
            *sector_parts(found),
        ),
        next=Next(
            say("Proposals that would close a gap can stand in the next round."),
            NO_DAY,
            decider(board),
            say("Is a need missing or wrong here? {how}", how=objection(board)),
        ),
        proof=_proof(found),
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
            Section("why", say("Why people go without"), tables=(_reasons(name, figures),)),
            *(
                (Section("where", say("Where people go without"), tables=(_local(name, one),)),)
                if one["neighbourhoods"]
                else ()
            ),
        ),
        next=Next(
            say("Proposals that would close the gap can stand in the next round."),
            NO_DAY,
            decider(board),
            say("Is this wrong? {how}", how=objection(board)),
        ),
        proof=_proof(found),
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


def _services(found: Profiled) -> Section:
    columns = (
        Column(say("Service")),
        Column(say("People who need it"), "number"),
        Column(say("People who lack it"), "number"),
        Column(say("With none within reach"), "number"),
        Column(say("In a sentence"), "why"),
    )
    rows = tuple(
        Row(
            (
                Cell(one["name"], href=f"/needs/{quote(one['id'])}/"),
                Cell(_value(one, "need"), href=opens(one["id"], "need"), unit=say("need it")),
                Cell(_value(one, "gap"), href=opens(one["id"], "gap"), unit=say("lack it")),
                Cell(
                    _value(one, "zero_access:delivered", ":percent"),
                    href="" if one["sensitive"] else opens(one["id"], "zero_access:delivered"),
                    unit=say("with none in reach"),
                ),
                Cell(plain(one["sentence"])),
            )
        )
        for one in _by_gap(found.services)
    )
    table = Table(say("Each service: who needs it, and who goes without"), columns, rows)
    return Section(
        "services",
        say("Each service"),
        said=(say("Numbers of people are rounded to the nearest 5, and 1 to 7 people are not shown."),),
        tables=(table,),
    )


def _by_gap(services: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(services, key=lambda one: -(one["figures"]["gap"]["value"] or 0))


def _value(one: Mapping[str, Any], name: str, form: str = "") -> Said:
    value = one["figures"][name]["value"]
    return say("not known") if value is None else say(f"{{value{form}}}", value=value)


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


def _local(name: str, one: Mapping[str, Any]) -> Table:
    rows = tuple(
        Row((Cell(here["name"]), Cell(amount(here["need"])), Cell(amount(here["gap"]), unit=say("lack it"))))
        for here in sorted(one["neighbourhoods"], key=lambda here: -(here["gap"]["value"] or 0))
    )
    del name
    columns = (
        Column(say("Neighbourhood")),
        Column(say("People who need it"), "number"),
        Column(say("People who lack it"), "number"),
    )
    return Table(say("Need and gap in each neighbourhood, the widest gap first"), columns, rows)


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


def _proof(found: Profiled) -> Proof:
    return Proof(
        said=(
            say("Each figure opens to the files, rows and method that it was made from."),
            say("The official files are named by publisher, date and fingerprint."),
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
        ),
        entry=Link(
            say("Entry {number:plain} of the record", number=found.folder.entry), f"/record/{found.folder.entry}/"
        ),
    )
