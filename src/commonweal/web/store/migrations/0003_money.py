"""The money loop: people who act, boards and funds, ideas and proposals, ballots; and counts that replace one set aside."""

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
        migrations.CreateModel(
            name="KeyRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.CharField(max_length=200, unique=True)),
                ("public", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="MeetingDraftRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("meeting", models.CharField(max_length=100, unique=True)),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="ProposalRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True)),
                ("round", models.CharField(db_index=True, max_length=200)),
                ("contact", models.TextField()),
                ("token", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="RoundSecretRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.CharField(max_length=200, unique=True)),
                ("round_key", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="SealedRow",
            fields=[
                ("hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("round", models.CharField(db_index=True, max_length=200)),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="UrgentRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True)),
                ("at", models.CharField(max_length=40)),
                ("words", models.TextField()),
                ("place", models.CharField(max_length=200)),
                ("contact", models.TextField()),
                ("state", models.CharField(max_length=40)),
                ("taken_by", models.CharField(max_length=60)),
                ("ended", models.CharField(max_length=40)),
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
            name="CastRow",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("round", models.CharField(max_length=200)),
                ("nullifier", models.CharField(max_length=64)),
                ("channel", models.CharField(max_length=20)),
                ("helper", models.CharField(max_length=60)),
                ("batch", models.CharField(max_length=100)),
                ("day", models.CharField(max_length=10)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "nullifier"), name="one_ballot_a_code")],
            },
        ),
        migrations.CreateModel(
            name="FundRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fund", models.CharField(max_length=100)),
                ("canonical", models.TextField()),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.entryrow"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IdeaRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True)),
                ("round", models.CharField(db_index=True, max_length=200)),
                ("title", models.CharField(max_length=200)),
                ("words", models.TextField()),
                ("channel", models.CharField(max_length=40)),
                ("led_by", models.CharField(max_length=40)),
                ("helper", models.CharField(max_length=60)),
                ("neighbourhood", models.CharField(max_length=100)),
                ("contact", models.TextField()),
                ("token", models.CharField(max_length=64)),
                ("at", models.CharField(max_length=40)),
                (
                    "entry",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.entryrow"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaperBatchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=100)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "name"), name="one_batch_a_name")],
            },
        ),
        migrations.CreateModel(
            name="ReceiptListRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.CharField(max_length=200, unique=True)),
                ("receipts", models.TextField()),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.entryrow"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RegisterRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.CharField(max_length=200)),
                ("number", models.IntegerField()),
                ("name", models.TextField()),
                ("address", models.TextField()),
                ("area", models.CharField(max_length=100)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "number"), name="one_person_a_number")],
            },
        ),
        migrations.CreateModel(
            name="ReviewerRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=100)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.entryrow"
                    ),
                ),
            ],
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
        migrations.CreateModel(
            name="OpenedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.CharField(max_length=200)),
                ("canonical", models.TextField()),
                ("voters", models.IntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.entryrow"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "canonical"), name="equal_ballots_once")],
            },
        ),
        migrations.CreateModel(
            name="PaperRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("first", models.TextField()),
                ("first_by", models.CharField(max_length=60)),
                ("second", models.TextField(default="")),
                ("second_by", models.CharField(default="", max_length=60)),
                ("decided", models.TextField(default="")),
                ("reason", models.CharField(default="", max_length=60)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="store.paperbatchrow"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("batch", "number"), name="one_paper_a_number")],
            },
        ),
        migrations.CreateModel(
            name="AnswerRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(db_index=True, max_length=100)),
                ("question", models.CharField(max_length=100)),
                ("text", models.TextField()),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="store.proposalrow"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("proposal", "question"), name="one_answer_a_question")],
            },
        ),
        migrations.CreateModel(
            name="CredentialRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.CharField(max_length=200)),
                ("nullifier", models.CharField(max_length=64)),
                ("area", models.CharField(max_length=100)),
                ("channel", models.CharField(max_length=20)),
                ("voided", models.CharField(default="", max_length=10)),
                (
                    "register",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="codes",
                        to="store.registerrow",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("round", "nullifier"), name="one_code_a_round")],
            },
        ),
        migrations.CreateModel(
            name="ShareRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=200)),
                ("does", models.CharField(max_length=200)),
                ("pence", models.BigIntegerField()),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="store.proposalrow"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "organisation"), name="one_share_a_partner")
                ],
            },
        ),
        # Changing a table may have made it anew, without its triggers.
        migrations.RunPython(stand, migrations.RunPython.noop),
    ]
