"""The page of a place's library history: one file to open or print, that fetches nothing and runs nothing."""

from dataclasses import dataclass
from html import escape

from commonweal.evidence.library_answers import Answer
from commonweal.formats.prose import ENGLISH, prose
from commonweal.terms.sentences import Sentence, say

STYLE = """\
:root { color-scheme: light; --ink: #1b2421; --quiet: #55605b; --line: #d9d5c9; --card: #ffffff; --green: #1c5a45;
  --ochre: #8a5206; --brick: #9c2f1b }
* { box-sizing: border-box }
body { font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; color: var(--ink);
  background: var(--card); max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1, h2, h3 { font-family: Charter, Cambria, Georgia, "Liberation Serif", serif; line-height: 1.2 }
h1 { font-size: 2rem; margin: 0 0 .5rem } h2 { font-size: 1.4rem; margin: 2rem 0 .5rem }
h3 { font-size: 1.15rem; margin: 1.75rem 0 .5rem }
p, li { max-width: 44rem; overflow-wrap: break-word } p { margin: 0 0 .6rem }
figure { margin: 1rem 0 0 } svg.wide, svg.narrow { width: 100%; height: auto } svg.narrow { display: none }
ul.key { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .9rem }
ul.key svg { width: 1rem; height: 1rem; vertical-align: -.15rem }
summary { cursor: pointer; padding: .6rem 0; color: var(--green); text-decoration: underline }
:focus-visible { outline: 3px solid var(--ochre); outline-offset: 2px }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .95rem }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .5rem; text-align: left; vertical-align: top }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
.source { color: var(--quiet); font-size: .9rem; overflow-wrap: anywhere }
@media (max-width: 40rem) { h1 { font-size: 1.6rem } svg.wide { display: none } svg.narrow { display: block } }
@media print { body { padding: 0 } figure, tr { break-inside: avoid } svg.wide { display: block }
  svg.narrow { display: none } }"""
"""How a page looks that is opened or printed on its own."""


YEAR_BY_YEAR = say("Year by year")


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture for a page of its own, with its table.

    Attributes:
        name: lower-case letters, digits and hyphens; its file is ``pictures/NAME.svg``.
        title: what is found.
        description: what is to be seen.
        wide: the drawing for wide windows, an SVG element.
        narrow: the drawing for phones.
        key: each sign, as a small SVG, with what it means.
        columns: the headings of its table, each with whether it holds numbers.
        rows: the cells of its table.
    """

    name: str
    title: Sentence
    description: Sentence
    wide: str
    narrow: str
    key: tuple[tuple[str, Sentence], ...]
    columns: tuple[tuple[Sentence, bool], ...]
    rows: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """What the page of a place's libraries says.

    Attributes:
        title: its heading.
        answers: to the questions that people ask, first.
        timeline: who ran each library, year by year.
        country: how many libraries closed in England.
        caveats: what the figures cannot tell.
        sources: where the figures are from.
        timeline_heading: what stands over the first picture.
    """

    title: Sentence
    answers: tuple[Answer, ...]
    timeline: PagePicture
    country: PagePicture
    caveats: tuple[Sentence, ...]
    sources: tuple[Sentence, ...]
    timeline_heading: Sentence = YEAR_BY_YEAR


def library_page(page: LibraryPage) -> str:
    """Write the page, in English.

    Returns:
        An HTML page without a script, a link or anything else to fetch; it reads on a phone and prints on paper.
    """
    title = _said(page.title)
    parts = [
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>",
        f"<h1>{title}</h1>",
        *(_answer(answer) for answer in page.answers),
        f"<h2>{_said(page.timeline_heading)}</h2>",
        _figure(page.timeline),
        f"<h2>{_said(say('What became of such libraries in England'))}</h2>",
        _figure(page.country),
        f"<h2>{_said(say('What these figures cannot tell'))}</h2>\n<ul>",
        *(f"<li>{_said(caveat)}</li>" for caveat in page.caveats),
        "</ul>",
        *(f'<p class="source">{_said(source)}</p>' for source in page.sources),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _said(sentence: Sentence) -> str:
    return escape(prose(ENGLISH).text(sentence))


def _answer(answer: Answer) -> str:
    said = "\n".join(f"<p>{_said(sentence)}</p>" for sentence in answer.said)
    return f"<h2>{_said(answer.question)}</h2>\n{said}"


def _figure(picture: PagePicture) -> str:
    key = "".join(f"<li>{swatch} {_said(label)}</li>" for swatch, label in picture.key)
    return "\n".join(
        (
            f"<h3>{_said(picture.title)}</h3>\n<p>{_said(picture.description)}</p>",
            f'<figure>{picture.wide}{picture.narrow}<ul class="key">{key}</ul></figure>',
            f"<details><summary>{_said(say('See the figures as a table'))}</summary>",
            f'<div class="scroll" tabindex="0" role="region" aria-label="{_said(picture.title)}">',
            f"{_table(picture)}</div>",
            "</details>",
        )
    )


def _table(picture: PagePicture) -> str:
    numbers = [number for _, number in picture.columns]
    head = "".join(_cell("th", _said(title), number, ' scope="col"') for title, number in picture.columns)
    rows = []
    for first, *rest in picture.rows:
        cells = [_cell("th", _said(first), numbers[0], ' scope="row"')]
        cells += [_cell("td", _said(cell), number) for cell, number in zip(rest, numbers[1:], strict=True)]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>"


def _cell(tag: str, text: str, number: bool, more: str = "") -> str:  # noqa: FBT001 - a column says it of each cell
    shape = ' class="number"' if number else ""
    return f"<{tag}{more}{shape}>{text}</{tag}>"
