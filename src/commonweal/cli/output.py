"""How every command speaks: progress and refusals on stderr, the answer on stdout, machines by ``--json``."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from commonweal.errors import CommonwealError, Fault

REFUSED = 1
Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON, for machines.")]


def progress(text: str) -> None:
    """Say on stderr what is being done."""
    print(text, file=sys.stderr, flush=True)


def answer(lines: list[str], machine: Mapping[str, Any], *, as_json: bool) -> None:
    """Print a command's answer on stdout: plain lines for people, or one JSON object."""
    if as_json:
        print(json.dumps(machine, ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines))


@contextmanager
def refusals(*, as_json: bool) -> Iterator[None]:
    """Turn a refusal inside the block into words (or JSON on stdout) and exit status 1."""
    try:
        yield
    except CommonwealError as error:
        _tell(error, as_json=as_json)
        raise typer.Exit(REFUSED) from None


def _tell(error: CommonwealError, *, as_json: bool) -> None:
    from commonweal.formats.prose import prose

    voice = prose()
    what, remedy = voice.refusal(error)
    if as_json:
        told = {"code": error.code, "what": what, "remedy": remedy, "faults": [_fault(fault) for fault in error.faults]}
        print(json.dumps({"refused": told}, ensure_ascii=False, indent=2))
        return
    progress(f"{error.code}: {what}")
    for fault in error.faults:
        place = ", ".join(
            part for part in (fault.file, f"line {fault.line}" if fault.line else "", fault.field) if part
        )
        progress(f"  {place}: {voice.fault(fault)}" if place else f"  {voice.fault(fault)}")
    progress(remedy)


def _fault(fault: Fault) -> dict[str, Any]:
    from commonweal.formats.prose import prose

    return {"file": fault.file, "line": fault.line, "field": fault.field, "what": prose().fault(fault)}
