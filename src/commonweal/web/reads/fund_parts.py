"""The parts of a fund's page: what stands beside it, what it is, how its money is parted, and how it reconciles."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from commonweal.funding.fund.constitution import Constitution, Protected
from commonweal.funding.fund.ledger import Movement, Reconciled
from commonweal.record.entries import Entry
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.personal import Kept
from commonweal.web.reads.shown import Aside, Cell, Column, Row, Said, Section, Table
from commonweal.web.reads.stored import StoredFund


def beside(one: StoredFund, kept: Kept, entries: Sequence[Entry]) -> tuple[Section, ...]:
    """Set public money before and now beside the new money, each figure opening to the entry that states it."""
    if one.stated is None or one.stated_by is None:
        return ()
    entry = entries[one.stated_by - 1]
    columns = (Column(say("What")), Column(say("Pounds a year"), "number"))
    sums: tuple[tuple[Sentence, int], ...] = (
        (say("Public money for the same purpose before"), one.stated.before),
        (say("Public money for it now"), one.stated.now),
        (say("What was cut"), one.stated.cut),
        (say("The new money"), one.stated.new),
        (say("In all now"), one.stated.total),
    )
    rows = tuple(Row((Cell(what), Cell(_money(sum_), _entry(entry.number)))) for what, sum_ in sums)
    said: list[Said] = []
    if "source" in entry.payload:
        figures = {"source": str(entry.payload["source"]), "year": str(entry.payload.get("year", ""))}
        said.append(say("Where the figures stand: {source}, {year}.", **figures))
    said.extend(kept.paragraphs(entry, "statement"))
    table = Table(say("Public money before and now, and the new money"), columns, rows)
    return (Section("additionality", say("Is it new money?"), said=tuple(said), tables=(table,)),)


def about(one: Constitution, made: Entry, kept: Kept) -> Section:
    """Say what a fund is: its term, who answers for it, its notice and its uplift."""
    rows: tuple[tuple[Sentence, Said], ...] = (
        (say("Term"), say("{first} to {last}", first=one.first, last=one.last)),
        (say("Who answers for the money"), one.accountable_body),
        (
            say("Notice of a change"),
            say("{n} month", plural="{n} months", by="n", n=one.notice_months),
        ),
        (say("How rising prices are met"), one.uplift),
        (say("What may be carried over into the next period"), _carried(one.carry_over)),
    )
    columns = (Column(say("What")), Column(say("As constituted"), "why"))
    table = Table(
        say("What the fund is"),
        columns,
        tuple(Row((Cell(what), Cell(said, _entry(made.number)))) for what, said in rows),
    )
    return Section("about", say("How the fund is set up"), said=kept.paragraphs(made, "purpose"), tables=(table,))


def parted(one: Constitution, entry: int) -> tuple[Section, ...]:
    """Show the periods with their capital and revenue, what is protected, and the floors of groups."""
    href = _entry(entry)
    periods = Table(
        say("What is promised for each period"),
        (
            Column(say("Period")),
            Column(say("Days")),
            Column(say("Capital"), "number"),
            Column(say("Revenue"), "number"),
        ),
        tuple(
            Row(
                (
                    Cell(period.id),
                    Cell(say("{first} to {last}", first=period.first, last=period.last)),
                    Cell(_money(period.capital), href),
                    Cell(_money(period.revenue), href),
                )
            )
            for period in one.periods
        ),
    )
    said = (say("Capital builds or buys what lasts; revenue pays for work. The two are never mixed."),)
    return (
        Section("periods", say("Its periods"), said=said, tables=(periods,)),
        _protected(one, href),
        *_floors(one, href),
    )


def _protected(one: Constitution, href: str) -> Section:
    heading = say("What no vote can take away")
    if not one.protected:
        return Section("protected", heading, said=(say("Nothing is protected: a floor was switched off for that."),))
    columns = (
        Column(say("Stream")),
        Column(say("For whom")),
        Column(say("The least in each period")),
        Column(say("Panel")),
    )
    rows = tuple(
        Row((Cell(stream.name), Cell(stream.for_whom), Cell(_least(stream), href), Cell("; ".join(stream.panel))))
        for stream in one.protected
    )
    return Section("protected", heading, tables=(Table(say("Protected streams"), columns, rows),))


def _least(stream: Protected) -> Sentence:
    if stream.pence is not None:
        return _money(stream.pence)
    return say("{share} of its money", share=str(stream.share))


def _floors(one: Constitution, href: str) -> tuple[Section, ...]:
    if not one.equity_floors:
        return ()
    columns = (Column(say("Group")), Column(say("The least of each round's budget")))
    rows = tuple(Row((Cell(floor.name), Cell(str(floor.share), href))) for floor in one.equity_floors)
    return (
        Section("groups", say("The least that groups have"), tables=(Table(say("Floors of groups"), columns, rows),)),
    )


def _carried(share: Fraction) -> Sentence:
    if share == 0:
        return say("nothing")
    if share == 1:
        return say("all that is left")
    return say("at most {share} of the period's money of each kind", share=str(share))


Chosen = Callable[[Movement], bool]


def reconciled(one: StoredFund) -> Section:
    """Reconcile each kind of money of each period; a figure opens to its entry, or to the movements that it adds up."""
    columns = (
        Column(say("Period and money")),
        Column(say("Received"), "number"),
        Column(say("Carried in"), "number"),
        Column(say("Set aside"), "number"),
        Column(say("Awarded, not paid"), "number"),
        Column(say("Paid"), "number"),
        Column(say("Carried over"), "number"),
        Column(say("Left"), "number"),
        Column(say("Difference"), "number"),
    )
    rows = tuple(_reconciled(one, line) for line in one.ledger.reconciled())
    said = (
        say(
            "What was received and carried in is what it became: set aside, awarded, paid, carried over, or left."
            " The difference has to be nothing."
        ),
    )
    findings = tuple(Sentence(fault.what, dict(fault.figures)) for fault in one.ledger.findings())  # type: ignore[arg-type]
    asides = (Aside(say("What is wrong"), findings, tone="refused"),) if findings else ()
    table = Table(say("Each kind of money of each period, in pounds"), columns, rows)
    return Section("reconciled", say("Reconciled to the penny"), said=said, asides=asides, tables=(table,))


def _reconciled(one: StoredFund, line: Reconciled) -> Row:
    def cell(pence: Pence, *hows: str, incoming: bool = False) -> Cell:
        return Cell(_money(pence), _opens(one, line, hows, incoming=incoming) if pence else "")

    name = say("{period}, capital", period=line.period)
    if line.money == "revenue":
        name = say("{period}, revenue", period=line.period)
    return Row(
        (
            Cell(name),
            cell(line.received, "received"),
            cell(line.carried_in, "carried over", incoming=True),
            cell(line.set_aside, "set aside", "released", "awarded"),
            cell(line.awarded, "awarded", "released", "paid"),
            cell(line.paid, "paid", "returned"),
            cell(line.carried_out, "carried over"),
            cell(line.left, "received", "carried over", "set aside", "released", "awarded", "returned"),
            cell(line.difference, "received"),
        ),
        f"reconciled-{line.period}-{line.money}",
    )


def _opens(one: StoredFund, line: Reconciled, hows: Sequence[str], *, incoming: bool) -> str:
    """Give where a figure opens: the entry where one movement makes it, otherwise the list of all of them."""
    made = [
        movement
        for movement in one.ledger.movements
        if movement.how in hows
        and movement.sum_of(line.money)
        and (movement.to_period if incoming else movement.period) == line.period
    ]
    return _entry(one.moved[made[0].id]) if len(made) == 1 else f"/funds/{one.constitution.id}/#moved"


def _money(pence: int) -> Sentence:
    return say("{sum}", sum=Amount.of_pence(Pence(pence)))


def _entry(number: int) -> str:
    return f"/record/{number}/"
