"""What funding refuses, codes CW2: 0 counts, 1 awards, 2 streams, 9 tables, 3 ballots, 4 funds, 5 rounds."""

from commonweal.errors.base import CommonwealError


class PollFaults(CommonwealError):
    """A poll with unknown projects, duplicate voters, wrong costs, missing sections or ballots over their length."""

    code = "CW201"
    what = "{file} has {faults} fault(s); no ballot was counted."
    remedy = "Mend each line named below in the file, then run the command again."


class RuleFaults(CommonwealError):
    """A rule with an unknown option, a value outside its list, or options that contradict each other or the poll."""

    code = "CW202"
    what = "The rule {rule} cannot be used as it is set: {faults} fault(s)."
    remedy = "Set only what the rule's page in the documentation lists, and leave out what contradicts it."


class CountNotAccepted(CommonwealError):
    """A count that the verifier does not accept; it is never written or published."""

    code = "CW203"
    what = "The verifier does not accept this count: {faults} finding(s). Nothing was written."
    remedy = "Report this with the poll and the command: the count or the verifier is wrong."


class TieOpen(CommonwealError):
    """A tie between projects or bids that nothing in the rule decides; no program decides it for people."""

    code = "CW204"
    what = "A tie is open: the rule does not say what comes first ({faults} tie(s))."
    remedy = (
        "Draw a lot in public and count again with its seed: of a poll seed=TEXT, or state an order of ties that "
        "decides; of scored bids seed under [lot] in scheme.toml, or in the form on the site."
    )


class FloorsNotMet(CommonwealError):
    """Floors that nothing which can be funded meets together."""

    code = "CW205"
    what = "The floors of the rule {rule} cannot be met together; no ballot was counted."
    remedy = "Lower a floor as named below, or change the budget, the caps or the exclusive sets, before anyone votes."


class FloorsUndecided(CommonwealError):
    """Floors that share so many projects that it cannot be told in reasonable time whether they can be met."""

    code = "CW206"
    what = "Whether the floors can be met was not found in {steps} steps; the count was given up."
    remedy = "Let fewer projects count towards two floors at once, or towards a floor and another limit."


class SchemeFaults(CommonwealError):
    """A scheme of a scored award that cannot be used: a wrong key, weights that do not add up, a scale without ends."""

    code = "CW210"
    what = "{file} cannot be used as it stands: {faults} fault(s); no bid was scored."
    remedy = "Mend each line named below; the page on scored awards lists every key."


class SchemeChanged(CommonwealError):
    """A scheme that is not the one locked at its opening."""

    code = "CW211"
    what = "This is not the scheme that was locked at its opening: its hash is {found}, and {locked} was locked."
    remedy = "Bring back the scheme as it was published, or open anew with the changed one and tell every bidder."


class InterestsMissing(CommonwealError):
    """Assessors who have not said for each bid whether they have an interest in it; their scores cannot count."""

    code = "CW212"
    what = "{faults} declaration(s) of interest are missing; no score was counted."
    remedy = "Ask each assessor named below, and write none or the kind of interest into interests.csv."


class ScoreFaults(CommonwealError):
    """Scores that are missing, or that are on no scale of the scheme."""

    code = "CW213"
    what = "The scores have {faults} fault(s); no bid was ranked."
    remedy = "Have each score named below given or mended in scores.csv, then run the command again."


class TooFewAssessors(CommonwealError):
    """Bids that fewer than two assessors without an interest have scored."""

    code = "CW214"
    what = "Each bid needs {fewest} assessors without an interest in it; {faults} bid(s) have fewer."
    remedy = "Find another assessor for each bid named below, or one from outside the place."


class FundFaults(CommonwealError):
    """A fund whose constitution or tables cannot be used, or whose published words would say where somebody is safe."""

    code = "CW220"
    what = "The fund in {file} has {faults} fault(s); nothing was allocated or written."
    remedy = "Mend each line named below, then run the command again; the page on protected streams lists every column."


class BudgetNotOfFund(CommonwealError):
    """A poll over another sum than the one that the fund's constitution leaves for the vote."""

    code = "CW221"
    what = (
        "The poll has a budget of {budget}, but the fund leaves {left} for the vote: {total}, of which {set_aside} is "
        "set aside for protected streams. No ballot was counted."
    )
    remedy = "Put the sum that the constitution leaves into the poll; what is set aside is not voted on."


class RuleDoesNotFit(CommonwealError):
    """A fund or a folder of bids with another rule than its own, or with options that only a poll takes."""

    code = "CW222"
    what = "{path} was to go by {asked}, but {held} goes by the rule {rule} alone, without options."
    remedy = "Use the rule named above and nothing else for this folder; name a poll's file to count votes."


class RoundFaults(CommonwealError):
    """Rules of a round that contradict themselves."""

    code = "CW250"
    what = "The rules of the round {round} cannot be used: {faults} fault(s)."
    remedy = "Put right what is listed, and send the rules again."


