"""How a template speaks: every word through the one gettext catalogue, every figure in the language's own form."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.forms import BaseForm
from django.template import Context, Library
from django.template.loader import get_template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString

from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence
from commonweal.terms.sentences import say as say_sentence
from commonweal.web.pages.shown_forms import Shown, shown
from commonweal.web.reads.shown import Cell, table_of
from commonweal.web.roles import called

register = Library()
register.filter("table_of", table_of)
register.filter("called", called)
_FIRST_TOKEN = 0xE000
"""Private-use characters hold the place of markup while a sentence is escaped."""
_UNSHOWN = {
    code: None
    for span in ((0x00, 0x09), (0x0B, 0x20), (0x7F, 0xA0), (0x200B, 0x200C), (0x202A, 0x202F), (0x2066, 0x206A))
    for code in range(*span)
} | dict.fromkeys((0xFEFF, *range(0xE000, 0xF900)))
"""Characters that would turn a line round, hide in a name, or stand for our markup: never shown."""


@register.simple_tag
def say(message: str, /, plural: str = "", by: str = "", **figures: Any) -> SafeString:
    """Say an English source in the reader's language, escaped; a figure that is markup already stays markup.

    Args:
        message: the English source, as for :func:`commonweal.terms.sentences.say`.
        plural: the source where the figure named ``by`` is not one.
        by: name of the whole number that chooses.
        figures: the value of each name in the source.
    """
    return words(Sentence(message, figures, plural, by))


@register.filter
def words(said: Any) -> SafeString:
    """Write a sentence (or plain text, or a number) for a page, escaped."""
    if isinstance(said, str) and not isinstance(said, SafeString):
        return SafeString(escape(said.translate(_UNSHOWN)))
    if not isinstance(said, Sentence):
        said = Sentence("{it}", {"it": said})
    markup: list[str] = []
    text = prose().text(Sentence(said.message, _held(said.figures, markup), said.plural, said.by))
    page = str(escape(text))
    for number, piece in enumerate(markup):
        page = page.replace(chr(_FIRST_TOKEN + number), piece)
    return SafeString(page)


@register.filter
def cell(shown: Cell) -> SafeString:
    """Write a cell of a table: plain, in a box, or leading somewhere."""
    text = words(shown.text)
    if shown.tone:
        return format_html('<span class="tag {}">{}</span>', shown.tone, text)
    return format_html('<a href="{}">{}</a>', shown.href, text) if shown.href else text


@register.filter
def strong(said: Any) -> SafeString:
    """Write a sentence as the part of a paragraph that must not be missed."""
    return SafeString(f"<strong>{words(said)}</strong>")


@register.filter
def fingerprint(digest: str) -> str:
    """Shorten a hash to what people can compare by eye: its first sixteen digits in fours.

    Examples:
        >>> fingerprint("9f3c51e077ab2d19" + "0" * 48)
        '9f3c 51e0 77ab 2d19'
    """
    return " ".join(digest[k : k + 4] for k in range(0, 16, 4))


@register.filter
def fours(text: str) -> str:
    """Part letters into groups of four, to be typed.

    Examples:
        >>> fours("ABCDEFGHIJ")
        'ABCD EFGH IJ'
    """
    return " ".join(text[k : k + 4] for k in range(0, len(text), 4))


@register.filter
def shown_form(form: BaseForm) -> Shown:
    """Give a form as a page shows it."""
    return shown(form)


@register.simple_tag
def qr(text: str) -> SafeString:
    """Draw a text as a QR code, as SVG without styles."""
    import segno

    drawn = segno.make(text, micro=False, error="m")
    label = prose().text(say_sentence("A QR code to scan"))
    svg = drawn.svg_inline(scale=4, border=4, omitsize=True, svgclass=None, lineclass=None, light="#fff", dark="#000")
    return SafeString(svg.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1))


@register.simple_tag(takes_context=True)
def printed(context: Context, name: str) -> SafeString:
    """Make a part of a page once, to be set in many times: a part without an anchor or anything of one person."""
    return SafeString(get_template(name).render({str(key): value for key, value in context.flatten().items()}))


@register.filter
def drawing(svg: str) -> SafeString:
    """Set a picture's SVG into the page as it is: charts make it, and escape every name in it."""
    return SafeString(svg)


def _held(figures: Mapping[str, Any], markup: list[str]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for name, figure in figures.items():
        if isinstance(figure, SafeString):
            held[name] = chr(_FIRST_TOKEN + len(markup))
            markup.append(str(conditional_escape(figure)))
        elif isinstance(figure, Sentence):
            held[name] = replace(figure, figures=_held(figure.figures, markup))
        elif isinstance(figure, str):
            held[name] = figure.translate(_UNSHOWN)
        else:
            held[name] = figure
    return held
