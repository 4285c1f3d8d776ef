import json
import sys
from types import ModuleType

import pytest

from bench.__main__ import STAGES, main, table
from bench.rows import Row


@pytest.mark.parametrize(
    ("ours", "peer", "target", "better", "ratio", "met"),
    [
        (2.0, 8.0, 0.5, "lower", 0.25, True),
        (6.0, 8.0, 0.5, "lower", 0.75, False),
        (9.0, 8.0, 1.0, "higher", 1.125, True),
        (7.0, 8.0, 1.0, "higher", 0.875, False),
        (3.0, None, 5.0, "lower", None, True),
        (7.0, None, 5.0, "lower", None, False),
        (7.0, 1.0, None, "lower", 7.0, True),
    ],
)
def test_ratio_and_target(ours, peer, target, better, ratio, met):
    row = Row.against("count", ours=ours, peer=peer, target=target, unit="s", better=better)
    assert (row.ratio, row.met) == (ratio, met)


ROWS = [
    Row.against("count of 500 ballots", ours=0.25, peer=1.0, target=0.5, unit="s", better="lower"),
    Row.against("no peer", ours=3.0, peer=None, target=None, unit="MB", better="lower"),
]


def test_the_table_has_a_line_for_each_row_and_shows_what_there_is_not():
    head, first, second = table(ROWS)
    assert head.split() == ["name", "ours", "peer", "ratio", "target", "unit", "better", "met"]
    assert first.split()[-7:] == ["0.25", "1", "0.25", "0.5", "s", "lower", "yes"]
    assert second.split()[-7:] == ["3", "-", "-", "-", "MB", "lower", "yes"]


def test_a_stage_is_run_printed_and_kept(tmp_path, monkeypatch, capsys):
    stage = ModuleType("bench.funding")
    monkeypatch.setattr(stage, "rows", lambda: ROWS, raising=False)
    monkeypatch.setitem(sys.modules, "bench.funding", stage)
    assert main(["funding", "--json", str(tmp_path / "rows.json")]) == 0
    kept = json.loads((tmp_path / "rows.json").read_text("utf-8"))
    assert list(kept["rows"][0]) == ["name", "ours", "peer", "ratio", "target", "unit", "better", "met"]
    assert kept["stage"] == "funding"
    assert kept["environment"].startswith("Python 3.")
    assert "count of 500 ballots" in capsys.readouterr().out


def test_an_unknown_stage_is_wrong_usage():
    with pytest.raises(SystemExit) as left:
        main(["lottery"])
    assert left.value.code == 2
    assert "lottery" not in STAGES
