"""What tests of harms may ask for: a place's database on SQLite and on PostgreSQL."""

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
