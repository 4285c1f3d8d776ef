"""Places side by side on one page: in the order of their names, with every interval drawn, and no ranks."""

from collections.abc import Mapping

from commonweal.charts.interval_rows import IntervalRow, IntervalRows, interval_rows
from commonweal.charts.picture import Picture
from commonweal.evidence.shares import FEWEST, Share
from commonweal.evidence.side_by_side import Beside, ServiceBeside, SideBySide
from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown
from commonweal.web.reads.profiled import anchor
from commonweal.web.reads.shown import Cell, Column, Link, Page, Proof, Row, Said, Section, Table, plain

WORDS = frozenset({"area", "gap", "need", "service"})
_LISTED = 4


def side_by_side_page(shown: SideBySide, sources: Mapping[str, str]) -> Page:
    """Show places side by side.

    Args:
        shown: the comparison.
        sources: the address of each place's own figures, by its name.
    """
    return Page(
        here="places",
        trail=(),
        title=say("{n} places side by side", n=len(shown.places)),
        lead=_lead(shown),
        answer=say("They stand in the order of their names. Nobody is ranked."),
        sections=(
            _places(shown, sources),
            *(_service(one, sources) for one in shown.services),
            *_libraries(shown, sources),
            *((_nothing(),) if not shown.services else ()),
            _cautions(),
        ),
        proof=Proof(
            said=(say("Each figure opens to the profile of its place, which names the files it was made from."),),
            files=(
                Link(say("All of this for machines (side-by-side.json)"), "/data/side-by-side.json"),
                Link(say("All of this as a table (side-by-side.csv)"), "/data/tables/side-by-side.csv"),
                *(Link(say("{place} (profile.json)", place=place), href) for place, href in sources.items()),
            ),
        ),
        words=WORDS,
    )


def _lead(shown: SideBySide) -> Sentence:
    names = [one.place for one in shown.places]
    if len(names) > _LISTED:
        return say(
            "{first} and {n} more: what share of the people who need a service go without it.",
            first=", ".join(names[: _LISTED - 1]),
            n=len(names) - _LISTED + 1,
        )
    return say(
        "{first} and {last}: what share of the people who need a service go without it.",
        first=", ".join(names[:-1]),
        last=names[-1],
    )


def _places(shown: SideBySide, sources: Mapping[str, str]) -> Section:
    rows = tuple(
        Row(
            (
                Cell(one.place, href=sources[one.place]),
                Cell(say("{n}", n=one.people), href=sources[one.place], unit=say("people")),
                Cell(say("{n}", n=one.areas), href=sources[one.place], unit=say("areas")),
                Cell(
                    say("{n} ({share:percent})", n=one.most_deprived, share=one.most_deprived / max(one.areas, 1)),
                    href=sources[one.place],
                    unit=say("in the most deprived tenth"),
                ),
                Cell(say("{day}", day=one.as_at)),
            )
        )
        for one in shown.places
    )
    columns = (
        Column(say("Place")),
        Column(say("People"), "number"),
        Column(say("Areas"), "number"),
        Column(say("Areas in the most deprived tenth of the country"), "number"),
        Column(say("As at")),
    )
    table = Table(say("Each place, in the order of their names"), columns, rows)
    return Section("places", say("The places"), tables=(table,))


def _libraries(shown: SideBySide, sources: Mapping[str, str]) -> tuple[Section, ...]:
    found = [one for one in shown.places if one.without_library]
    if len(found) < 2:
        return ()
    years = sorted({year for one in found for year in one.without_library})
    rows = tuple(
        Row(
            (
                Cell(one.place),
                *(
                    Cell(
                        say("{share:percent1}", share=one.without_library[year])
                        if year in one.without_library
                        else say("not known"),
                        href=sources[one.place],
                    )
                    for year in years
                ),
            )
        )
        for one in found
    )
    columns = (Column(say("Place")), *(Column(say("In {year}", year=year), "number") for year in years))
    said = say(
        "The share of residents with no static library within the outermost band. It is counted from the middle of "
        "each area and not estimated, so that it has no interval: people who live at the edge of an area may be nearer "
        "or farther."
    )
    table = Table(say("Residents with no library within reach"), columns, rows)
    return (Section("libraries", say("Libraries"), said=(said,), tables=(table,)),)


def _service(one: ServiceBeside, sources: Mapping[str, str]) -> Section:
    compared = [row for row in one.rows if isinstance(row.share, Share)]
    alike = len(one.sentences) != 1 or len({(r.service.unit, r.service.standard) for r in one.rows if r.service}) == 1
    pictures = (_picture(one),) if alike and len(compared) > 1 else ()
    return Section(
        f"service-{anchor(one.id)}",
        plain(one.name),
        said=one.sentences[1:] if pictures else one.sentences,
        pictures=pictures,
        tables=(_table(one, sources),),
    )


def _picture(one: ServiceBeside) -> Picture:
    rows = tuple(
        IntervalRow(plain(row.place), row.share, 0.0, 1.0, say("not known: {reason}", reason=row.share.reason))
        if isinstance(row.share, Unknown)
        else IntervalRow(plain(row.place), row.share.value, row.share.low, row.share.high, _between(row.share))
        for row in one.rows
    )
    shown = IntervalRows(
        f"beside-{anchor(one.id)}",
        one.sentences[0],
        say("Each dot is the share that goes without in one place; its bar shows how little or how much it could be."),
        say("Place"),
        say("of people in need go without"),
        rows,
    )
    return interval_rows(shown, prose().text)


def _between(share: Share) -> Sentence:
    return say(
        "{value:percent1} ({low:percent1} to {high:percent1})", value=share.value, low=share.low, high=share.high
    )


def _table(one: ServiceBeside, sources: Mapping[str, str]) -> Table:
    rows = tuple(
        Row(
            (
                Cell(row.place),
                Cell(_count(row, "need"), href=sources[row.place], unit=say("need it")),
                Cell(_count(row, "gap"), href=sources[row.place], unit=say("lack it")),
                Cell(_share(row), href=sources[row.place], unit=say("go without")),
            )
        )
        for row in one.rows
    )
    columns = (
        Column(say("Place")),
        Column(say("People who need it"), "number"),
        Column(say("People who lack it"), "number"),
        Column(say("Share that goes without"), "number"),
    )
    return Table(say("{service}: each place", service=one.name), columns, rows)


def _count(row: Beside, name: str) -> Said:
    if row.service is None:
        return say("not on file")
    counts = row.service.need if name == "need" else row.service.gap
    best, low, high = counts
    if isinstance(best, Unknown):
        return say("not known: {reason}", reason=best.reason)
    if isinstance(low, Unknown) or isinstance(high, Unknown) or low == high:
        return say("{n}", n=int(best))
    return say("{value} ({low} to {high})", value=int(best), low=int(low), high=int(high))


def _share(row: Beside) -> Said:
    return say("not told") if isinstance(row.share, Unknown) else _between(row.share)


def _nothing() -> Section:
    said = say("No two of these places have a service of the same name on file, so that no gap can be compared.")
    return Section("services", say("Services"), said=(said,))


def _cautions() -> Section:
    return Section(
        "cautions",
        say("What this cannot tell"),
        said=(
            say(
                "A share is told only where at least {n} people are in need: a handful would make it anything.",
                n=FEWEST,
            ),
            say(
                "Intervals hold what is not sure about the need, and what rounding may have taken "
                "away. They do not hold what a place may have counted wrongly, or in another way than the next."
            ),
            say("Each place is measured against the standard that it states itself."),
        ),
    )
