"""``commonweal export KIND PLACE --to FILE``: what a place folder holds, in a form that others read.

One file for each kind stands beside this one, with the options of ``options.py``; the form is told by the end of the
file's name.
"""

import typer

from commonweal.cli.exports.agreements import agreements
from commonweal.cli.exports.grants import grants
from commonweal.cli.exports.services import services

app = typer.Typer(
    help="Write what a place folder holds in a form that others read.", no_args_is_help=True, rich_markup_mode=None
)


@app.callback()
def exports() -> None:
    """Write what a place folder holds in a form that others read."""


# One line for each kind: app.command("grants")(grants), the function imported from its own file.
app.command("grants")(grants)
app.command("services")(services)
app.command("agreements")(agreements)
