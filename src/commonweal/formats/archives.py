"""Zips whose bytes depend on nothing but what is in them, and the verifier as one runnable file."""

import io
import zipfile
from collections.abc import Mapping
from importlib.resources import files as resources

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can bear; every file bears it, so that the day of making does not show."""
_START = b'''"""Runs the verifier."""

import runpy
import sys

if sys.version_info < (3, 11):
    print("The verifier needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    sys.exit(2)
runpy.run_module("verifier", run_name="__main__", alter_sys=True)
'''


def zip_bytes(files: Mapping[str, bytes], *, packed: bool = True) -> bytes:
    """Zip files, sorted by path, all dated alike.

    Args:
        files: the bytes of each file by its path.
        packed: whether to deflate; what is stored plain has the same bytes whatever zlib made it.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, BEGINNING)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(info, files[name], compresslevel=9)
    return out.getvalue()


def verifier_archive() -> bytes:
    """Give the verifier as one file, which ``python verifier.pyz PATH`` runs on a bare Python 3.11 or newer."""
    sources = {
        f"verifier/{source.name}": source.read_bytes()
        for source in resources("commonweal").joinpath("verifier").iterdir()
        if source.name.endswith(".py")
    }
    return zip_bytes({"__main__.py": _START, **sources}, packed=False)
