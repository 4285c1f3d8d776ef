"""What a comparison of options says in words; public money before and after is told by ``cycle.whole_life``."""

from collections.abc import Iterator, Mapping

from commonweal.delivery.options import (
    GUESS,
    FalseEconomy,
    Kind,
    OptionComparison,
    Range,
    What,
    WholeLife,
)
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, key, say


def kind_words() -> Mapping[Kind, Sentence]:
    """Give the name of each way to go on."""
    return {
        "keep": say("keep"),
        "reshape": say("reshape"),
        "transfer": say("transfer"),
        "close": say("close"),
        "do nothing": say("do nothing"),
    }


def what_words() -> Mapping[What, Sentence]:
    """Give the name of each kind of figure."""
    return {
        "full cost": say("full cost"),
        "double running": say("double running"),
        "failure demand": say("failure demand"),
        "displaced cost": say("displaced cost"),
        "saving": say("saving"),
        "unmet need": say("unmet need"),
        "volunteer hours": say("volunteers' hours"),
    }


def money_range(found: Range) -> Sentence:
    """Say a range of money: at the least, most likely, at the most."""
    low, central, high = (Amount.of_pence(Pence(value)) for value in (found.low, found.central, found.high))
    return say("{central} ({low} to {high})", low=low, central=central, high=high)


def comparison_sentences(found: OptionComparison) -> tuple[Sentence, ...]:
    """Say what the options come to, which is cheapest now and dearer later, and what nobody has worked out."""
    asked = found.comparison
    return (
        say(
            "{title}: {n} options over {years} years from {first:plain}. Money is in the prices of the first year; "
            "nothing is discounted.",
            title=asked.title,
            n=len(asked.options),
            years=asked.years,
            first=asked.first_year,
        ),
        *(_costs(one) for one in found.options),
        say("People who go without are no part of the money: hold unmet need beside each of these figures."),
        *(sentence for mark in found.marked for sentence in mark_sentences(found, mark)),
        *_unmarked(found),
        *(sentence for one in found.options for sentence in _borne(one)),
        *(sentence for one in found.options for sentence in _cares(one)),
        *_left_out(found),
    )


def mark_sentences(found: OptionComparison, mark: FalseEconomy) -> Iterator[Sentence]:
    """Say why an option is marked, and how sure that is."""
    titles = {option.option.id: option.option.title for option in found.options}
    yield say(
        "Cheapest now, dearer later: {option} saves {saved} in the first year against {other}, and costs {dearer} "
        "more over {years} years.",
        option=titles[mark.option],
        other=titles[mark.other],
        saved=Amount.of_pence(mark.saved_now),
        dearer=Amount.of_pence(mark.dearer),
        years=found.comparison.years,
    )
    if mark.sure:
        yield say("This holds even where the first costs least and the second costs most.")
    else:
        yield say("This is by the central figures; at the ends of the ranges it may be otherwise.")


def _costs(one: WholeLife) -> Sentence:
    option, now, whole = one.option.title, money_range(one.now), money_range(one.whole)
    if one.costs_known:
        message = key("{option}: {now} in the first year; {whole} over all years, for everybody.")
    else:
        message = key("{option}: {now} in the first year; at least {whole} over all years, for everybody.")
    return say(message, option=option, now=now, whole=whole)


def _borne(one: WholeLife) -> Iterator[Sentence]:
    words = what_words()
    for (what, who), cost in one.borne.items():
        yield say(
            "{option}: {cost} of {what} over all years falls on {who}.",
            option=one.option.title,
            cost=money_range(cost),
            what=words[what],
            who=who,
        )


def _unmarked(found: OptionComparison) -> Iterator[Sentence]:
    if not found.marked:
        yield say("No option is cheapest in the first year and dearer over all years, by what is worked out.")


def _cares(one: WholeLife) -> Iterator[Sentence]:
    words = what_words()
    for what in one.not_worked_out:
        yield say(
            "{option}: nobody has worked out the {what}. It is not nothing; it is not known.",
            option=one.option.title,
            what=words[what],
        )
    for saving in one.not_counted:
        yield say(
            "{option}: a saving of {sum} is not counted, because no source is stated for it.",
            option=one.option.title,
            sum=money_range(saving.range),
        )
    guesses = sum(1 for figure in one.option.figures if figure.counts and figure.source == GUESS)
    if guesses:
        yield say(
            "{option}: {n} figure is a guess.",
            plural="{option}: {n} figures are guesses.",
            by="n",
            option=one.option.title,
            n=guesses,
        )


def _left_out(found: OptionComparison) -> Iterator[Sentence]:
    words = kind_words()
    for kind in found.comparison.kinds_left_out:
        yield say("Nobody has worked out this way to go on: {kind}.", kind=words[kind])
