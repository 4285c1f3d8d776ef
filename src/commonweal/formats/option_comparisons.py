"""The folder of a place's comparisons of options: side by side as text and table, exact as JSON, with a picture."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap
from typing import Any

from commonweal.cycle.whole_life import additionality
from commonweal.delivery.options import (
    COSTS,
    PRICES,
    OptionComparison,
    OptionYear,
    Range,
    What,
    WholeLife,
    unmet,
    unmet_rows,
)
from commonweal.delivery.options_told import comparison_sentences, kind_words
from commonweal.evidence.publishing import shown
from commonweal.formats.counts import sentence_value
from commonweal.formats.figures import HIDDEN
from commonweal.formats.folders import FORMAT, with_manifest
from commonweal.formats.full_costs import side_by_side
from commonweal.formats.option_tables import COUNTS
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.rates_table import pounds
from commonweal.formats.tables import write_table
from commonweal.terms.canon import encode
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

MARK = "cheapest now, dearer later"
STATED = ("failure demand", "displaced cost", "saving")
"""What is also told as it was stated, because somebody bears it or it may not count."""
_WIDTH = 18

_COLUMNS = (
    *("service", "option", "kind", "mark", "what", "year", "area", "group", "falls_on"),
    *("unit", "low", "central", "high", "source"),
)
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class OptionPicture:
    """The picture of one comparison, as files.

    Attributes:
        service: id of the service.
        name: of its files: lower-case letters, digits and hyphens; no two have the same.
        title: what it finds.
        svg: the drawing, standing alone.
        table: its table, the headings first.
    """

    service: str
    name: str
    title: Sentence
    svg: str
    table: tuple[tuple[Sentence, ...], ...]


def option_files(found: Collection[OptionComparison], pictures: Sequence[OptionPicture]) -> Mapping[str, bytes]:
    """Give the folder of comparisons of options.

    People with unmet need pass the gate of every published count: few are hidden, others rounded to the nearest five.

    Args:
        found: the comparisons.
        pictures: one for each.

    Returns:
        The bytes of ``options.json``, ``options.csv``, ``options.txt``, a picture with its table for each service below
        ``pictures/``, and ``manifest.json``.
    """
    voice = prose(ENGLISH)
    files = {
        "options.json": encode(options_value(found)),
        "options.csv": write_table(_COLUMNS, (row for one in found for row in _rows(one))),
        "options.txt": options_text(found, pictures).encode("utf-8"),
    }
    for one in pictures:
        heads, *body = ([voice.text(cell) for cell in row] for row in one.table)
        files[f"pictures/{one.name}.svg"] = one.svg.encode("utf-8")
        files[f"pictures/{one.name}.csv"] = write_table(heads, body)
    return with_manifest("options", files)


def options_value(found: Collection[OptionComparison]) -> dict[str, Any]:
    """Give comparisons as the value that is published: money in whole pence, in the prices of the first year."""
    return {"format": FORMAT, "kind": "option comparisons", "comparisons": [_comparison_value(one) for one in found]}


def options_text(found: Collection[OptionComparison], pictures: Sequence[OptionPicture]) -> str:
    """Write comparisons for people, as plain text: what is found, then the options side by side."""
    voice, lines = prose(ENGLISH), ["Options side by side"]
    drawn = {one.service: f"pictures/{one.name}.svg: {voice.text(one.title)}" for one in pictures}
    for one in found:
        title = one.comparison.title
        lines += ["", title, "-" * len(title), *(voice.text(sentence) for sentence in comparison_sentences(one))]
        lines += [voice.text(sentence) for sentence in money_sentences(one)]
        lines += ["", *_table(one), "", *_unmet_table(one)]
        if one.comparison.service in drawn:
            lines += ["", drawn[one.comparison.service]]
    return "\n".join(lines) + "\n"


def money_sentences(found: OptionComparison) -> Iterator[Sentence]:
    """Say of each option whose public money is stated whether money is new, or replaces what was cut."""
    for one in found.options:
        told = additionality(one.option)
        if told is not None and one.option.money is not None:
            yield say(
                "{option}: {told} Source: {source}.",
                option=one.option.title,
                told=told.sentence(),
                source=one.option.money.source,
            )


def gated(people: Range) -> tuple[int | None, int | None, int | None]:
    """Give a range of people as it may be published; None where so few may not be shown.

    Examples:
        >>> gated(Range(20, 31, 52)), gated(Range(2, 5, 12))
        ((20, 30, 50), (None, None, None))
    """
    figures = [shown(value) for value in (people.low, people.central, people.high)]
    if isinstance(figures[1], Unknown):
        return None, None, None
    low, central, high = (None if isinstance(one, Unknown) else one for one in figures)
    return low, central, high


def _marked(found: OptionComparison, one: WholeLife) -> bool:
    return one.option.id in {mark.option for mark in found.marked}


def _rows(found: OptionComparison) -> Iterator[Row]:
    for one in found.options:
        mark = MARK if _marked(found, one) else ""
        head = (found.comparison.service, one.option.id, one.option.kind, mark)
        rows = [*_whole_rows(one), *_stated_rows(one)]
        for year in one.years:
            rows += [*_part_rows(one, year), *_unmet_rows(one, year)]
        yield from ((*head, *row) for row in rows)


def _part_rows(one: WholeLife, year: OptionYear) -> Iterator[Row]:
    """Give what an option comes to in a year, kind by kind."""
    for what, part in year.parts.items():
        if what != "unmet need":
            unit = "hours" if what in COUNTS else "pounds"
            yield (what, year.year, "", "", "", unit, *_cells(part, unit), "; ".join(_sources(one, what)))


def _unmet_rows(one: WholeLife, year: OptionYear) -> Iterator[Row]:
    for area, group in unmet_rows(one.option):
        people = _hidden(gated(unmet(one.option, year.year, area, group)))
        yield ("unmet need", year.year, area, group, "", "people", *people, "; ".join(_sources(one, "unmet need")))


def _stated_rows(one: WholeLife) -> Iterator[Row]:
    """Give what falls on others, and what is saved, as it was stated: with who bears it, and whether it counts."""
    for figure in one.option.figures:
        if figure.what in STATED:
            told = f"{figure.what}, as stated" if figure.counts else "saving, not counted for want of a source"
            where = (figure.year or "every year", "", "", figure.falls_on)
            yield (told, *where, "pounds", *_cells(figure.range, "pounds"), figure.source)


def _sources(one: WholeLife, what: What) -> list[str]:
    """Give the sources of what is counted of one kind, each once."""
    option = one.option
    found = [figure.source for figure in option.figures if figure.what == what and figure.counts]
    if what == "full cost" and option.budget is not None:
        found = [f"budget {option.budget.budget.id}; {option.spread_source}"]
    return list(dict.fromkeys(found))


def _whole_rows(one: WholeLife) -> Iterator[Row]:
    least = "" if one.costs_known else ", at least"
    blank = ("", "", "")
    yield (
        "paid for the service in the first year",
        one.years[0].year,
        *blank,
        "pounds",
        *_cells(one.now, "pounds"),
        "",
    )
    yield (f"cost over all years, for everybody{least}", "all", *blank, "pounds", *_cells(one.whole, "pounds"), "")
    for what in one.not_worked_out:
        yield (what, "all", *blank, "not known", "", "", "", "")


def _cells(found: Range, unit: str) -> tuple[object, ...]:
    figures = (found.low, found.central, found.high)
    return tuple(map(pounds, figures)) if unit == "pounds" else figures


def _hidden(people: Sequence[int | None]) -> tuple[object, ...]:
    return tuple(HIDDEN if value is None else value for value in people)


def _table(found: OptionComparison) -> Iterator[str]:
    voice, words, options = prose(ENGLISH), kind_words(), found.options
    rows = _heads("", [one.option.title for one in options])
    rows.append(["", *(voice.text(words[one.option.kind]) for one in options)])
    rows += _heads("", [MARK.upper() if _marked(found, one) else "" for one in options])
    rows += _money_row("paid for the service in the first year", [one.now for one in options])
    for k, year in enumerate(found.comparison.calendar_years):
        rows += _money_row(f"full cost in {year}", [one.years[k].parts.get("full cost") for one in options])
    for what in COSTS:
        rows += _money_row(f"{what}, all years", [one.part(what) for one in options], _unstated(options, what))
    rows += _money_row(
        "savings counted, all years", [one.part("saving") for one in options], _unstated(options, "saving")
    )
    rows += _money_row("cost over all years, for everybody", [one.whole for one in options])
    for k, year in enumerate(found.comparison.calendar_years):
        rows += _money_row(f"cost in {year}, for everybody", [one.years[k].cost for one in options])
    hours = [one.part("volunteer hours") for one in options]
    rows += _row("volunteers' hours, all years", [None if each is None else _whole(each) for each in hours])
    return side_by_side(rows)


def _unmet_table(found: OptionComparison) -> Iterator[str]:
    """Write people with unmet need in the last year, by area and group, option beside option."""
    year, options = found.comparison.calendar_years[-1], found.options
    rows = _heads(f"people with unmet need in {year}", [one.option.title for one in options])
    for area, group in dict.fromkeys(row for one in options for row in unmet_rows(one.option)):
        cells = [
            _whole(gated(unmet(one.option, year, area, group))) if (area, group) in unmet_rows(one.option) else None
            for one in options
        ]
        rows += _row(f"{area or 'the whole place'}, {group or 'everyone'}", cells)
    return side_by_side(rows)


def _unstated(options: Sequence[WholeLife], what: What) -> list[str]:
    """Say for each option what it means that a kind of cost is not among its figures."""
    return ["not known" if what in one.not_worked_out else "none stated" for one in options]


def _heads(label: str, texts: Sequence[str]) -> list[list[str]]:
    """Break headings over lines, so that columns stay narrow; none where nothing is to be said."""
    broken = [wrap(text, _WIDTH) for text in texts]
    lines = [list(line) for line in zip_longest(*broken, fillvalue="")]
    return [[label if k == 0 else "", *line] for k, line in enumerate(lines)]


def _money_row(label: str, ranges: Sequence[Range | None], unstated: Sequence[str] = ()) -> list[list[str]]:
    return _row(label, [None if one is None else _money(one) for one in ranges], unstated)


def _row(label: str, cells: Sequence[tuple[str, str, str] | None], unstated: Sequence[str] = ()) -> list[list[str]]:
    """Give three lines of a table: what is most likely, then the least and the most; what is not known says so."""
    missing = list(unstated) or ["not known"] * len(cells)
    central = [label, *(lacks if cell is None else cell[1] for cell, lacks in zip(cells, missing, strict=True))]
    if not any(cells):
        return [central]
    low = ["", *("" if cell is None else f"from {cell[0]}" for cell in cells)]
    return [central, low, ["", *("" if cell is None else f"to {cell[2]}" for cell in cells)]]


def _money(found: Range) -> tuple[str, str, str]:
    return _pounds(found.low), _pounds(found.central), _pounds(found.high)


def _whole(found: Range | Sequence[int | None]) -> tuple[str, str, str]:
    figures = (found.low, found.central, found.high) if isinstance(found, Range) else found
    low, central, high = (HIDDEN if value is None else f"{value:,}" for value in figures)
    return low, central, high


def _pounds(pence: int) -> str:
    return prose(ENGLISH).text(say("{sum}", sum=Amount.of_pence(Pence(pence))))


def _comparison_value(found: OptionComparison) -> dict[str, Any]:
    asked = found.comparison
    return {
        "service": asked.service,
        "title": asked.title,
        "first_year": asked.first_year,
        "years": asked.years,
        "prices_of": asked.first_year,
        "discounting": "none",
        "prices": [
            {"year": year, "share": share}
            for (index, year), share in found.uplifts.shares.items()
            if index == PRICES and year in asked.calendar_years[1:]
        ],
        "not_compared": list(asked.kinds_left_out),
        "options": [_option_value(one) for one in found.options],
        "marked": [
            {
                "option": mark.option,
                "mark": MARK,
                "cheaper_over_all_years": mark.other,
                "saved_now_pence": mark.saved_now,
                "dearer_pence": mark.dearer,
                "sure": mark.sure,
            }
            for mark in found.marked
        ],
        "summary": [sentence_value(sentence) for sentence in (*comparison_sentences(found), *money_sentences(found))],
    }


def _option_value(one: WholeLife) -> dict[str, Any]:
    option, told = one.option, additionality(one.option)
    return {
        "id": option.id,
        "kind": option.kind,
        "title": option.title,
        "budget": None if option.budget is None else _budget_value(one),
        "paid_in_first_year_pence": _range(one.now),
        "cost_over_all_years_pence": _range(one.whole),
        "costs_known": one.costs_known,
        "not_worked_out": list(one.not_worked_out),
        "years": [
            {
                "year": year.year,
                "parts": {what: _range(part) for what, part in year.parts.items() if what != "unmet need"},
                "cost_pence": _range(year.cost),
            }
            for year in one.years
        ],
        "unmet_need": [_unmet_value(one, area, group) for area, group in unmet_rows(option)],
        "figures": [
            {
                "what": figure.what,
                "year": figure.year,
                "falls_on": figure.falls_on,
                "range": _range(figure.range),
                "source": figure.source,
                "counted": figure.counts,
            }
            for figure in option.figures
            if figure.what != "unmet need"
        ],
        "public_money": None
        if told is None
        else {
            "before_pence": told.before,
            "after_pence": told.now,
            "new_pence": told.new,
            "cut_pence": told.cut,
            "verdict": told.verdict,
        },
    }


def _budget_value(one: WholeLife) -> dict[str, Any]:
    """Give what a budget says of the years compared, in the money of each, and how far it may be out."""
    option = one.option
    costs = [] if option.budget is None else [option.budget.of_year(year.year) for year in one.years]
    return {
        "id": "" if option.budget is None else option.budget.budget.id,
        "pence": costs,
        "low_share": option.spread[0],
        "high_share": option.spread[1],
        "source": option.spread_source,
    }


def _unmet_value(one: WholeLife, area: str, group: str) -> dict[str, Any]:
    years = []
    for year in one.years:
        low, central, high = gated(unmet(one.option, year.year, area, group))
        years.append({"year": year.year, "low": low, "central": central, "high": high})
    return {"area": area, "group": group, "people": years, "sources": _sources(one, "unmet need")}


def _range(found: Range) -> dict[str, int]:
    return {"low": found.low, "central": found.central, "high": found.high}
