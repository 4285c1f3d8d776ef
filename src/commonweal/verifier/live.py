"""The record of a running database, held against bundles and checkpoints that somebody kept."""

from collections.abc import Iterable

from .chain import agrees, check_chain, read_entries
from .findings import Finding
from .since import parse_since


def check_live(lines: bytes, kept: Iterable[str]) -> list[Finding]:
    """Check a running database's record, and hold it against what somebody kept.

    Args:
        lines: its entries as ``record/entries.jsonl`` would hold them.
        kept: bundles (paths) and checkpoints (64 hexadecimal digits, or ``COUNT:HEAD``).

    Raises:
        NotEarlier: where one of ``kept`` is neither.
    """
    entries, findings = read_entries(lines)
    findings.extend(check_chain(entries))
    for since in kept:
        earlier = parse_since(since)
        findings.extend(earlier if isinstance(earlier, list) else agrees(entries, earlier))
    return [Finding(f.code, f"running database, {f.where}", f.what) for f in dict.fromkeys(findings)]
