"""How evenly services are within reach: the curves of one service, and for each its indices with their intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.profiled import Profiled, opens
from commonweal.web.reads.shown import Cell, Column, Row, Said, Section, Table
from commonweal.web.reads.spread_part import spread

KEY = "inequality"
_FIGURES: Mapping[str, Sentence] = {
    "concentration_index": say("Along deprivation (concentration index)"),
    "gini": say("Between all residents (Gini)"),
    "theil:between": say("Between neighbourhoods (Theil)"),
}
_Told = Mapping[str, Any]


def how_even(found: Profiled, widest: str = "") -> tuple[Section, ...]:
    """Show how evenly services are within reach; nothing where a profile does not tell it.

    Args:
        found: the profile.
        widest: id of the service whose curves are drawn; the first that has any where it has none.
    """
    told: Sequence[_Told] = found.told.get(KEY) or ()
    drawable = [one["id"] for one in told if one["curves"]]
    chosen = widest if widest in drawable else next(iter(drawable), "")
    drawn = spread(found, chosen)
    if not told:
        return ()
    section = drawn[0] if drawn else Section("spread", say("How evenly it is shared out"))
    return (replace(section, tables=(_table(told),)),)


def how_even_one(found: Profiled, service: str) -> tuple[Section, ...]:
    """Show how evenly one service is within reach: its curves, what they say, and every index of it."""
    told = {one["id"]: one for one in found.told.get(KEY) or ()}
    return tuple(replace(section, folded=(_each(told[service]),)) for section in spread(found, service))


def _table(told: Sequence[_Told]) -> Table:
    columns = (Column(say("Service")), *(Column(head, "number") for head in _FIGURES.values()))
    rows = tuple(
        Row(
            (
                Cell(one["name"], href=f"/needs/{quote(one['id'])}/#spread"),
                *(
                    Cell(_index(one["figures"][name]), href=_source(one, name)) if name in one["figures"] else Cell("")
                    for name in _FIGURES
                ),
            )
        )
        for one in told
    )
    return Table(say("Each service: how unequally it is within reach"), columns, rows)


def _each(one: _Told) -> Table:
    rows = tuple(
        Row(
            (
                Cell(_FIGURES.get(name) or name.replace("_", " ").replace(":", ", ")),
                Cell(_index(figure), href=_source(one, name)),
                Cell(str(figure["unit"])),
            )
        )
        for name, figure in one["figures"].items()
    )
    columns = (Column(say("Index")), Column(say("Value"), "number"), Column(say("Unit")))
    return Table(say("See every index of inequality"), columns, rows)


def _source(one: _Told, name: str) -> str:
    return opens(KEY, one["name"], name)


def _index(figure: _Told) -> Said:
    """Write an index with three decimals, as it is told, and its interval where it has one."""
    value, low, high = (figure.get(name) for name in ("value", "low", "high"))
    if value is None:
        return say("not known: {reason}", reason=str(figure.get("unknown_because", "")))
    if low is None or high is None or low == high:
        return say("{value:decimal3}", value=value)
    return say("{value:decimal3} ({low:decimal3} to {high:decimal3})", value=value, low=low, high=high)
