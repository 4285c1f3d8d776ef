"""What delivery refuses: codes CW4."""

from commonweal.errors.base import CommonwealError


class AwardWithoutProposal(CommonwealError):
    """A count funded a project that no proposal describes."""

    code = "CW401"
    what = "{faults} funded project(s) of the round {round} have no proposal."
    remedy = "Add each project named below to proposals.csv, with the body that will do it."
