"""How long what is people's own is kept: one table of what, from when, how long, why, and what destroys it.

The record, the results and their folders are kept for good: they hold nobody's name that was not published, and every
name and long word that was can be erased from beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from commonweal.proposals.urgent import KEPT_DAYS
from commonweal.terms.sentences import Sentence, say

ABANDONED_DAYS = 365
"""How long after its last day of voting a round without a result counts as over."""
GRACE_DAYS = 2
"""How many days late a daily run may be before it is said that something is kept too long."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How long one thing is kept.

    Attributes:
        what: what is kept.
        since: from when the days count.
        days: for how many days it is kept after that.
        why: why not shorter.
        procedure: the procedure by which a person destroys it sooner; "" where it is done by hand.
    """

    what: Sentence
    since: Sentence
    days: int
    why: Sentence
    procedure: str


CLOCKS: Mapping[str, Clock] = MappingProxyType(
    {
        "secrets": Clock(
            say("the secret of a round, its codes, who used them, and its register"),
            say("the result was confirmed, or the round was stopped"),
            0,
            say("until then a challenge may ask who could vote; afterwards they could only tell who voted"),
            "destroy_secrets",
        ),
        "registers": Clock(
            say("the register of a round: names and addresses of those who may vote"),
            say("the round was over: confirmed, stopped, or a year past its last day of voting"),
            0,
            say("it serves to issue codes, and for nothing else"),
            "erase_registered",
        ),
        "contacts": Clock(
            say("how to reach whoever put something forward, and ideas and proposals that were never published"),
            say("the round was over: confirmed, stopped, or a year past its last day of voting"),
            90,
            say("people are told of the result and why, and agreements are prepared with them"),
            "erase_private",
        ),
        "answers": Clock(
            say("answers to the questions of a proposal, and what its partners were to do"),
            say("the round was over: confirmed, stopped, or a year past its last day of voting"),
            365,
            say("a body uses its answers again in the next year's round; nobody types them twice"),
            "erase_private",
        ),
        "accounts": Clock(
            say("accounts of people who hold no role any more: name, address, password and second step"),
            say("their last role ended"),
            365,
            say("they can be asked about what they decided, and come back without a new account"),
            "erase_account",
        ),
        "concerns": Clock(
            say("urgent concerns about somebody's safety"),
            say("a person closed it"),
            KEPT_DAYS,
            say("whoever raised it may ask what became of it; the body it was passed on to keeps its own record"),
            "erase_urgent",
        ),
        "invitations": Clock(
            say("invitations, with the name and address they went to"),
            say("it expired, whether it was taken or not"),
            7,
            say("whoever opens an old link is told why it does not work"),
            "withdraw_invitation",
        ),
        "waiting acts": Clock(
            say("acts that waited for a second person, with all that was filled in"),
            say("the day on which it would have fallen"),
            30,
            say("whoever began it can see why it was declined"),
            "apply_retention",
        ),
        "sessions": Clock(
            say("who is signed in"),
            say("it ran out"),
            0,
            say("it is of no use afterwards"),
            "apply_retention",
        ),
        "backups": Clock(
            say("backups in the place's own folder, which hold all of the above"),
            say("it was taken"),
            90,
            say("a fault may be noticed late; nothing else can be put back"),
            "",
        ),
    }
)
"""Every clock, by its name. Backups are only named when they are old: they are thrown away by hand."""


def last_day(clock: str, since: date) -> date:
    """Give the last day on which something is kept.

    Examples:
        >>> last_day("concerns", date(2027, 1, 1))
        datetime.date(2027, 4, 1)
    """
    return since + timedelta(days=CLOCKS[clock].days)
