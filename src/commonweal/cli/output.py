"""How every command speaks: progress and refusals on stderr, the answer on stdout, machines by ``--json``."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from commonweal.errors import CommonwealError
from commonweal.terms.sentences import Sentence

REFUSED = 1
"""Exit status where the input was refused, or what was to be verified was not accepted."""

Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON, for machines.")]


def progress(said: Sentence | str) -> None:
    """Say on stderr what is being done; a text is said as it is."""
    print(_text(said), file=sys.stderr, flush=True)


def answer(lines: Sequence[Sentence | str], machine: Mapping[str, Any], *, as_json: bool) -> None:
    """Print a command's answer on stdout: a line for each sentence (or text), or one JSON object."""
    text = json.dumps(machine, ensure_ascii=False, indent=2) if as_json else "\n".join(_text(line) for line in lines)
    print(text, flush=True)  # serving may follow, for days


@contextmanager
def refusals(*, as_json: bool) -> Iterator[None]:
    """Turn a refusal inside the block into words on stderr (or JSON on stdout) and exit status 1."""
    try:
        yield
    except CommonwealError as error:
        _tell(error, as_json=as_json)
        raise typer.Exit(REFUSED) from None


def _text(said: Sentence | str) -> str:
    if isinstance(said, str):
        return said
    from commonweal.formats.prose import prose

    return prose().text(said)


def _tell(error: CommonwealError, *, as_json: bool) -> None:
    from commonweal.formats.prose import prose

    voice = prose()
    what, remedy = voice.refusal(error)
    if as_json:
        faults = [
            {"file": fault.file, "line": fault.line, "field": fault.field, "what": voice.fault(fault)}
            for fault in error.faults
        ]
        answer([], {"refused": {"code": error.code, "what": what, "remedy": remedy, "faults": faults}}, as_json=True)
        return
    progress(f"{error.code}: {what}")
    for fault in error.faults:
        progress(f"  {voice.placed_fault(fault)}")
    progress(remedy)
