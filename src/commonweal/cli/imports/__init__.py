"""``commonweal import KIND FILE... --place PLACE``: tables for a place folder, made from files that others publish.

One file for each kind stands beside this one, with the options of ``options.py``. It makes the table's bytes, gives
them with their provenance to ``formats/place_adding.py``, and says what was taken, what was left and why.
"""

import typer

from commonweal.cli.imports.boundaries import boundaries
from commonweal.cli.imports.charities import charities
from commonweal.cli.imports.contracts import contracts
from commonweal.cli.imports.grants import grants
from commonweal.cli.imports.postcodes import postcodes
from commonweal.cli.imports.services import services
from commonweal.cli.imports.spending import spending
from commonweal.cli.imports.tags import tags

app = typer.Typer(
    help="Add a table to a place folder, from a file that others publish.", no_args_is_help=True, rich_markup_mode=None
)


@app.callback()
def imports() -> None:
    """Add a table to a place folder, from a file that others publish."""


# One line for each kind: app.command("grants")(grants), the function imported from its own file.
app.command("grants")(grants)
app.command("boundaries")(boundaries)
app.command("charities")(charities)
app.command("contracts")(contracts)
app.command("postcodes")(postcodes)
app.command("services")(services)
app.command("spending")(spending)
app.command("tags")(tags)
