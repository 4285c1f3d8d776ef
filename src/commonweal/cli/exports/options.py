"""The options that every ``commonweal export`` takes."""

from pathlib import Path
from typing import Annotated

import typer

Place = Annotated[Path, typer.Argument(metavar="PLACE", help="The place folder.", show_default=False)]
To = Annotated[Path, typer.Option("--to", metavar="FILE", help="The file to write.", show_default=False)]
