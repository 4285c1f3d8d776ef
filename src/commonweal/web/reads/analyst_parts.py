"""Parts of the analyst's page: rows with their slack, prices, parameters, and the files."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256

from commonweal.formats.parameters_read import read_parameters
from commonweal.formats.tables import decimal_text
from commonweal.handover.limits import protected
from commonweal.handover.slack import NEAR, Slack, slacks
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.planned import Planned
from commonweal.web.reads.shown import Cell, Column, Row, Said, Section, Table
from commonweal.web.reads.telling import quarter_words

_MOST_PRICES = 25
_ROWS: Mapping[str, Sentence] = {
    "(3)": say("load within capacity, overload included"),
    "(5)": say("no body grows faster than it can"),
    "(7)": say("social action grows no faster than it can"),
    "(8)": say("volunteers' hours that can be sustained"),
    "(9)": say("least capacity of a body that is ready"),
    "(10)": say("the statutory fund is never overdrawn"),
    "(11)": say("the devolved fund is never overdrawn"),
    "(11a)": say("no more is borrowed than may be"),
    "(12)": say("enough is held to step in for any one body"),
    "(13)": say("the gap between the ends stays in its band"),
    "(13a)": say("no detriment to whom is protected"),
    "(14)": say("no body runs more of a service than the place allows"),
}
_MONEY = frozenset({"(10)", "(11)", "(11a)", "(12)"})
_SHARES = frozenset({"(13)", "(13a)"})
_FILES: Mapping[str, Sentence] = {
    "input.json": say("all that the plan was made from, exactly"),
    "plan.json": say("the plan: every start, sum, load and balance, exactly"),
    "certificate.json": say("prices, bound and gaps"),
    "explanation.json": say("the plan in sentences, for machines"),
    "explanation.txt": say("the plan in sentences"),
    "timetable.csv": say("who runs what in each quarter, for a spreadsheet"),
    "alternatives.json": say("other plans, and what would help most, for machines"),
    "alternatives.txt": say("other plans, and what would help most"),
    "parameters.csv": say("every parameter with its value, range and source"),
    "stress.json": say("how the plan was tried: every chance and range, exactly"),
    "stress.csv": say("how often each service falls below its floor, for a spreadsheet"),
    "stress.txt": say("how the plan was tried, in sentences"),
    "options.json": say("ways to go on with services, exactly"),
    "options.csv": say("the same, for a spreadsheet"),
    "options.txt": say("the same, side by side as text"),
    "manifest.json": say("the fingerprint of each file here"),
}


def rows_section(found: Planned) -> Section:
    """Say of each kind of row how many bind, and how much the tightest leaves."""
    columns = (
        Column(say("Row, and what it says")),
        Column(say("How many")),
        Column(say("How many bind")),
        Column(say("The tightest leaves")),
        Column(say("Where and when"), "why"),
    )
    body = tuple(_row(found, one) for one in slacks(found.problem, found.plan))
    return Section(
        "rows",
        say("Row by row"),
        said=(
            say(
                "The verifier works every row out again, without any tolerance. A row is said to bind here where no"
                " more than {share:percent1} of its limit is left (of need, where shares of need are limited); plans"
                " keep a little room for rounding.",
                share=NEAR,
            ),
            say("Rows that only say what follows from what, such as how capacity wears off, have no slack at all."),
        ),
        tables=(Table(say("What limits the plan, and how much is left"), columns, body),),
    )


def _row(found: Planned, one: Slack) -> Row:
    quarter = quarter_words(found.problem.quarter(one.quarter))
    where = _owner(found, one.row, one.of, one.which)
    told: Said = say("{where}, {quarter}", where=where, quarter=quarter) if where else say("{quarter}", quarter=quarter)
    return Row(
        (
            Cell(_said(one.row)),
            Cell(say("{n}", n=one.rows)),
            Cell(say("{n}", n=one.binding)),
            Cell(_left(found, one)),
            Cell(told),
        )
    )


def _said(row: str) -> Sentence:
    return say("{row} {what}", row=row.replace("(11a)", "(11)"), what=_ROWS[row])


def _left(found: Planned, one: Slack) -> Sentence:
    if one.row in _MONEY:
        return say("{left} of {limit}", left=found.pounds(one.left), limit=found.pounds(one.limit))
    if one.row in _SHARES:
        return say("{left:decimal2} of {limit:decimal2} points", left=100 * one.left, limit=100 * one.limit)
    return say("{left:decimal2} of {limit:decimal2} units", left=one.left, limit=one.limit)


def _owner(found: Planned, row: str, of: str, which: int) -> Said:
    problem = found.problem
    if row == "(12)":
        # Whose end would take most to step in for is said without a name, as in the trial.
        return say("body {n}", n=found.codes[which]) if which in found.codes else say("another body")
    names: Mapping[str, Sequence[str]] = {
        "body": [body.name for body in problem.providers],
        "place": [place.name for place in problem.neighbourhoods],
        "fund": [fund.name for fund in problem.funds.blended],
    }
    if of in names:
        return names[of][which]
    if of == "guard":
        return problem.services[protected(problem)[which - 1]].name if which else say("the most deprived fifth")
    return ""


def prices_section(found: Planned) -> tuple[Section, ...]:
    """Give the prices that are not nothing, the dearest first."""
    rows = sorted(_prices(found), key=lambda one: (-one[2], one[0]))
    if not rows:
        return ()
    columns = (
        Column(say("Row, and what it says")),
        Column(say("Of whom")),
        Column(say("Highest price"), "number"),
        Column(say("In"), "why"),
    )
    body = tuple(
        Row(
            (
                Cell(_said(number)),
                Cell(whom or say("the whole plan")),
                Cell(say("{price:decimal4}", price=price)),
                Cell(
                    say(
                        "{quarter}; above nothing in {n} quarter",
                        plural="{quarter}; above nothing in {n} quarters",
                        by="n",
                        quarter=quarter_words(found.problem.quarter(t)),
                        n=many,
                    )
                ),
            )
        )
        for number, whom, price, t, many in rows[:_MOST_PRICES]
    )
    said = [
        say(
            "A price is how much less weighted need would be left unmet with one more unit of a limit, were halves of a"
            " hand-over allowed. What has no price does not stand in the way. The dearest {n} of {all} are here; every"
            " price of every quarter is in certificate.json.",
            n=len(body),
            all=len(rows),
        )
    ]
    table = Table(say("The prices that bind"), columns, body)
    return (Section("prices", say("What stands in the way, by its price"), said=tuple(said), tables=(table,)),)


_Price = tuple[str, Said, Fraction, int, int]
"""Row, whom it is of, the highest price, its quarter, and the number of quarters with a price."""


def _prices(found: Planned) -> Iterator[_Price]:
    prices = found.certificate.prices
    grids: tuple[tuple[str, str, Sequence[Sequence[Fraction]]], ...] = (
        ("(3)", "body", prices.capacity),
        ("(8)", "place", prices.volunteers),
        ("(9)", "body", prices.ready_load),
        ("(9)", "body", prices.ready_capacity),
        ("(10)", "plan", (prices.statutory,)),
        ("(11)", "plan", (prices.devolved,)),
        ("(11)", "fund", prices.blended),
        ("(12)", "body", prices.step_in),
        ("(13)", "plan", (prices.equity,)),
        ("(13a)", "guard", prices.detriment),
        *(("(14)", "body", rows) for rows in _by_body(found)),
    )
    for number, of, grid in grids:
        for which, row in enumerate(grid):
            if any(row):
                t = max(range(len(row)), key=lambda at: (row[at], -at))
                yield number, _owner(found, number, of, which), row[t], t, sum(1 for price in row if price)


def _by_body(found: Planned) -> Iterator[Sequence[Sequence[Fraction]]]:
    """Give the prices of each largest share body by body; they are of the last quarter."""
    for row in found.certificate.prices.largest_share:
        yield [(*(Fraction(0),) * (found.problem.quarters - 1), price) for price in row]


def asked_section(found: Planned) -> tuple[Section, ...]:
    """Give what the place asks of its plan beyond the model's own rows, each with its reason or source."""
    problem, asked = found.problem, found.problem.conditions
    services = [service.name for service in problem.services]
    every = say("every service")
    rows: list[tuple[Said, Said, Said]] = []
    for closed in asked.blackouts:
        name = every if closed.service is None else services[closed.service]
        told = say(
            "nothing begins in {quarter}: {service}",
            quarter=quarter_words(problem.quarter(closed.quarter)),
            service=name,
        )
        rows.append((say("closed quarter"), told, closed.reason))
    for floor in asked.price_floors:
        told = say("{service}: {least:decimal2} a unit", service=services[floor.service], least=floor.least)
        rows.append((say("least price, for the living wage"), told, floor.source))
    for share in asked.largest_shares:
        told = say("{service}: {most:percent}", service=services[share.service], most=share.most)
        rows.append((say("largest share of one body"), told, share.reason))
    for lot in asked.lots:
        told = say(
            "{group}: {lot}, services counted by neighbourhood: {n}", group=lot.group, lot=lot.name, n=len(lot.cells)
        )
        rows.append((say("lot; one body takes at most one of its group"), told, ""))
    rows.extend(
        (say("devolved fund"), fund.name, say("may be spent on: {uses}", uses=", ".join(fund.uses)))
        for fund in problem.funds.blended
    )
    for gain in asked.gains:
        told = say(
            "{body}: {units:decimal2} units from {quarter}",
            body=problem.providers[gain.provider].name,
            units=gain.units,
            quarter=quarter_words(problem.quarter(gain.quarter)),
        )
        rows.append((say("more capacity, by a development plan"), told, gain.source))
    if not rows:
        return ()
    columns = (Column(say("What")), Column(say("Of what, and how much")), Column(say("Why, or from where"), "why"))
    body = tuple(Row((Cell(what), Cell(told), Cell(why))) for what, told, why in rows)
    table = Table(say("What the place asks of its plan besides"), columns, body)
    return (Section("asked", say("What the place asks besides"), tables=(table,)),)


