"""The rows of one place. What is decided stands whole, as its canonical JSON or its files, and is never edited.

Tables of what is decided refuse UPDATE and DELETE in the database itself (:mod:`..guards`); personal rows refuse UPDATE
and may be deleted, which is how a person's words are erased.
"""

from commonweal.web.store.models.ballots import (
    CastRow,
    CredentialRow,
    KeyRow,
    OpenedRow,
    PaperBatchRow,
    PaperRow,
    ReceiptListRow,
    RegisterRow,
    RoundSecretRow,
    SealedRow,
)
from commonweal.web.store.models.boards import MeetingDraftRow
from commonweal.web.store.models.folders import FileRow, FolderRow
from commonweal.web.store.models.funds import FundRow
from commonweal.web.store.models.people import InvitationRow, PersonRow, RoleRow, WaitingActRow
from commonweal.web.store.models.places import PlaceRow, PlanRow, ProfileRow
from commonweal.web.store.models.proposed import (
    AnswerRow,
    IdeaRow,
    ProposalRow,
    ReviewerRow,
    ShareRow,
    UrgentRow,
    WaitingProposalRow,
)
from commonweal.web.store.models.record import EntryRow, PersonalRow
from commonweal.web.store.models.rounds import CountRow, DraftRow, PollRow, UndertakingRow

__all__ = [
    "AnswerRow",
    "CastRow",
    "CountRow",
    "CredentialRow",
    "DraftRow",
    "EntryRow",
    "FileRow",
    "FolderRow",
    "FundRow",
    "IdeaRow",
    "InvitationRow",
    "KeyRow",
    "MeetingDraftRow",
    "OpenedRow",
    "PaperBatchRow",
    "PaperRow",
    "PersonRow",
    "PersonalRow",
    "PlaceRow",
    "PlanRow",
    "PollRow",
    "ProfileRow",
    "ProposalRow",
    "ReceiptListRow",
    "RegisterRow",
    "ReviewerRow",
    "RoleRow",
    "RoundSecretRow",
    "SealedRow",
    "ShareRow",
    "UndertakingRow",
    "UrgentRow",
    "WaitingActRow",
    "WaitingProposalRow",
]
