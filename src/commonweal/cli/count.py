"""``commonweal count``: count a poll by a rule, and write what lets anyone count it again."""

from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.count_award import count_award
from commonweal.cli.count_stream import count_stream, hold_budget
from commonweal.cli.counted import write_accepted
from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

STREAMS, SCORED = "need_and_panel", "scored"
"""The rules that go with a folder and not with a poll."""

_Poll = Annotated[
    Path,
    typer.Argument(
        metavar="POLL.pb|FOLDER",
        help="The poll, a Pabulib file; or the folder of a fund, or of bids.",
        show_default=False,
    ),
]
_Rule = Annotated[
    str,
    typer.Option(
        "--rule",
        metavar="NAME",
        help="greedy, equal_shares or phragmen; need_and_panel of a fund; scored of bids.",
        show_default=False,
    ),
]
_Fund = Annotated[
    Path | None,
    typer.Option(
        "--fund", metavar="FUND", help="The fund whose constitution the budget must agree with.", show_default=False
    ),
]
_Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="An option of the rule; may be given again.", show_default=False),
]
_Measures = Annotated[
    bool,
    typer.Option(
        "--measures", help="Count again, many times, to say what would have funded a project and how firm it is."
    ),
]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]


def count(  # noqa: PLR0913 - each option of the command is an argument
    poll: _Poll,
    rule: _Rule,
    out: _Out,
    settings: _Set = None,
    fund: _Fund = None,
    *,
    measured: _Measures = False,
    as_json: Json = False,
) -> None:
    """Count a poll, check the count, and write the folder of the count.

    Options of greedy: order=votes|votes_per_cost, overflow=skip|stop. Of equal_shares: utility=cost|votes|points|borda,
    completion=none|add1|add1-exhaustive|add1u, step=AMOUNT, start=integral|rational, comparison=none|greedy. Of
    phragmen: overflow=stop|skip. Of all: ties=ORDER, seed=TEXT, minimum_support=N, exclusive=IDS;IDS, packages=IDS;IDS,
    caps=KIND:NAME=AMOUNT;..., floors=KIND:NAME=AMOUNT;..., KIND being category or area.

    With the folder of a fund and the rule need_and_panel, allocate its protected streams, outside any vote. With a
    folder of bids and the rule scored, award by what assessors scored.
    """
    if measured and (poll.is_dir() or rule in {STREAMS, SCORED}):
        raise typer.BadParameter("only the count of a vote can be measured", param_hint="--measures")
    with refusals(as_json=as_json):
        own = _own_rule(poll, rule, settings or [], fund)
        if own == STREAMS:
            lines, machine = count_stream(poll, out)
        elif own == SCORED:
            lines, machine = count_award(poll, out)
        else:
            lines, machine = _counted(poll, rule, settings or [], out, fund, measured=measured)
    answer(lines, machine, as_json=as_json)


def _own_rule(path: Path, rule: str, settings: list[str], fund: Path | None) -> str:
    """Give the rule to go by: the folder of a fund and a folder of bids have each their own, and go by no other.

    Raises:
        RuleDoesNotFit: where folder and rule do not go together, or with options that only a poll takes.
    """
    from commonweal.errors import RuleDoesNotFit
    from commonweal.formats.award_folder import SCHEME
    from commonweal.formats.fund_settings import FILE

    folders = {STREAMS: (FILE, say("the folder of a fund")), SCORED: (SCHEME, say("a folder of bids"))}
    found = [own for own, (file, _) in folders.items() if (path / file).is_file()]
    own = found[0] if found and rule not in found else rule
    asked = " ".join([rule, *settings, *(["--fund"] if fund else [])])
    if own in folders and asked != own:
        raise RuleDoesNotFit(path=str(path), held=folders[own][1], rule=own, asked=asked)
    return own


def _counted(
    path: Path, rule: str, settings: list[str], out: Path, fund: Path | None, *, measured: bool
) -> tuple[list[Sentence | str], dict[str, Any]]:
    import json

    from commonweal.errors import FileMissing
    from commonweal.formats import pabulib
    from commonweal.formats.counts import count_files
    from commonweal.formats.prose import prose
    from commonweal.funding.explain import explain
    from commonweal.funding.measures import measures
    from commonweal.funding.rules import RULES
    from commonweal.funding.spec import read_spec

    spec = read_spec(rule, settings)
    if not path.is_file():
        raise FileMissing(kind="file", path=path)
    poll = pabulib.read(path.read_bytes(), path.name)
    constitution = {"constitution": hold_budget(poll, fund)} if fund else {}
    progress(f"Counting {poll.voters:,} ballots on {len(poll.projects):,} projects.")
    result = RULES[rule](poll, spec)
    explanation = explain(poll, result)
    if measured:
        progress("Counting again, many times, to measure the result.")
    files = count_files(poll, result, explanation, measures(poll, result) if measured else None)
    write_accepted(out, files, say("Counting them again, with the verifier."))
    said = [prose().text(sentence) for sentence in explanation.sentences]
    lines: list[Sentence | str] = [
        *said,
        "",
        f"The verifier accepts this count. Read {out / 'explanation.txt'} for every project.",
    ]
    machine = {**json.loads(files["result.json"]), "accepted": True, "folder": str(out), "summary": said}
    return lines, machine | constitution
