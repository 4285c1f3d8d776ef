"""Where new sites would serve most people best, as a place keeps the answer beside its profile; and what makes one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from commonweal.charts.picture import Picture
from commonweal.charts.siting_map import siting_map
from commonweal.evidence.siting_effects import Effect, effect
from commonweal.evidence.siting_inputs import Siting
from commonweal.evidence.siting_tree import Option
from commonweal.formats.counts import sentence_told
from commonweal.formats.prose import prose
from commonweal.formats.siting_reading import FILE, FOLDER, siting_of
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.profiled import Profiled, area_names, area_shapes, newest, opens
from commonweal.web.reads.shown import Cell, Choice, Column, Link, Row, Section, Table

KEY = FOLDER
_Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer as it was published, read back.

    Attributes:
        told: ``siting.json``.
        asked: the question.
        options: the choices that were found, the best first.
        effects: whom each of them serves.
    """

    told: _Told
    asked: Siting
    options: tuple[Option, ...]
    effects: tuple[Effect, ...]


def siting(found: Profiled) -> tuple[Section, ...]:
    """Show where sites would serve most people best; nothing where the place keeps no such answer."""
    answer = _answer(found)
    if answer is None:
        return ()
    said = tuple(sentence_told(one) for one in answer.told["explanation"])
    return (
        Section(
            "siting",
            say("Where new sites would serve most people best"),
            said=said,
            pictures=_picture(found, answer, said[0]),
            tables=(_sites(answer),),
            folded=(_tenths(answer), *_others(answer)),
            choices=(
                Choice(
                    Link(say("The whole answer (siting.json)"), f"/bundle/profile/{FOLDER}/{FILE}"),
                    say("Every figure exactly, and the proof: anyone can check it with commonweal verify."),
                ),
            ),
        ),
    )


def missing() -> tuple[Section, ...]:
    """Say to whoever keeps the place how such an answer is made; nothing where it has one, or no profile yet."""
    found = newest()
    if found is None or _answer(found) is not None:
        return ()
    said = say(
        "No answer is kept yet. Whoever keeps the place folder makes one with: commonweal siting PLACE --sites 3 --out "
        "PLACE/siting"
    )
    return (Section("siting", say("Where new sites would serve most people best"), said=(said,)),)


def figures(found: Profiled) -> Mapping[str, _Told]:
    """Give the figures of the answer as other parts hold theirs, to be opened to their files, rows and method."""
    answer = _answer(found)
    if answer is None:
        return {}
    told, everybody = answer.told, answer.effects[0].everybody
    hashes = {one["sha256"] for one in told["sources"]}
    from_ = [one for one in found.told["sources"].values() if one["sha256"] in hashes]
    known = {"sources": from_, "rows": len(told["residents"])}
    way = "straight lines from the middle of each small area to the site that its people use"
    return {
        "mean": {**known, "value": _metres(everybody.mean_mm), "unit": "metres", "method": way},
        "beyond": {**known, "value": everybody.beyond, "unit": "residents", "method": way},
    }


def _answer(found: Profiled) -> _Answer | None:
    data = found.folder.files.get(f"{FOLDER}/{FILE}")
    return None if data is None else _read(found.folder.digest, data)


@lru_cache(maxsize=2)
def _read(digest: str, data: bytes) -> _Answer:
    """Read an answer back and work out whom it serves: once, since every distance of the place goes into that."""
    del digest
    told = json.loads(data)
    asked, options = siting_of(told)
    return _Answer(told, asked, options, tuple(effect(asked, option) for option in options))


def _picture(found: Profiled, answer: _Answer, said: Sentence) -> tuple[Picture, ...]:
    shapes = area_shapes(found)
    if shapes is None:
        return ()
    names = area_names(found)
    return (
        drawn_once(
            found.folder.digest,
            "map-siting",
            lambda: siting_map(answer.asked, answer.options[0], names, shapes, said, prose().text),
        ),
    )


def _sites(answer: _Answer) -> Table:
    asked, best = answer.asked, answer.options[0]
    columns = (Column(say("Site")), Column(say("There already")), Column(say("People who would use it"), "number"))
    rows = tuple(
        Row(
            (
                Cell(asked.candidates[j].name),
                Cell(say("yes, it stays") if asked.candidates[j].kept else say("no, it would be new")),
                Cell(say("{n}", n=people), href=opens(KEY, "mean"), unit=say("people would use it")),
            )
        )
        for j, people in zip(best.sites, answer.effects[0].used, strict=True)
    )
    return Table(say("The best choice of sites that was found"), columns, rows)


def _tenths(answer: _Answer) -> Table:
    columns = (
        Column(say("Tenth by deprivation")),
        Column(say("People"), "number"),
        Column(say("Metres on average"), "number"),
        Column(
            say("People with further than {reach} metres", reach=round(Fraction(answer.asked.reach_mm, 1000))), "number"
        ),
    )
    rows = tuple(
        Row(
            (
                Cell(say("Tenth {n}", n=tenth)),
                Cell(say("{n}", n=way.people), unit=say("people")),
                Cell(say("{n}", n=_metres(way.mean_mm)), href=opens(KEY, "mean"), unit=say("metres on average")),
                Cell(say("{n}", n=way.beyond), href=opens(KEY, "beyond"), unit=say("people with further")),
            )
        )
        for tenth, way in enumerate(answer.effects[0].deciles, 1)
        if way.mean_mm is not None
    )
    return Table(say("See how far people of each tenth would have"), columns, rows)


def _others(answer: _Answer) -> tuple[Table, ...]:
    if len(answer.options) < 2:
        return ()
    columns = (Column(say("Choice")), Column(say("Sites"), "why"), Column(say("Metres on average"), "number"))
    rows = tuple(
        Row(
            (
                Cell(say("Choice {n}", n=number)),
                Cell(", ".join(answer.asked.candidates[j].name for j in option.sites)),
                Cell(
                    say("{n}", n=_metres(served.everybody.mean_mm)),
                    href=opens(KEY, "mean"),
                    unit=say("metres on average"),
                ),
            )
        )
        for number, (option, served) in enumerate(zip(answer.options, answer.effects, strict=True), 1)
    )
    return (Table(say("See the other choices that were found"), columns, rows),)


def _metres(mean_mm: Fraction | None) -> int:
    return round((mean_mm or Fraction(0)) / 1000)
