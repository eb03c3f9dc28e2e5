"""Contracts and what they cover."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("grids", "0004_wishes"),
        ("workforce", "0003_rosters"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=80)),
                (
                    "grids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), blank=True, default=list, size=None
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("contact_name", models.CharField(blank=True, max_length=40)),
                ("contact_phone", models.CharField(blank=True, max_length=20)),
                ("state", models.CharField(default="draft", max_length=10)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=300)),
                (
                    "district",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grids.district",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contracts", to="workforce.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ContractItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.PositiveSmallIntegerField()),
                ("condition", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("limit_value", models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True)),
                ("limit_unit", models.CharField(blank=True, max_length=16)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="contracts.contract"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="contract",
            index=models.Index(fields=["district", "-starts_on", "-id"], name="contracts_latest"),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.UniqueConstraint(fields=("district", "number"), name="contracts_number_once"),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "ended", "signed"])), name="contracts_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("number", ""), _negated=True), models.Q(("name", ""), _negated=True)),
                name="contracts_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="contracts_dates"
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("signed_at", None), ("state", "draft")),
                    models.Q(("ended_at", None), ("signed_at__isnull", False), ("state", "signed")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("signed_at__isnull", False),
                        ("state", "ended"),
                        models.Q(("end_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="contracts_moments",
            ),
        ),
        migrations.AddConstraint(
            model_name="contractitem",
            constraint=models.UniqueConstraint(
                fields=("contract", "item", "condition"), name="contracts_item_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="contractitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("limit_unit__in", ["", "urgent_day", "urgent_hour", "working_day", "working_hour"])
                ),
                name="contracts_item_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="contractitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("limit_unit", ""), ("limit_value", None)),
                    models.Q(("limit_value__gt", 0), models.Q(("limit_unit", ""), _negated=True)),
                    _connector="OR",
                ),
                name="contracts_item_limit_paired",
            ),
        ),
    ]
