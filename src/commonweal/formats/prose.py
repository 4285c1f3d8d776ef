"""Sentences to text, through one gettext catalogue, for page, terminal and file alike."""

import gettext
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision, get_currency_symbol

from commonweal.errors import CommonwealError, Fault
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

CATALOGUE = Path(__file__).with_name("catalogue")
_NAME = re.compile(r"\{(\w+)(?::([a-z]+)(\d*))?\}")
_FORMS = {"", "percent", "decimal", "plain"}
ENGLISH = "en_GB"
"""What files are written in, whatever is spoken on pages: they are recorded, and the same for everybody."""
_SPOKEN: ContextVar[str] = ContextVar("commonweal_spoken", default=ENGLISH)
_WIDE = Context(prec=2000)
"""Wide enough that no amount of money loses a digit on its way to text."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that everything can be said in.

    Attributes:
        locale: as babel names it.
        name: what it calls itself.
        reviewed: whether a speaker has read the whole catalogue; until then nobody votes in it.
    """

    locale: str
    name: str
    reviewed: bool


LANGUAGES = {"en": Language(ENGLISH, "English", reviewed=True), "cy": Language("cy", "Cymraeg", reviewed=False)}
"""Every language by its code in addresses. English is the source; the others have a catalogue beside the template."""


class Prose:
    """Says sentences in one language.

    Args:
        locale: a locale such as "en_GB" or "cy"; English is the source and needs no catalogue. Of a language without a
            catalogue only dates and figures are written its way.

    Examples:
        >>> Prose().text(say("{share:percent} of {voters} voters.", share=Fraction(41, 50), voters=6586))
        '82% of 6,586 voters.'
        >>> print(Prose().text(say("{cost} is left.", cost=Amount(Fraction(5, 2)))))
        £2.50 is left.
    """

    def __init__(self, locale: str = ENGLISH) -> None:
        self.locale = Locale.parse(locale)
        self._messages = _messages(locale)

    def text(self, sentence: Sentence) -> str:
        """Write a sentence in this language, with its figures in the language's own form.

        Raises:
            KeyError: where a name in the message has no figure.
            ValueError: where a name asks for a form that does not exist.
        """
        if sentence.plural:
            count = sentence.figures[sentence.by]
            if not isinstance(count, int):
                message = f"{sentence.by} chooses a plural and must be a whole number"
                raise TypeError(message)
            words = self._messages.ngettext(sentence.message, sentence.plural, count)
        else:
            words = self._translated(sentence.message)
        return self._filled(words, sentence.figures)

    def refusal(self, error: CommonwealError) -> tuple[str, str]:
        """Write what a refusal says is wrong, and what to do about it."""
        return (
            self._filled(self._translated(error.what), error.figures),
            self._filled(self._translated(error.remedy), error.figures),
        )

    def fault(self, fault: Fault) -> str:
        """Write one fault of an input, without its place."""
        return self._filled(self._translated(fault.what), fault.figures)

    def placed_fault(self, fault: Fault) -> str:
        """Write one fault of an input with its file, line and field first."""
        line = self.text(say("line {line:plain}", line=fault.line)) if fault.line is not None else ""
        place = ", ".join(part for part in (fault.file, line, fault.field) if part)
        return f"{place}: {self.fault(fault)}" if place else self.fault(fault)

    def _translated(self, message: str) -> str:
        # gettext keeps its own header under the empty message.
        return self._messages.gettext(message) if message else ""

    def _filled(self, words: str, figures: Mapping[str, Any]) -> str:
        return _NAME.sub(lambda found: self._written(figures[found[1]], found[2] or "", found[3] or ""), words)

    def _written(self, figure: Any, form: str, places: str) -> str:
        if form not in _FORMS:
            message = f"there is no form called {form}"
            raise ValueError(message)
        if isinstance(figure, Sentence):
            return self.text(figure)
        if isinstance(figure, Amount):
            return self._money(figure)
        if isinstance(figure, date):
            return self._date(figure)
        if isinstance(figure, bool | str) or not isinstance(figure, int | float | Fraction | Decimal):
            return str(figure)
        return str(figure) if form == "plain" else self._number(figure, form, places)

    def _date(self, when: date) -> str:
        day = format_date(when, "long", locale=self.locale)
        return f"{day}, {format_time(when, 'short', locale=self.locale)}" if isinstance(when, datetime) else day

    def _number(self, figure: float | Fraction | Decimal, form: str, places: str) -> str:
        """Write a number: whole ones and percentages without decimals unless some are asked for, others with two."""
        digits = int(places) if places else 0 if form == "percent" or figure == int(figure) else 2
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        value = _decimal(figure, digits + 2 if form == "percent" else digits)
        with localcontext(_WIDE):
            if form == "percent":
                return format_percent(value, pattern + "%", locale=self.locale)
            return format_decimal(value, pattern, locale=self.locale)

    def _money(self, amount: Amount) -> str:
        """Write a sum: whole units alone, otherwise every digit it has; what has no last digit is rounded to two."""
        digits = _money_digits(amount)
        number = "#,##0" + ("." + "0" * digits if digits else "")
        value = _decimal(amount.units, digits)
        home = _home(amount.currency)
        with localcontext(_WIDE):
            # Where this language has no sign for a currency but its own country writes one after the sum, so do we.
            bare = get_currency_symbol(amount.currency, self.locale) == amount.currency
            if bare and home is not None:
                sign = get_currency_symbol(amount.currency, home)
                return f"{format_decimal(value, number, locale=self.locale)}\N{NO-BREAK SPACE}{sign}"
            pattern = re.sub(r"[#,0]+(\.[#0]+)?", number, self.locale.currency_formats["standard"].pattern)
            if bare and pattern.startswith("¤#"):
                pattern = pattern.replace("¤", "¤\N{NO-BREAK SPACE}")
            return format_currency(value, amount.currency, pattern, locale=self.locale, currency_digits=False)


