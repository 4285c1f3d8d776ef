"""The database's own refusal to change or lose what is decided: triggers on SQLite and on PostgreSQL.

Triggers stop accidents, and whoever has the application's rights only. Whoever owns the database can drop them; a
checkpoint that somebody else keeps is what exposes that.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

GUARDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "store_folderrow": (("id",),),
    "store_filerow": (("id",), ("folder_id", "path")),
    "store_entryrow": (("number",), ("previous",), ("hash",)),
    "store_placerow": (("id",), ("entry_id",)),
    "store_profilerow": (("id",), ("entry_id",), ("folder_id",)),
    "store_pollrow": (("id",), ("entry_id",), ("round",)),
    "store_countrow": (("id",), ("entry_id",), ("folder_id",)),
    "store_undertakingrow": (("id",), ("name",)),
    "store_planrow": (("id",), ("entry_id",), ("folder_id",)),
    "store_receiptlistrow": (("id",), ("entry_id",), ("round",)),
    "store_openedrow": (("id",), ("round", "canonical")),
    "store_reviewerrow": (("id",), ("entry_id",)),
    "store_fundrow": (("id",), ("entry_id",)),
}
"""Tables that are only added to, each with its unique keys."""

ERASABLE: dict[str, tuple[tuple[str, ...], ...]] = {
    "store_personalrow": (("id",), ("entry_id", "field")),
    "store_keyrow": (("id",), ("round",)),
    "store_roundsecretrow": (("id",), ("round",)),
    "store_registerrow": (("id",), ("round", "number")),
    "store_sealedrow": (("hash",),),
    "store_castrow": (),
}
"""Tables whose rows may be deleted and never changed, each with its unique keys; none where a second row is refused by
the unique constraint alone, silently (``ON CONFLICT DO NOTHING``), which a trigger before it would spoil."""

WORKING = frozenset(
    {
        "store_answerrow",
        "store_credentialrow",
        "store_draftrow",
        "store_idearow",
        "store_invitationrow",
        "store_meetingdraftrow",
        "store_paperbatchrow",
        "store_paperrow",
        "store_personrow",
        "store_proposalrow",
        "store_rolerow",
        "store_sharerow",
        "store_urgentrow",
        "store_waitingactrow",
        "store_waitingproposalrow",
    }
)
"""Tables of work that is not decided yet, or of people's own data: changed freely by procedures."""

_FUNCTION = """
CREATE OR REPLACE FUNCTION store_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the record is only added to: % of % is refused', TG_OP, TG_TABLE_NAME; END $$
"""


def raise_guards(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place, replacing those that stand; tables of later migrations have theirs from those."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for statement in _statements(connection.vendor, present):
            cursor.execute(statement)


def names(vendor: str) -> set[str]:
    """Give the name of every trigger that should stand on a kind of database ("sqlite" or "postgresql")."""
    acts = ("update", "delete", "replace") if vendor == "sqlite" else ("update", "delete", "truncate")
    guarded = {f"{table}_no_{act}" for table in GUARDED for act in acts}
    erasable = {f"{table}_no_update" for table in ERASABLE}
    if vendor == "sqlite":
        erasable |= {f"{table}_no_replace" for table, keys in ERASABLE.items() if keys}
    return guarded | erasable


def _statements(vendor: str, present: set[str]) -> Iterator[str]:
    if vendor == "postgresql":
        yield _FUNCTION
    make = _sqlite if vendor == "sqlite" else _postgresql
    for table in sorted(present & set(GUARDED)):
        yield from make(table, GUARDED[table], ("update", "delete", "truncate"))
    for table in sorted(present & set(ERASABLE)):
        yield from make(table, ERASABLE[table], ("update",))


def _sqlite(table: str, keys: tuple[tuple[str, ...], ...], acts: tuple[str, ...]) -> Iterator[str]:
    for act in acts:
        if act != "truncate":
            name = f"{table}_no_{act}"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield (
                f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, 'the record is only added to: {act} of {table} is refused'); END"
            )
    if not keys:
        return
    # INSERT OR REPLACE deletes the row in its way without telling the delete trigger.
    taken = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(f'{part} = NEW.{part}' for part in key)})"  # noqa: S608 (own names)
        for key in keys
    )
    name = f"{table}_no_replace"
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield (
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {taken} BEGIN "
        f"SELECT RAISE(ABORT, 'the record is only added to: {table} holds this already'); END"
    )


def _postgresql(table: str, keys: tuple[tuple[str, ...], ...], acts: tuple[str, ...]) -> Iterator[str]:
    del keys  # PostgreSQL's unique constraints hold on their own: it has no INSERT OR REPLACE
    for act in acts:
        each = "STATEMENT" if act == "truncate" else "ROW"
        yield (
            f"CREATE OR REPLACE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION store_refuse()"
        )
