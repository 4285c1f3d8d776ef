"""A count as it was published, and what a page shows of it: figures, picture, table with reasons, comparison, proof."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from commonweal.charts.comparison import Compared, Comparison, comparison
from commonweal.charts.picture import Picture
from commonweal.charts.projects import projects_chart
from commonweal.formats import pabulib
from commonweal.formats.bundle import FEWEST
from commonweal.formats.counts import sentence_told
from commonweal.formats.measures import FILE as MEASURES
from commonweal.formats.prose import prose
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, key, say
from commonweal.web.reads.downloads import is_withheld
from commonweal.web.reads.drawn import drawn_once
from commonweal.web.reads.shown import Cell, Column, Figure, Link, Proof, Row, Said, Section, Table
from commonweal.web.reads.stored import Stored, StoredRound

RULES = {
    "equal_shares": say("Equal Shares"),
    "greedy": say("most votes first"),
    "phragmen": say("Phragmén’s rule"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A count as it was published.

    Attributes:
        folder: the folder as it is kept.
        result: its ``result.json``.
        certificate: its ``certificate.json``.
        told: its ``explanation.json``.
        measures: its ``measures.json``, or None where it was not measured.
    """

    folder: Stored
    result: Mapping[str, Any]
    certificate: Mapping[str, Any]
    told: Mapping[str, Any]
    measures: Mapping[str, Any] | None

    def money(self, exact: int | str | Fraction) -> Amount:
        """Give a sum as people read it, to the hundredth."""
        return Amount(Fraction(round(Fraction(exact) * 100), 100), str(self.result["currency"]))

    def share(self, voters: int) -> Fraction:
        """Give so many voters as a share of all."""
        return Fraction(voters, self.result["voters"])

    def source(self, file: str) -> str:
        """Give where a file of the count opens."""
        return f"/bundle/counts/{quote(self.folder.name)}/{file}"


def counted(folder: Stored) -> Counted:
    """Read a count back from its published folder."""
    read = {name: json.loads(folder.files[f"{name}.json"]) for name in ("result", "certificate", "explanation")}
    measures = json.loads(folder.files[MEASURES]) if MEASURES in folder.files else None
    return Counted(folder, read["result"], read["certificate"], read["explanation"], measures)


def lead(count: Counted) -> Sentence:
    """Say how many voted on how many projects."""
    return say(
        "{people} voted on {projects}.",
        people=say("{n} person", plural="{n} people", by="n", n=count.result["voters"]),
        projects=say("{n} project", plural="{n} projects", by="n", n=count.result["projects"]),
    )


def answer(count: Counted) -> Sentence:
    """Say what is funded, in one sentence."""
    return say(
        "{n} project is funded for {spent} of the {budget} set aside.",
        plural="{n} projects are funded for {spent} of the {budget} set aside.",
        by="n",
        n=len(count.result["selected"]),
        spent=count.money(count.result["spent"]),
        budget=count.money(count.result["budget"]),
    )


def figures(count: Counted) -> tuple[Figure, ...]:
    """Give the figures that matter of a count."""
    told, explained = count.told, count.source("explanation.json")
    left = Fraction(count.result["budget"]) - Fraction(count.result["spent"])
    share = count.certificate["share"]
    equal = say("each voter decided over, the same for everyone")
    return (
        Figure(say("{share:percent}", share=1 - count.share(told["with_nothing"])), _reach_label(count), explained),
        *((Figure(say("{x}", x=count.money(share)), equal, count.source("certificate.json")),) if share else ()),
        Figure(
            say("{mean:decimal2}", mean=Fraction(told["mean_funded"])),
            say("funded projects that the average voter chose"),
            explained,
        ),
        Figure(
            say("{left}", left=count.money(left)),
            say("of the money is left over"),
            count.source("result.json"),
        ),
    )


def projects(count: Counted) -> Section:
    """Show each project, and why it was or was not funded: the most supported first."""
    accounts = sorted(count.told["projects"], key=lambda one: (-one["supporters"], one["id"]))
    points = count.result["vote_type"] in {"cumulative", "ordinal"}
    columns = (
        Column(say("Project")),
        Column(say("Result")),
        Column(say("Supporters"), "number"),
        *((Column(say("Points"), "number"),) if points else ()),
        Column(say("Cost"), "number"),
        Column(say("Why"), "why"),
    )
    rows = [
        Row(
            (
                Cell(one["name"] or one["id"]),
                Cell(say("Funded"), tone="yes") if one["funded"] else Cell(say("Not funded"), tone="no"),
                Cell(say("{n}", n=one["supporters"]), unit=say("supporters")),
                *((Cell(say("{n}", n=one["score"]), unit=say("points")),) if points else ()),
                Cell(say("{cost}", cost=count.money(one["cost"]))),
                Cell(_why(one)),
            ),
            anchor=f"project-{number}",
        )
        for number, one in enumerate(accounts, start=1)
    ]
    funded = tuple(row for row, one in zip(rows, accounts, strict=True) if one["funded"])
    others = tuple(row for row, one in zip(rows, accounts, strict=True) if not one["funded"])
    caption = say(
        "See the {n} project that is not funded, and why",
        plural="See the {n} projects that are not funded, and why",
        by="n",
        n=len(others),
    )
    return Section(
        "projects",
        say("What was funded, and what was not"),
        pictures=(_projects_picture(count),),
        tables=(Table(say("Each funded project, and why"), columns, funded),) if funded else (),
        folded=(Table(caption, columns, others),) if others else (),
    )


