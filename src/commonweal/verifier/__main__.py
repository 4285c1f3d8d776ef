"""The verifier on its own: ``python verifier.pyz PATH`` on a bare Python 3.11 or newer."""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from .findings import printable
from .main import Verdict, judge
from .since import NotEarlier

ACCEPTED, NOT_ACCEPTED, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None, out: TextIO | None = None) -> int:
    """Check what is named on the command line and say what was found.

    Args:
        arguments: the command line without the program's name; None takes the real one.
        out: where to write; None is standard output.

    Returns:
        0 accepted, 1 not accepted, 2 wrong usage.
    """
    parser = argparse.ArgumentParser(
        prog="verifier.pyz",
        description="Re-check a bundle (folder or zip), or one count, award or plan, with nothing but Python.",
        epilog="Exit status: 0 accepted, 1 not accepted, 2 wrong usage.",
    )
    parser.add_argument("path", type=Path, metavar="PATH", help="the folder or zip to check")
    parser.add_argument("--since", metavar="BUNDLE|HASH", help="an earlier bundle, or a checkpoint that somebody kept")
    parser.add_argument("--json", action="store_true", help="answer as JSON, for machines")
    asked = parser.parse_args(arguments)
    try:
        verdict = judge(asked.path, asked.since)
    except NotEarlier as bad:
        parser.error(printable(str(bad)))
    stream = out or sys.stdout
    print(as_json(verdict, asked.path) if asked.json else as_text(verdict, asked.path), file=stream)
    return ACCEPTED if verdict.accepted else NOT_ACCEPTED


def as_text(verdict: Verdict, path: Path) -> str:
    """Tell a verdict to people: what was checked, then accepted or each fault on its line."""
    name = printable(str(path))
    if verdict.accepted:
        return f"accepted: {name} is {verdict.about}; all that can be worked out again was re-checked"
    count = len(verdict.findings)
    lines = [f"not accepted: {name} has {count} fault{'s' if count > 1 else ''}"]
    return "\n".join([*lines, *(f"  {finding}" for finding in verdict.findings)])


def as_json(verdict: Verdict, path: Path) -> str:
    """Tell a verdict to machines, in ASCII."""
    findings = [{"code": f.code, "where": f.where, "what": f.what} for f in verdict.findings]
    told = {"accepted": verdict.accepted, "path": str(path), "about": verdict.about, "findings": findings}
    return json.dumps(told, indent=2)


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
