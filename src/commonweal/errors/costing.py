"""What costing refuses: codes CW34."""

from commonweal.errors.base import CommonwealError


class RateMissing(CommonwealError):
    """A budget whose pay nobody can hold against a wage rate, because no record of that rate reaches back so far."""

    code = "CW340"
    what = "No {kind} for {area} is known that was due by {day}."
    remedy = "Add the rate with its source to costing/rates.csv, or name another area in costing/budgets.csv."


class NothingToCost(CommonwealError):
    """A place folder without the tables that a budget or a comparison of options is made from."""

    code = "CW341"
    what = "{path} holds no costing/{file}, so there is nothing to work out."
    remedy = "Make costing/ as the documentation describes it; the sample place has one to write over."
