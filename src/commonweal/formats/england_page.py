"""The page of a country: every district in one table, in the order of names, to open or print; it fetches nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from commonweal.evidence.districts import YEARS
from commonweal.evidence.figures import Figure
from commonweal.formats.library_page import STYLE
from commonweal.formats.prose import ENGLISH, prose
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Source, Unknown

_STYLE = f"""{STYLE}
caption {{ text-align: left; padding: .25rem .5rem; color: var(--quiet) }} td.number {{ white-space: nowrap }}
tbody th {{ position: sticky; left: 0; background: var(--card); font-weight: 600 }} a {{ color: var(--green) }}
@media print {{ thead {{ display: table-header-group }} table {{ font-size: .75rem }} }}"""


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A district's row.

    Attributes:
        code: its official code.
        name: its name.
        figures: its figures, by name.
        opens: path of its own profile, or "" where it has none.
    """

    code: str
    name: str
    figures: Mapping[str, Figure]
    opens: str


@dataclass(frozen=True, slots=True)
class CountryPage:
    """What the page of a country shows.

    Attributes:
        name: the country's name.
        rows: of every district, in the order of names.
        sources: the files that they were made from.
        unplaced: how many libraries stand in no district's row.
    """

    name: str
    rows: tuple[CountryRow, ...]
    sources: Mapping[str, Source]
    unplaced: int


def country_page(page: CountryPage) -> str:
    """Write the page, in English: an HTML page without a script or anything to fetch."""
    title = _said(say("{country}, district by district", country=page.name))
    with_libraries = any(f"libraries:{YEARS[0]}" in row.figures for row in page.rows)
    parts = [
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>",
        f"<h1>{title}</h1>",
        *(f"<p>{_said(sentence)}</p>" for sentence in _introduction(page)),
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}">',
        _table(page, with_libraries=with_libraries),
        "</div>",
        f"<h2>{_said(say('What these figures cannot tell'))}</h2>\n<ul>",
        *(f"<li>{_said(caveat)}</li>" for caveat in _caveats(page, with_libraries=with_libraries)),
        "</ul>",
        f"<h2>{_said(say('Where they come from'))}</h2>",
        *(
            f'<p class="source">{_said(_source(source))}</p>'
            for name, source in page.sources.items()
            if name != "areas.csv"
        ),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _introduction(page: CountryPage) -> tuple[Sentence, ...]:
    areas = sum(int(value) for row in page.rows if not isinstance(value := row.figures["areas"].value, Unknown))
    people = sum(int(value) for row in page.rows if not isinstance(value := row.figures["people"].value, Unknown))
    return (
        say(
            "{districts} districts with {areas} areas and {people} residents.",
            districts=len(page.rows),
            areas=areas,
            people=people,
        ),
        say(
            "They stand in the order of their names: this is no league table. A district's name opens its own profile."
        ),
    )


def _caveats(page: CountryPage, *, with_libraries: bool) -> tuple[Sentence, ...]:
    told = [
        say(
            "Every area was counted, so no interval is needed to say how many lie in the most deprived tenth. The "
            "interval beside the share (Wilson, 95 %) says how far a share of so few areas could have moved by chance."
        ),
    ]
    if with_libraries:
        told += [
            say(
                "A library stands in the district of the area whose centre is nearest. Residents without one within 3 "
                "km are counted with the libraries of neighbouring districts; a district's own profile knows only its "
                "own."
            ),
            say(
                "{libraries} libraries stand in no row: the register gives no point for them, or one far from any "
                "area.",
                libraries=page.unplaced,
            ),
        ]
    return tuple(told)


def _table(page: CountryPage, *, with_libraries: bool) -> str:
    heads = [
        say("District"),
        say("Areas"),
        say("Residents"),
        say("Areas in the most deprived tenth"),
        say("Share of areas"),
    ]
    heads.append(say("Between, as if by chance"))
    if with_libraries:
        heads += [say("Static libraries {year}", year=str(year)) for year in YEARS]
        heads += [say("Residents without one in reach {year}", year=str(year)) for year in YEARS]
    first, *rest = (_said(head) for head in heads)
    head = f'<th scope="col">{first}</th>' + "".join(f'<th scope="col" class="number">{one}</th>' for one in rest)
    body = "\n".join(_row(row, with_libraries=with_libraries) for row in page.rows)
    caption = _said(say("Every district, in the order of names"))
    return f"<table>\n<caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _row(row: CountryRow, *, with_libraries: bool) -> str:
    figures = row.figures
    part = figures["share_most_deprived"]
    cells = [_number(figures[what]) for what in ("areas", "people", "most_deprived_tenth")]
    cells.append(_percent(part.value))
    cells.append(_between(part))
    if with_libraries:
        cells += [_number(figures[f"libraries:{year}"]) for year in YEARS]
        cells += [_percent(figures[f"without_library:{year}"].value) for year in YEARS]
    link = f'<a href="{escape(row.opens)}">{escape(row.name)}</a>' if row.opens else escape(row.name)
    return f'<tr><th scope="row">{link}</th>' + "".join(f'<td class="number">{cell}</td>' for cell in cells) + "</tr>"


def _between(part: Figure) -> str:
    if isinstance(part.low, float) and isinstance(part.high, float):
        return _said(say("{low:percent} to {high:percent}", low=part.low, high=part.high))
    return _said(say("not known"))


def _number(figure: Figure) -> str:
    value = figure.value
    return _said(say("not known")) if isinstance(value, Unknown) else _said(say("{n}", n=value))


def _percent(value: float | Unknown) -> str:
    return _said(say("not known")) if isinstance(value, Unknown) else _said(say("{share:percent1}", share=value))


def _source(source: Source) -> Sentence:
    return say(
        "{file}: {publisher}, {date}. {licence}. SHA-256 {sha}",
        file=source.file,
        publisher=source.publisher,
        date=source.date,
        licence=source.licence,
        sha=source.sha256,
    )


def _said(sentence: Sentence) -> str:
    return escape(prose(ENGLISH).text(sentence))
