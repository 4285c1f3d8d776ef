"""Refusals: every way commonweal says no to a person, with a stable code, what is wrong and what to do.

A refusal is raised; a finding (what a checker saw) is returned. A refusal of an input carries every fault of it.
The English here is the message key of the one gettext catalogue, as for :mod:`commonweal.terms.sentences`.
Codes: CW0 terms, CW1 evidence, CW2 funding, CW3 hand-over, CW4 delivery, CW5 record, CW6 formats, CW7 web,
CW8 command line.

Every refusal is imported from here; each hundred of codes has a file of its own.
"""

from commonweal.errors.base import CommonwealError, Fault, nearest
from commonweal.errors.delivery import AwardWithoutProposal
from commonweal.errors.evidence import NobodyLivesHere
from commonweal.errors.formats import (
    BoundaryFaults,
    FileInTheWay,
    FileMissing,
    FolderInTheWay,
    FolderNotWritten,
    PlaceFaults,
    TableFaults,
)
from commonweal.errors.funding import (
    BudgetNotOfFund,
    CountNotAccepted,
    FloorsNotMet,
    FloorsUndecided,
    FundFaults,
    InterestsMissing,
    PollFaults,
    RoundFaults,
    RuleDoesNotFit,
    RuleFaults,
    SchemeChanged,
    SchemeFaults,
    ScoreFaults,
    TieOpen,
    TooFewAssessors,
)
from commonweal.errors.handover import DemandUnknown, HandoverFaults, NoPlan, PlanNotAccepted, TooManyStarts
from commonweal.errors.record import EntryRefused, RecordBroken
from commonweal.errors.terms import BadPeriod, NotCanonical, UnknownName
from commonweal.errors.web import (
    ActGone,
    BackupRefused,
    BadDatabaseUrl,
    DatabaseBehind,
    DatabaseFailed,
    InvitationRefused,
    NotAccepted,
    NotAllowed,
    NotNow,
    PageFailed,
    PortTaken,
)

__all__ = [
    "ActGone",
    "AwardWithoutProposal",
    "BackupRefused",
    "BadDatabaseUrl",
    "BadPeriod",
    "BoundaryFaults",
    "BudgetNotOfFund",
    "CommonwealError",
    "CountNotAccepted",
    "DatabaseBehind",
    "DatabaseFailed",
    "DemandUnknown",
    "EntryRefused",
    "Fault",
    "FileInTheWay",
    "FileMissing",
    "FloorsNotMet",
    "FloorsUndecided",
    "FolderInTheWay",
    "FolderNotWritten",
    "FundFaults",
    "HandoverFaults",
    "InterestsMissing",
    "InvitationRefused",
    "NoPlan",
    "NobodyLivesHere",
    "NotAccepted",
    "NotAllowed",
    "NotCanonical",
    "NotNow",
    "PageFailed",
    "PlaceFaults",
    "PlanNotAccepted",
    "PollFaults",
    "PortTaken",
    "RecordBroken",
    "RoundFaults",
    "RuleDoesNotFit",
    "RuleFaults",
    "SchemeChanged",
    "SchemeFaults",
    "ScoreFaults",
    "TableFaults",
    "TieOpen",
    "TooFewAssessors",
    "TooManyStarts",
    "UnknownName",
    "nearest",
]
