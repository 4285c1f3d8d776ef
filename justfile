# What a developer runs. `uv run just` lists it; CI runs the same recipes.

run := "uv run"

# List the recipes.
default:
    @just --list

# All that can be said without running the tests, side by side.
[parallel]
check: format-check lint types floors dependencies spelling templates written docs

# Write every file in the house's form.
format:
    {{run}} ruff format .
    {{run}} ruff check --fix .

format-check:
    {{run}} ruff format --check .

lint:
    {{run}} ruff check .

types:
    {{run}} mypy

# Who may import whom.
floors:
    {{run}} lint-imports

dependencies:
    {{run}} deptry src

spelling:
    {{run}} codespell

templates:
    {{run}} djlint src --lint --quiet

# What is made from the code is up to date with it.
written:
    {{run}} python -m tools.catalogue --check
    {{run}} python -m tools.refusals --check

# The documentation, warnings being errors; the examples in it run with the tests.
docs:
    {{run}} python -m sphinx -W --keep-going -q -b html docs docs/_build/html

# The tests, or some of them: `just test tests/funding`.
test *arguments:
    {{run}} pytest {{arguments}}

# The long comparisons with published results and independent tools.
oracles *arguments:
    {{run}} --group bench python -m tests.oracles {{arguments}}

# Kill the app, PostgreSQL and the power while people vote, and race for one code, in full.
crash *arguments:
    {{run}} python -m tests.crash {{arguments}}

# Open every page and every act at the width of a desk and of a phone, and leave a picture of each: `just look FOLDER`.
look folder:
    COMMONWEAL_LOOKS={{folder}} {{run}} pytest -n 0 tests/journeys/test_every_page.py

# One stage's benchmark: `just bench funding`.
bench stage file="bench.json":
    {{run}} --group bench python -m bench {{stage}} --json {{file}}

# Extract every sentence said to people into the gettext catalogue.
catalogue:
    {{run}} python -m tools.catalogue

# List every refusal in the documentation.
refusals:
    {{run}} python -m tools.refusals

# What the next release will say is new.
news:
    {{run}} towncrier build --draft --version next

# Pin every package by name and version, from what is installed.
pins:
    {{run}} --all-groups --all-extras python -m tools.pins
