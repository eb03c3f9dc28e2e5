"""Counters of numbers without gaps."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("district_id", models.BigIntegerField()),
                ("series", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=16)),
                ("last", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("district_id", "series", "period"), name="numbering_once")
                ],
            },
        ),
    ]
