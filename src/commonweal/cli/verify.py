"""``commonweal verify``: check a bundle, or one count or plan, or the running database, against what somebody kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.output import REFUSED, Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

_Path = Annotated[
    Path | None,
    typer.Argument(
        metavar="PATH",
        help="A bundle (folder or zip), or the folder of a count, stream, award or plan.",
        show_default=False,
    ),
]
_Since = Annotated[
    str | None,
    typer.Option(
        metavar="BUNDLE|HASH", help="An earlier bundle, or a checkpoint that somebody kept.", show_default=False
    ),
]
_Live = Annotated[
    Path | None,
    typer.Option(metavar="PLACE", help="A place whose running database must agree with it.", show_default=False),
]


def verify(path: _Path = None, since: _Since = None, live: _Live = None, *, as_json: Json = False) -> None:
    """Say "accepted", or name every fault, of what was published.

    With --since, the record must still agree with an earlier bundle or checkpoint. With --live, the running database
    must agree with the bundle, and with --since where that is given; and every row that it keeps beside the record
    must be what the record says of it.
    """
    if path is None and live is None:
        raise typer.BadParameter("name a bundle, a count or a plan, or a place with --live", param_hint="PATH")
    with refusals(as_json=as_json):
        lines, machine = _verified(path, since, live)
    answer(lines, machine, as_json=as_json)
    if not machine["accepted"]:
        raise typer.Exit(REFUSED)


def _verified(path: Path | None, since: str | None, live: Path | None) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.verifier.main import Verdict, judge
    from commonweal.verifier.since import NotEarlier

    try:
        verdict = judge(path, since) if path else Verdict((), "")
        findings = [*verdict.findings, *(_live(live, path, since) if live else ())]
    except NotEarlier as bad:
        raise typer.BadParameter(str(bad), param_hint="--since") from None
    machine = {
        "accepted": not findings,
        "path": str(path) if path else None,
        "live": str(live) if live else None,
        "about": verdict.about,
        "findings": [{"code": f.code, "where": f.where, "what": f.what} for f in findings],
    }
    heard = _heading(len(findings), _subject(path, verdict.about, live))
    return [heard, *(f"  {finding}" for finding in findings)], machine


def _subject(path: Path | None, about: str, live: Path | None) -> Sentence:
    bundle = say("{path} ({about})", path=str(path), about=about) if about else say("{path}", path=str(path))
    if live is None:
        return bundle
    database = say("the running database of {place}", place=str(live))
    return say("{bundle} and {database}", bundle=bundle, database=database) if path else database


def _heading(faults: int, subject: Sentence) -> Sentence:
    if not faults:
        return say("accepted: {subject}; all that can be worked out again was re-checked", subject=subject)
    return say(
        "not accepted: {subject} has {faults} fault",
        plural="not accepted: {subject} has {faults} faults",
        by="faults",
        subject=subject,
        faults=faults,
    )


def _live(place: Path, path: Path | None, since: str | None) -> list[Any]:
    from commonweal.formats.bundle import entries_bytes
    from commonweal.verifier.live import check_live
    from commonweal.web.reads.record import public_entries

    progress(say("Reading the record of the running database."))
    kept = [str(path)] if path else []
    found = check_live(entries_bytes(public_entries(place)), [*kept, *([since] if since else [])])
    progress(say("Holding what is kept beside the record against it."))
    return [*found, *_beside(place)]


def _beside(place: Path) -> Iterator[Any]:
    from commonweal.formats.prose import prose
    from commonweal.verifier.findings import Finding
    from commonweal.web import setup

    setup(place, read_only=True)
    from commonweal.web.reads.beside import mismatches

    for one in mismatches():
        yield Finding(one.code, f"running database, {one.where}", prose().text(one.what))
