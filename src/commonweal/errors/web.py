"""What the web refuses: codes CW7."""

from commonweal.errors.base import CommonwealError


class BadDatabaseUrl(CommonwealError):
    """A DATABASE_URL that names no database that commonweal can use."""

    code = "CW701"
    what = "DATABASE_URL names no database that commonweal can use."
    remedy = "Write postgresql://USER:PASSWORD@HOST:PORT/NAME, or leave it out to use SQLite in the place folder."


class DatabaseBehind(CommonwealError):
    """A database whose tables are not those of this release."""

    code = "CW702"
    what = "The database was made by another release of commonweal: {steps} step(s) lie between."
    remedy = "Run commonweal serve of this release once: it takes a backup and then brings the tables up to date."


class DatabaseAhead(CommonwealError):
    """A database whose tables a later release has changed."""

    code = "CW717"
    what = "The database is of a later release of commonweal than this one: its tables are at {newest}."
    remedy = "Install that release again, or restore the backup that was taken before the upgrade."


class NotAllowed(CommonwealError):
    """An act that the role may not do, or that needs a second person."""

    code = "CW703"
    what = "The role {role} may not {act}."
    remedy = "Ask someone who holds one of these roles: {allowed}."


class NotNow(CommonwealError):
    """An act whose time has passed or has not come."""

    code = "CW704"
    what = "This is not the time to {act} ({subject})."
    remedy = "Look at the record to see where it stands, and do the step that comes next."


class NotAccepted(CommonwealError):
    """A count or plan that the verifier does not accept; nothing of it was kept."""

    code = "CW705"
    what = "The verifier found {faults} fault(s) in {subject}; it was not published and nothing was kept."
    remedy = "Make the folder again from its inputs, and report this if the faults stay."


class BackupRefused(CommonwealError):
    """A backup that is damaged or of a later release, or that would overwrite what stands."""

    code = "CW706"
    what = "The backup {path} cannot be used."
    remedy = "Name another file. A restore over what stands takes --replace; a backup of that is taken first."


class PortTaken(CommonwealError):
    """A port that another program listens on."""

    code = "CW707"
    what = "Port {port} of this machine is in use by another program."
    remedy = "Stop that program, or name another port with --port."


class DatabaseFailed(CommonwealError):
    """A database that does not answer, or a folder of one that cannot be written."""

    code = "CW708"
    what = "The database of the place could not be opened."
    remedy = "See that it runs, that DATABASE_URL is right, and that its folder may be written to."


class InvitationRefused(CommonwealError):
    """An invitation that cannot be made or taken."""

    code = "CW740"
    what = "This invitation cannot be used."
    remedy = "Ask the board secretary for a new one; it can be taken once, within seven days."


class ActGone(CommonwealError):
    """An act that waited for a second person and waits no longer."""

    code = "CW741"
    what = "This act does not wait for a second person any more."
    remedy = "Look at the record to see whether it was done. If it was not, begin it again."


class BeginnerGone(CommonwealError):
    """An act that waited for a second person, and that whoever began it may not do any more."""

    code = "CW732"
    what = "Whoever began this holds the role of {role} no longer. It was not done, and is closed."
    remedy = "Ask somebody who holds the role now to begin it again."


class CodeNotValid(CommonwealError):
    """A code that lets nobody vote in this round: not issued for it, or replaced by another."""

    code = "CW710"
    what = "Nobody can vote with this code here."
    remedy = "Look at the letter once more. If the code stays refused, ask the returning officer for another."


class CodeUsed(CommonwealError):
    """A code with which a ballot was cast already; a cast ballot is final."""

    code = "CW711"
    what = "A ballot was cast with this code already, and a cast ballot is final."
    remedy = "If it was not you, tell the returning officer at once, with the code and nothing else."


class RegisterFaults(CommonwealError):
    """A register of voters that cannot be taken in as it stands."""

    code = "CW712"
    what = "The register has {faults} fault(s); nobody was taken in."
    remedy = "Mend each line named below, and take it in again. It has the columns number, name, address and area."


class PaperRefused(CommonwealError):
    """A paper ballot that cannot be entered or decided so."""

    code = "CW713"
    what = "Paper {number} of the batch {batch} was not kept as it was given."
    remedy = "Each paper is read by two different people; where they differ, two people decide, with a reason."


class NoBox(CommonwealError):
    """A round whose ballots cannot be sealed, or opened, because a key is missing or cannot be changed any more."""

    code = "CW714"
    what = "The ballot box of the round {round} cannot be used so."
    remedy = "Make a key with commonweal keys make and register it before the ballot is published; it stays for good."


class BallotNotKept(CommonwealError):
    """A ballot that the database did not take; it was not cast."""

    code = "CW715"
    what = "The ballot could not be stored, so it was not cast."
    remedy = "Send the same form again. If it was stored after all, you will be given its receipt and nothing changes."


class CodesNotIssued(CommonwealError):
    """Codes that cannot be issued to the people named."""

    code = "CW716"
    what = "No code was issued: {faults} fault(s)."
    remedy = "Name people of the register who have not voted, or how many codes are wanted for an event."


class NotYours(CommonwealError):
    """A private link that does not belong to the idea or proposal it was used for."""

    code = "CW720"
    what = "This private link does not belong to {name}."
    remedy = "Use the link that was shown when it was put forward, or ask the board secretary or a CVS worker."


class NotYourBody(CommonwealError):
    """An act for an organisation by somebody who does not act for it."""

    code = "CW721"
    what = "Whoever acts here does not act for {organisation}."
    remedy = "Have a member of that organisation do it, or ask the board secretary or a CVS worker."


class InterestDeclared(CommonwealError):
    """An act by somebody who declared an interest in what it touches."""

    code = "CW709"
    what = "Whoever acts declared an interest in {subject}, and may not {act}."
    remedy = "Ask somebody without an interest in it to act. If the interest has ended, have that recorded first."


class NotOnRecord(CommonwealError):
    """A meeting, a fund, an interest or a floor that the record does not tell of."""

    code = "CW730"
    what = "The record tells of no {thing} {name}{nearest}."
    remedy = "Use a name that stands in the record, or do the act that puts it there first."


class VotesDoNotAdd(CommonwealError):
    """Votes on a decision that cannot be: more than there are members, or of members who take no part."""

    code = "CW731"
    what = "The votes on the decision {decision} cannot be right: {faults} fault(s). Nothing was recorded."
    remedy = "Count again who voted and who took no part, and see the register of interests on the board's page."


class PageFailed(CommonwealError):
    """A page of the site that cannot be made, or a link on it that leads nowhere; no site was written."""

    code = "CW750"
    what = "The page {address} could not be made (status {status}); nothing was written."
    remedy = "Open the same address with commonweal serve to see it, and report this with the terminal's last lines."


class BadMailUrl(CommonwealError):
    """A COMMONWEAL_MAIL that says no way of sending mail that commonweal knows."""

    code = "CW770"
    what = "COMMONWEAL_MAIL says no way of sending mail that commonweal knows."
    remedy = "Write smtp://USER:PASSWORD@HOST:PORT?from=ADDRESS, or file: to have mail written, or leave it out."
