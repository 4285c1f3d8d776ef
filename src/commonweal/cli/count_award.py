"""The part of ``commonweal count`` for scored awards: a folder of bids and scores instead of a poll."""

import json
from pathlib import Path
from typing import Any

from commonweal.cli.counted import write_accepted
from commonweal.cli.output import progress
from commonweal.terms.sentences import Sentence, say


def count_award(path: Path, out: Path) -> tuple[list[Sentence | str], dict[str, Any]]:
    """Work out a scored award, have the verifier do it again, and write its folder.

    Args:
        path: the folder with ``scheme.toml``.
        out: the folder to write.

    Returns:
        What to tell people, and the same for machines.

    Raises:
        CountNotAccepted: where the verifier does not accept the award; nothing is written then.
    """
    from commonweal.formats.award_folder import read_award
    from commonweal.formats.awards import award_files
    from commonweal.funding.scored.award import award
    from commonweal.funding.scored.explain import explain_award

    held = read_award(path)
    progress(say("Adding up the scores of {bids} bids.", bids=len(held.bids)))
    found = award(held.scheme, held.locked, held.bids, held.panel, held.seed)
    told = explain_award(held.scheme, held.bids, held.panel, found)
    files = award_files(held.scheme, held.bids, held.panel, found, told)
    write_accepted(out, files, say("Adding them up again, with the verifier."))
    where = say("The verifier accepts this award. Read {file} for every bid.", file=str(out / "explanation.txt"))
    return [*told.sentences, "", where], {**json.loads(files["result.json"]), "accepted": True, "folder": str(out)}
