"""How far a simulated district has lived, and which cases it plays."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("cases", "0001_initial"), ("grids", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Life",
            fields=[
                (
                    "district",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="grids.district",
                    ),
                ),
                ("seed", models.BigIntegerField()),
                ("began_at", models.DateTimeField()),
                ("lived_until", models.DateTimeField()),
                ("goal_at", models.DateTimeField()),
                ("phase", models.CharField(max_length=12)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("phase__in", ["catching_up", "founded", "living"])),
                        name="simulation_life_phase",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lived_until__gte", models.F("began_at"))),
                        name="simulation_life_goes_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LivedCase",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
            ],
        ),
    ]
