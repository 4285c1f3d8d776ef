"""Extracts every sentence said to people into a catalogue's template, and brings each translation up to date with it.

The template is ``src/commonweal/formats/catalogue/commonweal.pot``; a translation is a file beside it, named after its
language, such as ``cy.po``. What is new in it waits there without words, and a test says that it does.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from tools.said import everything
from tools.writing import ROOT, write_or_check

FOLDER = ROOT / "src" / "commonweal" / "formats" / "catalogue"
CATALOGUE = FOLDER / "commonweal.pot"
_HEADER = """\
# What commonweal says to people, in English. A translation is a file beside this one, named after its language.
# Names in braces stand for figures: keep each as it is, in whatever order the language wants.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
_TRANSLATION = """\
# What commonweal says to people, in the language that this file is named after. `just catalogue` brings it up to date.
# Names in braces stand for figures: keep each as it is, in whatever order the language wants.
msgid ""
msgstr ""
"Language: {locale}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {forms}\\n"

"""


def catalogue(root: Path) -> str:
    """Give the catalogue's template, sorted, with the file (not the line) of each source, so that it changes rarely."""
    return _HEADER + _written(_sources(root))


def translation(root: Path, file: Path) -> str:
    """Give a translation with exactly the sources that there are now: known ones as they are, new ones without words.

    Args:
        root: the repository's root.
        file: the translation as it stands.
    """
    with file.open("rb") as written:
        known = read_po(written, locale=file.stem)
    current = Catalog(locale=file.stem)
    current.mime_headers = [("Plural-Forms", known.plural_forms)]
    for source in _sources(root):
        if source.id:
            there = known.get(source.id)
            current.add(source.id, there.string if there and there.id == source.id else None)
    return _TRANSLATION.format(locale=file.stem, forms=known.plural_forms) + _written(current)


def translations() -> list[Path]:
    """Give every translation's file."""
    return sorted(FOLDER.glob("*.po"))


def _sources(root: Path) -> Catalog:
    known = Catalog()
    said = everything(root)
    # A source with a plural first, so that the same source without one joins it.
    for one in sorted(said, key=lambda one: (not one.plural, one.file)):
        known.add((one.message, one.plural) if one.plural else one.message, locations=[(one.file, 0)])
    return known


def _written(known: Catalog) -> str:
    written = BytesIO()
    write_po(written, known, omit_header=True, sort_output=True, include_lineno=False, width=120)
    return written.getvalue().decode("utf-8")


if __name__ == "__main__":
    texts = {CATALOGUE: catalogue(ROOT)} | {file: translation(ROOT, file) for file in translations()}
    raise SystemExit(max(write_or_check(file, text, "catalogue") for file, text in texts.items()))
