"""Where public money goes, as the profile published it: who is paid most, what was awarded, and what stays near."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from commonweal.charts.comparison import Compared, Comparison, comparison
from commonweal.charts.picture import Picture
from commonweal.evidence.spending import A_PERSON
from commonweal.formats.prose import prose
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.profiled import Profiled, opens
from commonweal.web.reads.shown import Cell, Column, Row, Said, Section, Table, plain

KEY = "spending"
_Told = Mapping[str, Any]
_PEOPLE = say("people, whose names are left out")


def spending(found: Profiled) -> tuple[Section, ...]:
    """Show where public money goes; nothing where a profile has neither payments nor contracts."""
    told = found.told.get(KEY)
    if not told:
        return ()
    tables = tuple(
        _suppliers(told[kind], kind, caption, head)
        for kind, caption, head in (
            ("paid", say("See those whom the council paid most"), say("Payments")),
            ("awarded", say("See those who were awarded most"), say("Contracts")),
        )
        if told[kind]
    )
    more = say(
        "A contract is a promise to pay, and a payment is money that went: the two are never added together. A "
        "supplier is a name as it was published; who is behind it is not guessed at."
    )
    return (
        Section(
            "spending",
            say("Where public money goes"),
            said=(*(plain(one) for one in told["sentences"]), more),
            pictures=_picture(found, told),
            folded=(*tables, *((_years(told["years"]),) if told["years"] else ())),
        ),
    )


def _picture(found: Profiled, told: _Told) -> tuple[Picture, ...]:
    """Draw who was paid most, or was awarded most where no payments are on file; what came back is no bar."""
    kind = "paid" if told["paid"] else "awarded"
    bars = [one for one in told[kind] if one["pounds"] > 0 and one["share"] is not None]
    if len(bars) < 2:
        return ()
    first = next(one for one in bars if one["supplier"] != A_PERSON)
    title = (
        say("{supplier} was paid most: {sum}", supplier=first["supplier"], sum=_sum(first["pounds"]))
        if kind == "paid"
        else say("{supplier} was awarded most: {sum}", supplier=first["supplier"], sum=_sum(first["pounds"]))
    )
    shown = Comparison(
        f"spending-{kind}",
        title,
        say("One bar for each of {n} suppliers, the longest for the one that had most.", n=len(bars)),
        say("of all that the council paid") if kind == "paid" else say("of the value of contracts, where it is known"),
        "percent1",
        tuple(Compared(plain(_name(one)), one["share"], lead=one is first) for one in bars),
    )
    return (drawn_once(found.folder.digest, shown.id, lambda: comparison(shown, prose().text)),)


def _suppliers(suppliers: Sequence[_Told], kind: str, caption: Sentence, head: Sentence) -> Table:
    awarded = kind == "awarded"
    columns = (
        Column(say("Supplier")),
        Column(say("Pounds"), "number"),
        Column(say("Of all that is known"), "number"),
        Column(head, "number"),
        *((Column(say("Of no known value"), "number"),) if awarded else ()),
    )
    source = opens(KEY, kind)
    rows = tuple(
        Row(
            (
                Cell(_name(one)),
                Cell(_money(one["pounds"]), href=source),
                Cell(_share(one["share"]), href=source, unit=say("of all")),
                Cell(say("{n}", n=one["count"]), unit=head),
                *((Cell(say("{n}", n=one["unknown"]), unit=say("of no known value")),) if awarded else ()),
            )
        )
        for one in suppliers
    )
    return Table(caption, columns, rows)


def _years(years: Sequence[_Told]) -> Table:
    sums = {
        "pounds": say("All that is known"),
        "pounds_in_the_place": say("To suppliers in the place"),
        "pounds_voluntary": say("To voluntary bodies"),
        "pounds_small_or_medium": say("To small and medium firms"),
    }
    columns = (
        Column(say("Year of award")),
        *(Column(head, "number") for head in sums.values()),
        Column(say("Contracts in no sum"), "number"),
    )
    source = opens(KEY, "near")
    rows = tuple(
        Row(
            (
                Cell(say("{year:plain}", year=one["year"])),
                *(Cell(_money(one[name]), href=source, unit=head) for name, head in sums.items()),
                Cell(say("{n}", n=one["unknown_contracts"]), unit=say("contracts in no sum")),
            )
        )
        for one in years
    )
    return Table(say("See what stays near, year by year"), columns, rows)


def _name(one: _Told) -> Said:
    """Give a supplier's name; all people stand in one row, without theirs."""
    return _PEOPLE if one["supplier"] == A_PERSON else str(one["supplier"])


def _sum(pounds: float) -> Amount:
    """Give a sum of whole pence back as it was before it became JSON."""
    return Amount(Fraction(round(pounds * 100), 100))


def _money(pounds: float) -> Sentence:
    return say("{sum}", sum=_sum(pounds))


def _share(share: float | None) -> Sentence:
    return say("not known") if share is None else say("{share:percent1}", share=share)
