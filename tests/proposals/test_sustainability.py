"""Sustainability figures: shown with the reason that a person gave, and never a ground to refuse."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from commonweal.formats.prose import prose
from commonweal.proposals.sustainability import Sustainability, latest, told
from commonweal.terms.sources import Unknown

FIGURES = Sustainability(
    "hall", date(2026, 3, 31), Fraction(4500), Fraction(3000), Fraction("0.62"), 2, "The roof was mended last year."
)


def text(figures):
    return " ".join(prose().text(sentence) for sentence in told(figures))


def test_every_figure_stands_beside_the_reason():
    assert text(FIGURES) == (
        "Its reserves of £4,500 are 1.5 months of what it spends. Its largest funder gives 62% of its income."
        " Its work rests on 2 people: plan for a day when one of them cannot come."
        " In the words of whoever looked, on 31 March 2026: The roof was mended last year."
    )


def test_who_rests_on_one_person_is_told_so_and_who_rests_on_many_is_not():
    assert "rests on 1 person: plan for a day when that person cannot come" in text(replace(FIGURES, lead_volunteers=1))
    assert "rests on" not in text(replace(FIGURES, lead_volunteers=3))
    assert "rests on" not in text(replace(FIGURES, lead_volunteers=0))


def test_who_spends_nothing_has_no_months():
    nothing = replace(FIGURES, monthly_spending_gbp=Fraction(0))
    assert isinstance(nothing.months, Unknown)
    assert "spends nothing in a month" in text(nothing)


def test_who_owes_more_than_it_has_is_shown_so():
    assert replace(FIGURES, reserves_gbp=Fraction(-3000)).months == -1


def test_the_latest_figures_up_to_a_day_count():
    later = replace(FIGURES, on=date(2026, 9, 30), lead_volunteers=5)
    assert latest([later, FIGURES], date(2026, 9, 29)) == {"hall": FIGURES}
    assert latest([later, FIGURES], date(2026, 9, 30)) == {"hall": later}