def parameters_section(found: Planned) -> Section:
    """Give every parameter with its value, its range and its source."""
    read = read_parameters(found.folder.files, found.problem)
    columns = (
        Column(say("Parameter")),
        Column(say("Value"), "number"),
        Column(say("Range"), "number"),
        Column(say("Source"), "why"),
    )
    body = tuple(
        Row(
            (
                Cell(one.setting.name),
                Cell(decimal_text(one.setting.value)),
                Cell(
                    say(
                        "{least} to {most}",
                        least=decimal_text(one.setting.least),
                        most=decimal_text(one.setting.most),
                    )
                ),
                Cell(one.setting.source),
            )
        )
        for one in read
    )
    said = [
        say("Quarters unless the name says otherwise; a share is of the first quarter's whole need unless it says so."),
    ]
    if not all(one.stated for one in read):
        said.append(say("This plan was published without its sources: ranges and sources are those of the defaults."))
    table = Table(say("Each parameter, its range and where it comes from"), columns, body)
    return Section("parameters", say("Parameters"), said=tuple(said), tables=(table,))


def downloads_table(found: Planned) -> Table:
    """List the files of the plan's folder, each with what it holds and its fingerprint."""
    files = found.folder.files
    order = [name for name in _FILES if name in files] + sorted(set(files) - set(_FILES))
    columns = (Column(say("File")), Column(say("What is in it")), Column(say("SHA-256"), "why"))
    body = tuple(
        Row((Cell(name, found.source(name)), Cell(_FILES.get(name, "")), Cell(sha256(files[name]).hexdigest())))
        for name in order
    )
    return Table(say("Every file of the plan's folder"), columns, body)
