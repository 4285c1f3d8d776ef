"""A worked page with something in every part, hostile names included; no page of the product is made from it."""

from fractions import Fraction

from commonweal.charts.picture import Column as PictureColumn
from commonweal.charts.picture import KeyEntry, Picture, PictureTable
from commonweal.terms.money import Amount
from commonweal.terms.sentences import say
from commonweal.web.reads.shown import (
    Aside,
    Cell,
    Choice,
    Column,
    Event,
    Figure,
    Link,
    Next,
    Page,
    Proof,
    Row,
    Section,
    Step,
    Table,
)

HOSTILE = '<script>alert("x")</script>\u202eevil\ue000" onload=\'x\''


def money(units: int) -> Amount:
    return Amount(Fraction(units), "GBP")


def picture(name: str = "projects") -> Picture:
    drawn = '<svg class="{}" viewBox="0 0 {} 100" role="img" aria-labelledby="{}-t"><title id="{}-t">Cost</title></svg>'
    return Picture(
        name,
        say("Cheap projects needed few supporters."),
        say("{funded} funded projects, mostly cheap.", funded=3),
        drawn.format("wide", 960, f"{name}-w", f"{name}-w"),
        drawn.format("narrow", 360, f"{name}-n", f"{name}-n"),
        PictureTable(
            (PictureColumn(say("Project")), PictureColumn(say("Cost"), number=True)),
            ((say("{name}", name=HOSTILE), say("{cost}", cost=money(600))),),
        ),
        (
            KeyEntry(
                "dot", say("funded"), '<svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="5"/></svg>'
            ),
        ),
    )


def worked_page() -> Page:
    table = Table(
        say("Each project, and why it was or was not funded"),
        (
            Column(say("Project")),
            Column(say("Result")),
            Column(say("Supporters"), "number"),
            Column(say("Cost"), "number"),
            Column(say("Why"), "why"),
        ),
        tuple(
            Row(
                (
                    Cell(HOSTILE if k == 0 else f"Project {k}"),
                    Cell(say("Funded"), tone="yes") if k % 3 else Cell(say("Not funded"), tone="no"),
                    Cell(say("{n}", n=720 - k), unit=say("supporters")),
                    Cell(say("{cost}", cost=money(5000 + k))),
                    Cell(say("Its supporters paid {price} each, or all they had left.", price=money(7))),
                ),
                anchor=f"project-{k}",
            )
            for k in range(6)
        ),
    )
    return Page(
        here="decide",
        trail=(Link(say("Decide"), "/decide/"),),
        title="Fair round 2027",
        lead=say("{n} people voted on {m} projects.", n=6586, m=64),
        answer=say("{k} projects are funded for {spent}.", k=30, spent=money(995079)),
        steps=(
            Step(say("Ideas"), "3 January", "done", "/decide/"),
            Step(say("Vote"), "21 April", "done"),
            Step(say("Challenge window"), "until 8 May", "now"),
            Step(say("Agreements"), "from 9 May", "later"),
        ),
        figures=tuple(
            Figure(
                say("{share:percent}", share=Fraction(41, 50)),
                say("of voters have a funded project"),
                f"/sources/#s{k}",
            )
            for k in range(4)
        ),
        sections=(
            Section(
                "what",
                say("What was funded, and what was not"),
                said=(say("Words of a paragraph."),),
                asides=(
                    Aside(say("A limit"), (say("Something to know."),), (Link(say("More"), "/how-it-works/"),), "warn"),
                ),
                pictures=(picture(),),
                tables=(table,),
                folded=(table_two(),),
                choices=(Choice(Link(HOSTILE, "/needs/a%22b/"), say("A gap.")),),
                events=(
                    Event("3 May", say("A result was published."), Link(say("Entry 3"), "/record/3/")),
                    Event("4 May", HOSTILE, harm=True),
                ),
            ),
        ),
        next=Next(say("Agreements are signed."), say("By 9 May"), HOSTILE, say("Write to the board.")),
        act=Link(say("Download everything"), "/bundle.zip"),
        beside=say("One file of about 1 MB."),
        proof=Proof(
            (say("The rule was fixed before the vote."),),
            (Link("result.json", "/bundle/x/result.json"),),
            Link(say("Entry 4"), "/record/4/"),
        ),
    )


def table_two() -> Table:
    return Table(say("A folded table"), (Column(say("A")), Column(say("B"))), (Row((Cell("a"), Cell("b"))),))
