"""People who act and the roles they hold, rounds that are drafted, and counts that replace one set aside."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from commonweal.web.store.guards import raise_guards


def stand(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    del apps
    raise_guards(editor.connection)


class Migration(migrations.Migration):
    # The tables of accounts point at people, so these come first.
    run_before = [("account", "0001_initial"), ("mfa", "0001_initial")]
    dependencies = [
        ("store", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("seat", models.CharField(max_length=20, unique=True)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DraftRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.CharField(max_length=100, unique=True)),
                ("canonical", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="InvitationRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=64, unique=True)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=60)),
                ("organisation", models.CharField(blank=True, max_length=100)),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("until", models.DateField(null=True)),
                ("by_role", models.CharField(max_length=60)),
                ("by_seat", models.CharField(blank=True, max_length=20)),
                ("expires", models.DateTimeField()),
                ("state", models.CharField(default="open", max_length=20)),
            ],
        ),
        migrations.AlterField(
            model_name="countrow",
            name="poll",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="counts", to="store.pollrow"
            ),
        ),
        migrations.CreateModel(
            name="RoleRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=60)),
                ("organisation", models.CharField(blank=True, max_length=100)),
                ("until", models.DateField(null=True)),
                (
                    "began",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.entryrow"
                    ),
                ),
                (
                    "ended",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.entryrow"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="roles", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WaitingActRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("act", models.CharField(max_length=60)),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("form", models.TextField()),
                ("role", models.CharField(max_length=60)),
                ("made", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("state", models.CharField(default="waiting", max_length=20)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        # Changing a table may have made it anew, without its triggers.
        migrations.RunPython(stand, migrations.RunPython.noop),
    ]
