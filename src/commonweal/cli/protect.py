"""``commonweal protect``: a table of counts of people made safe to publish, with the proof that it is."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.evidence.linked import SafeTables

_Tables = Annotated[
    list[Path],
    typer.Argument(metavar="TABLE...", help="Tables of counts (CSV) of the same people.", show_default=False),
]
_Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]
_Rule = Annotated[str, typer.Option("--rule", metavar="NAME", help="The rule of disclosure control.")]
_Since = Annotated[
    list[Path] | None,
    typer.Option("--since", metavar="DIR", help="A folder of the same people published earlier.", show_default=False),
]
_Within = Annotated[
    list[str] | None,
    typer.Option(
        "--within",
        metavar="PART:WHOLE",
        help="A column whose groups are parts of another column's.",
        show_default=False,
    ),
]
_Count = Annotated[str, typer.Option("--count", metavar="COLUMN", help="The column of counts.")]
_Total = Annotated[str, typer.Option("--total", metavar="WORD", help="What stands for a total.")]
_Absent = Annotated[bool, typer.Option("--absent-is-none", help="Take a missing combination for nobody.")]
_Why = Annotated[
    Path | None,
    typer.Option(
        "--why", metavar="FILE", help="Write which counts are hidden and why; never for publishing.", show_default=False
    ),
]


def protect(  # noqa: PLR0913, PLR0917 - a command has as many options as it has
    tables: _Tables,
    out: _Out,
    rule: _Rule = "nhs-sub-national",
    since: _Since = None,
    within: _Within = None,
    count: _Count = "count",
    total: _Total = "all",
    why: _Why = None,
    *,
    absent_is_none: _Absent = False,
    as_json: Json = False,
) -> None:
    """Hide what must be hidden in tables of counts, add every margin, and prove that nobody can work it out."""
    pairs = [text.partition(":") for text in within or ()]
    if not all(part and whole for part, _, whole in pairs):
        raise typer.BadParameter("give it as PART:WHOLE, such as area:neighbourhood", param_hint="--within")
    if len({path.name for path in tables}) != len(tables):
        raise typer.BadParameter("two tables have one name", param_hint="TABLE")
    with refusals(as_json=as_json):
        from commonweal.formats.counts_table import Reading

        reading = Reading(count, total, {part: whole for part, _, whole in pairs}, absent_is_none)
        lines, machine = _protected(tables, out, rule, since or (), reading, why)
    answer(lines, machine, as_json=as_json)


def _protected(
    tables: Sequence[Path], out: Path, rule: str, since: Sequence[Path], reading: Any, why: Path | None
) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.evidence.disclosure_rules import rule_named
    from commonweal.evidence.linked import protect_tables
    from commonweal.formats.counts_table import read_counts
    from commonweal.formats.folders import require_room, write_folder, write_new
    from commonweal.formats.safe_tables import account, read_released, safe_files, why_hidden

    chosen = rule_named(rule)
    require_room(out)
    counts = [read_counts(path, reading) for path in tables]
    earlier = [one for folder in since for one in read_released(folder)]
    progress(say("Making {cells} counts safe, margins among them.", cells=sum(len(table.counts) for table in counts)))
    found = protect_tables(chosen, counts, earlier)
    progress(say("Adding up every witness again with the verifier."))
    files = _accepted(safe_files(found))
    write_folder(out, files)
    if why is not None:
        write_new(why, why_hidden(found))
    lines: list[Sentence | str] = [*account(found), *_for_the_analyst(found, out, why)]
    return lines, _machine(found, out)


def _for_the_analyst(found: "SafeTables", out: Path, why: Path | None) -> list[Sentence | str]:
    few = int(found.safe.few.sum())
    lines: list[Sentence | str] = [
        "",
        say(
            "For you alone: {few} counts are too few, and {beside} more are hidden so that nobody can work those out.",
            few=few,
            beside=found.safe.beside,
        ),
        say("The verifier accepts the proof. All of {folder} may be published.", folder=str(out)),
    ]
    if why is not None:
        lines.append(say("Which count is hidden and why is in {file}; keep that to yourself.", file=str(why)))
    return lines


def _machine(found: "SafeTables", out: Path) -> dict[str, Any]:
    return {
        "folder": str(out),
        "rule": found.rule.name,
        "counts": int(sum(len(table.counts) for table in found.tables)),
        "few": int(found.safe.few.sum()),
        "beside": found.safe.beside,
        "witnesses": len(found.safe.proof.witnesses),
        "accepted": True,
    }


def _accepted(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Let the verifier read the folder before anything is written."""
    from commonweal.errors import AuditNotAccepted
    from commonweal.verifier.main import check_folder
    from commonweal.verifier.reading import Folder

    findings = check_folder(Folder(files))
    if findings:
        raise AuditNotAccepted(finding=str(findings[0]))
    return files
