"""Published options for services read back, as far as a page shows them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.delivery.options import Kind, Range, What, total
from commonweal.formats.counts import sentence_told
from commonweal.terms.sentences import Sentence

FILE = "options.json"
People = tuple[int | None, int | None, int | None]
"""People at the least, most likely and at the most, as the gate lets them through; None where so few are hidden."""


@dataclass(frozen=True, slots=True)
class ReadOption:
    """One way to go on, as it was published.

    Attributes:
        id: short name.
        kind: which of the five ways it is.
        title: as the report calls it.
        now: pence paid for the service in the first year.
        whole: pence over all years, for everybody.
        costs_known: whether every kind of cost is worked out.
        not_worked_out: kinds of figure that nobody has worked out.
        parts: each kind of figure that is known, over all years together: pence, or volunteers' hours.
        unmet: people with unmet need in the last year, by area and group.
        verdict: whether public money for it is new, or None where that is not stated.
    """

    id: str
    kind: Kind
    title: str
    now: Range
    whole: Range
    costs_known: bool
    not_worked_out: tuple[What, ...]
    parts: Mapping[What, Range]
    unmet: Mapping[tuple[str, str], People]
    verdict: str | None


@dataclass(frozen=True, slots=True)
class ReadComparison:
    """Options for one service, as they were published.

    Attributes:
        service: id of the service.
        title: what is to be decided.
        first_year: calendar year in which the first year begins.
        years: how many years are looked at.
        options: in the order in which they are told.
        marked: ids of those that are cheapest now and dearer later.
        told: what is said of them in words.
    """

    service: str
    title: str
    first_year: int
    years: int
    options: tuple[ReadOption, ...]
    marked: tuple[str, ...]
    told: tuple[Sentence, ...]


def read_options(files: Mapping[str, bytes]) -> tuple[ReadComparison, ...]:
    """Read the comparisons that stand beside a plan; none where there are none.

    Args:
        files: of the plan's folder; what is read is written by
            :func:`commonweal.formats.option_comparisons.option_files`.

    Raises:
        ValueError: where the file is not as it is written. What a stranger wrote is for the verifier.
    """
    if FILE not in files:
        return ()
    return tuple(_comparison(one) for one in json.loads(files[FILE])["comparisons"])


def _comparison(one: Mapping[str, Any]) -> ReadComparison:
    return ReadComparison(
        one["service"],
        one["title"],
        one["first_year"],
        one["years"],
        tuple(_option(option) for option in one["options"]),
        tuple(mark["option"] for mark in one["marked"]),
        tuple(sentence_told(sentence) for sentence in one["summary"]),
    )


def _option(one: Mapping[str, Any]) -> ReadOption:
    parts: Iterable[What] = dict.fromkeys(what for year in one["years"] for what in year["parts"])
    return ReadOption(
        one["id"],
        one["kind"],
        one["title"],
        _range(one["paid_in_first_year_pence"]),
        _range(one["cost_over_all_years_pence"]),
        one["costs_known"],
        tuple(one["not_worked_out"]),
        {what: total(_range(year["parts"][what]) for year in one["years"] if what in year["parts"]) for what in parts},
        {(row["area"], row["group"]): _people(row["people"][-1]) for row in one["unmet_need"]},
        one["public_money"]["verdict"] if one["public_money"] else None,
    )


def _range(value: Mapping[str, int]) -> Range:
    return Range(value["low"], value["central"], value["high"])


def _people(value: Mapping[str, int | None]) -> People:
    return value["low"], value["central"], value["high"]
