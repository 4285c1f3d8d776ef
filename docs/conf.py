"""How the documentation is built: `just docs`, every warning an error."""

from commonweal import __version__

project = "commonweal"
author = "the commonweal contributors"
copyright = "the commonweal contributors, MIT licence"
version = release = __version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
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

doctest_global_setup = """
from fractions import Fraction
"""

html_theme = "furo"
html_title = f"commonweal {__version__}"
html_show_sphinx = False
html_copy_source = False


def _write_reference(_app: object) -> None:
    """Write one page for each room, with each of its public modules, so that none can be forgotten."""
    from pathlib import Path

    import commonweal

    source = Path(commonweal.__file__).parent
    # What the shell offers to people is on the pages of its commands and its site.
    rooms = [room for room in sorted(source.iterdir()) if (room / "__init__.py").is_file()]
    for room in [one for one in rooms if one.name not in {"cli", "web"}] + [source / "errors.py"]:
        files = [room] if room.is_file() else sorted(room.rglob("*.py"))
        lines = [f"# {room.stem}\n"]
        for file in files:
            module = ".".join(file.relative_to(source.parent).with_suffix("").parts).removesuffix(".__init__")
            if module.rpartition(".")[2].startswith("_"):
                continue
            lines.append(f"## {module}\n\n```{{eval-rst}}\n.. automodule:: {module}\n   :members:\n```\n")
        page = Path(__file__).with_name("reference") / f"{room.stem}.md"
        text = "\n".join(lines)
        if not page.is_file() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


def setup(app: "object") -> None:
    app.connect("builder-inited", _write_reference)  # type: ignore[attr-defined]
