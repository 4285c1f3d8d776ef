"""Whatever is said is said in every language: complete, with the same figures, and with every form of a plural."""

import re

import pytest
from babel.messages.pofile import read_po

from commonweal.formats.prose import CATALOGUE, ENGLISH, LANGUAGES
from tests.conventions.sources import ROOT
from tools.catalogue import translation, translations

NAME = re.compile(r"\{\w+(?::\w+)?\}")
MARKUP = re.compile(r"<[^>]*>|&\w+;")


@pytest.fixture(params=translations(), ids=lambda file: file.stem)
def translated(request):
    with request.param.open("rb") as file:
        return [one for one in read_po(file, locale=request.param.stem) if one.id]


def forms(one):
    return [one.string] if isinstance(one.string, str) else list(one.string)


def test_every_language_but_english_has_a_translation():
    assert {file.stem for file in translations()} == {one.locale for one in LANGUAGES.values()} - {ENGLISH}


@pytest.mark.parametrize("file", translations(), ids=lambda file: file.stem)
def test_a_translation_has_the_sources_that_there_are(file):
    assert file.parent == CATALOGUE
    assert file.read_text("utf-8") == translation(ROOT, file), "run `just catalogue`"


def test_every_source_is_translated(translated):
    assert [one.id for one in translated if not all(forms(one))] == []


def test_every_translation_has_the_figures_of_its_source(translated):
    wrong = []
    for one in translated:
        sources = [one.id] if isinstance(one.id, str) else list(one.id)
        asked = {name for source in sources for name in NAME.findall(source)}
        told = forms(one)
        if set(NAME.findall(told[-1])) != asked or any(set(NAME.findall(form)) - asked for form in told):
            wrong.append(one.id)
    assert wrong == []


def test_no_translation_changes_the_spaces_around_a_fragment_or_brings_markup(translated):
    wrong = []
    for one in translated:
        source = one.id if isinstance(one.id, str) else one.id[0]
        for form in forms(one):
            ends = (form[:1].isspace(), form[-1:].isspace()) == (source[:1].isspace(), source[-1:].isspace())
            if not ends or set(MARKUP.findall(form)) - set(MARKUP.findall(source)):
                wrong.append(source)
    assert wrong == []
