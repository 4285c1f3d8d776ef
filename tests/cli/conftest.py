"""What tests of the command line may ask for: a place whose database is open."""

from tests.databases import (
    place_on_postgres,
    place_on_sqlite,
    postgres_template,
    postgres_url,
    sqlite_template,
    stored_place,
)

__all__ = [
    "place_on_postgres",
    "place_on_sqlite",
    "postgres_template",
    "postgres_url",
    "sqlite_template",
    "stored_place",
]
