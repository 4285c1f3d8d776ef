"""What hand-over refuses: codes CW3."""

from commonweal.errors.base import CommonwealError


class TooManyStarts(CommonwealError):
    """A hand-over with more start choices than the exact form can solve."""

    code = "CW301"
    what = "The hand-over has {choices} start choices; at most {most} can be solved exactly."
    remedy = "Plan fewer services at once, or keep fewer offers for each service in each neighbourhood."


class HandoverFaults(CommonwealError):
    """Hand-over data that make no sound problem, such as a keeping that nobody can afford."""

    code = "CW302"
    what = "The hand-over data have {faults} fault(s); no plan was made."
    remedy = "Mend each figure named below in the tables of the handover folder, then plan again."


class NoPlan(CommonwealError):
    """The solver ended without a plan that is good enough to publish."""

    code = "CW303"
    what = "No plan was found: {reason}."
    remedy = "Plan fewer services at once, or look at what was adopted before that can no longer be kept."


class PlanNotAccepted(CommonwealError):
    """A plan that an independent check does not accept; it is not published."""

    code = "CW304"
    what = "The plan breaks {faults} row(s) of the model and was not published."
    remedy = "Report this as a fault of the software, with the handover folder; nothing was written."


class DemandUnknown(CommonwealError):
    """Somebody's need for a service that may be handed over is not known, so no plan can be judged."""

    code = "CW309"
    what = "The need that a hand-over plan would have to meet is not known in {faults} place(s)."
    remedy = "Fill in each figure named below, or take the service off the list of those up for transfer."


class PlanFolderRefused(CommonwealError):
    """A folder that is not a plan the verifier accepts, so that nothing can be tried on it."""

    code = "CW320"
    what = "{path} is not a plan that the verifier accepts; nothing was tried."
    remedy = "Give the folder of a plan as commonweal plan wrote it, unchanged."


class OtherPlanApart(CommonwealError):
    """A plan to compare with that was made from other data."""

    code = "CW321"
    what = "{path} was planned from other data than {plan}, so the two cannot meet the same futures."
    remedy = "Plan both from the same tables, then try them again."


class ClusterMissing(CommonwealError):
    """A cluster that was asked for where its library is not installed."""

    code = "CW322"
    what = "The work cannot be sent to {address}: Dask is not installed here."
    remedy = "Install commonweal[cluster], or leave --cluster out to work on this machine."


class ClusterUnreachable(CommonwealError):
    """A cluster that does not answer."""

    code = "CW323"
    what = "No cluster answers at {address}: {reason}."
    remedy = "Check the address and that the scheduler runs, or leave --cluster out to work on this machine."
