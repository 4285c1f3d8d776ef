from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given

from commonweal.errors import Fault, UnknownName
from commonweal.formats.prose import Prose, prose
from commonweal.formats.tables import decimal_text
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say
from tests.strategies import amounts

SPACE = "\N{NO-BREAK SPACE}"


def text(message, **figures):
    return prose().text(say(message, **figures))


@pytest.mark.parametrize(
    ("units", "currency", "expected"),
    [
        (Fraction(995079), "PLN", f"995,079{SPACE}zł"),
        (Fraction(5, 2), "PLN", f"2.50{SPACE}zł"),
        (Fraction(5, 2), "GBP", "£2.50"),
        (Fraction(200000), "GBP", "£200,000"),
        (Fraction(-7, 2), "GBP", "-£3.50"),
        (Fraction(5, 2), "EUR", "€2.50"),
        (Fraction(5, 2), "CHF", f"CHF{SPACE}2.50"),
        (Fraction(1, 8), "GBP", "£0.125"),
        (Fraction(1, 3), "GBP", "£0.33"),
        (Fraction(10**30) + Fraction(1, 4), "GBP", "£1,000,000,000,000,000,000,000,000,000,000.25"),
        (Fraction(3), "XYZ", f"XYZ{SPACE}3"),
    ],
)
def test_money_in_its_own_sign_with_every_digit(units, currency, expected):
    assert text("{sum}", sum=Amount(units, currency)) == expected


@given(amounts)
def test_no_digit_of_a_sum_is_lost(amount):
    shown = text("{sum}", sum=amount)
    digits = "".join(letter for letter in shown if letter.isdigit() or letter in "-.")
    assert Fraction(digits) == amount.units == Fraction(decimal_text(amount.units))


def test_pence_are_shown_in_pounds():
    assert text("{sum}", sum=Amount.of_pence(Pence(123456))) == "£1,234.56"


@pytest.mark.parametrize(
    ("message", "figure", "expected"),
    [
        ("{x}", 486093, "486,093"),
        ("{x:plain}", 2026, "2026"),
        ("{x}", 2.5, "2.50"),
        ("{x}", Fraction(30), "30"),
        ("{x}", Fraction(2, 3), "0.67"),
        ("{x:decimal0}", Fraction(2, 3), "1"),
        ("{x:decimal4}", Fraction(2, 3), "0.6667"),
        ("{x:percent}", Fraction(41, 50), "82%"),
        ("{x:percent1}", Fraction(1, 3), "33.3%"),
        ("{x:percent}", 0.5, "50%"),
        ("{x:percent2}", 1, "100.00%"),
        ("{x}", True, "True"),
        ("{x}", "as it is: {y}", "as it is: {y}"),
        ("{x}", date(2026, 3, 1), "1 March 2026"),
        ("{x}", datetime(2026, 3, 1, 17, 5, tzinfo=UTC), "1 March 2026, 17:05"),
    ],
)
def test_each_figure_in_its_own_form(message, figure, expected):
    assert text(message, x=figure) == expected


def test_a_sentence_may_stand_inside_another():
    assert text("{why}, so {then}.", why=say("{n} voters pay", n=1000), then=say("it is funded")) == (
        "1,000 voters pay, so it is funded."
    )


@pytest.mark.parametrize(("n", "expected"), [(1, "1 area"), (0, "0 areas"), (2, "2 areas")])
def test_the_plural_is_chosen_by_its_figure(n, expected):
    assert prose().text(say("{n} area", plural="{n} areas", by="n", n=n)) == expected


def test_a_plural_needs_a_whole_number():
    with pytest.raises(TypeError, match="whole number"):
        prose().text(say("{n} area", plural="{n} areas", by="n", n=1.5))


def test_a_name_without_a_figure_is_a_fault_of_the_code():
    with pytest.raises(KeyError):
        text("{missing}")


def test_a_form_that_does_not_exist_is_a_fault_of_the_code():
    with pytest.raises(ValueError, match="percents"):
        text("{x:percents}", x=1)


def test_nothing_said_is_nothing():
    assert prose().text(Sentence("", {})) == ""


def test_refusals_and_faults_are_told_with_their_place():
    refusal = UnknownName(kind="rule", name="equal_share", nearest="; the nearest is equal_shares")
    assert prose().refusal(refusal) == (
        "There is no rule called equal_share; the nearest is equal_shares.",
        "Use one of the names that the documentation lists.",
    )
    fault = Fault("{text} is negative", {"text": "-4"}, "poll.pb", 1200, "cost")
    assert prose().fault(fault) == "-4 is negative"
    assert prose().placed_fault(fault) == "poll.pb, line 1200, cost: -4 is negative"
    assert prose().placed_fault(Fault("it is empty")) == "it is empty"


def test_another_language_writes_its_own_numbers_and_dates():
    assert Prose("de").text(say("{x} {d}", x=1234567, d=date(2026, 3, 1))) == "1.234.567 1. März 2026"


def test_a_translation_is_used_and_reorders_its_figures(tmp_path, monkeypatch):
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    welsh = Catalog(locale="cy")
    welsh.add("{n} of {m}", "o {m}, {n}")
    with (tmp_path / "cy.po").open("wb") as out:
        write_po(out, welsh)
    monkeypatch.setattr("commonweal.formats.prose.CATALOGUE", tmp_path)
    assert Prose("cy").text(say("{n} of {m}", n=2, m=3)) == "o 3, 2"
    # The empty message is the catalogue's own header, which nobody should read.
    assert Prose("cy").text(Sentence("", {})) == ""
