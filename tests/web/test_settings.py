"""The settings are few, and safe as they come."""

import ast
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import BadDatabaseUrl, DatabaseBehind, FileMissing
from commonweal.web import environment, setup

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "src" / "commonweal" / "web"
VARIABLES = {
    *("COMMONWEAL_PLACE", "DATABASE_URL", "COMMONWEAL_HOSTS", "COMMONWEAL_HTTPS", "COMMONWEAL_SECRET_KEY"),
    "COMMONWEAL_MAIL",
}


def test_a_database_url_of_postgresql_is_understood() -> None:
    url = "postgresql://board:s%40lt@db.example:5433/place?sslmode=require"
    found = environment.database(Path("/p"), {"DATABASE_URL": url})
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "place",
        "USER": "board",
        "PASSWORD": "s@lt",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def test_a_database_url_of_sqlite_is_a_file() -> None:
    found = environment.database(Path("/p"), {"DATABASE_URL": "sqlite:////srv/place.sqlite3"})
    assert found["NAME"] == "/srv/place.sqlite3"


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "postgresql://host", "postgresql://host/", "place.sqlite3", "postgresql://h:x/p"]
)
def test_a_database_url_that_names_no_database_is_refused(url: str) -> None:
    with pytest.raises(BadDatabaseUrl):
        environment.database(Path("/p"), {"DATABASE_URL": url})


def test_without_a_url_the_database_lies_in_the_place_folder() -> None:
    found = environment.database(Path("/p"), {})
    assert found["NAME"] == str(Path("/p/.commonweal/place.sqlite3"))


def test_hosts_are_those_named_and_this_machine() -> None:
    assert environment.hosts({"COMMONWEAL_HOSTS": "board.example, www.board.example,"})[:2] == [
        "board.example",
        "www.board.example",
    ]
    assert "*" not in environment.hosts({})


def test_sqlite_syncs_every_commit_and_writers_take_turns(place_on_sqlite: Path) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        told = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert told == ["wal", 2]
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_secret_key_is_made_once_and_is_for_its_owner_alone(place_on_sqlite: Path) -> None:
    file = environment.key_file(place_on_sqlite)
    key = environment.secret_key(place_on_sqlite, {})
    assert len(key) >= 50
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o022 == 0
    setup(place_on_sqlite)
    assert environment.secret_key(place_on_sqlite, {}) == key
    assert environment.secret_key(place_on_sqlite, {"COMMONWEAL_SECRET_KEY": "given"}) == "given"


def test_a_given_secret_key_is_not_kept(tmp_path: Path) -> None:
    environment.keep_secret_key(tmp_path, {"COMMONWEAL_SECRET_KEY": "given"})
    assert list(tmp_path.iterdir()) == []


def test_reading_only_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("COMMONWEAL_PLACE", str(tmp_path))
    with pytest.raises(FileMissing):
        setup(tmp_path, read_only=True)
    assert list(tmp_path.iterdir()) == []


def test_reading_only_can_write_nothing(place_on_sqlite: Path) -> None:
    from django.db import DatabaseError

    from tests.web.procedures import rounds

    setup(place_on_sqlite, read_only=True)
    with pytest.raises(DatabaseError, match="readonly"):
        rounds.opened()


def test_the_public_record_is_read_while_the_place_is_served(stored_place: Path) -> None:
    from commonweal.web.reads.record import checkpoint, public_entries
    from tests.web.procedures import rounds

    rounds.whole_round()
    entries = public_entries(stored_place)
    assert len(entries) == 8
    assert checkpoint(stored_place).head == entries[-1].hash


def test_tables_of_an_older_release_are_backed_up_and_brought_up_to_date(stored_place: Path) -> None:
    from commonweal.web.opening import migrate_to
    from commonweal.web.reads import stored
    from commonweal.web.store.archive import read_archive
    from tests.web.procedures import rounds

    rounds.whole_round()
    before = stored.entries()
    migrate_to({"store": "0001_initial"})
    with pytest.raises(DatabaseBehind):
        setup(stored_place, read_only=True)
    assert not list(stored_place.glob(".commonweal/backups/*"))
    setup(stored_place)
    (file,) = (stored_place / ".commonweal" / "backups").iterdir()
    archive = read_archive(file)
    assert archive.newest == {"store": "0001_initial"}
    assert len(archive.tables["store_entryrow"]) == len(before)
    assert stored.entries() == before
    setup(stored_place)
    assert len(list((stored_place / ".commonweal" / "backups").iterdir())) == 1


def test_a_new_place_needs_no_backup(place_on_sqlite: Path) -> None:
    assert not (place_on_sqlite / ".commonweal" / "backups").exists()


def test_one_process_can_open_one_place_after_another(
    place_on_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commonweal.web.reads import stored
    from tests.web.procedures import rounds

    rounds.opened()
    setup(tmp_path / "another")
    assert stored.entries() == ()
    setup(place_on_sqlite)
    assert len(stored.entries()) == 1


def test_the_models_are_those_of_the_migrations(place_on_sqlite: Path) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "store", check=True, dry_run=True, verbosity=0)


def test_few_variables_are_read_and_each_is_documented() -> None:
    read = set()
    for file in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = {node.value} if node.value.isupper() else set()
                read |= {word for word in words if word.startswith("COMMONWEAL_") or word == "DATABASE_URL"}
    assert read == VARIABLES
    told = (ROOT / "docs" / "running.md").read_text("utf-8")
    assert all(f"`{name}`" in told for name in VARIABLES)


def test_no_admin_and_no_second_way_in_is_installed() -> None:
    from commonweal.web import settings

    installed = (*settings.INSTALLED_APPS, *settings.MIDDLEWARE)
    assert not [name for name in installed for word in ("admin", "messages", "social") if word in name]
    assert settings.AUTHENTICATION_BACKENDS == ["allauth.account.auth_backends.AuthenticationBackend"]
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.DEBUG is False


def test_a_database_that_does_not_answer_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> None:
    from commonweal.errors import DatabaseFailed

    monkeypatch.setenv("COMMONWEAL_PLACE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere")
    with django_db_blocker.unblock(), pytest.raises(DatabaseFailed) as refused:
        setup(tmp_path, read_only=True)
    assert refused.value.faults
