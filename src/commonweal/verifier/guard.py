"""A check meets whatever a stranger wrote; what it cannot make sense of is a finding, never a crash."""

from collections.abc import Callable

from .findings import Finding
from .reading import Folder, Unreadable

SENSELESS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
)
"""What Python raises where a value is not of the form that a check expects."""


def guarded(check: Callable[[Folder], list[Finding]], folder: Folder, where: str = "") -> list[Finding]:
    """Run a check; a file that it cannot read, or cannot make sense of, is a finding.

    Args:
        check: what to run.
        folder: what to run it on.
        where: the folder's path in its bundle, put before what each finding names.
    """
    try:
        findings = check(folder)
    except Unreadable as bad:
        findings = [Finding("V105", bad.where, bad.what)]
    except SENSELESS as bad:
        findings = [Finding("V106", "", f"this folder makes no sense to the check: {type(bad).__name__}: {bad}")]
    if not where:
        return findings
    return [Finding(f.code, f"{where}/{f.where}".rstrip("/"), f.what) for f in findings]
