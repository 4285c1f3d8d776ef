"""A small place folder with everything in it: evidence, a round, a plan, and a body that withdraws from it."""

import re
from pathlib import Path

from commonweal.cli.first_folder import first_files
from commonweal.formats.folders import write_folder
from tests.web.procedures.rounds import PB

ROUND = """
[[rounds]]
id = "r1"
title = "A small round"
file = "polls/r1.pb"
rule = "greedy"
rules_published = 2026-01-10
closed = 2026-02-10
confirmed = 2026-03-10
due = 2027-03-31
"""
WITHDRAWAL = """
[[withdrawals]]
organisation = "{organisation}"
from_quarter = "2026-Q1"
on = 2025-11-20
reason = "lost its main funder"
"""


def small_place(folder: Path, *, withdrawn: str = "", rounds: bool = True) -> Path:
    """Write the folder; where a body is named, it withdraws."""
    files = dict(first_files("Tryon"))
    settings = files["place.toml"].decode("utf-8")
    for key, day in (("as_at", "2024-09-30"), ("adopted", "2024-11-15")):
        settings = re.sub(rf"(?m)^{key} = .*$", f"{key} = {day}", settings)
    if rounds:
        files["polls/r1.pb"] = PB
        settings += ROUND
        files["proposals.csv"] = proposals(files["organisations.csv"])
    if withdrawn:
        settings += WITHDRAWAL.format(organisation=withdrawn)
    files["place.toml"] = settings.encode("utf-8")
    write_folder(folder, files)
    return folder


def proposals(organisations: bytes) -> bytes:
    body = organisations.decode("utf-8").splitlines()[1].split(",")[0]
    rows = ["id,title,summary,organisation,neighbourhood,group,cost_pounds"]
    rows += [f"{id_},{name},{name} for all,{body},,,{cost}" for id_, name, cost in PROJECTS]
    return ("\n".join(rows) + "\n").encode("utf-8")


PROJECTS = (("a", "Benches", 200), ("b", "Trees", 150), ("c", "Lights", 100))