def compared(count: Counted) -> tuple[Section, ...]:
    """Show what the most voted alone would have done, where that was not the rule."""
    other = count.told["greedy"]
    if not other:
        return ()
    ours, theirs = set(count.result["selected"]), set(other["selected"])
    names = {one["id"]: one["name"] or one["id"] for one in count.told["projects"]}
    only = [
        (say("Funded"), say("Not funded"), sorted(ours - theirs)),
        (say("Not funded"), say("Funded"), sorted(theirs - ours)),
    ]
    rows = tuple(
        Row((Cell(names[one]), Cell(mine, tone=_tone(one in ours)), Cell(its, tone=_tone(one in theirs))))
        for mine, its, ids in only
        for one in ids
    )
    said = say(
        "By most votes alone, {n} of {voters} voters would see none of their choices funded; with this rule it is {k}.",
        n=other["with_nothing"],
        voters=count.result["voters"],
        k=count.told["with_nothing"],
    )
    same = () if rows else (say("Both rules fund the same projects here."),)
    table = Table(
        say("Projects that the two rules decide differently"),
        (Column(say("Project")), Column(say("With this rule")), Column(say("By most votes alone"))),
        rows,
    )
    return (
        Section(
            "compared",
            say("What if most votes alone had decided?"),
            said=(said, *same),
            pictures=(_reach_picture(count),),
            tables=(table,) if rows else (),
        ),
    )


def proof(one: StoredRound, count: Counted) -> Proof:
    """Say how the result can be checked."""
    spec = "; ".join(f"{key} = {value}" for key, value in sorted(one.rules["spec"].items()))
    told = not is_withheld(f"counts/{count.folder.name}/poll.pb")
    return Proof(
        said=(
            say(
                "The rule was fixed before the count: {rule}, version {version:plain} ({spec}).",
                rule=rule(one.rules),
                version=one.rules["version"],
                spec=spec,
            ),
            say(
                "The verifier checked the ballots, the rule, the result and its certificate before this page was made."
            ),
            *(() if told else (say(_FEW, fewest=FEWEST),)),
        ),
        files=(
            *(
                (Link(say("The ballots, in no order and without names (poll.pb)"), count.source("poll.pb")),)
                if told
                else ()
            ),
            Link(say("The result (result.json)"), count.source("result.json")),
            Link(
                say("The certificate, with the exact price of each project (certificate.json)"),
                count.source("certificate.json"),
            ),
            Link(say("This explanation as plain text (explanation.txt)"), count.source("explanation.txt")),
        ),
        entry=Link(
            say("Entry {number:plain} of the record", number=count.folder.entry), f"/record/{count.folder.entry}/"
        ),
    )


_FEW = key(
    "The ballots themselves are not published: with fewer than {fewest} of them, they could tell who chose what. "
    "Auditors are given them, and can hold them against the hash that is published."
)


def rule(rules: Mapping[str, Any]) -> Said:
    """Give what a rule is called."""
    return RULES.get(str(rules["rule"]), str(rules["rule"]))


def _why(one: Mapping[str, Any]) -> str:
    # How many supported it stands in a column of its own.
    said = [sentence for sentence in one["sentences"] if "supported it" not in sentence["message"]]
    return " ".join(prose().text(sentence_told(sentence)) for sentence in said or one["sentences"])


def _tone(funded: object) -> str:
    return "yes" if funded else "no"


def _reach_label(count: Counted) -> Sentence:
    other = count.told["greedy"]
    if not other:
        return say("of voters have at least one funded project they chose")
    return say(
        "of voters have at least one funded project they chose ({greedy:percent} by most votes alone)",
        greedy=1 - count.share(other["with_nothing"]),
    )


def _reach_picture(count: Counted) -> Picture:
    ours, theirs = (1 - count.share(one["with_nothing"]) for one in (count.told, count.told["greedy"]))
    title = (
        say("With this rule more voters see one of their choices funded")
        if ours > theirs
        else say("Both rules reach about as many voters")
        if ours == theirs
        else say("By most votes alone more voters would see one of their choices funded")
    )
    shown = Comparison(
        "reach",
        title,
        say(
            "{ours:percent1} of voters with this rule, {theirs:percent1} by most votes alone.",
            ours=ours,
            theirs=theirs,
        ),
        say("voters with at least one funded project they chose"),
        "percent1",
        (Compared(say("with this rule"), ours, lead=True), Compared(say("by most votes alone"), theirs)),
        whole=1,
    )
    return drawn_once(count.folder.digest, "reach", lambda: comparison(shown, prose().text))


def _projects_picture(count: Counted) -> Picture:
    def draw() -> Picture:
        poll = pabulib.read(count.folder.files["poll.pb"])
        return projects_chart("projects", poll, frozenset(count.result["selected"]), prose().text)

    return drawn_once(count.folder.digest, "projects", draw)
