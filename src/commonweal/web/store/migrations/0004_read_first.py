"""Proposals that wait to be read before they go into the record, and invitations that two people make."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from commonweal.web.store.guards import raise_guards


def stand(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    raise_guards(editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0003_money"),
    ]

    operations = [
        migrations.CreateModel(
            name="WaitingProposalRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("canonical", models.TextField()),
                ("role", models.CharField(max_length=60)),
                ("at", models.CharField(max_length=40)),
                ("times", models.IntegerField()),
                (
                    "declined",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.entryrow"
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="waiting", to="store.proposalrow"
                    ),
                ),
            ],
        ),
        migrations.AddField("invitationrow", "by_second", models.CharField(blank=True, default="", max_length=60)),
        # Changing a table may have made it anew, without its triggers.
        migrations.RunPython(stand, migrations.RunPython.noop),
    ]
