"""What a check saw."""

from dataclasses import dataclass

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in what was published.

    Attributes:
        code: stable code: V1 for folders, manifest, record, checkpoints and rows beside the record, V2 for counts, V3
            for plans, V4 for protected streams, V5 for scored awards, V7 for costs and options,
            V8 for readiness, step-in cases, experiments, stress tests and sites, V9 for counts made safe.
        where: the file or entry it was seen in.
        what: what is wrong, in plain English.
    """

    code: str
    where: str
    what: str

    def __str__(self) -> str:
        """Give the finding on one line that any terminal can show, whatever a stranger wrote into the file."""
        return f"{self.code} {printable(self.where)}: {printable(self.what)}"


def printable(text: str) -> str:
    r"""Give a text on one line without control characters, cut where it is endless.

    Examples:
        >>> printable("a\x1b[2Jb")
        'a\\x1b[2Jb'
    """
    cut = text if len(text) <= LONGEST else text[:LONGEST] + "..."
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in cut)
