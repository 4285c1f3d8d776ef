"""What the page of a plan says beside the plan: what could go wrong, options, money and what it does not show."""

from fractions import Fraction
from functools import partial

from commonweal.charts.option_bars import OptionCosts, option_bars
from commonweal.charts.picture import Picture
from commonweal.delivery.options import Range
from commonweal.delivery.options_told import money_range
from commonweal.formats.option_reading import People, ReadComparison, ReadOption
from commonweal.formats.prose import prose
from commonweal.handover.limits import ends
from commonweal.handover.pathways import carried_still, cost_above, fallback, load, met
from commonweal.handover.problem import total
from commonweal.handover.spending import way_spending
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.planned import Planned
from commonweal.web.reads.shown import Cell, Choice, Column, Link, Row, Said, Section, Table

CHECK = "/hand-over/check/"
_NOT_KNOWN = say("not known")
_VERDICTS = {
    "replaces public money": say("replaces public money"),
    "more than the cut": say("more than the cut"),
    "new money": say("new money"),
    "nothing new": say("nothing new"),
}


def could_go_wrong(found: Planned) -> tuple[Section, ...]:
    """Say what could go wrong, how likely it is and where, as far as the plan was tried."""
    tried = found.tried
    if tried is None:
        return ()
    told = tried.told
    return (
        Section(
            "wrong",
            say("What could go wrong, and how likely it is"),
            said=(
                told.wrong[0],
                say(
                    "As planned, no service falls below its floor. In these futures nobody mends the plan when things"
                    " go badly, as a real board would: they show what it would have to mend."
                ),
                *told.likely[:1],
                *told.fallback[1:2],
            ),
            pictures=(stress_picture(found),) if tried.trial.cells else (),
            choices=(
                Choice(
                    Link(say("Everything that was tried"), f"{CHECK}#tried"),
                    say("Each kind of thing by itself, what it was drawn from, and keeping everything beside it."),
                ),
            ),
        ),
    )


def stress_picture(found: Planned) -> Picture:
    """Draw how often each service falls below its floor; the plan was tried."""
    from commonweal.charts.stress_grid import grid_of, stress_grid

    cells = found.tried.trial.cells if found.tried else ()
    shown = grid_of(found.problem, cells)
    return drawn_once(found.folder.digest, "stress", lambda: stress_grid("stress", shown, prose().text))


def capacity_picture(found: Planned) -> Picture | None:
    """Draw capacity against load, or give None where nothing is handed over."""
    from commonweal.charts.capacity_fans import body_fans, capacity_fans

    shown = body_fans(found.problem, found.plan, found.codes, found.tried.fans if found.tried else ())
    if not shown.bodies:
        return None
    return drawn_once(found.folder.digest, "capacity", lambda: capacity_fans(shown, prose().text))


def way_picture(found: Planned) -> Picture:
    """Draw what is spent on the way."""
    from commonweal.charts.way_money import way_money, way_money_chart

    shown = way_money(found.problem, way_spending(found.problem, found.plan))
    return drawn_once(found.folder.digest, "way-money", lambda: way_money_chart(shown, prose().text))


def options(found: Planned) -> tuple[Section, ...]:
    """Set the ways to go on with a service side by side, as far as somebody worked them out."""
    if not found.options:
        return ()
    pictures, tables = [], []
    for k, one in enumerate(found.options, 1):
        pictures.append(drawn_once(found.folder.digest, f"options-{k}", partial(_bars, one, k)))
        tables.append(_side_by_side(one))
    return (
        Section(
            "options",
            say("Other ways to go on"),
            said=(
                say(
                    "Money is in the prices of the first year, and each figure is a range: most likely, at the least"
                    " and at the most. Here it is rounded to whole pounds; the files have every penny."
                ),
                say("People who go without are no part of the money: hold them beside each sum."),
            ),
            pictures=tuple(pictures),
            tables=tuple(tables),
            choices=(
                Choice(
                    Link(say("Every figure of the options, with its source"), found.source("options.txt")),
                    say("What each way costs in each year, who bears it, and what nobody has worked out."),
                ),
            ),
        ),
    )


def _bars(one: ReadComparison, k: int) -> Picture:
    costs = tuple(
        OptionCosts(option.title, _whole(option.now), _whole(option.whole), option.id in one.marked, option.costs_known)
        for option in one.options
    )
    return option_bars(f"options-{k}", costs, one.years, prose().text)


def _whole(found: Range) -> Range:
    """Round pence to whole pounds, which the page says."""
    low, central, high = (100 * round(Fraction(value, 100)) for value in (found.low, found.central, found.high))
    return Range(low, central, high)


def _money(found: Range) -> Sentence:
    return money_range(_whole(found))


def _side_by_side(one: ReadComparison) -> Table:
    last = one.first_year + one.years - 1
    columns = (
        Column(say("Way to go on")),
        Column(say("Paid in the first year")),
        Column(say("Over {years} years, for everybody", years=one.years)),
        Column(say("Of that, borne by others")),
        Column(say("People who go without in {year:plain}", year=last)),
        Column(say("Volunteers' hours, all years")),
        Column(say("Take care")),
    )
    return Table(one.title, columns, tuple(_option(one, option) for option in one.options))


