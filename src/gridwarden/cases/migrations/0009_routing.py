"""Routing rules: to whom a case goes, as data."""

import django.contrib.gis.db.models.fields
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_turns"),
        ("grids", "0004_wishes"),
        ("workforce", "0003_rosters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RoutingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("name", models.CharField(max_length=80)),
                ("is_on", models.BooleanField(default=False)),
                ("item_class", models.CharField(blank=True, max_length=20)),
                ("item", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("condition", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("place_kind", models.CharField(default="district", max_length=10)),
                (
                    "grids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), blank=True, default=list, size=None
                    ),
                ),
                ("area", django.contrib.gis.db.models.fields.MultiPolygonField(blank=True, null=True, srid=4490)),
                ("grade", models.CharField(blank=True, max_length=12)),
                ("from_time", models.TimeField(blank=True, null=True)),
                ("until_time", models.TimeField(blank=True, null=True)),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("day_kind", models.CharField(default="any", max_length=10)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("priority", models.PositiveSmallIntegerField(default=5)),
                ("limit_value", models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True)),
                ("limit_unit", models.CharField(blank=True, max_length=16)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("origin", models.CharField(blank=True, max_length=40)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
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
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workforce.unit"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="step",
            name="rule",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="cases.routingrule",
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("rule__isnull", False)), fields=["rule", "at"], name="cases_step_by_rule"
            ),
        ),
        migrations.AddIndex(
            model_name="routingrule",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["district", "number"], name="cases_rule_standing"
            ),
        ),
        migrations.AddIndex(
            model_name="routingrule",
            index=models.Index(
                condition=models.Q(("origin", ""), _negated=True),
                fields=["district", "origin"],
                name="cases_rule_of_origin",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.UniqueConstraint(
                fields=("district", "number", "version"), name="cases_rule_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("district", "number"),
                name="cases_rule_one_version_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("place_kind__in", ["area", "district", "grade", "grids"])),
                name="cases_rule_place_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("day_kind__in", ["any", "off", "working"])), name="cases_rule_days_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("item_class__in", ["", "cityscape", "municipal", "order"])),
                name="cases_rule_class_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade__in", ["", "arterial", "back_street", "secondary"])),
                name="cases_rule_grade_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("limit_unit__in", ["", "urgent_day", "urgent_hour", "working_day", "working_hour"])
                ),
                name="cases_rule_unit_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("condition__isnull", False), _negated=True), ("item__isnull", False), _connector="OR"
                ),
                name="cases_rule_condition_of_an_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place_kind", "grids"), _negated=True),
                    models.Q(("grids", []), _negated=True),
                    _connector="OR",
                ),
                name="cases_rule_grids_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place_kind", "area"), _negated=True), ("area__isnull", False), _connector="OR"
                ),
                name="cases_rule_area_drawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place_kind", "grade"), _negated=True),
                    models.Q(("grade", ""), _negated=True),
                    _connector="OR",
                ),
                name="cases_rule_grade_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_time", None), ("until_time", None)),
                    models.Q(
                        ("from_time__isnull", False),
                        ("until_time__isnull", False),
                        models.Q(("from_time", models.F("until_time")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="cases_rule_hours_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"),
                name="cases_rule_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("limit_unit", ""), ("limit_value", None)),
                    models.Q(("limit_value__gt", 0), models.Q(("limit_unit", ""), _negated=True)),
                    _connector="OR",
                ),
                name="cases_rule_limit_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__gte", 1), ("priority__lte", 9)), name="cases_rule_priority"
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays__contained_by", [1, 2, 3, 4, 5, 6, 7])), name="cases_rule_weekdays_known"
            ),
        ),
    ]
