"""How the documentation is built: `just docs`, every warning an error."""

import sys
from pathlib import Path

from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from commonweal import __version__
from tools import reference

project = "commonweal"
author = "the commonweal contributors"
copyright = "the commonweal contributors, MIT licence"
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",  # shows sessions; tests/conventions/test_examples.py runs them
    "sphinx.ext.napoleon",
]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = False

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
# Attributes are described once, in the class.
napoleon_use_ivar = True

html_theme = "furo"
html_title = f"commonweal {__version__}"
html_show_sphinx = False
html_copy_source = False


def _write_reference(_app: object) -> None:
    """Write one page for each room, with each of its public modules, so that none can be forgotten."""
    for room, modules in reference.rooms().items():
        kept = Path(__file__).with_name("reference") / f"{room}.md"
        text = reference.page(room, modules)
        if not kept.is_file() or kept.read_text(encoding="utf-8") != text:
            kept.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", _write_reference)
