"""What funders gave, as the profile published it: by tenth of deprivation and by year, with what nobody can place."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from commonweal.charts.deciles import Tenth, Tenths, decile_chart
from commonweal.charts.picture import Picture
from commonweal.formats.prose import prose
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.profiled import Profiled, opens
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table, plain

KEY = "grants"
_Told = Mapping[str, Any]
_WHERE = {
    "delivered": say("See the grants of each tenth, by where they worked"),
    "based": say("See the grants of each tenth, by where their recipients are based"),
}
_YEARS = {
    "delivered": say("See the grants of each year, by where they worked"),
    "based": say("See the grants of each year, by where their recipients are based"),
}


def grants(found: Profiled) -> tuple[Section, ...]:
    """Show what funders gave; nothing where a profile has no grants."""
    told = found.told.get(KEY)
    if not told:
        return ()
    truths = told["truths"]
    drawable = [truth for truth in _WHERE if _known(truths[truth])]
    # What the picture says stands with it, and nowhere else; nor need it be said twice that nobody says.
    seen = {truths[truth]["sentence"] for truth in _WHERE if truth in drawable[:1] or truth not in drawable}
    mean = say(
        "Where a grant worked and where its recipient is based are two answers. A registered office is not where the "
        "money worked. What nobody can place is in no tenth, so that a tenth may have had more than is shown."
    )
    return (
        Section(
            "grants",
            say("What funders gave, and where it worked"),
            said=(*(plain(one) for one in told["sentences"] if one not in seen), mean),
            pictures=tuple(_picture(found, truths[truth], truth) for truth in drawable[:1]),
            folded=tuple(table(truths[truth], truth) for truth in drawable for table in (_tenths, _years)),
        ),
    )


def _all_years(truth: _Told) -> Sequence[_Told]:
    """Give the sums over all years of each tenth in which people live."""
    return [one for one in truth["sums"] if one["year"] is None and one["decile"] is not None and one["residents"]]


def _known(truth: _Told) -> bool:
    return sum(one["pounds_per_head"] is not None for one in _all_years(truth)) > 1


def _picture(found: Profiled, told: _Told, truth: str) -> Picture:
    shown = Tenths(
        f"grants-{truth}",
        plain(told["sentence"]),
        say(
            "The bar and the number of each tenth are what is known to have gone there. The thin line ends at what it "
            "would be if all that nobody can place had gone there too."
        ),
        say("pounds for each resident"),
        "decimal2",
        tuple(
            Tenth(
                one["decile"],
                Unknown("not known") if one["pounds_per_head"] is None else one["pounds_per_head"],
                one["pounds_per_head"],
                one["at_most"],
            )
            for one in _all_years(told)
        ),
        say("Between, with all that nobody can place"),
    )
    return drawn_once(found.folder.digest, f"deciles-{shown.id}", lambda: decile_chart(shown, prose().text))


def _tenths(told: _Told, truth: str) -> Table:
    columns = (
        Column(say("Tenth by deprivation")),
        Column(say("People who live there"), "number"),
        Column(say("Grants"), "number"),
        Column(say("Pounds"), "number"),
        Column(say("For each resident"), "number"),
        Column(say("At most, with all that nobody can place"), "number"),
    )
    source = opens(KEY, f"pounds_per_head:{truth}")
    rows = tuple(
        Row(
            (
                Cell(say("Tenth {n}", n=one["decile"])),
                Cell(say("{n}", n=one["residents"]), unit=say("residents")),
                Cell(say("{n}", n=one["grants"]), unit=say("grants")),
                Cell(_money(one["pounds"]), href=source),
                Cell(_each(one["pounds_per_head"]), href=source, unit=say("for each resident")),
                Cell(_each(one["at_most"]), href=source, unit=say("at most")),
            )
        )
        for one in _all_years(told)
    )
    return Table(_WHERE[truth], columns, rows)


def _years(told: _Told, truth: str) -> Table:
    sums = {
        "pounds": say("Given"),
        "pounds_here": say("To areas of the place"),
        "pounds_elsewhere": say("Elsewhere"),
        "pounds_unknown": say("Nobody says where"),
    }
    columns = (Column(say("Year")), *(Column(head, "number") for head in sums.values()))
    source = opens(KEY, f"unknown_share:{truth}")
    rows = tuple(
        Row(
            (
                Cell(say("All years") if one["year"] is None else say("{year:plain}", year=one["year"])),
                *(Cell(_money(one[name]), href=source, unit=head) for name, head in sums.items()),
            )
        )
        for one in told["years"]
    )
    return Table(_YEARS[truth], columns, rows)


def _money(pounds: float) -> Sentence:
    return say("{sum}", sum=Amount(Fraction(round(pounds * 100), 100)))


def _each(pounds: float | None) -> Sentence:
    return say("not known") if pounds is None else say("£{pounds:decimal2}", pounds=pounds)
