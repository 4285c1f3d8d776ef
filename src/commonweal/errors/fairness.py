"""What the measures of fairness refuse: codes CW39."""

from commonweal.errors.base import CommonwealError


class DetrimentUnanswered(CommonwealError):
    """A plan that would leave people worse off because of a protected characteristic, and nobody answers for that."""

    code = "CW391"
    what = "The plan {plan} would go below the floor of no detriment."
    remedy = (
        "Change the plan or the mitigation; or let a role answer for each by name and with a reason, in "
        "overridden_by and override_reason of equality.csv. Look at every characteristic."
    )


class GroupsRefused(CommonwealError):
    """Groups of people, the most deprived first, of which no slope of inequality could mean anything."""

    code = "CW390"
    what = "No slope of inequality can be made of these groups."
    remedy = (
        "Give at least three groups in their order, each with people above 0, with a value that its kind allows (a "
        "rate above 0, a proportion between 0 and 1) and a standard error of 0 or more."
    )
