"""The words of the glossary page, in the order of the alphabet."""

from collections.abc import Collection
from dataclasses import dataclass

from commonweal.terms.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Word:
    """A word that residents meet on these pages.

    Attributes:
        anchor: where links to the word point.
        name: the word.
        meaning: what it means here.
    """

    anchor: str
    name: Sentence
    meaning: Sentence


def used(anchors: Collection[str]) -> tuple[Word, ...]:
    """Give words by their anchors, in the order of the alphabet, for the foot of a page that uses them."""
    return tuple(word for word in GLOSSARY if word.anchor in anchors)


GLOSSARY = (
    Word(
        "access",
        say("Access"),
        say(
            "How much of a service the people of an area can really reach, after sharing it with everyone else who can."
        ),
    ),
    Word(
        "accountable-body",
        say("Accountable body"),
        say("The organisation legally answerable for the money, usually the council."),
    ),
    Word(
        "additionality",
        say("Additionality"),
        say("New money beyond what it replaces. Money replaces public money unless it is more than was cut."),
    ),
    Word("area", say("Area"), say("A small area of about 1,500 people, for which official figures are published.")),
    Word(
        "ballot",
        say("Ballot"),
        say("The list of projects that people vote on, and what one voter chose on it. It bears no name."),
    ),
    Word("board", say("Board"), say("The body that decides.")),
    Word(
        "capital", say("Capital"), say("Money that builds or buys what lasts. It may not pay for work from day to day.")
    ),
    Word("certificate", say("Certificate"), say("A file by which anyone can check a count or a plan again.")),
    Word(
        "challenge",
        say("Challenge"),
        say("To say, with a reason, that a result is wrong. Anybody may, for some days. Two people answer in public."),
    ),
    Word(
        "checkpoint",
        say("Checkpoint"),
        say("The fingerprint of the whole record at one moment. Keep one, and nobody can change the past unseen."),
    ),
    Word(
        "concentration-index",
        say("Concentration index"),
        say(
            "A number from -1 to 1. Below 0 the more deprived areas have more within reach; above 0 the less deprived"
            " do. At 0 it is shared evenly."
        ),
    ),
    Word(
        "cvs-worker",
        say("CVS worker"),
        say("Somebody of the local body that supports community groups (a council for voluntary service)."),
    ),
    Word(
        "devolved-grant",
        say("Devolved grant"),
        say("Money given for building up local bodies, for social action, and for the legal work of each move."),
    ),
    Word(
        "double-running",
        say("Double running"),
        say("The time in which both the council and the new body run a service, and both are paid."),
    ),
    Word("entry", say("Entry"), say("One public act in the record, with its date and its fingerprint.")),
    Word(
        "equal-shares",
        say("Equal Shares"),
        say(
            "A rule for counting votes. Each voter has an equal share; a project is funded when its supporters can pay."
        ),
    ),
    Word(
        "fingerprint",
        say("Fingerprint"),
        say("A long number worked out from a file (SHA-256). Change one letter, and the fingerprint is another one."),
    ),
    Word("floor", say("Floor"), say("The level of a service, or of a group's share, that may not be breached.")),
    Word(
        "fund",
        say("Fund"),
        say("Money that a board decides over for some years, set up once with its rules, its term and its floors."),
    ),
    Word("gap", say("Gap"), say("What people need, less what they can reach.")),
    Word(
        "greedy",
        say("Greedy"),
        say("A rule for counting votes on projects: the one with the most votes first, as long as the money lasts."),
    ),
    Word(
        "hand-over",
        say("Hand-over"),
        say("Moving a service from one body to another, with a time in which both run it."),
    ),
    Word(
        "interest",
        say("Interest"),
        say(
            "A tie that somebody who decides has to what is decided: a job, a family, a membership. Whoever declares"
            " one takes no part in what it touches."
        ),
    ),
    Word("need", say("Need"), say("What some people lack, with evidence.")),
    Word(
        "neighbourhood", say("Neighbourhood"), say("Some areas together that people know as one place, such as a ward.")
    ),
    Word(
        "plan", say("Plan"), say("What happens to each service in each neighbourhood, with dates, money and reserves.")
    ),
    Word(
        "protected-stream",
        say("Protected stream"),
        say("Money that is set aside before the vote, for people whom a vote would leave out."),
    ),
    Word(
        "proposal", say("Proposal"), say("A project with its cost and a body that would do it, put forward for a vote.")
    ),
    Word("quarter", say("Quarter"), say("Three months of the year: the first is January to March.")),
    Word(
        "receipt",
        say("Receipt"),
        say("A number that shows that a ballot is among those that were cast. It never says what was chosen."),
    ),
    Word("record", say("Record"), say("The public list of what happened, in order. Nothing in it is ever changed.")),
    Word(
        "returning-officer",
        say("Returning officer"),
        say("Who runs a vote: gives out the codes, closes it, and counts together with a second person."),
    ),
    Word("revenue", say("Revenue"), say("Money that pays for work and running costs. It is never mixed with capital.")),
    Word(
        "round", say("Round"), say("One vote over one sum of money, from the published rules to the confirmed result.")
    ),
    Word("service", say("Service"), say("A public service, whoever runs it.")),
    Word(
        "statutory-fund",
        say("Statutory fund"),
        say(
            "The council's own money for these services. It also pays for double running, and holds what stepping in"
            " would take."
        ),
    ),
    Word("step-in", say("Step-in"), say("The council runs a service for a time when the body that runs it cannot.")),
    Word("undertaking", say("Undertaking"), say("A promise with a date that anyone can follow.")),
)
"""What the glossary page says; a test holds every link to an anchor that stands here."""
