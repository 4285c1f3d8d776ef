"""A sheet to print: the comparison of rules on A4, in one file that fetches nothing and runs nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from commonweal.formats.prose import ENGLISH, prose
from commonweal.terms.sentences import Sentence

_STYLE = """\
@page { size: A4; margin: 15mm }
:root { color-scheme: light }
body { font: 11pt/1.45 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; color: #1b2421; background: #fff;
  max-width: 180mm; margin: 0 auto; padding: 8mm }
h1, h2 { font-family: Charter, Cambria, Georgia, "Liberation Serif", serif; line-height: 1.2 }
h1 { font-size: 20pt; margin: 0 0 4mm } h2 { font-size: 14pt; margin: 7mm 0 2mm }
table { border-collapse: collapse; width: 100% } th, td { border-bottom: .3mm solid #d9d5c9; padding: 1.2mm 2mm;
  text-align: left; vertical-align: bottom } td, th + th { text-align: right }
figure { margin: 0; break-inside: avoid-page } svg.wide { width: 100%; height: auto }
ul.key { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 1mm 6mm; font-size: 9.5pt }
ul.key svg { width: 4mm; height: 4mm; vertical-align: -0.6mm }
h2 { break-after: avoid }
@media print { body { padding: 0; max-width: none } }"""


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A drawing that stands alone.

    Attributes:
        name: lower-case letters, digits and hyphens; its file is ``pictures/NAME.svg``.
        title: what is found.
        svg: the drawing, with colours of its own.
        key: each sign, as a small SVG, with what it means.
        on_sheet: whether the sheet shows it.
    """

    name: str
    title: Sentence
    svg: str
    key: tuple[tuple[str, Sentence], ...] = ()
    on_sheet: bool = False


def comparison_sheet(
    title: str, said: Sequence[Sentence], table: Sequence[Sequence[Sentence]], pictures: Sequence[SheetPicture]
) -> str:
    """Write the sheet.

    Args:
        title: what was voted on, in the poll's own words.
        said: the summary.
        table: its head, and a row for each rule.
        pictures: those that say so are shown, in order.

    Returns:
        An HTML page without a script, a link or anything else to fetch.
    """
    text = prose(ENGLISH).text
    head, *rows = ([escape(text(cell)) for cell in row] for row in table)
    parts = [
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>",
        f"<h1>{escape(title)}</h1>",
        f"<p>{' '.join(escape(text(sentence)) for sentence in said)}</p>",
        "<table>\n<thead><tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in head) + "</tr></thead>\n<tbody>",
        *(_row(cells) for cells in rows),
        "</tbody>\n</table>",
        *(_figure(picture) for picture in pictures if picture.on_sheet),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _row(cells: Sequence[str]) -> str:
    return f'<tr><th scope="row">{cells[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in cells[1:]) + "</tr>"


def _figure(picture: SheetPicture) -> str:
    text = prose(ENGLISH).text
    key = "".join(f"<li>{swatch} {escape(text(label))}</li>" for swatch, label in picture.key)
    listed = f'<ul class="key">{key}</ul>' if key else ""
    return f"<h2>{escape(text(picture.title))}</h2>\n<figure>{picture.svg}{listed}</figure>"
