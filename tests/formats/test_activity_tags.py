import pytest

from commonweal.errors import TableFaults, TagsUnknown
from commonweal.evidence.named_groups import HandTagged
from commonweal.evidence.patterns import LONGEST
from commonweal.formats.activity_tags import read_hand_tagged, read_tag_scheme, tags_with_samples

SCHEME = """\
Code,tag,Category,Subcategory,Level,Regular expression,Exclude regular expression
BE,People,People,,1,\\bpeople\\b,
BE2,Disabled people,People,Disabled people,2,\\bdisabled\\b,
BE201,Disabled riders,People,Disabled people,3,\\briding for the disabled\\b,
AR,Arts,Arts,,1,,
AR1,Slow,Arts,,3,(a+)+b,
AR2,Army,Arts,,3,\\barmy\\b,\\bsalvation army\\b
"""
SAMPLE = f"""\
name,postcode,activities,UKCAT
The Stables,AB1 2CD,Riding for the disabled,BE201
The Ramp,AB1 2CD,Help for disabled people,BE2;XX9
The Army Band,AB1 2CD,Plays,AR2
The Salvation Army,AB1 2CD,Help,BE
Silent,AB1 2CD,,BE2
Long,AB1 2CD,{"x" * LONGEST},BE2
"""


@pytest.fixture
def scheme(tmp_path):
    (tmp_path / "tags.csv").write_text(SCHEME, encoding="utf-8")
    return read_tag_scheme(tmp_path / "tags.csv")


@pytest.fixture
def sample(tmp_path):
    (tmp_path / "sample.csv").write_text(SAMPLE, encoding="utf-8")
    return read_hand_tagged(tmp_path / "sample.csv")


def test_tags_that_can_be_used_are_taken_and_the_others_are_told_with_the_reason(scheme):
    assert set(scheme.tags) == {"BE", "BE2", "BE201", "AR2"}
    assert set(scheme.left) == {"AR", "AR1"}
    assert "gives no words" in scheme.left["AR"]
    assert "in time" in scheme.left["AR1"]
    assert scheme.wider["BE201"] == ("BE2", "BE")
    assert scheme.wider["BE"] == ()


def test_bodies_that_say_nothing_or_too_much_are_not_read(sample):
    assert (len(sample.texts), sample.unread) == (4, 2)


def test_a_narrower_tag_by_hand_counts_for_the_wider_one(scheme, sample):
    found = {tag.code: tag.sample for tag in tags_with_samples(scheme, sample)}
    assert found["BE201"] == HandTagged(1, 0, 0, 3)
    assert found["BE2"] == HandTagged(2, 0, 0, 2)
    assert found["BE"] == HandTagged(1, 2, 0, 1)
    assert found["AR2"] == HandTagged(1, 0, 0, 3)


def test_only_the_tags_wanted_are_taken_in_their_order(scheme, sample):
    assert [tag.code for tag in tags_with_samples(scheme, sample, ["BE201", "BE"])] == ["BE201", "BE"]


@pytest.mark.parametrize(
    ("code", "told"), [("BE3", "BE3"), ("AR1", "AR1 \\(its words are not sure"), ("AR", "no words")]
)
def test_a_tag_that_cannot_be_used_is_refused(scheme, sample, code, told):
    with pytest.raises(TagsUnknown, match=told):
        tags_with_samples(scheme, sample, [code])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SCHEME.replace("Regular expression,", "Regex,", 1), None),
        (SCHEME.replace("Code,", "Kode,"), "Code: the column is missing"),
        (SCHEME.replace("BE201", "BE2"), "line 4, Code: BE2 stands already at line 3"),
        (SCHEME.replace("BE2,Disabled people", "BE2,"), "line 3, tag: the cell is blank"),
    ],
)
def test_a_bad_scheme_is_refused_by_line_and_column(tmp_path, text, fault):
    (tmp_path / "tags.csv").write_text(text, encoding="utf-8")
    if fault is None:
        assert set(read_tag_scheme(tmp_path / "tags.csv").tags) == set()
        return
    with pytest.raises(TableFaults) as refused:
        read_tag_scheme(tmp_path / "tags.csv")
    assert fault in str(refused.value)


def test_a_sample_without_names_is_refused(tmp_path):
    (tmp_path / "sample.csv").write_text("activities,UKCAT\nx,BE\n", encoding="utf-8")
    with pytest.raises(TableFaults, match="name: the column is missing"):
        read_hand_tagged(tmp_path / "sample.csv")
