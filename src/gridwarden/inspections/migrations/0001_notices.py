"""Papers to parties: articles, parties, notices and orders, rechecks, receipts; what was handed over is final."""

import django.contrib.gis.db.models.fields
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

#: What becomes of a paper may be written; what stands on it may not.
FINAL = """
CREATE FUNCTION inspections_notice_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving text[] := ARRAY['state', 'settled_at', 'void_reason', 'search'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a paper is never deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF to_jsonb(OLD) - moving IS DISTINCT FROM to_jsonb(NEW) - moving THEN
        RAISE EXCEPTION 'what stands on a paper never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER inspections_notice_final BEFORE UPDATE OR DELETE ON inspections_notice
    FOR EACH ROW EXECUTE FUNCTION inspections_notice_is_final();
"""
NOT_FINAL = """
DROP TRIGGER inspections_notice_final ON inspections_notice;
DROP FUNCTION inspections_notice_is_final();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("attachments", "0002_noted_by"),
        ("cases", "0007_evidence_is_final"),
        ("grids", "0003_designs"),
        ("menu", "0002_published_is_final"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("law", models.CharField(max_length=120)),
                ("article", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("penalty", models.CharField(blank=True, max_length=300)),
                ("use", models.CharField(max_length=10)),
                (
                    "items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "district",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grids.district",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=40)),
                ("code", models.CharField(max_length=24, unique=True)),
                ("sequence", models.PositiveSmallIntegerField(default=1)),
                ("party_name", models.CharField(max_length=80)),
                ("party_phone", models.BinaryField(default=b"")),
                ("party_code", models.BinaryField(default=b"")),
                ("legal_representative", models.CharField(blank=True, max_length=40)),
                ("party_address", models.CharField(blank=True, max_length=200)),
                ("place", django.contrib.gis.db.models.fields.PointField(srid=4490)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("fact", models.TextField()),
                ("requirement", models.TextField()),
                ("found_at", models.DateTimeField()),
                ("issued_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("officers", models.JSONField(default=list)),
                ("signed_how", models.CharField(max_length=10)),
                ("witness", models.CharField(blank=True, max_length=40)),
                ("state", models.CharField(default="issued", max_length=16)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("void_reason", models.CharField(blank=True, max_length=300)),
                ("search", django.contrib.postgres.search.SearchVectorField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="cases.case"
                    ),
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
                    "grid",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grids.grid",
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
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="following",
                        to="inspections.notice",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="citations", to="inspections.article"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="citations", to="inspections.notice"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NoticeRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("notice_word", models.CharField(default="整改通", max_length=12)),
                ("order_word", models.CharField(default="责改通", max_length=12)),
                ("proposed_percent", models.PositiveSmallIntegerField(default=75)),
                ("longest_percent", models.PositiveSmallIntegerField(default=200)),
                ("shortest_minutes", models.PositiveSmallIntegerField(default=10)),
                ("remind_minutes", models.PositiveSmallIntegerField(default=30)),
                ("authority", models.CharField(blank=True, max_length=60)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "district",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="grids.district"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(max_length=80)),
                ("phone", models.BinaryField(default=b"")),
                ("phone_index", models.BinaryField(default=b"", max_length=32)),
                ("code", models.BinaryField(default=b"")),
                ("code_index", models.BinaryField(default=b"", max_length=32)),
                ("legal_representative", models.CharField(blank=True, max_length=40)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("place", django.contrib.gis.db.models.fields.PointField(srid=4490)),
                ("search", django.contrib.postgres.search.SearchVectorField()),
                ("created_at", models.DateTimeField()),
                (
                    "district",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grids.district",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="notice",
            name="party",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="inspections.party",
            ),
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "attachment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="attachments.attachment"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="inspections.notice"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Recheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("planned_at", models.DateTimeField()),
                ("state", models.CharField(default="planned", max_length=10)),
                ("outcome", models.CharField(blank=True, max_length=16)),
                ("follow_up", models.CharField(blank=True, max_length=16)),
                ("note", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("done_by_name", models.CharField(blank=True, max_length=80)),
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
                    "done_by",
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
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recheck", to="inspections.notice"
                    ),
                ),
                (
                    "officer",
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
            name="Service",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("way", models.CharField(max_length=12)),
                ("served_at", models.DateTimeField()),
                ("place", models.CharField(max_length=200)),
                ("receiver", models.CharField(max_length=40)),
                ("relation", models.CharField(blank=True, max_length=40)),
                ("witness", models.CharField(blank=True, max_length=40)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("served_by_name", models.CharField(max_length=80)),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="service", to="inspections.notice"
                    ),
                ),
                (
                    "served_by",
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
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                fields=("district", "law", "article", "valid_from"), name="inspections_article_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", None)),
                fields=("district", "law", "article"),
                name="inspections_article_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("law", ""), _negated=True),
                    models.Q(("article", ""), _negated=True),
                    models.Q(("text", ""), _negated=True),
                ),
                name="inspections_article_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"),
                name="inspections_article_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("use__in", ["broken", "power"])), name="inspections_article_use"
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(fields=("notice", "article"), name="inspections_citation_once"),
        ),
        migrations.AddConstraint(
            model_name="noticerule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proposed_percent__gte", 1), ("longest_percent__gte", models.F("proposed_percent"))
                ),
                name="inspections_rule_percents",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticerule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("notice_word", ""), _negated=True), models.Q(("order_word", ""), _negated=True)
                ),
                name="inspections_rule_words",
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["district", "name"], name="inspections_party_name"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=models.Q(("phone_index", b""), _negated=True),
                fields=["district", "phone_index"],
                name="inspections_party_phone",
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=models.Q(("code_index", b""), _negated=True),
                fields=["district", "code_index"],
                name="inspections_party_code",
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=django.contrib.postgres.indexes.GistIndex(fields=["place"], name="inspections_party_place"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="inspections_party_search"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["company", "person", "shop"])), name="inspections_party_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="inspections_party_named"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["district", "-issued_at", "-id"], name="inspections_notice_latest"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["district", "state", "due_at"], name="inspections_notice_due"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["party", "-issued_at"], name="inspections_notice_of_party"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="inspections_notice_search"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("district", "kind", "year", "serial"), name="inspections_notice_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["notice", "order"])), name="inspections_notice_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["corrected", "dropped", "issued", "not_corrected", "void"])),
                name="inspections_notice_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("signed_how__in", ["refused", "signed"])), name="inspections_notice_signed_how"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gt", models.F("issued_at"))), name="inspections_notice_due_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_how", "refused"), _negated=True),
                    models.Q(("witness", ""), _negated=True),
                    _connector="OR",
                ),
                name="inspections_notice_refusal_has_witness",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "void"), _negated=True),
                    models.Q(("void_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="inspections_notice_void_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at", None), ("state", "issued")),
                    models.Q(models.Q(("state", "issued"), _negated=True), ("settled_at__isnull", False)),
                    _connector="OR",
                ),
                name="inspections_notice_settled_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.UniqueConstraint(fields=("notice", "attachment"), name="inspections_picture_once"),
        ),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["correction", "found", "recheck", "signature"])),
                name="inspections_picture_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="recheck",
            index=models.Index(fields=["district", "state", "planned_at", "id"], name="inspections_recheck_planned"),
        ),
        migrations.AddIndex(
            model_name="recheck",
            index=models.Index(fields=["officer", "state", "planned_at"], name="inspections_recheck_of"),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["done", "dropped", "planned"])), name="inspections_recheck_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["", "corrected", "not_corrected"])),
                name="inspections_recheck_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("follow_up__in", ["", "hand_up", "order", "second_notice"])),
                name="inspections_recheck_follow_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="recheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "done"), ("done_at__isnull", False), ("outcome__in", ["corrected", "not_corrected"])
                    ),
                    models.Q(
                        models.Q(("state", "done"), _negated=True),
                        models.Q(
                            ("done_at__isnull", False), ("outcome__in", ["corrected", "not_corrected"]), _negated=True
                        ),
                    ),
                    _connector="OR",
                ),
                name="inspections_recheck_done_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["direct", "electronic", "entrusted", "left", "posted", "public"])),
                name="inspections_service_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "left"), _negated=True), models.Q(("witness", ""), _negated=True), _connector="OR"
                ),
                name="inspections_service_left_has_witness",
            ),
        ),
        migrations.RunSQL(FINAL, NOT_FINAL),
    ]
