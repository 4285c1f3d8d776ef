"""The ``commonweal`` command: one function per subcommand, each in its own file, heavy imports inside it."""

import sys

import typer

app = typer.Typer(
    name="commonweal",
    help="A place finds its gaps, decides with its residents, hands services over without a gap, and can prove it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line; exit status 0, 1 for refused or not accepted, 2 for wrong usage."""
    app()


if __name__ == "__main__":
    sys.exit(main())