class BallotUncountable(CommonwealError):
    """A ballot that nobody could fill in, or that the frozen rule could never count; it is not published."""

    code = "CW251"
    what = "What can stand on the ballot of the round {round} could never be voted on and counted: {faults} fault(s)."
    remedy = (
        "Frozen rules are not changed. Where an appeal may let another proposal stand, wait for it. Otherwise end "
        "the round without a result, and publish the rules of another."
    )


class DepartureRefused(CommonwealError):
    """Awards that depart from a result that binds the board, or from an advisory one without saying why."""

    code = "CW252"
    what = "The board cannot do otherwise than the result of the round {round} in this way: {faults} fault(s)."
    remedy = (
        "Name each project once, with a reason that everybody can read, and stay within the budget. A result that "
        "binds the board is awarded as it is."
    )


class BallotRefused(CommonwealError):
    """A ballot that is not filled in as its rules say: it is not cast, and the code stays unused."""

    code = "CW230"
    what = "The ballot is not filled in as its rules say: {faults} fault(s). It was not cast."
    remedy = "Change what is named below and cast it again; the code has not been used."


class CodeMistyped(CommonwealError):
    """A code to vote with that cannot be as it was printed: too short, too long, or with a slip in it."""

    code = "CW231"
    what = "This code is not as it was printed."
    remedy = "Copy it from the letter once more, letter by letter; spaces and hyphens do not matter."


class ShareMistyped(CommonwealError):
    """A share of a round's key that is not as it was written, with every group of letters that is wrong."""

    code = "CW232"
    what = "The share {share} is not as it was written: {faults} fault(s)."
    remedy = "Compare each group named below with the officer's sheet, and type it once more."


class SharesApart(CommonwealError):
    """Two shares that do not open a round together: of one officer, of another key, or split at another time."""

    code = "CW233"
    what = "These two shares do not open the round {round}."
    remedy = "Use the shares of two of its three officers. Any two of them do; the third officer's may be tried."


class KeyUnusable(CommonwealError):
    """A public key to which nothing can be sealed safely."""

    code = "CW234"
    what = "This is no public key that ballots can be sealed to."
    remedy = "Copy the key that commonweal keys make printed, or make new shares on an officer's own computer."


class BallotsNotOpened(CommonwealError):
    """Sealed ballots that the round's key does not open: somebody put them there, or changed them."""

    code = "CW235"
    what = "{faults} sealed ballot(s) of the round {round} do not open; nothing was opened."
    remedy = "Do not count. Tell the accountable body: the database was changed by somebody. Keep a backup as it is."


class BallotsDiffer(CommonwealError):
    """Sealed ballots that are not those that stood at the close."""

    code = "CW236"
    what = "The sealed ballots of the round {round} are not those that were there at the close; nothing was opened."
    remedy = "Do not count. Tell the accountable body, and compare with a backup taken at the close."


class FormRunOut(CommonwealError):
    """A voter's form that was shown too long ago, or not by this site for this round."""

    code = "CW238"
    what = "This form has run out, so the ballot was not cast."
    remedy = "Open the ballot again and cast it; what was chosen is not lost. If it was cast before, that is told."


class PaperUnfinished(CommonwealError):
    """Paper ballots that are not entered twice, or whose clashes are open: a count never closes without them."""

    code = "CW237"
    what = "Paper ballots of the round {round} are not finished: {faults} thing(s) are missing."
    remedy = "Enter what is named below, by two people each, and decide what was read in two ways."


class ConstitutionFaults(CommonwealError):
    """A constitution whose periods leave a gap, whose sums do not add up, or that sets aside more than there is."""

    code = "CW240"
    what = "The constitution of the fund {fund} cannot be used: {faults} fault(s). No fund was constituted."
    remedy = "Mend each thing named below; the page on funds lists every field with its units."


class MovementRefused(CommonwealError):
    """A movement of money that would overdraw a pot, mix capital with revenue, or break what the constitution says."""

    code = "CW241"
    what = "The movement {movement} of the fund {fund} was refused: {faults} fault(s). No money was moved."
    remedy = "Look at what the pots hold on the fund's page, and write the movement again so that each sum is there."


class FloorNotKept(CommonwealError):
    """Rules of a round, or a constitution, below a floor that every place keeps."""

    code = "CW242"
    what = "{subject} is below {faults} floor(s) that every place keeps; it was not published."
    remedy = (
        "Change what is named below. A floor can only be switched off by two people, with a reason that everybody can "
        "read in the record."
    )


class StreamTablesRefused(CommonwealError):
    """Tables of a protected stream that cannot be used, or whose published words would say where somebody is safe."""

    code = "CW290"
    what = (
        "The tables for the protected stream {stream} have {faults} fault(s). Nothing was allocated, and nothing of "
        "the file was kept."
    )
    remedy = (
        "Mend each thing named below, zip the three tables again, and choose the file once more; the page on protected "
        "streams lists every column."
    )


class AwardTablesRefused(CommonwealError):
    """Bids, promises, interests or scores of a scored award that cannot be used."""

    code = "CW291"
    what = (
        "The tables for the award {award} have {faults} fault(s). Nothing was decided, and nothing of the file was "
        "kept."
    )
    remedy = (
        "Mend each thing named below, zip the tables again, and choose the file once more; the page on scored awards "
        "lists every column."
    )
