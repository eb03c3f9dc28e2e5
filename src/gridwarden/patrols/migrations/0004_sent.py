"""Time out of the grid because sent to a case elsewhere."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("patrols", "0003_coverage")]

    operations = [
        migrations.AddField("coveragegrid", "sent_s", models.FloatField(default=0.0)),
        migrations.AddField("coverageperson", "sent_s", models.FloatField(default=0.0)),
        migrations.AddField("coverageperson", "sent", models.JSONField(default=list)),
    ]
