"""What ideas, proposals and their review refuse: codes CW15 and CW17."""

from commonweal.errors.base import CommonwealError


class ReviewRefused(CommonwealError):
    """A review or an appeal that says too little, gives a code that does not fit, or comes out of turn."""

    code = "CW150"
    what = "This review of the proposal {proposal} cannot stand: {faults} fault(s)."
    remedy = (
        "Give the finding, its code and the reason in words; the documentation lists the codes with what each needs."
    )


class QuestionFaults(CommonwealError):
    """Questions of a form that say no risk, stand twice, or are too many for the sum."""

    code = "CW151"
    what = "The questions of the form cannot be asked: {faults} fault(s)."
    remedy = "Say for each question what risk it is asked for, and leave out what a small sum need not be asked."


class ProposalFaults(CommonwealError):
    """A proposal with an answer that is missing or too long, a sum that cannot be, or words that hide something."""

    code = "CW152"
    what = "The proposal {title} cannot be taken in yet: {faults} fault(s)."
    remedy = "Mend each field named below; nothing that was typed is lost, and nobody holds this against you."


class ConsortiumFaults(CommonwealError):
    """Partners whose shares do not add up to the cost, or who are named twice or not at all."""

    code = "CW153"
    what = "These partners cannot stand together yet: {faults} fault(s)."
    remedy = (
        "Name each partner once with its share in pence, one of them as lead partner; the shares add up to the cost."
    )


class ShortlistOpen(CommonwealError):
    """A ballot that was to be published while a proposal still waits for a review, an appeal or its window."""

    code = "CW154"
    what = "The shortlist of {round} is not settled: {faults} proposal(s) still wait."
    remedy = "Review what waits, decide each appeal, and publish the ballot when the last window has ended."


class IdeaFaults(CommonwealError):
    """An idea without words, from an unknown channel, or with characters that hide something."""

    code = "CW155"
    what = "The idea cannot be taken in yet: {faults} fault(s)."
    remedy = "Mend each field named below; nothing that was typed is lost."


class LineageFaults(CommonwealError):
    """Ideas that cannot be joined or parted: unknown, not published, or joined or parted before."""

    code = "CW156"
    what = "These ideas cannot be joined or parted: {faults} fault(s)."
    remedy = (
        "Name published ideas that stand by themselves, each once; what was joined before is followed to where it went."
    )


class StatementFaults(CommonwealError):
    """A statement about a proposal of an unknown kind, without words, or that leaves out what its kind must name."""

    code = "CW157"
    what = "This statement about the proposal {proposal} cannot be printed: {faults} fault(s)."
    remedy = "Mend each field named below; a note on displacement names the neighbouring areas it speaks of."


class ShortlistChanged(CommonwealError):
    """A ballot that does not hold exactly what the reviews put on the shortlist."""

    code = "CW158"
    what = "The ballot of {round} is not its shortlist: {faults} proposal(s) differ."
    remedy = (
        "Publish what the reviews put there; a proposal leaves the shortlist by a review, an appeal or a withdrawal."
    )


class DeclineFaults(CommonwealError):
    """An idea that was to be declined for no reason of the list, or read again by whoever declined it."""

    code = "CW170"
    what = "The idea {idea} cannot be decided on like this: {faults} fault(s)."
    remedy = "Choose a reason of the list; after it was declined, let somebody else read it again."


class TooManyChanges(CommonwealError):
    """A proposal that was changed as often as it may be before its next review."""

    code = "CW171"
    what = "The proposal {proposal} was changed {most} times since it was reviewed last."
    remedy = (
        "Wait for its review; it can be changed again then. If something must be put right before, ask a CVS worker or "
        "the board."
    )


class TooManyChallenges(CommonwealError):
    """Challenges that came from about the same place as several others within the hour."""

    code = "CW172"
    what = "Several challenges came from about where you are within this hour. What you wrote is still in the form."
    remedy = (
        "Send it again in {minutes} minutes. If the last day is today, or you are on a shared computer, give it to the "
        "board on paper."
    )
