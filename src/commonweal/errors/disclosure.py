"""What disclosure control refuses: codes CW397 to CW399."""

from commonweal.errors.base import CommonwealError


class CannotBeSafe(CommonwealError):
    """Counts that cannot be protected: what is known of them besides gives them away, however much is hidden."""

    code = "CW397"
    what = "These counts cannot be published safely, however many of them are hidden: {cells}."
    remedy = (
        "Leave the table out, join small groups into larger ones, or keep the rule by which they were published "
        "before, and try again."
    )


class CountsRefused(CommonwealError):
    """A table of counts that is not whole: missing or repeated combinations, totals that do not add up."""

    code = "CW398"
    what = "The counts in {file} cannot be made safe as they are."
    remedy = (
        "Give one row for each combination of groups, and totals that add up, or none; --absent-is-none takes a "
        "missing combination for nobody."
    )


class AuditNotAccepted(CommonwealError):
    """Counts whose proof the verifier does not accept; nothing was written."""

    code = "CW399"
    what = "The verifier does not accept the proof that nobody can work out what is hidden: {finding}."
    remedy = (
        "This is a fault of ours; please tell us, with the numbers of groups in your table, and without the counts."
    )
