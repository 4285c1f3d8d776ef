"""Extracts every sentence said to people into ``src/commonweal/formats/catalogue/commonweal.pot``."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from tools.said import everything
from tools.writing import ROOT, write_or_check

CATALOGUE = ROOT / "src" / "commonweal" / "formats" / "catalogue" / "commonweal.pot"
_HEADER = """\
# What commonweal says to people, in English. A translation is a copy of this file named after its language.
# Names in braces stand for figures: keep each as it is, in whatever order the language wants.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def catalogue(root: Path) -> str:
    """Give the catalogue's template, sorted, with the file (not the line) of each source, so that it changes rarely."""
    known = Catalog()
    said = everything(root)
    # A source with a plural first, so that the same source without one joins it.
    for one in sorted(said, key=lambda one: (not one.plural, one.file)):
        known.add((one.message, one.plural) if one.plural else one.message, locations=[(one.file, 0)])
    written = BytesIO()
    write_po(written, known, omit_header=True, sort_output=True, include_lineno=False, width=120)
    return _HEADER + written.getvalue().decode("utf-8")


if __name__ == "__main__":
    raise SystemExit(write_or_check(CATALOGUE, catalogue(ROOT), "catalogue"))
