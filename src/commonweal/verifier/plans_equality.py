"""The equality assessment beside a plan: every characteristic looked at, nobody left worse off without an answer."""

import csv
import io
from collections.abc import Iterator, Sequence

from .findings import Finding
from .forms import is_day
from .reading import Folder

ASSESSMENT = "equality.csv"
HEADS = ["characteristic", "effect", "evidence", "mitigation", "owner", "by", "overridden_by", "override_reason"]
LOOKED_AT = (
    *("age", "disability", "gender reassignment", "marriage and civil partnership", "pregnancy and maternity", "race"),
    *("religion or belief", "sex", "sexual orientation", "socio-economic position"),
)
EFFECTS = {"better", "same", "worse", "not known"}


def check_equality(folder: Folder) -> list[Finding]:
    """Check the assessment of a plan, where it has one.

    Returns:
        V309 where a characteristic is left out, a row lacks what it must say, or people are left worse off and nobody
        answers for that by role and with a reason.
    """
    if ASSESSMENT not in folder:
        return []
    rows = list(csv.reader(io.StringIO(folder.read(ASSESSMENT).decode("utf-8", "replace"))))
    return [Finding("V309", ASSESSMENT, what) for what in _wrong(rows)]


def overridden(folder: Folder, name: str) -> list[str]:
    """Name the characteristics for which an assessment sets the floor of no detriment aside, in its order."""
    if name not in folder:
        return []
    rows = csv.reader(io.StringIO(folder.read(name).decode("utf-8", "replace")))
    return [row[0] for row in rows if len(row) == len(HEADS) and row[1] == "worse"]


def _wrong(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if [list(row) for row in rows[:1]] != [HEADS] or any(len(row) != len(HEADS) for row in rows):
        yield "it has other columns than it should"
        return
    if sorted(row[0] for row in rows[1:]) != sorted(LOOKED_AT):
        yield "it does not look at each characteristic once"
    for name, effect, evidence, mitigation, owner, by, role, reason in rows[1:]:
        if effect not in EFFECTS:
            yield f"what it says of {name} is no effect"
        if not evidence.strip() or not owner.strip() or not is_day(by):
            yield f"what it says of {name} has no evidence, nobody who answers for it, or no day"
        answered = bool(role.strip() and reason.strip())
        if effect == "worse" and not (answered and mitigation.strip()):
            yield f"people are left worse off by {name}, and nobody answers for that by role and with a reason"
        if effect != "worse" and (role or reason):
            yield f"somebody answers for {name}, where nobody is left worse off"