def _money_digits(amount: Amount) -> int:
    """Give how many decimals a sum is written with: none for a whole one, else the currency's, or all that it has."""
    if amount.units.denominator == 1:
        return 0
    usual: int = get_currency_precision(amount.currency)
    rest, digits = amount.units.denominator, 0
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest //= 10 if rest % 10 == 0 else 5 if rest % 5 == 0 else 2
        digits += 1
    return max(usual, digits) if rest == 1 else max(usual, 2)


def _decimal(figure: float | Fraction | Decimal, digits: int) -> Decimal:
    """Give a number as a decimal: a fraction rounded exactly to so many digits, half to even, any other as written."""
    if isinstance(figure, Fraction):
        scaled = round(figure * 10**digits)
        return Decimal(scaled).scaleb(-digits, _WIDE)
    return Decimal(str(figure))


@lru_cache(maxsize=64)
def _home(currency: str) -> Locale | None:
    """Give the locale of the country whose currency this is, where it writes a sign of its own after the sum."""
    try:
        # ISO 4217: the first two letters of a national currency are its country.
        home = Locale.parse(f"und_{currency[:2]}")
    except (UnknownLocaleError, ValueError):
        return None
    after: bool = home.currency_formats["standard"].pattern.startswith("#")
    return home if after else None


def _messages(locale: str) -> gettext.NullTranslations:
    """Read the catalogue of a language; without one, every message is said as it is."""
    file = CATALOGUE / f"{locale}.po"
    if not file.is_file():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as written:
        write_mo(compiled, read_po(written, locale=locale))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@contextmanager
def spoken(locale: str) -> Iterator[None]:
    """Say everything in a locale while the block lasts, in this thread (or task) alone.

    Examples:
        >>> with spoken("cy"):
        ...     print(prose().text(say("{day}", day=date(2027, 3, 1))))
        1 Mawrth 2027
    """
    before = _SPOKEN.set(locale)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def spoken_now() -> Language:
    """Give the language that is spoken in this thread (or task)."""
    return next(language for language in LANGUAGES.values() if language.locale == _SPOKEN.get())


def prose(locale: str = "") -> Prose:
    """Give the one :class:`Prose` of a locale; of the one that is spoken where none is named."""
    return _prose(locale or _SPOKEN.get())


@lru_cache(maxsize=8)
def _prose(locale: str) -> Prose:
    return Prose(locale)
