"""Triggers that refuse to change or lose what is decided."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from commonweal.web.store.guards import raise_guards


def stand(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    raise_guards(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(stand, migrations.RunPython.noop)]
