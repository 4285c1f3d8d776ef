"""The second person's role of an invitation that two people made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add it to the invitations there are, which one person made."""

    dependencies = [("store", "0003_money")]
    operations = [
        migrations.AddField("invitationrow", "by_second", models.CharField(blank=True, default="", max_length=60)),
    ]
