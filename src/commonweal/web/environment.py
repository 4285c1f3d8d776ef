"""What the environment says: where the database is, which hosts are answered, and the key that Django signs with.

Each variable is in docs/running.md: COMMONWEAL_PLACE, DATABASE_URL, COMMONWEAL_HOSTS, COMMONWEAL_HTTPS and
COMMONWEAL_SECRET_KEY.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from commonweal.errors import BadDatabaseUrl, Fault

KEPT = ".commonweal"
"""The folder inside a place folder that holds what the web app stores."""

_SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"


def place_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Give the place folder that is served: COMMONWEAL_PLACE, or the current folder."""
    return Path(environ.get("COMMONWEAL_PLACE") or ".").resolve()


def kept_folder(place: Path) -> Path:
    """Give the folder of a place that holds its database, its key and its backups."""
    return place / KEPT


def database_file(place: Path) -> Path:
    """Give the SQLite file of a place."""
    return kept_folder(place) / "place.sqlite3"


def is_served(place: Path, environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether a place has a database, as far as its folder and DATABASE_URL tell."""
    return bool(environ.get("DATABASE_URL")) or database_file(place).is_file()


def key_file(place: Path) -> Path:
    """Give the file that keeps a place's secret key."""
    return kept_folder(place) / "secret.key"


def secret_key(place: Path, environ: Mapping[str, str] = os.environ) -> str:
    """Give the key that Django signs with: COMMONWEAL_SECRET_KEY, else the kept one, else one for this process only."""
    given = environ.get("COMMONWEAL_SECRET_KEY", "")
    if given:
        return given
    file = key_file(place)
    return file.read_text(encoding="ascii").strip() if file.is_file() else secrets.token_urlsafe(50)


def keep_secret_key(place: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Make a secret key and keep it, readable by its owner alone, unless there is one already."""
    file = key_file(place)
    if environ.get("COMMONWEAL_SECRET_KEY") or file.exists():
        return
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(50))


def hosts(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Give the host names that are answered: COMMONWEAL_HOSTS, split at commas, besides this machine's own."""
    named = [host.strip() for host in environ.get("COMMONWEAL_HOSTS", "").split(",")]
    return [host for host in named if host] + ["127.0.0.1", "localhost", "[::1]"]


def behind_https(environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether a web server that speaks HTTPS stands before this one: COMMONWEAL_HTTPS is set to anything but 0."""
    return environ.get("COMMONWEAL_HTTPS", "0") not in {"", "0"}


def database(place: Path, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Give Django's settings of the one database: DATABASE_URL where it is set, else the place's SQLite file.

    Raises:
        BadDatabaseUrl: where DATABASE_URL names neither SQLite nor PostgreSQL, or no database.
    """
    url = environ.get("DATABASE_URL", "")
    return _from_url(url) if url else sqlite(database_file(place))


def sqlite(file: Path, *, read_only: bool = False) -> dict[str, Any]:
    """Give Django's settings of a SQLite file: write-ahead log, every commit synced, writers one after another.

    Args:
        file: the database file.
        read_only: whether to open it so that nothing can be written.
    """
    options: dict[str, Any] = {"timeout": 30, "transaction_mode": "IMMEDIATE", "init_command": _SQLITE}
    name = str(file)
    if read_only:
        options = {"timeout": 30, "uri": True}
        name = f"{file.resolve().as_uri()}?mode=ro"
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": options}


def _from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite" and name:
        return sqlite(Path(name))
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise BadDatabaseUrl(Fault("it does not begin with postgresql:// or names no database"))
    try:
        port = str(parts.port or "")
    except ValueError:
        raise BadDatabaseUrl(Fault("its port is not a number")) from None
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
    }
