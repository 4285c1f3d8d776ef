"""What placing sites refuses: codes CW411 to CW413."""

from commonweal.errors.base import CommonwealError


class SensitiveSited(CommonwealError):
    """Sites of a service whose address may never be shown."""

    code = "CW411"
    what = "{service} is a sensitive service: where its sites are or could be is never worked out below district."
    remedy = "Plan its sites with the people who run it, outside this program; nothing of that may be published."


class SitesImpossible(CommonwealError):
    """So many sites cannot be placed as asked."""

    code = "CW412"
    what = "The sites cannot be placed as asked: {faults} fault(s)."
    remedy = "Change what is named below and ask again."


class SitingTooLarge(CommonwealError):
    """More pairs of areas and candidates than one machine holds."""

    code = "CW413"
    what = "{areas} areas and {candidates} candidates are more than {most} pairs, and too many to weigh exactly."
    remedy = "Give fewer candidates in a file, or place the sites of a smaller place."
