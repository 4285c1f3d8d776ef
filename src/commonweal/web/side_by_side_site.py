"""Places side by side as a page that opens from disk, with each place's own figures beside it."""

from collections.abc import Mapping

from commonweal.evidence.side_by_side import SideBySide
from commonweal.terms.sentences import say
from commonweal.web.pages.words import GLOSSARY, used
from commonweal.web.reads.profiled import anchor
from commonweal.web.reads.side_by_side_page import side_by_side_page
from commonweal.web.reads.site import apart
from commonweal.web.rendered import rendered
from commonweal.web.static_site import addresses_in, asset, file_of, from_disk

_DATA = "/data/"


def place_files(profiles: Mapping[str, bytes]) -> dict[str, str]:
    """Give the path at which each place's ``profile.json`` stands, by the place's name, in the order of the names."""
    taken: dict[str, str] = {}
    for name in sorted(profiles):
        slug = wanted = anchor(name) or "place"
        number = 2
        while f"places/{slug}/profile.json" in taken.values():
            slug, number = f"{wanted}-{number}", number + 1
        taken[name] = f"places/{slug}/profile.json"
    return taken


def side_by_side_site(shown: SideBySide, profiles: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the page of places side by side and what it fetches, with links that work from disk.

    Args:
        shown: the comparison.
        profiles: the bytes of each place's ``profile.json``, by the place's name.
    """
    paths = place_files(profiles)
    page = side_by_side_page(shown, {name: f"{_DATA}{path}" for name, path in paths.items()})
    ours = apart(say("Side by side"))
    told = {"page": page, "here": page.here, "used": used(page.words)}
    made = {
        "index.html": rendered("pages/page.html", "/", ours, told),
        "glossary/index.html": rendered("pages/glossary.html", "/glossary/", ours, {"glossary": GLOSSARY}),
    }
    files = {path: profiles[name] for name, path in paths.items()}
    for path, html in made.items():
        files[path] = from_disk(html, path, _file).encode("utf-8")
        for address in addresses_in(html):
            if address.startswith("/static/"):
                files.setdefault(_file(address), asset(address))
    return dict(sorted(files.items()))


def _file(address: str) -> str:
    return address.removeprefix(_DATA) if address.startswith(_DATA) else file_of(address)
