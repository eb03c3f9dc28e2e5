"""What a design should keep, and why it graded roads as it did."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grids", "0003_designs")]

    operations = [
        migrations.AddField("plandesign", "wishes", models.JSONField(default=dict)),
        migrations.CreateModel(
            name="DesignRoad",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source_key", models.CharField(max_length=80)),
                ("control", models.CharField(max_length=12)),
                ("score", models.FloatField()),
                ("reason", models.CharField(max_length=600)),
                (
                    "design",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roads", to="grids.plandesign"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["design", "source_key"], name="grids_designroad_once"),
                    models.CheckConstraint(
                        condition=models.Q(("control__in", ["controlled", "regulated", "strict"])),
                        name="grids_designroad_control_known",
                    ),
                ],
            },
        ),
    ]
