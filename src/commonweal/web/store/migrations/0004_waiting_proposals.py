"""Proposals that wait to be read before anything of them goes into the record."""

import django.db.models.deletion
from django.db import migrations, models


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
    ]
