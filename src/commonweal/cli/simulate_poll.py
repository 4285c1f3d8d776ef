"""``commonweal simulate-poll``: a made-up poll of any size, the same from the same seed."""

from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from commonweal.cli.output import Json, answer, refusals
from commonweal.terms.sentences import say

_Projects = Annotated[
    int, typer.Option("--projects", metavar="P", min=1, max=10_000, help="How many.", show_default=False)
]
_Voters = Annotated[
    int, typer.Option("--voters", metavar="N", min=1, max=20_000_000, help="How many ballots.", show_default=False)
]
_Type = Annotated[
    str, typer.Option("--type", metavar="TYPE", help="approval, choose-1, cumulative or ordinal.", show_default=False)
]
_Seed = Annotated[int, typer.Option("--seed", metavar="S", min=0, help="Same seed, same poll.", show_default=False)]
_Out = Annotated[Path, typer.Option("--out", metavar="FILE.pb", help="The file to write.", show_default=False)]


def simulate_poll(
    projects: _Projects,
    voters: _Voters,
    seed: _Seed,
    out: _Out,
    vote_type: _Type = "approval",
    *,
    as_json: Json = False,
) -> None:
    """Write a made-up poll as a Pabulib file: a few popular projects and many others, at very different costs."""
    with refusals(as_json=as_json):
        machine = _written(projects, voters, seed, out, vote_type)
    line = say(
        "Wrote {file}: {voters} ballots on {projects} projects.", file=str(out), voters=voters, projects=projects
    )
    answer([line], machine, as_json=as_json)


def _written(projects: int, voters: int, seed: int, out: Path, vote_type: str) -> dict[str, Any]:
    from commonweal.errors import UnknownName, nearest
    from commonweal.formats import pabulib
    from commonweal.formats.folders import sha256_of, write_new
    from commonweal.funding.ballots import VoteType
    from commonweal.samples.polls import sample_poll

    kinds: dict[str, VoteType] = {kind: kind for kind in get_args(VoteType)}
    if vote_type not in kinds:
        raise UnknownName(kind="type of vote", name=vote_type, nearest=nearest(vote_type, kinds))
    data = pabulib.write(sample_poll(seed, projects, voters, kinds[vote_type]))
    write_new(out, data)
    return {
        "file": str(out),
        "sha256": sha256_of(data),
        "projects": projects,
        "voters": voters,
        "type": vote_type,
        "seed": seed,
    }
