"""``commonweal import tags``: words by which bodies that work with named groups are known, and how well they do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.imports.options import Place
from commonweal.cli.output import Json, answer, progress, refusals
from commonweal.terms.sentences import Sentence, say

if TYPE_CHECKING:
    from commonweal.evidence.named_groups import Tag

_Scheme = Annotated[Path, typer.Argument(metavar="FILE", help="The scheme of tags, as CSV.", show_default=False)]
_Sample = Annotated[
    Path, typer.Option("--sample", metavar="FILE", help="Bodies that were tagged by hand, as CSV.", show_default=False)
]
_Tags = Annotated[
    list[str] | None,
    typer.Option(
        "--tag", metavar="CODE", help="A tag to take, by its code; may be given several times.", show_default=False
    ),
]


def tags(file: _Scheme, sample: _Sample, place: Place, tag: _Tags = None, *, as_json: Json = False) -> None:
    """Add the tags of named groups, with how often their words are right."""
    with refusals(as_json=as_json):
        lines, machine = _imported(file, sample, place, tag or [])
    answer(lines, machine, as_json=as_json)


def _imported(
    file: Path, sample: Path, place: Path, codes: Sequence[str]
) -> tuple[list[Sentence | str], dict[str, Any]]:
    from commonweal.formats import tags_table
    from commonweal.formats.activity_tags import read_hand_tagged, read_tag_scheme, tags_with_samples
    from commonweal.formats.place_adding import AddedTable, add_table, source_of
    from commonweal.formats.place_folder import read_place

    kept = {one.code: one.groups for one in read_place(place).evidence.tags or ()}
    scheme, bodies = read_tag_scheme(file), read_hand_tagged(sample)
    progress(say("Trying words on {n} bodies tagged by hand.", n=len(bodies.texts)))
    taken = [replace(one, groups=kept.get(one.code, ())) for one in tags_with_samples(scheme, bodies, list(codes))]
    source = source_of([scheme.source, bodies.source])
    add_table(place, AddedTable(tags_table.FILE, tags_table.write_tags(taken), source))
    left = Counter() if codes else Counter(scheme.left.values())
    lines: list[Sentence | str] = [
        say(
            "{file} holds {n} tags, each tried on {bodies} bodies that were tagged by hand.",
            file=str(place / tags_table.FILE),
            n=len(taken),
            bodies=len(bodies.texts),
        ),
        *(say("{n} were left: {reason}.", n=n, reason=say(reason)) for reason, n in left.most_common()),
    ]
    if bodies.unread:
        lines.append(say("{n} of the bodies tagged by hand say nothing that could be read.", n=bodies.unread))
    lines.append(say("Write into its column groups which groups of needs.csv each tag speaks of."))
    return lines, {
        "file": str(place / tags_table.FILE),
        "taken": [_machine(one) for one in taken],
        "left": {} if codes else dict(scheme.left),
        "bodies": len(bodies.texts),
    }


def _machine(tag: "Tag") -> dict[str, Any]:
    sample = tag.sample
    return {
        "code": tag.code,
        "name": tag.name,
        "both": sample.both,
        "missed": sample.missed,
        "wrongly": sample.wrongly,
        "neither": sample.neither,
    }
