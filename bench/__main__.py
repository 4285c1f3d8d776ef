"""``python -m bench STAGE --json FILE``: run one stage's benchmark, print its rows, and keep them as JSON."""

import argparse
import importlib
import json
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.rows import Row

STAGES = ("funding", "evidence", "disclosure", "grants", "handover", "stress", "web")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark of the stage that was named. A missed target is told in its row, not by the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the rows in this file")
    chosen = parser.parse_args(arguments)
    rows: list[Row] = []
    for row in importlib.import_module(f"bench.{chosen.stage}").rows():
        print(f"measured: {row.name}", file=sys.stderr, flush=True)
        rows.append(row)
    environment = surroundings()
    print("\n".join(table(rows)))
    print(environment)
    if chosen.json:
        kept = {"stage": chosen.stage, "environment": environment, "rows": [row.plain() for row in rows]}
        chosen.json.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return 0


def table(rows: Sequence[Row]) -> list[str]:
    """Lay the rows out in columns, as lines of text."""
    heads = ("name", "ours", "peer", "ratio", "target", "unit", "better", "met")
    cells = [heads, *(tuple(_cell(row.plain()[head]) for head in heads) for row in rows)]
    widths = [max(len(line[k]) for line in cells) for k in range(len(heads))]
    return ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in cells]


def surroundings() -> str:
    """Say in one line what the figures were taken on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {cores} cores"


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    raise SystemExit(main())
