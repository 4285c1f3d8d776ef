"""What a full cost says in words: to a trustee, a commissioner, a union representative."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from commonweal.delivery.budget import Budget, Uplifts
from commonweal.delivery.full_cost import FullCost, YearCost
from commonweal.delivery.rates import Rate, stale_warning
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say


def cost_sentences(found: FullCost, uplifts: Uplifts, rates: Collection[Rate], on: date) -> tuple[Sentence, ...]:
    """Say what a budget comes to, what it leaves open, and what to take care of.

    Args:
        found: the full cost.
        uplifts: the indices it was worked out with.
        rates: the records of wage rates.
        on: the day on which it is said, by which records are judged to be old.
    """
    return (
        *_summary(found),
        *(sentence for year in found.years for sentence in year_sentences(year)),
        *_cares(found, uplifts, rates, on),
    )


def year_sentences(year: YearCost) -> Iterator[Sentence]:
    """Say what one year costs, who pays, what nobody pays, and whose pay is too low."""
    yield say(
        "{year}: the full cost is {full}; price and grants pay {paid}.",
        year=year.label,
        full=_pounds(year.full_cost),
        paid=_pounds(year.paid),
    )
    yield from _gap(year)
    yield from _pay(year)


def _summary(found: FullCost) -> Iterator[Sentence]:
    budget = found.budget
    yield say(
        "{title} costs {total} in {years} year, in full.",
        plural="{title} costs {total} in {years} years, in full.",
        by="years",
        title=budget.title,
        total=_pounds(found.total),
        years=budget.years,
    )
    unfilled = sum(max(0, year.unfilled) for year in found.years)
    if unfilled:
        yield say("Nobody has agreed to pay {unfilled} of it.", unfilled=_pounds(unfilled))
    else:
        yield say("Every year is paid for in full by somebody who has agreed to.")


def _gap(year: YearCost) -> Iterator[Sentence]:
    if year.gap > 0:
        yield say("The cost gap of {year} is {gap}.", year=year.label, gap=_pounds(year.gap))
    fills = [one for one in year.income if one.pays == "fills the gap"]
    for one in fills:
        yield say("{sum} towards it comes from {payer}.", sum=_pounds(one.amount), payer=one.payer)
    if year.unfilled > 0:
        yield say("Nobody fills {sum} of it.", sum=_pounds(year.unfilled))
    elif year.unfilled < 0:
        yield say("{sum} is left over in {year}.", sum=_pounds(-year.unfilled), year=year.label)
    for one in year.hoped:
        yield say(
            "{sum} is hoped for from {payer}; nobody has agreed to it, and it is not counted.",
            sum=_pounds(one.amount),
            payer=one.payer,
        )


def _pay(year: YearCost) -> Iterator[Sentence]:
    for one in year.below:
        yield say(
            "{line}: {pay} an hour in {year} is below the real living wage of {wage}; lifting it costs {sum}.",
            line=one.line,
            pay=_pounds(one.pay),
            year=year.label,
            wage=_pounds(one.wage),
            sum=_pounds(one.lifting),
        )
    if year.below:
        yield say(
            "With its share of overheads, lifting pay costs {sum} in {year}. It is part of the full cost.",
            sum=_pounds(year.lifting),
            year=year.label,
        )


def _cares(found: FullCost, uplifts: Uplifts, rates: Collection[Rate], on: date) -> Iterator[Sentence]:
    budget = found.budget
    for rate in dict.fromkeys(year.wage.rate for year in found.years):
        yield rate.sentence()
    yield from _wage_guessed(found)
    old = stale_warning(rates, budget.wage_area, on)
    if old:
        yield old
    for index in sorted(budget.indices):
        yield say(
            "The index {index} comes from: {sources}.", index=index, sources="; ".join(uplifts.sources.get(index, ()))
        )
    yield from _left_out(budget)


def _wage_guessed(found: FullCost) -> Iterator[Sentence]:
    guessed = [year for year in found.years if not year.wage.known]
    if not guessed:
        return
    if found.budget.wage_uplift:
        yield say(
            "No real living wage is known yet for {year} and after: the last one is taken to rise with the index "
            "{index}.",
            year=guessed[0].label,
            index=found.budget.wage_uplift,
        )
    else:
        yield say(
            "No real living wage is known yet for {year} and after: the last one is held as it is, so pay may be "
            "too low where nothing says so.",
            year=guessed[0].label,
        )


def _left_out(budget: Budget) -> Iterator[Sentence]:
    if not budget.overheads:
        yield say("No overheads are stated. A full cost has a fair share of them, so this one is too low.")
    if budget.staff and not budget.on_costs:
        yield say("No on-costs are stated, such as employer's National Insurance and pension.")
    flat = _flat(budget) if budget.years > 1 else []
    if flat:
        yield say(
            "Nothing says that these rise from year to year, so they do not: {lines}.", lines="; ".join(sorted(flat))
        )


def _flat(budget: Budget) -> list[str]:
    each: Iterable[tuple[str, str]] = (
        *((line.line, line.uplift) for line in budget.staff),
        *((line.line, line.uplift) for line in budget.lines if line.year is None),
        *((one.line, one.uplift) for one in budget.overheads if one.share is None),
    )
    return [line for line, uplift in each if not uplift]


def _pounds(pence: Pence | int) -> Amount:
    return Amount.of_pence(Pence(pence))
