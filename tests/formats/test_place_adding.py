"""A table is added to a place folder with where it comes from; whatever else somebody wrote stays."""

import pytest

from commonweal.errors import FolderNotWritten
from commonweal.formats import place_adding
from commonweal.formats.place_adding import AddedTable, add_table, source_of
from commonweal.formats.place_settings import SourceSettings, read_settings
from commonweal.terms.sources import Source

START = """\
# Our own remark.
[place]
name = "Harbour"
board = "The board"
accountable_body = "The council"
as_at = 2026-01-01  # to be mended
"""
AREAS = """
# Where each file comes from.
[sources."areas.csv"]
publisher = "ONS"

"""
ACCESS = """# How far people go.
[access]
bands_m = [500]
weights = ["1"]
"""
MADE = SourceSettings("The Trust", "CC0-1.0", "2024", "a.json", "ab" * 32)
TABLE = AddedTable("grants.csv", b"id\n", MADE)
WRITTEN = [START, START + AREAS, START + AREAS + ACCESS, START + "\n" + ACCESS]


@pytest.mark.parametrize("text", WRITTEN)
def test_only_the_lines_about_the_table_change(text, tmp_path):
    (tmp_path / "place.toml").write_text(text, "utf-8")
    before = read_settings(tmp_path)
    add_table(tmp_path, TABLE)
    after = read_settings(tmp_path)
    assert (tmp_path / "grants.csv").read_bytes() == b"id\n"
    assert after.sources == {**before.sources, "grants.csv": MADE}
    now = (tmp_path / "place.toml").read_text("utf-8")
    assert [line for line in text.splitlines() if line and line not in now] == []
    assert now.count("# Where each file comes from.") == text.count("# Where each file comes from.")


@pytest.mark.parametrize("text", WRITTEN)
def test_a_second_time_replaces_the_first(text, tmp_path):
    (tmp_path / "place.toml").write_text(text, "utf-8")
    add_table(tmp_path, AddedTable("grants.csv", b"old", SourceSettings("Another")))
    add_table(tmp_path, AddedTable("other.csv", b"other", SourceSettings("Other")))
    add_table(tmp_path, TABLE)
    once = (tmp_path / "place.toml").read_text("utf-8")
    add_table(tmp_path, TABLE)
    assert (tmp_path / "place.toml").read_text("utf-8") == once
    assert read_settings(tmp_path).sources["grants.csv"] == MADE
    assert read_settings(tmp_path).sources["other.csv"] == SourceSettings("Other")
    assert "Another" not in once


def test_sources_written_in_another_way_are_kept_too(tmp_path):
    (tmp_path / "place.toml").write_text(
        START + '[sources]\n"grants.csv".publisher = "Old"\n"x.csv".date = "1"\n', "utf-8"
    )
    add_table(tmp_path, TABLE)
    assert read_settings(tmp_path).sources == {"grants.csv": MADE, "x.csv": SourceSettings(date="1")}


def test_a_disk_that_refuses_leaves_no_table_with_another_s_source(tmp_path, monkeypatch):
    (tmp_path / "place.toml").write_text(START, "utf-8")
    add_table(tmp_path, AddedTable("grants.csv", b"old", SourceSettings("Another")))

    def refuse(path, data):
        if path.name == "grants.csv":
            raise FolderNotWritten(path=path.parent, reason="full")
        return written(path, data)

    written = place_adding.write_over
    monkeypatch.setattr(place_adding, "write_over", refuse)
    with pytest.raises(FolderNotWritten):
        add_table(tmp_path, TABLE)
    assert (tmp_path / "grants.csv").read_bytes() == b"old"
    assert "grants.csv" not in read_settings(tmp_path).sources


def test_several_files_are_named_one_after_another():
    files = [
        Source("a.json", "1" * 64, "The Trust", "", "2024"),
        Source("b.json", "2" * 64, "The Trust", "CC0", "2025"),
    ]
    assert source_of(files) == SourceSettings(
        "The Trust", "CC0", "2024, 2025", "a.json, b.json", f"{'1' * 64}, {'2' * 64}"
    )
