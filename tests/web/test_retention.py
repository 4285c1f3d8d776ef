"""The table of how long things are kept."""

import ast
from pathlib import Path

from commonweal.formats.prose import prose
from commonweal.web.retention import CLOCKS
from commonweal.web.rights import RIGHTS

ROOT = Path(__file__).resolve().parents[2]


def test_every_clock_is_told_in_the_assessment_with_its_days() -> None:
    told = " ".join((ROOT / "docs" / "dpia.md").read_text("utf-8").split())
    for clock in CLOCKS.values():
        row = f"| {prose().text(clock.what)} | {prose().text(clock.since)} | {clock.days} | {prose().text(clock.why)} |"
        assert row in told, row


def test_every_clock_but_that_of_backups_has_a_procedure() -> None:
    assert {name for name, clock in CLOCKS.items() if clock.procedure not in RIGHTS} == {"backups"}


def test_every_clock_but_that_of_backups_is_applied() -> None:
    tree = ast.parse((ROOT / "src/commonweal/web/store/retained.py").read_text("utf-8"))
    tables = [
        node for node in ast.walk(tree) if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "_DESTROY"
    ]
    (table,) = tables
    assert isinstance(table.value, ast.Dict)
    assert {ast.literal_eval(key) for key in table.value.keys if key} == set(CLOCKS) - {"backups"}
