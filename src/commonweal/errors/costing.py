"""What costing refuses: codes CW34."""

from commonweal.errors.base import CommonwealError


class RateMissing(CommonwealError):
    """A budget whose pay nobody can hold against a wage rate, because no record of that rate reaches back so far."""

    code = "CW340"
    what = "No {kind} for {area} is known that was due by {day}."
    remedy = "Add the rate with its source to costing/rates.csv, or name another area in costing/budgets.csv."


class CostNotAccepted(CommonwealError):
    """A full cost or a comparison of options that an independent check does not accept; it is not written."""

    code = "CW342"
    what = "The verifier works out other figures in {faults} place(s), and nothing was written."
    remedy = "Report this as a fault of the software, with the costing folder."


class NothingToCost(CommonwealError):
    """A place folder without the tables that a budget or a comparison of options is made from."""

    code = "CW341"
    what = "{path} holds no costing/{file}, so there is nothing to work out."
    remedy = "Make costing/ as the documentation describes it; the sample place has one to write over."
