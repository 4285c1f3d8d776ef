"""Sentences to text, through one gettext catalogue, for page, terminal and file alike."""

import gettext
import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from commonweal.errors import CommonwealError, Fault
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence

CATALOGUE = Path(__file__).with_name("catalogue")
_NAME = re.compile(r"\{(\w+)(?::(\w+?)(\d*))?\}")
_ENGLISH = "en_GB"


class Prose:
    """Says sentences in one language.

    Args:
        locale: a locale such as "en_GB" or "cy"; English is the source and needs no catalogue.

    Examples:
        >>> from commonweal.terms.sentences import say
        >>> Prose().text(say("{share:percent} of {voters} voters.", share=Fraction(41, 50), voters=6586))
        '82% of 6,586 voters.'
    """

    def __init__(self, locale: str = _ENGLISH) -> None:
        self.locale = locale
        self._messages = gettext.translation("commonweal", CATALOGUE, [locale], fallback=True)

    def text(self, sentence: Sentence) -> str:
        """Write a sentence in this language, with its figures in the language's own form."""
        if sentence.plural:
            count = sentence.figures[sentence.by]
            if not isinstance(count, int):
                message = f"{sentence.by} chooses a plural and must be a whole number"
                raise TypeError(message)
            words = self._messages.ngettext(sentence.message, sentence.plural, count)
        else:
            words = self._messages.gettext(sentence.message) if sentence.message else ""
        return self._filled(words, sentence.figures)

    def refusal(self, error: CommonwealError) -> tuple[str, str]:
        """Write what a refusal says is wrong, and what to do about it."""
        return (
            self._filled(self._messages.gettext(error.what), error.figures),
            self._filled(self._messages.gettext(error.remedy), error.figures),
        )

    def fault(self, fault: Fault) -> str:
        """Write one fault of an input, without its place."""
        return self._filled(self._messages.gettext(fault.what), fault.figures)

    def _filled(self, words: str, figures: Mapping[str, Any]) -> str:
        return _NAME.sub(lambda found: self._written(figures[found[1]], found[2] or "", found[3] or ""), words)

    def _written(self, figure: Any, form: str, places: str) -> str:
        if isinstance(figure, Sentence):
            return self.text(figure)
        if isinstance(figure, Amount):
            return self._money(figure)
        if isinstance(figure, date):
            return format_date(figure, "d MMMM yyyy", locale=self.locale)
        if isinstance(figure, bool | str) or not isinstance(figure, int | float | Fraction):
            return str(figure)
        return self._number(figure, form, places)

    def _number(self, figure: float | Fraction, form: str, places: str) -> str:
        digits = "0" * int(places or (0 if form == "percent" or isinstance(figure, int) else 2))
        pattern = "#,##0" + (f".{digits}" if digits else "")
        value = float(figure) if isinstance(figure, Fraction) else figure
        if form == "percent":
            return format_percent(value, pattern + "%", locale=self.locale)
        return format_decimal(value, pattern, locale=self.locale)

    def _money(self, amount: Amount) -> str:
        whole = amount.units.denominator == 1
        return format_currency(
            float(amount.units),
            amount.currency,
            "¤#,##0" if whole else None,
            locale=self.locale,
            currency_digits=not whole,
        )


@lru_cache(maxsize=8)
def prose(locale: str = _ENGLISH) -> Prose:
    """Give the one :class:`Prose` of a locale."""
    return Prose(locale)
