"""Contact slips, crews of contractors, and frozen results."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FINAL = """
CREATE FUNCTION inspections_result_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the result of a slip never changes' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER inspections_result_final BEFORE UPDATE OR DELETE ON inspections_slipresult
    FOR EACH ROW EXECUTE FUNCTION inspections_result_is_final();
"""
NOT_FINAL = """
DROP TRIGGER inspections_result_final ON inspections_slipresult;
DROP FUNCTION inspections_result_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_findings"),
        ("grids", "0004_wishes"),
        ("inspections", "0001_notices"),
        ("menu", "0002_published_is_final"),
        ("workforce", "0003_rosters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactSlip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=40)),
                ("requirement", models.TextField()),
                ("issued_at", models.DateTimeField()),
                ("issued_by_name", models.CharField(max_length=150)),
                ("contract_number", models.CharField(blank=True, max_length=60)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slip", to="cases.case"
                    ),
                ),
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
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Crew",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("is_active", models.BooleanField(default=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="crews", to="workforce.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CrewAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                (
                    "by",
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
                    "crew",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="inspections.crew"
                    ),
                ),
                (
                    "slip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="inspections.contactslip",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CrewMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("phone", models.CharField(blank=True, max_length=20)),
                (
                    "crew",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="inspections.crew"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SlipResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reopen_count", models.PositiveSmallIntegerField()),
                ("contract_number", models.CharField(blank=True, max_length=60)),
                ("item", models.PositiveSmallIntegerField()),
                ("grid_code", models.CharField(blank=True, max_length=32)),
                ("found_by_name", models.CharField(max_length=150)),
                ("source", models.CharField(max_length=12)),
                ("dispatched_at", models.DateTimeField()),
                ("handled_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField()),
                ("month", models.DateField()),
                ("due_at", models.DateTimeField(null=True)),
                ("days_late", models.PositiveSmallIntegerField()),
                ("rework_count", models.PositiveSmallIntegerField()),
                ("refusals", models.PositiveSmallIntegerField()),
                (
                    "photos_before",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                (
                    "photos_after",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="menu.condition",
                    ),
                ),
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
                    "slip",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="inspections.contactslip",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="workforce.unit",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="contactslip",
            index=models.Index(
                models.F("district"),
                models.OrderBy(models.F("issued_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="inspections_slip_latest",
            ),
        ),
        migrations.AddIndex(
            model_name="contactslip",
            index=models.Index(fields=["district", "contract_number"], name="inspections_slip_of_contract"),
        ),
        migrations.AddConstraint(
            model_name="contactslip",
            constraint=models.UniqueConstraint(
                fields=("district", "year", "serial"), name="inspections_slip_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactslip",
            constraint=models.CheckConstraint(
                condition=models.Q(("requirement", ""), _negated=True), name="inspections_slip_requires"
            ),
        ),
        migrations.AddConstraint(
            model_name="crew",
            constraint=models.UniqueConstraint(fields=("unit", "name"), name="inspections_crew_name_once"),
        ),
        migrations.AddConstraint(
            model_name="crew",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="inspections_crew_named"
            ),
        ),
        migrations.AddIndex(
            model_name="crewassignment",
            index=models.Index(fields=["crew", "at"], name="inspections_crew_sent"),
        ),
        migrations.AddConstraint(
            model_name="crewmember",
            constraint=models.UniqueConstraint(fields=("crew", "name"), name="inspections_crew_member_once"),
        ),
        migrations.AddConstraint(
            model_name="crewmember",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="inspections_crew_member_named"
            ),
        ),
        migrations.AddIndex(
            model_name="slipresult",
            index=models.Index(fields=["district", "month", "-closed_at", "-id"], name="inspections_result_month"),
        ),
        migrations.AddIndex(
            model_name="slipresult",
            index=models.Index(fields=["unit", "month", "-closed_at", "-id"], name="inspections_result_of_unit"),
        ),
        migrations.AddIndex(
            model_name="slipresult",
            index=models.Index(
                fields=["district", "contract_number", "month", "-closed_at", "-id"], name="inspections_result_contract"
            ),
        ),
        migrations.AddConstraint(
            model_name="slipresult",
            constraint=models.UniqueConstraint(fields=("slip", "reopen_count"), name="inspections_result_once"),
        ),
        migrations.RunSQL(FINAL, NOT_FINAL),
    ]
