"""What a comparison of options says: each cost as a range, the mark, who bears what, and what is not known."""

from dataclasses import replace

from commonweal.delivery.options import compare_options
from commonweal.delivery.options_told import comparison_sentences
from tests.delivery.budgets import UPLIFTS
from tests.delivery.comparisons import CLOSE, HUB, KEEP, figure


def told(asked=HUB):
    return [str(one) for one in comparison_sentences(compare_options(asked, UPLIFTS))]


def said(sentences, *texts):
    return [one for one in sentences if all(text in one for text in texts)]


def test_it_says_that_money_is_real_and_nothing_is_discounted():
    assert said(told(), "in the prices of the first year", "nothing is discounted", "from 2026")


def test_every_option_says_its_cost_now_and_over_all_years():
    assert [bool(said(told(), f"{title}:", "in the first year")) for title in ("Keep it", "Close it")] == [True, True]


def test_the_mark_is_told_with_how_sure_it_is():
    assert said(told(), "Cheapest now, dearer later: Close it")
    assert said(told(), "by the central figures")
    dear = replace(CLOSE, figures=(*CLOSE.figures, figure("displaced cost", 2_000_000, 2_000_000, 3_000_000)))
    assert said(told(replace(HUB, options=(KEEP, dear))), "even where the first costs least")
    assert said(told(replace(HUB, options=(KEEP, replace(KEEP, id="same")))), "No option is cheapest")


def test_who_bears_what_and_what_is_guessed_or_not_counted_is_told():
    assert said(told(), "Close it", "displaced cost", "falls on families")
    assert said(told(), "Close it", "a saving of", "is not counted")
    assert said(told(), "Keep it: 1 figure is a guess")


def test_what_nobody_worked_out_is_told_and_the_whole_is_then_a_least():
    bare = replace(CLOSE, figures=(figure("full cost", 1, 2, 3),))
    sentences = told(replace(HUB, options=(KEEP, bare)))
    assert said(sentences, "Close it", "at least")
    assert said(sentences, "nobody has worked out the displaced cost", "It is not nothing")
    assert not said(told(), "at least") + said(told(), "not nothing")
    assert said(told(), "this way to go on: reshape")
    assert said(told(), "this way to go on: do nothing")
