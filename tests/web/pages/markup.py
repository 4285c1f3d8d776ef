"""What a sound page is, held against its bytes: the basics that a validator would find."""

from html.parser import HTMLParser

_VOID = {"meta", "link", "br", "hr", "img", "input", "area", "base", "col", "embed", "source", "track", "wbr"}
_AWAY = {"http", "https", "javascript", "data", "mailto"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.pointed: list[str] = []
        self.headings: list[int] = []
        self.counts: dict[str, int] = {}
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if len(told) != len(attrs):
            self.faults.append(f"an attribute stands twice on <{tag}>")
        self.counts[tag] = self.counts.get(tag, 0) + 1
        self._attributes(tag, told)
        if tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append(int(tag[1]))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def _attributes(self, tag: str, told: dict[str, str]) -> None:
        if "id" in told:
            self.ids.append(told["id"])
        self.pointed += told.get("aria-labelledby", "").split() + told.get("aria-describedby", "").split()
        if told.get("href", "").startswith("#") and tag in {"a", "use"}:
            self.pointed.append(told["href"][1:])
        self.faults += [f"<{tag} {name}>" for name in told if name == "style" or name.startswith("on")]
        if tag in {"script", "style", "iframe", "object", "embed", "img"}:
            self.faults.append(f"<{tag}>")
        if tag == "html":
            self.lang = told.get("lang", "")
        self.faults += _own_faults(tag, told)


def _own_faults(tag: str, told: dict[str, str]) -> list[str]:
    named = told.get("aria-labelledby") or told.get("aria-label")
    wrong = {
        "an svg without role and name": tag == "svg"
        and told.get("aria-hidden") != "true"
        and not (told.get("role") in {"img", "group"} and named),
        "a th without scope": tag == "th" and "scope" not in told,
    }
    away = [
        name for name in ("href", "src") if told.get(name, "/").split(":")[0] in _AWAY or "//" in told.get(name, "")
    ]
    return [fault for fault, found in wrong.items() if found] + [f"{name} leads away: {told[name]}" for name in away]


def faults_of(html: str) -> list[str]:
    """Name what is unsound in a page: tags, ids, labels, headings, landmarks, inline style or script, links away."""
    page = _Page()
    page.feed(html)
    page.close()
    faults = page.faults + [f"<{tag}> stays open" for tag in page.open]
    faults += [f"id {name} stands twice" for name in sorted({name for name in page.ids if page.ids.count(name) > 1})]
    faults += [f"nothing has the id {name}" for name in sorted(set(page.pointed) - set(page.ids))]
    if not page.lang:
        faults.append("no language")
    for tag in ("h1", "main", "title", "header", "footer"):
        allowed = page.counts.get(tag, 0) >= 1 if tag == "title" else page.counts.get(tag, 0) == 1
        if not allowed:
            faults.append(f"{page.counts.get(tag, 0)} <{tag}>")
    if page.counts.get("table", 0) != page.counts.get("caption", 0):
        faults.append("a table without caption")
    faults += [
        f"h{after} follows h{before}"
        for before, after in zip(page.headings, page.headings[1:], strict=False)
        if after > before + 1
    ]
    return faults
