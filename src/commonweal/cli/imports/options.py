"""The options that every ``commonweal import`` takes."""

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="The files to read.", show_default=False)]
Place = Annotated[
    Path, typer.Option("--place", metavar="PLACE", help="The place folder to add it to.", show_default=False)
]
LeaveFaulty = Annotated[
    bool,
    typer.Option(
        "--leave-faulty", help="Take the sound records and tell the others, rather than refuse the whole file."
    ),
]
