"""The folder of tables made safe: what may be published, the proof that nothing hidden can be told, an account."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.errors import Fault, FileMissing, TableFaults
from commonweal.evidence.disclosure_rules import Bools, Ints, Rule
from commonweal.evidence.linked import Released, SafeTables
from commonweal.evidence.sums import Axis
from commonweal.formats.counts_table import COUNT, combinations
from commonweal.formats.folders import FORMAT, with_manifest
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.terms.canon import encode
from commonweal.terms.sentences import Sentence, say

HIDDEN = "*"
PROOF, WITNESSES, ACCOUNT = "proof.json", "witnesses.csv", "account.txt"


def safe_files(found: SafeTables) -> Mapping[str, bytes]:
    """Give the folder of tables made safe.

    Nothing in it depends on what is hidden but through what is shown: anyone may have it.

    Returns:
        The bytes of ``tables/NAME``, ``earlier/N.csv``, ``proof.json``, ``witnesses.csv``, ``account.txt`` and
        ``manifest.json``.
    """
    tables, earlier = _told(found)
    files = {
        one["file"]: _table(axes, shown, hidden)
        for one, (axes, shown, hidden) in zip((*tables, *earlier), _everything(found), strict=True)
    }
    witnesses = found.safe.proof.witnesses
    proof = {
        "format": FORMAT,
        "kind": "safe tables",
        "rule": rule_value(found.rule),
        "tables": tables,
        "earlier": earlier,
        "witnesses": len(witnesses),
    }
    names = [str(k + 1) for k in range(len(witnesses))]
    files[PROOF] = encode(proof)
    files[WITNESSES] = write_table(names, witnesses.T.tolist())
    voice = prose(ENGLISH)
    files[ACCOUNT] = "".join(voice.text(line) + "\n" for line in account(found)).encode("utf-8")
    return with_manifest("safe-tables", files)


def rule_value(rule: Rule) -> dict[str, Any]:
    """Give a rule as it is published."""
    return {
        "name": rule.name,
        "few": rule.few,
        "step": rule.step,
        "hidden_values": rule.hidden_values,
        "rounded_values": rule.rounded_values,
        "source": rule.source,
        "date": rule.date,
    }


def account(found: SafeTables) -> Iterator[Sentence]:
    """Say for everybody what was done, and what it means; which cells are few and which beside them is not said."""
    rule, hidden = found.rule, found.safe.hidden
    cells = sum(len(table.counts) for table in found.tables)
    here = int(sum(found.shown(nth)[1].sum() for nth in range(len(found.tables))))
    yield say(
        "Of {cells} counts {here} is hidden and written {mark}.",
        plural="Of {cells} counts {here} are hidden and written {mark}.",
        by="here",
        cells=cells,
        here=here,
        mark=HIDDEN,
    )
    yield say(
        "Hidden are all counts from 1 to {few}, and others beside which such a count could be worked out. Which of "
        "them is which is not said, for that would tell something.",
        few=rule.few,
    )
    if rule.step > 1:
        yield say("Every other count is rounded to the nearest {step}. 0 is shown.", step=rule.step)
    else:
        yield say("Every other count is shown as it is; so is 0.")
    if hidden.any():
        yield say(
            "Whoever adds, subtracts and compares all that is published here cannot tell any hidden count closer than "
            "{values} values: {witnesses} whole tables in {file} agree with everything published and differ by so "
            "much.",
            values=rule.hidden_values,
            witnesses=len(found.safe.proof.witnesses),
            file=WITNESSES,
        )
    if found.earlier:
        yield say(
            "That holds together with {n} earlier release of the same people.",
            plural="That holds together with {n} earlier releases of the same people.",
            by="n",
            n=len(found.earlier),
        )
    yield say("The rule: {source} ({date}).", source=rule.source, date=rule.date)


def read_released(folder: Path) -> tuple[Released, ...]:
    """Read the tables of a folder that was published before, and what had been published before that.

    Raises:
        FileMissing: where it is not there.
        TableFaults: where it is no such folder; whether it is sound is for the verifier.
    """
    if not (folder / PROOF).is_file():
        raise FileMissing(kind="folder of safe tables", path=folder)
    try:
        told = json.loads((folder / PROOF).read_bytes())
        return tuple(_released(folder, one) for one in (*told["tables"], *told["earlier"]))
    except (ValueError, LookupError, TypeError, OSError) as bad:
        raise TableFaults(Fault("this is not as commonweal wrote it", {}, PROOF), file=folder.name) from bad


def _released(folder: Path, told: Mapping[str, Any]) -> Released:
    axes = tuple(
        Axis(
            one["name"],
            tuple(one["labels"]),
            tuple(-1 if whole is None else one["labels"].index(whole) for whole in one["whole"]),
        )
        for one in told["axes"]
    )
    rows = list(csv.DictReader(io.StringIO((folder / told["file"]).read_bytes().decode("utf-8"), newline="")))
    texts = [row[COUNT] for row in rows]
    hidden = np.array([text == HIDDEN for text in texts], dtype=bool)
    shown = np.array([0 if text == HIDDEN else int(text) for text in texts], dtype=np.int64)
    stated = {name: told["rule"][name] for name in rule_fields()}
    if len(texts) != int(np.prod([len(axis.labels) for axis in axes])):
        raise ValueError(told["file"])
    return Released(Rule(**stated), axes, shown, hidden)


def rule_fields() -> Sequence[str]:
    """Name what is stated of a rule."""
    return ("name", "few", "step", "hidden_values", "rounded_values", "source", "date")


def _everything(found: SafeTables) -> Iterator[tuple[Sequence[Axis], Ints, Bools]]:
    for nth, table in enumerate(found.tables):
        yield (table.axes, *found.shown(nth))
    for one in found.earlier:
        yield one.axes, one.shown, one.hidden


def _told(found: SafeTables) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rule = rule_value(found.rule)
    tables = [{"file": f"tables/{table.name}", "rule": rule, "axes": _axes(table.axes)} for table in found.tables]
    earlier = [
        {"file": f"earlier/{nth}.csv", "rule": rule_value(one.rule), "axes": _axes(one.axes)}
        for nth, one in enumerate(found.earlier, 1)
    ]
    return tables, earlier


def _axes(axes: Sequence[Axis]) -> list[dict[str, Any]]:
    return [
        {
            "name": axis.name,
            "labels": list(axis.labels),
            "whole": [axis.labels[whole] if whole >= 0 else None for whole in axis.whole],
        }
        for axis in axes
    ]


def _table(axes: Sequence[Axis], shown: Ints, hidden: Bools) -> bytes:
    counts = (HIDDEN if here else count for count, here in zip(shown.tolist(), hidden.tolist(), strict=True))
    rows = ((*labels, count) for labels, count in zip(combinations(axes), counts, strict=True))
    return write_table((*(axis.name for axis in axes), COUNT), rows)


def why_hidden(found: SafeTables) -> bytes:
    """Give each hidden count with the reason, for the analyst alone: whoever has this has what is hidden."""
    rows = []
    for nth, table in enumerate(found.tables):
        at = found.places[nth]
        few, hidden = found.safe.few[at], found.safe.hidden[at]
        for labels, count, is_few, is_hidden in zip(
            combinations(table.axes), table.counts.tolist(), few.tolist(), hidden.tolist(), strict=True
        ):
            if is_hidden:
                whom = "; ".join(f"{axis.name} {label}" for axis, label in zip(table.axes, labels, strict=True))
                rows.append((table.name, whom, count, "too few" if is_few else "beside one that is too few"))
    return write_table(("table", "whom", "count", "why"), rows)
