"""From options to additionality: whether what is put into a transferred service is new, or replaces what was cut."""

from commonweal.delivery.options import Option
from commonweal.funding.fund.additionality import Additionality


def additionality(option: Option) -> Additionality | None:
    """Give what an option does to public money, or None where that is not stated, as it need not be but for a transfer.

    Examples:
        >>> from commonweal.delivery.options import PublicMoney
        >>> from commonweal.terms.money import Pence
        >>> money = PublicMoney(Pence(9_000), Pence(4_000), Pence(5_000), "the accounts")
        >>> found = additionality(Option("trust", "transfer", "Hand it to the trust", money=money))
        >>> found.verdict
        'replaces public money'
    """
    if option.money is None:
        return None
    return Additionality(option.money.before, option.money.after, option.money.new)
