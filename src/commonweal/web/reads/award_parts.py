"""What scores gave, told from what was published: what to look at first, every bid with its reasons, and promises."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from commonweal.formats.counts import sentence_told
from commonweal.funding.scored.explain import FLAGS, INTERESTS
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import stored
from commonweal.web.reads.naming import Names
from commonweal.web.reads.shown import Aside, Cell, Choice, Column, Link, Row, Said, Section, Table
from commonweal.web.reads.site import names

Files = Mapping[str, bytes]
_FIRST = "below full cost"
"""Who is paid less than the work costs is looked at before all else."""
_WHY = {
    "awarded": say("It is awarded."),
    "money": say("It did not fit into the money that was left."),
    "ended": say("The awards had ended at a bid that did not fit."),
    "number": say("All awards had been made."),
    "minimum": say("It does not reach what must be reached, and is not ranked."),
}
_FILES = (
    ("explanation.txt", say("Every bid, in words"), say("Its points, the reasons, and how it compares.")),
    ("scores.csv", say("Every score, as a table"), say("With its reason, and whether it counts.")),
    ("certificate.json", say("Where every bid stands, exactly"), say("Points as fractions, for who adds up again.")),
    ("manifest.json", say("The list of the files"), say("Its fingerprint stands in the entry; all are in the bundle.")),
)


def would_be(files: Files) -> tuple[Section, ...]:
    """Show an award as it will be published, to whoever is to confirm it: first what to look at."""
    summary = [sentence_told(one) for one in _value(files, "explanation.json")["summary"]]
    said = (*summary, say("Read every reason: it is published word for word, and must speak of the bid and of nobody."))
    return (Section("would-be", say("This will be published"), said=said), *decided(files))


def decided(files: Files) -> tuple[Section, ...]:
    """Show what scores gave: flags first, then who is awarded, who was left out, every bid, and what is promised."""
    called = names(stored.place() or {})
    told, result = _value(files, "explanation.json"), _value(files, "result.json")
    scheme = _value(files, "scheme.json")
    bids: Sequence[Mapping[str, Any]] = told["bids"]
    return (
        _flags(bids, called),
        Section("result", say("Who is awarded"), tables=(_result(bids, scheme, called),)),
        _left_out(result, bids),
        *(_bid(one, bids, scheme, called) for one in bids),
        _promises(result, called),
    )


def files_of(award: str) -> Section:
    """Give the files of an award to take away and to check."""
    below = f"/bundle/awards/{quote(award)}"
    choices = (
        *(Choice(Link(text, f"{below}/{name}"), said) for name, text, said in _FILES),
        Choice(
            Link(say("How to check it"), "/record/#check"), say("With a second program that shares no code with this.")
        ),
    )
    return Section("files", say("To take away and to check"), choices=choices)


def _flags(bids: Sequence[Mapping[str, Any]], called: Names) -> Section:
    flagged = sorted((one for one in bids if one["flags"]), key=lambda one: _FIRST not in one["flags"])
    heading = say("What to look at first")
    if not flagged:
        return Section("flags", heading, said=(say("Nothing was found that has to be looked at."),))
    said = say("What is told here changes no point and no rank. Whoever decides looks at it before the decision.")
    return Section("flags", heading, said=(said,), asides=tuple(_flag(one, called) for one in flagged))


def _flag(one: Mapping[str, Any], called: Names) -> Aside:
    first = sorted(one["flags"], key=lambda flag: flag != _FIRST)
    costs: tuple[Said, ...] = ()
    if one["full_cost_pence"] is not None:
        costs = (
            say(
                "It asks for {price}; by the bidder's own figures its work costs {cost} in full.",
                price=_amount(one["price_pence"]),
                cost=_amount(one["full_cost_pence"]),
            ),
        )
    told = tuple(say(FLAGS[flag]) for flag in first)
    link = Link(say("This bid, in full"), f"#bid-{one['bid']}")
    return Aside(_of(one, called), (*told[:1], *(costs if _FIRST in first else ()), *told[1:]), (link,), "warn")


def _of(one: Mapping[str, Any], called: Names) -> Sentence:
    return say("{body}: {title}", body=called.organisation(one["bidder"]), title=one["title"])


def _result(bids: Sequence[Mapping[str, Any]], scheme: Mapping[str, Any], called: Names) -> Table:
    columns = (
        Column(say("Bid")),
        Column(say("Rank"), "number"),
        Column(say("Points of {total}", total=scheme["total"]), "number"),
        Column(say("It asks for"), "number"),
        Column(say("What comes of it"), "why"),
    )
    return Table(say("Every bid, in order"), columns, tuple(_standing(one, called) for one in bids))


def _standing(one: Mapping[str, Any], called: Names) -> Row:
    ranked = one["rank"] is not None
    return Row(
        (
            Cell(_of(one, called), f"#bid-{one['bid']}"),
            Cell(say("{n}", n=one["rank"]) if ranked else say("not ranked")),
            Cell(points(one["total"])),
            Cell(say("{sum}", sum=_amount(one["price_pence"]))),
            Cell(_WHY[one["why"]]),
        )
    )


def _left_out(result: Mapping[str, Any], bids: Sequence[Mapping[str, Any]]) -> Section:
    heading, titles = say("Who was left out for an interest"), {one["bid"]: one["title"] for one in bids}
    if not result["left_out"]:
        said = say("Every assessor declared for every bid, and nobody has an interest in one.")
        return Section("left-out", heading, said=(said,))
    columns = (Column(say("Assessor")), Column(say("On this bid")), Column(say("Because this person"), "why"))
    rows = tuple(
        Row((Cell(one["assessor"]), Cell(titles[one["bid"]]), Cell(say(INTERESTS[one["interest"]]))))
        for one in result["left_out"]
    )
    table = Table(say("Scores that do not count"), columns, rows)
    return Section("left-out", heading, said=(say("Every assessor declared for every bid."),), tables=(table,))


def _bid(
    one: Mapping[str, Any], bids: Sequence[Mapping[str, Any]], scheme: Mapping[str, Any], called: Names
) -> Section:
    """Show one bid: where it stands, its points with the comparison, and every score with its reason."""
    criteria = {each["id"]: each for each in scheme["criteria"]}
    against = next((each for each in bids if each["bid"] == one["against"]), None)
    said: list[Said] = [sentence_told(one["sentences"][0])]
    if one["why"] not in {"awarded", "minimum"}:
        said.append(_WHY[one["why"]])
    said.extend(
        say("{assessor} {interest} and did not count here.", assessor=each["assessor"], interest=_interest(each))
        for each in one["left_out"]
    )
    compared = against is not None and one["why"] != "awarded"
    if compared and against is not None:
        said.append(
            say(
                "It is compared with the lowest bid that is awarded: {title}, with {points} points.",
                title=_of(against, called),
                points=points(against["total"]),
            )
        )
    reasons = tuple(_reason(each, criteria) for each in one["reasons"])
    return Section(
        f"bid-{one['bid']}",
        _of(one, called),
        said=tuple(said),
        tables=(_points(one, criteria, compared=compared),),
        folded=(Table(say("Every score, with its reason"), _REASONS, reasons),),
    )


_REASONS = (
    Column(say("Assessor")),
    Column(say("What is scored")),
    Column(say("Score"), "number"),
    Column(say("The reason"), "why"),
)


def _interest(one: Mapping[str, Any]) -> Sentence:
    return say(INTERESTS[one["interest"]])


def _reason(one: Mapping[str, Any], criteria: Mapping[str, Mapping[str, Any]]) -> Row:
    score = say("{n}", n=one["points"])
    return Row((Cell(one["assessor"]), Cell(criteria[one["criterion"]]["title"]), Cell(score), Cell(one["reason"])))


def _points(one: Mapping[str, Any], criteria: Mapping[str, Mapping[str, Any]], *, compared: bool) -> Table:
    columns = [
        Column(say("What is scored")),
        Column(say("Points"), "number"),
        Column(say("Of"), "number"),
        Column(say("Mean score"), "number"),
        Column(say("Lowest and highest"), "number"),
    ]
    if compared:
        columns.append(Column(say("More or fewer points than that bid"), "number"))
    rows = []
    for mark, difference in zip(one["marks"], one["differences"], strict=True):
        cells = [
            Cell(criteria[mark["criterion"]]["title"]),
            Cell(points(mark["points"])),
            Cell(say("{n}", n=criteria[mark["criterion"]]["weight"])),
            Cell(points(mark["mean"]) if mark["mean"] is not None else say("by its price")),
            Cell(say("{low} to {high}", low=mark["low"], high=mark["high"]) if mark["mean"] is not None else "–"),
        ]
        rows.append(Row((*cells, *([Cell(points(difference))] if compared else []))))
    return Table(say("Its points on each criterion"), tuple(columns), tuple(rows))


def _promises(result: Mapping[str, Any], called: Names) -> Section:
    heading = say("What was promised, and is now an undertaking")
    if not result["undertakings"]:
        return Section("undertakings", heading, said=(say("No awarded bid promises anything besides."),))
    columns = (Column(say("What is promised")), Column(say("By whom")), Column(say("By when")))
    return Section("undertakings", heading, tables=(Table(say("Undertakings"), columns, (*_given(result, called),)),))


def _given(result: Mapping[str, Any], called: Names) -> Iterator[Row]:
    for one in result["undertakings"]:
        due = say("{day}", day=date.fromisoformat(one["due"]))
        yield Row((Cell(one["promise"]), Cell(called.organisation(one["giver"])), Cell(due)))


def points(value: str | int | None) -> Sentence:
    """Write points that were published exactly; a bid that is not ranked may have none."""
    return say("none") if value is None else say("{points:decimal2}", points=Fraction(value))


def _amount(pence: int) -> Amount:
    return Amount.of_pence(Pence(pence))


def _value(files: Files, name: str) -> Mapping[str, Any]:
    return dict(json.loads(files[name]))
