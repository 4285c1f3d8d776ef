"""What is said to people: every source is in the catalogue, and every name in it has its figure."""

import ast
import re

import pytest

from commonweal.formats.prose import _FORMS
from tests.conventions.sources import ROOT, product_files
from tools.catalogue import CATALOGUE, catalogue
from tools.said import everything, in_python, in_template

FORM = re.compile(r"\{\w+:([a-z]+)\d*\}")


def test_the_catalogue_is_up_to_date():
    assert CATALOGUE.read_text("utf-8") == catalogue(ROOT), "run `just catalogue`"


def test_every_name_has_its_figure_and_every_figure_its_name():
    wrong = [
        f"{said.file}:{said.line}: {sorted(said.names ^ said.figures)} in {said.message!r}"
        for said in everything(ROOT)
        if said.figures is not None and said.names != said.figures
    ]
    assert wrong == []


def test_every_form_exists():
    wrong = [said for said in everything(ROOT) if not set(FORM.findall(said.message + said.plural)) <= _FORMS]
    assert wrong == []


def glued(tree):
    """Sources that are not literals; a bare figure whose form is chosen, f"{{value{form}}}", has no words in it."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        source = node.args[0]
        if node.func.id not in {"say", "Fault", "Sentence"} or ast.unparse(source).startswith("key("):
            continue
        if isinstance(source, ast.JoinedStr):
            whole = "".join(str(part.value) for part in source.values if isinstance(part, ast.Constant))
            if not re.search(r"[^\W\d_]", re.sub(r"\{.*?\}", "", whole)) and whole.startswith("{"):
                continue
        if isinstance(source, ast.JoinedStr | ast.BinOp | ast.Call):
            yield node.lineno


def test_no_sentence_is_glued_together_from_pieces():
    """A source is a literal, so that a translator sees the whole of it: no f-strings, sums or formats."""
    assert [f"{file.name}:{line}" for file in product_files() for line in glued(file.tree)] == []


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ('say(f"{n} areas")', True),
        ('say("a" + b)', True),
        ('say("{} b".format(c))', True),
        ('Fault(f"{x}: {y}")', True),
        ('say(f"{{low{form}}} to {{high{form}}}", low=1, high=2)', True),
        ('say(f"{{value{form}}}", value=1)', False),
        ('say("{n} areas", n=1)', False),
        ('say(key("a"))', False),
    ],
)
def test_what_is_glued_is_seen(code, seen):
    assert bool(list(glued(ast.parse(code)))) is seen


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('say("{n} areas", n=3)', [("{n} areas", "", {"n"})]),
        ('say("{n} area", plural="{n} areas", by="n", n=n)', [("{n} area", "{n} areas", {"n"})]),
        ('say("{n} area", "{n} areas", "n", n=n)', [("{n} area", "{n} areas", {"n"})]),
        ('say("yes" if x else "no")', [("yes", "", set()), ("no", "", set())]),
        ('say("{n} " "areas", **figures)', [("{n} areas", "", None)]),
        ('Fault("{x} is bad", {"x": 1}, file)', [("{x} is bad", "", {"x"})]),
        ('Fault("it is bad")', [("it is bad", "", set())]),
        ('Fault("{x} is bad", wrong)', [("{x} is bad", "", None)]),
        ('Column("n", whole, "a whole number")', [("a whole number", "", None)]),
        ('Column("n", what=key("a number"))', [("a number", "", None)]),
        (
            'class X:\n    what = "It is {x}."\n    remedy = "Mend it."',
            [("It is {x}.", "", None), ("Mend it.", "", None)],
        ),
        ("say(message)", []),
    ],
)
def test_each_way_of_saying_is_found_in_code(code, expected):
    found = [(one.message, one.plural, one.figures and set(one.figures)) for one in in_python(code, "x.py")]
    assert [(m, p, f or (set() if f is not None else None)) for m, p, f in expected] == [
        (m, p, f if f is None else set(f or ())) for m, p, f in found
    ]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('<p>{% say "It isn\'t" %}</p>', ("It isn't", "", set())),
        ("{% say 'n' %}", ("n", "", set())),
        ('{% say "{n} area" plural="{n} areas" by="n" n=rows.count %}', ("{n} area", "{n} areas", {"n"})),
        ('{% say "by {who}" who=name|words as title %}', ("by {who}", "", {"who"})),
    ],
)
def test_each_way_of_saying_is_found_in_templates(template, expected):
    [found] = in_template(template, "x.html")
    assert (found.message, found.plural, set(found.figures or ())) == expected


BARE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<style.*?</style>|<[^>]*>|&\w+;", re.DOTALL)
COMMENT = re.compile(r"\{% comment.*?endcomment %\}", re.DOTALL)


def test_templates_hold_no_words_of_their_own():
    wrong = []
    for path in sorted((ROOT / "src").rglob("*.html")):
        rest = BARE.sub(" ", COMMENT.sub(" ", path.read_text("utf-8")))
        wrong.extend(f"{path.name}: {word}" for word in re.findall(r"[A-Za-z]{3,}", rest))
    assert wrong == []
