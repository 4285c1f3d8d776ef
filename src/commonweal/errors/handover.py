"""What hand-over refuses: codes CW3."""

from commonweal.errors.base import CommonwealError


class HandoverFaults(CommonwealError):
    """Hand-over data that make no sound problem, such as a keeping that nobody can afford."""

    code = "CW302"
    what = "The hand-over data have {faults} fault(s); no plan was made."
    remedy = "Mend each figure named below in the tables of the handover folder, then plan again."


class NoPlan(CommonwealError):
    """The solver ended without a plan that is good enough to publish."""

    code = "CW303"
    what = "No plan was found: {reason}."
    remedy = (
        "Give what is named below, if anything is; plan fewer services at once; or look at what was adopted before that"
        " can no longer be kept."
    )


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


class NoLibraryThere(CommonwealError):
    """A place of which the register of libraries has no static library."""

    code = "CW325"
    what = "The register has no static library of {place}{nearest}."
    remedy = "Name the authority as the column Upper tier local authority has it, or its library service."


class StepInFaults(CommonwealError):
    """Reports or acts that a step-in case does not allow, such as a step-in without a trigger agreed beforehand."""

    code = "CW347"
    what = "The step-in case of agreement {agreement} has {faults} row(s) that it does not allow."
    remedy = (
        "Mend each row named below in the step_in folder; what may follow what stands in the documentation of step-in."
    )


class CoverFaults(CommonwealError):
    """Accounts of cover that speak against the acts of their case, or against one another."""

    code = "CW348"
    what = "The cover of agreement {agreement} has {faults} row(s) that cannot be."
    remedy = "Mend each row named below in cover.csv, or the acts that say who was to run the service on that day."


class NoSuchAgreement(CommonwealError):
    """A step-in case that was asked for and is not there, or of which there are several."""

    code = "CW349"
    what = "{found} agreement(s) of {place} fit what was asked for; one is needed."
    remedy = "Name one with --service and --neighbourhood. Those that there are: {known}."


class PrivateFileInside(CommonwealError):
    """A list of possible successors that would lie among what is published."""

    code = "CW350"
    what = "{path} lies inside the folder that is written to be published."
    remedy = "Choose a private file outside that folder: who is not ready or not willing is nobody else's business."


class ReadinessContradicted(CommonwealError):
    """A hand-over's table of providers that says more than readiness checks and recorded willingness allow."""

    code = "CW330"
    what = "The table of providers says what the readiness checks of {day} do not allow: {faults} fault(s)."
    remedy = (
        "Write the quarter and the willingness that the checks give, or bring the check, the development plan or the"
        " willingness up to date; commonweal readiness shows each of them."
    )


class TransferTooEarly(CommonwealError):
    """A transfer that is wanted before the body that would take it over is ready and has said that it is willing."""

    code = "CW331"
    what = "No transfer comes before readiness and consent; wanted too early: {faults}."
    remedy = "Put each transfer named below on its earliest feasible date or later, or bring what is missing sooner."


class PlanFolderRefused(CommonwealError):
    """A folder that is not a plan the verifier accepts, so that nothing can be tried on it."""

    code = "CW320"
    what = "{path} is not a plan that the verifier accepts; nothing was tried."
    remedy = "Give the folder of a plan as commonweal plan wrote it, unchanged."


class LastPlanElsewhere(CommonwealError):
    """A plan that was published before and is of another place."""

    code = "CW358"
    what = "The plan to compare with has no service in any neighbourhood in common with this place."
    remedy = "Give --since the last plan of this place, or leave it out for a first plan."


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


class NoWayOn(CommonwealError):
    """Services that bodies run already and that no way leaves above their floor in every quarter."""

    code = "CW355"
    what = "{faults} service(s) that a body runs already cannot go on without a gap; no plan was made."
    remedy = (
        "Ask each body named below, or hand what it runs back before the plan begins and take its row out of the table."
    )


class NotToHandOn(CommonwealError):
    """What is asked to be handed on or back when planning again, and cannot be within this plan."""

    code = "CW356"
    what = "What {name} runs cannot be handed on or back as asked: {faults} fault(s)."
    remedy = "Ask it to go on for longer, choose a later quarter, or make a new plan with what it runs in running.csv."
