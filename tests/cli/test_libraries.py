"""``commonweal libraries``: a folder to read as a page, text and tables, or a refusal that leaves nothing behind."""

import json
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats.libraries import write_placed_libraries
from commonweal.samples.libraries import sample_libraries
from commonweal.verifier.main import verify


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    path = tmp_path_factory.mktemp("register") / "libraries.csv"
    path.write_bytes(write_placed_libraries(sample_libraries(1)))
    return path


def libraries(*arguments):
    return CliRunner().invoke(app, ["libraries", *map(str, arguments)])


@pytest.fixture(scope="module")
def folder(register):
    told = libraries(register, "--place", "Dogger Haven", "--out", register.parent / "history")
    assert told.exit_code == 0, told.output
    return register.parent / "history"


def test_it_answers_three_questions_and_says_where_to_read_more(register, tmp_path):
    told = libraries(register, "--place", "dogger haven", "--out", tmp_path / "h")
    lines = told.stdout.splitlines()
    asked = [line for line in lines if line.endswith("?")]
    assert asked == ["What changed where I live?", "When?", "What if it fails?"]
    assert "Dogger Haven has had 10 libraries since 2010." in lines
    assert lines[-1] == f"Open {tmp_path / 'h' / 'index.html'} to read or print it."
    assert "Reading " in told.stderr


def test_the_folder_holds_a_page_a_text_tables_and_pictures_and_the_verifier_accepts_it(folder):
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        "index.html",
        "libraries.json",
        "libraries.txt",
        "manifest.json",
        "pictures/library-survival.svg",
        "pictures/library-timeline.svg",
        "tables/england.csv",
        "tables/timeline.csv",
    ]
    assert verify(folder) == []
    assert "var(--" not in (folder / "pictures" / "library-timeline.svg").read_text("utf-8")


class _Page(HTMLParser):
    """What a page holds: its headings, its ids, and whatever would be fetched or run."""

    def __init__(self):
        super().__init__()
        self.headings, self.ids, self.fetched, self._tag = [], [], [], ""

    def handle_starttag(self, tag, attrs):
        self._tag = tag
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        if tag in {"script", "link", "img", "iframe"} or {"href", "src", "style"} & set(given):
            self.fetched.append(tag)

    def handle_data(self, data):
        if self._tag in {"h1", "h2"} and data.strip():
            self.headings.append(data.strip())


def test_the_page_puts_the_questions_first_and_fetches_and_runs_nothing(folder):
    page = _Page()
    page.feed((folder / "index.html").read_text("utf-8"))
    assert page.headings == [
        "Libraries in Dogger Haven, 2010 to 2023",
        "What changed where I live?",
        "When?",
        "What if it fails?",
        "Year by year",
        "What became of such libraries in England",
        "What these figures cannot tell",
    ]
    assert page.fetched == []
    assert len(page.ids) == len(set(page.ids)) > 0


def test_what_is_told_to_machines_is_what_the_folder_holds(register, folder, tmp_path):
    told = libraries(register, "--place", "Dogger Haven Council", "--out", tmp_path / "h", "--json")
    machine = json.loads(told.stdout)
    assert machine.pop("folder") == str(tmp_path / "h")
    assert machine == json.loads((folder / "libraries.json").read_text("utf-8"))
    assert len(machine["libraries"]) == 10
    assert machine["other_rows"] == 1
    assert {"cohort": "community", "fifth": 1, "share": "7/61"}.items() <= machine["england"][0].items()


def test_the_same_file_gives_the_same_bytes(register, folder, tmp_path):
    libraries(register, "--place", "Dogger Haven", "--out", tmp_path / "h")
    for path in folder.rglob("*"):
        if path.is_file():
            assert (tmp_path / "h" / path.relative_to(folder)).read_bytes() == path.read_bytes()


def test_a_name_that_looks_like_markup_stays_a_name(tmp_path):
    rows = write_placed_libraries(sample_libraries(1)).decode().replace("Herring Hill", "<b>Herring</b>")
    (tmp_path / "libraries.csv").write_text(rows, encoding="utf-8")
    assert libraries(tmp_path / "libraries.csv", "--place", "Dogger Haven", "--out", tmp_path / "h").exit_code == 0
    page = (tmp_path / "h" / "index.html").read_text("utf-8")
    assert "<b>" not in page
    assert "&lt;b&gt;Herring" in page


@pytest.mark.parametrize(
    ("place", "code", "what"),
    [
        ("Dogger Heaven", "CW325", "The register has no static library of Dogger Heaven; the nearest is Dogger Haven."),
        ("", "CW325", ""),
    ],
)
def test_a_place_that_is_not_there_is_refused_and_nothing_is_written(register, tmp_path, place, code, what):
    told = libraries(register, "--place", place, "--out", tmp_path / "h")
    assert told.exit_code == 1
    assert code in told.stderr
    assert what in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_place_with_no_static_library_is_refused(tmp_path):
    (tmp_path / "libraries.csv").write_bytes(write_placed_libraries(sample_libraries(1)[-1:]))
    told = libraries(tmp_path / "libraries.csv", "--place", "Dogger Haven", "--out", tmp_path / "h")
    assert (told.exit_code, "CW325" in told.stderr) == (1, True)
    assert not (tmp_path / "h").exists()