def _option(one: ReadComparison, option: ReadOption) -> Row:
    borne = [option.parts[what] for what in ("failure demand", "displaced cost") if what in option.parts]
    hours = option.parts.get("volunteer hours")
    least = "" if option.costs_known else say("at least {sum}", sum=_money(option.whole))
    return Row(
        (
            Cell(option.title),
            Cell(_money(option.now)),
            Cell(least or _money(option.whole)),
            Cell(_money(sum(borne, Range(0, 0, 0))) if borne else _NOT_KNOWN),
            Cell(_people(option)),
            Cell(
                say("{central} ({low} to {high})", central=hours.central, low=hours.low, high=hours.high)
                if hours
                else _NOT_KNOWN
            ),
            Cell(_care(one, option)),
        )
    )


def _people(option: ReadOption) -> Said:
    """Add up the areas that were told; where one is hidden, or none was told, the sum is not known."""
    rows = [people for (area, group), people in option.unmet.items() if not group]
    rows = rows or list(option.unmet.values())
    if not rows:
        return _NOT_KNOWN
    low, central, high = (_added(rows, k) for k in range(3))
    if low is None or central is None or high is None:
        return say("too few to show in some places")
    return say("{central} ({low} to {high})", central=central, low=low, high=high)


def _added(rows: list[People], k: int) -> int | None:
    values = [row[k] for row in rows]
    return None if any(value is None for value in values) else sum(value or 0 for value in values)


def _care(one: ReadComparison, option: ReadOption) -> Said:
    said: list[Sentence] = []
    if option.id in one.marked:
        said.append(say("Cheapest now, dearer later."))
    if not option.costs_known:
        said.append(say("Not all costs are worked out: it may cost more."))
    if option.verdict:
        said.append(say("Public money: {verdict}.", verdict=_VERDICTS.get(option.verdict, option.verdict)))
    if not said:
        return "–"
    told = said[-1]
    for sentence in reversed(said[:-1]):
        told = say("{first} {rest}", first=sentence, rest=told)
    return told


def side_by_side(found: Planned) -> Table:
    """Set money beside what it does not show, as kept and as planned."""
    problem, plan = found.problem, found.plan
    quarters = range(problem.quarters)
    kept = total(problem.kept_money(t) for t in quarters)
    run = (c for c in range(len(problem.cells)) if problem.runs(c))
    kept += total(cost_above(problem, c, fallback(problem, c), t) for c in run for t in quarters)
    way = way_spending(problem, plan)
    held = total(
        [problem.funds.statutory_start, problem.funds.devolved_start, *problem.funds.statutory, *problem.funds.devolved]
    )
    paid = held - plan.statutory_balance[-1] - plan.devolved_balance[-1]
    twice = total(way.running_twice)
    rows = (
        (
            say("Money paid over the whole plan"),
            say("{sum}", sum=_pounds(found, kept)),
            say("{sum}", sum=_pounds(found, paid)),
            say("Of it, {twice} for a time in which two bodies run a service.", twice=_pounds(found, twice)),
        ),
        (
            say("Need that is not met, over the whole plan"),
            say("{share:percent1}", share=found.unmet(kept=True)),
            say("{share:percent1}", share=found.unmet()),
            say("These are people who go without. No sum stands for them."),
        ),
        (
            say("Need that is not met in the most deprived fifth"),
            say("{share:percent1}", share=_poorest(found, kept=True)),
            say("{share:percent1}", share=_poorest(found, kept=False)),
            say("Over the whole plan."),
        ),
        (
            say("Work that volunteers do, unpaid"),
            say("no part of the plan"),
            say("{sum} worth", sum=_pounds(found, _unpaid(found))),
            say("At what it would cost the council. It is no saving: somebody gives that time."),
        ),
    )
    columns = (
        Column(say("What")),
        Column(say("Were everything kept")),
        Column(say("By this plan")),
        Column(say("What to know"), "why"),
    )
    return Table(
        say("Money, beside what it does not show"),
        columns,
        tuple(Row(tuple(Cell(cell) for cell in row)) for row in rows),
    )


def _pounds(found: Planned, units: Fraction) -> Amount:
    return found.pounds(units)


def _poorest(found: Planned, *, kept: bool) -> Fraction:
    problem = found.problem
    most, _ = ends(problem)
    need = lacking = Fraction(0)
    for c in most.cells:
        choice = fallback(problem, c) if kept else found.plan.decisions.pathways[c]
        for t, units in enumerate(problem.cells[c].demand):
            need += units
            lacking += units * (1 - met(problem, c, choice, t))
    return lacking / need if need else Fraction(0)


def _unpaid(found: Planned) -> Fraction:
    problem, ways = found.problem, found.plan.decisions.pathways
    taken = total(
        problem.offers[choice.offer].volunteer_share * load(problem, choice, t)
        for choice in ways
        if choice
        for t in range(choice.start, problem.quarters)
    )
    still = total(
        problem.offers[now.offer].volunteer_share * carried_still(problem, c, ways[c], t)
        for c, now in enumerate(problem.running)
        if now
        for t in range(problem.quarters)
    )
    return taken + still


def for_the_analyst() -> Choice:
    """Lead to the page on which everything stands that a check needs."""
    return Choice(
        Link(say("Check the plan figure by figure"), CHECK),
        say("Both gaps, every row and price, every parameter with its range and source, the files, and how to verify."),
    )
