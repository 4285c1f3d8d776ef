"""The way for what cannot wait: what is said to whoever writes, and what those see who take it up."""

from datetime import datetime

from commonweal.proposals.urgent import MOVES, first_words
from commonweal.terms.sentences import Sentence, say
from commonweal.web import timetable
from commonweal.web.reads import stored
from commonweal.web.reads.shown import Aside, Cell, Column, Link, Page, Row, Said, Section, Table
from commonweal.web.store import urgent

ADDRESS = "/urgent/"
ASKED = say("Is somebody in danger or being harmed?")
STATES = {
    "raised": say("nobody has taken it up yet"),
    "taken up": say("taken up"),
    "passed on": say("passed on"),
    "closed": say("closed"),
}


def way_in() -> Aside:
    """Give what stands wherever people may write freely: ring 999 first, and never write it into an idea."""
    said = (
        say("If somebody is in danger now, ring 999."),
        say("Otherwise tell a person here. Do not write it below: what stands below may be published."),
    )
    return Aside(ASKED, said, (Link(say("Tell a person about it"), ADDRESS),), "warn")


def danger() -> Aside:
    """Give what comes before all else."""
    return Aside(say("Now"), (first_words()[0],), tone="refused")


def before_writing() -> Section:
    """Say what happens with what is written: who reads it and when, and what never happens to it."""
    return Section(
        "first",
        say("Before you write"),
        said=(*first_words()[1:], *_when()),
    )


def taken(name: str) -> Page:
    """Say what happens now with a concern that was raised."""
    said = (
        say("If it cannot wait, ring 999. If it is no emergency but cannot wait, ring 101 for the police."),
        *_when(),
    )
    return Page(
        here="",
        trail=(),
        title=say("A person will read this"),
        lead=say("If you ask after it, name this number: {name}.", name=name),
        sections=(Section("now", say("What happens now"), said=said),),
    )


def concerns() -> Page:
    """Show the concerns that are kept, to those who take them up: what nobody has taken up yet comes first."""
    found = sorted(urgent.concerns(), key=lambda one: (list(STATES).index(one.state), one.at))
    columns = (Column(say("Number")), Column(say("Raised")), Column(say("Where")), Column(say("Stands at")))
    rows = tuple(
        Row(
            (
                Cell(one.id, f"/work/triage-urgent/{one.id}/"),
                Cell(_when_raised(one.at)),
                Cell(one.place),
                Cell(STATES[one.state], tone="harm" if one.state == "raised" else "yes"),
            )
        )
        for one in found
    )
    table = Table(say("Urgent concerns, what waits first"), columns, rows)
    section = Section("concerns", say("What is kept"), tables=(table,))
    if not rows:
        section = Section("concerns", say("What is kept"), said=(say("Nobody has raised an urgent concern."),))
    return Page(
        here="",
        trail=(Link(say("Your desk"), "/work/"),),
        title=say("Urgent concerns"),
        lead=say("Read each at once. If somebody is in danger, ring 999, whatever else is kept here."),
        sections=(section,),
    )


def waiting() -> int:
    """Give how many concerns nobody has taken up yet."""
    return sum(one.state == "raised" for one in urgent.concerns())


def is_kept(name: str) -> bool:
    """Say whether a concern of this number is kept."""
    return any(one.id == name for one in urgent.concerns())


def moves(name: str) -> list[tuple[str, Sentence]]:
    """Give where a concern can go from where it stands, as choices."""
    return [(state, STATES[state]) for state in STATES if state in MOVES[urgent.concern(name).state]]


def parts(name: str) -> tuple[Section, ...]:
    """Show a concern to whoever takes it up."""
    one = urgent.concern(name)
    told: list[Said] = [
        say("Raised: {when}. It stands at: {state}.", when=_when_raised(one.at), state=STATES[one.state])
    ]
    if one.place:
        told.append(say("Where: {place}", place=one.place))
    told.append(say("How to reach whoever raised it: {contact}", contact=one.contact) if one.contact else _NO_CONTACT)
    words = tuple(" ".join(text.split()) for text in one.words.split("\n\n"))
    danger = Aside(say("First"), (say("If somebody is in danger now, ring 999."),), tone="refused")
    return (
        Section("words", say("What was written"), said=words),
        Section("told", say("About it"), (*told,), (), (danger,)),
    )


_NO_CONTACT = say("Whoever raised it did not say how to reach them.")


def _when() -> tuple[Sentence, ...]:
    return (
        say("It stands first on the desk of every CVS worker and council officer. The first who signs in reads it."),
        say("Nobody may be there at night, at weekends or on holidays: it then waits until somebody signs in."),
    )


def _when_raised(at: str) -> Sentence:
    moment = datetime.fromisoformat(at)
    return say("{day}, {time} UTC", day=timetable.local_day(moment, stored.place()), time=moment.strftime("%H:%M"))
