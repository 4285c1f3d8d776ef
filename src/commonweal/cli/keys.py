"""``commonweal keys``: the key of a round, made on an officer's own computer, and three sheets to keep apart."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.output import Json, answer, refusals
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.funding.box.keys import Share

_Round = Annotated[str, typer.Argument(metavar="ROUND", help="The round's identifier.", show_default=False)]
_Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help="A new or empty folder.", show_default=False)]
_Sheets = Annotated[list[Path], typer.Argument(metavar="SHEET...", help="One to three sheets.", show_default=False)]
_OfRound = Annotated[
    str, typer.Option("--round", metavar="ROUND", help="The round they must be of.", show_default=False)
]
_Key = Annotated[str, typer.Option("--key", metavar="KEY", help="The public key, where it is not on the sheets.")]

_RULE = "-" * 40
_IN_A_ROW = 6
_PUBLIC = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")

app = typer.Typer(
    help="Make the key of a round away from the server, in three sheets of which any two open its ballots; check them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("make")
def make(round_id: _Round, out: _Out, *, as_json: Json = False) -> None:
    """Write three sheets, one for each officer, and print the public key for the returning officer to register.

    Do it on a computer that is not the server. Print the sheets, give each officer one, and delete the files.
    """
    name = _named(round_id)
    with refusals(as_json=as_json):
        key, files = _made(name, out)
    lines = [
        say("Wrote {files}.", files=", ".join(str(file) for file in files)),
        say("Any two of these sheets open the ballots of {round}; one alone opens nothing.", round=name),
        say("Public key, to be registered: {key}", key=key),
    ]
    answer(lines, {"round": name, "key": key, "files": [str(file) for file in files]}, as_json=as_json)


@app.command("check")
def check(sheets: _Sheets, round_id: _OfRound, *, key: _Key = "", as_json: Json = False) -> None:
    """Say whether sheets are whole, and whether those named open the round together. Nothing of them is kept."""
    if len(sheets) > 3:
        reason = "there are three sheets in all"
        raise typer.BadParameter(reason)
    name = _named(round_id)
    with refusals(as_json=as_json):
        lines, machine = _checked(sheets, name, key)
    answer(lines, machine, as_json=as_json)


def _named(round_id: str) -> str:
    name = round_id.strip()
    if not name or len(name) > 100 or not name.isprintable():
        reason = "a round has an identifier of at most 100 characters on one line"
        raise typer.BadParameter(reason)
    return name


def _made(round_id: str, out: Path) -> tuple[str, list[Path]]:
    from secrets import token_bytes

    from commonweal.errors import FolderInTheWay, FolderNotWritten
    from commonweal.funding.box.keys import SEED_BYTES, SPLIT_BYTES, public_key, split

    seed = token_bytes(SEED_BYTES)
    key = public_key(seed)
    shares = split(seed, round_id, token_bytes(SPLIT_BYTES))
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise FolderInTheWay(path=out)
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        files = [_write(out / f"share-{share.officer}.txt", _sheet(share, round_id, key)) for share in shares]
        _require_whole(files, seed, round_id, key)
    except OSError as bad:
        raise FolderNotWritten(path=out, reason=bad.strerror or str(bad)) from bad
    return key, files


def _write(file: Path, text: str) -> Path:
    """Write a sheet for its owner's eyes only, and wait until the disk has it."""
    import os

    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as sheet:
        sheet.write(text)
        sheet.flush()
        os.fsync(sheet.fileno())
    return file


def _require_whole(files: list[Path], seed: bytes, round_id: str, key: str) -> None:
    """Read the sheets back as an officer would: a key is not given out unless every two of them open it."""
    from itertools import combinations

    from commonweal.errors import Fault, SharesApart
    from commonweal.funding.box.keys import join

    for pair in combinations([_share(file, file.read_text("utf-8")) for file in files], 2):
        if join(pair, round_id, key) != seed:
            raise SharesApart(Fault("the sheets were not written as they were meant"), round=round_id)


def _sheet(share: "Share", round_id: str, key: str) -> str:
    from commonweal.formats.prose import prose

    groups = share.text().split()
    rows = [" ".join(groups[at : at + _IN_A_ROW]) for at in range(0, len(groups), _IN_A_ROW)]
    said = [
        say("Share {officer} of 3 of the key of the round {round}", officer=share.officer, round=round_id),
        say("Any two of the three shares open the ballots. One alone opens nothing."),
        say("Keep this sheet where nobody else can see it. Never store it on the server or send it by mail."),
        say("At the opening, type the groups below. Spaces and small letters do not matter; there is no I, L, O or U."),
        say("Public key: {key}", key=key),
    ]
    return "\n".join([*(prose().text(one) for one in said), _RULE, *rows, _RULE, ""])


def _share(file: Path, text: str) -> "Share":
    """Read the share on a sheet, or in a file that holds the groups alone."""
    from commonweal.funding.box.keys import read_share

    parts = text.split(_RULE)
    return read_share(parts[1] if len(parts) == 3 else text, str(file))


def _checked(sheets: list[Path], round_id: str, key: str) -> tuple[list[Sentence], dict[str, Any]]:
    from itertools import combinations

    from commonweal.errors import Fault, FileMissing, SharesApart
    from commonweal.funding.box.keys import join, mark_of, read_public_key

    for file in sheets:
        if not file.is_file():
            raise FileMissing(kind="sheet", path=str(file))
    texts = [file.read_text("utf-8", errors="replace") for file in sheets]
    public = key or next((found[0] for text in texts if (found := _PUBLIC.search(text))), "")
    read_public_key(public)
    shares = [_share(file, text) for file, text in zip(sheets, texts, strict=True)]
    for pair in combinations(shares, 2):
        join(pair, round_id, public)
    if shares[0].mark != mark_of(round_id, public):
        figures = {"officer": shares[0].officer}
        raise SharesApart(Fault("the share of officer {officer} is of another key", figures), round=round_id)
    machine = {"round": round_id, "key": public, "officers": [share.officer for share in shares]}
    if len(shares) == 1:
        return [say("The share of officer {officer} is whole, and of this key.", officer=shares[0].officer)], machine
    officers = ", ".join(str(share.officer) for share in shares)
    return [
        say("The shares of officers {officers} open the round {round}.", officers=officers, round=round_id),
        say("Public key: {key}", key=public),
    ], machine
