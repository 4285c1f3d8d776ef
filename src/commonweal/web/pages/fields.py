"""The fields of our forms: each with its words as sentences, and each fault said so that one knows what to do."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from django import forms

from commonweal.terms.money import Pence
from commonweal.terms.sentences import Sentence, key, say

Answer = tuple[str, Sentence | str]
"""A choice: what is sent, and what it says."""


class Asking(forms.Field):
    """What every field of ours has.

    Attributes:
        kind: how it is drawn.
        wrong: what to do where the answer cannot be read; a message of the catalogue.
        asks: its label.
        helps: what helps to answer, or "".
    """

    kind: ClassVar[str]
    wrong: ClassVar[str]
    asks: Sentence
    helps: Sentence | str


class Words(Asking, forms.CharField):
    """A line of words."""

    kind = "text"
    wrong = key("Write it on one line.")

    def __init__(self, label: Sentence, hint: Sentence | str = "", *, longest: int = 200, **named: Any) -> None:
        super().__init__(max_length=longest, **named)
        self.asks, self.helps = label, hint


class LongWords(Words):
    """Several lines of words."""

    kind = "long"
    wrong = key("Write it in words: it holds a character that cannot be kept.")

    def __init__(self, label: Sentence, hint: Sentence | str = "", *, longest: int = 4000, **named: Any) -> None:
        super().__init__(label, hint, longest=longest, **named)

    def to_python(self, value: Any) -> str:
        """Read the words with one kind of line end: a browser sends two characters for each, and counts one."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class Address(Asking, forms.EmailField):
    """An email address."""

    kind = "email"
    wrong = key("Write an email address, such as name@example.org.")

    def __init__(self, label: Sentence, hint: Sentence | str = "", **named: Any) -> None:
        super().__init__(**named)
        self.asks, self.helps = label, hint


class Secret(Asking, forms.CharField):
    """A password."""

    kind = "password"
    wrong = key("Write a password.")

    def __init__(self, label: Sentence, hint: Sentence | str = "", **named: Any) -> None:
        super().__init__(strip=False, max_length=500, **named)
        self.asks, self.helps = label, hint


class DeviceCode(Words):
    """A code that somebody's device shows."""

    kind = "code"
    wrong = key("Write the code that the device shows now.")


class Day(Asking, forms.DateField):
    """A day of these times: from others no days can be counted on, and whoever writes one has mistyped the year."""

    kind = "date"
    wrong = key("Write a day, such as 2027-03-31 or 31/3/2027.")
    _YEARS = range(1900, 2200)

    def __init__(self, label: Sentence, hint: Sentence | str = "", **named: Any) -> None:
        forms_of_a_day = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y"]
        super().__init__(input_formats=forms_of_a_day, **named)
        self.asks, self.helps = label, hint

    def to_python(self, value: Any) -> Any:
        """Read a day."""
        found = super().to_python(value)
        if found is not None and found.year not in self._YEARS:
            raise forms.ValidationError("not of these times", code="invalid")
        return found


class Whole(Asking, forms.IntegerField):
    """A whole number that people count to: of people, days, projects or points."""

    kind = "number"
    wrong = key("Write a whole number.")
    LARGEST = 999_999_999

    def __init__(self, label: Sentence, hint: Sentence | str = "", *, least: int = 0, **named: Any) -> None:
        super().__init__(min_value=least, max_value=self.LARGEST, **named)
        self.asks, self.helps = label, hint


class Pounds(Asking, forms.DecimalField):
    """A sum of money, given as Pence."""

    kind = "money"
    wrong = key("Write a sum in pounds, such as 1250 or 1250.50.")

    def __init__(self, label: Sentence, hint: Sentence | str = "", **named: Any) -> None:
        super().__init__(min_value=0, max_digits=13, decimal_places=2, **named)
        self.asks, self.helps = label, hint

    def to_python(self, value: Any) -> Any:
        """Read a sum; a pound sign and commas between thousands are taken as they are meant."""
        return super().to_python(value.replace("£", "").replace(",", "").strip() if isinstance(value, str) else value)

    def clean(self, value: Any) -> Any:
        """Give the sum as pence, or None where nothing was written and nothing needed."""
        found = super().clean(value)
        return None if found is None else Pence(int(found * 100))


class Share(Asking, forms.CharField):
    """A part of a whole, exactly: as a percentage or as a fraction; given as a Fraction."""

    kind = "text"
    wrong = key("Write a part, such as 1/3, or 20 %.")
    _WRITTEN = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s*%?|\d{1,6}/[1-9]\d{0,5}", re.ASCII)

    def __init__(self, label: Sentence, hint: Sentence | str = "", **named: Any) -> None:
        super().__init__(max_length=20, **named)
        self.asks, self.helps = label, hint

    def clean(self, value: Any) -> Any:
        """Give the part as a Fraction, or None where nothing was written and nothing needed."""
        text = super().clean(value)
        found = self._WRITTEN.fullmatch(text)
        if text and not found:
            raise forms.ValidationError("not a part", code="part")
        if not found:
            return None
        return Fraction(found[1]) / 100 if found[1] else Fraction(text)

    @staticmethod
    def written(part: Fraction) -> str:
        """Write a part as people type it: as a percentage where that is exact.

        Examples:
            >>> Share.written(Fraction(1, 8)), Share.written(Fraction(1, 3))
            ('12.5 %', '1/3')
        """
        hundredth = part * 100 * 10_000
        if hundredth.denominator != 1:
            return str(part)
        return f"{Decimal(int(hundredth)).scaleb(-4).normalize():f} %"


class One(Asking, forms.ChoiceField):
    """One of several answers."""

    kind = "one"
    wrong = key("Choose one of the answers.")

    def __init__(self, label: Sentence, answers: Sequence[Answer], hint: Sentence | str = "", **named: Any) -> None:
        super().__init__(choices=lambda: answers, **named)
        self.asks, self.helps = label, hint


class Pick(One):
    """One of many answers, in a list that folds."""

    kind = "pick"


class Some(Asking, forms.MultipleChoiceField):
    """Some of several answers."""

    kind = "some"
    wrong = key("Choose from the answers.")

    def __init__(self, label: Sentence, answers: Sequence[Answer], hint: Sentence | str = "", **named: Any) -> None:
        super().__init__(choices=lambda: answers, **named)
        self.asks, self.helps = label, hint


class Agreed(Asking, forms.BooleanField):
    """Something to agree to."""

    kind = "agreed"
    wrong = key("Tick this to go on.")

    def __init__(self, label: Sentence, hint: Sentence | str = "", **named: Any) -> None:
        super().__init__(**named)
        self.asks, self.helps = label, hint


class Upload(Asking, forms.FileField):
    """A file, never opened as anything but what it should be."""

    kind = "file"
    wrong = key("Choose a file.")
    LARGEST = 20_000_000

    def __init__(self, label: Sentence, hint: Sentence | str = "", **named: Any) -> None:
        super().__init__(**named)
        self.asks, self.helps = label, hint

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Take a file that is not larger than 20 MB."""
        found = super().clean(data, initial)
        if found is not None and found.size > self.LARGEST:
            raise forms.ValidationError("too large", code="too_large")
        return found


class Carried(Asking, forms.CharField):
    """A value that the page carries along unseen."""

    kind = "hidden"
    wrong = key("Load the page again: something it carried was lost.")

    def __init__(self, **named: Any) -> None:
        super().__init__(widget=forms.HiddenInput, max_length=4000, **named)
        self.asks, self.helps = say("carried along"), ""
