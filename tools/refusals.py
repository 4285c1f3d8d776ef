"""Writes ``docs/errors.md``: every refusal that a person can meet, in the order of its code."""

from collections.abc import Iterator

from commonweal.errors import CommonwealError
from tools.writing import ROOT, write_or_check

PAGE = ROOT / "docs" / "errors.md"
ROOMS = {
    "CW0": "Words that every room shares",
    "CW1": "Evidence, ideas and proposals",
    "CW2": "Funding",
    "CW3": "Hand-over, and open data about areas",
    "CW4": "Delivery",
    "CW5": "Public record",
    "CW6": "Files",
    "CW7": "The web",
    "CW8": "The command line",
}
"""The first digits of a code say which room refuses."""

_HEAD = """\
# Refusals

What commonweal says when it cannot do what was asked. Each refusal has a code that stays the same for ever, says what
is wrong (with file, line and field where there is one), and what to do. Every fault of an input is named at once, and
nothing is half written. Names in braces stand for the figures of the case.

On the command line a refusal ends with exit status 1. With `--json` it is an object with `code`, `what`, `remedy` and
`faults`.

<!-- This page is written by `just refusals` from `src/commonweal/errors`. -->
"""


def refusals() -> list[type[CommonwealError]]:
    """Give every refusal, in the order of its code."""
    return sorted(_below(CommonwealError), key=lambda refusal: refusal.code)


def page() -> str:
    """Write the page."""
    lines = [_HEAD]
    for prefix, room in ROOMS.items():
        of_room = [refusal for refusal in refusals() if refusal.code.startswith(prefix)]
        lines.extend([f"## {room}\n"] if of_room else [])
        for refusal in of_room:
            when = (refusal.__doc__ or "").strip().splitlines()[0]
            lines.append(f"({refusal.code.lower()})=\n### {refusal.code} {refusal.__name__}\n\n{when}\n")
            lines.append(f"Wrong: {_shown(refusal.what)}\n\nTo do: {_shown(refusal.remedy)}\n")
    return "\n".join(lines)


def _below(refusal: type[CommonwealError]) -> Iterator[type[CommonwealError]]:
    for kind in refusal.__subclasses__():
        if kind.code and kind.__module__.startswith("commonweal.errors."):
            yield kind
        yield from _below(kind)


def _shown(text: str) -> str:
    """Keep Markdown from reading anything into the words."""
    for sign in ("<", "*", "_", "[", "`"):
        text = text.replace(sign, f"\\{sign}")
    return text


if __name__ == "__main__":
    raise SystemExit(write_or_check(PAGE, page(), "refusals"))
