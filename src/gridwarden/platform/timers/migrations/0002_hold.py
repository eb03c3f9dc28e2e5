"""Let a district live in a time of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("timers", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[("district_id", models.BigIntegerField(primary_key=True, serialize=False))],
        ),
    ]
