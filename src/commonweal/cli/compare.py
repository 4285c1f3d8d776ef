"""``commonweal compare``: count the same ballots by several rules, and put the outcomes side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import say

if TYPE_CHECKING:
    from commonweal.funding.poll import Poll
    from commonweal.funding.spec import RuleSpec

_Poll = Annotated[Path, typer.Argument(metavar="POLL.pb", help="The poll, a Pabulib file.", show_default=False)]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]
_Rule = Annotated[
    list[str] | None,
    typer.Option(
        "--rule",
        metavar="'NAME KEY=VALUE ...'",
        help="A rule with its options; may be given again. Left out: the usual rules.",
        show_default=False,
    ),
]
_Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="An option for every rule that has it, such as step or seed; may be given again.",
        show_default=False,
    ),
]
_Areas = Annotated[
    Path | None,
    typer.Option(
        "--areas",
        metavar="CSV",
        help="Areas with their tenth by deprivation and population: area,tenth,population.",
        show_default=False,
    ),
]


def compare(
    poll: _Poll,
    out: _Out,
    rules: _Rule = None,
    settings: _Set = None,
    areas: _Areas = None,
    *,
    as_json: Json = False,
) -> None:
    """Count the same ballots by several rules, check each count, and write them side by side.

    Without --rule: greedy by votes and by votes per cost, Equal Shares in the ways that fit the ballots, and Phragmén
    where it is known.
    """
    with refusals(as_json=as_json):
        lines, machine = _compared(poll, out, rules or [], settings or [], areas)
    answer(lines, machine, as_json=as_json)


def _compared(
    path: Path, out: Path, rules: list[str], settings: list[str], areas: Path | None
) -> tuple[list[Any], dict[str, Any]]:
    import json

    from commonweal.cli.comparison_pictures import comparison_pictures
    from commonweal.errors import CountNotAccepted, Fault, FileMissing
    from commonweal.formats import pabulib
    from commonweal.formats.area_tenths import read_area_tenths
    from commonweal.formats.comparisons import comparison_files, outcome_sentences
    from commonweal.formats.folders import write_folder
    from commonweal.funding.compare import compare as compare_rules
    from commonweal.funding.compare import rule_label
    from commonweal.verifier.main import check_folder
    from commonweal.verifier.reading import Folder

    if not path.is_file():
        raise FileMissing(kind="file", path=path)
    tenths, people = read_area_tenths(areas) if areas else ({}, {})
    poll = pabulib.read(path.read_bytes(), path.name)
    chosen = _rules(poll, rules, settings)
    progress(
        say(
            "Counting {voters} ballots on {projects} projects by {rules} rules.",
            voters=poll.voters,
            projects=len(poll.projects),
            rules=len(chosen),
        )
    )
    compared = compare_rules(poll, chosen, tenths, people)
    files = comparison_files(compared, comparison_pictures(compared))
    progress(say("Counting them again, with the verifier."))
    findings = check_folder(Folder(files))
    if findings:
        raise CountNotAccepted(*(Fault("{what}", {"what": seen.what}, seen.where) for seen in findings))
    write_folder(out, files)
    lines: list[Any] = []
    for one in compared.outcomes:
        lines += [rule_label(one.result.spec), *(_indented(said) for said in outcome_sentences(poll, one))]
    sheet = out / "comparison.html"
    lines += ["", say("The verifier accepts each count. Open {file} to read or print them.", file=str(sheet))]
    return lines, {**json.loads(files["comparison.json"]), "accepted": True, "folder": str(out)}


def _indented(said: Any) -> str:
    from commonweal.formats.prose import prose

    return f"  {prose().text(said)}"


def _rules(poll: "Poll", texts: list[str], settings: list[str]) -> "dict[str, RuleSpec]":
    """Give the rules to compare, each by a name that is also a folder's.

    Raises:
        UnknownName: where a rule is not known.
        RuleFaults: where an option is, or its value, or no rule has an option that is set for all.
    """
    from commonweal.errors import Fault, RuleFaults
    from commonweal.funding.compare import usual_rules
    from commonweal.funding.options import OPTIONS
    from commonweal.funding.spec import read_spec

    if texts:
        told = [(f"{n}-{name.replace('_', '-')}", name, own) for n, (name, *own) in enumerate(map(_words, texts), 1)]
    else:
        told = [
            (called, spec.name, [f"{key}={value}" for key, value in spec.options.items()])
            for called, spec in usual_rules(poll.vote_type).items()
        ]
    nowhere = [one for one in settings if not any(_key(one) in OPTIONS.get(name, {}) for _, name, _ in told)]
    if nowhere:
        faults = [Fault("no rule compared here has the option {name}", {"name": _key(one)}) for one in nowhere]
        raise RuleFaults(*faults, rule=", ".join(name for _, name, _ in told))
    found = {}
    for called, name, own in told:
        shared = [one for one in settings if _key(one) in OPTIONS.get(name, {})]
        # Where the usual rules are compared, what is set for all replaces their own.
        kept = own if texts else [one for one in own if _key(one) not in {_key(other) for other in shared}]
        found[called] = read_spec(name, [*kept, *shared])
    return found


def _words(text: str) -> list[str]:
    return text.split() or [""]


def _key(setting: str) -> str:
    return setting.partition("=")[0].strip()
