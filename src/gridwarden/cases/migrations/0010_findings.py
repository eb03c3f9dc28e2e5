"""What was found about a photo: shown to the checker, decided by nobody."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("attachments", "0003_fingerprints"),
        ("cases", "0009_routing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Examination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="examination", to="cases.evidence"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=8)),
                ("measure", models.FloatField(null=True)),
                ("found_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "acknowledged_by",
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
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="cases.case",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="cases.evidence",
                    ),
                ),
                (
                    "other_case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "other_photo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attachments.attachment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "id"], name="cases_findings_of_case"),
                    models.Index(
                        condition=models.Q(("acknowledged_at", None)), fields=["case"], name="cases_findings_open"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["ahead", "far", "mocked", "old", "reused", "silent", "skew"])),
                        name="cases_finding_kind_known",
                    ),
                    models.UniqueConstraint(
                        fields=("evidence", "kind", "other_photo"), name="cases_finding_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reused"), ("other_case__isnull", False), ("other_photo__isnull", False)),
                            models.Q(
                                models.Q(("kind", "reused"), _negated=True),
                                models.Q(("other_case__isnull", False), ("other_photo__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="cases_finding_names_the_other",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                            models.Q(
                                models.Q(("acknowledged_at__isnull", False), _negated=True),
                                models.Q(("acknowledged_by__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="cases_finding_acknowledged_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("acknowledged_at", None), _negated=True), ("note", ""), _connector="OR"
                        ),
                        name="cases_finding_note_of_somebody",
                    ),
                ],
            },
        ),
    ]
