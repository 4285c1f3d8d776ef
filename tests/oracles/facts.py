"""``python -m tests.oracles.facts``: what pabutools funds in each real election, kept as a small table of facts.

Of each election and rule the table has the file's hash, how many projects pabutools funds and a hash of their ids in
order, so that CI can compare a sample without asking a slow program. Elections that differ from ours are printed.
"""

import csv
import os
import sys
from hashlib import sha256
from pathlib import Path

from commonweal.errors import PollFaults
from commonweal.formats import pabulib
from commonweal.funding.rules import RULES

TABLE = Path(__file__).with_name("pabutools.tsv")
HEAD = ("file", "sha256", "kind", "funded", "order")
DIGITS = 16
DATA = Path(os.environ.get("COMMONWEAL_DATA", Path(__file__).resolve().parents[2] / ".." / "shared" / "data"))


def digest(data):
    """The first digits of a hash, enough to tell one election or outcome from another."""
    return sha256(data).hexdigest()[:DIGITS]


def of_order(funded):
    """A hash of funded projects in order."""
    return digest("\n".join(funded).encode())


def kept():
    """The rows of the table: for each file, its hash and what is funded by each kind of rule."""
    told = {}
    with TABLE.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            told.setdefault(row["file"], (row["sha256"], {}))[1][row["kind"]] = (int(row["funded"]), row["order"])
    return told


def main():
    """Ask pabutools about every election, the small ones first, and write the table."""
    from tests.oracles import peer

    rows, differ = [], 0
    for path in sorted((DATA / "elections").glob("*.pb"), key=lambda path: path.stat().st_size):
        data = path.read_bytes()
        try:
            poll = pabulib.read(data, path.name)
        except PollFaults as refused:
            sys.stdout.write(f"{path.name} is refused: {refused}\n")
            continue
        for kind, (name, _, vote_type) in peer.KINDS.items():
            read = peer.read_as(poll, vote_type)
            if read is None:
                continue
            funded = peer.funded(read, kind)
            ours = list(RULES[name](read, peer.spec_of(kind)).selected)
            if ours != funded:
                differ += 1
                sys.stdout.write(f"{path.name}, {kind}: ours {ours}, pabutools {funded}\n")
            rows.append((path.name, digest(data), kind, len(funded), of_order(funded)))
        peer.theirs.cache_clear()
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter="\t", lineterminator="\n").writerows([HEAD, *sorted(rows)])
    elections = len({row[0] for row in rows})
    sys.stdout.write(f"{len(rows)} outcomes of {elections} elections; {differ} differ from ours\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
