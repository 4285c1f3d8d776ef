"""The folder of a comparison: each count whole, exact figures, and a sheet that fetches and runs nothing."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from commonweal.formats.comparison_sheet import SheetPicture, comparison_sheet
from commonweal.formats.comparisons import comparison_files, comparison_text
from commonweal.funding.ballots import Ballot
from commonweal.funding.compare import compare, usual_rules
from commonweal.samples.polls import sample_poll
from commonweal.terms.sentences import say
from commonweal.verifier.main import check_folder
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.funding.polls import poll_of

HOSTILE = '<script>alert("x")</script>&\u202e'
PICTURE = SheetPicture(
    "reach", say("A finding {x}", x=HOSTILE), "<svg></svg>", (("<svg/>", say("a sign")),), on_sheet=True
)
AREAS = poll_of(
    [60, 50, 30, 20],
    [Ballot((0, 1), voters=6), Ballot((2, 3), voters=5)],
    110,
    areas=["Harbour", "Harbour", "Hill", ""],
)


def compared(kind="approval"):
    return compare(sample_poll(2, 9, 70, kind), usual_rules(kind, step="100"))


@pytest.mark.parametrize("kind", ["approval", "choose-1", "cumulative", "ordinal"])
def test_each_count_is_whole_and_accepted(kind):
    made = compared(kind)
    files = comparison_files(made)
    assert check_folder(Folder(files)) == []
    for one in made.outcomes:
        assert check_published(Folder(files).inside(f"counts/{one.name}")) == []


def test_the_same_comparison_gives_the_same_bytes():
    assert comparison_files(compared()) == comparison_files(compared())


def test_the_value_says_exactly_what_each_rule_comes_to():
    made = compared()
    told = json.loads(comparison_files(made)["comparison.json"])
    assert [one["name"] for one in told["outcomes"]] == [one.name for one in made.outcomes]
    for said, one in zip(told["outcomes"], made.outcomes, strict=True):
        assert said["selected"] == list(one.result.selected)
        assert said["with_nothing"] == one.reach.with_nothing
        assert [claim["project"] for claim in said["claims"]] == [made.poll.projects[c.project].id for c in one.claims]
        assert said["tenths"] is None


def test_money_by_tenth_is_told_where_a_tenth_is_given_and_what_is_unknown_says_why():
    made = compare(AREAS, usual_rules("approval"), {"Harbour": 2}, {"Harbour": 10})
    told = json.loads(comparison_files(made)["comparison.json"])["outcomes"][0]
    areas = {one["area"]: one for one in told["areas"]}
    assert areas["Harbour"]["tenth"] == 2
    assert areas["Harbour"]["per_head"] == "11/1"
    assert areas["Hill"]["tenth"] == {"unknown": "nobody gave the tenth of this area"}
    assert [one["tenth"] for one in told["tenths"][:10]] == list(range(1, 11))
    assert "Hill gains most: £30 more than before." in comparison_text(made)


def test_the_table_has_a_row_for_each_project_and_a_column_for_each_rule():
    made = compared()
    rows = list(csv.DictReader(io.StringIO(comparison_files(made)["comparison.csv"].decode("utf-8"))))
    for row, project in zip(rows, made.poll.projects, strict=True):
        assert row["project_id"] == project.id
        funding = {one.name for one in made.outcomes if row[one.name] == "yes"}
        assert funding == set(made.funding(project.id))


class _Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_sheet_fetches_nothing_runs_nothing_and_keeps_text_as_text():
    sheet = comparison_sheet(HOSTILE, [say("{x}", x=HOSTILE)], [[say("Rule")], [say("{x}", x=HOSTILE)]], [PICTURE])
    seen = _Seen()
    seen.feed(sheet)
    assert not seen.tags & {"script", "link", "img", "iframe", "a", "object"}
    assert not {name for name in seen.attributes if name.startswith("on") or name in {"src", "href", "style"}}
    assert not re.search(r"https?:|url\(|@import", sheet)
    assert sheet.count("&lt;script&gt;") == 5
    assert "<svg></svg>" in sheet


def test_only_what_is_for_the_sheet_is_on_it_and_every_picture_has_a_file():
    other = SheetPicture("other", say("Another"), '<svg id="other"></svg>')
    files = comparison_files(compared(), (PICTURE, other))
    assert files["pictures/other.svg"] == b'<svg id="other"></svg>'
    assert b'id="other"' not in files["comparison.html"]
    assert "pictures/reach.svg" in files
