"""The ``commonweal`` command: one file for each subcommand, heavy imports inside its function."""

import sys
from typing import Annotated

import typer

from commonweal import __version__
from commonweal.cli.backup import backup, restore
from commonweal.cli.check import check, tidy
from commonweal.cli.compare import compare
from commonweal.cli.cost import cost
from commonweal.cli.count import count
from commonweal.cli.demo import demo
from commonweal.cli.displacement import displacement
from commonweal.cli.experiment import app as experiment
from commonweal.cli.exports import app as export
from commonweal.cli.imports import app as import_
from commonweal.cli.init import init
from commonweal.cli.invite import invite
from commonweal.cli.keys import app as keys
from commonweal.cli.libraries import libraries
from commonweal.cli.options import options
from commonweal.cli.plan import plan
from commonweal.cli.profile import profile
from commonweal.cli.protect import protect
from commonweal.cli.publish import publish
from commonweal.cli.readiness import readiness
from commonweal.cli.serve import serve
from commonweal.cli.side_by_side import side_by_side
from commonweal.cli.simulate_poll import simulate_poll
from commonweal.cli.siting import siting
from commonweal.cli.step_in import step_in
from commonweal.cli.stress import stress
from commonweal.cli.verify import verify
from commonweal.cli.worker import worker

app = typer.Typer(
    name="commonweal",
    help="A place finds its gaps, decides with its residents, hands services over without a gap, and can prove it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _say_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        print(f"commonweal {__version__}")
        raise typer.Exit


_Version = Annotated[
    bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Print the version and stop.")
]


@app.callback()
def commonweal(*, version: _Version = False) -> None:
    """Find gaps, count a vote, plan a hand-over, publish, and let anyone check."""


# One line for each subcommand: app.command("count")(count), the function imported from its own file.
app.command("demo")(demo)
app.command("init")(init)
app.command("profile")(profile)
app.command("side-by-side")(side_by_side)
app.command("protect")(protect)
app.command("libraries")(libraries)
app.command("displacement")(displacement)
app.command("siting")(siting)
app.command("count")(count)
app.command("compare")(compare)
app.command("simulate-poll")(simulate_poll)
app.command("readiness")(readiness)
app.command("plan")(plan)
app.command("step-in")(step_in)
app.command("cost")(cost)
app.command("options")(options)
app.command("stress")(stress)
app.command("publish")(publish)
app.command("verify")(verify)
app.command("serve")(serve)
app.command("worker")(worker)
app.command("invite")(invite)
app.command("check")(check)
app.command("tidy")(tidy)
app.command("backup")(backup)
app.command("restore")(restore)
app.add_typer(keys, name="keys")
app.add_typer(experiment, name="experiment")
app.add_typer(import_, name="import")
app.add_typer(export, name="export")


def main() -> None:
    """Run the command line; exit status 0, 1 for refused or not accepted, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows terminal may still be set to a code page without the pound or zloty sign.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app()


if __name__ == "__main__":
    main()
