"""Promise 4: every error has a code, a remedy and an entry in the docs."""

import ast
import re

from commonweal.errors import CommonwealError
from tests.conventions.sources import product_files
from tools.refusals import PAGE, ROOMS, page, refusals

NAME = re.compile(r"\{(\w+)")


def test_every_refusal_lives_in_errors_and_has_a_code_of_its_own():
    outside = [
        f"{file.name}: {node.name}"
        for file in product_files()
        if file.room != "errors"
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("CommonwealError") for base in node.bases)
    ]
    codes = [refusal.code for refusal in refusals()]
    assert outside == []
    assert sorted(set(codes)) == codes


def test_every_code_has_its_form_and_its_room():
    assert [one.code for one in refusals() if not re.fullmatch(r"CW\d{3}", one.code) or one.code[:3] not in ROOMS] == []


def test_every_refusal_says_what_is_wrong_and_what_to_do_and_is_explained_in_words_of_its_own():
    words = [refusal.__doc__ for refusal in refusals()]
    assert [
        one.code for one in refusals() if not one.what.endswith((".", "}")) or not one.remedy.endswith((".", "}"))
    ] == []
    assert len(set(words)) == len(words)


def test_the_page_is_what_the_code_says():
    assert PAGE.read_text("utf-8") == page()
    assert all(f"### {refusal.code} {refusal.__name__}" in page() for refusal in refusals())


def test_every_refusal_is_raised_somewhere():
    called = {
        ast.unparse(node.func).rpartition(".")[2]
        for file in product_files()
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call)
    }
    # A reader may be told which refusal to gather its faults in.
    passed = {node.id for file in product_files() for node in ast.walk(file.tree) if isinstance(node, ast.Name)}
    assert [one.__name__ for one in refusals() if one.__name__ not in called | passed] == []


def test_every_refusal_is_raised_with_the_figures_that_its_words_need():
    needed = {one.__name__: set(NAME.findall(one.what + one.remedy)) - {"faults"} for one in refusals()}
    wrong = []
    for file in product_files():
        for node in ast.walk(file.tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in needed:
                continue
            given = {keyword.arg for keyword in node.keywords}
            lacking = needed[node.func.id] - given
            if None not in given and lacking:
                wrong.append(f"{file.name}:{node.lineno}: {node.func.id} lacks {lacking}")
    assert wrong == []


def test_refusals_are_not_built_upon_one_another():
    assert [refusal.__name__ for refusal in refusals() if refusal.__bases__ != (CommonwealError,)] == []
