"""What the environment says: where the database is, which hosts are answered, and the key that Django signs with.

Each variable is in docs/running.md: COMMONWEAL_PLACE, DATABASE_URL, COMMONWEAL_HOSTS, COMMONWEAL_HTTPS,
COMMONWEAL_MAIL and COMMONWEAL_SECRET_KEY.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from commonweal.errors import BadDatabaseUrl, BadMailUrl, Fault

KEPT = ".commonweal"
"""The folder inside a place folder that holds what the web app stores."""

_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "::1"})
_SYNC = "PRAGMA synchronous=FULL;"
_SQLITE = f"PRAGMA journal_mode=WAL; {_SYNC} PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
_LASTING = {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
"""A thread keeps its connection: to open one costs more than a ballot, and to close the last one syncs the file."""


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


def address(environ: Mapping[str, str] = os.environ) -> str:
    """Give the beginning of a link from outside: the first host named, else this machine at the port of ``serve``."""
    scheme = "https" if behind_https(environ) else "http"
    first = hosts(environ)[0]
    return f"{scheme}://{first}" if environ.get("COMMONWEAL_HOSTS", "").strip(" ,") else f"{scheme}://{first}:8000"


@dataclass(frozen=True, slots=True)
class Post:
    """How mail is sent.

    Attributes:
        backend: Django's way of sending.
        options: what that way needs, among it a password.
        sender: the address that mail comes from.
    """

    backend: str
    options: Mapping[str, Any]
    sender: str


def mail(place: Path, environ: Mapping[str, str] = os.environ) -> Post | None:
    """Give how mail is sent, from COMMONWEAL_MAIL; None where it is not set, and no mail is sent.

    ``smtp://USER:PASSWORD@HOST:PORT`` begins TLS before anything is said, except to this machine itself;
    ``smtps://`` speaks TLS from the first byte; ``?from=ADDRESS`` names the sender. ``file:`` writes every mail into
    ``PLACE/.commonweal/mail``.

    Raises:
        BadMailUrl: where it is none of these.
    """
    url = environ.get("COMMONWEAL_MAIL", "").strip()
    if not url:
        return None
    if url == "file:":
        folder = str(kept_folder(place) / "mail")
        return Post("django.core.mail.backends.filebased.EmailBackend", {"file_path": folder}, "commonweal@localhost")
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadMailUrl(Fault("it does not begin with smtp://, smtps:// or file:, or names no host"))
    try:
        port = parts.port or (465 if parts.scheme == "smtps" else 587)
    except ValueError:
        raise BadMailUrl(Fault("its port is not a number")) from None
    user = unquote(parts.username or "")
    sender = dict(parse_qsl(parts.query)).get("from", "") or (user if "@" in user else f"commonweal@{parts.hostname}")
    if "@" not in sender or not sender.isprintable():
        raise BadMailUrl(Fault("what stands after from= is no address"))
    options = {
        "host": parts.hostname,
        "port": port,
        "username": user,
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp" and parts.hostname not in _THIS_MACHINE,
        "use_ssl": parts.scheme == "smtps",
        "timeout": 10,
    }
    return Post("django.core.mail.backends.smtp.EmailBackend", options, sender)


def cache(place: Path) -> dict[str, Any]:
    """Give Django's settings of the cache: files of the place, shared by all its processes.

    How often somebody tried to sign in is counted in it.
    """
    return {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": kept_folder(place) / "cache"}


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
        options = {"timeout": 30, "uri": True, "init_command": _SYNC}
        name = f"{file.resolve().as_uri()}?mode=ro"
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": options, **_LASTING}


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
        **_LASTING,
    }
