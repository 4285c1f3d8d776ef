"""Whether a name in a list of suppliers is that of a person: then only the sum is kept, never the name."""

import re

from commonweal.evidence.spending import A_PERSON

_TITLED = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|rev|revd|sir|dame)\b\.?\s+\S", re.IGNORECASE)
_FIRM = re.compile(
    r"\b(?:ltd|limited|plc|llp|cic|cio|inc|co|company|partners|partnership|practice|surgery|school|trust|charity|"
    r"council|association|services|society|foundation|t/a)\b|&",
    re.IGNORECASE,
)


def without_person(name: str) -> str:
    """Give a supplier's name, or what stands for it where it is a person's: one with a title and no word for a firm.

    A person without a title cannot be told from a firm; councils redact most such names themselves.

    Examples:
        >>> without_person("MR A EXAMPLE"), without_person("Dr Example & Partners")
        ('a person, whose name is left out', 'Dr Example & Partners')
    """
    return A_PERSON if _TITLED.match(name.strip()) and not _FIRM.search(name) else name
